"""The office writes to many, steers it, and sees what became of it; recipients say that they have read it."""

from collections.abc import Callable, Mapping

from bot.domain.broadcasts import BroadcastAct
from bot.domain.errors import Refused
from bot.flows import broadcast, engine
from bot.handlers.routes import Command, Tap, number
from bot.services import broadcast_reports, broadcasts, reach
from bot.turn import Turn

_STEERED = {act.value: act for act in (BroadcastAct.PAUSE, BroadcastAct.RESUME, BroadcastAct.CANCEL)}
_SHOWN: Mapping[str, Callable[[Turn, int], None]] = {
    "ask": broadcasts.ask_cancel,
    "show": broadcasts.show_progress,
    "again": broadcasts.say_again,
    "sheet": broadcast_reports.send_sheet,
    "picture": broadcast_reports.send_picture,
}


def write(turn: Turn, _text: str) -> None:
    """To whom, and what."""
    engine.begin(turn, broadcast.FLOW)


def report(turn: Turn, words: list[str]) -> None:
    """``report:<broadcast>``: as it stands now."""
    broadcast_reports.show(turn, number(words))


def recipients(turn: Turn, words: list[str]) -> None:
    """``blist:<broadcast>:<page>``: person by person."""
    broadcast_reports.show_list(turn, number(words), number(words, 1))


def steer(turn: Turn, words: list[str]) -> None:
    """``bc:<broadcast>:<act, or what is to be shown>``."""
    wish = words[1] if len(words) > 1 else ""
    if wish in _STEERED:
        broadcasts.do(turn, number(words), _STEERED[wish])
    elif wish in _SHOWN:
        _SHOWN[wish](turn, number(words))
    else:
        raise Refused("old_button")


def see(turn: Turn, words: list[str]) -> None:
    """``seen:<broadcast>``."""
    broadcasts.see(turn, number(words))


def unreached(turn: Turn, words: list[str]) -> None:
    """``unreached:<page>``: whom nothing reaches."""
    reach.show(turn, number(words))


COMMANDS = (Command("broadcast", write),)
TAPS = (
    Tap("report", report),
    Tap("blist", recipients),
    Tap("bc", steer),
    Tap("seen", see),
    Tap("unreached", unreached),
)
