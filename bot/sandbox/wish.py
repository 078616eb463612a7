"""One request to the control API, taken apart."""

import math
from dataclasses import dataclass, field

from bot.sandbox.errors import ControlError, Json
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.stock import Upload
from bot.sandbox.world import Bot, Chat, Person


@dataclass(slots=True)
class Wish:
    """What is asked of the sandbox: `wants` holds the fields of body and query, `files` the parts of a multipart."""

    sandbox: Sandbox
    wants: Json
    files: dict[str, Upload] = field(default_factory=dict)

    @property
    def bot(self) -> Bot:
        return self.sandbox.world.bot(self.whole("bot"))

    @property
    def person(self) -> Person:
        return self.sandbox.cast.person(self.wants.get("person"))

    def chat(self) -> Chat:
        """The chat in which the person is to do something."""
        return self.sandbox.cast.chat(self.bot, self.person, self.whole("chat"))

    def text(self, name: str, default: str | None = None) -> str:
        """A text; raises ControlError if it is missing and there is no default."""
        value = self.wants.get(name, default)
        if value is None:
            raise ControlError(400, f"{name} is missing")
        return str(value)

    def number(self, name: str, default: float | None = None) -> float | None:
        value = self.wants.get(name)
        if value in {None, ""}:
            return default
        try:
            number = float(str(value))
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise ControlError(400, f"{name} is no number: {value}")
        return number

    def seconds(self, name: str, default: float = 0.0) -> float:
        number = self.number(name, default)
        return default if number is None else number

    def whole(self, name: str) -> int | None:
        number = self.number(name)
        return None if number is None else int(number)

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.wants.get(name)
        return default if value is None else str(value).lower() in {"true", "1", "yes", "on"}
