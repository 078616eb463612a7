"""What a turn says to the mirrors: the notices that the office hears, and the moves of cases as events."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from fnmatch import fnmatchcase
from typing import Any

from bot.config import Mirror
from bot.mirrors.plain import plain


def notices(
    mirrors: Iterable[Mirror], message: str, text: str, once: str | None, now: datetime
) -> list[dict[str, Any]]:
    """One row for each robot that wants such a message; ``once`` makes it unique there too."""
    words = plain(text)
    return [
        _row(mirror, message, words, f"{mirror.name}:{once}" if once else None, now)
        for mirror in mirrors
        if mirror.kind != "webhook" and _wants(mirror, message)
    ]


def events(mirrors: Iterable[Mirror], journal: Sequence[Mapping[str, Any]], now: datetime) -> list[dict[str, Any]]:
    """One row for each move of a case and each system that wants such acts: states only, never what was written."""
    return [
        _row(mirror, f"{line['life']}/{line['act']}", json.dumps(_event(line)), None, now)
        for mirror in mirrors
        if mirror.kind == "webhook"
        for line in journal
        if line["from_state"] and line["to_state"] and _wants(mirror, f"{line['life']}/{line['act']}")
    ]


def _wants(mirror: Mirror, message: str) -> bool:
    return any(fnmatchcase(message, pattern) for pattern in mirror.notices)


def _event(line: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "at": line["at"].isoformat(),
        "life": line["life"],
        "act": line["act"],
        "subject": line["subject_id"],
        "case": line["proposal_id"],
        "from": line["from_state"],
        "to": line["to_state"],
    }


def _row(mirror: Mirror, message: str, body: str, once: str | None, now: datetime) -> dict[str, Any]:
    return {"mirror": mirror.name, "message": message, "once": once, "body": body, "created_at": now}
