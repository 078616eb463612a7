"""A text for many holds plain names in double braces, and nothing that could be done with them."""

import pytest

from bot.documents import merge
from bot.domain.errors import Unreadable

PLACES = ("name", "unit")


def test_each_place_is_filled_and_everything_else_stays_as_it_was_written() -> None:
    text = "{{ name }}，{{unit}}：<b>100%</b> {x} \\ \n\n第二行\n"
    assert merge.check(text, PLACES) == {"name", "unit"}
    assert merge.fill(text, {"name": "<i>", "unit": "{{ name }}"}) == "<i>，{{ name }}：<b>100%</b> {x} \\ \n\n第二行\n"


def test_a_text_without_places_is_a_text() -> None:
    assert merge.check("您好", PLACES) == frozenset()


def test_another_name_is_named() -> None:
    with pytest.raises(Unreadable) as caught:
        merge.check("第一行\n{{ nmae }}", PLACES)
    assert (caught.value.reason, caught.value.facts["name"]) == ("unknown_placeholder", "nmae")


@pytest.mark.parametrize(
    "text",
    [
        "{{ name",
        "{{ }}",
        "{{ name * 1000000000 }}",
        "{{ name|upper }}",
        "{{ name.__class__ }}",
        "{{ name() }}",
        "{% for x in name %}{{ x }}{% endfor %}",
        "{% set name = 1 %}",
        "{% include 'x' %}",
        "{# unclosed",
    ],
)
def test_more_than_a_name_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        merge.check(f"第一行\n{text}", PLACES)
    assert (caught.value.reason, caught.value.facts["line"]) == ("broken_placeholder", 2)
