"""Series of numbers: each number is given once, and whoever asks at the same moment gets the next."""

from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert

from store.database import Work
from store.tables import Series


def next_of(work: Work, name: str) -> int:
    """The next number of a series, from 1; it counts as given once the transaction stands."""
    into = lite_insert(Series) if work.dialect == "sqlite" else pg_insert(Series)
    begun = into.values(name=name, last=1)
    given = begun.on_conflict_do_update(index_elements=["name"], set_={"last": Series.last + 1}).returning(Series.last)
    return work.session.execute(given).scalar_one()
