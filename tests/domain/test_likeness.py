"""Matters are alike by what they are about and ask for, whatever form their titles have."""

from bot.domain.likeness import ALIKE, Matter, keys, likeness, share, words_of
from tests.evals.similar import measured, pairs


def alike(one: str, other: str) -> float:
    return likeness(Matter(one), Matter(other))


def test_the_form_of_a_title_does_not_count() -> None:
    assert alike("关于加装路灯的建议", "加装路灯") == 1.0
    assert alike("关于进一步加强路灯维护工作的提案", "路灯维护") == 1.0


def test_one_matter_is_liker_than_two() -> None:
    same = alike("关于在河滨路加装路灯的建议", "关于河滨路路灯建设的提案")
    assert same > ALIKE > alike("关于在河滨路加装路灯的建议", "关于发展社区养老的建议")


def test_titles_too_short_to_compare_are_nothing_alike_but_in_being_empty() -> None:
    assert alike("路", "桥") == alike("路", "路") == 1.0
    assert alike("路", "加装路灯") == 0.0


def test_a_title_of_words_that_every_title_has_is_compared_whole() -> None:
    assert alike("关于加强工作的建议", "加强工作") == 1.0


def test_requests_count_more_than_titles() -> None:
    bus = Matter("关于优化16路公交线路的建议", ["将16路延伸至北站"])
    other = Matter("关于优化23路公交线路的建议", ["增加早班车"])
    assert alike(bus.title, other.title) > likeness(bus, other)
    assert likeness(bus, Matter("关于北站公交接驳的提案", ["16路延伸到北站"])) > likeness(bus, other)


def test_of_invented_pairs_nine_of_ten_same_ones_are_shown_and_four_of_five_shown_are_the_same() -> None:
    for group in ("dev", "test"):
        precision, recall = measured([pair for pair in pairs() if pair.group == group])
        assert precision > 0.8
        assert recall > 0.9


def test_keys_are_numbers_of_32_bits_and_long_requests_add_few() -> None:
    long = Matter("关于加装路灯的建议", ["在河滨路和人民路加装路灯并修补人行道" * 40])
    assert all(-(2**31) <= key < 2**31 for key in keys(long))
    assert len(keys(long)) == len(keys(Matter(long.title))) + 8
    assert keys(Matter("关于加装路灯的建议")) < keys(long)


def test_a_passage_holds_a_share_of_what_is_asked_for() -> None:
    assert share("加装路灯", "今年在河滨路加装路灯三十盏") == 1.0
    assert share("", "今年") == 0.0
    assert words_of("加装路灯") < words_of("在河滨路加装路灯")
