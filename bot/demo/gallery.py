"""The gallery's messages: each rendered from its sample in both languages, as Telegram would show it."""

from zoneinfo import ZoneInfo

from bot.demo.samples import samples
from bot.demo.samples.cast import OLGA
from bot.sandbox.entities import parse_html
from bot.sandbox.errors import Json
from bot.voice import LANGUAGES, Button, Voice


def messages(zone: ZoneInfo, office: str) -> list[Json]:
    """Every message by name; under each language its pages: text, entities (UTF-16 offsets) and rows of buttons."""
    voice = Voice(zone, office)
    facts = samples()
    return [
        {"name": name} | {language: _pages(voice, language, name, facts[name]) for language in LANGUAGES}
        for name in sorted(facts)
    ]


def _pages(voice: Voice, language: str, name: str, facts: dict[str, object]) -> list[Json]:
    words = voice.say(language, name, {"reader": OLGA, **facts})
    buttons = [[_button(button) for button in row] for row in words.buttons]
    read = [parse_html(page) for page in words.pages()]
    pages: list[Json] = [{"text": text, "entities": entities, "buttons": []} for text, entities in read]
    pages[-1]["buttons"] = buttons
    return pages


def _button(button: Button) -> Json:
    return {"label": button.label, "data": button.data} | ({"url": button.data} if button.is_link else {})
