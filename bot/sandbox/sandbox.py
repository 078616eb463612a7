"""The sandbox put together: worlds, people, limits, faults, and what it answers to a call."""

import asyncio
import contextlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.call import Call, Told
from bot.sandbox.calls import Calls
from bot.sandbox.cast import Cast
from bot.sandbox.clock import Clock
from bot.sandbox.delivery import WAITING, Postman
from bot.sandbox.editing import EDITING
from bot.sandbox.errors import ApiError, Json, not_found, too_many_requests
from bot.sandbox.faults import Fault, Faults, Kind
from bot.sandbox.limits import Limits
from bot.sandbox.profile import PROFILE
from bot.sandbox.sending import SENDING
from bot.sandbox.stock import Upload
from bot.sandbox.world import Bot, World

DEFAULT_TOKEN = "1000001:sandbox-token-that-opens-nothing-at-all"  # noqa: S105 - it opens nothing but the sandbox
METHODS: dict[str, Callable[[Call], object]] = SENDING | EDITING | PROFILE
JSON_TYPE = b"application/json"
HTML_TYPE = b"text/html"
GATEWAY_PAGE = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


class HangUp(Exception):
    """The connection is to be closed without an answer."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back over HTTP."""

    status: int
    body: bytes
    content_type: bytes = JSON_TYPE


class Sandbox:
    """A Bot API server without its HTTP: `answer` takes a call, `cast` plays the people."""

    def __init__(self, tokens: tuple[str, ...] = (DEFAULT_TOKEN,), *, limits: bool = False) -> None:
        self.clock = Clock()
        self.world = World(tokens, self.clock)
        self.faults = Faults()
        self.calls = Calls()
        self.closing = asyncio.Event()
        self._begin(limits=limits)
        self._postmen = {bot.id: Postman(bot, self.world, self._carry_out) for bot in self.world.bots.values()}

    def _begin(self, *, limits: bool) -> None:
        self.cast = Cast(self.world, self.faults)
        self.limits = {bot.id: Limits(on=limits) for bot in self.world.bots.values()}

    def reset(self) -> None:
        """Forget people, chats, files, faults, calls and the shifted clock; see World.reset for what stays."""
        limited = any(limits.on for limits in self.limits.values())
        self.clock.reset()
        self.faults.clear()
        self.calls.forget()
        self.world.reset()
        self._begin(limits=limited)

    def limit(self, *, on: bool) -> None:
        for limits in self.limits.values():
            limits.on = on

    def counts(self) -> Json:
        return {
            "pending_updates": sum(len(bot.queue) for bot in self.world.bots.values()),
            "calls_in_flight": self.calls.in_flight,
            "calls_total": self.calls.total,
        }

    def resting_for(self) -> float:
        """Seconds since the last update came or was confirmed and the last call ended; -1 while something is open."""
        if self.calls.in_flight or any(len(bot.queue) for bot in self.world.bots.values()):
            return -1.0
        stirred = max(self.calls.stirred_at, *(bot.queue.moved_at for bot in self.world.bots.values()))
        return time.monotonic() - stirred

    async def close(self) -> None:
        """End the long polls, whatever hangs, and the webhook rounds."""
        self.closing.set()
        self.world.feed.close()
        for bot in self.world.bots.values():
            bot.queue.end_poll(ApiError(500, "Internal Server Error: restart"))
        await asyncio.gather(*(postman.close() for postman in self._postmen.values()))

    async def answer(self, bot: Bot, method: str, params: Json, files: dict[str, Upload]) -> Reply:
        """Carry out a call and say what Telegram would say; raises HangUp where a fault closes the connection."""
        fault = self.faults.for_call(method, str(params.get("chat_id", ""))) if self.faults else None
        if fault is None:
            return await self._perform(bot, method, params, files)
        return await self._troubled(fault, bot, method, params, files)

    async def _perform(self, bot: Bot, method: str, params: Json, files: dict[str, Upload]) -> Reply:
        made = self.calls.begin(self.clock.time(), bot.id, method, params)
        try:
            result = await self._result(Call(bot, self.world, self.limits[bot.id], params, files), method)
            made.status = 200
        except ApiError as error:
            made.status, made.error = error.code, error.description
            return refusal(error)
        finally:
            self.calls.end(made)
        if isinstance(result, Told):
            return _reply(200, {"ok": True, "result": result.result, "description": result.description})
        return _reply(200, {"ok": True, "result": result})

    async def _result(self, call: Call, method: str) -> object:
        at_once = METHODS.get(method)
        if at_once is not None:
            return at_once(call)
        waiting = WAITING.get(method)
        if waiting is None:
            raise not_found()
        result = await waiting(call)
        await self._postmen[call.bot.id].follow()
        return result

    async def _troubled(self, fault: Fault, bot: Bot, method: str, params: Json, files: dict[str, Upload]) -> Reply:
        if fault.kind is Kind.DROP_AFTER or (fault.kind is Kind.TIMEOUT and fault.performs):
            await self._perform(bot, method, params, files)
        else:
            made = self.calls.begin(self.clock.time(), bot.id, method, params)
            made.error = fault.kind.value
            self.calls.end(made)
        if fault.kind is Kind.TIMEOUT:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.closing.wait(), fault.delay)
        if fault.kind in {Kind.DROP_BEFORE, Kind.DROP_AFTER, Kind.TIMEOUT}:
            raise HangUp
        if fault.kind is Kind.TOO_MANY:
            return refusal(too_many_requests(fault.retry_after))
        if fault.kind is Kind.GATEWAY:
            return Reply(502, GATEWAY_PAGE, HTML_TYPE)
        return refusal(ApiError(500, "Internal Server Error: restart"))

    async def _carry_out(self, bot: Bot, content: Json) -> None:
        """Perform the call a webhook wrote into its answer."""
        method = str(content.pop("method")).lower()
        await self._perform(bot, method, content, {})


def _reply(status: int, answer: Json) -> Reply:
    return Reply(status, json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


def refusal(error: ApiError) -> Reply:
    return _reply(error.code, error.as_json())
