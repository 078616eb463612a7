"""Turns in groups: threads that take what waits, run each job in a savepoint, and commit once for all.

On SQLite one thread writes, so nobody ever waits for a lock; on PostgreSQL a few do, each with its connection. A job that
fails takes only its own savepoint with it; one that collides with another process is run again alone.
"""

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from sqlalchemy import Connection

from store.database import Database, Work, is_collision, is_passing

T = TypeVar("T")

GROUP_SQLITE = 64
GROUP_POSTGRES = 16
THREADS_POSTGRES = 3
TRIES_ALONE = 5


class _Job:
    __slots__ = ("error", "future", "result", "run")

    def __init__(self, run: Callable[[Work], Any]) -> None:
        self.run = run
        self.future: Future[Any] = Future()
        self.result: Any = None
        self.error: BaseException | None = None


class Writer:
    """The one way to change the database while the bot runs."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._group = GROUP_SQLITE if database.is_sqlite else GROUP_POSTGRES
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        count = 1 if database.is_sqlite else THREADS_POSTGRES
        self._threads = [threading.Thread(target=self._serve, name=f"writer-{n}", daemon=True) for n in range(count)]
        for thread in self._threads:
            thread.start()

    async def run(self, job: Callable[[Work], T]) -> T:
        """Do it in a transaction and give its result once that stands; its exception if it, or the commit, failed."""
        entry = _Job(job)
        waiting = asyncio.wrap_future(entry.future)
        self._jobs.put(entry)
        result: T = await waiting
        return result

    def run_now(self, job: Callable[[Work], T]) -> T:
        """The same for callers outside a loop."""
        entry = _Job(job)
        self._jobs.put(entry)
        result: T = entry.future.result()
        return result

    def close(self) -> None:
        """Finish what waits, then stop the threads."""
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join(timeout=30)

    def _serve(self) -> None:
        while (first := self._jobs.get()) is not None:
            jobs = [first]
            ended = False
            with contextlib.suppress(queue.Empty):
                while len(jobs) < self._group and not ended:
                    if (job := self._jobs.get_nowait()) is None:
                        ended = True
                    else:
                        jobs.append(job)
            self._commit(jobs)
            if ended:
                return

    def _commit(self, jobs: list[_Job]) -> None:
        try:
            with self.database.engine.connect() as connection, connection.begin():
                for job in jobs:
                    _in_savepoint(connection, job)
        except Exception as error:  # noqa: BLE001 - whatever it was, each job hears of it
            self._again_alone(jobs, error)
        else:
            for job in jobs:
                _settle(job)

    def _again_alone(self, jobs: list[_Job], error: BaseException) -> None:
        """The group's transaction is gone: each job gets its own, if that may help."""
        may_help = is_collision(error) or (len(jobs) > 1 and not is_passing(error))
        for job in jobs:
            job.error = error
            for _ in range(TRIES_ALONE if may_help else 0):
                try:
                    with self.database.engine.connect() as connection, connection.begin():
                        work = Work(connection)
                        job.result, job.error = job.run(work), None
                        work.flush()
                    break
                except Exception as again:  # noqa: BLE001 - it is handed to whoever asked for the job
                    job.error = again
                    if not is_collision(again):
                        break
            _settle(job)


def _in_savepoint(connection: Connection, job: _Job) -> None:
    """Run one job; what it raises is kept for its caller, unless the whole transaction is lost with it."""
    savepoint = connection.begin_nested()
    work = Work(connection)
    try:
        job.result, job.error = job.run(work), None
        work.flush()
        savepoint.commit()
    except Exception as error:
        if is_collision(error) or is_passing(error):
            raise
        savepoint.rollback()
        job.error = error
    finally:
        work.close()


def _settle(job: _Job) -> None:
    if job.future.cancelled():
        return
    if job.error is not None:
        job.future.set_exception(job.error)
    else:
        job.future.set_result(job.result)
