"""Turns in groups: threads that take what waits, run the jobs one after another, and commit once for all.

On SQLite one thread writes, so nobody ever waits for a lock; on PostgreSQL a few do, each with its connection. A
group in which a job fails is undone and run again with a savepoint for each job, so that a failing one takes itself
along only; a job that collides with another process, or finds that another wrote the same row first, is run again
alone. A job may therefore run more than once before it stands.
"""

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from sqlalchemy import Connection

from store.database import Database, Work, is_collision, is_duplicate, is_passing

T = TypeVar("T")

GROUP_SQLITE = 64
GROUP_POSTGRES = 16
THREADS_POSTGRES = 3
TRIES_ALONE = 5


class _Job:
    """A job and whoever waits for it: a loop's future, or a thread's."""

    __slots__ = ("error", "future", "loop", "result", "run")

    def __init__(self, run: Callable[[Work], Any], loop: asyncio.AbstractEventLoop | None) -> None:
        self.run = run
        self.loop = loop
        self.future: asyncio.Future[Any] | Future[Any] = loop.create_future() if loop else Future()
        self.result: Any = None
        self.error: BaseException | None = None

    def settle(self) -> None:
        """Tell whoever waits; in his own loop, if he has one."""
        if self.future.done():
            return
        if self.error is not None:
            self.future.set_exception(self.error)
        else:
            self.future.set_result(self.result)


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
        entry = _Job(job, asyncio.get_running_loop())
        self._jobs.put(entry)
        assert isinstance(entry.future, asyncio.Future)  # noqa: S101 - it was made with a loop
        result: T = await entry.future
        return result

    def run_now(self, job: Callable[[Work], T]) -> T:
        """The same for callers outside a loop."""
        entry = _Job(job, None)
        self._jobs.put(entry)
        assert isinstance(entry.future, Future)  # noqa: S101 - it was made without a loop
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
            _tell(jobs)
            if ended:
                return

    def _commit(self, jobs: list[_Job]) -> None:
        """All together; if that fails, all together with savepoints; if that fails too, each alone."""
        try:
            self._together(jobs, _plainly)
        except Exception as error:  # noqa: BLE001 - whatever it was, it is tried in smaller parts
            if len(jobs) == 1:
                jobs[0].error = error
                if is_collision(error) or is_duplicate(error):
                    self._alone(jobs[0], error)
                return
            try:
                self._together(jobs, _in_savepoint)
            except Exception as again:  # noqa: BLE001 - whatever it was, each job hears of it
                for job in jobs:
                    self._alone(job, again)

    def _together(self, jobs: list[_Job], run: Callable[[Connection, _Job], None]) -> None:
        with self.database.engine.connect() as connection, connection.begin():
            for job in jobs:
                run(connection, job)

    def _alone(self, job: _Job, error: BaseException) -> None:
        """Its group is gone: the job has a transaction of its own, again as long as another process is in the way."""
        job.error = error
        for _ in range(TRIES_ALONE if is_collision(error) or not is_passing(error) else 0):
            try:
                self._together([job], _plainly)
            except Exception as again:  # noqa: BLE001 - it is handed to whoever asked for the job
                job.error = again
                if not is_collision(again):
                    return
            else:
                return


def _plainly(connection: Connection, job: _Job) -> None:
    """Run one job; what it raises undoes the whole group."""
    work = Work(connection)
    try:
        job.result, job.error = job.run(work), None
        work.flush()
    finally:
        work.close()


def _in_savepoint(connection: Connection, job: _Job) -> None:
    """Run one job; what it raises is kept for its caller, unless the whole transaction is lost with it."""
    savepoint = connection.begin_nested()
    try:
        _plainly(connection, job)
        savepoint.commit()
    except Exception as error:
        if is_collision(error) or is_passing(error):
            raise
        savepoint.rollback()
        job.result, job.error = None, error


def _tell(jobs: list[_Job]) -> None:
    """Wake everybody who waits, each loop once."""
    loops: dict[asyncio.AbstractEventLoop | None, list[_Job]] = {}
    for job in jobs:
        loops.setdefault(job.loop, []).append(job)
    for loop, waiting in loops.items():
        if loop is None:
            _settle(waiting)
        elif not loop.is_closed():
            loop.call_soon_threadsafe(_settle, waiting)


def _settle(jobs: list[_Job]) -> None:
    for job in jobs:
        job.settle()
