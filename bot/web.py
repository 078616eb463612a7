"""What answers over HTTP: Telegram's webhook at /telegram, /health and /metrics for whoever watches over the bot."""

import asyncio
import contextlib
import hmac
import json
import logging
import socket
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.metrics import CONTENT_TYPE
from bot.services.health import Health

log = logging.getLogger(__name__)

HOOK = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
BODY_LIMIT = 1024 * 1024

Receive = Callable[[list[Any]], Awaitable[None]]


def build(
    check: Callable[[], Health],
    figures: Callable[[Health], bytes],
    receive: Receive | None = None,
    secret: str = "",
) -> Starlette:
    """The application; without ``receive`` there is no webhook. ``check`` is called in a thread of its own.

    ``figures`` makes of what it found the text for Prometheus.
    """
    routes = [Route("/health", _health(check)), Route("/metrics", _metrics(check, figures))]
    if receive is not None:
        routes.append(Route(HOOK, _hook(receive, secret), methods=["POST"]))
    return Starlette(routes=routes)


def _health(check: Callable[[], Health]) -> Callable[[Request], Awaitable[Response]]:
    async def answer(_request: Request) -> Response:
        health = await asyncio.to_thread(check)
        return JSONResponse(health.as_json(), 200 if health.is_well else 503)

    return answer


def _metrics(
    check: Callable[[], Health], figures: Callable[[Health], bytes]
) -> Callable[[Request], Awaitable[Response]]:
    async def answer(_request: Request) -> Response:
        health = await asyncio.to_thread(check)
        return Response(figures(health), media_type=CONTENT_TYPE)

    return answer


def _hook(receive: Receive, secret: str) -> Callable[[Request], Awaitable[Response]]:
    """An update is confirmed with 200 once it stands in the inbox; on 503 Telegram brings it again."""

    async def answer(request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return Response(status_code=403)
        body = await _body(request)
        if body is None:
            return Response(status_code=413)
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):  # not JSON, or JSON deeper than any update
            return Response(status_code=400)
        if not isinstance(update, dict):
            return Response(status_code=400)
        try:
            await receive([update])
        except Exception:
            log.exception("an update could not be written down; Telegram brings it again")
            return Response(status_code=503)
        return Response()

    return answer


async def _body(request: Request) -> bytes | None:
    """What was sent, None if it is larger than any update."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > BODY_LIMIT:
            return None
    return body


class _Server(uvicorn.Server):
    """uvicorn without its own ideas on signals: the command that runs it has some."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Door:
    """The application on a socket, in the running loop; ``listen`` is host:port, port 0 any free one."""

    def __init__(self, app: ASGIApp, listen: str) -> None:
        """Take the socket, or raise OSError."""
        host, port = listen.rsplit(":", 1)
        self._socket = socket.create_server((host, int(port)))
        self._server = _Server(
            uvicorn.Config(app, ws="none", lifespan="off", access_log=False, log_config=None, server_header=False)
        )
        self._serving: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._socket.getsockname()[1])

    def open(self) -> None:
        """Begin to answer."""
        self._serving = asyncio.create_task(self._server.serve(sockets=[self._socket]))

    async def close(self) -> None:
        """Finish what is being answered, and take no more."""
        self._server.should_exit = True
        if self._serving is not None:
            await self._serving
        self._socket.close()
