"""The command line as an operator meets it: an environment of its own, an empty folder, and one call per command."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import main
from tests.conftest import ROOT

COMPENDIUM = """\
云河市第三届人民代表大会第二次会议代表建议及答复汇编

1. 关于在古渡口增设公交站的建议
代表：江小舟
古渡口片区近年新建住宅三千余户，居民出行需步行二十分钟才能到达公交站，老人和学生尤为不便，雨雪天更加困难。
为此建议：
一、在古渡口东侧增设公交站一处，并配建候车亭。
二、将十二路公交末班车延后到晚上十点。
办理答复：
江小舟代表：
您提出的《关于在古渡口增设公交站的建议》收悉，现答复如下：
我局已会同公交公司完成现场踏勘，古渡口东站将于九月底前建成，十二路末班车自下月起延后至二十二时。
云河市交通运输局
2026年6月10日
"""
NO_COMPENDIUM = "今天天气很好。\n适合散步。\n"


@dataclass(frozen=True, slots=True)
class Told:
    """How a command ended: its exit code, and what it wrote to either side."""

    code: int
    out: str
    err: str


Run = Callable[..., Told]


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of this machine reaches a test, and nothing it writes stays."""
    for name in os.environ:
        if name.startswith(("BANLI_", "BOT_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("BANLI_DATABASE__URL", f"sqlite:///{tmp_path / 'banli.db'}")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Call run_bot.py's words in this process."""

    def call(*words: str) -> Told:
        capsys.readouterr()
        try:
            code = main(words)
        except SystemExit as wrong_words:
            code = int(wrong_words.code or 0)
        written = capsys.readouterr()
        return Told(code, written.out, written.err)

    return call


@pytest.fixture
def ready(run: Run) -> Run:
    """The same, on a database with tables."""
    assert run("migrate").code == 0
    return run


@pytest.fixture
def compendium(tmp_path: Path) -> Path:
    """A published compendium with one suggestion and the reply to it."""
    file = tmp_path / "compendium.txt"
    file.write_text(COMPENDIUM, encoding="utf-8")
    return file


def started(*words: str, **environment: str) -> subprocess.Popen[str]:
    """run_bot.py as a process of its own; its standard error comes as text."""
    return subprocess.Popen(
        [sys.executable, str(ROOT / "run_bot.py"), *words],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
