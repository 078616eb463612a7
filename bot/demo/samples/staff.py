"""Who is away, who stands in, and what the office sees and changes of its people."""

from datetime import date

from bot.demo.samples import written
from bot.demo.samples.cast import (
    HOUSING,
    LENA,
    NOW,
    OLGA,
    REPLY,
    ROADS,
    UMA,
    assignment,
    person,
)
from bot.domain.lives import AssignmentState, Part
from store.absences import Away

_FIRST, _LAST = date(2026, 3, 9), date(2026, 3, 13)
_AWAY = Away(1, person(UMA), person(LENA), _FIRST, _LAST)
_UMA, _LENA = person(UMA), person(LENA)
_LENA.step = written.LENA
_OUT = person(UMA)
_OUT.active, _OUT.reachable = False, False
_CO = assignment(AssignmentState.HANDLING, Part.CO, ROADS)

SAMPLES: dict[str, dict[str, object]] = {
    "absences/on_behalf": {"reader": LENA, "person": UMA},
    "absences/mine": {"reader": UMA, "absences": [_AWAY], "represented": [LENA]},
    "absences/ask_first": {"reader": UMA},
    "absences/ask_last": {"reader": UMA, "first": _FIRST},
    "absences/ask_substitute": {"reader": UMA, "first": _FIRST, "last": _LAST, "candidates": [LENA]},
    "absences/kept": {"reader": UMA, "absence": _AWAY},
    "absences/announced": {"reader": LENA, "absence": _AWAY},
    "absences/told_office": {"reader": OLGA, "absence": _AWAY},
    "absences/begun": {"reader": LENA, "person": UMA, "last": _LAST},
    "absences/over": {"reader": LENA, "person": UMA},
    "absences/back": {"reader": UMA},
    "absences/substitute_away": {"reader": UMA, "substitute": LENA, "first": _FIRST, "last": _LAST},
    "people/list": {
        "reader": OLGA,
        "words": "",
        "found": [_UMA, _LENA, _OUT],
        "count": 25,
        "page": 1,
        "pages": 4,
    },
    "people/card": {"reader": OLGA, "person": _LENA, "absence": _AWAY, "steps": (written.LENA,)},
    "people/ask_off": {"reader": OLGA, "person": _UMA, "cases": 3, "successors": [], "drafts": [REPLY]},
    "people/off": {"reader": OLGA, "person": _OUT, "cases": 3, "successors": []},
    "people/on": {"reader": OLGA, "person": _UMA},
    "people/changed": {"reader": OLGA, "person": _LENA, "orphaned": HOUSING},
    "people/moved": {"reader": UMA, "unit": ROADS},
    "people/ask_unit": {"reader": OLGA, "person": _UMA, "hits": [HOUSING, ROADS], "steps": ()},
    "people/ask_step": {"reader": OLGA, "person": _LENA, "hits": [], "steps": (written.LENA, written.OLGA)},
    "people/handed_over": {"reader": UMA, "person": _UMA, "unit": HOUSING, "drafts": [REPLY], "opinions": [_CO]},
    "people/open_cases": {"reader": UMA, "unit": HOUSING, "shares": [REPLY.assignment, _CO]},
    "refusals/absence_overlaps": {"reader": UMA},
    "refusals/cannot_stand_in": {"reader": UMA, "person": LENA},
    "refusals/last_office": {"reader": OLGA, "person": person(OLGA)},
    "refusals/nobody_such": {"reader": OLGA, "words": written.STRANGER},
    "unreadable/day_passed": {"reader": UMA, "day": NOW.date()},
    "unreadable/absence_too_long": {"reader": UMA, "at_most": 180},
}
