"""A published compendium as values: its proposals, its totals, and what could not be placed."""

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

KINDS = ("建议", "提案")


@dataclass(frozen=True, slots=True)
class PublishedProposal:
    """One proposal as it was printed: a line feed parts paragraphs where the print tells them apart.

    ``kind`` is one of KINDS; ``key`` says that the compendium calls it a key one (重点); ``lines`` are its first
    and its last line, counted from 1, ``where`` the sheet or file they stand in. ``number`` is the case's own where it
    has one already; ``units`` and ``co_units`` are those a ledger or a form names to handle it.
    """

    title: str
    kind: str
    session: str
    proposers: tuple[str, ...]
    background: str
    requests: tuple[str, ...]
    reply: str
    reply_units: tuple[str, ...]
    key: bool
    lines: tuple[int, int]
    where: str = ""
    number: int | None = None
    units: tuple[str, ...] = ()
    co_units: tuple[str, ...] = ()
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A line, counted from 1, that belongs to no proposal and to no preface."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Compendium:
    """What was read.

    ``totals`` holds only what the text states, under these keys: ``received`` (提出/收到), ``filed`` (立案), ``merged``
    (并案), ``handled`` (承办/办理), ``answered`` (办复/答复), ``key`` (重点), ``units`` (承办单位, a number of units).
    ``preface`` are the numbers of the lines of headings and prefaces: each line that is not blank is one of these, or
    in the quarantine, or within the lines of a proposal.
    """

    proposals: tuple[PublishedProposal, ...]
    totals: dict[str, int]
    quarantine: tuple[Quarantined, ...]
    preface: tuple[int, ...]


class Holding(Protocol):
    """Whatever has proposals, totals and lines that found no place."""

    @property
    def proposals(self) -> tuple[PublishedProposal, ...]: ...

    @property
    def totals(self) -> Mapping[str, int]: ...

    @property
    def quarantine(self) -> tuple[Quarantined, ...]: ...


def as_json(found: Holding) -> dict[str, Any]:
    """What a file holds in the shape of the programme's JSON; nothing but lists, dicts, strings and numbers."""
    return {
        "proposals": [
            {
                "title": proposal.title,
                "kind": proposal.kind,
                "session": proposal.session,
                "proposers": list(proposal.proposers),
                "background": proposal.background,
                "requests": list(proposal.requests),
                "reply": proposal.reply,
                "reply_units": list(proposal.reply_units),
            }
            for proposal in found.proposals
        ],
        "totals": dict(found.totals),
        "quarantine": [{"line": entry.line, "text": entry.text} for entry in found.quarantine],
    }


def fingerprint(proposal: PublishedProposal) -> str:
    """The same for the same proposal however it was printed: SHA-256 of kind, session, title and proposers.

    Width, spaces and the order of the proposers do not count.
    """
    signs = (proposal.kind, proposal.session, proposal.title, *sorted(_plain(name) for name in proposal.proposers))
    return hashlib.sha256("\x1f".join(_plain(sign) for sign in signs).encode()).hexdigest()


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
