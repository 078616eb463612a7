"""The versions of a reply: each kept as it was given on, compared request by request, and who wrote what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from bot.domain.differences import Piece, differences
from bot.domain.errors import Refused
from bot.domain.lives import ReplyState, Role
from bot.services import life, replies
from bot.turn import Turn
from store import replies as rows
from store.tables import Reply, ReplyVersion

DRAFT = 0  # the number under which the text is compared that is being written
INSIDE = (Role.OFFICE, Role.LIAISON, Role.LEADER)


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of the answer to one request: its pieces, removed and added among those that stayed."""

    position: int
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody wrote to a request, or cleared it, at these moments."""

    position: int
    name: str
    moments: list[datetime]


def keep(turn: Turn, reply: Reply) -> None:
    """Write the text down as the next version; it is never changed afterwards."""
    reply.version += 1
    by = turn.who.id if turn.who else None
    kept = ReplyVersion(reply_id=reply.id, version=reply.version, by=by, at=turn.now, content=content(turn, reply))
    rows.keep_version(turn.work, kept)


def content(turn: Turn, reply: Reply) -> dict[str, Any]:
    """The reply as it stands, in the form in which a version keeps it."""
    said = replies.read(turn, reply)
    return {
        "class": reply.result_class,
        "scheme": reply.result_scheme,
        "wording": reply.result_wording,
        "answers": [{"request": p.position, "text": p.text, "ours": p.ours} for p in said["points"]],
        "files": [{"name": file.name, "file_id": file.file_id, "kind": file.kind} for file in said["attached"]],
    }


def show(turn: Turn, reply: Reply) -> None:
    """All versions, with the buttons to compare them, and who wrote what; for the office and the unit itself."""
    _check(turn)
    kept = rows.versions(turn.work, reply)
    turn.answer("replies/versions", versions=kept, hands=_hands(turn, reply), **_present(turn, reply, kept))


def compare(turn: Turn, reply: Reply, old: int, new: int) -> None:
    """What was removed from one version and added in another; ``DRAFT`` is the text that is being written."""
    _check(turn)
    kept = {version.version: version for version in rows.versions(turn.work, reply)}
    drafts = _may_see_draft(turn, reply)
    if old not in kept or (new not in kept and not (new == DRAFT and drafts)):
        raise Refused("old_button")
    later = kept[new].content if new in kept else content(turn, reply)
    turn.answer("replies/compared", old=old, new=new, **life.around(reply), **changes(kept[old].content, later))


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """What ``parts/differences`` shows: ``changed`` requests, ``wordings`` before and after, files come and gone."""
    before = {answer["request"]: answer for answer in old["answers"]}
    after = {answer["request"]: answer for answer in new["answers"]}
    changed = [
        Changed(position, differences(_text(before, position), _text(after, position)))
        for position in sorted(before.keys() | after.keys())
        if _text(before, position) != _text(after, position) or _ours(before, position) != _ours(after, position)
    ]
    were, are = ([file["name"] for file in one["files"]] for one in (old, new))
    return {
        "changed": changed,
        "wordings": (_wording(old), _wording(new)) if _wording(old) != _wording(new) else None,
        "files_gone": [name for name in were if name not in are],
        "files_come": [name for name in are if name not in were],
    }


def latest(turn: Turn, reply: Reply) -> dict[str, Any]:
    """What the last version changed in the one before it."""
    kept = rows.versions(turn.work, reply)
    return changes(kept[-2].content, kept[-1].content)


def _text(answers: Mapping[int, Mapping[str, Any]], position: int) -> str:
    return str(answers[position]["text"]) if position in answers else ""


def _ours(answers: Mapping[int, Mapping[str, Any]], position: int) -> bool:
    return bool(answers[position]["ours"]) if position in answers else True


def _wording(kept: Mapping[str, Any]) -> str:
    return str(kept.get("wording") or kept["class"])


def _check(turn: Turn) -> None:
    if turn.who is None or turn.who.role not in INSIDE:
        raise Refused("not_yours")


def _may_see_draft(turn: Turn, reply: Reply) -> bool:
    return reply.state is ReplyState.DRAFTING and Role.LIAISON in life.roles(turn)


def _present(turn: Turn, reply: Reply, kept: Sequence[ReplyVersion]) -> dict[str, Any]:
    numbers = [version.version for version in kept]
    pairs = list(pairwise(numbers))
    if numbers and _may_see_draft(turn, reply):
        pairs.append((numbers[-1], DRAFT))
    return {**life.around(reply), "pairs": pairs, "names": rows.authors(turn.work, kept)}


def _hands(turn: Turn, reply: Reply) -> list[Hand]:
    found: dict[tuple[int, str], list[datetime]] = {}
    for written in rows.written(turn.work, reply.id):
        found.setdefault((int(written.detail["request"]), written.name or ""), []).append(written.at)
    return [Hand(position, name, moments) for (position, name), moments in sorted(found.items())]
