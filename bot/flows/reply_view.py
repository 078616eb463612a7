"""What every question about a reply that is being written may show."""

from collections.abc import Mapping
from typing import Any

from bot.services import chain, drafts, facts, from_file, life, opinions, outlines, replies, results
from bot.turn import Turn
from store.places import Place

HERE = "here"  # the position of the request that is being written


def shown(turn: Turn, place: Place) -> Mapping[str, Any]:
    """The whole reply, the request at hand, its neighbours, and what is missing."""
    reply = replies.find(turn, place.subject_id or 0)
    read = replies.read(turn, reply)
    positions = [point.position for point in read["points"]]
    at = positions.index(place.answers[HERE]) if place.answers[HERE] in positions else 0
    return {
        **life.around(reply),
        **read,
        **chain.shown(turn, reply),
        "point": read["points"][at],
        "count": len(positions),
        "nth": at + 1,
        "before": positions[at - 1] if at else None,
        "after": positions[at + 1] if at + 1 < len(positions) else None,
        "missing": [point.position for point in read["points"] if not point.text],
        "approvers": drafts.approvers(turn, reply),
        "classes": results.offered(turn, reply.assignment.proposal),
        "mark": drafts.mark(turn, reply),
        "heard": facts.heard(turn, reply.assignment),
        "opinions": opinions.delivered(turn, reply.assignment),
        "outlines": outlines.offered(turn, reply),
        "machine": [point.position for point in read["points"] if point.machine],
        "readable": [one.id for one in read["attached"] if from_file.is_readable(one)],
        "changed": bool(place.answers.get("changed")),
    }
