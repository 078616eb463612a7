"""The pages say what the code says."""

import re
import subprocess
import sys
from pathlib import Path

from bot.services import menus

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BEGIN, END = "<!-- table: begin -->\n", "<!-- table: end -->"


def test_the_tables_of_the_readme_are_those_of_the_code() -> None:
    printed = subprocess.run(
        [sys.executable, "run_bot.py", "table"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    shown = README.partition(BEGIN)[2].partition(END)[0]
    assert shown.strip() == printed.strip(), "put the output of `python run_bot.py table` between the marks"


def test_every_command_that_the_readme_names_exists() -> None:
    make = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`?make ([a-z]+(?:-[a-z]+)*)\b", README):
        assert re.search(rf"^{target}:", make, re.MULTILINE), f"there is no make {target}"
    for bare, quoted in re.findall(r"(?<!GET) /([a-z]+)\b(?!/)|`/([a-z]+)`", README):
        named = {entry.name for entry in menus.COMMANDS} | {"newbot"}  # the latter is @BotFather's
        assert (bare or quoted) in named, f"there is no /{bare or quoted}"


def test_every_path_that_the_readme_names_exists() -> None:
    for path in re.findall(r"`((?:bot|store|tests|docs)/[\w./]*)`", README):
        assert (ROOT / path).exists(), path
    for path in re.findall(r"\]\(([\w./-]+)\)", README):
        assert (ROOT / path).exists(), path
