"""A deputy says who is to sign with him: names or parts of names, of deputies that the bot knows."""

import re
from collections.abc import Mapping
from typing import Any

from bot.domain.errors import Unreadable
from bot.domain.lives import Act, Role
from bot.domain.names import alike
from bot.flows.engine import AGAIN, END, Flow, Heard, Step, Then, begin
from bot.services import life, proposals, signing
from bot.turn import Turn
from store import people
from store.people import Who
from store.places import Place
from store.tables import Proposal

HITS = 12  # as many buttons as one can look over; more hits ask for more of the name
MOST = 50
_BETWEEN = re.compile(r"[、,，;；\n]+")


def start(turn: Turn, proposal: Proposal) -> None:
    """Ask for more co-signers of a proposal that is being signed; Refused if it is not, or not his."""
    life.may(turn, proposal, Act.INVITE)
    begin(turn, FLOW, proposal.id, chosen=[])


def reads(turn: Turn, place: Place, heard: Heard) -> str | tuple[list[int], list[int]]:
    """``done`` or ``drop``; or the ids of those who are meant, and of those who may be."""
    if heard.kind == "tap":
        return heard.value if heard.value in ("done", "drop") else ([_tapped(turn, place, heard.value)], [])
    if heard.kind != "text":
        raise Unreadable("deputy_wanted")
    meant: list[int] = []
    possible: list[int] = []
    for name in _names(turn, heard.text):
        found = [who.id for who in _like(turn, place, name)]
        (meant if len(found) == 1 else possible).extend(found)
    if not meant and not possible:
        raise Unreadable("deputy_wanted")
    return list(dict.fromkeys(meant)), [one for one in dict.fromkeys(possible) if one not in meant]


def choosing(following: str) -> Then:
    """Keep what was chosen, and go on when it is done; at the end of a conversation somebody must be."""

    def then(_turn: Turn, place: Place, value: str | tuple[list[int], list[int]]) -> str:
        chosen: list[int] = place.answers["chosen"]
        place.answers["hits"] = []
        if value == "drop":
            del chosen[-1:]
        elif value == "done":
            if following == END and not chosen:
                raise Unreadable("deputy_wanted")
            return following
        elif isinstance(value, tuple):
            chosen.extend(value[0])
            place.answers["hits"] = value[1]
        if len(chosen) > MOST:
            raise Unreadable("too_many_deputies", typed="", count=len(chosen))
        return AGAIN

    return then


def shows(turn: Turn, place: Place) -> Mapping[str, Any]:
    """Those chosen, in the order in which they were, and those to choose from."""
    found = {
        who.id: who for who in people.by_ids(turn.work, [*place.answers["chosen"], *place.answers.get("hits", [])])
    }
    return {
        "chosen": [found[one] for one in place.answers["chosen"] if one in found],
        "hits": [found[one] for one in place.answers.get("hits", []) if one in found],
    }


def _names(turn: Turn, text: str) -> list[str]:
    """One name to a piece; words parted by spaces only are several names, unless together they are one."""
    names: list[str] = []
    for piece in filter(None, (part.strip() for part in _BETWEEN.split(text))):
        names.extend([piece] if people.deputies_like(turn.work, piece) else piece.split())
    return names


def _like(turn: Turn, place: Place, name: str) -> list[Who]:
    taken = _taken(turn, place)
    found = people.deputies_like(turn.work, name)
    exact = [who for who in found if alike(who.name) == alike(name)]
    free = [who for who in (exact or found) if who.id not in taken]
    if not found:
        raise Unreadable("no_such_deputy", typed=name)
    if not free:
        raise Unreadable("deputy_named_twice", name=(exact or found)[0].name)
    if len(free) > HITS:
        raise Unreadable("too_many_deputies", typed=name, count=len(free))
    return free


def _tapped(turn: Turn, place: Place, value: str) -> int:
    found = people.by_ids(turn.work, [int(value)]) if value.isdecimal() and len(value) < HITS else []
    if not found or found[0].role is not Role.DEPUTY:
        raise Unreadable("deputy_wanted")
    if found[0].id in _taken(turn, place):
        raise Unreadable("deputy_named_twice", name=found[0].name)
    return found[0].id


def _taken(turn: Turn, place: Place) -> set[int]:
    """Who is chosen already, who proposes, and those who were asked before."""
    proposal = proposals.of_id(turn, place.subject_id or 0)
    asked = {one.person_id for one in proposal.proposers if one.position == 1 or one.invited_at is not None}
    return {one for one in asked if one is not None} | set(place.answers["chosen"])


def _invite(turn: Turn, place: Place) -> None:
    signing.invite(turn, signing.find(turn, place.subject_id or 0), place.answers["chosen"])


FLOW = Flow("cosigners", (Step("cosigners", "proposals/ask_cosigners", reads, shows, choosing(END)),), _invite)
