"""What happens besides the cases: looks, absences, people who leave and come back, ratings' time, the calendar."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlalchemy import select

from bot.domain.lives import Role
from bot.intake.days import SetDay
from bot.services import absences, cards, office_calendar, staff, windows
from bot.services import proposals as own
from bot.services.acceptance import show_tasks
from bot.turn import Turn
from store import units
from store.tables import CalendarChange, Sitting
from tests.lives.office import UNITS, Office

LIFTED, OPENED = 0.7, 0.2  # how often a time of ratings is lifted; of the sittings, how many are given one


def happens(office: Office, cases: Sequence[int]) -> None:
    """One of these things; ``cases`` are those in hand."""
    chance = office.random
    every: tuple[Callable[[], None], ...] = (
        lambda: _look(office, chance.choice(cases) if cases else 0),
        lambda: _look(office, chance.choice(cases) if cases else 0),
        lambda: _be_away(office),
        lambda: set_ratings(office, lift=chance.random() < LIFTED),
        lambda: _change_calendar(office),
        lambda: _leave(office),
        lambda: bring_back(office),
        lambda: _move(office),
    )
    chance.choice(every)()


def _look(office: Office, case: int) -> None:
    who = office.random.choice(list(office.people.values()))

    def looks(turn: Turn) -> None:
        if who.unit_id is not None:
            show_tasks(turn)
        elif who.role is Role.DEPUTY:
            own.show_mine(turn)
        if case:
            cards.show(turn, cards.of_id(turn, case))

    office.do(who, f"looks at case {case}", looks)


def _be_away(office: Office) -> None:
    chance = office.random
    who = chance.choice(office.with_role(chance.choice((Role.LIAISON, Role.LEADER, Role.OFFICE))))

    def leaves(turn: Turn) -> None:
        if gone := absences.of_person(turn, who.id):
            absences.end(turn, gone[0].id)
            return
        last = turn.today + timedelta(days=chance.randint(0, 9))
        if there := absences.candidates(turn, turn.today, last):
            absences.begin(turn, turn.today, last, chance.choice(there).id)

    office.do(who, "is away or back", leaves)


def set_ratings(office: Office, *, lift: bool) -> None:
    """The time in which a sitting is rated is set, or there is none any more."""
    chance, who = office.random, office.with_role(Role.OFFICE)[0]
    with_time = select(Sitting.id).where(Sitting.survey_from.is_not(None) if lift else ~Sitting.past)
    for sitting in office.connection.execute(with_time).scalars().all():
        if not lift and chance.random() > OPENED:
            continue

        def sets(turn: Turn, of: int = sitting) -> None:
            found = windows.of_id(turn, of)
            if lift:
                windows.lift(turn, found)
            else:
                first = turn.today + timedelta(days=chance.randint(-3, 10))
                windows.set_time(turn, found, first, first + timedelta(days=chance.randint(0, 25)))

        office.do(who, f"sets the time of ratings of sitting {sitting}", sets)


def _change_calendar(office: Office) -> None:
    """The office rehearses that days are off, worked, or as they were; then does it or drops it."""
    chance = office.random
    first = office.now.date() + timedelta(days=chance.randint(-5, 90))
    days = [first + timedelta(days=n) for n in range(chance.randint(1, 4))]
    kind = chance.choice(("off", "off", "work", "official"))
    settles = office_calendar.apply if chance.random() < 0.8 else office_calendar.drop

    def rehearses(turn: Turn) -> None:
        office_calendar.rehearse(turn, [SetDay(day, kind) for day in days])

    if not office.do(chance.choice(office.with_role(Role.OFFICE)), f"rehearses {kind} from {first}", rehearses):
        return
    proposed = select(CalendarChange.id).where(CalendarChange.state == "proposed").order_by(CalendarChange.id.desc())
    change = office.connection.execute(proposed.limit(1)).scalar_one()
    settler = chance.choice(office.with_role(Role.OFFICE))
    office.do(settler, f"settles change {change} of the calendar", lambda turn: settles(turn, change))


def _leave(office: Office) -> None:
    """The office puts a liaison or a leader out of service; what he has in hand is his unit's."""
    chance = office.random
    gone = chance.choice(office.with_role(chance.choice((Role.LIAISON, Role.LIAISON, Role.LEADER))))
    by = chance.choice(office.with_role(Role.OFFICE))
    if len(office.gone) < UNITS // 2 and office.do(by, f"puts {gone.name} off", lambda t: staff.put_off(t, gone.id)):
        office.gone.append(gone.id)
        office.know()


def bring_back(office: Office) -> None:
    """Whoever was put out of service first is in it again."""
    if office.gone:
        back = office.gone.pop(0)
        office.do(office.with_role(Role.OFFICE)[0], f"takes {back} back", lambda turn: staff.take_back(turn, back))
        office.know()


def _move(office: Office) -> None:
    """A liaison of a unit that has another goes to one unit or another."""
    chance = office.random
    who = chance.choice(office.with_role(Role.LIAISON))
    if len(office.with_role(Role.LIAISON, who.unit_id)) < 2:
        return
    unit = chance.choice(office.units)

    def moves(turn: Turn) -> None:
        found = units.by_id(turn.work, unit)
        assert found is not None
        staff.move(turn, who.id, found)

    if office.do(office.with_role(Role.OFFICE)[0], f"moves {who.name} to unit {unit}", moves):
        office.know()
