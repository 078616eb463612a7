"""What the papers of one case show: the reply letter, the assignment sheet and the opinion form."""

from collections.abc import Sequence

from bot.documents import facts, forms
from bot.domain.lives import AssignmentState, Kind, Part
from bot.domain.lives import ReplyState as R
from bot.intake import names
from bot.intake.typed import unnumbered
from bot.services import replies as read
from bot.turn import Turn
from store import cards, papers
from store import replies as kept
from store.tables import Assignment, Proposal, Reply, Unit

LANGUAGE = "zh"  # of every document


def word(turn: Turn, group: str, key: str) -> str:
    """A word for a document."""
    return turn.voice.word(LANGUAGE, group, key)


def paragraphs(text: str) -> tuple[str, ...]:
    """The lines of a text that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def full_name(unit: Unit) -> str:
    """What a unit signs with."""
    return unit.full_name or unit.name


def number(case: Proposal) -> str:
    """The case's number in digits; nothing before it has one."""
    return str(case.number) if case.number is not None else ""


def addressed(case: Proposal) -> str:
    """To whom a letter about a case is."""
    told = [proposer.name for proposer in case.proposers]
    return forms.phrases().addressed(told, case.kind.value, bodies=_are_bodies(told))


def you(case: Proposal) -> str:
    """How a letter speaks to the proposers."""
    told = [proposer.name for proposer in case.proposers]
    return forms.phrases().you(len(told), bodies=_are_bodies(told))


def result(reply: Reply) -> str:
    """The result class in the wording that was chosen."""
    return reply.result_wording or reply.result_class


def letter(turn: Turn, reply: Reply) -> facts.Letter:
    """答复函 of a reply as it stands; before it is issued its date is left open."""
    share = reply.assignment
    case = share.proposal
    writers = papers.names(turn.work, (reply.drafted_by, reply.approved_by))
    signing = read.co_signers(turn, reply)
    issued = reply.issued_at.astimezone(turn.config.zone).date() if reply.issued_at else None
    return facts.Letter(
        office=turn.config.office.name,
        unit=full_name(share.unit),
        sitting=case.sitting.name,
        kind=word(turn, "kinds", case.kind),
        is_proposal=case.kind is Kind.PROPOSAL,
        number=number(case),
        title=case.title,
        year=(issued or turn.today).year,
        document_number=reply.document_number,
        addressed=addressed(case),
        you=you(case),
        round=share.round,
        result_code=reply.result_class,
        result=result(reply),
        points=_points(turn, reply),
        co_units=tuple(full_name(other.unit) for other in _assisting(share) if other.unit not in signing),
        co_signers=tuple(full_name(unit) for unit in signing),
        enclosures=tuple(file.name for file in kept.files(turn.work, reply)),
        drafter=writers.get(reply.drafted_by or 0, ""),
        signer=writers.get(reply.approved_by or 0, ""),
        issued_on=issued,
    )


def order(turn: Turn, case: Proposal) -> facts.Order:
    """交办单 of the present round."""
    shares = _shares(case)
    first = min(shares, key=lambda share: share.assigned_at, default=None)
    return facts.Order(
        office=turn.config.office.name,
        sitting=case.sitting.name,
        kind=word(turn, "kinds", case.kind),
        number=number(case),
        title=case.title,
        key=case.key,
        proposers=tuple(proposer.name for proposer in case.proposers),
        background=paragraphs(case.background),
        requests=tuple(unnumbered(request.text, request.position) for request in case.requests),
        written=not case.answered_orally,
        shares=tuple(
            facts.OrderShare(full_name(share.unit), word(turn, "parts", share.part), share.accept_due, share.due)
            for share in shares
        ),
        assigned_on=first.assigned_at.astimezone(turn.config.zone).date() if first else None,
        return_until=max((share.return_until for share in shares), default=None),
    )


def opinion(turn: Turn, case: Proposal) -> facts.Opinion:
    """征询意见表 of the present round, with the questions of the case's sitting."""
    found = [reply for reply in cards.replies(turn.work, case.id) if _is_to_rate(reply, case)]
    issued = [reply.issued_at for reply in found if reply.issued_at is not None]
    dues = [survey.due for survey in cards.surveys(turn.work, case.id) if survey.reply in found]
    return facts.Opinion(
        office=turn.config.office.name,
        sitting=case.sitting.name,
        kind=word(turn, "kinds", case.kind),
        number=number(case),
        title=case.title,
        addressed=addressed(case),
        you=you(case),
        units=tuple(full_name(reply.assignment.unit) for reply in found),
        result=" ".join(dict.fromkeys(result(reply) for reply in found)),
        draft=any(reply.state is R.AT_PROPOSERS for reply in found),
        issued_on=max(issued).astimezone(turn.config.zone).date() if issued else None,
        due=max(dues, default=None),
        questions=tuple(
            facts.Question(
                word(turn, "survey_questions", question.key),
                tuple(word(turn, "survey_options", option.key) for option in question.options),
            )
            for question in turn.config.rules_of(case.sitting.name).policy.survey.questions
        ),
    )


def _points(turn: Turn, reply: Reply) -> tuple[facts.Point, ...]:
    said = forms.phrases()
    return tuple(
        facts.Point(said.ordinal(place), unnumbered(point.request, point.position), paragraphs(point.text), point.ours)
        for place, point in enumerate(read.points(turn.work, reply), start=1)
    )


def _are_bodies(told: Sequence[str]) -> bool:
    return any(names.is_organisation(name) for name in told)


def _assisting(share: Assignment) -> list[Assignment]:
    return [
        other
        for other in _shares(share.proposal)
        if other.part is Part.CO and other.round == share.round and share.part is Part.LEAD and other.opinion
    ]


def _shares(case: Proposal) -> list[Assignment]:
    return [
        share
        for share in case.assignments
        if share.round == case.round and share.state is not AssignmentState.CANCELLED
    ]


def _is_to_rate(reply: Reply, case: Proposal) -> bool:
    return reply.state in (R.AT_PROPOSERS, R.ISSUED) and reply.assignment.round == case.round
