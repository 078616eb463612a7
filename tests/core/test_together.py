"""Several at once: two people on one case, two transactions in each other's way, and what one turn costs."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, select, update

from bot.domain.lives import AssignmentState, Part, Role
from store.database import Database, Work
from store.tables import Base, Person, Unit
from store.writer import Writer
from tests.handling.case import assignment, give
from tests.stage import UNITS, Stage

STATEMENTS = 11  # of one tap on accept, with its journal line and letters
# Of the inbox, and of what was sent: how many there are depends on how much came and left together.
ROUND_ABOUT = ("begin", "INSERT INTO inbox", "UPDATE inbox", "UPDATE outbox")


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """Every statement that this database is sent meanwhile."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        found.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def second_liaison(stage: Stage) -> None:
    """Vera joins Uma in the housing unit."""
    with stage.database.writing() as work:
        unit = work.session.scalars(select(Unit).where(Unit.name == UNITS["housing"][0])).one()
        vera = Person(chat_id=107, name="Vera", role=Role.LIAISON, unit_id=unit.id, joined_at=stage.now)
        work.session.add(vera)
    stage.people.create("Vera", id=107)


def test_of_two_who_press_at_once_one_is_told_it_is_too_late(stage: Stage) -> None:
    second_liaison(stage)
    (share,) = give(stage, ("housing", Part.LEAD), state=AssignmentState.OFFERED)
    for name in ("Uma", "Vera"):
        stage.people.say(name, "/tasks")
        stage.wait()
        stage.people.tap(name, data=f"task:{share}")
        stage.wait()
    taps = [threading.Thread(target=tap, args=(stage, name)) for name in ("Uma", "Vera")]
    for thread in taps:
        thread.start()
    for thread in taps:
        thread.join()
    stage.wait()
    assert assignment(stage, share).state is AssignmentState.HANDLING
    assert stage.said("olga") == ["assignments/accepted"]
    last = {stage.said("uma")[-1], stage.said("107")[-1]}
    assert len(last & {"refusals/not_now", "refusals/too_late"}) == 1


def tap(stage: Stage, name: str) -> None:
    with stage.sandbox.people() as people:
        people.tap(name, "签收")


def test_a_tap_on_accept_costs_few_statements(stage: Stage) -> None:
    """The first time, statements are compiled and objects loaded as ever after; the number is the same."""
    (share,) = give(stage, ("housing", Part.LEAD), state=AssignmentState.OFFERED)
    stage.say("uma", "/tasks")
    stage.tap("uma", data=f"task:{share}")
    with counted(stage.banli.database) as statements:
        stage.tap("uma", "签收")
    assert assignment(stage, share).state is AssignmentState.HANDLING
    own = [one for one in statements if not one.startswith(ROUND_ABOUT)]
    assert len(own) <= STATEMENTS, "\n".join(own)


@pytest.fixture
def writers(database_url: str) -> Iterator[tuple[Writer, Writer]]:
    """Two processes on one database, as far as the database can tell, with two units in it."""
    databases = Database(database_url), Database(database_url)
    Base.metadata.create_all(databases[0].engine)
    with databases[0].writing() as work:
        work.session.add_all([Unit(name="one"), Unit(name="two")])
    pair = Writer(databases[0]), Writer(databases[1])
    yield pair
    for writer in pair:
        writer.close()
        writer.database.close()


def test_two_transactions_in_each_others_way_are_both_done(writers: tuple[Writer, Writer]) -> None:
    """Each locks what the other wants next: PostgreSQL ends one of them, which is then run again alone."""
    meet = threading.Barrier(2)

    def job(first: str, second: str) -> None:
        tries = 0

        def rename(work: Work) -> None:
            nonlocal tries
            tries += 1
            work.connection.execute(update(Unit).where(Unit.name == first).values(kind="seen"))
            if tries == 1 and work.dialect == "postgresql":
                meet.wait(10)
            work.connection.execute(update(Unit).where(Unit.name == second).values(level="seen"))

        writers[first == "two"].run_now(rename)

    threads = [threading.Thread(target=job, args=names) for names in (("one", "two"), ("two", "one"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    with writers[0].database.reading() as work:
        units = work.session.scalars(select(Unit)).all()
        assert [(unit.kind, unit.level) for unit in units] == [("seen", "seen")] * 2


def test_of_two_who_write_the_same_row_first_the_second_finds_it_there(writers: tuple[Writer, Writer]) -> None:
    """On PostgreSQL both look before either writes; who comes second looks again instead of failing."""
    meet, said = threading.Barrier(2), []

    def job(writer: Writer) -> None:
        tries = 0

        def make(work: Work) -> str:
            nonlocal tries
            tries += 1
            there = work.connection.execute(select(Unit.id).where(Unit.name == "three")).first()
            if tries == 1 and work.dialect == "postgresql":
                meet.wait(10)
            if there is not None:
                return "there"
            work.session.add(Unit(name="three"))
            return "made"

        said.append(writer.run_now(make))

    threads = [threading.Thread(target=job, args=(writer,)) for writer in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(said) == ["made", "there"]


def test_a_job_that_fails_takes_nobody_along(writers: tuple[Writer, Writer]) -> None:
    """They stand in one group, of which one is undone."""
    writer = writers[0]
    hold = threading.Event()
    threads = []
    failed: list[str] = []

    def job(number: int) -> None:
        def work_it(work: Work) -> None:
            work.session.add(Unit(name=f"unit {number}"))
            work.flush()
            if number == 2:
                raise LookupError

        try:
            writer.run_now(work_it)
        except LookupError:
            failed.append(f"unit {number}")

    blocker = [threading.Thread(target=lambda: writer.run_now(lambda _: hold.wait(10))) for _ in range(3)]
    threads = [threading.Thread(target=job, args=(number,)) for number in range(5)]
    for thread in (*blocker, *threads):
        thread.start()
    hold.set()
    for thread in (*blocker, *threads):
        thread.join(30)
    with writer.database.reading() as work:
        names = set(work.session.scalars(select(Unit.name)))
    assert failed == ["unit 2"]
    assert names == {"one", "two", "unit 0", "unit 1", "unit 3", "unit 4"}
