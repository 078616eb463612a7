"""Prints that lead a reader astray: each example is one trap, with what a person would read in it."""

from typing import Any

import pytest

from bot.intake.compendium import read
from bot.intake.published import PublishedProposal


def only(text: str) -> PublishedProposal:
    (proposal,) = read(text).proposals
    return proposal


def with_reply(reply: str) -> PublishedProposal:
    return only(f"关于疏浚北渠的建议\n建议者：白露\n北渠淤塞。\n建议：\n一是疏浚。\n答复\n{reply}\n")


def with_body(body: str) -> PublishedProposal:
    return only(f"关于疏浚北渠的建议\n建议者：白露\n{body}\n答复\n已经疏浚。\n云河市水利局\n")


HEADS: dict[str, tuple[str, dict[str, Any]]] = {
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
BODIES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "a lead-in inside a paragraph": (
        "北渠淤塞。为此，建议：一是疏浚；二是护岸；三是立法。",
        "北渠淤塞。",
        ("一是疏浚；", "二是护岸；", "三是立法。"),
    ),
    "a lead-in broken by the column, then numbers": (
        "北渠多年没有疏浚，淤塞严重，两岸居民\n出行不便。针对上述问题，特提出以下几\n点建议：\n1.疏浚北渠。\n2.修好护岸。",
        "北渠多年没有疏浚，淤塞严重，两岸居民出行不便。",
        ("1.疏浚北渠。", "2.修好护岸。"),
    ),
    "numbers in the background, then a numbered mark": (
        "一、存在问题\n（一）淤塞。\n（二）污染。\n二、对策建议\n（一）疏浚。\n（二）治污。",
        "一、存在问题\n（一）淤塞。\n（二）污染。",
        ("（一）疏浚。", "（二）治污。"),
    ),
    "numbers without any mark": (
        "北渠淤塞。\n一、疏浚。一是先清上游。二是再清下游。\n二、护岸。",
        "北渠淤塞。",
        ("一、疏浚。一是先清上游。二是再清下游。", "二、护岸。"),
    ),
    "numbers of a background told from those of the requests": (
        "问题有两个：\n一是淤塞。\n二是污染。\n为此建议：\n一是疏浚。\n二是治污。",
        "问题有两个：\n一是淤塞。\n二是污染。",
        ("一是疏浚。", "二是治污。"),
    ),
    "an amount at the head of a line is no number": (
        "北渠淤塞。\n建议：\n1.投入\n1.5亿元疏浚。\n2.护岸。",
        "北渠淤塞。",
        ("1.投入\n1.5亿元疏浚。", "2.护岸。"),
    ),
    "paragraphs without numbers": (
        "北渠淤塞。\n建议：\n疏浚北渠，恢复通航。\n修好护岸，栽种柳树。",
        "北渠淤塞。",
        ("疏浚北渠，恢复通航。", "修好护岸，栽种柳树。"),
    ),
    "two requests glued in one paragraph, told by their headlines": (
        "北渠淤塞。\n建议：\n疏浚北渠主要河段。每年冬季施工，次年汛前完成。修好两岸护坡堤岸。采用生态砌块，栽种柳树。\n建立长效管护机制。明确河长，定期巡查。",
        "北渠淤塞。",
        (
            "疏浚北渠主要河段。每年冬季施工，次年汛前完成。",
            "修好两岸护坡堤岸。采用生态砌块，栽种柳树。",
            "建立长效管护机制。明确河长，定期巡查。",
        ),
    ),
    "a paragraph torn by the turn of a page": (
        "北渠淤塞。\n建议：\n一是疏浚北渠，恢\n- 3 -\n复通航。\n二是护岸。",
        "北渠淤塞。",
        ("一是疏浚北渠，恢复通航。", "二是护岸。"),
    ),
    "nothing but a sentence that asks": (
        "北渠淤塞。建议市政府尽快疏浚。",
        "北渠淤塞。",
        ("建议市政府尽快疏浚。",),
    ),
    "nothing that asks": (
        "北渠淤塞，居民盼望疏浚。",
        "北渠淤塞，居民盼望疏浚。",
        (),
    ),
    "a remark between mark and numbers": (
        "北渠淤塞。\n建议：\n坚持统筹谋划，做到：一是疏浚；二是护岸。",
        "北渠淤塞。\n坚持统筹谋划，做到：",
        ("一是疏浚；", "二是护岸。"),
    ),
    "a mark that opens the first request": (
        "北渠淤塞。\n建议：一是疏浚。\n二是护岸。",
        "北渠淤塞。",
        ("一是疏浚。", "二是护岸。"),
    ),
    "a label over the whole text": (
        "提案内容：\n北渠淤塞。\n具体建议\n①疏浚。\n②护岸。",
        "北渠淤塞。",
        ("①疏浚。", "②护岸。"),
    ),
    "a label before the text": (
        "理由：北渠淤塞。建议如下：（1）疏浚。（2）护岸。",
        "北渠淤塞。",
        ("（1）疏浚。", "（2）护岸。"),
    ),
}
REPLIES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "paragraphs that begin with 建议 and speak of 答复": (
        "建议收悉。\n建议中提到的答复方式，已经改进。\n云河市水利局",
        "建议收悉。\n建议中提到的答复方式，已经改进。",
        ("云河市水利局",),
    ),
    "a title quoted at the head of a line": (
        "您提出的\n《关于疏浚北渠的建议》\n收悉。\n云河市水利局",
        "您提出的《关于疏浚北渠的建议》收悉。",
        ("云河市水利局",),
    ),
    "headings that look like titles": (
        "一、关于疏浚的建议\n已经疏浚。\n二、关于护岸的建议\n正在护岸。\n云河市水利局",
        "一、关于疏浚的建议\n已经疏浚。\n二、关于护岸的建议\n正在护岸。",
        ("云河市水利局",),
    ),
    "an announcement that ends like a salutation": (
        "现将有关情况答复如下：\n已经疏浚。\n云河市水利局",
        "现将有关情况答复如下：\n已经疏浚。",
        ("云河市水利局",),
    ),
    "a salutation and the reply in one line": (
        "尊敬的白露代表：您好！已经疏浚。\n云河市水利局",
        "您好！已经疏浚。",
        ("云河市水利局",),
    ),
    "two replies, each with salutation, signature and date": (
        "白露代表：\n已经疏浚。\n云河市水利局\n2021年6月1日\n白露代表：\n已经拨款。\n云河市财政局\n二〇二一年六月三日",
        "已经疏浚。\n已经拨款。",
        ("云河市水利局", "云河市财政局"),
    ),
    "units over their parts": (
        "市水利局：\n已经疏浚。\n市财政局：\n已经拨款。",
        "市水利局：\n已经疏浚。\n市财政局：\n已经拨款。",
        ("市水利局", "市财政局"),
    ),
    "a unit that opens its part of the reply": (
        "【市水利局答复】\n已经疏浚。\n【市财政局答复】\n已经拨款。",
        "已经疏浚。\n已经拨款。",
        ("市水利局", "市财政局"),
    ),
    "two units printed without a space": (
        "已经疏浚。\n云河市水利局云河市财政局",
        "已经疏浚。",
        ("云河市水利局", "云河市财政局"),
    ),
    "a unit printed with spaces": (
        "已经疏浚。\n云 河 市 水 利 局",
        "已经疏浚。",
        ("云河市水利局",),
    ),
    "a unit with another in brackets, sealed": (
        "已经疏浚。\n市水利局（河长办）（盖章）",
        "已经疏浚。",
        ("市水利局（河长办）",),
    ),
    "a unit broken by the column": (
        "已经疏浚。\n云河市住房和城乡\n建设局\n2021年8月5日",
        "已经疏浚。",
        ("云河市住房和城乡建设局",),
    ),
    "a unit glued with its date": (
        "已经疏浚。云河市水利局 2021年8月5日",
        "已经疏浚。",
        ("云河市水利局",),
    ),
    "a unit behind a sentence without its stop": (
        "已经全面疏浚北渠全线  云河市水利局",
        "已经全面疏浚北渠全线",
        ("云河市水利局",),
    ),
    "a unit at the end of a sentence": (
        "请联系云河市水利局。",
        "请联系云河市水利局。",
        (),
    ),
    "a contact behind the signature": (
        "已经疏浚。\n云河市水利局\n联系电话：12345",
        "已经疏浚。",
        ("云河市水利局",),
    ),
    "units behind a label": (
        "已经疏浚。\n主办单位：云河市水利局  协办单位：财政部门",
        "已经疏浚。",
        ("云河市水利局", "财政部门"),
    ),
    "a second mark": (
        "已经疏浚。\n办理结果\n群众满意。\n云河市水利局",
        "已经疏浚。\n群众满意。",
        ("云河市水利局",),
    ),
}


@pytest.mark.parametrize("trap", HEADS)
def test_the_head_of_a_proposal_is_understood(trap: str) -> None:
    head, expected = HEADS[trap]
    proposal = only(f"{head}\n古渡口年久失修，亟待保护。\n建议：\n一是修缮。\n二是管护。\n答复\n已经修缮。\n市文旅局\n")
    assert {name: getattr(proposal, name) for name in expected} == expected
    assert proposal.requests == ("一是修缮。", "二是管护。")


@pytest.mark.parametrize("trap", BODIES)
def test_background_and_requests_are_told_apart(trap: str) -> None:
    body, background, requests = BODIES[trap]
    proposal = with_body(body)
    assert (proposal.background, proposal.requests) == (background, requests)


@pytest.mark.parametrize("trap", REPLIES)
def test_reply_and_signatures_are_told_apart(trap: str) -> None:
    printed, reply, units = REPLIES[trap]
    proposal = with_reply(printed)
    assert (proposal.reply, proposal.reply_units) == (reply, units)
