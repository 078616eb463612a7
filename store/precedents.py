"""Rulings on whose business a matter is (裁定), as rows: those that stand, the latest first."""

from collections.abc import Sequence

from sqlalchemy import func, select

from store.database import Work
from store.tables import Precedent


def standing(work: Work, *, skip: int = 0, at_most: int | None = None) -> Sequence[Precedent]:
    """Those that the office has not removed."""
    asked = select(Precedent).where(Precedent.removed_at.is_(None)).order_by(Precedent.id.desc())
    return work.session.scalars(asked.offset(skip).limit(at_most)).all()


def count(work: Work) -> int:
    """How many stand."""
    asked = select(func.count()).select_from(Precedent).where(Precedent.removed_at.is_(None))
    return work.session.scalars(asked).one()


def to_write(work: Work, precedent_id: int) -> Precedent | None:
    """One of them, held until the transaction ends; None where there is none of this id."""
    return work.session.get(Precedent, precedent_id, with_for_update={"of": Precedent}, populate_existing=True)


def of_share(work: Work, proposal_id: int, unit_id: int) -> Precedent | None:
    """The latest ruling about one unit in one case, if it stands."""
    asked = select(Precedent).where(
        Precedent.proposal_id == proposal_id, Precedent.unit_id == unit_id, Precedent.removed_at.is_(None)
    )
    return work.session.scalars(asked.order_by(Precedent.id.desc())).first()


def add(work: Work, precedent: Precedent) -> None:
    """Keep a new one."""
    work.session.add(precedent)
    work.flush()
