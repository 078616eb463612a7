"""The demonstration comes up at once, tells where it is, and leaves nothing behind."""

import os
import socket
import tempfile

import httpx
from playwright.sync_api import expect

from tests.demo.demonstration import Demo, Opens


def left_behind() -> set[str]:
    return {name for name in os.listdir(tempfile.gettempdir()) if name.startswith("banli-demo-")}  # noqa: PTH208 - names


def test_the_page_is_there_before_the_example(demo: Demo, opens: Opens) -> None:
    """Whoever starts it looks at a page that says what it is waiting for."""
    page = opens(demo.url, ready=False)
    if demo.seed()["done"] < demo.seed()["total"]:
        expect(page.get_by_role("status").first).to_contain_text("正在准备示例")
    page.wait_for_selector("body[data-seeded=true]", timeout=90_000)
    expect(page.locator("#seeding")).to_be_hidden()


def test_its_database_goes_with_it() -> None:
    before = left_behind()
    demo = Demo("--port", "0", "--no-seed")
    assert demo.end() == 0
    assert "Traceback" not in demo.log
    assert left_behind() <= before


def test_where_the_port_is_taken_it_says_so_and_takes_another() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        demo = Demo("--port", str(taken), "--no-seed")
        assert demo.url.startswith("http://127.0.0.1:")
        assert not demo.url.endswith(f":{taken}")
        assert f"Port {taken} is taken" in demo.log
        assert demo.end() == 0


def test_a_page_that_lost_its_line_says_so(empty: Demo, opens: Opens) -> None:
    page = opens(empty.url, console=False)
    expect(page.get_by_text("连接中断")).to_be_hidden()
    empty.end()
    expect(page.get_by_text("连接中断")).to_be_visible()


def test_without_an_example_people_have_joined_and_that_is_all(empty: Demo, opens: Opens) -> None:
    page = opens(empty.url)
    expect(page.locator(".pane")).to_have_count(4)
    expect(page.locator(".pane[data-person='101']")).to_contain_text("欢迎加入")


def test_the_page_runs_nothing_but_itself(empty: Demo) -> None:
    page = httpx.get(empty.url, trust_env=False)
    assert "default-src 'none'; script-src 'self'" in page.headers["content-security-policy"]
    assert "http" not in page.text.replace("http-equiv", "")
    assert httpx.get(f"{empty.url}/page/nothing.js", trust_env=False).status_code == 404
