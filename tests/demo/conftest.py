"""Chromium in front of a demonstration; the page may ask nobody else for anything, and nothing may go wrong on it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, sync_playwright

from tests.demo.demonstration import Demo, Opens

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
READY = 90_000  # milliseconds
PHONE = 600  # pixels


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Chromium for the tests of one file: as long as it lives, Playwright's loop runs, and asyncio takes no other."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo() -> Iterator[Demo]:
    """The demonstration with its example; tests change it, each other people's cases."""
    demo = Demo("--port", "0")
    yield demo
    assert demo.end() == 0
    assert "leaves out" not in demo.log


@pytest.fixture
def empty() -> Iterator[Demo]:
    """A demonstration of this test's own, without an example."""
    demo = Demo("--port", "0", "--no-seed")
    yield demo
    demo.end()


@pytest.fixture
def opens(browser: Browser) -> Iterator[Opens]:
    """Opens a page of a demonstration once it is ready; at the end nothing may have gone wrong on it.

    ``console`` False is for a page whose server goes away: Chromium itself then says that it finds none.
    """
    pages: list[Page] = []
    wrong: list[str] = []

    def opens(address: str, *, width: int = 1600, dark: bool = False, ready: bool = True, console: bool = True) -> Page:
        origin = "/".join(address.split("/")[:3])
        context = browser.new_context(
            viewport={"width": width, "height": 1000 if width > PHONE else 780},
            color_scheme="dark" if dark else "light",
        )
        page = context.new_page()
        pages.append(page)
        if console:
            page.on("console", lambda told: wrong.append(told.text) if told.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda request: _check(request, origin, wrong))
        page.goto(address)
        if ready:
            page.wait_for_selector("body[data-seeded=true], body[data-ready=true]", timeout=READY)
        return page

    yield opens
    for page in pages:
        page.context.close()
    assert wrong == []


def _check(request: Request, origin: str, wrong: list[str]) -> None:
    if not request.url.startswith(f"{origin}/"):
        wrong.append(f"asked for {request.url}")
