"""config.toml and bot/config.py say the same: every setting stands in the file, with its default and what it is for."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from bot.config import Config, load, token
from tests.conftest import ROOT

FILE = ROOT / "config.toml"
LISTS = ("sittings", "mirrors")  # none by default


def _defaults() -> dict[str, dict[str, Any]]:
    fields = Config.model_fields.items()
    sections: dict[str, BaseModel] = {name: field.default for name, field in fields if name not in LISTS}
    return {name: section.model_dump(mode="json") for name, section in sections.items()}


def _settled(value: object) -> object:
    """A value as it is written in the file: a time without its seconds, and what is not set as an empty text."""
    if value is None:
        return ""
    return value[:-3] if isinstance(value, str) and value.count(":") == 2 and value[-3:] == ":00" else value


def test_every_setting_stands_in_the_file_with_its_default() -> None:
    written = tomllib.loads(FILE.read_text(encoding="utf-8"))
    expected = {name: {key: _settled(value) for key, value in keys.items()} for name, keys in _defaults().items()}
    assert written == expected


def test_every_setting_in_the_file_says_what_it_is_for() -> None:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "=" in line.partition("#")[0] and "#" not in line] == []


@pytest.mark.parametrize("address", ["http://127.0.0.1:8081", "http://127.0.0.1:8081/", "http://127.0.0.1:8081/bot"])
def test_the_server_may_be_named_with_or_without_bot(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("BANLI_TELEGRAM__BASE_URL", address)
    assert load().telegram.root == "http://127.0.0.1:8081"


def test_the_environment_goes_before_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('[database]\nurl = "sqlite:///of-the-file.db"\n[office]\nname = "云河市政府办"\n', encoding="utf-8")
    monkeypatch.delenv("BANLI_DATABASE__URL", raising=False)
    assert load(file).database.url == "sqlite:///of-the-file.db"
    monkeypatch.setenv("BANLI_DATABASE__URL", "sqlite:///of-the-environment.db")
    assert (load(file).database.url, load(file).office.name) == ("sqlite:///of-the-environment.db", "云河市政府办")


def test_the_token_is_shown_by_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", " 1000001:sandbox-token-that-opens-nothing-at-all\n")
    assert "sandbox" not in repr(token())
    assert token().get_secret_value() == "1000001:sandbox-token-that-opens-nothing-at-all"
    assert "sandbox" not in repr(load())
