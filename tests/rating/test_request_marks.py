"""What a proposer writes about single requests is understood as it is meant, or not at all."""

import pytest

from bot.domain.errors import Unreadable
from bot.intake.request_marks import WORDS, marks_in

KINDS = {word: kind.value for word, kind in WORDS.items()}
C, P, N = "content", "partly", "not"


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("1 yes, 2 half, 3 no", {1: C, 2: P, 3: N}),
        ("1是，2部分，3否", {1: C, 2: P, 3: N}),
        ("第1条满意；第2条基本满意；第3条不满意。", {1: C, 2: P, 3: N}),
        ("1、3 不满意 2 满意", {1: N, 3: N, 2: C}),
        ("1.YES\n2.No", {1: C, 2: N}),
        ("１：√　２：×", {1: C, 2: N}),
        ("12 没解决", {12: N}),
        ("1 是 1 否", {1: N}),
    ],
)
def test_numbers_with_their_words_are_marks(text: str, marks: dict[int, str]) -> None:
    assert marks_in(text, KINDS) == marks


@pytest.mark.parametrize(
    "text", ["", "都好", "是", "1", "1 2 3", "是 1", "1 是 2", "1 也许", "1 是吗", "希望明年再看 1 是"]
)
def test_anything_else_is_not_guessed_at(text: str) -> None:
    with pytest.raises(Unreadable) as told:
        marks_in(text, KINDS)
    assert told.value.reason == "marks_wanted"


def test_the_longest_word_counts() -> None:
    """Neither "不满意" nor "基本满意" is its first characters and something left over."""
    assert marks_in("1 不满意 2 不同意", KINDS) == {1: N, 2: N}
