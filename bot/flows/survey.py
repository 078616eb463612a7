"""A proposer rates a reply: a tap for each question, each request if he wishes, why if it is due; a look, and sent."""

from collections.abc import Mapping
from typing import Any

from bot.domain.errors import Refused, Unreadable
from bot.domain.surveys import MOST, OPTIONS, Answers, Content, Schema, Verdict, about_request, reason_due, verdict
from bot.flows.engine import AGAIN, END, Flow, Heard, Step
from bot.flows.readers import choice, tap_or_text
from bot.intake.request_marks import WORDS, marks_in
from bot.services import life, policies, surveys
from bot.turn import Turn
from bot.voice import LANGUAGES
from store import replies
from store import surveys as kept
from store.places import Place
from store.tables import Survey

REASONS = ("general", "no_measures", "no_contact", "partly_answered", "not_done")  # words.toml, survey_reasons
LONGEST = 500
NEXT, SEND, ANEW, EACH = "next", "send", "anew", "each"


def survey_of(turn: Turn, survey_id: int | None) -> Survey:
    """The survey behind a button; Refused("old_button") where there is none."""
    survey = kept.by_id(turn.work, survey_id or 0)
    if survey is None:
        raise Refused("old_button")
    return survey


def _survey(turn: Turn, place: Place) -> Survey:
    return survey_of(turn, place.subject_id)


def _schema(turn: Turn, place: Place) -> Schema:
    return surveys.schema_of(_survey(turn, place))


def _about(turn: Turn, place: Place) -> dict[str, Any]:
    return life.around(_survey(turn, place))


def _numbers(turn: Turn, place: Place) -> list[int]:
    """The numbers of the requests that may be rated one by one: those the reply was to answer, if they are several."""
    survey = _survey(turn, place)
    wished = policies.of(turn, life.proposal_of(survey)).policy.survey_by_request
    if survey.about != kept.OF_REPLY or not wished:
        return []
    numbers = [request.position for request in replies.open_requests(turn.work, survey.reply.assignment)]
    return numbers if len(numbers) > 1 else []


def _requests(turn: Turn, place: Place) -> dict[str, Any]:
    about, numbers = _about(turn, place), _numbers(turn, place)
    return about | {"requests": [one for one in about["proposal"].requests if one.position in numbers]}


def _answers(turn: Turn, place: Place) -> Answers:
    """Everything that he said so far, as it is kept."""
    key = _schema(turn, place).deciding.key
    each = {about_request(key, int(number)): option for number, option in place.answers["each"].items()}
    return {**place.answers["chosen"], **each}


# --- The questions of the survey --------------------------------------------------------------------------------------


def _question(number: int) -> Step:
    """The step of the question at this place; the last one there is leads to whatever its answers call for."""

    def options(turn: Turn, place: Place) -> list[str]:
        return [option.key for option in _schema(turn, place).questions[number - 1].options]

    def shows(turn: Turn, place: Place) -> Mapping[str, Any]:
        questions = _schema(turn, place).questions
        about = {"question": questions[number - 1].key, "number": number, "total": len(questions)}
        return _about(turn, place) | about | {"options": options(turn, place)}

    def then(turn: Turn, place: Place, value: str) -> str | None:
        questions = _schema(turn, place).questions
        before = place.answers["chosen"] if number > 1 else {}
        place.answers["chosen"] = {**before, questions[number - 1].key: value}
        return None if number < len(questions) else _after_questions(turn, place)

    return Step(f"q{number}", "surveys/ask_question", choice(options), shows, then)


def _after_questions(turn: Turn, place: Place) -> str:
    place.answers |= {"each": {}, "reasons": [], "words": ""}
    schema, numbers = _schema(turn, place), _numbers(turn, place)
    unmet = schema.deciding.first(Content.NOT)
    if verdict(place.answers["chosen"], schema) is Verdict.UNSATISFIED and numbers and unmet is not None:
        place.answers["each"] = {str(number): unmet.key for number in numbers}
        return "unmet"
    return _after_requests(turn, place)


def _after_requests(turn: Turn, place: Place) -> str:
    due = reason_due(_answers(turn, place), _schema(turn, place))
    return "reason" if due and not _reason(turn, place) else "confirm"


# --- Single requests --------------------------------------------------------------------------------------------------


def _unmet(place: Place) -> list[int]:
    """The numbers of the requests that he marked as not met."""
    return [int(number) for number, option in place.answers["each"].items() if OPTIONS[option] is Content.NOT]


def _mark(place: Place, marks: Mapping[int, str | None]) -> None:
    """Put these marks beside the others, in the order of the requests; None takes one away."""
    each = {int(number): option for number, option in place.answers["each"].items()} | dict(marks)
    place.answers["each"] = {str(number): option for number, option in sorted(each.items()) if option is not None}


def _unmet_options(turn: Turn, place: Place) -> list[str]:
    return [*map(str, _numbers(turn, place)), *([NEXT] if _unmet(place) else [])]


def _shows_unmet(turn: Turn, place: Place) -> Mapping[str, Any]:
    return _requests(turn, place) | {"unmet": _unmet(place)}


def _take_unmet(turn: Turn, place: Place, value: str) -> str:
    if value == NEXT:
        return _after_requests(turn, place)
    unmet = _schema(turn, place).deciding.first(Content.NOT)
    _mark(place, {int(value): None if int(value) in _unmet(place) or unmet is None else unmet.key})
    return AGAIN


def _each_options(turn: Turn, place: Place) -> list[str]:
    return [*map(str, _numbers(turn, place)), NEXT]


def _shows_each(turn: Turn, place: Place) -> Mapping[str, Any]:
    return _requests(turn, place) | {"each": place.answers["each"]}


def _take_each(turn: Turn, place: Place, heard: Heard) -> str:
    if heard.kind == "text":
        _mark(place, _marks(turn, place, heard.text))
        return AGAIN
    if heard.value == NEXT:
        return _after_requests(turn, place)
    options = [option.key for option in _schema(turn, place).deciding.options]
    _mark(place, {int(heard.value): dict(zip([None, *options], options, strict=False)).get(_marked(place, heard))})
    return AGAIN


def _marked(place: Place, heard: Heard) -> str | None:
    found: str | None = place.answers["each"].get(heard.value)
    return found


def _marks(turn: Turn, place: Place, text: str) -> dict[int, str]:
    """What he wrote, such as "1 yes, 2 half, 3 no", in the options of the question that decides."""
    asked = _schema(turn, place).deciding
    words = {word: option.key for word, kind in WORDS.items() if (option := asked.first(kind)) is not None}
    for language in LANGUAGES:
        words |= {turn.voice.word(language, "survey_options", option.key): option.key for option in asked.options}
    marks = marks_in(text, words)
    if strange := sorted(marks.keys() - set(_numbers(turn, place))):
        raise Unreadable("no_such_request", number=strange[0])
    return marks


# --- Why, and the look before it is sent ------------------------------------------------------------------------------


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
    """What is about to be sent, and whether the requests may be rated one by one."""
    said = {name: place.answers[name] for name in ("chosen", "each")}
    return _about(turn, place) | said | {"reason": _reason(turn, place), "several": bool(_numbers(turn, place))}


def _take_confirmed(turn: Turn, place: Place, heard: Heard) -> str:
    if heard.kind == "text":
        place.answers["words"] = heard.text
        return AGAIN
    if heard.value == ANEW:
        return "q1"
    if heard.value == EACH:
        return "each" if _numbers(turn, place) else AGAIN
    target = _after_requests(turn, place)
    return END if target == "confirm" else target


def _reason(turn: Turn, place: Place) -> str:
    """The reasons that were tapped, in words, and below them his own words."""
    tapped = [turn.voice.word(turn.language, "survey_reasons", key) for key in place.answers["reasons"]]
    return "\n".join([*tapped, *([place.answers["words"]] if place.answers["words"] else [])])


def _send(turn: Turn, place: Place) -> None:
    surveys.rate(turn, _survey(turn, place), _answers(turn, place), _reason(turn, place))


FLOW = Flow(
    "survey",
    (
        *(_question(number) for number in range(1, MOST + 1)),
        Step("unmet", "surveys/ask_requests", choice(_unmet_options), _shows_unmet, _take_unmet),
        Step("each", "surveys/ask_each", tap_or_text(_each_options, LONGEST), _shows_each, _take_each),
        Step("reason", "surveys/ask_reason", tap_or_text(_reason_options, LONGEST), _shows_reasons, _take_reason),
        Step("confirm", "surveys/ask_confirm", tap_or_text((SEND, ANEW, EACH), LONGEST), _shows_all, _take_confirmed),
    ),
    _send,
)
