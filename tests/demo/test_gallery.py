"""The gallery shows every message of the bot in both languages."""

import json

import httpx
from playwright.sync_api import expect

from bot.config import Config
from bot.demo import gallery
from bot.voice import LANGUAGES, Voice
from tests.demo.demonstration import Demo, Opens

VOICE = Voice(Config().zone)
NAMES = {name for name in VOICE.messages("zh") if not name.startswith("parts/")}


def test_every_template_is_listed_in_both_languages(demo: Demo, opens: Opens) -> None:
    page = opens(f"{demo.url}/gallery")
    listed = page.locator(".card h3").all_inner_texts()
    assert set(listed) == NAMES
    assert len(listed) == len(NAMES)
    for language in ("zh-CN", "en"):
        assert page.locator(f".card .side[lang={language}] .text").count() >= len(NAMES)


def test_no_sample_holds_a_trace_of_markup() -> None:
    """What the tests make hostile is plain here; a tag in sight would be a mistake in a template."""
    for message in gallery.messages(Config().zone, "office"):
        for language in LANGUAGES:
            assert message[language]
            for page in message[language]:
                assert page["text"].strip()
                assert not any(sign in page["text"] for sign in ("<b>", "</", "&lt;", "{%"))


def test_a_link_is_a_link_and_a_button_a_button() -> None:
    shown = {message["name"]: message for message in gallery.messages(Config().zone, "office")}
    (button,) = [button for row in shown["joining/link"]["zh"][0]["buttons"] for button in row]
    assert button["url"].startswith("https://")
    assert "url" not in shown["proposals/filed"]["en"][0]["buttons"][0][0]


def test_messages_are_found_by_their_words(demo: Demo, opens: Opens) -> None:
    page = opens(f"{demo.url}/gallery")
    page.get_by_role("searchbox").fill("proposals/handed_in")
    expect(page.locator(".card:visible")).to_have_count(1)
    page.get_by_role("searchbox").fill("there is no such word")
    expect(page.locator(".card:visible")).to_have_count(0)
    expect(page.locator("#count")).to_have_text("没有找到。")


def test_the_gallery_fits_on_a_phone(demo: Demo, opens: Opens) -> None:
    page = opens(f"{demo.url}/gallery", width=360, dark=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Switch this page to English").click()
    expect(page.get_by_role("heading", name="Reminders", exact=True)).to_be_visible()
    page.get_by_role("link", name="Back to the chats").click()
    expect(page.locator(".pane")).to_have_count(1)


def test_the_messages_are_json_of_the_shape_the_page_draws(demo: Demo) -> None:
    answer = httpx.get(f"{demo.url}/gallery/messages", trust_env=False, timeout=60)
    assert answer.headers["content-type"] == "application/json"
    assert {"text", "entities", "buttons"} == set(json.loads(answer.text)[0]["zh"][0])
