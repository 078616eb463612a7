"""Whole lives: cases are born, somebody does something to one of them, the clock goes on, until all have ended."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from random import Random

from sqlalchemy import insert, select

from bot.domain.lifecycle import LIVES, PROPOSAL, Move
from bot.domain.lives import Act as A
from bot.domain.lives import Kind, Role, Whose
from bot.intake.batch import Batch, Form
from bot.intake.feed_page import FeedPage
from bot.intake.published import PublishedProposal
from bot.services import absences, cards, feeds, intake, signing, windows
from bot.services import proposals as own
from bot.services.acceptance import show_tasks
from bot.services.making import Purpose
from bot.turn import Turn
from store.people import Who
from store.tables import Proposal, Proposer, Sitting
from tests.lives import of_proposals, of_ratings, of_replies, of_shares
from tests.lives.choosing import HOME, WISH, Choice, Subject, subjects
from tests.lives.deeds import BESIDES, DEEDS
from tests.lives.office import NEW, OLD, Bug, Office

assert all((of_proposals, of_shares, of_replies, of_ratings))  # they fill the table
ROUND = timedelta(days=90)  # of the clock, in which a case goes a good way
STEPS = 45  # about as many as it has in that time
OLD_AGE = 25  # from then on it goes towards its end
OVER = frozenset(state.value for state in PROPOSAL.ends)
SIDEWAYS, WRONG, STAYS = 0.06, 0.08, 0.5  # of the steps: at any moment, by anybody, on the same case at once

_ROWS = {life.name: life.moves for life in LIVES}


class Walk:
    """Lives in one office: ``alive`` are the cases that have not ended."""

    def __init__(self, office: Office, lives: int, at_once: int = 40) -> None:
        self.office = office
        self.chance: Random = office.random
        self.to_be_born, self.at_once = lives, at_once
        self.half = lives // 2
        self.alive: list[int] = []
        self.ended = 0
        self.markers = 0
        self.ages: Counter[int] = Counter()
        self._case: int | None = None

    def run(self, steps: int | None = None) -> None:
        """Go on till everybody's life has ended, or for so many steps; then lead home whoever is left."""
        while self.to_be_born or self.alive:
            with self.office.together():
                for _ in range(200):
                    if steps is not None:
                        if not steps:
                            break
                        steps -= 1
                    self.step()
                    if not (self.to_be_born or self.alive):
                        break
            if steps == 0:
                break
        self.lead_home()

    def step(self) -> None:
        """One thing happens."""
        if self.to_be_born and (not self.alive or (len(self.alive) < self.at_once and self.chance.random() < 0.3)):
            self.bear()
            return
        if self._case not in self.alive or self.chance.random() > STAYS:
            self._case = self.chance.choice(self.alive) if self.alive else None
            self.office.wait(ROUND / STEPS / max(10, len(self.alive)) * self.chance.expovariate(1) * 2)
        else:
            self.office.now += timedelta(seconds=self.chance.choice((1, 20, 50, 200)))
        if self.chance.random() < 0.03:
            self.aside()
        elif self._case is not None:
            self.ages[self._case] += 1
            self.deed(self._case, WISH if self.ages[self._case] < OLD_AGE else HOME)

    # --- What happens to one case -------------------------------------------------------------------------------------

    def deed(self, case: int, wishes: dict[A, float], *, straight: bool = False) -> bool:
        """Somebody does something to a case, mostly what may follow; whether it could be done."""
        found = subjects(self.office, case)
        if found[0].state in OVER:
            if case in self.alive:
                self.alive.remove(case)
                self.ended += 1
            return False
        sideways = not straight and self.chance.random() < SIDEWAYS
        choices = self._anything(found) if sideways else self._rows(found, wishes)
        if not choices:
            return False
        chosen = self.chance.choices(choices, [one.wish for one in choices])[0]
        who = self._who(chosen, found, case, straight=straight)
        if who is None:
            return False
        self.office.figures.deeds += 1
        subject = chosen.subject
        name = f"{chosen.name} {subject.life} {subject.id} of case {case}, {subject.state}"
        return self.office.do(who, name, lambda turn: chosen.does(turn, subject.id, self.chance))

    def _rows(self, found: Sequence[Subject], wishes: dict[A, float]) -> list[Choice]:
        choices: list[Choice] = []
        for subject in found:
            for row in _ROWS[subject.life]:
                does = DEEDS.get((subject.life, row.act))
                wish = wishes.get(row.act, 1)
                if row.at == subject.state and does is not None and wish and set(row.by) != {Role.SYSTEM}:
                    choices.append(Choice(subject, row.act, does, row, wish))
        return choices + self._besides(found, wishes)

    def _besides(self, found: Sequence[Subject], wishes: dict[A, float]) -> list[Choice]:
        choices: list[Choice] = []
        for one in found:
            if one.life == "assignment" and one.state in ("handling", "paused") and one.part != "co":
                choices.append(Choice(one, "begin the reply to", BESIDES["assignment"], None, 0.5))
            if one.life == "reply" and one.state == "issued" and wishes is WISH:
                choices.append(Choice(one, "promise more in", BESIDES["reply"], None, 0.05))
        return choices

    def _anything(self, found: Sequence[Subject]) -> list[Choice]:
        return [
            Choice(subject, act, does, None, 1)
            for subject in found
            for (life, act), does in DEEDS.items()
            if life == subject.life
        ]

    def _who(self, choice: Choice, found: Sequence[Subject], case: int, *, straight: bool) -> Who | None:
        everybody = list(self.office.people.values())
        if not straight and self.chance.random() < WRONG:
            return self.chance.choice(everybody)
        subject, row = choice.subject, choice.row
        roles = [role for role in row.by if role is not Role.SYSTEM] if row is not None else [Role.LIAISON]
        role = self.chance.choice(roles)
        meant = self._meant(role, subject, row, found, case)
        return self.chance.choice(meant) if meant else None

    def _meant(
        self, role: Role, subject: Subject, row: Move | None, found: Sequence[Subject], case: int
    ) -> Sequence[Who]:
        if role is Role.DEPUTY:
            if subject.person is not None:
                return [self.office.people[subject.person]]
            signed = select(Proposer.person_id).where(Proposer.proposal_id == case).order_by(Proposer.position)
            ids = [one for one in self.office.connection.execute(signed).scalars() if one is not None]
            mine = [self.office.people[one] for one in ids]
            return mine[:1] if mine and self.chance.random() < 0.4 else mine
        if role not in (Role.LIAISON, Role.LEADER):
            return self.office.with_role(role)
        whose = row.whose if row is not None else Whose.OWN
        units = {subject.unit}
        if whose is Whose.PARTY:
            units = {one.unit for one in found if one.life == "assignment"}
        elif whose is not Whose.OWN:
            units = {
                one.unit for one in found if one.life == "assignment" and (one.part == "co") == (whose is Whose.CO)
            }
        return [who for unit in sorted(one for one in units if one) for who in self.office.with_role(role, unit)]

    # --- What happens besides -----------------------------------------------------------------------------------------

    def aside(self) -> None:
        """Somebody looks at something, is away or back, or the time of ratings is set."""
        does: Callable[[], None] = self.chance.choice((self._look, self._look, self._be_away, self._set_ratings))
        does()

    def _look(self) -> None:
        who = self.chance.choice(list(self.office.people.values()))
        case = self.chance.choice(self.alive) if self.alive else 0

        def looks(turn: Turn) -> None:
            if who.unit_id is not None:
                show_tasks(turn)
            elif who.role is Role.DEPUTY:
                own.show_mine(turn)
            if case:
                cards.show(turn, cards.of_id(turn, case))

        self.office.do(who, f"looks at case {case}", looks)

    def _be_away(self) -> None:
        who = self.chance.choice(self.office.with_role(self.chance.choice((Role.LIAISON, Role.LEADER, Role.OFFICE))))

        def leaves(turn: Turn) -> None:
            if gone := absences.of_person(turn, who.id):
                absences.end(turn, gone[0].id)
                return
            last = turn.today + timedelta(days=self.chance.randint(0, 9))
            if there := absences.candidates(turn, turn.today, last):
                absences.begin(turn, turn.today, last, self.chance.choice(there).id)

        self.office.do(who, "is away or back", leaves)

    def _set_ratings(self, *, lift: bool = False) -> None:
        who = self.office.with_role(Role.OFFICE)[0]
        lift = lift or self.chance.random() < 0.7
        with_time = select(Sitting.id).where(Sitting.survey_from.is_not(None) if lift else ~Sitting.past)
        for sitting in self.office.connection.execute(with_time).scalars().all():
            if not lift and self.chance.random() < 0.8:
                continue

            def sets(turn: Turn, of: int = sitting) -> None:
                found = windows.of_id(turn, of)
                if lift:
                    windows.lift(turn, found)
                else:
                    first = turn.today + timedelta(days=self.chance.randint(-3, 10))
                    windows.set_time(turn, found, first, first + timedelta(days=self.chance.randint(0, 25)))

            self.office.do(who, f"sets the time of ratings of sitting {sitting}", sets)

    # --- How lives begin and end --------------------------------------------------------------------------------------

    def bear(self) -> None:
        """A case comes into being: written by a deputy, handed on from above, or taken in from a file."""
        if self.to_be_born == self.half:
            self.office.connection.execute(insert(Sitting).values(name=NEW, last_number=0, past=False))
        self.to_be_born -= 1
        self.markers += 1
        way = self.chance.random()
        if way < 0.75:
            self._write()
        else:
            self._import(self.chance.choice((Purpose.NEW, Purpose.NEW, Purpose.HISTORY, None)))

    def _born(self, cases: Sequence[int]) -> None:
        for case in cases:
            self.office.titles[self.markers] = case
            self.alive.append(case)
            self._case = case

    def _write(self) -> None:
        who = self.chance.choice(self.office.with_role(Role.DEPUTY))
        marker = f"甲{self.markers}乙"
        requests = tuple(f"{marker}要点{n}" for n in range(1, self.chance.randint(1, 4) + 1))
        others = [one.id for one in self.office.with_role(Role.DEPUTY) if one.id != who.id]
        cosigners = self.chance.sample(others, self.chance.choice((0, 0, 1, 2, 3)))
        made: list[int] = []

        def writes(turn: Turn) -> None:
            proposal = own.draft(turn, self.chance.choice(tuple(Kind)), f"关于改造{marker}小区的建议")
            own.keep(turn, proposal, own.Written(proposal.kind, proposal.title, f"{marker}背景", requests))
            signing.choose(turn, proposal, cosigners)
            made.append(proposal.id)

        self.office.do(who, "writes a draft", writes)
        self._born(made)

    def _import(self, purpose: Purpose | None) -> None:
        names = [one.name for one in self.chance.sample(self.office.with_role(Role.DEPUTY), self.chance.randint(1, 2))]
        marker = f"甲{self.markers}乙"
        sitting = self.chance.choice((OLD, NEW if self.to_be_born < self.half else OLD))
        one = PublishedProposal(
            title=f"关于整治{marker}河道的建议",
            kind=self.chance.choice(("建议", "提案")),
            session=sitting,
            proposers=tuple(names),
            background=f"{marker}背景",
            requests=(f"{marker}清淤", f"{marker}截污"),
            reply=f"{marker}已整治。" if purpose is Purpose.HISTORY else "",
            reply_units=(),
            key=self.chance.random() < 0.1,
            lines=(1, 5),
            external_id=marker if purpose is None else "",
        )

        def takes(turn: Turn) -> None:
            if purpose is None:
                feeds.take_in(turn, [FeedPage((one,), ())], "")
            else:
                intake.take_in(
                    turn, Batch(Form.COMPENDIUM, (one,)), f"{self.office.seed}:{self.markers}", "file", purpose
                )

        self.office.do(self.office.with_role(Role.OFFICE)[0], "takes a case in", takes)
        self._born(
            self.office.connection.execute(select(Proposal.id).where(Proposal.title == one.title)).scalars().all()
        )

    def lead_home(self, rounds: int = 400) -> None:
        """Lead every case that is left to an end by rows alone; Bug where one cannot be."""
        self.to_be_born = 0
        for _ in range(rounds):
            with self.office.together():
                self._set_ratings(lift=True)
                for case in list(self.alive):
                    for _ in range(3):
                        self.deed(case, HOME, straight=True)
                self.office.wait(timedelta(days=2))
            if not self.alive:
                return
        with self.office.together():
            left = {case: [(one.life, one.id, one.state) for one in subjects(self.office, case)] for case in self.alive}
        raise Bug(f"seed {self.office.seed}: no way led to an end from {left}")
