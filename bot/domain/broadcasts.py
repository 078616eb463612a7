"""The life of a message to many: what may be done with it at which state, and what becomes of it."""

from collections.abc import Mapping
from enum import StrEnum


class BroadcastState(StrEnum):
    """Where a message to many stands."""

    SCHEDULED = "scheduled"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"


class BroadcastAct(StrEnum):
    """What may be done with it; BEGIN and FINISH are the clock's."""

    BEGIN = "begin"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"
    FINISH = "finish"


_S, _A = BroadcastState, BroadcastAct
# fmt: off
MOVES: Mapping[tuple[BroadcastState, BroadcastAct], BroadcastState] = {
    # at            act         becomes
    (_S.SCHEDULED, _A.BEGIN):  _S.RUNNING,
    (_S.SCHEDULED, _A.CANCEL): _S.CANCELLED,
    (_S.RUNNING,   _A.PAUSE):  _S.PAUSED,
    (_S.RUNNING,   _A.CANCEL): _S.CANCELLED,
    (_S.RUNNING,   _A.FINISH): _S.DONE,
    (_S.PAUSED,    _A.RESUME): _S.RUNNING,
    (_S.PAUSED,    _A.CANCEL): _S.CANCELLED,
}
# fmt: on


def after(state: BroadcastState, act: BroadcastAct) -> BroadcastState | None:
    """The state that an act leads to; None where it may not be done."""
    return MOVES.get((state, act))


def acts(state: BroadcastState) -> frozenset[BroadcastAct]:
    """What may be done at a state."""
    return frozenset(act for at, act in MOVES if at is state)
