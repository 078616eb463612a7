"""A database with one office, many liaisons of one unit, and an assignment to accept for each tap to come."""

from datetime import UTC, date, datetime

from bot.domain.lives import AssignmentState, Kind, Part, ProposalState, Role
from store.database import Database
from store.tables import Assignment, Base, Person, Proposal, Sitting, Unit

OFFICE_CHAT = 900_000
FIRST_CHAT = 910_000
PEOPLE = 64


def prepare(url: str, cases: int) -> list[int]:
    """Make the tables and the rows in an empty database; the ids of the assignments."""
    database = Database(url)
    Base.metadata.create_all(database.engine)
    now = datetime.now(UTC)
    with database.writing() as work:
        unit, sitting = Unit(name="Unit", aliases=[]), Sitting(name="Sitting", last_number=cases)
        work.session.add_all([unit, sitting])
        work.session.flush()
        work.session.add(Person(chat_id=OFFICE_CHAT, name="Olga", role=Role.OFFICE, joined_at=now))
        for number in range(PEOPLE):
            chat, name = FIRST_CHAT + number, f"Liaison {number}"
            work.session.add(Person(chat_id=chat, name=name, role=Role.LIAISON, unit_id=unit.id, joined_at=now))
        assignments = [_case(number, sitting, unit, now) for number in range(1, cases + 1)]
        work.session.add_all(assignments)
        work.session.flush()
        ids = [assignment.id for assignment in assignments]
    database.close()
    return ids


def _case(number: int, sitting: Sitting, unit: Unit, now: datetime) -> Assignment:
    later = date(now.year + 1, 12, 31)
    return Assignment(
        proposal=Proposal(
            sitting_id=sitting.id,
            number=number,
            kind=Kind.SUGGESTION,
            title=f"On the lighting of street {number}",
            state=ProposalState.HANDLING,
            created_at=now,
        ),
        unit_id=unit.id,
        part=Part.LEAD,
        state=AssignmentState.OFFERED,
        assigned_at=now,
        accept_due=later,
        return_until=later,
        due=later,
        original_due=later,
    )
