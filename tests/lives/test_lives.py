"""Whatever people do to cases, and in whatever order: only rows are followed, and every case comes to an end."""

import os
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.domain.lifecycle import LIVES
from bot.domain.lives import Role
from tests.lives import asides, invariants
from tests.lives.choosing import HOME, WISH
from tests.lives.deeds import DEEDS
from tests.lives.office import Office
from tests.lives.run import lives
from tests.lives.walk import Walk

TURNS = 2000  # of somebody, or of the clock for one of the things that are due
SEED = int(os.environ.get("SEED", "1"))


@pytest.fixture
def office(sqlite_url: str) -> Iterator[Office]:
    office = Office(sqlite_url, SEED)
    yield office
    office.close()


def test_every_row_that_a_person_may_follow_has_a_deed() -> None:
    """A new act without a deed would never be tried."""
    acts = {(life.name, row.act) for life in LIVES for row in life.moves if set(row.by) != {Role.SYSTEM}}
    assert acts <= DEEDS.keys()


@pytest.mark.timeout(900)
def test_thousands_of_steps_break_nothing_and_every_life_ends(office: Office) -> None:
    """Thousands of turns of random people and of the clock at random moments; who is left is then led to an end."""
    walk = Walk(office, lives=55, at_once=20)
    walk.run()
    assert office.figures.turns >= TURNS
    assert not walk.alive
    assert office.figures.refused
    assert {name: found for name, found in invariants.broken(office).items() if found} == {}


@pytest.mark.timeout(300)
def test_lives_on_postgresql_keep_every_invariant(postgres_url: str) -> None:
    """The same on the other database, with what `make lives` tells of it."""
    told = lives(postgres_url, SEED, 4, 4)
    assert told["bug"] == ""
    assert not any(told["broken"].values())
    assert told["compared"]["differences"] == 0


class Lives(RuleBasedStateMachine):
    """What Hypothesis may do: bear a case, have somebody do something to it, let time pass; it finds the short ways."""

    @initialize(seed=st.integers(0, 2**16))
    def open(self, seed: int) -> None:
        """A fresh office."""
        self.office = Office("sqlite:///:memory:", seed)
        self.walk = Walk(self.office, lives=4, at_once=4)

    @precondition(lambda self: self.walk.to_be_born)
    @rule()
    def bear(self) -> None:
        """A case comes into being."""
        with self.office.together():
            self.walk.bear()

    @precondition(lambda self: self.walk.alive)
    @rule(nth=st.integers(0, 3), onwards=st.booleans(), straight=st.booleans(), times=st.integers(1, 8))
    def do(self, nth: int, times: int, *, onwards: bool, straight: bool) -> None:
        """Somebody does something to one case, and something more."""
        with self.office.together():
            for _ in range(times):
                if self.walk.alive:
                    case = self.walk.alive[nth % len(self.walk.alive)]
                    self.walk.deed(case, HOME if onwards else WISH, straight=straight)

    @rule(hours=st.integers(1, 24 * 9))
    def wait(self, hours: int) -> None:
        """Time passes, and the clock strikes."""
        with self.office.together():
            self.office.wait(timedelta(hours=hours))

    @rule()
    def aside(self) -> None:
        """Something happens besides: somebody is away, or leaves, or the calendar is another."""
        with self.office.together():
            asides.happens(self.office, self.walk.alive)

    @invariant()
    def nothing_is_broken(self) -> None:
        """Every invariant holds after each of them."""
        if hasattr(self, "office"):
            assert {name: found for name, found in invariants.broken(self.office).items() if found} == {}

    def teardown(self) -> None:
        """The office is given back."""
        if hasattr(self, "office"):
            self.office.close()


TestLives = pytest.mark.timeout(600)(Lives.TestCase)
TestLives.settings = settings(
    max_examples=6,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
