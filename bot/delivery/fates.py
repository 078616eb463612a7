"""What an error of Telegram's means for a letter, and for the chat it was going to."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.transport import Unanswered
from store.database import is_passing

TRIES = 12
LONGEST_WAIT = 300.0  # seconds
GIVE_UP = timedelta(days=1)  # after which a letter that Telegram puts off again and again is late for good


class Fate(StrEnum):
    """What to do with the letter."""

    DONE = "done"  # it stands as it should, nothing to send
    GONE = "gone"  # the chat cannot be reached any more: the letter fails, and all others to it
    BAD = "bad"  # this letter fails, others to the chat may pass
    AS_NEW = "as_new"  # it cannot be put in the place of another: send it as a new message
    MOVED = "moved"  # the chat has a new id
    WAIT = "wait"  # not sent; again after some seconds
    UNKNOWN = "unknown"  # nobody knows whether it arrived


@dataclass(frozen=True, slots=True)
class Verdict:
    """A fate with the seconds to wait or the chat's new id where it has them."""

    fate: Fate
    seconds: float = 0.0
    chat_id: int = 0
    told: bool = False  # whether Telegram itself said how long to wait


_GONE = ("chat not found", "user is deactivated", "chat_id is empty", "peer_id_invalid", "group chat was deactivated")
_AS_NEW = ("message to edit not found", "message can't be edited", "there is no text in the message to edit")


def judge(error: Exception, attempts: int) -> Verdict:  # noqa: PLR0911 - one line for each kind of error
    """The verdict on an error; permanent ones are named first, since in PTB BadRequest is a NetworkError."""
    if is_passing(error):  # what goes with the letter could not be read
        return Verdict(Fate.WAIT, min(2.0**attempts, LONGEST_WAIT))
    if isinstance(error, RetryAfter):
        pause = error.retry_after
        return Verdict(Fate.WAIT, float(pause if isinstance(pause, int) else pause.total_seconds()), told=True)
    if isinstance(error, ChatMigrated):
        return Verdict(Fate.MOVED, chat_id=error.new_chat_id)
    if isinstance(error, Forbidden):
        return Verdict(Fate.GONE)
    if isinstance(error, BadRequest):
        return _of_bad_request(error.message.lower())
    if isinstance(error, InvalidToken):
        return Verdict(Fate.WAIT, LONGEST_WAIT)
    if attempts >= TRIES or isinstance(error, EndPointNotFound):
        return Verdict(Fate.BAD)
    if isinstance(error, NetworkError) and not isinstance(error, Unanswered):
        return Verdict(Fate.WAIT, min(2.0**attempts, LONGEST_WAIT))
    return Verdict(Fate.UNKNOWN if isinstance(error, TelegramError) else Fate.BAD)


def _of_bad_request(text: str) -> Verdict:
    if "message is not modified" in text:
        return Verdict(Fate.DONE)
    if any(part in text for part in _AS_NEW):
        return Verdict(Fate.AS_NEW)
    return Verdict(Fate.GONE if any(part in text for part in _GONE) else Fate.BAD)
