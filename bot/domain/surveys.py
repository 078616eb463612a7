"""How a reply is rated: questions and their options, the verdict they add up to, and the shares of many verdicts.

Places differ in questions and options (domain notes, 1.9), so both are data; an option is known by how content it is.
An answer is kept as question -> option; one about a single request of the proposal as ``result.2`` -> option.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bot.domain.rates import Rate, largest_remainder

Answers = Mapping[str, str]


class Content(StrEnum):
    """How content an option is: 满意; 基本满意 or 理解; 不满意."""

    CONTENT = "content"
    PARTLY = "partly"
    NOT = "not"


class Verdict(StrEnum):
    """What a whole rating comes to."""

    SATISFIED = "satisfied"
    BASICALLY = "basically"
    UNSATISFIED = "unsatisfied"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice; its words are a template's business."""

    key: str
    kind: Content


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `decides` makes it count towards the verdict, `reason_due` are the kinds that want words besides.

    By default a reason is due with an unsatisfied answer (山东 Art. 23, 上海 Art. 21).
    """

    key: str
    options: tuple[Option, ...]
    decides: bool = False
    reason_due: frozenset[Content] = frozenset({Content.NOT})


def _each_once(keys: Iterable[str]) -> None:
    twice = [key for key, count in Counter(keys).items() if count > 1]
    if twice:
        raise ValueError(f'The key "{twice[0]}" is given twice.')


@dataclass(frozen=True, slots=True)
class Schema:
    """The questions of one session. Raises ValueError for a key given twice, no choice, or no question that decides."""

    questions: tuple[Question, ...]

    def __post_init__(self) -> None:
        _each_once(question.key for question in self.questions)
        for question in self.questions:
            _each_once(option.key for option in question.options)
            if not question.options or "." in question.key:
                raise ValueError(f'Question "{question.key}" needs options, and a key without a dot.')
        if not any(question.decides for question in self.questions):
            raise ValueError("At least one question must decide.")


SCALE = (
    Option("satisfied", Content.CONTENT),
    Option("basically", Content.PARTLY),
    Option("unsatisfied", Content.NOT),
)
# 办理态度, 办理结果, 沟通情况 (domain notes, 1.12)
DEFAULT = Schema((Question("attitude", SCALE), Question("result", SCALE, decides=True), Question("contact", SCALE)))

# The first row whose kind is found among the answers to the deciding questions gives the verdict: the worst one counts.
# fmt: off
VERDICTS: tuple[tuple[Content, Verdict], ...] = (
    # any such answer   makes it
    (Content.NOT,       Verdict.UNSATISFIED),
    (Content.PARTLY,    Verdict.BASICALLY),
    (Content.CONTENT,   Verdict.SATISFIED),
)
# fmt: on


def about_request(question: str, number: int) -> str:
    """The key of an answer about one numbered request of the proposal."""
    return f"{question}.{number}"


def verdict(answers: Answers, schema: Schema) -> Verdict | None:
    """What the answers come to, by VERDICTS; None if no deciding question was answered: such a form is out of the base.

    Raises ValueError for a question or an option that the schema does not have.
    """
    deciding = {option.kind for question, option in _read(answers, schema) if question.decides}
    return next((made for kind, made in VERDICTS if kind in deciding), None)


def unanswered(answers: Answers, schema: Schema) -> tuple[str, ...]:
    """The questions still to be asked, in their order."""
    return tuple(question.key for question in schema.questions if question.key not in answers)


def reason_due(answers: Answers, schema: Schema) -> bool:
    """Whether any answer wants a reason in words. Raises ValueError like `verdict`."""
    return any(option.kind in question.reason_due for question, option in _read(answers, schema))


def unmet_requests(answers: Answers, schema: Schema) -> frozenset[int]:
    """The numbers of the requests rated unsatisfied on a deciding question: those a second round reopens."""
    return frozenset(
        int(key.partition(".")[2])
        for key, (question, option) in zip(answers, _read(answers, schema), strict=True)
        if "." in key and question.decides and option.kind is Content.NOT
    )


def _read(answers: Answers, schema: Schema) -> Iterator[tuple[Question, Option]]:
    questions = {question.key: question for question in schema.questions}
    for key, chosen in answers.items():
        question = questions.get(key.partition(".")[0])
        option = next((option for option in question.options if option.key == chosen), None) if question else None
        if question is None or option is None:
            raise ValueError(f'"{chosen}" is no answer to "{key}" in this survey.')
        yield question, option


@dataclass(frozen=True, slots=True)
class Tally:
    """Verdicts counted. Those who did not answer are told apart and are in no base (重庆 Art. 29)."""

    satisfied: int
    basically: int
    unsatisfied: int
    unanswered: int

    @classmethod
    def of(cls, verdicts: Iterable[Verdict | None]) -> "Tally":
        """Count the verdicts; None is a form that never came back."""
        count = Counter(verdicts)
        return cls(count[Verdict.SATISFIED], count[Verdict.BASICALLY], count[Verdict.UNSATISFIED], count[None])

    @property
    def base(self) -> int:
        """How many answered."""
        return self.satisfied + self.basically + self.unsatisfied

    @property
    def content(self) -> Rate:
        """满意率: satisfied and basically satisfied, of those who answered."""
        return Rate(self.satisfied + self.basically, self.base)

    @property
    def answered(self) -> Rate:
        """Those who answered, of those who were asked."""
        return Rate(self.base, self.base + self.unanswered)

    @property
    def shares(self) -> Mapping[Verdict, Decimal]:
        """Percent of each verdict to one decimal, adding up to 100."""
        return dict(zip(Verdict, largest_remainder((self.satisfied, self.basically, self.unsatisfied)), strict=True))
