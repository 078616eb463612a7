"""Takes the pictures of the documentation: `python tests/demo/screenshot.py`.

It writes docs/demo.png and docs/demo-phone.png. With a folder as its argument it takes every view there, in light and
dark, to be looked at.
"""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.demo.conftest import QUIET, READY  # noqa: E402 - found beside the project's root
from tests.demo.demonstration import Demo  # noqa: E402 - the same

SIZES = {"desktop": (1600, 1000), "phone": (390, 844)}
COLOURS = 255
SETTLED = 1500  # milliseconds
CHROMIUM = "/usr/bin/chromium"


@contextmanager
def view(browser: Browser, address: str, size: str, scheme: str = "light", scale: float = 1) -> Iterator[Page]:
    """A page of this size, ready to be taken."""
    width, height = SIZES[size]
    dark = scheme == "dark"
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if dark else "light",
        device_scale_factor=scale,
    )
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("body[data-seeded=true], body[data-ready=true]", timeout=READY)
    page.wait_for_timeout(SETTLED)
    yield page
    context.close()


def take(page: Page, path: Path) -> None:
    page.wait_for_timeout(SETTLED)
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def play_a_little(page: Page) -> None:
    """A liaison accepts a case, which the office sees; the leader opens a reply; a deputy is about to rate one."""
    for shown in (4, 0):
        page.locator("#roster .chip").nth(shown).click()
    ugo, lena = page.locator(".pane[data-person='103']"), page.locator(".pane[data-person='104']")
    ugo.locator(".message", has_text="新交办").last.get_by_role("button", name="签收", exact=True).click()
    expect(ugo.get_by_role("button", name="拟写答复").last).to_be_visible()
    lena.get_by_role("button", name="审核 第").last.click()
    expect(lena.get_by_role("button", name="同意", exact=True).last).to_be_visible()
    dana = page.locator(".pane[data-person='105']")
    dana.get_by_role("button", name="评价", exact=True).last.click()
    expect(dana.locator(".message.theirs").last).to_contain_text("1/3")
    ugo.locator(".message", has=page.locator(".edited")).last.scroll_into_view_if_needed()


def for_the_documentation(browser: Browser, url: str) -> None:
    with view(browser, url, "desktop") as page:
        play_a_little(page)
        take(page, ROOT / "docs" / "demo.png")
    with view(browser, url, "phone", scale=1.5) as page:
        page.locator("#roster .chip").nth(4).click()
        take(page, ROOT / "docs" / "demo-phone.png")


def to_be_looked_at(browser: Browser, url: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark"):
        for size in SIZES:
            for name, address in (("chats", url), ("gallery", f"{url}/gallery")):
                with view(browser, address, size, scheme) as page:
                    take(page, folder / f"{name}-{size}-{scheme}.png")
        with view(browser, url, "desktop", scheme) as page:
            page.locator("#view").click()
            take(page, folder / f"six-{scheme}.png")
        with view(browser, url, "phone", scheme) as page:
            page.locator("#now").click()
            page.locator("#try").click()
            take(page, folder / f"hints-{scheme}.png")


def main() -> None:
    demo = Demo("--port", "0")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            if len(sys.argv) > 1:
                to_be_looked_at(browser, demo.url, Path(sys.argv[1]))
            else:
                for_the_documentation(browser, demo.url)
    finally:
        demo.end()


if __name__ == "__main__":
    main()
