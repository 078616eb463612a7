"""The office takes something out: a ledger with chosen columns, a month's report, a year's, or a compendium."""

from collections.abc import Collection, Mapping
from typing import Any

from bot.domain.errors import Refused
from bot.domain.lives import Kind
from bot.flows import engine
from bot.flows.engine import AGAIN, END, Flow, Step
from bot.flows.readers import choice
from bot.services import papers
from bot.services.ledgers import COLUMNS, EVERY_KIND, FILTERS, SETS, Wish
from bot.turn import Turn
from store import papers as kept
from store import places, units
from store.places import Place
from store.tables import Sitting, Unit

MONTHS, YEARS, SITTINGS = 6, 3, 6  # offered as buttons, the newest first
UNITS = 12  # on one page
WHAT = ("ledger", "bulletin", "annual", "compendium")
_FIRST = {"ledger": "columns", "bulletin": "month", "annual": "year", "compendium": "sitting"}


def start(turn: Turn) -> None:
    """Ask what is wanted."""
    papers.check_office(turn)
    engine.begin(turn, FLOW, columns=list(SETS["master"]), which="every", kind=EVERY_KIND, unit=0, page=0)


def _what(_turn: Turn, place: Place, value: str) -> str:
    place.answers["what"] = value
    return _FIRST[value]


def _columns(_turn: Turn, place: Place) -> Mapping[str, Any]:
    return {"chosen": set(place.answers["columns"]), "columns": list(COLUMNS), "sets": list(SETS)}


def _toggle(_turn: Turn, place: Place, value: str) -> str | None:
    """A set puts its columns in the place of the others; a column comes or goes; at least one stays."""
    chosen = list(place.answers["columns"])
    if value == "done":
        return None
    if value in SETS:
        chosen = list(SETS[value])
    elif value in chosen and len(chosen) > 1:
        chosen.remove(value)
    elif value not in chosen:
        chosen.append(value)
    place.answers["columns"] = [key for key in COLUMNS if key in chosen]
    return AGAIN


def _filters(turn: Turn, place: Place) -> Mapping[str, Any]:
    unit = units.by_id(turn.work, place.answers["unit"]) if place.answers["unit"] else None
    return {
        "which": list(FILTERS),
        "kinds": [EVERY_KIND, *Kind],
        "unit": unit,
        "columns": len(place.answers["columns"]),
    }


def _filtered(_turn: Turn, place: Place, value: str) -> str:
    if value == "make":
        return END
    if value == "unit":
        place.answers["page"] = 0
        return "unit"
    place.answers["kind" if value in (EVERY_KIND, *Kind) else "which"] = value
    return AGAIN


def _units(turn: Turn, place: Place) -> Mapping[str, Any]:
    every, page = _every_unit(turn), place.answers["page"]
    return {
        "units": every[page * UNITS : (page + 1) * UNITS],
        "page": page,
        "pages": max(1, -(-len(every) // UNITS)),
    }


def _unit_chosen(_turn: Turn, place: Place, value: str) -> str:
    if value in ("next", "previous"):
        place.answers["page"] = max(0, place.answers["page"] + (1 if value == "next" else -1))
        return AGAIN
    place.answers["unit"] = int(value)
    return "filters"


def _unit_options(turn: Turn, place: Place) -> Collection[str]:
    shown = _units(turn, place)
    turning = [*(["next"] if place.answers["page"] + 1 < shown["pages"] else []), "previous"]
    return {"0", *turning, *(str(unit.id) for unit in shown["units"])}


def _every_unit(turn: Turn) -> list[Unit]:
    return [unit for unit in units.every(turn.work) if unit.active]


def _months(turn: Turn, _place: Place) -> Mapping[str, Any]:
    """This month and those before it, as (year, month)."""
    newest = turn.today.year * 12 + turn.today.month - 1
    return {"months": [(at // 12, at % 12 + 1) for at in range(newest, newest - MONTHS, -1)]}


def _years(turn: Turn, _place: Place) -> Mapping[str, Any]:
    return {"years": [turn.today.year - back for back in range(YEARS)]}


def _sittings(turn: Turn, _place: Place) -> Mapping[str, Any]:
    return {"sittings": _newest(turn), "kinds": list(Kind)}


def _newest(turn: Turn) -> list[Sitting]:
    return list(kept.sittings(turn.work))[:SITTINGS]


def _ends(turn: Turn, place: Place) -> None:
    answers = place.answers
    match answers["what"]:
        case "ledger":
            wish = Wish(answers["columns"], answers["which"], answers["kind"], answers["unit"])
            papers.send_ledger(turn, wish, _leave)
        case "bulletin":
            year, _, month = answers["month"].partition("-")
            papers.send_bulletin(turn, int(year), int(month), _leave)
        case "annual":
            papers.send_annual(turn, int(answers["year"]), _leave)
        case _:
            _send_compendium(turn, answers["sitting"])
    places.keep(
        turn.work, place, turn.now
    )  # had the bot stopped before the file is there, the question would still stand
    turn.answer("documents/under_way", edit=True)


def _leave(later: Turn) -> None:
    """The conversation is over, if it is still this one."""
    place = places.find(later.work, later.chat_id) if later.chat_id is not None else None
    if place is not None and place.flow == FLOW.name:
        places.leave(later.work, place.chat_id)


def _send_compendium(turn: Turn, chosen: str) -> None:
    number, _, kind = chosen.partition("-")
    sitting = next((one for one in _newest(turn) if str(one.id) == number), None)
    if sitting is None:
        raise Refused("old_button")
    papers.send_compendium(turn, sitting, Kind(kind), _leave)


def _last(name: str) -> Any:  # noqa: ANN401 - a Then of the engine
    """Keep the answer and be done."""

    def then(_turn: Turn, place: Place, value: str) -> str:
        place.answers[name] = value
        return END

    return then


FLOW = Flow(
    "export",
    (
        Step("what", "documents/ask_what", choice(WHAT), then=_what),
        Step("columns", "documents/ask_columns", choice((*SETS, *COLUMNS, "done")), _columns, _toggle),
        Step(
            "filters",
            "documents/ask_filters",
            choice((*FILTERS, EVERY_KIND, *Kind, "unit", "make")),
            _filters,
            _filtered,
        ),
        Step("unit", "documents/ask_unit", choice(_unit_options), _units, _unit_chosen),
        Step(
            "month",
            "documents/ask_month",
            choice(lambda turn, place: [f"{year}-{month}" for year, month in _months(turn, place)["months"]]),
            _months,
            _last("month"),
        ),
        Step(
            "year",
            "documents/ask_year",
            choice(lambda turn, place: [str(year) for year in _years(turn, place)["years"]]),
            _years,
            _last("year"),
        ),
        Step(
            "sitting",
            "documents/ask_sitting",
            choice(lambda turn, _place: [f"{one.id}-{kind}" for one in _newest(turn) for kind in Kind]),
            _sittings,
            _last("sitting"),
        ),
    ),
    _ends,
)
