"""What one process at a time may do: a row with its holder and an epoch, which tells an old holder from the new one."""

from datetime import datetime, timedelta

from sqlalchemy import case, or_, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert

from store.database import Work
from store.tables import Lease


def take(work: Work, name: str, holder: str, now: datetime, lasts: timedelta, *, alone: bool = False) -> int | None:
    """The epoch if it is this holder's from now on, or is so still; None if another has it.

    ``alone`` says that there is no other process, so that whoever has it is dead. One that a clock set back has left
    far ahead is free.
    """
    into = lite_insert(Lease) if work.dialect == "sqlite" else pg_insert(Lease)
    new = into.values(name=name, holder=holder, epoch=1, until=now + lasts)
    same = Lease.holder == new.excluded.holder
    statement = new.on_conflict_do_update(
        index_elements=["name"],
        set_={
            "holder": new.excluded.holder,
            "until": new.excluded.until,
            "epoch": case((same, Lease.epoch), else_=Lease.epoch + 1),
        },
        where=None if alone else or_(same, Lease.until < now, Lease.until > now + 3 * lasts),
    ).returning(Lease.epoch)
    return work.connection.execute(statement).scalar()


def is_held(work: Work, name: str, holder: str, epoch: int) -> bool:
    """Whether nobody has taken it over since; nobody can until this transaction ends."""
    query = select(Lease.epoch).where(Lease.name == name, Lease.holder == holder, Lease.epoch == epoch)
    return work.connection.execute(query.with_for_update(read=True)).first() is not None


def give_up(work: Work, name: str, holder: str, now: datetime) -> None:
    """The holder goes: whoever asks next has it."""
    work.connection.execute(update(Lease).where(Lease.name == name, Lease.holder == holder).values(until=now))
