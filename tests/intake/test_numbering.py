"""Numbers as documents write them."""

import pytest

from bot.intake.numbering import number, ordinal


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("165", 165),
        ("一百六十五", 165),
        ("十二", 12),
        ("二十", 20),
        ("一千零八", 1008),
        ("两千三百", 2300),
        ("一万二千", 12000),
        ("二〇二一", 2021),
        ("12a", None),
        ("一百多", None),
    ],
)
def test_a_number_is_read_in_digits_and_in_words(text: str, value: int | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("十一、办好", "一、", 11),
        ("(三)办好", "(一)", 3),
        ("第二,办好", "第一", 2),
        ("其三,办好", "其一", 3),
        ("12.办好", "1.", 12),
        ("四是办好", "一是", 4),
        ("五要办好", "一要", 5),
        ("(6)办好", "(1)", 6),
        ("7)办好", "1)", 7),
        ("⑧办好", "①", 8),
        ("建议二:办好", "建议一:", 2),
    ],
)
def test_a_paragraph_is_numbered_in_one_of_these_styles(text: str, style: str, value: int) -> None:
    found = ordinal(text)
    assert found
    assert (found.style, found.number) == (style, value)


@pytest.mark.parametrize("text", ["1.5万元", "一般来说", "第三方机构", "一百件", "2021年", "(略)"])
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert ordinal(text) is None
