"""Troubles on order: the next calls that match are answered wrongly, late or not at all."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What goes wrong.

    Before the call is carried out: 429, 500, 502, drop_before (the connection closes). After it: drop_after (it closes
    without an answer, so the caller cannot know). timeout hangs, after or instead of carrying it out.
    duplicate_update is a trouble of the other direction: the next updates come once more after their confirmation.
    """

    TOO_MANY = "429"
    INTERNAL = "500"
    GATEWAY = "502"
    TIMEOUT = "timeout"
    DROP_BEFORE = "drop_before"
    DROP_AFTER = "drop_after"
    DUPLICATE_UPDATE = "duplicate_update"


@dataclass(slots=True)
class Fault:
    """One order: `times` counts down; `delay` and `retry_after` are in seconds.

    `performs` says whether a timeout still carries the call out.
    """

    kind: Kind
    method: str = "*"
    chat: str = ""
    times: int = 1
    retry_after: int = 1
    delay: float = 30.0
    performs: bool = True

    def meets(self, method: str, chat: str) -> bool:
        return self.method in {"*", method} and self.chat in {"", chat}


class Faults:
    """The orders in the sequence they were given; the first that matches is used up first."""

    def __init__(self) -> None:
        self._orders: list[Fault] = []

    def __bool__(self) -> bool:
        return bool(self._orders)

    def add(self, fault: Fault) -> None:
        self._orders.append(fault)

    def clear(self) -> None:
        self._orders.clear()

    def for_call(self, method: str, chat: str) -> Fault | None:
        """The trouble this call meets, if any; `*` leaves getUpdates alone, which must be named to be troubled."""
        for fault in self._orders:
            if fault.kind is Kind.DUPLICATE_UPDATE or (fault.method == "*" and method == "getupdates"):
                continue
            if fault.meets(method, chat):
                return self._use(fault)
        return None

    def repeats(self) -> bool:
        """Whether the update that is being made is to come once more."""
        for fault in self._orders:
            if fault.kind is Kind.DUPLICATE_UPDATE:
                self._use(fault)
                return True
        return False

    def _use(self, fault: Fault) -> Fault:
        fault.times -= 1
        if fault.times <= 0:
            self._orders.remove(fault)
        return fault
