"""Heads of proposals that lead a reader astray: each example is one trap, with what a person would read in it."""

from typing import Any

import pytest

from bot.intake.compendium import read
from bot.intake.published import PublishedProposal

HEADS: dict[str, tuple[str, dict[str, Any]]] = {
    "a number behind a label above the title": (
        "编号：第12号\n关于保护古渡口的提案\n提案者：白露",
        {"title": "关于保护古渡口的提案", "lines": (1, 10)},
    ),
    "a title in brackets, numbered": (
        "（三）《关于保护古渡口的建议》（第12号）\n建议者：白露",
        {"title": "关于保护古渡口的建议"},
    ),
    "a title that opens with a quotation": (
        "“古渡口”保护的建议\n建议者：白露",
        {"title": "“古渡口”保护的建议"},
    ),
    "a title with a remark that is part of it": (
        "关于保护古渡口（老码头代表性遗存）的建议\n建议者：白露",
        {"title": "关于保护古渡口（老码头代表性遗存）的建议"},
    ),
    "a title broken where it says 关于 again": (
        "关于落实市委\n关于保护古渡口意见的建议\n建议者：白露",
        {"title": "关于落实市委关于保护古渡口意见的建议"},
    ),
    "a party printed apart from its city": (
        "关于保护古渡口的提案\n提案者：民革 云河市委、白露",
        {"proposers": ("民革云河市委", "白露")},
    ),
    "a name of three signs printed apart": (
        "关于保护古渡口的建议\n建议者：钟 声 远",
        {"proposers": ("钟声远",)},
    ),
    "a party and a person behind it, apart": (
        "关于保护古渡口的提案\n提案者：致公党市委 钟声、白露（执笔）",
        {"proposers": ("致公党市委", "钟声", "白露")},
    ),
    "a double surname printed apart": (
        "关于保护古渡口的建议\n建议者：周 明、欧阳 静",
        {"proposers": ("周明", "欧阳静")},
    ),
    "a suggestion whose title stands behind 案由": (
        "案由：关于保护古渡口\n领衔代表：白露",
        {"title": "关于保护古渡口", "kind": "建议"},
    ),
    "a committee printed sign by sign": (
        "关于保护古渡口的提案\n提案者：市 政 协 提 案 委 员 会",
        {"proposers": ("市政协提案委员会",)},
    ),
    "a committee cut off for good": (
        "关于保护古渡口的提案\n提案者：市政协文化文史",
        {"proposers": ("市政协文化文史",)},
    ),
    "a title over three lines whose last is only the word": (
        "关于推进云河两岸古\n\n渡口保护性修缮的\n\n建议\n\n提案者：白露",
        {"title": "关于推进云河两岸古渡口保护性修缮的建议", "kind": "提案"},
    ),
    "a title that begins otherwise": (
        "让古渡口活起来的建议\n提案人：白露",
        {"title": "让古渡口活起来的建议"},
    ),
    "a title in which a decision is named": (
        "关于落实《关于保护古渡口的决定》的提案\n提案人：白露",
        {"title": "关于落实《关于保护古渡口的决定》的提案"},
    ),
    "a title with number, bullet and remark": (
        "★第0012号　关于保护古渡口的建议（重点建议）\n建议人：白露",
        {"title": "关于保护古渡口的建议"},
    ),
    "a title with a stray traditional glyph": (
        "關於保護古渡口的建議\n建議者：白露",
        {"title": "关于保护古渡口的建议"},
    ),
    "a title behind a label, below the proposer": (
        "案　　号：12\n提 案 者：白露\n案　　由：关于保护古渡口的提案\n承办单位：市文旅局",
        {"title": "关于保护古渡口的提案"},
    ),
    "a proposer before the title": (
        "提案者：白露\n关于保护古渡口的提案",
        {"title": "关于保护古渡口的提案"},
    ),
    "a deputy in brackets behind the title": (
        "关于保护古渡口的建议（白露、石磊代表）",
        {"title": "关于保护古渡口的建议", "proposers": ("白露", "石磊")},
    ),
    "a deputy below the title, without a label": (
        "关于保护古渡口的建议\n白露代表",
        {"title": "关于保护古渡口的建议", "proposers": ("白露",), "kind": "建议"},
    ),
    "a party below the title, without a label": (
        "关于保护古渡口的提案\n民盟云河市委",
        {"proposers": ("民盟云河市委",)},
    ),
    "names with a space inside": (
        "关于保护古渡口的建议\n建议者：白 露　石 磊　欧阳清秋",
        {"proposers": ("白露", "石磊", "欧阳清秋")},
    ),
    "a number of co-signers": (
        "关于保护古渡口的建议\n领衔代表：白露等12名代表",
        {"proposers": ("白露",)},
    ),
    "co-signers behind a label of their own": (
        "关于保护古渡口的建议\n领衔代表：白露（城东团）  附议代表：石磊、田野",
        {"proposers": ("白露", "石磊", "田野")},
    ),
    "names that go on in the next line": (
        "关于保护古渡口的建议\n建议者：白露、石磊、\n田野",
        {"proposers": ("白露", "石磊", "田野")},
    ),
    "a committee broken by the column": (
        "关于保护古渡口的提案\n提案者：云河市政协文化文史和学\n习委员会",
        {"proposers": ("云河市政协文化文史和学习委员会",)},
    ),
    "a committee with a comma in its name": (
        "关于保护古渡口的提案\n提案者：市政协社会、法制委员会",
        {"proposers": ("市政协社会、法制委员会",)},
    ),
    "a proposer named like an office": (
        "关于保护古渡口的建议\n建议者：方办、石局",
        {"proposers": ("方办", "石局")},
    ),
    "a label that stands alone": (
        "关于保护古渡口的建议\n建议者：\n白露",
        {"proposers": ("白露",)},
    ),
    "labels in brackets": (
        "【标题】关于保护古渡口的提案\n【提案人】白露",
        {"title": "关于保护古渡口的提案", "proposers": ("白露",)},
    ),
    "Markdown": (
        "### **关于保护古渡口的建议**\n**建议者**：白露",
        {"title": "关于保护古渡口的建议", "proposers": ("白露",)},
    ),
    "look-alike radicals of a PDF": (
        "关于保护⼭⽔的建议\n建议者：⽯磊",
        {"title": "关于保护山水的建议", "proposers": ("石磊",)},
    ),
}


def only(text: str) -> PublishedProposal:
    (proposal,) = read(text).proposals
    return proposal


@pytest.mark.parametrize("trap", HEADS)
def test_the_head_of_a_proposal_is_understood(trap: str) -> None:
    head, expected = HEADS[trap]
    proposal = only(f"{head}\n古渡口年久失修，亟待保护。\n建议：\n一是修缮。\n二是管护。\n答复\n已经修缮。\n市文旅局\n")
    assert {name: getattr(proposal, name) for name in expected} == expected
    assert proposal.requests == ("一是修缮。", "二是管护。")
