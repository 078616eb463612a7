"""What was removed and what was added, shown so that a leader sees it at a glance."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.differences import Fate, Piece, differences

WORDS = st.lists(
    st.sampled_from(["路面", "电梯", "年内完工", "。", "；", "\n", "2026", "已经", "a b"]), max_size=30
).map("".join)


def shown(old: str, new: str) -> str:
    """The pieces as text: -removed-, +added+."""
    marks = {Fate.SAME: "", Fate.REMOVED: "-", Fate.ADDED: "+"}
    return "".join(f"{marks[piece.fate]}{piece.text}{marks[piece.fate]}" for piece in differences(old, new))


def test_inside_a_changed_sentence_only_the_words_that_changed_are_marked() -> None:
    assert shown("院内路面六月修好。", "院内路面七月修好。") == "院内路面-六-+七+月修好。"
    assert shown("投资1200万元。", "投资800万元。") == "投资-1200-+800+万元。"


def test_a_sentence_that_came_or_went_is_marked_whole() -> None:
    assert shown("电梯已招标。", "电梯已招标。年底前完工。") == "电梯已招标。+年底前完工。+"
    assert shown("电梯已招标。年底前完工。", "电梯已招标。") == "电梯已招标。-年底前完工。-"


def test_two_sentences_that_have_nothing_in_common_are_not_torn_to_pieces() -> None:
    assert shown("该项不属于我局职责。", "充电桩将于九月装齐！") == "-该项不属于我局职责。-+充电桩将于九月装齐！+"


def test_what_stayed_is_shortened_around_the_change() -> None:
    long = "甲" * 200 + "。"
    assert [len(piece.text) for piece in differences(long + "路面", long + "电梯")] == [41, 2, 2]


def test_an_empty_text_is_all_added_or_all_removed() -> None:
    assert differences("", "路面。") == [Piece(Fate.ADDED, "路面。")]
    assert differences("路面。", "") == [Piece(Fate.REMOVED, "路面。")]
    assert differences("", "") == []


@given(WORDS, WORDS)
def test_no_removed_or_added_word_is_lost(old: str, new: str) -> None:
    """What was removed stands in the old text in its order, what was added in the new one."""
    pieces = differences(old, new)
    for fate, text in ((Fate.REMOVED, old), (Fate.ADDED, new)):
        at = 0
        for piece in pieces:
            if piece.fate is fate:
                at = text.index(piece.text, at) + len(piece.text)
    if old != new:
        assert any(piece.fate is not Fate.SAME for piece in pieces)
