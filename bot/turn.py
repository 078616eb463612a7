"""One update, one transaction: who asks, when, and everything that is said and noted because of it."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from bot import veil
from bot.config import Config
from bot.domain.lives import Role
from bot.mirrors import written
from bot.voice import Voice, Words
from store import blobs, journal, mirrors, outbox
from store.database import Work
from store.outbox import ANSWER, BULK, NOTICE, Envelope
from store.people import Who, takers
from store.tables import Proposal


@dataclass(frozen=True, slots=True)
class FileOut:
    """A file that goes with a letter: ``kind`` photo or document, by Telegram's ``file_id`` or by the ``blob`` kept."""

    kind: str
    file_id: str = ""
    name: str = ""
    blob: str = ""


class NeedsFile(Exception):
    """The deed cannot go on without a file's content: the turn is undone, the file fetched, and the deed done again."""

    def __init__(self, file_id: str) -> None:
        super().__init__("a file is wanted")
        self.file_id = file_id


@dataclass(frozen=True, slots=True)
class Outside:
    """Long work without the database, such as drawing: done in a thread once the answer stands, then used in a turn."""

    produce: Callable[[], bytes]
    then: Callable[["Turn", bytes], None]


@dataclass(slots=True)
class Turn:
    """What a service works with; nothing said or noted here stands before the transaction does."""

    work: Work
    now: datetime
    config: Config
    voice: Voice
    who: Who | None = None  # None: the clock, or a stranger
    chat_id: int | None = None  # where an answer goes
    called: str = ""  # the name that Telegram shows for whoever asked
    language: str = "zh"
    bot_name: str = ""  # the bot's username, for links that lead to it
    update_id: int | None = None
    tapped: int | None = None  # the message whose button was pressed
    stamp: str = ""  # of the open conversation, which its buttons carry
    carried: bool = False  # whether this process sends the letters as soon as the transaction stands
    content: bytes | None = None  # of the file that was asked for by ``read_file``
    afterwards: list[Callable[["Turn"], None]] = field(default_factory=list)  # longer deeds, once the answer stands
    outside: list[Outside] = field(default_factory=list)
    _letters: list[dict[str, Any]] = field(default_factory=list)
    _journal: list[dict[str, Any]] = field(default_factory=list)
    _mirrored: list[dict[str, Any]] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The date in the office's zone."""
        return self.now.astimezone(self.config.zone).date()

    @property
    def goes_on(self) -> bool:
        """Whether longer deeds follow; a turn that has them changes nothing itself, for it may be done anew."""
        return bool(self.afterwards or self.outside)

    def read_file(self, file_id: str) -> bytes:
        """The content of a file that somebody sent; the first call ends the turn, which is begun anew with it."""
        if self.content is None:
            raise NeedsFile(file_id)
        return self.content

    def enclose(self, kind: str, name: str, content: bytes) -> FileOut:
        """A file made by the bot, photo or document, kept until the letters it goes with are sent."""
        return FileOut(kind, name=name, blob=blobs.keep(self.work, content, self.now))

    def tell(  # noqa: PLR0913 - each is a column of the letter
        self,
        people: Iterable[Who],
        message: str,
        *,
        once: str | None = None,
        priority: int = NOTICE,
        files: Sequence[FileOut] = (),
        not_before: datetime | None = None,
        broadcast_id: int | None = None,
        edits: int | None = None,
        **facts: Any,  # noqa: ANN401 - whatever the template shows
    ) -> None:
        """Write a letter to each of these people, in his own language; ``once`` plus the person is said one time only.

        ``edits`` puts it in the place of an earlier message, by Telegram's id of that.
        """
        hearers = list(people)
        if self.config.mirrors and priority != BULK:
            self._mirror(hearers, message, once, facts)
        own = self.who.id if self.who is not None else 0
        for person, taker in (
            takers(self.work, hearers, own) if priority != BULK else zip(hearers, hearers, strict=True)
        ):
            if taker.chat_id is None or not taker.reachable:
                continue
            words = self.voice.say(taker.language, message, {"reader": person, **facts})
            if taker is not person:
                words = self._in_place_of(person, taker, words)
            self._write(
                taker.chat_id,
                message,
                words,
                person_id=taker.id,
                once=f"{once}:{person.id}" if once else None,
                priority=priority,
                files=() if veil.hides(facts) else files,
                not_before=not_before,
                broadcast_id=broadcast_id,
                edits=edits,
                proposal_id=_case(facts),
            )

    def _in_place_of(self, person: Who, substitute: Who, words: Words) -> Words:
        """A letter to somebody who is away, as his substitute gets it."""
        line = self.voice.say(substitute.language, "absences/on_behalf", {"reader": substitute, "person": person})
        return replace(words, text=f"{line.text}\n{words.text}")

    def answer(
        self,
        message: str,
        *,
        edit: bool = False,
        files: Sequence[FileOut] = (),
        **facts: Any,  # noqa: ANN401 - whatever the template shows
    ) -> None:
        """Say something to whoever asked; ``edit`` puts it in the place of the message whose button was pressed."""
        if self.chat_id is None:
            return
        words = self.voice.say(self.language, message, {"reader": self.who, **facts})
        edits = self.tapped if edit else None
        person = self.who.id if self.who else None
        self._write(
            self.chat_id,
            message,
            words,
            person_id=person,
            priority=ANSWER,
            files=() if veil.hides(facts) else files,
            edits=edits,
            proposal_id=_case(facts),
        )

    def set_commands(self, person: Who, commands: Sequence[tuple[str, str]]) -> None:
        """Have Telegram list these (name, description) for a person."""
        if person.chat_id is not None:
            body = {"commands": [list(command) for command in commands]}
            self._post(person.chat_id, "general/commands", body, person_id=person.id, priority=NOTICE)

    def note(
        self,
        act: str,
        *,
        clock: bool = False,
        life: str = "",
        subject_id: int | None = None,
        proposal_id: int | None = None,
        from_state: str = "",
        to_state: str = "",
        **detail: Any,  # noqa: ANN401 - goes to a JSON column
    ) -> None:
        """Add a line to the journal; what follows of itself from somebody's act is ``clock``'s, not that person's."""
        self._journal.append(
            {
                "at": self.now,
                "update_id": self.update_id,
                "person_id": self.who.id if self.who and not clock else None,
                "act": act,
                "life": life,
                "subject_id": subject_id,
                "proposal_id": proposal_id,
                "from_state": from_state,
                "to_state": to_state,
                "detail": detail,
            }
        )

    def finish(self) -> list[Envelope]:
        """Write the journal and the letters; what is returned is to be sent once the transaction stands."""
        if self.goes_on and self.update_id is not None:
            for number, letter in enumerate(self._letters):
                letter["once"] = letter["once"] or f"update:{self.update_id}:{number}"
        journal.add(self.work, self._journal)
        mirrors.write(self.work, [*self._mirrored, *written.events(self.config.mirrors, self._journal, self.now)])
        return outbox.write(self.work, self._letters)

    def _write(  # noqa: PLR0913 - each is a column of the letter
        self,
        chat_id: int,
        message: str,
        words: Words,
        *,
        person_id: int | None,
        priority: int,
        once: str | None = None,
        files: Sequence[FileOut] = (),
        not_before: datetime | None = None,
        broadcast_id: int | None = None,
        edits: int | None = None,
        proposal_id: int | None = None,
    ) -> None:
        pages = words.pages() or [""]
        for number, page in enumerate(pages):
            last = number == len(pages) - 1
            body: dict[str, Any] = {"text": page}
            if last and words.buttons:
                body["buttons"] = [
                    [[button.label, self._stamped(button.data)] for button in row] for row in words.buttons
                ]
            if last and files:
                body["files"] = [[file.kind, file.file_id, file.blob, file.name] for file in files]
            if edits is not None and number == 0:
                body["edits"] = edits
            page_once = f"{once}:{number}" if once and number else once
            self._post(
                chat_id,
                message,
                body,
                person_id=person_id,
                priority=priority,
                once=page_once,
                not_before=not_before,
                broadcast_id=broadcast_id,
                proposal_id=proposal_id,
            )

    def _mirror(self, hearers: list[Who], message: str, once: str | None, facts: dict[str, Any]) -> None:
        """What the office hears, the group robots say too."""
        reader = next((person for person in hearers if person.role is Role.OFFICE), None)
        if reader is not None:
            words = self.voice.say(self.config.office.language, message, {"reader": reader, **facts})
            self._mirrored += written.notices(self.config.mirrors, message, words.text, once, self.now)

    def _stamped(self, data: str) -> str:
        if not data.startswith("say:"):
            return data
        step, _, value = data.removeprefix("say:").partition(":")
        return f"say:{step}:{value}:{self.stamp}"

    def _post(  # noqa: PLR0913 - each is a column of the letter
        self,
        chat_id: int,
        message: str,
        body: dict[str, Any],
        *,
        person_id: int | None,
        priority: int,
        once: str | None = None,
        not_before: datetime | None = None,
        broadcast_id: int | None = None,
        proposal_id: int | None = None,
    ) -> None:
        self._letters.append(
            {
                "chat_id": chat_id,
                "person_id": person_id,
                "message": message,
                "once": once,
                "priority": priority,
                "body": json.dumps(body, ensure_ascii=False),
                "created_at": self.now,
                "not_before": not_before,
                "state": outbox.first_state(priority, carried=self.carried and not_before is None),
                "held_until": outbox.held_from(priority, self.now, carried=self.carried and not_before is None),
                "broadcast_id": broadcast_id,
                "proposal_id": proposal_id,
            }
        )


def _case(facts: dict[str, Any]) -> int | None:
    """The case that a message is about, by its id."""
    about = facts.get("proposal")
    return about.id if isinstance(about, Proposal) else None
