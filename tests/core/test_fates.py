"""What each error of Telegram's means for a letter."""

from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.delivery.fates import LONGEST_WAIT, TRIES, Fate, Verdict, judge
from bot.transport import NotConnected, Unanswered

# fmt: off
VERDICTS = [
    # the error                                                  tries   the verdict
    (ChatMigrated(-100),                                         0,      Verdict(Fate.MOVED, chat_id=-100)),
    (Forbidden("Forbidden: bot was blocked by the user"),        0,      Verdict(Fate.GONE)),
    (BadRequest("Chat not found"),                               0,      Verdict(Fate.GONE)),
    (BadRequest("Message is not modified: the same"),            0,      Verdict(Fate.DONE)),
    (BadRequest("Message to edit not found"),                    0,      Verdict(Fate.AS_NEW)),
    (BadRequest("There is no text in the message to edit"),      0,      Verdict(Fate.AS_NEW)),
    (BadRequest("Can't parse entities"),                         0,      Verdict(Fate.BAD)),
    (InvalidToken("revoked"),                                    0,      Verdict(Fate.WAIT, LONGEST_WAIT)),
    (EndPointNotFound("no such method"),                         0,      Verdict(Fate.BAD)),
    (NotConnected("refused"),                                    0,      Verdict(Fate.WAIT, 1.0)),
    (NetworkError("Bad Gateway"),                                3,      Verdict(Fate.WAIT, 8.0)),
    (NetworkError("Bad Gateway"),                                11,     Verdict(Fate.WAIT, LONGEST_WAIT)),
    (NetworkError("Bad Gateway"),                                TRIES,  Verdict(Fate.BAD)),
    (Unanswered("closed"),                                       0,      Verdict(Fate.UNKNOWN)),
    (TelegramError("Invalid server response"),                   0,      Verdict(Fate.UNKNOWN)),
    (Conflict("terminated by other getUpdates request"),         0,      Verdict(Fate.UNKNOWN)),
    (ValueError("a fault of ours"),                              0,      Verdict(Fate.BAD)),
]
# fmt: on


@pytest.mark.parametrize(
    ("error", "tries", "verdict"), VERDICTS, ids=[f"{type(error).__name__}-{n}" for error, n, _ in VERDICTS]
)
def test_an_error_means_one_thing(error: Exception, tries: int, verdict: Verdict) -> None:
    assert judge(error, tries) == verdict


def test_a_chat_that_is_to_wait_waits_however_often_it_was_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    for tries in (0, TRIES):
        assert judge(RetryAfter(timedelta(seconds=7)), tries) == Verdict(Fate.WAIT, 7.0, told=True)
