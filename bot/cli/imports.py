"""`import`: reads a published compendium, says what is in it, and takes it in."""

import argparse
import json
from hashlib import sha256
from typing import Any

from bot.cli import prepared
from bot.domain.errors import Refused, Unreadable
from bot.intake import compendium
from bot.intake.encodings import text_of
from bot.intake.lines import lines_of
from bot.intake.published import Compendium, Quarantined, as_json
from bot.services import intake
from bot.services.intake import Purpose, Taken
from bot.turn import Turn


def take_in(asked: argparse.Namespace) -> int:
    """Read the file; with --dry-run only say what it holds, which needs neither settings nor a database."""
    content = asked.file.read_bytes()
    if asked.dry_run and asked.json:
        print(_as_text(as_json(_read_or_quarantined(text_of(content)))))
        return 0
    found = compendium.read(text_of(content))
    if asked.dry_run:
        print(summary(found))
        return 0
    with prepared.turn(prepared.settings(asked)) as turn:
        taken = _take_in_once(turn, found, sha256(content).hexdigest(), asked)
    print(_as_text(_told(taken, found)) if asked.json else _sentence(taken, found))
    return 0


def _take_in_once(turn: Turn, found: Compendium, digest: str, asked: argparse.Namespace) -> Taken:
    """Nothing new, and no trouble, where the same file was taken in before."""
    try:
        intake.check_new(turn, digest)
    except Refused:
        return Taken(0, len(found.proposals), None)
    return intake.take_in(turn, found, digest, asked.file.name, Purpose(asked.taken_as))


def _read_or_quarantined(text: str) -> Compendium:
    """Who asks for JSON gets JSON: a text without proposals is one that could not be placed at all."""
    try:
        return compendium.read(text)
    except Unreadable:
        return Compendium((), {}, tuple(Quarantined(line.number, line.text) for line in lines_of(text)), ())


def summary(found: Compendium) -> str:
    """What a compendium holds, for a person to look over."""
    lines = [f"Proposals: {len(found.proposals)}, with a reply: {sum(1 for one in found.proposals if one.reply)}"]
    for place, one in enumerate(found.proposals, start=1):
        units = f"; reply of {', '.join(one.reply_units) or 'an unnamed unit'}" if one.reply else ""
        lines.append(f"{place:4}. [{one.kind}] {one.title} - {', '.join(one.proposers)}")
        lines.append(f"      {one.session or 'no session named'}; requests: {len(one.requests)}{units}")
    if found.totals:
        lines.append("Totals as stated: " + ", ".join(f"{name} {count}" for name, count in found.totals.items()))
    lines.append(f"Lines that could not be placed: {len(found.quarantine)}")
    lines += [f"{entry.line:6}: {entry.text}" for entry in found.quarantine]
    return "\n".join(lines)


def _told(taken: Taken, found: Compendium) -> dict[str, Any]:
    return {
        "taken": taken.taken,
        "known": taken.known,
        "numbers": list(taken.numbers) if taken.numbers else None,
        "quarantine": as_json(found)["quarantine"],
    }


def _sentence(taken: Taken, found: Compendium) -> str:
    numbers = f" under the numbers {taken.numbers[0]} to {taken.numbers[1]}" if taken.numbers else ""
    return (
        f"Taken in: {taken.taken}{numbers}; known already: {taken.known};"
        f" lines that could not be placed: {len(found.quarantine)}."
    )


def _as_text(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2)
