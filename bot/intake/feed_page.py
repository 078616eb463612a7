"""One page of the upstream feed: its cases, the entries that are wrong, and where the next page is.

{"proposals": [{"id", "title", "kind", "session", "proposers": [], "background", "requests": [], "updated"}], "next"}
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.intake.published import KINDS, PublishedProposal

LONGEST = {"id": 80, "title": 300, "session": 120, "background": 100_000}
MOST_REQUESTS = 100
MOST_PROPOSERS = 200
MOST_ENTRIES = 5000
KIND = {"suggestion": KINDS[0], "proposal": KINDS[1]} | {kind: kind for kind in KINDS}


class NoPage(Exception):
    """What came is no page of the feed; the text is a key of words.toml's ``feed_failures``."""


@dataclass(frozen=True, slots=True)
class Broken:
    """An entry that cannot be taken: its id, or its place on the page, and a key of words.toml's ``feed_errors``."""

    entry: str
    reason: str


@dataclass(frozen=True, slots=True)
class FeedPage:
    """What one page holds; ``next`` is empty on the last."""

    proposals: tuple[PublishedProposal, ...]
    broken: tuple[Broken, ...]
    next: str = ""


def page_in(content: bytes) -> FeedPage:
    """The page in the body of an answer.

    Raises:
        NoPage: ``not_json``, ``no_list`` or ``too_many``.
    """
    try:
        document: Any = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NoPage("not_json") from error
    if not isinstance(document, dict) or not isinstance(document.get("proposals"), list):
        raise NoPage("no_list")
    entries: list[Any] = document["proposals"]
    if len(entries) > MOST_ENTRIES:
        raise NoPage("too_many")
    read = [_entry(entry, place) for place, entry in enumerate(entries, start=1)]
    following = document.get("next")
    return FeedPage(
        tuple(one for one in read if isinstance(one, PublishedProposal)),
        tuple(one for one in read if isinstance(one, Broken)),
        following if isinstance(following, str) else "",
    )


def _entry(entry: Any, place: int) -> PublishedProposal | Broken:  # noqa: ANN401 - JSON enters here
    if not isinstance(entry, dict):
        return Broken(str(place), "not_an_entry")
    said = {key: _text(entry, key) for key in ("id", "title", "kind", "session", "background")}
    called = said["id"][: LONGEST["id"]] or str(place)
    proposers, requests = _texts(entry, "proposers"), _texts(entry, "requests")
    reason = _wrong(said, proposers, requests)
    if reason:
        return Broken(called, reason)
    return PublishedProposal(
        title=said["title"],
        kind=KIND[said["kind"] or KINDS[0]],
        session=said["session"],
        proposers=tuple(dict.fromkeys(proposers or ())),
        background=said["background"],
        requests=tuple(requests or ()),
        reply="",
        reply_units=(),
        key=False,
        lines=(place, place),
        external_id=said["id"],
    )


def _wrong(said: Mapping[str, str], proposers: list[str] | None, requests: list[str] | None) -> str:
    """The first thing that is wrong, nothing where all is well."""
    wrong = (
        ("no_id", not said["id"]),
        ("no_title", not said["title"]),
        ("too_long", any(len(said[key]) > length for key, length in LONGEST.items())),
        ("bad_kind", bool(said["kind"]) and said["kind"] not in KIND),
        ("no_proposer", not proposers or len(proposers) > MOST_PROPOSERS),
        ("bad_requests", requests is None or len(requests) > MOST_REQUESTS),
    )
    return next((reason for reason, is_so in wrong if is_so), "")


def _text(entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.strip().replace("\x00", "") if isinstance(value, str) else ""


def _texts(entry: Mapping[str, Any], key: str) -> list[str] | None:
    """The texts of a list, empty ones left out; None for what is no list of texts."""
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        return None
    return [one.strip().replace("\x00", "") for one in value if one.strip()]
