"""`route`: the likeliest units for each case that is asked for, from the office's database or from files alone."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.cli import prepared
from bot.cli.prepared import Trouble
from bot.intake.encodings import text_of
from bot.intake.plain_text import text_in
from bot.intake.unit_names import UnitNames
from bot.intake.units import UnitRow, from_json, read_units
from bot.routing import meaning
from bot.routing.duties import Duty, is_table, read_duties
from bot.routing.gazette import read_tasks
from bot.routing.likeness import Past
from bot.routing.router import Reason, Router, Suggested
from bot.routing.starter import own
from bot.services import routing
from bot.voice import Voice

TITLE, TEXT = 300, 20_000  # signs that are read: what matters is said early


class BadLine(Exception):
    """A line that is no case; the text says why."""


Route = Callable[[str, str], list[Suggested]]


def route(asked: argparse.Namespace) -> int:
    """A line of answer for each line of standard input; 1 if a line could not be read."""
    if asked.units is not None:
        return _answer(_from_files(asked).route, sys.stdin.buffer, as_json=asked.json)
    if asked.duties or asked.history:
        raise Trouble("--duties and --history go with --units FILE; without it the office's database is asked.")
    with prepared.turn(prepared.settings(asked)) as turn:
        return _answer(lambda title, text: routing.route(turn, title, text), sys.stdin.buffer, as_json=asked.json)


def _answer(find: Route, lines: Iterable[bytes], *, as_json: bool) -> int:
    voice = Voice(ZoneInfo("UTC"))
    failed = False
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            title, text = _question(line)
        except BadLine as error:
            failed = True
            _refuse(f"Line {number}: {error}", as_json=as_json)
            continue
        found = [_told(one, voice) for one in find(title, text)]
        print(json.dumps({"units": found}, ensure_ascii=False) if as_json else _sentence(title, found), flush=True)
    return 1 if failed else 0


def _question(line: bytes) -> tuple[str, str]:
    """The title and text of a line; raises BadLine."""
    asked = _object(line.decode("utf-8", errors="replace"))
    title, text = asked.get("title") or "", asked.get("text") or ""
    if not isinstance(text, str):
        raise BadLine("its text is no text.")
    if not isinstance(title, str) or not (title.strip() or text.strip()):
        raise BadLine("it has no title.")
    return _clean(title)[:TITLE], _clean(text)[:TEXT]


def _clean(text: str) -> str:
    """Without halves of signs, which JSON may hold and no file."""
    return text.encode("utf-8", errors="replace").decode()


def _object(line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        raise BadLine("it is not JSON.") from None
    if not isinstance(asked, dict):
        raise BadLine('it is not an object such as {"title": "…", "text": "…"}.')
    return asked


def _refuse(why: str, *, as_json: bool) -> None:
    """The answer in place, so that answers stay beside their questions, and the sentence for whoever looks on."""
    if as_json:
        print(json.dumps({"units": [], "error": why}, ensure_ascii=False), flush=True)
    print(why, file=sys.stderr)


def _told(one: Suggested, voice: Voice) -> dict[str, Any]:
    reasons = [_said(reason, voice) for reason in one.reasons]
    return {"name": one.name, "score": round(one.score, 4), "part": one.part, "reasons": reasons}


def _said(reason: Reason, voice: Voice) -> str:
    return voice.word("zh", "suggestion_reasons", reason.why).format(detail=reason.detail)


def _sentence(title: str, found: list[dict[str, Any]]) -> str:
    lines = [f"{one['score']:7.1%}  {one['name']}  {'; '.join(one['reasons'])}" for one in found]
    return "\n".join([title, *lines])


def _from_files(asked: argparse.Namespace) -> Router:
    units = _units(asked.units)
    names = UnitNames(units)
    duties = [duty for file in asked.duties for duty in _duties(file, units, names)]
    past = [one for file in asked.history for one in _past(file, names)]
    return Router(units, duties, past, meaning.of(units))


def _units(file: Path) -> tuple[UnitRow, ...]:
    content = file.read_bytes()
    try:
        units = from_json(json.loads(text_of(content)))
    except (ValueError, TypeError):
        units = read_units(content).rows
    if not units:
        raise Trouble(f"{file} names no unit.")
    return units


def _duties(file: Path, units: tuple[UnitRow, ...], names: UnitNames) -> Iterator[Duty]:
    """A list of duties, or the tasks of a document."""
    text = text_in(file.read_bytes())
    if not is_table(text):
        for task in read_tasks(text, names):
            yield from (Duty(unit, task.text, share, "document") for unit, share in task.shares().items())
        return
    duties, errors = read_duties(text)
    for error in errors:
        print(f"{file}, line {error.line}: {error}.", file=sys.stderr)
    found, unknown = own(duties, units, names)
    for name in unknown:
        print(f"{file}: {name} is no unit of the list, and no kind of unit.", file=sys.stderr)
    yield from found


def _past(file: Path, names: UnitNames) -> Iterator[Past]:
    """Lines of title and unit; what cannot be read is named and left out."""
    for number, line in enumerate(text_of(file.read_bytes()).splitlines(), start=1):
        if line.strip():
            try:
                yield from _case(line, names)
            except BadLine as error:
                print(f"{file}, line {number}: {error}", file=sys.stderr)


def _case(line: str, names: UnitNames) -> Iterable[Past]:
    had = _object(line)
    title, unit = had.get("title"), had.get("unit")
    if not isinstance(title, str) or not isinstance(unit, str):
        raise BadLine("it has no title and unit.")
    known = names.resolve(unit)
    if known is None:
        raise BadLine(f"{unit} is no unit of the list.")
    number = had.get("number")
    return [Past(_clean(title)[:TITLE], known, "" if number is None else str(number))]
