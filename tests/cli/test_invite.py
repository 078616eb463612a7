"""`invite` prints a link that works once, or what to send to the bot where its name is not known."""

import re
from pathlib import Path

import pytest

from bot.sandbox.sandbox import DEFAULT_TOKEN
from bot.sandbox.server import SandboxThread
from bot.services.invitations import hash_of
from store.database import Database
from store.tables import Invitation
from tests.cli.conftest import Run


def _invitations(tmp_path: Path) -> list[Invitation]:
    database = Database(f"sqlite:///{tmp_path / 'banli.db'}")
    with database.reading() as work:
        found = work.session.query(Invitation).all()
        work.session.expunge_all()
    database.close()
    return found


@pytest.fixture
def units(ready: Run, tmp_path: Path) -> Run:
    (tmp_path / "units.csv").write_text("name,aliases\n市住房建设局,住建局\n市道路管理处,\n", encoding="utf-8")
    assert ready("units", "units.csv").code == 0
    return ready


def test_without_a_token_the_line_to_send_is_printed(ready: Run, tmp_path: Path) -> None:
    told = ready("invite", "--role", "office", "--name", "Olga  Ott", "--days", "3")
    token = re.search(r"^/start (\S+)$", told.out, re.MULTILINE)
    assert token is not None
    (invitation,) = _invitations(tmp_path)
    assert invitation.token_hash == hash_of(token[1])
    assert invitation.name == "Olga Ott"
    assert token[1] not in str(vars(invitation))


def test_with_a_token_the_link_names_the_bot(ready: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with SandboxThread() as sandbox:
        monkeypatch.setenv("BOT_TOKEN", DEFAULT_TOKEN)
        monkeypatch.setenv("BANLI_TELEGRAM__BASE_URL", sandbox.base_url)
        told = ready("invite", "--role", "deputy")
    assert re.fullmatch(r"https://t\.me/sandbox_1000001_bot\?start=[\w-]{32}\n", told.out)


def test_a_telegram_that_does_not_know_the_token_or_is_away_leaves_no_invitation(
    ready: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "1000009:another-token-that-opens-nothing-at-all")
    with SandboxThread() as sandbox:
        monkeypatch.setenv("BANLI_TELEGRAM__BASE_URL", sandbox.url)
        assert "does not know this token" in ready("invite", "--role", "deputy").err
    monkeypatch.setenv("BANLI_TELEGRAM__BASE_URL", "http://127.0.0.1:9")
    assert "does not answer" in ready("invite", "--role", "deputy").err
    assert _invitations(tmp_path) == []


def test_a_unit_is_found_by_any_of_its_names(units: Run, tmp_path: Path) -> None:
    assert units("invite", "--role", "liaison", "--unit", "住建局").code == 0
    (invitation,) = _invitations(tmp_path)
    assert invitation.unit is not None
    assert invitation.unit.name == "市住房建设局"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--role", "liaison"), "name it: --unit NAME"),
        (("--role", "leader", "--unit", "道路"), "Is it one of these: 市道路管理处?"),
        (("--role", "leader", "--unit", "市道路管理"), "Is it one of these: 市道路管理处?"),
        (("--role", "leader", "--unit", "气象台"), "Take units in first"),
        (("--role", "office", "--unit", "住建局"), "leave --unit out"),
        (("--role", "office", "--name", "O" * 61), "at most 60 characters"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_hint(
    units: Run, tmp_path: Path, words: tuple[str, ...], expected: str
) -> None:
    told = units("invite", *words)
    assert told.code == 1
    assert expected in told.err
    assert _invitations(tmp_path) == []
