"""Names are compared as people mean them, not as they typed them."""

import pytest

from bot.domain.names import alike


@pytest.mark.parametrize("typed", ["Dana Li", "dana li", "DANALI", "Ｄａｎａ　Ｌｉ", " Dana\u00a0Li "])
def test_capitals_spaces_and_wide_letters_make_no_other_name(typed: str) -> None:
    assert alike(typed) == "danali"


def test_another_letter_makes_another_name() -> None:
    assert alike("Dána") != alike("Dana")
