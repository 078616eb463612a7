"""A reply written as one text is taken apart by numbers that run as the requests do, and by nothing else."""

import pytest

from bot.domain.errors import Unreadable
from bot.intake.answers import answers_in
from bot.intake.formats import text_in
from tests.intake import files

LETTER = """B
临房函〔2026〕12号
关于市五届人大三次会议第12号建议的答复
王小明代表：
您提出的《关于改造老旧小区的建议》收悉，现答复如下：
近年来我局重视老旧小区改造。
一、关于加装电梯。三号院已列入今年计划，六月开工。
资金由市、区两级分担。
二、关于修补路面。九月底前完成。
感谢您对我们工作的支持。
临江市住房和城乡建设局
2026年6月1日
（联系人：李某，联系电话：0000）
"""


def test_a_letter_is_divided_by_its_numbers_and_brings_its_class() -> None:
    found = answers_in(LETTER, 2)
    assert found.parts == (
        "近年来我局重视老旧小区改造。\n关于加装电梯。三号院已列入今年计划，六月开工。\n资金由市、区两级分担。",
        "关于修补路面。九月底前完成。\n感谢您对我们工作的支持。",
    )
    assert (found.code, found.number) == ("B", 12)


def test_numbers_that_do_not_run_as_the_requests_do_divide_nothing() -> None:
    found = answers_in(LETTER, 3)
    assert found.parts == ()
    assert found.text.startswith("近年来我局")
    assert "一、关于加装电梯" in found.text


def test_one_request_is_answered_by_all_of_it() -> None:
    assert answers_in(LETTER, 1).parts == (answers_in(LETTER, 3).text,)


@pytest.mark.parametrize(
    "text",
    [
        "1. 电梯六月开工。\n（1）三号院先行。\n（2）五号院其后。\n2. 路面九月修好。",
        "（一）电梯六月开工。\n1. 三号院先行。\n2. 五号院其后。\n3. 其余明年。\n（二）路面九月修好。",
        "第一，电梯六月开工。\n第二，路面九月修好。",
        "现就您的建议答复如下：\n一是电梯六月开工。\n二是路面九月修好。",
    ],
)
def test_the_style_with_as_many_numbers_as_requests_divides(text: str) -> None:
    first, second = answers_in(text, 2).parts
    assert first.startswith("电梯六月开工。")
    assert second == "路面九月修好。"
    assert "三号院" not in text or "三号院先行。" in first


def test_no_word_of_a_text_is_lost() -> None:
    text = "前言一句。\n一、甲。\n二、乙。\n尾声一句。"
    assert answers_in(text, 2).parts == ("前言一句。\n甲。", "乙。\n尾声一句。")


@pytest.mark.parametrize("text", ["", " \n　\n", "您提出的建议收悉，现答复如下："])
def test_a_text_without_an_answer_is_refused(text: str) -> None:
    with pytest.raises(Unreadable) as reason:
        answers_in(text, 2)
    assert reason.value.reason == "empty"


def test_word_and_text_are_read_whole() -> None:
    assert answers_in(text_in(files.letter()), 2).parts == (
        "三条主要线路的末班车自5月1日起延长到23时。",
        "火车站夜间环线已完成踏勘，年底前开通。\n感谢您对我们工作的支持。",
    )
    assert text_in("一、甲。".encode("gb18030")) == "一、甲。"


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "empty"), (files.workbook([["a", "b"]]), "not_text"), (files.archive({"a.txt": b"a"}), "not_text")],
)
def test_what_is_no_single_text_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as reason:
        text_in(content)
    assert reason.value.reason == why
