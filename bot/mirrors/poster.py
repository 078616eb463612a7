"""Sends what waits for the mirrors: each in order, as fast as its robot allows, again after troubles that pass.

No mirror delays another, nor any letter to a person. A letter that may have arrived is sent once more at most.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx
from aiolimiter import AsyncLimiter
from pydantic import SecretStr

from bot.mirrors.plain import cut
from bot.mirrors.robots import MINUTE, ROBOTS, Reply, check_address
from store import mirrors
from store.database import Work
from store.mirrors import Waiting
from store.tables.traffic import LetterState
from store.writer import Writer

log = logging.getLogger(__name__)

LOOK = 5.0  # seconds between looks for letters
PATIENCE = 8.0  # seconds for one call
TRIES = 10
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 900.0


@dataclass(frozen=True, slots=True)
class Target:
    """A mirror with the address and the secret that the environment holds."""

    name: str
    kind: str
    address: SecretStr
    secret: SecretStr

    def check(self) -> None:
        """Raise ValueError if the address is not one of its kind."""
        check_address(self.kind, self.address.get_secret_value())


class Poster:
    """Posts for one process; ``clock`` gives the aware moment."""

    def __init__(self, targets: tuple[Target, ...], writer: Writer, clock: Callable[[], datetime]) -> None:
        self._targets = targets
        self._writer = writer
        self._clock = clock
        self._loops: list[asyncio.Task[None]] = []
        self._http: httpx.AsyncClient | None = None
        self._wake = {target.name: asyncio.Event() for target in targets}

    def start(self) -> None:
        """Begin, if there are mirrors at all."""
        if self._targets:
            self._http = httpx.AsyncClient(timeout=PATIENCE, follow_redirects=False)
            self._loops = [asyncio.create_task(self._serve(target)) for target in self._targets]

    async def stop(self) -> None:
        """End; what was under way is tried again by the next process."""
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        if self._http is not None:
            await self._http.aclose()

    def wake(self) -> None:
        """Something may wait."""
        for event in self._wake.values():
            event.set()

    async def _serve(self, target: Target) -> None:
        limiter = AsyncLimiter(ROBOTS[target.kind].per_minute, MINUTE)
        while True:
            try:
                while await self._one(target, limiter):
                    pass
            except Exception:  # such as a database that is away: what waits stays where it is
                log.exception("mirror %s could not be served, again in %.0f s", target.name, LOOK)
            await self._rest(target)

    async def _rest(self, target: Target) -> None:
        event = self._wake[target.name]
        try:
            await asyncio.wait_for(event.wait(), LOOK)
        except TimeoutError:
            return
        event.clear()

    async def _one(self, target: Target, limiter: AsyncLimiter) -> bool:
        """Send the next letter of a mirror; False when none may go now."""
        letter = await self._writer.run(lambda work: mirrors.claim(work, target.name, self._clock()))
        if letter is None:
            return False
        await limiter.acquire()
        reply = await self._post(target, letter)
        await self._writer.run(lambda work: self._settle(work, target, letter, reply))
        return reply.arrived or reply.wait is None

    async def _post(self, target: Target, letter: Waiting) -> Reply:
        assert self._http is not None  # noqa: S101 - started before
        robot = ROBOTS[target.kind]
        call = robot.call(cut(letter.body, robot.longest), target.secret.get_secret_value(), self._clock().timestamp())
        headers = {"content-type": "application/json; charset=utf-8", "x-banli-id": str(letter.id), **call.headers}
        url = httpx.URL(target.address.get_secret_value()).copy_merge_params(dict(call.query))
        try:
            answer = await self._http.post(url, content=call.body, headers=headers)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            return Reply(error=type(error).__name__, wait=FIRST_PAUSE)
        except httpx.HTTPError as error:  # it may have arrived
            return Reply(error=f"unanswered {type(error).__name__}", wait=None if letter.again else FIRST_PAUSE)
        return _meaning(robot.means, answer, target.kind)

    def _settle(self, work: Work, target: Target, letter: Waiting, reply: Reply) -> None:
        now = self._clock()
        if reply.arrived:
            mirrors.settle(work, letter.id, LetterState.SENT, now)
            return
        if reply.wait is None or letter.attempts >= TRIES:
            log.error("mirror %s does not take letter %d: %s", target.name, letter.id, reply.error)
            mirrors.settle(work, letter.id, LetterState.FAILED, now, reply.error)
            return
        pause = min(max(reply.wait, FIRST_PAUSE * 2 ** (letter.attempts - 1)), max(LONGEST_PAUSE, reply.wait))
        state = LetterState.UNKNOWN if reply.error.startswith("unanswered") else LetterState.NEW
        mirrors.later(work, letter.id, state, now + timedelta(seconds=pause), reply.error)


def _meaning(means: Callable[[dict[str, object]], Reply], answer: httpx.Response, kind: str) -> Reply:
    if answer.status_code == httpx.codes.TOO_MANY_REQUESTS or answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        return Reply(error=f"HTTP {answer.status_code}", wait=_asked_wait(answer))
    if not answer.is_success:
        return Reply(error=f"HTTP {answer.status_code}")
    if kind == "webhook":
        return means({})
    try:
        body = answer.json()
    except ValueError:
        return Reply(error="no JSON in the answer", wait=MINUTE)
    return means(body if isinstance(body, dict) else {})


def _asked_wait(answer: httpx.Response) -> float:
    asked = answer.headers.get("retry-after") or answer.headers.get("x-ogw-ratelimit-reset") or ""
    return float(asked) if asked.isdecimal() else FIRST_PAUSE
