"""The sandbox over HTTP: /bot<token>/<method>, /file/bot<token>/<path>, /control/... and the page, on loopback."""

import asyncio
import re
import socket
import threading
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from types import TracebackType
from typing import Self, TypeVar

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from bot.sandbox.control import control_routes, refused
from bot.sandbox.errors import ApiError, ControlError, entity_too_large, not_found, unauthorized
from bot.sandbox.pages import page_routes
from bot.sandbox.params import read_params
from bot.sandbox.people import People
from bot.sandbox.sandbox import DEFAULT_TOKEN, HangUp, Reply, Sandbox, refusal
from bot.sandbox.stock import UPLOAD_LIMIT

BODY_LIMIT = UPLOAD_LIMIT + 64 * 1024
STARTS_WITHIN = 10.0
T = TypeVar("T")

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")


class HangUpProtocol(HttpToolsProtocol):
    """HTTP whose requests carry a way to cut the connection off, for the faults that do not answer."""

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.scope["extensions"] = {"sandbox.hang_up": {"abort": self.transport.abort}}


def build_app(sandbox: Sandbox, more: Sequence[BaseRoute] = ()) -> ASGIApp:
    """The ASGI application; calls of the Bot API go straight, others, with `more`, through Starlette's routes."""
    files = Route("/file/bot{token}/{path:path}", _fetch(sandbox))
    rest = Starlette(
        routes=[*control_routes(sandbox), files, *page_routes(), *more],
        exception_handlers={ControlError: refused, ApiError: refused},
    )

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/bot"):
            await _call(sandbox, scope, receive, send)
        else:
            await rest(scope, receive, send)

    return app


async def _call(sandbox: Sandbox, scope: Scope, receive: Receive, send: Send) -> None:
    try:
        reply = await _answered(sandbox, scope, receive)
    except ApiError as error:
        reply = refusal(error)
    except HangUp:
        scope["extensions"]["sandbox.hang_up"]["abort"]()
        await asyncio.sleep(0)
        return
    headers = [(b"content-type", reply.content_type), (b"content-length", str(len(reply.body)).encode())]
    if reply.status == entity_too_large().code:
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": reply.status, "headers": headers})
    await send({"type": "http.response.body", "body": reply.body})


async def _answered(sandbox: Sandbox, scope: Scope, receive: Receive) -> Reply:
    token, _, method = scope["path"].removeprefix("/bot").partition("/")
    bot = sandbox.world.bots.get(token)
    if bot is None:
        raise unauthorized() if _TOKEN.fullmatch(token) else not_found()
    content_type = next((value for name, value in scope["headers"] if name == b"content-type"), b"")
    body = await _body(receive)
    params, files = read_params(content_type.decode("latin-1"), scope["query_string"], body)
    return await sandbox.answer(bot, method.lower(), params, files)


async def _body(receive: Receive) -> bytes:
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body"):
        return body
    pieces, size = [body], len(body)
    while message.get("more_body"):
        message = await receive()
        pieces.append(message.get("body", b""))
        size += len(pieces[-1])
        if size > BODY_LIMIT:
            raise entity_too_large()
    return b"".join(pieces)


def _fetch(sandbox: Sandbox) -> Callable[[Request], Awaitable[Response]]:
    async def fetch(request: Request) -> Response:
        file = sandbox.world.stock.by_path(request.path_params["path"])
        if request.path_params["token"] not in sandbox.world.bots or file is None:
            return Response(refusal(not_found()).body, 404, media_type="application/json")
        return Response(file.body(), media_type=file.mime)

    return fetch


class Server(uvicorn.Server):
    """uvicorn, which says when it listens and ends the long polls before it waits for connections to close."""

    def __init__(self, sandbox: Sandbox, more: Sequence[BaseRoute] = ()) -> None:
        config = uvicorn.Config(
            build_app(sandbox, more),
            http=HangUpProtocol,
            ws="none",
            lifespan="off",
            access_log=False,
            log_level="warning",
            proxy_headers=False,
            server_header=False,
            date_header=False,
            timeout_keep_alive=60,
            timeout_graceful_shutdown=1,
        )
        super().__init__(config)
        self.listening = threading.Event()
        self._sandbox = sandbox

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._sandbox.close()
        await super().shutdown(sockets)


async def serve(sandbox: Sandbox, host: str = "127.0.0.1", port: int = 8081) -> None:
    """Serve in this loop until SIGINT or SIGTERM."""
    with bound(host, port) as listener:
        await Server(sandbox).serve(sockets=[listener])


def bound(host: str, port: int) -> socket.socket:
    """A socket to listen on; port 0 is any free one. Raises OSError where the port is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    return listener


class SandboxThread:
    """A sandbox in a thread of its own, for a test, a measurement or the demonstration; port 0 is any free one.

    `url` is where it stands, `token` the first bot's, `base_url` and `base_file_url` what PTB's builder takes.
    """

    def __init__(self, tokens: tuple[str, ...] = (DEFAULT_TOKEN,), *, limits: bool = False, port: int = 0) -> None:
        self.token = tokens[0]
        self._listener = bound("127.0.0.1", port)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.base_url = f"{self.url}/bot"
        self.base_file_url = f"{self.url}/file/bot"
        self.sandbox = Sandbox(tokens, limits=limits)
        self._server = Server(self.sandbox)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._live, name="sandbox", daemon=True)

    def people(self) -> People:
        """A client of the control API; close it, or use it in a `with`."""
        return People(self.url)

    def run(self, deed: Coroutine[object, object, T]) -> T:
        """Carry out a coroutine in the sandbox's own loop and give its result."""
        if self._loop is None:
            raise RuntimeError("the sandbox has not started")
        return asyncio.run_coroutine_threadsafe(deed, self._loop).result()

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._server.listening.wait(STARTS_WITHIN):
            raise TimeoutError("the sandbox did not start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.should_exit = True
        self._thread.join(STARTS_WITHIN)

    def _live(self) -> None:
        with asyncio.Runner(loop_factory=self._server.config.get_loop_factory()) as runner:
            self._loop = runner.get_loop()
            runner.run(self._server.serve(sockets=[self._listener]))
