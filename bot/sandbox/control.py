"""The control API under /control: it plays the people, shows what was said, and turns the screws.

Bodies and answers are JSON objects; `person` is an id, a username or a first name, `chat` the id of a group (else the
private chat is meant), `bot` the id of a bot (else the first). A wish that cannot be met is answered with a status of
4xx and `{"error": sentence}`. The deeds of people stand in stage.py.
"""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route

from bot.sandbox.errors import ApiError, ControlError, Json
from bot.sandbox.faults import Fault, Kind
from bot.sandbox.params import read_params
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.stage import DEEDS
from bot.sandbox.transcript import event_entries, transcript
from bot.sandbox.wish import Wish

LONGEST_WAIT = 60.0
IDLE_STEP = 0.01
STREAM_STEP = 15.0


def list_bots(wish: Wish) -> Json:
    """GET bots: each with its id, name and commands by scope and language."""
    bots = wish.sandbox.world.bots.values()
    return {"bots": [bot.as_user() | {"commands": bot.commands} for bot in bots]}


def list_people(wish: Wish) -> Json:
    return {"people": [person.as_user() for person in wish.sandbox.world.people.values()]}


def show_transcript(wish: Wish) -> Json:
    """GET transcript ?person= &chat= &after=: what stands in a chat, and the number to go on after."""
    world = wish.sandbox.world
    chat = wish.bot.chats.get(wish.whole("chat") or wish.person.id)
    after = int(wish.seconds("after"))
    entries = transcript(chat, world.feed.after(after), after) if chat else []
    return {"entries": entries, "seq": world.feed.seq}


def show_calls(wish: Wish) -> Json:
    """GET calls ?after=: the bot's calls, without files."""
    calls = wish.sandbox.calls
    return {"calls": [made.as_json() for made in calls.after(int(wish.seconds("after")))], "seq": calls.total}


def add_fault(wish: Wish) -> Json:
    """POST faults {kind, method?, chat?, times?, retry_after?, delay?, performs?}: see faults.Kind."""
    if (kind := wish.text("kind")) not in set(Kind):
        raise ControlError(400, f"kind is one of {', '.join(Kind)}")
    fault = Fault(
        Kind(kind),
        wish.text("method", "*").lower(),
        wish.text("chat", ""),
        int(wish.seconds("times", 1)),
        int(wish.seconds("retry_after", 1)),
        wish.seconds("delay", 30),
        wish.flag("performs", default=True),
    )
    wish.sandbox.faults.add(fault)
    return {"added": kind}


def clear_faults(wish: Wish) -> Json:
    wish.sandbox.faults.clear()
    return {}


def show_clock(wish: Wish) -> Json:
    """GET clock: `now` (ISO 8601, UTC) and `unix` (seconds)."""
    clock = wish.sandbox.clock
    return {"now": clock.now().isoformat(), "unix": clock.time()}


def move_clock(wish: Wish) -> Json:
    """POST clock {forward_seconds} or {set: ISO 8601 with a zone, or unix seconds} or {now: true}, the real time."""
    clock = wish.sandbox.clock
    if "forward_seconds" in wish.wants:
        clock.forward(wish.seconds("forward_seconds"))
    elif "set" in wish.wants:
        clock.set(_moment(wish))
    else:
        clock.reset()
    wish.sandbox.world.feed.add("clock", 0, clock.time(), {"now": clock.now().isoformat()})
    return show_clock(wish)


def _moment(wish: Wish) -> datetime:
    try:
        moment = datetime.fromisoformat(wish.text("set"))
    except ValueError:
        return datetime.fromtimestamp(wish.seconds("set"), UTC)
    if moment.tzinfo is None:
        raise ControlError(400, "a moment has a zone")
    return moment


def set_limits(wish: Wish) -> Json:
    """POST limits {on}: switch the limits of every bot on or off."""
    wish.sandbox.limit(on=wish.flag("on"))
    return {"on": wish.flag("on")}


def reset(wish: Wish) -> Json:
    wish.sandbox.reset()
    return {"seq": wish.sandbox.world.feed.seq}


async def wait_idle(wish: Wish) -> Json:
    """GET idle ?wait= &quiet=: wait until no update is unconfirmed, no call in flight, and both for `quiet` seconds."""
    until = time.monotonic() + min(wish.seconds("wait"), LONGEST_WAIT)
    quiet = wish.seconds("quiet")
    idle = wish.sandbox.resting_for() >= quiet
    while not idle and time.monotonic() < until and not wish.sandbox.closing.is_set():
        await asyncio.sleep(IDLE_STEP)
        idle = wish.sandbox.resting_for() >= quiet
    return {"idle": idle} | wish.sandbox.counts()


async def show_events(wish: Wish) -> Json:
    """GET events ?after= &wait=: what happened since, or the next thing that happens; see stream_events too."""
    feed = wish.sandbox.world.feed
    events = await feed.wait(int(wish.seconds("after")), min(wish.seconds("wait"), LONGEST_WAIT))
    return {"events": event_entries(wish.bot, events), "seq": feed.seq}


def stream_events(wish: Wish) -> Response:
    """GET events with `Accept: text/event-stream`: the same as a stream; each event's id is its number."""

    async def lines() -> AsyncIterator[str]:
        feed, after = wish.sandbox.world.feed, int(wish.seconds("after"))
        while not wish.sandbox.closing.is_set():
            for entry in event_entries(wish.bot, await feed.wait(after, STREAM_STEP)):
                after = entry["seq"]
                yield f"id: {after}\ndata: {json.dumps(entry, ensure_ascii=False)}\n\n"

    return StreamingResponse(lines(), media_type="text/event-stream")


Deed = Callable[[Wish], Json]
READING: dict[str, Deed] = {
    "bots": list_bots,
    "people": list_people,
    "transcript": show_transcript,
    "calls": show_calls,
    "clock": show_clock,
}
CHANGING: dict[str, Deed] = DEEDS | {
    "faults": add_fault,
    "clock": move_clock,
    "limits": set_limits,
    "reset": reset,
}
WAITING: dict[str, Callable[[Wish], Awaitable[Json]]] = {"idle": wait_idle, "events": show_events}


def control_routes(sandbox: Sandbox) -> list[Mount]:
    """The routes of the control API, for the sandbox's application."""

    async def wish_of(request: Request) -> Wish:
        head = request.headers.get("content-type", "application/json")
        params, files = read_params(head, request.url.query.encode(), await request.body())
        return Wish(sandbox, params, files)

    def at_once(deed: Deed) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            return JSONResponse(deed(await wish_of(request)))

        return endpoint

    def after_a_wait(deed: Callable[[Wish], Awaitable[Json]]) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            wish = await wish_of(request)
            if deed is show_events and "text/event-stream" in request.headers.get("accept", ""):
                return stream_events(wish)
            return JSONResponse(await deed(wish))

        return endpoint

    async def fetch(request: Request) -> Response:
        file = sandbox.world.stock.by_id(request.path_params["file_id"])
        if file is None:
            raise ControlError(404, "there is no such file")
        return Response(file.body(), media_type=file.mime)

    routes = [
        *(Route(f"/{name}", at_once(deed), methods=["GET"]) for name, deed in READING.items()),
        *(Route(f"/{name}", at_once(deed), methods=["POST"]) for name, deed in CHANGING.items()),
        *(Route(f"/{name}", after_a_wait(deed), methods=["GET"]) for name, deed in WAITING.items()),
        Route("/faults", at_once(clear_faults), methods=["DELETE"]),
        Route("/files/{file_id}", fetch, methods=["GET"]),
    ]
    return [Mount("/control", routes=routes)]


def refused(_request: Request, error: Exception) -> Response:
    """The answer to a wish that cannot be met."""
    if isinstance(error, ControlError):
        return JSONResponse({"error": error.sentence}, error.status)
    return JSONResponse({"error": str(error)}, error.code if isinstance(error, ApiError) else 400)
