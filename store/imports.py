"""What an import asks of the cases there are: which are known, under which numbers and titles; and what it leaves."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import selectinload

from bot.domain.lives import Kind, ProposalState
from store.database import Work
from store.tables import Feed, Import, Proposal, Proposer, PublishedReply, ReportFact, Sitting

CHUNK = 500  # SQLite takes a limited number of values in one statement


@dataclass(frozen=True, slots=True)
class Known:
    """A case there is, by what another file may call it."""

    id: int
    sitting: str
    kind: Kind
    number: int | None
    title: str
    state: ProposalState
    proposers: frozenset[str]


def cases(work: Work) -> list[Known]:
    """Every case, the oldest first; read without making objects of them."""
    names: dict[int, set[str]] = {}
    for case_id, name in work.session.execute(select(Proposer.proposal_id, Proposer.name)):
        names.setdefault(case_id, set()).add(name)
    asked = select(Proposal.id, Sitting.name, Proposal.kind, Proposal.number, Proposal.title, Proposal.state)
    rows = work.session.execute(asked.join(Sitting).order_by(Proposal.id))
    return [Known(*row, frozenset(names.get(row[0], ()))) for row in rows]


def sittings(work: Work) -> Sequence[Sitting]:
    """Every sitting, the newest first."""
    return work.session.scalars(select(Sitting).order_by(Sitting.id.desc())).all()


def external_ids(work: Work, wanted: Collection[str]) -> set[str]:
    """Those of these ids of the upstream feed that a case has already."""
    ids, known = sorted(set(wanted)), set[str]()
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        found = work.session.scalars(select(Proposal.external_id).where(Proposal.external_id.in_(part)))
        known.update(one for one in found if one is not None)
    return known


def called(work: Work, wanted: Collection[str]) -> dict[str, Proposal]:
    """The cases that the upstream feed calls by these ids."""
    ids, found = sorted(set(wanted)), dict[str, Proposal]()
    for start in range(0, len(ids), CHUNK):
        asked = select(Proposal).where(Proposal.external_id.in_(ids[start : start + CHUNK]))
        with_requests = asked.options(selectinload(Proposal.requests))
        found |= {str(one.external_id): one for one in work.session.scalars(with_requests)}
    return found


def call(work: Work, case_id: int, external_id: str) -> None:
    """A case that was known already is called so by the upstream feed."""
    called = update(Proposal).where(Proposal.id == case_id, Proposal.external_id.is_(None))
    work.session.execute(called.values(external_id=external_id).execution_options(synchronize_session=False))


def raise_number(work: Work, sitting_id: int, number: int) -> None:
    """Numbers given from now on are greater than this one, which a case brought along."""
    raised = update(Sitting).where(Sitting.id == sitting_id, Sitting.last_number < number)
    work.session.execute(raised.values(last_number=number).execution_options(synchronize_session=False))


def printed(work: Work, proposal_id: int) -> set[tuple[str, str]]:
    """Source and text of the published replies of a case."""
    asked = select(PublishedReply.source, PublishedReply.text).where(PublishedReply.proposal_id == proposal_id)
    return {(row[0], row[1]) for row in work.session.execute(asked)}


def keep_reply(work: Work, reply: PublishedReply) -> None:
    """Add a published reply to its case."""
    work.session.add(reply)


def keep_facts(work: Work, row: Import, facts: Sequence[dict[str, object]]) -> None:
    """The figures that an imported file states; each a mapping of ReportFact's columns."""
    work.flush()
    if facts:
        work.session.execute(insert(ReportFact), [{"import_id": row.id, **fact} for fact in facts])


def feed(work: Work, url: str, now: datetime) -> Feed:
    """Where the feed of this address was left; a new one where it was never read."""
    found = work.session.get(Feed, url)
    if found is None:
        found = Feed(url=url, at=now)
        work.session.add(found)
    return found
