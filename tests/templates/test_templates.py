"""Every template is rendered in every language, with facts as hostile as people write; and nothing is named in vain."""

from collections.abc import Iterator

import pytest

from bot.config import Config
from bot.demo.samples import cast
from bot.flows.table import ALL
from bot.handlers.general import NAVIGATION
from bot.handlers.subjects import COMMANDS, TAPS
from bot.sandbox.entities import parse_html, utf16
from bot.voice import LANGUAGES, LIMIT, Button, Voice, Words
from tests.templates.gathered import long_samples, messages, reasons, samples

STAMP = len(":a1b2c3")  # what a turn adds to a button of a conversation
VOICE = Voice(Config().zone, "市政府办公室 <&> 建议提案科")
NAMES = [name for name in VOICE.messages("zh") if not name.startswith("parts/")]
QUIET = {"general/commands"}  # Telegram's list of commands, which is no message
SHORT, LONG = samples(), long_samples()
FOISTED = {"act:1", "x:y"}  # what the hostile words would have buttons do

EVERY = pytest.mark.parametrize("message", [name for name in NAMES if name in SHORT])


def said(message: str, facts: dict[str, dict[str, object]]) -> Iterator[Words]:
    """The message in each language."""
    for language in LANGUAGES:
        yield VOICE.say(language, message, {"reader": cast.OLGA, **facts[message]})


def test_every_template_has_a_sample_and_every_sample_a_template() -> None:
    assert sorted(set(NAMES) - SHORT.keys()) == []
    assert sorted(SHORT.keys() - set(NAMES)) == []


def test_every_message_that_is_named_has_a_template_in_every_language() -> None:
    known = {language: {*VOICE.messages(language), *QUIET} for language in LANGUAGES}
    missing = {
        f"{language}/{message} ({where})"
        for language in LANGUAGES
        for message, where in messages()
        if message not in known[language]
    }
    assert sorted(missing) == []


def test_every_template_is_named_somewhere() -> None:
    """A message that nobody says is dead weight, in two languages."""
    assert sorted(set(NAMES) - {message for message, _ in messages()}) == []


def test_the_reasons_for_refusals_are_found_in_code() -> None:
    found = {message for message, _ in reasons()}
    assert {"refusals/old_button", "unreadable/nothing_asked", "refusals/within_return_window"} <= found


@EVERY
def test_a_message_is_html_that_telegram_takes(message: str) -> None:
    for words in said(message, SHORT):
        pages = words.pages()
        assert pages, "an empty message is refused"
        for page in pages:
            text, _ = parse_html(page)
            assert text.strip()


@EVERY
def test_a_long_message_is_cut_into_pages_that_telegram_takes(message: str) -> None:
    for words in said(message, LONG):
        for page in words.pages():
            text, _ = parse_html(page)
            assert utf16(text) <= LIMIT


@EVERY
def test_buttons_are_few_and_short_and_lead_somewhere(message: str) -> None:
    for words in said(message, SHORT):
        assert sum(len(row) for row in words.buttons) <= 100
        for row in words.buttons:
            assert len(row) <= 8
            for button in row:
                assert button.label
                assert button.is_link or leads_somewhere(button), button


@EVERY
def test_nothing_that_a_person_wrote_becomes_a_button(message: str) -> None:
    for facts in (SHORT, LONG):
        for words in said(message, facts):
            data = {button.data for row in words.buttons for button in row}
            assert not data & FOISTED


def leads_somewhere(button: Button) -> bool:
    """Whether a button's data fits, and has a tap, a step or a word of navigation behind it."""
    assert len(button.data.encode()) + STAMP * button.data.startswith("say:") <= 64
    prefix, *words = button.data.split(":")
    if prefix == "say":
        return len(words) <= 2 and words[0] in {step.name for flow in ALL for step in flow.steps}
    if prefix == "go":
        return len(words) == 1 and words[0] in COMMANDS
    if prefix == "nav":
        return len(words) == 1 and words[0] in NAVIGATION
    return prefix in TAPS


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_board_calls_the_states_of_a_reply_what_the_cards_call_them(language: str) -> None:
    for state in ("at_leader", "at_office"):
        shown, listed = (VOICE.word(language, group, state) for group in ("reply_states", "piles"))
        assert listed.casefold() == shown.casefold()
