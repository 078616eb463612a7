"""A text that was meant for another case is noticed; one that is where it belongs is never held up."""

import csv
from itertools import permutations
from pathlib import Path

import pytest

from bot.domain.wrong_case import Case, best_request, meant_for

EVALS = Path(__file__).parent.parent / "evals"

# What is said in passing: numbers that are no cases, references, the words that every reply has.
IN_PASSING = (
    "感谢您对我市城市建设工作的关心和支持，现将有关情况答复如下。",
    "按照市政府第15号令的规定执行。",
    "第3号楼和第8号楼已经完工。",
    "与第15号建议一并办理。",
    "具体做法见第8号建议的答复。",
    "地铁第12号线施工期间绕行。",
    "我局高度重视，下一步将进一步加强管理，完善制度。",
    "已经办理。",
    "涉及老旧小区的其他问题，将在改造时一并解决。",
    "物业企业应当配合施工，小区停车位临时调整。",
    "经与发展改革、财政部门会商，专项资金已经落实。",
)


def rows(name: str) -> list[dict[str, str]]:
    with (EVALS / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


# What one housing office has in hand at a time, and what it writes: neighbours in subject and in words.
IN_HAND = {int(row["number"]): row for row in rows("own_answers.csv")}
CASES = {n: Case(n, n, row["title"], tuple(row["requests"].split("|"))) for n, row in IN_HAND.items()}
ANSWERS = {n: row["answer"] for n, row in IN_HAND.items()}


def others(number: int) -> list[Case]:
    return [case for case in CASES.values() if case.number != number]


@pytest.mark.parametrize("number", CASES)
def test_what_belongs_to_a_case_is_never_held_up(number: int) -> None:
    """Nor when its parts are sent one by one, nor with the opening that every letter has."""
    own = CASES[number]
    opening = f"您提出的《{own.title}》（第{number}号）收悉，现答复如下：\n"
    for text in (ANSWERS[number], opening + ANSWERS[number], *ANSWERS[number].split("，"), *own.requests):
        assert meant_for(text, own, others(number)) is None, text


@pytest.mark.parametrize("number", CASES)
def test_what_is_said_in_passing_is_never_held_up(number: int) -> None:
    for text in IN_PASSING:
        assert meant_for(text, CASES[number], others(number)) is None, text


@pytest.mark.parametrize(("here", "there"), list(permutations(CASES, 2)))
def test_a_text_that_names_another_case_is_noticed(here: int, there: int) -> None:
    """By its number, by its title, and by the name of a file that says what it is."""
    title = CASES[there].title
    for text in (
        f"关于第{there}号建议的答复：{ANSWERS[there]}",
        f"您提出的《{title}》收悉，现答复如下：{ANSWERS[there]}",
        f"对“{title}”的答复",
    ):
        found = meant_for(text, CASES[here], others(here))
        assert found is not None, text
        assert found.number == there


def test_titles_of_all_kinds_never_take_each_other_for_the_same() -> None:
    """Each of the invented titles, written under each of its neighbours, is known; under itself it is at home."""
    titles = [row["title"] for row in rows("own_titles.csv")][:60]
    cases = [Case(number, number, title, ()) for number, title in enumerate(titles, start=1)]
    for own in cases:
        rest = [case for case in cases if case is not own]
        assert meant_for(f"您提出的《{own.title}》收悉。", own, rest) is None
    noticed = 0
    for own, other in zip(cases, [*cases[1:], cases[0]], strict=True):
        rest = [case for case in cases if case is not own]
        found = meant_for(f"您提出的《{other.title}》收悉。", own, rest)
        assert found in (None, other)
        noticed += found is other
    assert noticed >= 0.9 * len(cases)


def test_the_request_that_a_text_is_about_is_found_by_its_words() -> None:
    requests = [(1, "为三号院加装电梯"), (2, "修补院内路面"), (3, "增设充电桩")]
    assert best_request("充电桩已增设二十个。", requests) == 3
    assert best_request("路面已经修补。", requests) == 2
    assert best_request("谢谢。", requests) is None
    assert best_request("谢谢。", []) is None
