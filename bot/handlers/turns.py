"""Opens turns: one update, or one stroke of the clock, becomes one transaction, and what it refuses is said instead."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from telegram import Bot, Update
from telegram.error import BadRequest, NetworkError

from bot.config import Config
from bot.domain.errors import Said, Unreadable
from bot.handlers.desk import Deed
from bot.turn import NeedsFile, Outside, Turn
from bot.voice import Voice
from store import inbox, people, places
from store.database import Work, is_passing
from store.inbox import Mark
from store.outbox import Envelope
from store.writer import Writer

log = logging.getLogger(__name__)

TRIES_TO_FETCH = 3
PAUSE = 0.2  # seconds between looks whether another process has done with an older update


class _WaitsForOlder(Exception):
    """An older update of the same person is being handled by another process."""


class _HandledAlready(Exception):
    """The update was handled before."""


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where an update comes from."""

    row: int
    chat_id: int | None
    user_id: int | None
    tapped: int | None
    called: str = ""


class Rows(Protocol):
    """The inbox, as a turn needs it."""

    def mark(self, work: Work, row: int) -> Mark:
        """Say that this transaction handles the row: whether that is so, or why not."""

    def write_down(self, work: Work, row: int) -> None:
        """See to it that the row stands, as before it is put aside."""


class Turns:
    """Opens turns for one bot; the letters of each are given to ``put`` once its transaction stands."""

    def __init__(
        self,
        bot: Bot,
        writer: Writer,
        voice: Voice,
        config: Config,
        clock: Callable[[], datetime],
        put: Callable[[Iterable[Envelope]], None],
        rows: Rows,
    ) -> None:
        self._bot = bot
        self._writer = writer
        self._voice = voice
        self._config = config
        self._clock = clock
        self._put = put
        self._rows = rows

    async def of_update(self, update: Update, deed: Deed) -> None:
        """Do a deed in one transaction with its inbox row, journal and letters."""
        origin = _origin(update)
        content: bytes | None = None
        after: list[Turn] = []

        def job(work: Work) -> list[Envelope]:
            after[:] = [self._handled(work, origin, deed, content)]
            return after[0].finish()

        while True:
            try:
                self._put(await self._writer.run(job))
                break
            except _HandledAlready:
                return
            except _WaitsForOlder:
                await asyncio.sleep(PAUSE)
            except NeedsFile as need:
                try:
                    content = await self._fetch(need.file_id)
                except Unreadable as reason:
                    deed = partial(_say, reason)
            except Said as reason:
                deed = partial(_say, reason)
        await self._follow(origin, after[0])

    def _handled(self, work: Work, origin: _Origin, deed: Deed, content: bytes | None) -> Turn:
        """The turn in which an update is handled, done and not yet finished."""
        match self._rows.mark(work, origin.row):
            case Mark.DONE:
                raise _HandledAlready
            case Mark.AFTER_OLDER:
                raise _WaitsForOlder
        turn = self._turn(work, origin)
        turn.content = content
        deed(turn)
        if turn.goes_on:
            inbox.mark_unfinished(work, origin.row)
        return turn

    async def unasked(self, deed: Deed) -> None:
        """Do a deed that no update asked for, such as the clock's or a tool's."""

        def job(work: Work) -> list[Envelope]:
            turn = Turn(
                work, self._clock(), self._config, self._voice, language=self._config.office.language, carried=True
            )
            deed(turn)
            return turn.finish()

        self._put(await self._writer.run(job))

    async def put_aside(self, row: int, sender: int, error: Exception) -> None:
        """Keep an update that cannot be handled with an error id, and tell its sender that nothing was lost."""
        name = secrets.token_hex(4)
        log.error("update %d was put aside as %s", row, name, exc_info=error)

        def aside(work: Work) -> None:
            self._rows.write_down(work, row)
            inbox.put_aside(work, row, self._clock(), f"{name} {type(error).__name__}")

        def aside_and_tell(work: Work) -> list[Envelope]:
            aside(work)
            turn = self._turn(work, _Origin(row, sender or None, sender or None, None))
            if turn.who is not None:
                turn.answer("general/trouble", error=name)
            return turn.finish()

        try:
            self._put(await self._writer.run(aside_and_tell))
        except Exception as again:
            if is_passing(again):
                raise
            log.exception("nobody could be told of %s", name)
            await self._writer.run(aside)

    def _turn(self, work: Work, origin: _Origin) -> Turn:
        who = people.by_chat(work, origin.user_id) if origin.user_id is not None else None
        if who is not None and not who.reachable and who.chat_id is not None and who.chat_id == origin.chat_id:
            people.set_reachable(work, who.chat_id)  # who writes in private can be written to
        return Turn(
            work,
            self._clock(),
            self._config,
            self._voice,
            who=who,
            chat_id=origin.chat_id,
            called=origin.called,
            language=who.language if who else self._config.office.language,
            bot_name=self._bot.username,
            update_id=origin.row,
            tapped=origin.tapped,
            carried=True,
        )

    async def _follow(self, origin: _Origin, turn: Turn) -> None:
        """The longer deeds of a turn, each in a turn of its own after the answer that announced it.

        The update is handled with the last of them: if the process dies before, it is handled anew, and what the turn
        said is not said again.
        """
        deeds = list(turn.afterwards)
        for work_outside in turn.outside:
            made = await asyncio.to_thread(work_outside.produce)
            deeds.append(partial(_use, work_outside, made))
        for number, deed in enumerate(deeds, start=1):
            await self._follow_up(origin, deed, is_last=number == len(deeds))

    async def _follow_up(self, origin: _Origin, deed: Deed, *, is_last: bool) -> None:
        def job(work: Work) -> list[Envelope]:
            if is_last and self._rows.mark(work, origin.row) is not Mark.OURS:
                raise _HandledAlready
            turn = self._turn(work, origin)
            deed(turn)
            return turn.finish()

        while True:
            try:
                self._put(await self._writer.run(job))
                return
            except _HandledAlready:
                return
            except Said as reason:
                deed = partial(_say, reason)
            except Exception as error:
                if not is_passing(error):
                    raise
                await asyncio.sleep(PAUSE)

    async def _fetch(self, file_id: str) -> bytes:
        """The content of a file; Unreadable("file_not_had") if Telegram does not give it."""
        for pause in range(TRIES_TO_FETCH):
            await asyncio.sleep(pause)
            try:
                file = await self._bot.get_file(file_id)
                return bytes(await file.download_as_bytearray())
            except BadRequest:
                break
            except NetworkError as error:
                log.warning("a file could not be fetched (%s)", type(error).__name__)
        raise Unreadable("file_not_had")


def _say(reason: Said, turn: Turn) -> None:
    if reason.leaves and turn.chat_id is not None:
        places.leave(turn.work, turn.chat_id)
    turn.answer(reason.message, **reason.facts)


def _use(outside: Outside, made: bytes, turn: Turn) -> None:
    outside.then(turn, made)


def _origin(update: Update) -> _Origin:
    chat, user = update.effective_chat, update.effective_user
    query = update.callback_query
    tapped = query.message.message_id if query is not None and query.message is not None else None
    called = user.full_name if user else ""
    return _Origin(update.update_id, chat.id if chat else None, user.id if user else None, tapped, called)
