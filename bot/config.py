"""config.toml, checked: every setting has a type, a default and a user; the environment overrides the file."""

import os
import re
from datetime import time
from pathlib import Path
from string import Formatter
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from bot.domain import surveys
from bot.domain.terms import Term


NUMBER_PLACES = frozenset({"unit", "year", "n"})  # of a document number's pattern


class BadConfig(Exception):
    """A setting is wrong; the text names it and says in one line what is expected."""


def _term(text: str) -> str:
    return str(Term.parse(text))


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        raise ValueError("no such time zone, try Asia/Shanghai") from None
    return text


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


class Section(BaseModel):
    """A section refuses keys that nobody reads: a typing error is said, not ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Telegram(Section):
    """How Telegram is reached, and how it reaches us."""

    base_url: str = "https://api.telegram.org"
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: str = ""
    listen: Annotated[str, Field(pattern=r"^[^:]+:\d+$")] = "127.0.0.1:8080"
    poll_seconds: Annotated[int, Field(ge=1, le=50)] = 25
    file_limit_mb: Annotated[int, Field(ge=1, le=20)] = 20

    @property
    def root(self) -> str:
        """The server's address without the ``/bot`` that some write at its end."""
        return re.sub(r"/(bot)?/*$", "", self.base_url.rstrip("/") + "/")


class DatabaseSection(Section):
    """Where everything is kept."""

    url: str = "sqlite:///banli.db"


class Office(Section):
    """The office: its name, language, zone and hours."""

    name: str = "市政府办公室建议提案科"
    language: Literal["zh", "en"] = "zh"
    zone: Annotated[str, AfterValidator(_zone)] = "Asia/Shanghai"
    day_starts: time = time(8, 30)
    day_ends: time = time(18, 0)


class Terms(Section):
    """How long each step may take; texts that ``bot.domain.deadlines.Term`` reads."""

    accept: TermText = "3 workdays"
    return_window: TermText = "5 workdays"
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
    contact_required: bool = False
    countersign: bool = False
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
    survey_asks: Literal["all", "lead"] = "all"
    survey_by_request: bool = True
    invitation_days: Annotated[int, Field(ge=1, le=90)] = 7

    @field_validator("survey_questions")
    @classmethod
    def _survey_works(cls, asked: tuple[SurveyQuestion, ...]) -> tuple[SurveyQuestion, ...]:
        surveys.Schema(tuple(question.asked() for question in asked))
        return asked

    @property
    def survey(self) -> surveys.Schema:
        """The questions that a proposer is asked."""
        return surveys.Schema(tuple(question.asked() for question in self.survey_questions))


class Sitting(Section):
    """What one sitting (届次) has otherwise than the sections above; the rest is as there."""

    name: str
    terms: dict[str, Any] = {}
    policy: dict[str, Any] = {}


class Rules(Section):
    """The terms and the policy that hold for a case."""

    terms: Terms
    policy: Policy


class Reminders(Section):
    """How the clock goes."""

    tick_seconds: Annotated[int, Field(ge=1, le=3600)] = 20


class Keep(Section):
    """How long what is no longer needed is kept."""

    updates_days: Annotated[int, Field(ge=2, le=3650)] = 30
    letters_days: Annotated[int, Field(ge=2, le=3650)] = 400
    archive_days: Annotated[int, Field(ge=0, le=3650)] = 0


class DeliverySection(Section):
    """How fast letters leave."""

    overall_per_second: Annotated[int, Field(ge=1, le=1000)] = 30
    in_flight: Annotated[int, Field(ge=1, le=256)] = 32


class Documents(Section):
    """What leaves as a file."""

    forms: str = ""


class FeedSection(Section):
    """Where a system above hands on cases, and how often it is asked."""

    url: Annotated[str, Field(pattern=r"^$|^https?://[^\s/]+", max_length=500)] = ""
    every_minutes: Annotated[int, Field(ge=1, le=1440)] = 15


class Config(BaseSettings):
    """All settings; the token is looked at only by ``token()``, so that nothing prints it."""

    model_config = SettingsConfigDict(env_prefix="BANLI_", env_nested_delimiter="__", extra="forbid", frozen=True)

    telegram: Telegram = Telegram()
    database: DatabaseSection = DatabaseSection()
    office: Office = Office()
    terms: Terms = Terms()
    policy: Policy = Policy()
    reminders: Reminders = Reminders()
    delivery: DeliverySection = DeliverySection()
    feed: FeedSection = FeedSection()
    documents: Documents = Documents()
    keep: Keep = Keep()
    sittings: tuple[Sitting, ...] = ()

    @model_validator(mode="after")
    def _sittings_are_whole(self) -> "Config":
        for sitting in self.sittings:
            try:
                self.rules_of(sitting.name)
            except ValidationError as error:  # of the sections inside, said as one line
                raise ValueError(f"{sitting.name}: {_first_of(error)}") from None
        return self

    def rules_of(self, sitting: str) -> "Rules":
        """The terms and the policy of a sitting by its name; of one that is not listed, those of all."""
        own = next((one for one in self.sittings if one.name == sitting), None)
        if own is None:
            return Rules(terms=self.terms, policy=self.policy)
        return Rules(
            terms=Terms(**(self.terms.model_dump() | own.terms)),
            policy=Policy(**(self.policy.model_dump() | own.policy)),
        )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is given in code, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def zone(self) -> ZoneInfo:
        """The office's zone."""
        return ZoneInfo(self.office.zone)


def load(path: Path | None = None) -> Config:
    """Read the file (config.toml beside run_bot.py unless another is named) and the environment, or raise BadConfig."""
    file = path or Path(__file__).resolve().parent.parent / "config.toml"
    if path is not None and not path.exists():
        raise BadConfig(f"There is no file {path}.")
    source = type(
        "Loaded", (Config,), {"model_config": SettingsConfigDict(**{**Config.model_config, "toml_file": file})}
    )
    try:
        loaded = source()
    except ValidationError as error:
        raise BadConfig(f"{file.name} or a BANLI_ variable: {_first_of(error)}.") from None
    except ValueError as error:  # the file is not TOML
        raise BadConfig(f"{file.name} cannot be read: {error}.") from None
    assert isinstance(loaded, Config)  # noqa: S101 - tells the type checker what the line above made
    return loaded


def _first_of(error: ValidationError) -> str:
    first = error.errors()[0]
    said = first["msg"].removeprefix("Value error, ").removesuffix(".")
    wrong = "there is no such setting" if first["type"] == "extra_forbidden" else said
    return ": ".join(filter(None, [".".join(str(part) for part in first["loc"]), wrong]))


def feed_token() -> SecretStr:
    """What the upstream feed is asked with, from BANLI_FEED_TOKEN; empty where it wants nothing."""
    return SecretStr(os.environ.get("BANLI_FEED_TOKEN", "").strip())


def token() -> SecretStr:
    """The bot's token from BOT_TOKEN, or BadConfig that says where to get one."""
    text = os.environ.get("BOT_TOKEN", "").strip()
    if not re.fullmatch(r"\d+:[A-Za-z0-9_-]{20,}", text):
        what = "is not set" if not text else "does not look like a token"
        raise BadConfig(f"BOT_TOKEN {what}. Ask @BotFather in Telegram for one, then: export BOT_TOKEN=…")
    return SecretStr(text)
