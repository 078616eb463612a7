"""Asks the upstream feed over HTTP, page by page, within limits, and hands what it says to the services.

due? ─► GET, If-None-Match ─► 304: nothing new
                           ─► 200: pages, all of them ─► one turn takes them in, with the new mark
                           ─► 429, 5xx, no answer: again after a pause ─► else: failed, with the reason
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urljoin, urlsplit

import httpx
from pydantic import SecretStr

from bot.config import Config
from bot.intake.feed_page import FeedPage, NoPage, page_in
from bot.services import feeds
from bot.turn import Turn

log = logging.getLogger(__name__)

Unasked = Callable[[Callable[[Turn], None]], Awaitable[None]]

MOST_BYTES = 20 * 1024 * 1024  # of one page
MOST_PAGES = 100
MOST_REDIRECTS = 3
MOST_MARK = 200  # signs of an ETag that are kept
ANSWER_WITHIN = 20.0  # seconds without a byte
ALL_WITHIN = 120.0  # seconds for all pages together
PAUSES = (1.0, 5.0)  # seconds before the second and the third try
LONGEST_WAIT = 30.0  # seconds that a Retry-After is followed
TRY_AGAIN = 500
BUSY = 429


class Failed(Exception):
    """The feed could not be read; the text is a key of words.toml's ``feed_failures``."""


class _Passing(Exception):
    """Another try may help; ``wait`` seconds if the other side said how long."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait


class Upstream:
    """The feed of the configuration; ``unasked`` does a deed in a turn of its own."""

    def __init__(
        self,
        config: Config,
        token: SecretStr,
        unasked: Unasked,
        pauses: Sequence[float] = PAUSES,
        within: float = ALL_WITHIN,
    ) -> None:
        self._url = config.feed.url
        self._token = token
        self._unasked = unasked
        self._pauses = pauses
        self._within = within

    async def poll(self) -> None:
        """Ask, if it is time to, and take in what there is."""
        marks: list[str] = []

        def begin(turn: Turn) -> None:
            marks[:] = [feeds.etag(turn)] if feeds.is_due(turn) else []

        if not self._url:
            return
        await self._unasked(begin)
        if marks:
            await self._unasked(await self._read(marks[0]))

    async def _read(self, mark: str) -> Callable[[Turn], None]:
        """Ask for every page, and the deed that comes of it."""
        try:
            async with asyncio.timeout(self._within):
                pages, new = await self._pages(mark)
        except (Failed, TimeoutError) as error:
            reason = str(error) or "slow"
            log.warning("the feed could not be read: %s", reason)
            return lambda turn: feeds.failed(turn, reason)
        if pages is None:
            return feeds.unchanged

        def take(turn: Turn) -> None:
            feeds.take_in(turn, pages, new)

        return take

    async def _pages(self, mark: str) -> tuple[list[FeedPage] | None, str]:
        """All pages and the new mark; None where nothing changed."""
        pages: list[FeedPage] = []
        url, new = self._url, ""
        async with httpx.AsyncClient(timeout=ANSWER_WITHIN, follow_redirects=False) as client:
            while url:
                answer = await self._patiently(client, url, mark if not pages else "")
                if answer is None:
                    return None, mark
                body, tag = answer
                new = new or tag
                pages.append(_page(body))
                if len(pages) == MOST_PAGES and pages[-1].next:
                    raise Failed("too_many")
                url = self._own(url, pages[-1].next) if pages[-1].next else ""
        return pages, new[:MOST_MARK]

    async def _patiently(self, client: httpx.AsyncClient, url: str, mark: str) -> tuple[bytes, str] | None:
        for pause in (*self._pauses, None):
            try:
                return await self._ask(client, url, mark)
            except _Passing as error:
                if pause is None:
                    raise Failed(error.reason) from error
                await asyncio.sleep(max(pause, min(error.wait, LONGEST_WAIT)))
        raise AssertionError

    async def _ask(self, client: httpx.AsyncClient, url: str, mark: str) -> tuple[bytes, str] | None:
        """The body and its mark; None for 304."""
        for _ in range(MOST_REDIRECTS + 1):
            try:
                async with client.stream("GET", url, headers=self._headers(mark)) as answer:
                    if answer.status_code == httpx.codes.NOT_MODIFIED:
                        return None
                    if not answer.has_redirect_location:
                        _check(answer)
                        return await _body(answer), answer.headers.get("etag", "")
                    url = self._own(url, answer.headers["location"])
            except httpx.TimeoutException as error:
                raise _Passing("slow") from error
            except httpx.RequestError as error:
                raise _Passing("no_answer") from error
        raise Failed("elsewhere")

    def _headers(self, mark: str) -> dict[str, str]:
        headers = {"Accept": "application/json"}
        if self._token.get_secret_value():
            headers["Authorization"] = f"Bearer {self._token.get_secret_value()}"
        return headers | ({"If-None-Match": mark} if mark else {})

    def _own(self, from_: str, reference: str) -> str:
        """Where a reference leads, if that is on the feed's own host: the token goes nowhere else."""
        url = ""
        try:
            url = urljoin(from_, reference)
            there, here = urlsplit(url), urlsplit(self._url)
            same = (there.scheme, there.hostname, there.port) == (here.scheme, here.hostname, here.port)
        except ValueError:
            same = False
        if not same:
            raise Failed("elsewhere")
        return url


def _check(answer: httpx.Response) -> None:
    status = answer.status_code
    if status >= TRY_AGAIN or status == BUSY:
        wait = answer.headers.get("retry-after", "")
        raise _Passing("busy", float(wait) if wait.isdigit() else 0.0)
    if status in {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}:
        raise Failed("not_allowed")
    if status != httpx.codes.OK:
        raise Failed("refused")


async def _body(answer: httpx.Response) -> bytes:
    body = bytearray()
    async for piece in answer.aiter_bytes():
        body += piece
        if len(body) > MOST_BYTES:
            raise Failed("too_large")
    return bytes(body)


def _page(body: bytes) -> FeedPage:
    try:
        return page_in(body)
    except NoPage as error:
        raise Failed(str(error)) from error
