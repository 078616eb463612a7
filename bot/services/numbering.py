"""The number of a reply's document (发文字号), by the office's own pattern, given when it is issued and to no other."""

from bot.services import policies
from bot.turn import Turn
from store import series
from store.tables import Reply


def give(turn: Turn, reply: Reply) -> None:
    """Give the reply its number, if the policy has a pattern and a letter goes out; one given before stays.

    What the pattern names is counted apart: with ``{unit}`` each unit, with ``{year}`` each year in the office's zone.
    """
    pattern = policies.of(turn, reply.assignment.proposal).policy.document_number
    if not pattern or reply.document_number or reply.assignment.proposal.answered_orally:
        return
    unit, year = reply.assignment.unit, turn.today.year
    of_unit, of_year = (unit.id if "{unit}" in pattern else 0), (year if "{year}" in pattern else 0)
    number = series.next_of(turn.work, f"{pattern}:{of_unit}:{of_year}")
    reply.document_number = pattern.format(unit=unit.name, year=year, n=number)
