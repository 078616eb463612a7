"""What the configuration names has words, or the bot says so before it begins."""

import pytest
from pydantic import SecretStr

from bot.app import Banli
from bot.config import BadConfig, Config, DatabaseSection, Policy
from bot.sandbox.sandbox import DEFAULT_TOKEN


def test_a_result_class_without_a_wording_is_said_before_anything_begins(sqlite_url: str) -> None:
    config = Config(database=DatabaseSection(url=sqlite_url), policy=Policy(result_classes=("A", "D")))
    with pytest.raises(BadConfig, match=r"result_classes: D has no wording in bot/templates/zh/words\.toml"):
        Banli(config, SecretStr(DEFAULT_TOKEN))
