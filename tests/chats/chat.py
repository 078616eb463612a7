"""Reads and plays conversations: text files in which the cast speaks, and every letter of the bot is named.

    # a comment                                     policy.rehandle = automatic      (a setting, at the head)
    given: policy terms.reply = "2 months"          the same with a value in JSON: <section>.<key> = <json>
    given: case 12 offered to housing, roads (co)   a case that the office has assigned before the conversation begins
    given: case 12 handled by housing               the same, and accepted
    given: case 12 answered by housing, roads       the same, each its own share, and the replies lie with the office
    given: case 12 filed: 关于公园照明的建议          a case of Dana's that waits to be assigned
    given: document policy.txt                      a document that was taken in, to be quoted
    given: unit 市园林局                              one more unit, of which nobody has joined
    given: lena holds 业务科室                        lena holds this step of the approval chain from now on
    given: ugo joins housing                        ugo is of that unit from now on
    olga: /assign 1 roads                           olga says this
    uma: [签收]                                      uma taps the button with this label
    uma: [签收] on assignments/offered               the one under her newest letter of that name
    uma: [签收] again                                her last tap arrives once more, as after a reconnect
    uma: sends report.pdf                           uma sends a document; also photo.png, a sticker, a voice message
    uma: edits hello                                uma changes her last text
    uma: blocks / unblocks                          uma blocks the bot, and comes back
    sam: follows the link                           sam, a stranger, presses /start with the link the bot gave last
    bot -> uma  assignments/offered                 then exactly this was said, to nobody else and nothing else
    contains: text                                  the letter named last shows this
    buttons: [签收] [退回]                            the letter named last has exactly these buttons
    clock: 2026-03-06T09:00+08:00                   or +3 days, +2 hours, +10 minutes
    restart                                         the bot goes down and comes up again

After each line in which somebody acts, all that the bot says must be listed, in order for each person; silence is none.
"""

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.domain.lives import AssignmentState, Part
from bot.sandbox.errors import ControlError
from store import people
from store.tables import Person, Unit
from store.tables.traffic import LetterState
from tests.handling.case import answer, file, give, read_document
from tests.sandbox.pictures import png
from tests.stage import CAST, UNITS, Said, Stage, who

FILES = Path(__file__).parent / "files"
MENU = "general/commands"  # Telegram's own list of commands, which says nothing
SENT = (LetterState.SENT, LetterState.SEEN)

_GIVEN = re.compile(r"given: case (\d+) (offered to|handled by|answered by) (.+)")
_FILED = re.compile(r"given: case (\d+) filed: (.+)")
_DOCUMENT = re.compile(r"given: document (.+)")
_FOUNDED = re.compile(r"given: unit (.+)")
_HOLDS = re.compile(r"given: (\w+) holds (.+)")
_JOINS = re.compile(r"given: (\w+) joins (\w+)")
_UNIT = re.compile(r"(\w+)( \(co\))?")
_LINK = re.compile(r"[?&]start=([\w-]+)")
_SETTING = re.compile(r"(given: policy )?(\w+)\.(\w+) = (.+)")
_HEARD = re.compile(r"bot -> (\w+)\s+(\S+)(?:\s+\((\w+)\))?")
_TAP = re.compile(r"\[([^\]]+)\](?: on (\S+)| (again))?")
_SHARED = {"a sticker": "sticker", "a voice message": "voice", "a video": "video", "a location": "location"}
_FORWARD = re.compile(r"\+(\d+) (day|hour|minute)s?")


class Unplayed(Exception):
    """A conversation did not go as it is written; the text names the line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line that means something, with its number in the file."""

    number: int
    text: str


def lines_of(path: Path) -> list[Line]:
    """The lines of a file without comments and empty ones."""
    numbered = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    return [Line(number, text.strip()) for number, text in numbered if text.strip() and not text.startswith("#")]


def settings_of(lines: list[Line]) -> dict[str, dict[str, Any]]:
    """The settings at the head of a conversation, by section; ``true`` and numbers become what they say."""
    settings: dict[str, dict[str, Any]] = defaultdict(dict)
    for line in lines:
        if found := _SETTING.fullmatch(line.text):
            given, section, key, value = found.groups()
            settings[section][key] = json.loads(value) if given else {"true": True, "false": False}.get(value, value)
    return dict(settings)


def play(path: Path, database_url: str) -> None:
    """Play a conversation on a database; raises Unplayed with the file's line where it goes another way."""
    lines = lines_of(path)
    settings: dict[str, Any] = dict(settings_of(lines))
    with Stage(database_url, **settings) as stage:
        Play(path, stage).through([line for line in lines if not _SETTING.fullmatch(line.text)])


class Play:
    """One conversation on one stage."""

    def __init__(self, path: Path, stage: Stage) -> None:
        self.path = path
        self.stage = stage
        self._seen = max((letter.id for letter in stage.letters), default=0)
        self._open: list[Said] = []  # what the bot said since somebody acted, and is not listed yet
        self._named: Said | None = None
        self._acted: Line | None = None

    def through(self, lines: list[Line]) -> None:
        """Play all lines; what was said after the last must be listed too."""
        for line in lines:
            try:
                self._play(line)
            except ControlError as error:
                raise self._fault(line, str(error)) from None
        self._nothing_open()

    def _play(self, line: Line) -> None:
        if heard := _HEARD.fullmatch(line.text):
            self._hear(line, heard[1], heard[2], heard[3] or "sent")
        elif line.text.startswith("contains:"):
            self._contains(line, line.text.removeprefix("contains:").strip())
        elif line.text.startswith("buttons:"):
            self._buttons(line, re.findall(r"\[([^\]]+)\]", line.text))
        else:
            self._nothing_open()
            self._acted, self._named = line, None
            self._act(line)
            self.stage.wait()
            self._open = [one for one in self.stage.letters if one.id > self._seen and one.message != MENU]
            self._seen = max((one.id for one in self._open), default=self._seen)

    def _act(self, line: Line) -> None:
        if line.text == "restart":
            self.stage.restart()
            return
        if line.text.startswith("given: "):
            self._given(line)
            return
        name, colon, words = line.text.partition(": ")
        if colon and name == "clock":
            self._clock(line, words)
        elif colon and (name in CAST or name == "sam"):
            self._do(line, name, words)
        else:
            raise self._fault(line, "this line says nothing that can be played")

    def _given(self, line: Line) -> None:
        if filed := _FILED.fullmatch(line.text):
            file(self.stage, int(filed[1]), filed[2])
        elif read := _DOCUMENT.fullmatch(line.text):
            read_document(self.stage, FILES / read[1])
        elif founded := _FOUNDED.fullmatch(line.text):
            with self.stage.database.writing() as work:
                work.session.add(Unit(name=founded[1]))
        elif given := _GIVEN.fullmatch(line.text):
            state = AssignmentState.OFFERED if given[2] == "offered to" else AssignmentState.HANDLING
            named = _UNIT.findall(given[3])
            part = Part.SEPARATE if sum(not co for _, co in named) > 1 else Part.LEAD
            units = [(unit, Part.CO if co else part) for unit, co in named]
            shares = give(self.stage, *units, number=int(given[1]), state=state, proposers=("dana", "dan"))
            if given[2] == "answered by":
                answer(self.stage, *shares)
        elif holds := _HOLDS.fullmatch(line.text):
            with self.stage.database.writing() as work:
                people.set_step(work, self.stage.person(holds[1]).id, holds[2])
        elif joins := _JOINS.fullmatch(line.text):
            with self.stage.database.writing() as work:
                moved = work.session.get_one(Person, self.stage.person(joins[1]).id)
                moved.unit_id = work.session.scalars(select(Unit.id).where(Unit.name == UNITS[joins[2]][0])).one()
        else:
            raise self._fault(line, "this line says nothing that can be played")

    def _do(self, line: Line, name: str, words: str) -> None:
        if tap := _TAP.fullmatch(words):
            self._tap(line, name, tap)
        elif words.startswith("sends "):
            self._send(name, words.removeprefix("sends "))
        elif words.startswith("edits "):
            own = [
                entry for entry in self.stage.transcript(name) if entry["kind"] == "message" and not entry["from_bot"]
            ]
            self.stage.people.edit(who(name), own[-1]["message_id"], words.removeprefix("edits "))
        elif words == "follows the link":
            links = [link for said in self.stage.letters for link in _LINK.findall(said.body.get("text", ""))]
            self.stage.say(name, f"/start {links[-1]}")
        elif words == "blocks":
            self.stage.people.block(who(name))
        elif words == "unblocks":
            self.stage.people.unblock(who(name))
        else:
            self.stage.say(name, words.replace("\\n", "\n"))

    def _tap(self, line: Line, name: str, tap: re.Match[str]) -> None:
        label, on, again = tap.groups()
        if again:
            self.stage.tap(name, again=True)
            return
        if on is not None and on not in self.stage.said(name):
            raise self._fault(line, f"{on} was never said to {name}")
        self.stage.tap(name, label, on=on)

    def _send(self, name: str, what: str) -> None:
        if what in _SHARED:
            self.stage.people.share(who(name), _SHARED[what], size=1000)
            return
        if what.endswith(".png"):
            self.stage.file(name, png(8, 8), what, kind="photo")
            return
        path = FILES / what
        self.stage.file(name, path if path.exists() else b"a file of the conversation", what)

    def _clock(self, line: Line, words: str) -> None:
        if forward := _FORWARD.fullmatch(words):
            self.stage.forward(**{f"{forward[2]}s": float(forward[1])})
        elif re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d\+\d\d:\d\d", words):
            self.stage.at(words)
        else:
            raise self._fault(line, "a clock is +3 days, or a moment such as 2026-03-06T09:00+08:00")

    def _hear(self, line: Line, name: str, message: str, fate: str) -> None:
        if name not in CAST and name != "sam":
            raise self._fault(line, f"nobody of the cast is called {name}")
        said = next((one for one in self._open if one.to == name), None)
        if said is None or said.message != message:
            raise self._fault(line, f"expected {name} {message}")
        if said.state not in SENT if fate == "sent" else said.state != fate:
            raise self._fault(line, f"{message} is {said.state}: {said.error}")
        self._open.remove(said)
        self._named = said

    def _contains(self, line: Line, text: str) -> None:
        said = self._last_named(line)
        if text.replace("\\n", "\n") not in said.body["text"]:
            raise self._fault(line, f"{said.message} shows\n{said.body['text']}")

    def _buttons(self, line: Line, labels: list[str]) -> None:
        said = self._last_named(line)
        found = [label for row in said.body.get("buttons", []) for label, _ in row]
        if found != labels:
            raise self._fault(line, f"{said.message} has {''.join(f'[{label}] ' for label in found) or 'no buttons'}")

    def _last_named(self, line: Line) -> Said:
        if self._named is None:
            raise self._fault(line, "this follows a line that begins with bot ->")
        return self._named

    def _nothing_open(self) -> None:
        if self._open and self._acted is not None:
            raise self._fault(self._acted, "not listed below this line")

    def _fault(self, line: Line, what: str) -> Unplayed:
        said = "".join(f"\n    bot -> {one.to:5} {one.message}" for one in self._open) or " nothing"
        return Unplayed(f"{self.path.name}:{line.number}: {line.text}\n{what}\nstill open of what the bot said:{said}")


def chats(folder: Path) -> list[Path]:
    """Every conversation in a folder, by name."""
    return sorted(folder.glob("*.chat"))
