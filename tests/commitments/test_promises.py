"""Which sentences of a reply are promises, and by when: invented sentences of every form that such replies use."""

from datetime import date

import pytest

from bot.intake.promises import Promise, promises

TODAY = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("我局将于2026年9月底前完成路灯改造。", date(2026, 9, 30)),
        ("计划2027年6月建成投用。", date(2027, 6, 30)),
        ("力争年底前开工建设。", date(2026, 12, 31)),
        ("年内完成全部老旧管网更换。", date(2026, 12, 31)),
        ("明年上半年启动二期工程。", date(2027, 6, 30)),
        ("确保10月15日前整改到位。", date(2026, 10, 15)),
        ("拟于第三季度开展专项整治。", date(2026, 9, 30)),
        ("预计2028年2月底竣工。", date(2028, 2, 29)),
        ("我们将在两个月内给出设计方案。", date(2026, 7, 20)),
        ("承诺30天内解决积水问题。", date(2026, 6, 19)),
        ("一周内安排人员现场查看。", date(2026, 5, 27)),
        ("将于8月上旬启动招标。", date(2026, 8, 10)),
        ("计划于3月完成绿化补植。", date(2027, 3, 31)),
        ("明年底前完成。", date(2027, 12, 31)),
        ("2027年底前建成六个充电桩。", date(2027, 12, 31)),
        ("下半年开工，工期四年。", date(2026, 12, 31)),
    ],
)
def test_a_dated_promise_is_found_with_the_last_day_it_names(text: str, due: date) -> None:
    assert promises(text, TODAY) == [Promise(text, due)]


@pytest.mark.parametrize(
    "text",
    [
        "2025年9月已完成路灯改造。",
        "截至2026年12月，计划不变。",
        "我局高度重视，将继续加强管理。",
        "2026年3月完成了招标。",
        "该路段全长12月亮湾公里。",
        "计划13月完成。",
        "去年底前完成验收。",
        "感谢您的关心和支持。",
    ],
)
def test_what_was_done_what_has_passed_and_what_has_no_date_is_no_promise(text: str) -> None:
    assert promises(text, TODAY) == []


def test_each_time_named_in_a_sentence_is_a_promise_of_its_own() -> None:
    text = "计划2026年8月底前开工，12月底前完工。"
    assert promises(text, TODAY) == [Promise(text, date(2026, 8, 31)), Promise(text, date(2026, 12, 31))]


def test_a_year_named_once_holds_for_the_clauses_after_it() -> None:
    text = "2027年3月底前完成设计，9月底前开工。"
    assert [promise.due for promise in promises(text, TODAY)] == [date(2027, 3, 31), date(2027, 9, 30)]


def test_sentences_are_told_apart_and_the_same_one_counts_once() -> None:
    text = "将于9月底前修好路面。将于9月底前修好路面。\n路灯年底前安装完成；已于4月完成勘察。"
    assert [promise.text for promise in promises(text, TODAY)] == ["将于9月底前修好路面。", "路灯年底前安装完成；"]


def test_a_very_long_sentence_is_kept_in_part() -> None:
    assert len(promises("将" + "加强管理" * 200 + "年底前完成。", TODAY)[0].text) == 300
