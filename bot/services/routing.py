"""Which units a case is likely for, from the office's own database; what was learned is kept between turns."""

from collections.abc import Iterable, Iterator, Sequence
from threading import Lock

from bot.intake.units import UnitRow
from bot.routing import meaning
from bot.routing.duties import Duty
from bot.routing.likeness import Past
from bot.routing.router import Router, Suggested
from bot.services.units import directory, row_of
from bot.turn import Turn
from store import people
from store import routing as rows
from store.tables import Proposal

_KEPT: dict[str, tuple[tuple[UnitRow, ...], rows.State, Router]] = {}  # by database
_KEEPING = Lock()


def suggested(turn: Turn, proposal: Proposal) -> list[Suggested]:
    """The likeliest units for a case, by its title, background and requests."""
    return route(turn, proposal.title, "\n".join((proposal.background, *(one.text for one in proposal.requests))))


def route(turn: Turn, title: str, text: str) -> list[Suggested]:
    """The likeliest units for a title and a text; one thread at a time, for the router may be learning."""
    with _KEEPING:
        return _router(turn).route(title, text)


def _router(turn: Turn) -> Router:
    """The office's router: made anew when units or duties changed, taught when cases were given to units."""
    units = tuple(row_of(unit) for unit in people.units(turn.work))
    now = rows.state(turn.work)
    kept = _KEPT.get(now.database)
    if kept and kept[:2] == (units, now):
        return kept[2]
    if kept and _only_grew(units, now, kept):
        router = kept[2]
        router.learn(_past(rows.given(turn.work, kept[1].shares[1])))
    else:
        router = _made(turn, units)
    _KEPT[now.database] = (units, now, router)
    return router


def _only_grew(
    units: tuple[UnitRow, ...], now: rows.State, kept: tuple[tuple[UnitRow, ...], rows.State, Router]
) -> bool:
    """Whether all that changed is that cases were given to units."""
    before = kept[1]
    same = (units, now.duties, now.published, now.hidden) == (kept[0], before.duties, before.published, before.hidden)
    added = now.shares[0] - before.shares[0]
    return same and 0 < added <= now.shares[1] - before.shares[1]


def _made(turn: Turn, units: Sequence[UnitRow]) -> Router:
    duties = [Duty(*row) for row in rows.duties(turn.work)]
    return Router(units, duties, (*_past(rows.given(turn.work)), *_published(turn)), meaning.of(units))


def _past(had: Iterable[rows.Had]) -> Iterator[Past]:
    return (Past(one.title, one.unit, str(one.number or "")) for one in had)


def _published(turn: Turn) -> Iterator[Past]:
    known = directory(turn)
    for title, number, names in rows.signed(turn.work):
        for unit in filter(None, map(known.named, names)):
            yield Past(title, unit.name, str(number or ""))
