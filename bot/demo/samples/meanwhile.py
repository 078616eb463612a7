"""What unit, office and proposers say while a case is in hand: contacts, questions, more time, opinions again."""

from datetime import date

from bot.demo.samples import written
from bot.demo.samples.cast import ABOUT_ASSIGNMENT, DANA, DUE, NOW, OLGA, ROADS, UGO, UMA, assignment
from bot.domain.guards import Facts
from bot.domain.lives import AssignmentState, Part
from bot.services.extensions import Choice
from store.tables import Assignment, Contact

LATER = date(2026, 7, 2)
LIMIT = date(2026, 9, 2)


def share(state: AssignmentState = AssignmentState.HANDLING) -> Assignment:
    """The unit's share with a question that is put, time that is asked for, and a first contact that is due."""
    found = assignment(state)
    found.question, found.paused_until = written.FIRST_REQUEST, date(2026, 3, 9)
    found.extension_asked_at, found.extension_due = NOW, date(2026, 3, 5)
    found.extension_until, found.extension_reason = LATER, written.REASON
    found.first_contact_due, found.contact_waived_at = date(2026, 3, 23), NOW
    return found


def contact(number: int, answer: str = "") -> Contact:
    """A talk of the unit with Dana."""
    file = {"kind": "document", "file_id": "file", "name": written.ENCLOSED}
    return Contact(
        id=number,
        assignment_id=9,
        mode="meeting",
        place=written.HOUSING,
        day=date(2026, 3, 5),
        with_whom=written.DANA,
        note=written.OPINION,
        file=file,
        by=UMA.id,
        at=NOW,
        answer=answer,
    )


_ABOUT = ABOUT_ASSIGNMENT | {"assignment": share()}
_CONTACT = _ABOUT | {"contact": contact(1, "confirmed")}
_MODES = {"reader": UMA, "modes": ["visit", "meeting", "survey", "phone", "video", "written"], "today": DUE}
_TIME = {"choices": [Choice(1, LATER), Choice(3, LIMIT)], "limit": LIMIT, "until": LATER, "typed": written.REASON}
_GIVEN = {"before": DUE, "until": LATER, "asked_until": LIMIT}
_CO = ABOUT_ASSIGNMENT | {"assignment": assignment(AssignmentState.HANDLING, Part.CO, ROADS)}
_CO["assignment"].opinion_sent_back = False  # type: ignore[attr-defined]  # the row above
_ASKING = {"until": date(2026, 3, 9), "typed": written.FIRST_REQUEST}

SAMPLES: dict[str, dict[str, object]] = {
    "assignments/ask_contact_mode": _ABOUT | _MODES,
    "assignments/ask_contact_day": _ABOUT | _MODES,
    "assignments/ask_contact_details": _ABOUT | _MODES,
    "assignments/contact_preview": _CONTACT | _MODES,
    "assignments/contact_kept": _CONTACT | {"reader": UMA},
    "assignments/contact_recorded": _CONTACT | {"reader": DANA},
    "assignments/contact_answered": _CONTACT | {"reader": DANA},
    "assignments/contact_confirmed": _CONTACT | {"reader": UMA},
    "assignments/contact_denied": _CONTACT | {"reader": UMA},
    "assignments/contact_waived": _ABOUT | {"reader": UMA},
    "assignments/contact_waived_now": _ABOUT | {"reader": DANA},
    "assignments/contacts": _ABOUT
    | {
        "reader": DANA,
        "contacts": [contact(1, "denied"), contact(2, "confirmed"), contact(3)],
        "records": True,
        "answers": True,
    },
    "assignments/ask_question": _ABOUT | _ASKING | {"reader": UMA},
    "assignments/question_preview": _ABOUT | _ASKING | {"reader": UMA},
    "assignments/asked": _ABOUT | {"reader": UMA},
    "assignments/question": _ABOUT | {"reader": DANA, "question": written.FIRST_REQUEST},
    "assignments/ask_answer": _ABOUT | _ASKING | {"reader": DANA},
    "assignments/gone_on": _ABOUT | {"reader": DANA, "answer": written.FIRST_ANSWER},
    "assignments/resumed": _ABOUT | {"reader": UMA, "answer": written.FIRST_ANSWER, "before": LATER},
    "assignments/ask_extension_until": _ABOUT | _TIME | {"reader": UMA},
    "assignments/ask_extension_reason": _ABOUT | _TIME | {"reader": UMA},
    "assignments/extension_preview": _ABOUT | _TIME | {"reader": UMA},
    "assignments/extension_waits": _ABOUT | {"reader": UMA},
    "assignments/extension_asked": _ABOUT | {"reader": OLGA},
    "assignments/ask_shorter": _ABOUT | _TIME | {"reader": OLGA},
    "assignments/ask_refusal": _ABOUT | _TIME | {"reader": OLGA},
    "assignments/extension_decided": _ABOUT | {"reader": OLGA, "granted": False, "reason": written.REASON},
    "assignments/extension_granted": _ABOUT | _GIVEN | {"reader": DANA},
    "assignments/extension_refused": _ABOUT | {"reader": UMA, "reason": written.REASON},
    "assignments/opinion_delivered": _CO | {"reader": UMA},
    "assignments/ask_opinion_return": _CO | {"reader": UMA},
    "assignments/opinion_back_now": _CO | {"reader": UMA},
    "assignments/opinion_sent_back": _CO | {"reader": UGO, "reason": written.REASON},
    "refusals/answers_the_case": {"reader": UGO, "facts": Facts(part=Part.CO)},
    "refusals/contact_is_open": {"reader": DANA, "facts": Facts()},
    "refusals/contact_answered": {"reader": DANA, "contact": contact(1, "confirmed")},
    "refusals/proposers_wait_to_be_heard": {"reader": DANA, "facts": Facts()},
    "refusals/proposers_were_heard": {"reader": UMA, "facts": Facts(heard=False)},
    "refusals/lead_unit_is_writing": {"reader": UMA, "facts": Facts(lead_writes=False)},
    "refusals/no_extension_is_asked": {"reader": UMA, "facts": Facts(extension_asked=True)},
    "refusals/extension_is_asked": {"reader": OLGA, "facts": Facts()},
    "refusals/no_time_left": {"reader": UMA, "limit": LIMIT},
    "unreadable/not_later": {"reader": UMA, "day": DUE},
    "unreadable/not_shorter": {"reader": OLGA, "day": DUE},
}
