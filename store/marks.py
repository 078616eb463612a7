"""When the clock last went through something: so that of many strikes, and of many processes, one does it."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert

from store.database import Work
from store.tables import Mark


def take(work: Work, name: str, now: datetime, every: timedelta) -> bool:
    """Whether so much time has passed since it was last taken; if so it is taken now, as by a clock set back."""
    into = lite_insert(Mark) if work.dialect == "sqlite" else pg_insert(Mark)
    again = or_(Mark.at <= now - every, Mark.at > now)
    statement = (
        into.values(name=name, at=now)
        .on_conflict_do_update(index_elements=["name"], set_={"at": now}, where=again)
        .returning(Mark.name)
    )
    return work.connection.execute(statement).first() is not None


def taken(work: Work, name: str) -> datetime | None:
    """When it was last taken."""
    return work.connection.execute(select(Mark.at).where(Mark.name == name)).scalar()


def give_back(work: Work, name: str) -> None:
    """There was more than was done: the next strike goes on."""
    work.connection.execute(delete(Mark).where(Mark.name == name))
