"""How updates reach the bot: long polling, or a webhook that is called lane by lane."""

import asyncio
import contextlib
import re
from collections import deque
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import aiohttp

from bot.sandbox.call import Call, Told
from bot.sandbox.errors import Json, bad_request, conflict
from bot.sandbox.updates import Waiting
from bot.sandbox.world import Bot, Webhook, World

POLL_LIMIT = 100
LONGEST_POLL = 50
LONGEST_RETRY_AFTER = 3600
BACKOFF = (0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
ANSWER_TIME = 60.0
PORTS = frozenset({443, 80, 88, 8443})
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
GONE = 410
OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
HOOKED = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"

Perform = Callable[[Bot, Json], Awaitable[None]]


async def get_updates(call: Call) -> list[Json]:
    """Long polling: a higher offset confirms, a second poll ends the first with 409."""
    queue = call.bot.queue
    if call.bot.webhook is not None:
        raise conflict(HOOKED)
    queue.end_poll(conflict(OTHER_POLL))
    queue.allow(_kinds(call))
    limit = call.number("limit", POLL_LIMIT)
    limit = limit if 1 <= limit <= POLL_LIMIT else POLL_LIMIT
    queue.confirm(call.number("offset"))
    loop = asyncio.get_running_loop()
    until = loop.time() + min(max(call.number("timeout"), 0), LONGEST_POLL)
    while not (updates := queue.batch(limit)) and (left := until - loop.time()) > 0:
        poll = queue.poll = loop.create_future()
        try:
            await asyncio.wait_for(poll, left)
        except TimeoutError:
            break
        finally:
            if queue.poll is poll:
                queue.poll = None
    return updates


async def set_webhook(call: Call) -> Told:
    """Point the updates at an address; plain HTTP is taken for loopback only, on any port there."""
    url, secret = call.text("url"), call.text("secret_token")
    if not url:
        return await delete_webhook(call)
    _check_address(url)
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    queue, before = call.bot.queue, call.bot.webhook
    queue.allow(_kinds(call))
    if call.flag("drop_pending_updates"):
        queue.clear()
    queue.end_poll(conflict("terminated by setWebhook request"))
    connections = min(max(call.number("max_connections", 40), 1), 100)
    call.bot.webhook = Webhook(url, secret, connections)
    same = before is not None and (before.url, before.secret) == (url, secret)
    return Told(result=True, description="Webhook is already set" if same else "Webhook was set")


async def delete_webhook(call: Call) -> Told:
    was_set = call.bot.webhook is not None
    call.bot.webhook = None
    if call.flag("drop_pending_updates"):
        call.bot.queue.clear()
    return Told(result=True, description="Webhook was deleted" if was_set else "Webhook is already deleted")


async def get_webhook_info(call: Call) -> Json:
    hook = call.bot.webhook
    told: Json = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(call.bot.queue),
    }
    if hook is not None:
        told["max_connections"] = hook.max_connections
        if hook.last_error_message:
            told |= {"last_error_date": hook.last_error_date, "last_error_message": hook.last_error_message}
    if call.bot.queue.allowed:
        told["allowed_updates"] = call.bot.queue.allowed
    return told


def _kinds(call: Call) -> list[str] | None:
    """The kinds of updates a call asks for, or None if it does not speak of them."""
    kinds = call.json("allowed_updates")
    if kinds is not None and not (isinstance(kinds, list) and all(isinstance(kind, str) for kind in kinds)):
        raise bad_request("can't parse allowed updates: expected an Array of String")
    return kinds


def _check_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise bad_request("bad webhook: Wrong HTTP URL") from None
    if parts.hostname in LOOPBACK and parts.scheme in {"http", "https"}:
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not parts.hostname:
        raise bad_request("bad webhook: Wrong HTTP URL")
    if (port or 443) not in PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


class Postman:
    """Carries the updates of one bot to its webhook: lanes side by side, one update in flight in each."""

    def __init__(self, bot: Bot, world: World, perform: Perform) -> None:
        self._bot = bot
        self._world = world
        self._perform = perform
        self._lanes: dict[int, deque[Waiting]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._hook: Webhook | None = None
        self._slots = asyncio.Semaphore(1)
        self._client: aiohttp.ClientSession | None = None
        bot.queue.on_put = self._sort

    async def follow(self) -> None:
        """Begin, change or end the rounds after the webhook was set or deleted."""
        if self._bot.webhook is self._hook:
            return
        await self._stop_rounds()
        self._hook = self._bot.webhook
        if self._hook is None:
            return
        self._slots = asyncio.Semaphore(self._hook.max_connections)
        for one in self._bot.queue:
            self._sort(one)

    async def close(self) -> None:
        await self._stop_rounds()
        self._hook = None
        if self._client is not None:
            await self._client.close()
            self._client = None

    async def _stop_rounds(self) -> None:
        tasks, self._tasks = self._tasks, set()
        self._lanes.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _sort(self, one: Waiting) -> None:
        if self._hook is None:
            return
        lane = self._lanes.get(one.lane)
        if lane is not None:
            lane.append(one)
            return
        self._lanes[one.lane] = deque([one])
        task = asyncio.get_running_loop().create_task(self._walk(self._hook, one.lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _walk(self, hook: Webhook, lane: int) -> None:
        """Deliver one lane in order until it is empty; a failure is tried again until the update expires."""
        queue = self._lanes[lane]
        failures = 0
        while queue:
            one = queue[0]
            if one.expires_at <= self._world.clock.time() or one.update_id not in self._bot.queue:
                self._bot.queue.forget(one)
                queue.popleft()
                continue
            async with self._slots:
                wait = await self._post(hook, one)
            if wait is None:
                failures = 0
                if self._bot.queue.done(one):
                    queue.popleft()
                continue
            await self._world.clock.sleep(wait or BACKOFF[min(failures, len(BACKOFF) - 1)])
            failures += 1
        del self._lanes[lane]

    async def _post(self, hook: Webhook, one: Waiting) -> float | None:
        """Call the webhook; None if it took the update, else the seconds it asks to wait (0 if it asks nothing)."""
        if self._client is None:
            self._client = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ANSWER_TIME))
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        try:
            async with self._client.post(hook.url, json=one.update, headers=headers) as answer:
                if answer.ok:
                    await self._read(answer)
                    return None
                hook.last_error_message = f"Wrong response from the webhook: {answer.status} {answer.reason}"
                wait = _retry_after(answer.headers.get("Retry-After", ""))
        except TimeoutError:
            hook.last_error_message, wait = "Read timeout expired", 0.0
        except aiohttp.ClientConnectorError:
            hook.last_error_message, wait = "Connection refused", 0.0
        except aiohttp.ClientError:
            hook.last_error_message, wait = "Connection was unexpectedly closed", 0.0
        hook.last_error_date = self._world.clock.stamp()
        return wait

    async def _read(self, answer: aiohttp.ClientResponse) -> None:
        """An answer may carry one call in its body; its result is seen by nobody."""
        body = await answer.read()
        if answer.content_type == "application/json" and body:
            with contextlib.suppress(ValueError):
                content = await answer.json()
                if isinstance(content, dict) and "method" in content:
                    await self._perform(self._bot, content)


def _retry_after(written: str) -> float:
    return float(min(int(written), LONGEST_RETRY_AFTER)) if written.isdigit() else 0.0


WAITING: dict[str, Callable[[Call], Awaitable[object]]] = {
    "getupdates": get_updates,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
}
