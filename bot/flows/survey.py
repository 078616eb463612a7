"""A proposer rates a reply: a tap for each question; if he is unsatisfied which requests and why; a look, and sent."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from bot.domain.errors import Refused
from bot.domain.surveys import DEFAULT, Question, Verdict, about_request, reason_due, verdict
from bot.flows.engine import AGAIN, END, Flow, Heard, Reader, Step
from bot.flows.readers import choice, text
from bot.services import life, surveys
from bot.turn import Turn
from store import surveys as kept
from store.places import Place
from store.tables import Survey

REASONS = ("general", "no_measures", "no_contact", "partly_answered", "not_done")  # words.toml, survey_reasons
LONGEST = 500
NEXT, SEND, ANEW = "next", "send", "anew"
_UNSATISFIED = "unsatisfied"


def survey_of(turn: Turn, survey_id: int | None) -> Survey:
    """The survey behind a button; Refused("old_button") where there is none."""
    survey = kept.by_id(turn.work, survey_id or 0)
    if survey is None:
        raise Refused("old_button")
    return survey


def _numbers(turn: Turn, place: Place) -> list[int]:
    """The numbers of the requests that the reply was to answer."""
    share = survey_of(turn, place.subject_id).reply.assignment
    return [request.position for request in share.proposal.requests if request.open_round >= share.round]


def _chosen(place: Place) -> dict[str, str]:
    """The answers so far to the questions of the survey."""
    return {
        question.key: place.answers[question.key] for question in DEFAULT.questions if question.key in place.answers
    }


def _about(turn: Turn, place: Place) -> dict[str, Any]:
    return life.around(survey_of(turn, place.subject_id))


def _question(number: int, question: Question) -> Step:
    """The step that asks one question; the last one leads to whatever its answers call for."""

    def shows(turn: Turn, place: Place) -> Mapping[str, Any]:
        options = [option.key for option in question.options]
        about = {"question": question.key, "options": options, "number": number, "total": len(DEFAULT.questions)}
        return _about(turn, place) | about

    def then(turn: Turn, place: Place, value: str) -> str | None:
        place.answers[question.key] = value
        return _after_questions(turn, place) if number == len(DEFAULT.questions) else None

    return Step(question.key, "surveys/ask_question", choice([o.key for o in question.options]), shows, then)


def _after_questions(turn: Turn, place: Place) -> str:
    place.answers |= {"unmet": [], "reasons": [], "words": ""}
    if verdict(_chosen(place), DEFAULT) is Verdict.UNSATISFIED and len(numbers := _numbers(turn, place)) > 1:
        place.answers["unmet"] = numbers
        return "unmet"
    return _after_requests(place)


def _after_requests(place: Place) -> str:
    return "reason" if reason_due(_chosen(place), DEFAULT) else "confirm"


def _unmet_options(turn: Turn, place: Place) -> list[str]:
    marked = [NEXT] if place.answers["unmet"] else []
    return [*(str(number) for number in _numbers(turn, place)), *marked]


def _shows_unmet(turn: Turn, place: Place) -> Mapping[str, Any]:
    numbers = _numbers(turn, place)
    about = _about(turn, place)
    requests = [request for request in about["proposal"].requests if request.position in numbers]
    return about | {"requests": requests, "unmet": place.answers["unmet"]}


def _take_unmet(_turn: Turn, place: Place, value: str) -> str:
    if value == NEXT:
        return _after_requests(place)
    place.answers["unmet"] = sorted(set(place.answers["unmet"]) ^ {int(value)})
    return AGAIN


def _tap_or_text(taps: Collection[str] | Callable[[Turn, Place], Collection[str]]) -> Reader:
    """One of these buttons, or words of the person's own."""
    pressed, written = choice(taps), text(at_most=LONGEST)

    def read(turn: Turn, place: Place, heard: Heard) -> Heard:
        if heard.kind == "text":
            return Heard("text", text=written(turn, place, heard))
        return Heard("tap", value=pressed(turn, place, heard))

    return read


def _reason_options(_turn: Turn, place: Place) -> list[str]:
    return [*REASONS, *([NEXT] if place.answers["reasons"] else [])]


def _take_reason(_turn: Turn, place: Place, heard: Heard) -> str:
    if heard.kind == "text":
        place.answers["words"] = heard.text
        return "confirm"
    if heard.value == NEXT:
        return "confirm"
    place.answers["reasons"] = [key for key in REASONS if (key in place.answers["reasons"]) != (key == heard.value)]
    return AGAIN


def _shows_reasons(turn: Turn, place: Place) -> Mapping[str, Any]:
    return _about(turn, place) | {"reasons": REASONS, "marked": place.answers["reasons"]}


def _shows_all(turn: Turn, place: Place) -> Mapping[str, Any]:
    unmet = place.answers["unmet"]
    return _about(turn, place) | {"chosen": _chosen(place), "unmet": unmet, "reason": _reason(turn, place)}


def _take_confirmed(turn: Turn, place: Place, heard: Heard) -> str:
    if heard.kind == "text":
        place.answers["words"] = heard.text
        return AGAIN
    if heard.value == ANEW:
        return DEFAULT.questions[0].key
    return "reason" if reason_due(_chosen(place), DEFAULT) and not _reason(turn, place) else END


def _reason(turn: Turn, place: Place) -> str:
    """The reasons that were tapped, in words, and below them his own words."""
    tapped = [turn.voice.word(turn.language, "survey_reasons", key) for key in place.answers["reasons"]]
    return "\n".join([*tapped, *([place.answers["words"]] if place.answers["words"] else [])])


def _send(turn: Turn, place: Place) -> None:
    unmet = {
        about_request(question.key, number): _UNSATISFIED
        for question in DEFAULT.questions
        if question.decides
        for number in place.answers["unmet"]
    }
    surveys.rate(turn, survey_of(turn, place.subject_id), _chosen(place) | unmet, _reason(turn, place))


FLOW = Flow(
    "survey",
    (
        *(_question(number, question) for number, question in enumerate(DEFAULT.questions, start=1)),
        Step("unmet", "surveys/ask_requests", choice(_unmet_options), _shows_unmet, _take_unmet),
        Step("reason", "surveys/ask_reason", _tap_or_text(_reason_options), _shows_reasons, _take_reason),
        Step("confirm", "surveys/ask_confirm", _tap_or_text((SEND, ANEW)), _shows_all, _take_confirmed),
    ),
    _send,
)
