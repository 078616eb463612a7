"""Whole lives: cases are born, somebody does something to each of them, the clock goes on, until all have ended."""

from collections import Counter, deque
from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random

from sqlalchemy import func, select

from bot.domain.lifecycle import PROPOSAL
from bot.domain.lives import Act as A
from store.tables import JournalRow
from tests.lives import asides, births, of_proposals, of_ratings, of_replies, of_shares
from tests.lives.choosing import EVERY, HOME, SELDOM, WISH, Row, anything, meant, rows
from tests.lives.looking import Subject, look
from tests.lives.office import Bug, Office

assert all((of_proposals, of_shares, of_replies, of_ratings))  # they fill the table
OVER = frozenset(state.value for state in PROPOSAL.ends)
PASSES = 3  # through all cases in hand, before the clock goes on
OLD_AGE = 18  # deeds; from then on a case goes towards its end
REMEMBERED = 60  # cases that ended lately, of which promises may still be kept
MANY = 400  # rounds in which every life must have ended
# Of the deeds: on the same case at once, at any moment, by anybody; of the cases in a pass: whose turn it is.
STAYS, SIDEWAYS, WRONG, BUSY = 0.15, 0.05, 0.06, 0.75
ASIDES, REMEMBERS, LONG = 0.8, 2, 0.12  # in a round: something besides; old cases; the clock goes far
COUNTS = 0.5  # of the rounds: which rows were followed how often


class Walk:
    """Lives in one office: ``alive`` are the cases that have not ended."""

    def __init__(self, office: Office, lives: int, at_once: int = 40) -> None:
        self.office = office
        self.chance: Random = office.random
        self.to_be_born, self.at_once = lives, at_once
        self.half = lives // 2
        self.alive: list[int] = []
        self.ended: deque[int] = deque(maxlen=REMEMBERED)
        self.markers = 0
        self.ages: Counter[int] = Counter()
        self.done: Counter[Row] = Counter()

    def run(self) -> None:
        """Go on till everybody's life has begun, and then till it has ended; Bug where one does not end."""
        while self.to_be_born:
            self.round()
        self.lead_home()

    def lead_home(self) -> None:
        """Nobody is born any more; what is left goes home, at last by rows alone."""
        self.to_be_born = 0
        for number in range(MANY):
            if not self.alive:
                return
            with self.office.together():
                asides.set_ratings(self.office, lift=True)
                asides.bring_back(self.office)
            self.round(straight=number > OLD_AGE)
        with self.office.together():
            left = {
                case: [(one.life, one.id, one.state) for one in found]
                for case, found in look(self.office, self.alive).items()
            }
        raise Bug(f"seed {self.office.seed}: no way led to an end from {left}")

    def round(self, *, straight: bool = False) -> None:
        """Some are born, everybody's case is gone through, something happens besides, and the clock goes on."""
        office, chance = self.office, self.chance
        with office.together():
            room = min(self.to_be_born, self.at_once - len(self.alive), max(1, self.at_once // 6))
            for _ in range(room):
                self.bear()
        for _ in range(PASSES):
            with office.together():
                self.go_through(straight=straight)
        with office.together():
            if not straight:
                self._besides()
            far = chance.random() < LONG
            office.wait(timedelta(days=chance.uniform(5, 20) if far else chance.expovariate(0.7)))

    def go_through(self, *, straight: bool = False) -> None:
        """Most cases have something done to them, in any order."""
        for case, found in self._shuffled(look(self.office, self.alive)):
            if straight or self.chance.random() < BUSY:
                self._pass(self.chance.choice((1, 5, 20, 50, 200)))
                young = self.ages[case] < OLD_AGE and not straight
                self.deed(case, WISH if young else HOME, straight=straight, found=found)
                while self.chance.random() < STAYS and case in self.alive:
                    self._pass(self.chance.choice((1, 20, 50)))
                    self.deed(case, WISH if young else HOME, straight=straight)

    def _shuffled(self, found: dict[int, list[Subject]]) -> list[tuple[int, list[Subject]]]:
        return self.chance.sample(list(found.items()), len(found))

    def _pass(self, seconds: int) -> None:
        self.office.now += timedelta(seconds=seconds)

    def _besides(self) -> None:
        if self.chance.random() < ASIDES:
            asides.happens(self.office, self.alive)
        for case in self.chance.sample(list(self.ended), min(REMEMBERS, len(self.ended))):
            self.deed(case, WISH)
        if self.chance.random() < COUNTS and any(self.done[row] < SELDOM for row in EVERY):
            kinds = (JournalRow.life, JournalRow.from_state, JournalRow.act)
            asked = select(*kinds, func.count()).where(JournalRow.from_state != "").group_by(*kinds)
            self.done = Counter({(row[0], row[1], row[2]): row[3] for row in self.office.connection.execute(asked)})

    def bear(self) -> None:
        """A case comes into being."""
        if self.to_be_born == self.half:
            births.open_sitting(self.office)
        self.to_be_born -= 1
        self.markers += 1
        self.alive += births.bear(self.office, self.markers)

    def deed(
        self,
        case: int,
        wishes: Mapping[A, float],
        *,
        straight: bool = False,
        found: Sequence[Subject] = (),
    ) -> bool:
        """Somebody does something to a case, mostly what may follow; whether it could be done.

        ``straight`` are rows alone, by those who may follow them; ``found`` is what the database had of it lately.
        """
        found = found or look(self.office, [case])[case]
        if found[0].state in OVER and case in self.alive:
            self.alive.remove(case)
            self.ended.append(case)
            return False
        sideways = not straight and self.chance.random() < SIDEWAYS
        choices = anything(found) if sideways else rows(found, wishes, None if straight else self.done)
        if self.chance.random() > sum(one.wish for one in choices):
            return False
        chosen = self.chance.choices(choices, [one.wish for one in choices])[0]
        wrong = not straight and self.chance.random() < WRONG
        there = list(self.office.people.values()) if wrong else meant(self.office, self.chance, chosen, found)
        if not there:
            return False
        self.ages[case] += 1
        self.office.figures.deeds += 1
        subject = chosen.subject
        name = f"{chosen.name} {subject.life} {subject.id} of case {case}, {subject.state}"
        who = self.chance.choice(there)
        return self.office.do(who, name, lambda turn: chosen.does(turn, subject.id, self.chance))
