"""What every section of config.toml is made of, and the sections about how the bot runs."""

import re
from datetime import time
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        raise ValueError("no such time zone, try Asia/Shanghai") from None
    return text


def _rising(hours: tuple[int, ...]) -> tuple[int, ...]:
    if list(hours) != sorted(set(hours)):
        raise ValueError("each has to be more than the one before")
    return hours


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


def _hour(value: object) -> object:
    return None if value == "" else value


class Reminders(Section):
    """How the clock goes, when the day's reminders come, and how long silence is borne, in working hours."""

    tick_seconds: Annotated[int, Field(ge=1, le=3600)] = 20
    digest_at: Annotated[time | None, BeforeValidator(_hour)] = None
    spread_minutes: Annotated[int, Field(ge=0, le=120)] = 20
    preview_at: Annotated[time | None, BeforeValidator(_hour)] = time(17, 0)
    report_gaps: bool = True
    silence_hours: Annotated[
        tuple[Annotated[int, Field(ge=1, le=400)], ...], Field(max_length=4), AfterValidator(_rising)
    ] = (4, 8, 16, 24)


class Mirror(Section):
    """A group robot or another system that hears what the office hears; ``notices`` are patterns of messages' names."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,30}$")]
    kind: Literal["wecom", "dingtalk", "feishu", "webhook"]
    notices: tuple[str, ...] = ("*",)


class Keep(Section):
    """How long what is no longer needed is kept."""

    updates_days: Annotated[int, Field(ge=2, le=3650)] = 30
    letters_days: Annotated[int, Field(ge=2, le=3650)] = 400
    archive_days: Annotated[int, Field(ge=0, le=3650)] = 0


class DeliverySection(Section):
    """How fast letters leave."""

    overall_per_second: Annotated[int, Field(ge=1, le=1000)] = 30
    chat_per_second: Annotated[int, Field(ge=1, le=1000)] = 1
    group_per_minute: Annotated[int, Field(ge=4, le=6000)] = 20
    in_flight: Annotated[int, Field(ge=1, le=256)] = 32


class Documents(Section):
    """What leaves as a file."""

    forms: str = ""


class Drafting(Section):
    """Where outlines of answers are asked for, in the way of OpenAI's chat completions; nowhere where it is empty."""

    url: Annotated[str, Field(pattern=r"^$|^https?://[^\s/]+", max_length=500)] = ""
    model: Annotated[str, Field(max_length=100)] = ""
    seconds: Annotated[float, Field(gt=0, le=120)] = 30


class FeedSection(Section):
    """Where a system above hands on cases, and how often it is asked."""

    url: Annotated[str, Field(pattern=r"^$|^https?://[^\s/]+", max_length=500)] = ""
    every_minutes: Annotated[int, Field(ge=1, le=1440)] = 15
