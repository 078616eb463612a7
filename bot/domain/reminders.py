"""Who is reminded of what and when: one table of steps, and the step each duty has reached today.

The rows of one duty for one role are its ladder: days before, the day itself, days after. Of the steps reached, only
the latest is said, since it says all the earlier ones would: a bot that slept through three steps says one, and an
earlier step never follows a later one. Whether it was said already is known from its `once`, not here, so a step stays
owed until the next one is reached, and a day slept through is made up for.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.calendar import Calendar, add_workdays, last_workday, workdays_between
from bot.domain.lives import Role as R


class DutyKind(StrEnum):
    """What somebody owes: to sign or accept a case, to decide on a return or on more time, to speak, to answer."""

    SIGN = "sign"
    ACCEPT = "accept"
    RETURN = "return"
    CONTACT = "contact"
    QUESTION = "question"
    EXTENSION = "extension"
    DRAFT = "draft"
    OPINION = "opinion"
    COUNTERSIGN = "countersign"
    APPROVAL = "approval"
    REVIEW = "review"
    SURVEY = "survey"
    COMMITMENT = "commitment"


class Side(StrEnum):
    """Where a step lies, seen from the due date."""

    BEFORE = "before"
    ON = "on"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class When:
    """So many working days before or after, or the day itself; `times` is the last repetition, None for without end."""

    side: Side
    workdays: int = 0
    times: int | None = 1

    def __str__(self) -> str:
        """The part of `once` that tells two steps of one ladder apart."""
        return f"{self.side.value}{self.workdays or ''}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: who is told which message about a duty, and when."""

    duty: DutyKind
    when: When
    to: R
    message: str


@dataclass(frozen=True, slots=True)
class Duty:
    """Something open: its due date, and the day it was told of (`since`), on which nobody needs reminding.

    `case_id` is the id of the row that owes (proposal, assignment, reply or survey), so that two units of one case stay
    apart.
    """

    kind: DutyKind
    case_id: int
    due: date
    since: date


@dataclass(frozen=True, slots=True)
class Owed:
    """A reminder to be said; with the person's id appended, `once` makes it unique."""

    row: Row
    repetition: int
    once: str


def before(workdays: int) -> When:
    """Once, so many working days before; of a due date on a day off, before the last working day ahead of it."""
    return When(Side.BEFORE, workdays)


def after(workdays: int, times: int | None = None) -> When:
    """Every so many working days after, up to `times` or without end."""
    return When(Side.AFTER, workdays, times)


ON = When(Side.ON)
K = DutyKind

# fmt: off
REMINDERS: tuple[Row, ...] = (
    #   duty        when               to          message
    Row(K.SIGN,     before(1),         R.DEPUTY,   "reminders/sign_before"),
    Row(K.SIGN,     ON,                R.DEPUTY,   "reminders/sign_today"),

    Row(K.ACCEPT,   before(1),         R.LIAISON,  "reminders/accept_before"),
    Row(K.ACCEPT,   ON,                R.LIAISON,  "reminders/accept_today"),
    Row(K.ACCEPT,   after(1, times=3), R.LIAISON,  "reminders/accept_late"),
    Row(K.ACCEPT,   after(5),          R.LIAISON,  "reminders/accept_late"),
    Row(K.ACCEPT,   after(2, times=1), R.LEADER,   "reminders/accept_escalated"),
    Row(K.ACCEPT,   after(3, times=1), R.OFFICE,   "reminders/accept_escalated"),

    Row(K.RETURN,   before(1),         R.OFFICE,   "reminders/return_before"),
    Row(K.RETURN,   ON,                R.OFFICE,   "reminders/return_today"),
    Row(K.RETURN,   after(1),          R.OFFICE,   "reminders/return_late"),

    Row(K.CONTACT,  before(5),         R.LIAISON,  "reminders/contact_before"),
    Row(K.CONTACT,  before(1),         R.LIAISON,  "reminders/contact_before"),
    Row(K.CONTACT,  ON,                R.LIAISON,  "reminders/contact_today"),
    Row(K.CONTACT,  after(1, times=3), R.LIAISON,  "reminders/contact_late"),
    Row(K.CONTACT,  after(5),          R.LIAISON,  "reminders/contact_late"),
    Row(K.CONTACT,  after(2, times=1), R.LEADER,   "reminders/contact_escalated"),
    Row(K.CONTACT,  after(5, times=1), R.OFFICE,   "reminders/contact_escalated"),

    Row(K.QUESTION, before(2),         R.DEPUTY,   "reminders/question_before"),
    Row(K.QUESTION, ON,                R.DEPUTY,   "reminders/question_today"),

    Row(K.EXTENSION, before(1),        R.OFFICE,   "reminders/extension_before"),
    Row(K.EXTENSION, ON,               R.OFFICE,   "reminders/extension_today"),
    Row(K.EXTENSION, after(1),         R.OFFICE,   "reminders/extension_late"),

    Row(K.DRAFT,    before(20),        R.LIAISON,  "reminders/draft_before"),
    Row(K.DRAFT,    before(10),        R.LIAISON,  "reminders/draft_before"),
    Row(K.DRAFT,    before(5),         R.LIAISON,  "reminders/draft_before"),
    Row(K.DRAFT,    before(3),         R.LIAISON,  "reminders/draft_before"),
    Row(K.DRAFT,    before(1),         R.LIAISON,  "reminders/draft_before"),
    Row(K.DRAFT,    ON,                R.LIAISON,  "reminders/draft_today"),
    Row(K.DRAFT,    after(1, times=5), R.LIAISON,  "reminders/draft_late"),
    Row(K.DRAFT,    after(5),          R.LIAISON,  "reminders/draft_late"),
    Row(K.DRAFT,    before(5),         R.LEADER,   "reminders/draft_before"),
    Row(K.DRAFT,    after(1, times=1), R.LEADER,   "reminders/draft_escalated"),
    Row(K.DRAFT,    after(5),          R.LEADER,   "reminders/draft_escalated"),
    Row(K.DRAFT,    after(1, times=1), R.OFFICE,   "reminders/draft_escalated"),
    Row(K.DRAFT,    after(5),          R.OFFICE,   "reminders/draft_escalated"),

    Row(K.OPINION,  before(5),         R.LIAISON,  "reminders/opinion_before"),
    Row(K.OPINION,  before(1),         R.LIAISON,  "reminders/opinion_before"),
    Row(K.OPINION,  ON,                R.LIAISON,  "reminders/opinion_today"),
    Row(K.OPINION,  after(1, times=3), R.LIAISON,  "reminders/opinion_late"),
    Row(K.OPINION,  after(5),          R.LIAISON,  "reminders/opinion_late"),
    Row(K.OPINION,  after(2, times=1), R.LEADER,   "reminders/opinion_escalated"),
    Row(K.OPINION,  after(3, times=1), R.OFFICE,   "reminders/opinion_escalated"),

    Row(K.COUNTERSIGN, before(1),      R.LIAISON,  "reminders/countersign_before"),
    Row(K.COUNTERSIGN, ON,             R.LIAISON,  "reminders/countersign_today"),
    Row(K.COUNTERSIGN, after(1, times=3), R.LIAISON, "reminders/countersign_late"),
    Row(K.COUNTERSIGN, after(5),       R.LIAISON,  "reminders/countersign_late"),
    Row(K.COUNTERSIGN, after(2, times=1), R.LEADER, "reminders/countersign_escalated"),
    Row(K.COUNTERSIGN, after(3, times=1), R.OFFICE, "reminders/countersign_escalated"),

    Row(K.APPROVAL, before(1),         R.LEADER,   "reminders/approval_before"),
    Row(K.APPROVAL, ON,                R.LEADER,   "reminders/approval_today"),
    Row(K.APPROVAL, after(1, times=5), R.LEADER,   "reminders/approval_late"),
    Row(K.APPROVAL, after(5),          R.LEADER,   "reminders/approval_late"),
    Row(K.APPROVAL, after(1, times=1), R.LIAISON,  "reminders/approval_escalated"),
    Row(K.APPROVAL, after(3, times=1), R.OFFICE,   "reminders/approval_escalated"),

    Row(K.REVIEW,   before(1),         R.OFFICE,   "reminders/review_before"),
    Row(K.REVIEW,   ON,                R.OFFICE,   "reminders/review_today"),
    Row(K.REVIEW,   after(1, times=5), R.OFFICE,   "reminders/review_late"),
    Row(K.REVIEW,   after(5),          R.OFFICE,   "reminders/review_late"),

    Row(K.SURVEY,   before(5),         R.DEPUTY,   "reminders/survey_before"),
    Row(K.SURVEY,   ON,                R.DEPUTY,   "reminders/survey_today"),

    Row(K.COMMITMENT, before(20),        R.LIAISON,  "reminders/commitment_before"),
    Row(K.COMMITMENT, before(5),         R.LIAISON,  "reminders/commitment_before"),
    Row(K.COMMITMENT, ON,                R.LIAISON,  "reminders/commitment_today"),
    Row(K.COMMITMENT, after(5, times=4), R.LIAISON,  "reminders/commitment_late"),
    Row(K.COMMITMENT, after(20),         R.LIAISON,  "reminders/commitment_late"),
    Row(K.COMMITMENT, after(5, times=1), R.LEADER,   "reminders/commitment_escalated"),
    Row(K.COMMITMENT, after(20),         R.OFFICE,   "reminders/commitment_escalated"),
)
# fmt: on


def owed(duty: Duty, today: date, calendar: Calendar) -> list[Owed]:
    """For each role the latest step of its ladder that has been reached by today, in the order of the table."""
    late = workdays_between(duty.due, today, calendar)
    latest: dict[R, tuple[date, Owed]] = {}
    for row in REMINDERS:
        if row.duty is not duty.kind:
            continue
        repetition, day = _reached(row.when, duty.due, late, calendar)
        if duty.since < day <= today and (row.to not in latest or latest[row.to][0] <= day):
            once = f"{duty.kind}:{row.when}:{duty.case_id}:{duty.due.isoformat()}:{repetition}"
            latest[row.to] = day, Owed(row, repetition, once)
    return [step for _, step in latest.values()]


def _reached(when: When, due: date, late: int, calendar: Calendar) -> tuple[int, date]:
    """The repetition reached when so many working days late, or else the first, and its day.

    A due date on a day off is reminded of on the last working day before it, the internal target (domain notes, 1.12).
    """
    if when.side is not Side.AFTER:
        return 1, add_workdays(last_workday(due, calendar), -when.workdays, calendar)
    passed = max(1, late // when.workdays)
    repetition = min(passed, when.times or passed)
    return repetition, add_workdays(due, repetition * when.workdays, calendar)
