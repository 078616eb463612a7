"""A question of the unit to the proposers, while its clock stands still; and a proposer's answer to it."""

from collections.abc import Mapping
from typing import Any

from bot.flows import engine
from bot.flows.engine import END, Flow, Step
from bot.flows.readers import choice, text
from bot.services import acceptance, life, questions
from bot.turn import Turn
from store.places import Place
from store.tables import Assignment


def open_for(turn: Turn, share: Assignment) -> None:
    """Ask what the unit wants to know, if this person may put a question now."""
    questions.check(turn, share)
    engine.begin(turn, ASKING, share.id)


def answer_for(turn: Turn, share: Assignment) -> None:
    """Ask a proposer for the answer, if there is a question to answer."""
    questions.check_answer(turn, share)
    engine.begin(turn, ANSWERING, share.id)


def _case(turn: Turn, place: Place) -> Mapping[str, Any]:
    share = acceptance.find(turn, place.subject_id or 0)
    return life.around(share) | {"until": questions.until(turn, share), "typed": place.answers.get("text", "")}


def _decide(_turn: Turn, _place: Place, value: str) -> str:
    return END if value == "send" else "text"


ASKING = Flow(
    "question",
    (
        Step("text", "assignments/ask_question", text(at_most=1000, at_least=4), _case),
        Step("preview", "assignments/question_preview", choice({"send", "edit"}), _case, _decide),
    ),
    lambda turn, place: questions.ask(turn, place.subject_id or 0, place.answers["text"]),
)
ANSWERING = Flow(
    "question_answer",
    (Step("text", "assignments/ask_answer", text(at_most=2000), _case),),
    lambda turn, place: questions.resume(turn, place.subject_id or 0, place.answers["text"]),
)
