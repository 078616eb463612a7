"""The page with the chats, as a person at a browser uses it, in front of the real bot."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.sandbox.people import People
from tests.demo.demonstration import Demo, Opens
from tests.sandbox.pictures import png

OLGA, UMA, UGO, LENA, DANA, DAN = range(101, 107)
TITLES = {"trucks": "渣土车夜间运输", "market": "城东农贸市场"}


def pane(page: Page, person: int) -> Locator:
    """The chat of a person, brought into sight."""
    chat = page.locator(f".pane[data-person='{person}']")
    if not chat.count():
        page.locator("#roster .chip").nth(person - OLGA).click()
    return chat


def last(page: Page, person: int) -> Locator:
    """The last message of the bot to a person."""
    return pane(page, person).locator(".message.theirs").last


def say(page: Page, person: int, text: str) -> None:
    box = pane(page, person).get_by_role("textbox")
    box.fill(text)
    box.press("Enter")


def has_no_overflow(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_every_chat_ends_with_a_card_with_something_to_do(demo: Demo, opens: Opens) -> None:
    page = opens(demo.url)
    for person in (OLGA, UMA, UGO, LENA, DANA, DAN):
        assert last(page, person).locator(".key").count() > 0
        assert pane(page, person).locator("header p").inner_text()


def test_a_tap_of_a_liaison_is_seen_by_him_and_by_the_office(demo: Demo, opens: Opens) -> None:
    page = opens(demo.url)
    offered = pane(page, UGO).locator(".message", has_text=TITLES["trucks"]).filter(has_text="新交办")
    offered.get_by_role("button", name="签收", exact=True).click()
    changed = pane(page, UGO).locator(".message", has=page.locator(".edited")).filter(has_text=TITLES["trucks"])
    expect(changed.get_by_role("button", name="拟写答复")).to_be_visible()
    expect(last(page, OLGA)).to_contain_text("市交通运输局已签收")


def test_a_text_is_answered_and_stays_text(demo: Demo, opens: Opens) -> None:
    page = opens(demo.url)
    say(page, DAN, '<img src=x onerror="document.title=1"> & "?"')
    expect(pane(page, DAN).locator(".message.own").last).to_contain_text('<img src=x onerror="document.title=1">')
    expect(last(page, DAN)).to_contain_text("/menu")
    assert pane(page, DAN).locator(".message img").count() == 0
    last(page, DAN).get_by_role("button", name="/menu").click()
    expect(last(page, DAN)).to_contain_text("您的身份")


def test_enter_sends_and_shift_enter_breaks_the_line(demo: Demo, opens: Opens) -> None:
    page = opens(demo.url)
    box = pane(page, DAN).get_by_role("textbox")
    box.press_sequentially("one")
    box.press("Shift+Enter")
    box.press_sequentially("two")
    assert box.input_value() == "one\ntwo"
    box.press("Enter")
    expect(box).to_have_value("")
    expect(pane(page, DAN).locator(".message.own").last).to_contain_text("two")


def test_the_menu_has_the_commands_of_the_persons_role(demo: Demo, opens: Opens) -> None:
    page = opens(demo.url)
    chat = pane(page, LENA)
    chat.get_by_role("button", name="菜单", exact=True).click()
    assert "/board" not in chat.locator(".commands").inner_text()
    chat.locator(".commands").press("Escape")
    expect(chat.locator(".commands")).to_be_hidden()
    chat.get_by_role("button", name="菜单", exact=True).click()
    chat.locator(".commands").get_by_role("button", name="/help").press("Enter")
    expect(last(page, LENA)).to_contain_text("可用命令")


def test_a_document_is_sent_and_can_be_had_again(demo: Demo, opens: Opens, tmp_path: Path) -> None:
    page = opens(demo.url)
    paper = tmp_path / "说明.txt"
    paper.write_text("关于本市的几点说明", encoding="utf-8")
    pane(page, OLGA).locator("input[type=file]").set_input_files(paper)
    link = pane(page, OLGA).locator(".message.own .document").last
    expect(link).to_contain_text("说明.txt")
    with page.expect_download() as download:
        link.click()
    assert Path(download.value.path()).read_text(encoding="utf-8") == "关于本市的几点说明"
    expect(last(page, OLGA)).not_to_contain_text("办理总览")


def test_a_picture_is_shown(demo: Demo, opens: Opens, tmp_path: Path) -> None:
    page = opens(demo.url)
    picture = tmp_path / "picture.png"
    picture.write_bytes(png(64, 48))
    pane(page, DANA).locator("input[type=file]").set_input_files(picture)
    shown = pane(page, DANA).locator(".message.own .photo img").last
    expect(shown).to_be_visible()
    assert shown.evaluate("one => one.decode().then(() => one.naturalWidth)") == 64


def test_the_office_sees_its_figures_as_a_picture(demo: Demo, opens: Opens) -> None:
    page = opens(demo.url)
    say(page, OLGA, "/stats")
    drawn = pane(page, OLGA).locator(".message.theirs .photo img").last
    expect(drawn).to_be_visible(timeout=30_000)
    assert drawn.evaluate("one => one.decode().then(() => one.naturalWidth)") > 300


def test_a_reply_is_rated_with_a_few_taps(demo: Demo, opens: Opens) -> None:
    page = opens(demo.url)
    issued = pane(page, DAN).locator(".message", has_text=TITLES["market"]).filter(has_text="请您对办理情况")
    issued.get_by_role("button", name="评价", exact=True).click()
    for number in range(1, 4):
        question = last(page, DAN)
        expect(question).to_contain_text(f"{number}/3")
        question.get_by_role("button", name="满意", exact=True).click()
    last(page, DAN).get_by_role("button", name="提交评价").click()
    expect(last(page, DAN)).to_contain_text("感谢您的评价")


def test_a_clock_put_forward_brings_reminders(demo: Demo, opens: Opens) -> None:
    page = opens(demo.url)
    before = page.locator("#date").inner_text()
    page.get_by_role("button", name="次日 9:00").click()
    expect(page.locator("#date")).not_to_have_text(before)
    expect(page.locator("#time")).to_have_text("09:00")
    page.get_by_role("button", name="+1 周").click()
    expect(last(page, UGO)).to_contain_text(re.compile("提醒|超期"))


def test_an_invitation_is_followed_by_somebody_new(demo: Demo, opens: Opens) -> None:
    page = opens(demo.url)
    say(page, OLGA, "/invite")
    last(page, OLGA).get_by_role("button", name="代表、委员").click()
    last(page, OLGA).get_by_role("button", name="跳过").click()
    pane(page, OLGA).locator(".message.theirs .text a").last.click()
    new = page.locator(".pane", has=page.get_by_role("heading", name="新同事"))
    new.get_by_role("button", name="确认加入").click()
    expect(new.get_by_role("button", name="English")).to_be_visible()


def test_a_new_message_in_a_chat_out_of_sight_is_counted(demo: Demo, opens: Opens) -> None:
    page = opens(demo.url, width=390)
    with People(demo.url) as people:
        people.say(DAN, "/help")
    chip = page.locator("#roster .chip").nth(DAN - OLGA)
    expect(chip.locator(".badge")).to_have_text("1")
    chip.click()
    expect(chip.locator(".badge")).to_have_count(0)
    expect(last(page, DAN)).to_contain_text("可用命令")


@pytest.mark.parametrize("width", [360, 390])
def test_a_phone_shows_one_chat_and_nothing_sticks_out(demo: Demo, opens: Opens, width: int) -> None:
    page = opens(demo.url, width=width)
    for person in (OLGA, UMA, UGO, LENA, DANA, DAN):
        page.locator("#roster .chip").nth(person - OLGA).click()
        expect(page.locator(".pane")).to_have_count(1)
        expect(pane(page, person)).to_be_visible()
        assert has_no_overflow(page)
        assert pane(page, person).locator(".messages").evaluate("one => one.scrollWidth <= one.clientWidth")
    page.locator("#now").click()
    expect(page.get_by_role("button", name="+1 周")).to_be_visible()
    page.locator("#try").click()
    assert has_no_overflow(page)


def test_all_six_fit_on_one_screen(demo: Demo, opens: Opens) -> None:
    page = opens(demo.url)
    expect(page.locator(".pane")).to_have_count(4)
    page.get_by_role("button", name="六人同屏").click()
    assert page.locator(".pane").count() >= 6
    assert has_no_overflow(page)
    page.get_by_role("button", name="六人同屏").click()
    expect(page.locator(".pane")).to_have_count(4)


def test_a_hint_leads_to_the_chat_it_is_about(demo: Demo, opens: Opens) -> None:
    page = opens(demo.url, width=390)
    page.get_by_role("button", name="试一试").click()
    page.locator("#hints button", has_text="丁兰").click()
    expect(pane(page, DANA)).to_be_visible()


def test_the_page_speaks_english_too_and_remembers_it(demo: Demo, opens: Opens) -> None:
    page = opens(demo.url)
    page.get_by_role("button", name="Switch this page to English").click()
    expect(page.locator(f".pane[data-person='{OLGA}'] header p")).to_have_text("Government office")
    expect(page.get_by_role("button", name="All six")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Try this")).to_be_visible()
    assert page.locator("html").get_attribute("lang") == "en"


def test_everything_that_can_be_pressed_has_a_name(demo: Demo, opens: Opens) -> None:
    page = opens(demo.url)
    nameless = page.evaluate(
        "[...document.querySelectorAll('button, a, textarea')]"
        ".filter(one => !(one.innerText || one.getAttribute('aria-label') || '').trim()).map(one => one.outerHTML)"
    )
    assert nameless == []


def test_letters_are_large_enough_for_everybody(demo: Demo, opens: Opens) -> None:
    page = opens(demo.url)
    for what in (".message .text", ".key", ".composer textarea", ".jumps button"):
        size = page.locator(what).first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
        assert size >= 16, what
