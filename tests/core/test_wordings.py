"""What the configuration names has words, or the bot says so before it begins."""

import re

import pytest
from pydantic import SecretStr, ValidationError

from bot.app import Banli
from bot.config import BadConfig, Config, DatabaseSection, Policy
from bot.sandbox.sandbox import DEFAULT_TOKEN


def test_a_result_class_without_a_wording_is_said_before_anything_begins(sqlite_url: str) -> None:
    config = Config(database=DatabaseSection(url=sqlite_url), policy=Policy(result_classes=("A", "D")))
    with pytest.raises(BadConfig, match=r"result_classes: D has no wording in bot/templates/zh/words\.toml"):
        Banli(config, SecretStr(DEFAULT_TOKEN))


def test_a_scheme_without_wordings_is_said_before_anything_begins(sqlite_url: str) -> None:
    config = Config(database=DatabaseSection(url=sqlite_url), policy=Policy(result_scheme="nowhere"))
    with pytest.raises(BadConfig, match=r"result_scheme: there is no \[result_nowhere\]"):
        Banli(config, SecretStr(DEFAULT_TOKEN))


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("{unit}函〔{year}〕{serial}号", "{serial} means nothing here"),
        ("{unit}函〔{year}〕号", "{n}, the number itself, is missing"),
        ("{unit函{n}", "braces"),
    ],
)
def test_a_number_pattern_that_cannot_be_filled_is_refused(pattern: str, said: str) -> None:
    with pytest.raises(ValidationError, match=re.escape(said)):
        Policy(document_number=pattern)


def test_a_number_pattern_of_the_known_places_is_taken() -> None:
    assert Policy(document_number="{unit}函〔{year}〕{n}号").document_number
