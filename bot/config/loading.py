"""config.toml and the environment read into one Config, and the secrets that only the environment holds."""

import os
import re
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from bot.config.rules import Policy, Rules, Sitting, Terms
from bot.config.sections import (
    DatabaseSection,
    DeliverySection,
    Documents,
    Drafting,
    FeedSection,
    Keep,
    Mirror,
    Office,
    Reminders,
    Telegram,
)


class BadConfig(Exception):
    """A setting is wrong; the text names it and says in one line what is expected."""


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
    drafting: Drafting = Drafting()
    keep: Keep = Keep()
    mirrors: tuple[Mirror, ...] = ()
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
    file = path or Path(__file__).resolve().parents[2] / "config.toml"
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


def mirror_secrets(mirror: Mirror) -> tuple[SecretStr, SecretStr]:
    """A mirror's address and secret from the environment; BadConfig where there is no address."""
    name = f"BANLI_MIRROR_{mirror.name.upper()}"
    address = os.environ.get(f"{name}_URL", "").strip()
    if not address:
        raise BadConfig(f"{name}_URL is not set: the address of mirror {mirror.name}.")
    return SecretStr(address), SecretStr(os.environ.get(f"{name}_SECRET", "").strip())


def drafting_key() -> SecretStr:
    """What the endpoint for outlines is asked with, from BANLI_DRAFTING_KEY; empty where it wants nothing."""
    return SecretStr(os.environ.get("BANLI_DRAFTING_KEY", "").strip())


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
