"""Accepting a case and naming further units that should have a part in it (建议增加承办单位)."""

import re
from collections.abc import Mapping
from typing import Any

from bot.domain.errors import Unreadable
from bot.domain.lives import Act
from bot.flows.engine import Flow, Heard, Step, begin
from bot.services import acceptance, assigning, life, units
from bot.turn import Turn
from store import units as directory
from store.places import Place
from store.tables import Assignment

MOST = 5
_BETWEEN = re.compile(r"[、,，;；\n]+")


def start(turn: Turn, share: Assignment) -> None:
    """Ask for the units; Refused if the case cannot be accepted now."""
    life.may(turn, share, Act.ACCEPT_AND_SUGGEST)
    begin(turn, FLOW, share.id, card=turn.tapped)


def _share(turn: Turn, place: Place) -> Assignment:
    return acceptance.find(turn, place.subject_id or 0)


def _case(turn: Turn, place: Place) -> Mapping[str, Any]:
    return life.around(_share(turn, place))


def _reads(turn: Turn, place: Place, heard: Heard) -> list[int]:
    """The units of a message, each known by its name and not in the case yet."""
    names = [name.strip() for name in _BETWEEN.split(heard.text) if name.strip()] if heard.kind == "text" else []
    if not names:
        raise Unreadable("unit_wanted")
    if len(names) > MOST:
        raise Unreadable("too_many_co_units", at_most=MOST)
    known, found = units.directory(turn), []
    taken = {share.unit_id for share in assigning.open_shares(_share(turn, place).proposal)}
    for name in names:
        unit = known.named(name)
        if unit is None:
            raise Unreadable("no_such_unit", typed=name)
        if unit.id in taken:
            raise Unreadable("unit_named_twice", unit=unit.name)
        taken.add(unit.id)
        found.append(unit.id)
    return found


def _accept(turn: Turn, place: Place) -> None:
    named = directory.by_ids(turn.work, place.answers["units"])
    acceptance.accept_and_suggest(turn, _share(turn, place), named, place.answers["card"])


FLOW = Flow("suggestion", (Step("units", "assignments/ask_suggested_units", _reads, _case),), _accept)
