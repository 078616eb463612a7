"""Every expected trouble is one line on standard error that says what to do, and exit code 1; wrong words are 2."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.config import load
from store.database import Database
from tests.cli.conftest import Run, Told, started
from tests.conftest import ROOT

TOKEN = "1000001:sandbox-token-that-opens-nothing-at-all"


def _refused(told: Told) -> str:
    assert told.code == 1
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "Traceback" not in told.err
    return told.err


@pytest.mark.parametrize(
    "words",
    [(), ("dance",), ("invite",), ("invite", "--role", "system"), ("import",), ("units",), ("table", "--markdown=1")],
)
def test_wrong_words_are_answered_with_the_usage(run: Run, words: tuple[str, ...]) -> None:
    told = run(*words)
    assert told.code == 2
    assert "usage: run_bot.py" in told.err


@pytest.mark.parametrize("days", ["0", "91", "soon"])
def test_a_link_works_for_one_to_ninety_days(run: Run, days: str) -> None:
    assert run("invite", "--role", "office", "--days", days).code == 2


def test_run_bot_is_six_lines() -> None:
    """The file that everybody starts holds nothing that could be wrong."""
    lines = (ROOT / "run_bot.py").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if line and not line.startswith('"""')]) <= 6


def test_a_python_without_the_libraries_says_which_one_to_take() -> None:
    words = [sys.executable, "-S", "run_bot.py", "migrate"]
    told = subprocess.run(words, cwd=ROOT, check=False, capture_output=True, text=True)
    assert ".venv/bin/python run_bot.py" in _refused(Told(told.returncode, told.stdout, told.stderr))


def test_without_a_token_serve_says_where_to_get_one(run: Run) -> None:
    assert "@BotFather" in _refused(run("serve"))


def test_what_cannot_be_a_token_is_said_to_be_none_and_not_repeated(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", "not-a-token")
    told = _refused(run("serve"))
    assert "does not look like a token" in told
    assert "not-a-token" not in told


def test_without_a_database_serve_says_how_to_make_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    assert "run_bot.py migrate" in _refused(run("serve"))


def test_an_empty_database_and_an_older_one_are_told_apart(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    (tmp_path / "banli.db").touch()
    assert "is empty" in _refused(run("serve"))
    run("migrate")
    monkeypatch.setattr("store.migrate.newest", lambda: "9999")
    assert "this needs 9999" in _refused(run("serve"))


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("BANLI_TELEGRAM__POLL_SECONDS", "300", "telegram.poll_seconds"),
        ("BANLI_TELEGRAM__POLL_SECOND", "3", "telegram.poll_second: there is no such setting"),
        ("BANLI_OFFICE__ZONE", "Asia/Nowhere", "office.zone"),
        ("BANLI_TERMS__REPLY", "soon", "terms.reply"),
        ("BANLI_DATABASE__URL", "somewhere", "database.url"),
        ("BANLI_DATABASE__URL", "mysql://a@b/c", "use sqlite or postgresql"),
        ("BANLI_DATABASE__URL", "sqlite:////no/such/folder/banli.db", "unable to open"),
        ("BANLI_DATABASE__URL", "postgresql://nobody@127.0.0.1:1/banli", "Check database.url"),
    ],
)
def test_a_wrong_setting_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, key: str, value: str, expected: str
) -> None:
    monkeypatch.setenv(key, value)
    assert expected in _refused(run("migrate"))


def test_another_file_of_settings_may_be_named(run: Run, tmp_path: Path) -> None:
    assert "There is no file" in _refused(run("migrate", "--config", "elsewhere.toml"))
    (tmp_path / "mine.toml").write_text("[office\n", encoding="utf-8")
    assert "mine.toml cannot be read" in _refused(run("migrate", "--config", "mine.toml"))
    (tmp_path / "mine.toml").write_text('[office]\ncolour = "red"\n', encoding="utf-8")
    assert "mine.toml or a BANLI_ variable: office.colour" in _refused(run("migrate", "--config", "mine.toml"))


def test_webhook_mode_asks_for_an_address_and_a_secret(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("BANLI_TELEGRAM__MODE", "webhook")
    assert "telegram.webhook_url" in _refused(run("serve"))
    monkeypatch.setenv("BANLI_TELEGRAM__WEBHOOK_URL", "https://bot.example.org")
    assert "BANLI_WEBHOOK_SECRET" in _refused(run("serve"))
    monkeypatch.setenv("BANLI_WEBHOOK_SECRET", "too short")
    assert "BANLI_WEBHOOK_SECRET" in _refused(run("serve"))


def test_a_file_that_is_no_database_is_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "banli.db").write_text("this is a letter, not a database" * 100, encoding="utf-8")
    assert "not a database" in _refused(run("migrate"))


def test_a_database_of_a_newer_version_is_left_alone(ready: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database(load().database.url)
    with database.writing() as work:
        work.connection.exec_driver_sql("update alembic_version set version_num = '9999'")
    database.close()
    assert "is not one of this version" in _refused(ready("migrate"))
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    assert "at revision 9999" in _refused(ready("serve"))


def test_a_database_that_fails_in_the_midst_is_one_line(
    ready: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Such as one that may be read and not written."""
    monkeypatch.setenv("BANLI_DATABASE__URL", f"sqlite:///file:{tmp_path / 'banli.db'}?mode=ro&uri=true")
    assert "The database does not answer (attempt to write a readonly database)" in _refused(
        ready("invite", "--role", "office")
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_whoever_presses_control_c_sees_no_traceback(tmp_path: Path) -> None:
    """While a command waits for what it was told to read."""
    os.mkfifo(tmp_path / "pipe")
    process = started("import", "pipe", "--dry-run")
    with (tmp_path / "pipe").open("wb"):  # opens once the command reads at the other end
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (1, "", "Stopped.\n")
