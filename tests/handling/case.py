"""Cases as they stand when the units have just been given them."""

from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from bot.domain import deadlines
from bot.domain.explanation import Due
from bot.domain.lives import AssignmentState, Kind, Part, ProposalState, ReplyState
from bot.domain.terms import Term
from bot.domain.terms import Unit as TermUnit
from bot.services import passages, similar
from bot.services.calendar import official
from bot.turn import Turn
from bot.voice import Voice
from store import places
from store.tables import (
    Answer,
    Assignment,
    Person,
    Proposal,
    Proposer,
    Reply,
    ReplyVersion,
    Request,
    Sitting,
    Survey,
    Unit,
)
from tests.stage import CAST, UNITS, Stage, who

REQUESTS = ("为三号院加装电梯", "修补院内路面", "增设充电桩")


def give(
    stage: Stage,
    *units: tuple[str, Part],
    number: int = 12,
    state: AssignmentState = AssignmentState.HANDLING,
    requests: tuple[str, ...] = REQUESTS,
    proposers: tuple[str, ...] = ("dana",),
    due: date = date(2026, 6, 2),
) -> list[int]:
    """A case in the hands of these units; the ids of their assignments. A proposer outside the cast is not known."""
    with stage.database.writing() as work:
        people = {person.name.lower(): person for person in work.session.scalars(select(Person))}
        sitting = work.session.scalars(select(Sitting)).first()
        proposal = Proposal(
            sitting=sitting, number=number, kind=Kind.SUGGESTION, title="关于改造老旧小区的建议", created_at=stage.now
        )
        proposal.state = ProposalState.HANDLING
        for position, text in enumerate(requests, start=1):
            proposal.requests.append(Request(position=position, text=text))
        for position, name in enumerate(proposers, start=1):
            proposal.proposers.append(Proposer(position=position, name=name.capitalize(), person=people.get(name)))
        work.session.add(proposal)
        work.flush()
        ids = {unit.name: unit.id for unit in work.session.scalars(select(Unit))}
        given = [_share(proposal, ids[UNITS[unit][0]], part, stage.now, due) for unit, part in units]
        for share in given:
            share.state = state
        work.session.add_all(given)
        work.flush()
        similar.reindex(work)
        return [share.id for share in given]


def answer(stage: Stage, *shares: int) -> None:
    """The units have written their replies, which are approved and lie with the office."""
    with stage.database.writing() as work:
        for number in shares:
            share = work.session.get_one(Assignment, number)
            if share.part is Part.CO:
                continue
            reply = Reply(assignment_id=number, state=ReplyState.AT_OFFICE, result_class="B", version=1)
            reply.state_since = reply.submitted_at = stage.now
            texts = []
            for request in share.proposal.requests:
                text = f"第{request.position}项正在办理。"
                reply.answers.append(Answer(request_id=request.id, text=text))
                texts.append({"request": request.id, "text": text, "ours": True})
            content = {"class": "B", "answers": texts, "files": []}
            reply.versions.append(ReplyVersion(version=1, at=stage.now, content=content))
            work.session.add(reply)


def file(stage: Stage, number: int, title: str) -> None:
    """A case of Dana's that waits to be assigned."""
    with stage.database.writing() as work:
        dana = work.session.scalars(select(Person).where(Person.chat_id == CAST["dana"][0])).one()
        case = Proposal(
            sitting=work.session.scalars(select(Sitting)).one(),
            number=number,
            kind=Kind.SUGGESTION,
            title=title,
            state=ProposalState.FILED,
            created_at=stage.now,
        )
        case.requests = [Request(position=at, text=text) for at, text in enumerate(REQUESTS, start=1)]
        case.proposers = [Proposer(position=1, name=dana.name, person=dana)]
        work.session.add(case)
        work.flush()
        similar.reindex(work)


def read_document(stage: Stage, path: Path) -> None:
    """A document was taken in, to be quoted."""
    with stage.database.writing() as work:
        said = passages.read(path.read_text(encoding="utf-8"), path.name)
        passages.keep(Turn(work, stage.now, stage.config, Voice(stage.config.zone)), path.name, said)


def _share(proposal: Proposal, unit_id: int, part: Part, now: datetime, due: date) -> Assignment:
    return Assignment(
        proposal=proposal,
        unit_id=unit_id,
        part=part,
        assigned_at=now,
        accept_due=now.date() + timedelta(days=3),
        return_until=now.date() + timedelta(days=7),
        due=due,
        original_due=due,
        due_explained=_reckoned(now.date(), due).as_json(),
    )


def _reckoned(start: date, due: date) -> Due:
    """The way to the date: the usual three months if they lead there, else a date that the office set."""
    usual = deadlines.due(start, Term.parse("3 months", "reply"), official({}))
    return (
        usual if usual.date == due else deadlines.due(start, Term(TermUnit.DATE, on=due, rule="office"), official({}))
    )


def assignment(stage: Stage, number: int) -> Assignment:
    """The share as it stands now."""
    with stage.work() as work:
        return work.session.get_one(Assignment, number)


def proposal(stage: Stage, number: int = 12) -> Proposal:
    """The case as it stands now."""
    with stage.work() as work:
        return work.session.scalars(select(Proposal).where(Proposal.number == number)).one()


def reply(stage: Stage, share: int) -> Reply:
    """The reply to the share, with its versions, answers and files."""
    with stage.work() as work:
        found = work.session.scalars(select(Reply).where(Reply.assignment_id == share)).one()
        _ = (found.versions, found.answers, found.attachments)
        return found


def surveys(stage: Stage) -> list[Survey]:
    """Every survey there is."""
    with stage.work() as work:
        return list(work.session.scalars(select(Survey).order_by(Survey.id)))


def forge(stage: Stage, name: str, data: str) -> None:
    """A tap on a button that the bot never showed to this person."""
    chat = CAST[name][0]
    person = {"id": chat, "first_name": who(name), "is_bot": False}
    message = {"message_id": 1, "date": 0, "chat": {"id": chat, "type": "private", "first_name": who(name)}}
    tap = {"id": data, "from": person, "chat_instance": "1", "data": data, "message": message}
    stage.people.raw({"callback_query": tap})
    stage.wait()


def press(stage: Stage, name: str, data: str) -> None:
    """A tap on a button of the open question that it does not show (any more)."""
    with stage.work() as work:
        place = places.find(work, CAST[name][0])
    assert place is not None
    forge(stage, name, f"{data}:{place.stamp}")
