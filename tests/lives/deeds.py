"""The table of deeds: for each act of the life tables, what whoever does it may tap and type, as the services take it.

A deed gets the turn of whoever tries it, the id of what it is done to, and a source of chance for what is typed.
"""

from collections.abc import Callable
from random import Random
from typing import TypeVar

from bot.domain.lives import Act
from bot.services import replies
from bot.turn import Turn
from store.tables import Proposal, Reply

Deed = Callable[[Turn, int, Random], None]
DEEDS: dict[tuple[str, Act], Deed] = {}
BESIDES: dict[str, Deed] = {}  # what has no row of its own: done to a share or a reply in passing
_D = TypeVar("_D", bound=Deed)
WORDS = ("情况属实，同意。", "请进一步研究后答复。", "We shall look at it again.", "理由 <b>充分</b> & 明确。")


def deed(name: str, *acts: Act) -> Callable[[_D], _D]:
    """This is how these acts of a life are done; without an act, what is done besides."""

    def kept(does: _D) -> _D:
        DEEDS.update({(name, act): does for act in acts})
        if not acts:
            BESIDES[name] = does
        return does

    return kept


def words(chance: Random, proposal: Proposal) -> str:
    """A text that belongs to this case, and says so where it is shown."""
    number = proposal.title.partition("甲")[2].partition("乙")[0]
    return f"甲{number}乙{chance.choice(WORDS)}"


def reply_of(turn: Turn, reply: int) -> Reply:
    """As the handlers find it: held, and of those whom it concerns."""
    return replies.find(turn, reply, assisting=True)


def version_of(chance: Random, reply: Reply) -> int:
    """The version on the card that was tapped, which may be an old one."""
    return reply.version - (chance.random() < 0.05)
