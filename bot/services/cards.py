"""A case's card: how it stands, who handles it, what was answered and rated, what happened, and what can be done."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain import deadlines
from bot.domain.deadlines import Left
from bot.domain.errors import Refused, Unreadable
from bot.domain.lives import Act, AssignmentState, ReplyState, Role, SurveyState
from bot.services import dates, entitled, life
from bot.services.life import Subject
from bot.services.offers import Offer, offers
from bot.turn import Turn
from store import cards, proposals, search
from store.cards import Event
from store.people import Who
from store.tables import Assignment, Proposal, Reply, Survey

LAST = 10  # lines of the timeline that a card shows
_ASKED = re.compile(r"[^\d\s-]?\s*(\d{1,9})\s*[^\d\s-]?(?:\s+(.+))?", re.DOTALL)  # one sign before it, one behind
_SHOWN = (ReplyState.AT_PROPOSERS, ReplyState.ISSUED)  # to the proposers
_OVER = (AssignmentState.DONE, AssignmentState.CANCELLED)
_TO_PROPOSERS = (Act.CONSULT.value, Act.ISSUE.value, Act.CORRECT.value)
_BEFORE_LEADER = (ReplyState.DRAFTING, ReplyState.AT_UNITS)


@dataclass(frozen=True, slots=True)
class Share:
    """One unit's line on the card: what is left of its time while it is open, and whether the person may ask why."""

    assignment: Assignment
    reply: Reply | None
    left: Left | None
    explains: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline; ``name`` only for whom the names of officials are meant, ``about`` another unit."""

    at: datetime
    act: str
    role: Role
    name: str
    unit: str
    about: str


def of_number(turn: Turn, text: str) -> Sequence[Proposal]:
    """The cases of a number, such as ``12``, ``第12号`` or ``12`` with words of its sitting; the newest sitting first.

    Raises:
        Unreadable: ``number_wanted``.
        Refused: ``no_such_case``, the same for a number that was never given and for somebody else's case.
    """
    asked = _ASKED.fullmatch(text.strip())
    if asked is None:
        raise Unreadable("number_wanted")
    number, words = int(asked[1]), (asked[2] or "").split()
    seen = [case for case in search.by_number(turn.work, number, words) if _concerns(turn, case)]
    if not seen:
        raise Refused("no_such_case", number=number, sitting=" ".join(words))
    return seen


def open_number(turn: Turn, text: str) -> None:
    """Show the case of a number; the newest of several."""
    newest, *others = of_number(turn, text)
    show(turn, newest, others=others)


def of_id(turn: Turn, proposal_id: int) -> Proposal:
    """The case behind a button, if it is this person's business; Refused("old_button") otherwise."""
    proposal = proposals.by_id(turn.work, proposal_id)
    if proposal is None or not _concerns(turn, proposal):
        raise Refused("old_button")
    return proposal


def show(turn: Turn, proposal: Proposal, *, others: Sequence[Proposal] = ()) -> None:
    """The card, with what this person may see and do; ``others`` are cases of the same number in earlier sittings."""
    who = _reader(turn)
    replies = cards.replies(turn.work, proposal.id)
    asked = cards.surveys(turn.work, proposal.id)
    timeline = history(turn, proposal, replies, asked)
    found = _offers(turn, proposal, replies, asked)
    turn.answer(
        "looking/card",
        proposal=proposal,
        shares=_shares(turn, proposal, replies),
        readable=[reply for reply in replies if _may_read(who, reply)],
        ratings=[survey for survey in asked if _may_see(who, survey)],
        timeline=timeline[-LAST:],
        events=len(timeline),
        papers=entitled.papers(turn, proposal),
        offers=[offer for offer in found if not offer.rare],
        more=sum(offer.rare for offer in found),
        others=others,
    )


def show_more(turn: Turn, proposal: Proposal) -> None:
    """What is rarely done with a case, in the place of its card."""
    replies, asked = cards.replies(turn.work, proposal.id), cards.surveys(turn.work, proposal.id)
    rare = [offer for offer in _offers(turn, proposal, replies, asked) if offer.rare]
    turn.answer("looking/more", edit=True, proposal=proposal, offers=rare)


def show_text(turn: Turn, proposal: Proposal) -> None:
    """What the proposers wrote, whole."""
    turn.answer("looking/text", proposal=proposal)


def show_timeline(turn: Turn, proposal: Proposal) -> None:
    """Everything that happened, as far as this person may see it."""
    replies, asked = cards.replies(turn.work, proposal.id), cards.surveys(turn.work, proposal.id)
    turn.answer("looking/timeline", proposal=proposal, timeline=history(turn, proposal, replies, asked))


def show_printed(turn: Turn, proposal: Proposal) -> None:
    """The replies that came with an imported compendium, as they were printed."""
    turn.answer("looking/printed", proposal=proposal, printed=proposal.published)


def _offers(turn: Turn, proposal: Proposal, replies: Sequence[Reply], asked: Sequence[Survey]) -> list[Offer]:
    own = [survey for survey in asked if survey.person_id == _reader(turn).id]
    subjects: list[Subject] = [proposal, *proposal.assignments, *replies, *own]
    return offers(turn, subjects, [survey for survey in asked if survey.reply.assignment.round == proposal.round])


def _reader(turn: Turn) -> Who:
    assert turn.who is not None  # noqa: S101 - cards are not shown to strangers
    return turn.who


def _concerns(turn: Turn, proposal: Proposal) -> bool:
    return life.concerns(_reader(turn), proposal)


def _shares(turn: Turn, proposal: Proposal, replies: Sequence[Reply]) -> list[Share]:
    calendar, who = dates.calendar(turn), _reader(turn)
    written = {reply.assignment_id: reply for reply in replies}

    def left(due: date) -> Left:
        return deadlines.days_left(due, turn.today, calendar)

    return [
        Share(
            assignment,
            written.get(assignment.id),
            None if assignment.state in _OVER else left(assignment.due),
            assignment.state not in _OVER and life.concerns(who, assignment),
        )
        for assignment in proposal.assignments
        if assignment.state is not AssignmentState.CANCELLED
    ]


def _may_read(who: Who, reply: Reply) -> bool:
    """Before a reply is issued it is read by those who write it and by those who have it before them."""
    if reply.state is ReplyState.DROPPED or not life.concerns(who, reply):
        return False
    if who.role is Role.LEADER:
        return reply.state not in _BEFORE_LEADER
    return reply.state in _SHOWN or who.role in (Role.OFFICE, Role.LIAISON)


def _may_see(who: Who, survey: Survey) -> bool:
    """A rating is the proposer's own and the office's; the unit sees it once it has been sent."""
    if survey.state is not SurveyState.RATED:
        return False
    of_unit = who.unit_id is not None and survey.reply.assignment.unit_id == who.unit_id
    return who.role in (Role.OFFICE, Role.SUPERVISOR) or survey.person_id == who.id or of_unit


def history(turn: Turn, proposal: Proposal, replies: Sequence[Reply], asked: Sequence[Survey]) -> list[Entry]:
    """What happened, as far as this person may see it; the oldest first."""
    who, told = _reader(turn), set(turn.voice.keys("acts"))
    seen = _Seen(who, replies, asked)
    units = {share.unit_id: share.unit.name for share in proposal.assignments}
    of = {("assignment", share.id): share.unit_id for share in proposal.assignments}
    of |= {("reply", reply.id): reply.assignment.unit_id for reply in replies}
    of |= {("survey", survey.id): survey.reply.assignment.unit_id for survey in asked}

    def entry(event: Event) -> Entry:
        role = event.role or Role.SYSTEM
        named = who.role is Role.OFFICE or role is Role.DEPUTY
        about = of.get((event.life, event.subject_id or 0))
        written = f"{event.act}_on_paper"
        return Entry(
            event.at,
            written if role is Role.OFFICE and written in told else event.act,
            role,
            (event.name or "") if named else "",
            units.get(event.unit_id or 0, ""),
            units.get(about, "") if about is not None and about != event.unit_id else "",
        )

    events = cards.events(turn.work, proposal.id)
    return [entry(event) for event in events if event.act in told and seen.may(event)]


class _Seen:
    """Which lines of the journal a person sees: the office all; a unit its own reply; a proposer what came out."""

    def __init__(self, who: Who, replies: Sequence[Reply], asked: Sequence[Survey]) -> None:
        self._all = who.role in (Role.OFFICE, Role.SUPERVISOR)
        own = {reply.id for reply in replies if who.unit_id is not None and reply.assignment.unit_id == who.unit_id}
        self._replies = own
        self._surveys = {survey.id for survey in asked if survey.person_id == who.id or survey.reply_id in own}

    def may(self, event: Event) -> bool:
        if self._all or event.life in ("proposal", "assignment"):
            return True
        if event.life == "reply":
            return event.act in _TO_PROPOSERS or event.subject_id in self._replies
        return event.life == "survey" and event.subject_id in self._surveys
