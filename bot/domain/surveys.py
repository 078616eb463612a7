"""How a reply is rated: questions and their options, the verdict they add up to, and the shares of many verdicts.

Places differ in questions and options (domain notes, 1.9), so both are data; an option is known by how content it is.
An answer is kept as question -> option; one about a single request of the proposal as ``result.2`` -> option.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

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


# Every option a sitting may offer, and how content it is (domain notes, 1.9); words.toml has the wordings.
# fmt: off
OPTIONS: Mapping[str, Content] = {
    # option                kind                 wording
    "very_satisfied":   Content.CONTENT,   # 非常满意
    "satisfied":        Content.CONTENT,   # 满意
    "basically":        Content.PARTLY,    # 基本满意
    "understand":       Content.PARTLY,    # 理解
    "unsatisfied":      Content.NOT,       # 不满意
    "agree":            Content.CONTENT,   # 同意
    "reserve":          Content.PARTLY,    # 保留
    "disagree":         Content.NOT,       # 不同意
    "visited":          Content.CONTENT,   # 已走访
    "waived":           Content.CONTENT,   # 委员本人提出不需要走访
    "not_visited":      Content.NOT,       # 未走访
    "by_visit":         Content.CONTENT,   # 走访
    "by_phone":         Content.CONTENT,   # 电话
    "by_other":         Content.CONTENT,   # 其他
    "not_contacted":    Content.NOT,       # 未联系
    "addressed":        Content.CONTENT,   # 针对
    "partly_addressed": Content.PARTLY,    # 基本针对
    "not_addressed":    Content.NOT,       # 未针对
    "yes":              Content.CONTENT,   # 是
    "no":               Content.NOT,       # 否
}
# fmt: on
QUESTIONS = (
    "attitude",  # 办理态度
    "result",  # 办理结果
    "contact",  # 沟通情况
    "process",  # 办理过程
    "effect",  # 实际效果
    "letter",  # 答复函
    "received",  # 是否收到答复函
    "visit",  # 走访情况
    "visitors",  # 办理（走访）人员态度
    "agreement",  # 是否同意办理结果
    "hearing",  # 答复前听取意见方式
    "relevance",  # 答复是否针对提案
    "leader_replied",  # 是否分管领导答复
    "promises",  # 承诺事项落实情况
)
MOST = 9  # questions of one survey


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `decides` makes it count towards the verdict, `reason_for` are the options that want words besides.

    By default a reason is due with an unsatisfied answer (山东 Art. 23, 上海 Art. 21).
    """

    key: str
    options: tuple[Option, ...]
    decides: bool = False
    reason_for: frozenset[str] | None = None

    def wants_reason(self, option: Option) -> bool:
        """Whether this answer is to be explained in words."""
        return option.kind is Content.NOT if self.reason_for is None else option.key in self.reason_for

    def first(self, kind: Content) -> Option | None:
        """The first option that is so content; None where the question has none."""
        return next((option for option in self.options if option.kind is kind), None)


def question(
    key: str, options: Sequence[str], *, decides: bool = False, reason_for: Sequence[str] | None = None
) -> Question:
    """A question out of the tables above; the ValueError for a key they do not have is a sentence for the operator."""
    if key not in QUESTIONS:
        raise ValueError(f'"{key}" is no known question; known are {", ".join(QUESTIONS)}')
    for option in (*options, *(reason_for or ())):
        if option not in OPTIONS:
            raise ValueError(f'"{option}" is no known option; known are {", ".join(OPTIONS)}')
    if strange := [option for option in reason_for or () if option not in options]:
        raise ValueError(f'a reason is wanted for "{strange[0]}", which is no option of "{key}"')
    wanted = None if reason_for is None else frozenset(reason_for)
    return Question(key, tuple(Option(option, OPTIONS[option]) for option in options), decides, wanted)


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
        if len(self.questions) > MOST:
            raise ValueError(f"A survey has at most {MOST} questions.")

    @property
    def deciding(self) -> Question:
        """The first question that decides: the one that may be answered for each request."""
        return next(question for question in self.questions if question.decides)

    def as_json(self) -> dict[str, Any]:
        """The shape that a survey keeps: {"questions": [{"key", "options", "decides", "reason_for"}]}."""
        return {
            "questions": [
                {
                    "key": question.key,
                    "options": [option.key for option in question.options],
                    "decides": question.decides,
                    "reason_for": sorted(option.key for option in question.options if question.wants_reason(option)),
                }
                for question in self.questions
            ]
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Schema":
        """The same again; an empty one is the default."""
        if not kept:
            return DEFAULT
        return cls(tuple(question(one.pop("key"), one.pop("options"), **one) for one in map(dict, kept["questions"])))


SCALE = (
    Option("satisfied", Content.CONTENT),
    Option("basically", Content.PARTLY),
    Option("unsatisfied", Content.NOT),
)
# 办理态度, 办理结果, 沟通情况 (domain notes, 1.12)
DEFAULT = Schema((Question("attitude", SCALE), Question("result", SCALE, decides=True), Question("contact", SCALE)))

# 承诺事项落实情况, asked when a promise is reported as kept (重庆 Art. 26)
KEPT = Schema((Question("promises", SCALE, decides=True),))

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


def told(answers: Answers, schema: Schema) -> str:
    """The answer that the verdict comes from: the worst one to a deciding question, the first of equals; "" of none."""
    deciding = [option for question, option in _read(answers, schema) if question.decides]
    return next((option.key for kind, _ in VERDICTS for option in deciding if option.kind is kind), "")


def unanswered(answers: Answers, schema: Schema) -> tuple[str, ...]:
    """The questions still to be asked, in their order."""
    return tuple(question.key for question in schema.questions if question.key not in answers)


def reason_due(answers: Answers, schema: Schema) -> bool:
    """Whether any answer wants a reason in words. Raises ValueError like `verdict`."""
    return any(question.wants_reason(option) for question, option in _read(answers, schema))


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
