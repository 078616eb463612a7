"""Cases on their way in, as they stand before a unit has them."""

from sqlalchemy import select

from bot.domain.lives import Kind, ProposalState
from bot.services import similar
from store.tables import Assignment, Person, Proposal, Proposer, PublishedReply, Request, Sitting
from tests.stage import Stage

TITLE = "关于在河滨路加装路灯的建议"
BACKGROUND = "河滨路夜间没有照明，老人出行不便。"
REQUESTS = ("在河滨路加装路灯", "修补人行道")


def put_in(
    stage: Stage,
    state: ProposalState = ProposalState.SUBMITTED,
    *,
    number: int | None = None,
    proposers: tuple[str, ...] = ("dana",),
    text: str = BACKGROUND,
    wished: str = "",
    signed_by: tuple[str, ...] = (),
) -> int:
    """A case of these proposers in the sitting of the play; its row id."""
    with stage.database.writing() as work:
        people = {person.name.lower(): person for person in work.session.scalars(select(Person))}
        sitting = work.session.scalars(select(Sitting)).one()
        case = Proposal(
            sitting=sitting,
            number=number,
            kind=Kind.SUGGESTION,
            title=TITLE,
            background=text,
            state=state,
            wished_units=wished,
            created_at=stage.now,
        )
        sitting.last_number = max(sitting.last_number, number or 0)
        case.requests = [Request(position=at, text=line) for at, line in enumerate(REQUESTS, start=1)]
        for at, name in enumerate(proposers, start=1):
            case.proposers.append(Proposer(position=at, name=name.capitalize(), person=people.get(name)))
        if signed_by:
            case.published.append(PublishedReply(text="已收悉。", signed_by=list(signed_by)))
        work.session.add(case)
        work.flush()
        similar.reindex(work)
        return case.id


def proposal(stage: Stage, row: int) -> Proposal:
    """The case as it is now, with what hangs on it."""
    with stage.work() as work:
        found = work.session.get_one(Proposal, row)
        assert [*found.requests, *found.assignments, *found.proposers, found.sitting]
        return found


def shares(stage: Stage, row: int) -> list[Assignment]:
    """All shares that units ever had in the case, in the order in which they were given."""
    return list(proposal(stage, row).assignments)
