"""Replies and signatures that are hard to tell apart: each example is one trap, with what a person would read."""

import pytest

from bot.intake.compendium import read
from bot.intake.published import PublishedProposal

REPLIES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "a salutation broken by the column": (
        "云河市政协文化文史和学\n习委员会：\n已经疏浚。\n云河市水利局",
        "已经疏浚。",
        ("云河市水利局",),
    ),
    "a unit in a line of its own that a sentence goes on from": (
        "已经疏浚，下一步由\n云河市水利局\n负责管护。\n云河市水利局",
        "已经疏浚，下一步由云河市水利局负责管护。",
        ("云河市水利局",),
    ),
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


def with_reply(reply: str) -> PublishedProposal:
    return read(f"关于疏浚北渠的建议\n建议者：白露\n北渠淤塞。\n建议：\n一是疏浚。\n答复\n{reply}\n").proposals[0]


@pytest.mark.parametrize("trap", REPLIES)
def test_reply_and_signatures_are_told_apart(trap: str) -> None:
    printed, reply, units = REPLIES[trap]
    proposal = with_reply(printed)
    assert (proposal.reply, proposal.reply_units) == (reply, units)
