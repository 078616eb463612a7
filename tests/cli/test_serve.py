"""`serve` as a process: works until told to stop, waits for a Telegram that is away, ends on a wrong token."""

import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from bot.sandbox.people import People
from bot.sandbox.sandbox import DEFAULT_TOKEN
from bot.sandbox.server import SandboxThread
from tests.cli.conftest import Run, started

PATIENCE = 30.0


class Serving:
    """A running `serve`: what it logged so far, and how it ends."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.lines.append(line)

    def wait_for(self, words: str) -> None:
        """Until a line with these words was logged."""
        until = time.monotonic() + PATIENCE
        while not any(words in line for line in self.lines):
            assert time.monotonic() < until, self.lines
            assert self.process.poll() is None or self._reader.is_alive(), self.lines
            time.sleep(0.02)

    def ends(self, sign: int = signal.SIGTERM) -> int:
        """Tell it to stop, and say how it ended."""
        self.process.send_signal(sign)
        return self.over()

    def over(self) -> int:
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return code


@contextmanager
def serving(**environment: str) -> Iterator[Serving]:
    process = started("serve", BANLI_REMINDERS__TICK_SECONDS="1", **environment)
    try:
        yield Serving(process)
    finally:
        process.kill()
        process.wait()
        for stream in (process.stdout, process.stderr):
            assert stream is not None
            stream.close()


@pytest.fixture
def sandbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[SandboxThread]:
    with SandboxThread() as thread:
        monkeypatch.setenv("BOT_TOKEN", DEFAULT_TOKEN)
        monkeypatch.setenv("BANLI_TELEGRAM__BASE_URL", thread.base_url)
        monkeypatch.setenv("BANLI_TELEGRAM__LISTEN", f"127.0.0.1:{free_port()}")
        yield thread


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def answered(people: People, person: str) -> str:
    """The bot's first words to somebody."""
    until = time.monotonic() + PATIENCE
    while not (letters := people.letters(person)):
        assert time.monotonic() < until
        time.sleep(0.02)
    return str(letters[0]["text"])


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_people_and_health_and_ends_cleanly(ready: Run, sandbox: SandboxThread, sign: int) -> None:
    with serving() as bot, sandbox.people() as people:
        bot.wait_for("is at work")
        people.create("Nina", id=900)
        people.say("Nina", "/start")
        assert "邀请" in answered(people, "Nina")
        told = httpx.get(f"http://{os.environ['BANLI_TELEGRAM__LISTEN']}/health", trust_env=False)
        assert (told.status_code, told.json()["well"]) == (200, True)
        assert ready("health").code == 0
        assert bot.ends(sign) == 0
    log = "".join(bot.lines)
    assert log.endswith("stopped\n")
    assert DEFAULT_TOKEN not in log
    assert "ERROR" not in log


@pytest.mark.usefixtures("ready")
def test_a_token_that_telegram_does_not_know_ends_it_in_one_line(
    sandbox: SandboxThread, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "1000009:another-token-that-opens-nothing-at-all")
    with serving() as bot:
        assert bot.over() == 1
    assert bot.lines == [f"{sandbox.url} does not know this token. Check BOT_TOKEN and telegram.base_url.\n"]


@pytest.mark.usefixtures("ready")
def test_a_telegram_that_is_away_is_waited_for(sandbox: SandboxThread) -> None:
    with sandbox.people() as people:
        people.fault("502", "getme", times=2)
        with serving() as bot:
            bot.wait_for("does not answer")
            bot.wait_for("is at work")
            assert bot.ends() == 0


@pytest.mark.usefixtures("ready", "sandbox")
def test_it_can_be_stopped_while_it_waits_for_telegram() -> None:
    with serving(BANLI_TELEGRAM__BASE_URL="http://127.0.0.1:9") as bot:
        bot.wait_for("does not answer")
        assert bot.ends() == 0
    assert "ERROR" not in "".join(bot.lines)


@pytest.mark.usefixtures("ready")
def test_polling_goes_on_without_health_where_the_port_is_taken(sandbox: SandboxThread) -> None:
    host, port = os.environ["BANLI_TELEGRAM__LISTEN"].split(":")
    with socket.create_server((host, int(port))), serving() as bot, sandbox.people() as people:
        bot.wait_for("is at work (polling)")
        people.create("Nina", id=900)
        people.say("Nina", "/start")
        assert answered(people, "Nina")
        assert bot.ends() == 0
    assert sum("cannot be listened on" in line for line in bot.lines) == 1


@pytest.fixture
def webhook(sandbox: SandboxThread, monkeypatch: pytest.MonkeyPatch) -> SandboxThread:
    monkeypatch.setenv("BANLI_TELEGRAM__MODE", "webhook")
    monkeypatch.setenv("BANLI_TELEGRAM__WEBHOOK_URL", f"http://{os.environ['BANLI_TELEGRAM__LISTEN']}/")
    monkeypatch.setenv("BANLI_WEBHOOK_SECRET", "a-secret-that-both-sides-know")
    return sandbox


@pytest.mark.usefixtures("ready")
def test_a_webhook_brings_the_updates(webhook: SandboxThread) -> None:
    with serving() as bot, webhook.people() as people:
        bot.wait_for("is at work (webhook")
        people.create("Nina", id=900)
        people.say("Nina", "/start")
        assert "邀请" in answered(people, "Nina")
        hook = next(call for call in people.calls() if call["method"] == "setwebhook")
        assert hook["params"]["url"] == f"http://{os.environ['BANLI_TELEGRAM__LISTEN']}/telegram"
        assert bot.ends() == 0
    assert "a-secret" not in "".join(bot.lines)


@pytest.mark.usefixtures("ready")
def test_after_a_webhook_polling_takes_it_down_and_loses_nothing(webhook: SandboxThread) -> None:
    with serving() as bot:
        bot.wait_for("is at work (webhook")
        assert bot.ends() == 0
    with webhook.people() as people:
        people.create("Nina", id=900)
        people.say("Nina", "/start")
        with serving(BANLI_TELEGRAM__MODE="polling") as bot:
            bot.wait_for("is at work (polling")
            assert "邀请" in answered(people, "Nina")
            assert bot.ends() == 0


@pytest.mark.usefixtures("ready", "webhook")
def test_a_webhook_needs_its_port() -> None:
    host, port = os.environ["BANLI_TELEGRAM__LISTEN"].split(":")
    with socket.create_server((host, int(port))), serving() as bot:
        assert bot.over() == 1
    assert len(bot.lines) == 1
    assert "cannot be listened on" in bot.lines[0]


@pytest.mark.usefixtures("ready", "webhook")
def test_an_address_that_telegram_refuses_ends_it_in_one_line() -> None:
    with serving(BANLI_TELEGRAM__WEBHOOK_URL="http://bot.example.org") as bot:
        assert bot.over() == 1
    assert "Check telegram.webhook_url" in bot.lines[-1]
    assert "Traceback" not in "".join(bot.lines)
