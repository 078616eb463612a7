"""config.toml, checked: every setting has a type, a default and a user; the environment overrides the file."""

from bot.config.loading import BadConfig, Config, drafting_key, feed_token, load, mirror_secrets, token
from bot.config.rules import NUMBER_PLACES, Policy, Rules, Sitting, SurveyQuestion, Terms
from bot.config.sections import DatabaseSection, Mirror, Office, Reminders, Section, Telegram

__all__ = [
    "NUMBER_PLACES",
    "BadConfig",
    "Config",
    "DatabaseSection",
    "Mirror",
    "Office",
    "Policy",
    "Reminders",
    "Rules",
    "Section",
    "Sitting",
    "SurveyQuestion",
    "Telegram",
    "Terms",
    "drafting_key",
    "feed_token",
    "load",
    "mirror_secrets",
    "token",
]
