"""Whom nothing reaches: the office hears of each once for each time that he is lost, and can look who they are."""

from bot.domain.errors import Refused
from bot.domain.lives import Role
from bot.services import hours
from bot.services.boards import Page
from bot.turn import Turn
from store import people
from store import reach as rows

NAMED = 20  # in one letter; the others stand in the list
LINES = 20  # on one page


def tell_office(turn: Turn) -> None:
    """Name those who were lost since it was last told, within the office's hours."""
    if not hours.within(turn):
        return
    lost = rows.untold(turn.work)
    if lost:
        office = people.with_role(turn.work, Role.OFFICE)
        turn.tell(office, "broadcasts/unreachable", lost=lost[:NAMED], count=len(lost))
        rows.tell(turn.work, [one.id for one in lost])


def show(turn: Turn, page: int) -> None:
    """One page of them, those lost last first."""
    if turn.who is None or turn.who.role is not Role.OFFICE:
        raise Refused("old_button")
    lost = rows.lost(turn.work)
    at = Page.of(page, len(lost), LINES, "unreached")
    shown = lost[at.number * LINES : (at.number + 1) * LINES]
    turn.answer("broadcasts/unreached", edit=page > 0, lost=shown, count=len(lost), page=at)
