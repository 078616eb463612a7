"""A demonstration in a process of its own."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
Opens = Callable[..., Page]


class Demo:
    """`run_bot.py demo` with these options, at ``url``; ended as Ctrl-C ends it, ``log`` is what it said then."""

    def __init__(self, *options: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "run_bot.py", "demo", *options],
            cwd=ROOT,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self._process.stdout is not None
        self.log = ""
        while (found := re.search(r"http://127\.0\.0\.1:\d+", self.log)) is None:
            line = self._process.stdout.readline()
            assert line, f"the demonstration ended: {self.log}"
            self.log += line
        self.url = found[0]

    def end(self) -> int:
        """Its exit code."""
        self._process.send_signal(signal.SIGINT)
        self.log += self._process.communicate(timeout=60)[0]
        return self._process.returncode

    def seed(self) -> dict[str, int]:
        """How far the example is: done and total."""
        told: dict[str, int] = httpx.get(f"{self.url}/demo", trust_env=False).json()["seed"]
        return told
