"""Titles on one matter are alike, whatever form they have; titles that share the form only are not."""

from bot.domain.likeness import likeness


def test_the_form_of_a_title_does_not_count() -> None:
    assert likeness("关于加装路灯的建议", "加装路灯") == 1.0


def test_one_matter_is_liker_than_two() -> None:
    same = likeness("关于在河滨路加装路灯的建议", "关于河滨路路灯建设的提案")
    other = likeness("关于在河滨路加装路灯的建议", "关于发展社区养老的建议")
    assert same > 0.3 > other


def test_titles_too_short_to_compare_are_alike_only_if_they_are_the_same() -> None:
    assert likeness("路", "路") == 1.0
    assert likeness("路", "桥") == 0.0
