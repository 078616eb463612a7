"""`import`: reads a file of cases, reply letters or a report, says what is in it and what is wrong, and takes it in."""

import argparse
import json
import sys
import time
from hashlib import sha256
from typing import Any

from bot.cli import prepared
from bot.cli.prepared import Trouble
from bot.domain.errors import Refused, Unreadable
from bot.intake import formats
from bot.intake.archives import MEGABYTE
from bot.intake.batch import Batch, Fault, Form
from bot.intake.encodings import text_of
from bot.intake.lines import lines_of
from bot.intake.published import Quarantined, as_json
from bot.services import answers_in, intake
from bot.services.answers_in import Placed
from bot.services.intake import Taken
from bot.services.making import Purpose
from bot.turn import Turn

PAUSE = 1.0  # seconds between two lines of progress
LIMIT = 20 * MEGABYTE  # as of a file in a chat, where no settings are looked at


def take_in(asked: argparse.Namespace) -> int:
    """Read the file; with --dry-run only say what it holds, which needs neither settings nor a database."""
    content = _content(asked)
    if asked.dry_run and asked.json:
        print(_as_text(_as_json(_read_or_quarantined(content))))
        return 0
    found = formats.read(content)
    if asked.dry_run:
        print(summary(found))
        return 0
    with prepared.turn(prepared.settings(asked)) as turn:
        taken = _take_in_once(turn, found, sha256(content).hexdigest(), asked)
    print(_as_text(_told(taken, found)) if asked.json else _sentence(taken, found))
    return 0


def _content(asked: argparse.Namespace) -> bytes:
    size = asked.file.stat().st_size
    limit = LIMIT if asked.dry_run else prepared.settings(asked).telegram.file_limit_mb * MEGABYTE
    if size > limit:
        raise Unreadable("file_too_big", limit=limit // MEGABYTE)
    content: bytes = asked.file.read_bytes()
    return content


def _take_in_once(turn: Turn, found: Batch, digest: str, asked: argparse.Namespace) -> Taken:
    """Nothing new, and no trouble, where the same file was taken in before."""
    try:
        intake.check_new(turn, digest)
    except Refused:
        return Taken(0, len(found.proposals), None)
    wrong = [fault for fault in intake.faults(turn, found) if fault.blocks]
    if wrong:
        raise Trouble(f"{len(wrong)} to be put right first, nothing was taken in: " + "; ".join(map(_fault, wrong)))
    for one in answers_in.placed(turn, found):
        print(_placed(one), file=sys.stderr)
    return intake.take_in(turn, found, digest, asked.file.name, Purpose(asked.taken_as), Progress())


class Progress:
    """Says on standard error how far a long import is, now and then."""

    def __init__(self) -> None:
        self._next = time.monotonic() + PAUSE

    def __call__(self, done: int, all_: int) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + PAUSE
            print(f"{done} of {all_} cases", file=sys.stderr)


def _read_or_quarantined(content: bytes) -> Batch:
    """Who asks for JSON gets JSON: a text without proposals is one that could not be placed at all."""
    try:
        return formats.read(content)
    except Unreadable as reason:
        if reason.reason not in {"no_proposals", "empty"}:
            raise
        lines = lines_of(text_of(content)) if content else []
        return Batch(Form.COMPENDIUM, quarantine=tuple(Quarantined(line.number, line.text) for line in lines))


def summary(found: Batch) -> str:
    """What a file holds, for a person to look over."""
    lines = [f"Proposals: {len(found.proposals)}, with a reply: {sum(1 for one in found.proposals if one.reply)}"]
    for place, one in enumerate(found.proposals, start=1):
        units = f"; reply of {', '.join(one.reply_units) or 'an unnamed unit'}" if one.reply else ""
        units += f"; for {', '.join((*one.units, *one.co_units))}" if one.units or one.co_units else ""
        lines.append(f"{place:4}. [{one.kind}] {one.title} - {', '.join(one.proposers)}")
        lines.append(f"      {one.session or 'no session named'}; requests: {len(one.requests)}{units}")
    for letter in found.letters:
        number = f" No. {letter.number}" if letter.number is not None else ""
        lines.append(f"Reply letter {letter.document}:{number} {letter.case_title} - {', '.join(letter.units)}")
    lines += [f"Outcome, line {one.line}: {one.title} - {one.group}" for one in found.outcomes]
    if found.totals:
        lines.append("Totals as stated: " + ", ".join(f"{name} {count}" for name, count in found.totals.items()))
    lines += [f"Stated, line {fact.line}: {fact.fact} {fact.value}{fact.unit}" for fact in found.facts]
    lines += [f"To be put right: {_fault(fault)}" for fault in found.faults]
    lines.append(f"Lines that could not be placed: {len(found.quarantine)}")
    lines += [f"{entry.line:6}: {entry.text}" for entry in found.quarantine]
    return "\n".join(lines)


def _fault(fault: Fault) -> str:
    place = f"{fault.where} {fault.column}{fault.row or ''}".strip()
    value = f" ({fault.value})" if fault.value else ""
    return f"{place}: {fault.reason.replace('_', ' ')}{value}"


def _placed(one: Placed) -> str:
    if one.case is None or one.why:
        return f"{one.title}: not kept, {one.why.replace('_', ' ')}"
    return f"{one.title}: kept with {one.case.title}"


def _as_json(found: Batch) -> dict[str, Any]:
    """The shape of the programme's JSON; what only other forms have stands behind it where there is any."""
    told = as_json(found)
    more = {
        "letters": [
            {"number": one.number, "session": one.session, "title": one.case_title, "units": list(one.units)}
            for one in found.letters
        ],
        "outcomes": [{"title": one.title, "part": one.group, "line": one.line} for one in found.outcomes],
        "facts": [
            {"fact": one.fact, "value": one.value, "unit": one.unit, "line": one.line, "sentence": one.sentence}
            for one in found.facts
            if found.form is Form.REPORT
        ],
        "faults": [
            {"where": one.where, "row": one.row, "column": one.column, "reason": one.reason, "value": one.value}
            for one in found.faults
        ],
    }
    return told | {key: value for key, value in more.items() if value}


def _told(taken: Taken, found: Batch) -> dict[str, Any]:
    told = {
        "taken": taken.taken,
        "known": taken.known,
        "numbers": list(taken.numbers) if taken.numbers else None,
        "quarantine": as_json(found)["quarantine"],
    }
    return told | ({"kept": taken.kept, "facts": taken.facts} if taken.kept or found.form is Form.REPORT else {})


def _sentence(taken: Taken, found: Batch) -> str:
    numbers = f" under the numbers {taken.numbers[0]} to {taken.numbers[1]}" if taken.numbers else ""
    kept = f" replies and outcomes kept: {taken.kept};" if taken.kept else ""
    return (
        f"Taken in: {taken.taken}{numbers}; known already: {taken.known};{kept}"
        f" lines that could not be placed: {len(found.quarantine)}."
    )


def _as_text(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=2)
