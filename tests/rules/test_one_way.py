"""One way to do a thing: who may commit, who may speak, where the words are, what the domain may know."""

import ast
import re
import sys
from pathlib import Path

import pytest
import telegram

from tests.rules.source import ROOT, calls, files, modules, named, parsed, strings

CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
TEMPLATES = ROOT / "bot" / "templates"

COMMITTERS = {"store/database.py", "store/writer.py"}
SPEAKERS = ("bot/delivery.py", "bot/delivery/", "bot/sandbox/")
SPEECH = {
    name
    for speaker in (telegram.Bot, telegram.Message)
    for name in dir(speaker)
    if re.match(r"(send|reply|edit|answer)(_|[A-Z])", name)
}


def test_one_place_commits() -> None:
    """A turn is a job of the writer: it commits a whole group of them, and nobody else ends a transaction."""
    found = [
        named(path, line)
        for path in modules("bot", "store")
        if named(path) not in COMMITTERS
        for name, line in calls(path)
        if name == "commit" or (name == "begin" and path.is_relative_to(ROOT / "store"))
    ]
    assert found == []


def test_only_the_delivery_speaks_to_telegram() -> None:
    """Everybody else tells the turn, and the turn's words wait in the outbox for the commit."""
    found = [
        f"{named(path, line)} {name}"
        for path in modules("bot", "store")
        if not named(path).startswith(SPEAKERS)
        for name, line in calls(path)
        if name in SPEECH
    ]
    assert found == []


def test_the_words_people_read_are_in_templates() -> None:
    found = [
        f"{named(path, line)} {text}"
        for path in modules("bot/handlers", "bot/services", "bot/flows")
        for text, line in strings(path)
        if CHINESE.search(text)
    ]
    assert found == []


def test_the_domain_knows_python_and_itself() -> None:
    found = [
        f"{named(path)} {name}"
        for path in modules("bot/domain")
        for name in _imported(path)
        if name.partition(".")[0] not in sys.stdlib_module_names and not name.startswith("bot.domain")
    ]
    assert found == []


def _imported(path: Path) -> list[str]:
    names: list[str] = []
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.append(node.module or "")
    return names


@pytest.mark.skipif(not TEMPLATES.is_dir(), reason="bot/templates has not been written yet")
def test_every_message_exists_in_every_language() -> None:
    languages = {
        folder.name: {named(path).split("/", 3)[3] for path in files(f"bot/templates/{folder.name}/*")}
        for folder in TEMPLATES.iterdir()
        if folder.is_dir()
    }
    assert {"zh", "en"} <= languages.keys()
    every = set().union(*languages.values())
    assert {name: sorted(every - there) for name, there in languages.items() if every - there} == {}
