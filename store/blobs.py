"""The content of files that go out with letters, kept where every process finds it until the letters are sent."""

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert

from store.database import Work
from store.tables import Blob, Letter
from store.tables.traffic import LetterState

KEPT = timedelta(days=1)
_WAITING = (LetterState.NEW, LetterState.SENDING, LetterState.UNKNOWN)


def keep(work: Work, content: bytes, now: datetime) -> str:
    """Keep a file's content; the name under which ``read`` finds it is its SHA-256."""
    name = sha256(content).hexdigest()
    into = lite_insert(Blob) if work.dialect == "sqlite" else pg_insert(Blob)
    statement = into.values(sha256=name, content=content, at=now)
    work.connection.execute(statement.on_conflict_do_update(index_elements=["sha256"], set_={"at": now}))
    return name


def read(work: Work, name: str) -> bytes:
    """The content of that name; LookupError once it has been swept away."""
    found = work.connection.execute(select(Blob.content).where(Blob.sha256 == name)).scalar()
    if found is None:
        raise LookupError(f"the file {name} is not kept any more")
    return bytes(found)


def sweep(work: Work, now: datetime) -> int:
    """Forget what is older than KEPT and goes with no letter that still waits; how many files that were."""
    asked_for = select(Letter.id).where(Letter.state.in_(_WAITING), Letter.body.contains(Blob.sha256))
    done = work.connection.execute(delete(Blob).where(Blob.at <= now - KEPT, ~asked_for.exists()))
    return int(done.rowcount)
