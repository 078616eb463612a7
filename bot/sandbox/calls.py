"""The log of calls the bot made, and the question whether it has come to rest."""

import time
from collections import deque
from dataclasses import dataclass

from bot.sandbox.errors import Json

KEPT = 100_000


@dataclass(slots=True)
class Made:
    """One call: `status` is the HTTP status, 0 while it runs or if no answer was given."""

    seq: int
    at: float
    bot_id: int
    method: str
    params: Json
    status: int = 0
    error: str = ""

    def as_json(self) -> Json:
        return {
            "seq": self.seq,
            "at": self.at,
            "bot": self.bot_id,
            "method": self.method,
            "params": self.params,
            "status": self.status,
            "error": self.error,
        }


class Calls:
    """The last 100,000 calls and a count of all; long polls are logged, but do not count as work in flight."""

    def __init__(self) -> None:
        self.total = 0
        self.in_flight = 0
        self.stirred_at = 0.0
        self._made: deque[Made] = deque(maxlen=KEPT)

    def begin(self, at: float, bot_id: int, method: str, params: Json) -> Made:
        self.total += 1
        made = Made(self.total, at, bot_id, method, params)
        self._made.append(made)
        if method != "getupdates":
            self.in_flight += 1
            self.stir()
        return made

    def end(self, made: Made) -> None:
        if made.method != "getupdates":
            self.in_flight -= 1
            self.stir()

    def forget(self) -> None:
        """Drop the log; the numbers go on."""
        self._made.clear()

    def stir(self) -> None:
        """Something moved just now; rest is counted from here."""
        self.stirred_at = time.monotonic()

    def after(self, seq: int) -> list[Made]:
        return [made for made in self._made if made.seq > seq]
