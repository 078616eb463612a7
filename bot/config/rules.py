"""The terms and the policy that cases are handled by, and what one sitting has otherwise."""

from string import Formatter
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, field_validator, model_validator

from bot.config.sections import Section
from bot.domain import surveys
from bot.domain.terms import Term

NUMBER_PLACES = frozenset({"unit", "year", "n"})  # of a document number's pattern


def _term(text: str) -> str:
    return str(Term.parse(text))


def _number_pattern(text: str) -> str:
    """A pattern of document numbers names nothing but what a reply has, and never lacks the number itself."""
    try:
        named = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        raise ValueError("its braces do not match") from None
    if unknown := named - NUMBER_PLACES:
        raise ValueError(f"{{{min(unknown)}}} means nothing here, there are {{unit}}, {{year}} and {{n}}")
    if text and "n" not in named:
        raise ValueError("{n}, the number itself, is missing")
    return text


TermText = Annotated[str, AfterValidator(_term)]


class Terms(Section):
    """How long each step may take; texts that ``bot.domain.deadlines.Term`` reads."""

    accept: TermText = "3 workdays"
    return_window: TermText = "5 workdays"
    reassign: TermText = "10 workdays"
    reply: TermText = "3 months"
    cap: TermText = "6 months"
    opinion: TermText = "1 months"
    approval: TermText = "3 workdays"
    review: TermText = "3 workdays"
    survey: TermText = "15 workdays"
    second_reply: TermText = "1 months"
    sign: TermText = "5 days"
    first_contact: TermText = "15 workdays"
    question: TermText = "5 workdays"
    opinion_redo: TermText = "5 workdays"
    extension_decision: TermText = "3 workdays"
    countersign: TermText = "3 workdays"


class SurveyQuestion(Section):
    """One question of a rating; ``reason_for`` are the options that want words, without it the unsatisfied ones."""

    key: str
    options: tuple[str, ...]
    decides: bool = False
    reason_for: tuple[str, ...] | None = None

    def asked(self) -> surveys.Question:
        """The question of the rules; ValueError for a key that they do not know."""
        return surveys.question(self.key, self.options, decides=self.decides, reason_for=self.reason_for)


_CONTENT = ("satisfied", "basically", "unsatisfied")


class Policy(Section):
    """What differs from place to place."""

    rehandle: Literal["office", "automatic"] = "office"
    clock_on_reassign: Literal["keep", "restart"] = "keep"
    late_return: Literal["refuse", "allow"] = "refuse"
    roll_over_holidays: bool = False
    contact_required: bool = True
    countersign: bool = False
    joint_letter: bool = False
    approval_chain: Annotated[tuple[Annotated[str, Field(min_length=1, max_length=40)], ...], Field(max_length=5)] = ()
    result_classes: tuple[Annotated[str, Field(pattern=r"^[A-Z0-9甲乙丙丁]{1,8}$")], ...] = ()
    result_scheme: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,19}$")] = "abc"
    document_number: Annotated[str, Field(max_length=40), AfterValidator(_number_pattern)] = ""
    commitment_classes: tuple[str, ...] = ("B",)
    survey_questions: tuple[SurveyQuestion, ...] = (
        SurveyQuestion(key="attitude", options=_CONTENT, reason_for=("unsatisfied",)),
        SurveyQuestion(key="result", options=_CONTENT, decides=True, reason_for=("unsatisfied",)),
        SurveyQuestion(key="contact", options=_CONTENT, reason_for=("unsatisfied",)),
    )
    survey_timing: Literal["reply", "draft"] = "reply"
    survey_asks: Literal["all", "lead"] = "all"
    survey_by_request: bool = True
    invitation_days: Annotated[int, Field(ge=1, le=90)] = 7
    reject_reasons: Annotated[tuple[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], ...], Field(min_length=1)] = (
        "secret",
        "forbidden",
        "party_affairs",
        "own_party",
        "court",
        "academic",
        "personal",
        "advertising",
        "accusation",
        "empty",
        "not_ours",
        "other",
    )

    @field_validator("survey_questions")
    @classmethod
    def _survey_works(cls, asked: tuple[SurveyQuestion, ...]) -> tuple[SurveyQuestion, ...]:
        surveys.Schema(tuple(question.asked() for question in asked))
        return asked

    @model_validator(mode="after")
    def _somebody_signs_jointly(self) -> Self:
        if self.joint_letter and not self.countersign:
            raise ValueError("joint_letter needs countersign = true: who signs a letter has agreed with it before")
        return self

    @property
    def survey(self) -> surveys.Schema:
        """The questions that a proposer is asked."""
        return surveys.Schema(tuple(question.asked() for question in self.survey_questions))


class Sitting(Section):
    """What one sitting (届次) has otherwise than the sections above; the rest is as there."""

    name: str
    terms: dict[str, Any] = Field(default_factory=dict)
    policy: dict[str, Any] = Field(default_factory=dict)


class Rules(Section):
    """The terms and the policy that hold for a case."""

    terms: Terms
    policy: Policy
