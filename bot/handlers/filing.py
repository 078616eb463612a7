"""What the office does with a case beside filing it: merges it, makes it a key case, marks it sensitive; and urging."""

from bot.flows import merging as asking
from bot.handlers.routes import Command, Tap, number
from bot.services import acceptance, merging, sensitivity, signing, supervision
from bot.turn import Turn


def merge(turn: Turn, words: list[str]) -> None:
    """The lead case is asked for."""
    asking.start(turn, signing.find(turn, number(words)))


def unmerge(turn: Turn, words: list[str]) -> None:
    """A merged case goes its own way again."""
    merging.take_out(turn, signing.find(turn, number(words)))


def key(turn: Turn, words: list[str]) -> None:
    """``key:<proposal>`` asks who is to watch over it, ``key:<proposal>:<person>`` does it."""
    proposal = signing.find(turn, number(words))
    if len(words) > 1:
        supervision.mark_key(turn, proposal, number(words, 1))
    else:
        supervision.ask_supervisor(turn, proposal)


def unkey(turn: Turn, words: list[str]) -> None:
    """It is no key case any more."""
    supervision.unmark_key(turn, signing.find(turn, number(words)))


def urgent(turn: Turn, words: list[str]) -> None:
    """A case is urgent from now on."""
    supervision.mark_urgent(turn, signing.find(turn, number(words)))


def unurgent(turn: Turn, words: list[str]) -> None:
    """A case is not urgent any more."""
    supervision.unmark_urgent(turn, signing.find(turn, number(words)))


def sensitive(turn: Turn, words: list[str]) -> None:
    """A case's content is not shown any more."""
    sensitivity.mark(turn, signing.find(turn, number(words)))


def unsensitive(turn: Turn, words: list[str]) -> None:
    """A case's content is shown again."""
    sensitivity.unmark(turn, signing.find(turn, number(words)))


def urge(turn: Turn, words: list[str]) -> None:
    """Units are reminded of a case."""
    supervision.urge(turn, signing.find(turn, number(words)))


def on_paper(turn: Turn, words: list[str]) -> None:
    """``onpaper:<assignment>``: a unit has answered a sensitive case on paper."""
    sensitivity.record_answer(turn, acceptance.find(turn, number(words)))


COMMANDS: tuple[Command, ...] = ()
TAPS = (
    Tap("merge", merge),
    Tap("unmerge", unmerge),
    Tap("key", key),
    Tap("unkey", unkey),
    Tap("urgent", urgent),
    Tap("unurgent", unurgent),
    Tap("sensitive", sensitive),
    Tap("unsensitive", unsensitive),
    Tap("urge", urge),
    Tap("onpaper", on_paper),
)
