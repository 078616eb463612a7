"""Cases found by number, or by words in their title, requests, proposers and number."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select

from bot.domain.lives import ProposalState
from store.database import Work
from store.tables import Proposal, Proposer, Request, Sitting

MOST_WORDS = 8
_UNSENT = or_(  # no business of the office
    Proposal.state.in_((ProposalState.DRAFT, ProposalState.SIGNING)),
    and_(Proposal.state == ProposalState.WITHDRAWN, Proposal.submitted_at.is_(None), Proposal.number.is_(None)),
)


def by_number(work: Work, number: int, words: Sequence[str] = ()) -> Sequence[Proposal]:
    """The cases of this number, the newest sitting first; ``words`` must stand in the sitting's name."""
    query = (
        select(Proposal)
        .join(Sitting)
        .where(Proposal.number == number, *(Sitting.name.icontains(word, autoescape=True) for word in words))
        .order_by(Sitting.past, Sitting.id.desc())
    )
    return work.session.scalars(query).all()


def count(work: Work, words: Sequence[str]) -> int:
    """How many cases have all of these words."""
    return work.session.scalars(select(func.count()).select_from(Proposal).where(_all_of(words))).one()


def find(work: Work, words: Sequence[str], *, skip: int, at_most: int) -> Sequence[Proposal]:
    """A part of the cases that have all of these words in title, number, requests or proposers; the newest first."""
    query = select(Proposal).where(_all_of(words)).order_by(Proposal.id.desc()).offset(skip).limit(at_most)
    return work.session.scalars(query).all()


def _all_of(words: Sequence[str]) -> ColumnElement[bool]:
    return and_(~_UNSENT, *(_has(word) for word in words[:MOST_WORDS]))


def _has(word: str) -> ColumnElement[bool]:
    requests = select(Request.proposal_id).where(Request.text.icontains(word, autoescape=True))
    proposers = select(Proposer.proposal_id).where(Proposer.name.icontains(word, autoescape=True))
    written = or_(
        Proposal.title.icontains(word, autoescape=True), Proposal.id.in_(requests), Proposal.id.in_(proposers)
    )
    places: list[ColumnElement[bool]] = [and_(written, ~Proposal.sensitive)]  # of a sensitive case only the number is
    if word.isdecimal() and len(word) <= 9:  # noqa: PLR2004 - digits that fit an integer column
        places.append(Proposal.number == int(word))
    return or_(*places)
