"""Backgrounds and requests that are hard to tell apart: each example is one trap, with what a person would read."""

import pytest

from bot.intake.compendium import read
from bot.intake.published import PublishedProposal

BODIES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "a sentence of the text that begins like a label": (
        "古渡口是云河的名片\n代表：云河的代表是古渡口。\n建议：\n疏浚。",
        "古渡口是云河的名片\n代表：云河的代表是古渡口。",
        ("疏浚。",),
    ),
    "the unit that handles it, told below the requests": (
        "北渠淤塞。\n建议：\n一、疏浚。\n二、护岸。\n承办单位：市水务局、市园林局\n协办单位：市财政局",
        "北渠淤塞。",
        ("一、疏浚。", "二、护岸。"),
    ),
    "the unit that handles it, told below a request without number": (
        "北渠淤塞。\n建议：\n尽快疏浚。\n办理单位：市水务局",
        "北渠淤塞。",
        ("尽快疏浚。",),
    ),
    "a lead-in nested in one of the numbered paragraphs": (
        "北渠淤塞。\n一、疏浚。为此建议：先清上游。\n二、护岸。",
        "北渠淤塞。",
        ("一、疏浚。为此建议：先清上游。", "二、护岸。"),
    ),
    "an announcement that ends with a full stop": (
        "北渠淤塞。现提出以下几点建议。\n一、疏浚。\n二、护岸。",
        "北渠淤塞。",
        ("一、疏浚。", "二、护岸。"),
    ),
    "headlines without numbers of their own": (
        "北渠淤塞。\n建议：\n一、疏浚\n先清上游，再清下游。\n二、护岸\n栽种柳树。",
        "北渠淤塞。",
        ("一、疏浚\n先清上游，再清下游。", "二、护岸\n栽种柳树。"),
    ),
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


def with_body(body: str) -> PublishedProposal:
    return read(f"关于疏浚北渠的建议\n建议者：白露\n{body}\n答复\n已经疏浚。\n云河市水利局\n").proposals[0]


@pytest.mark.parametrize("trap", BODIES)
def test_background_and_requests_are_told_apart(trap: str) -> None:
    body, background, requests = BODIES[trap]
    proposal = with_body(body)
    assert (proposal.background, proposal.requests) == (background, requests)
