"""A webhook for the tests: a real HTTP server that keeps what it hears and answers as it was told."""

import json
import threading
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

from bot.sandbox.errors import Json


@dataclass(slots=True)
class Heard:
    update: Json
    secret: str | None


@dataclass(slots=True)
class Say:
    """One answer: status, headers, body; `after` is waited for before it is given."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: Json | None = None
    after: threading.Event | None = None


class Ears:
    """`heard` grows with every request; `answers` are used up one by one, then every answer is 200."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.answers: deque[Say] = deque()
        self.open = 0
        self.most_open = 0
        self._changed = threading.Condition()
        ears = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                ears.hear(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - named by the base class
                """Say nothing on standard error."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook"

    def hear(self, request: BaseHTTPRequestHandler) -> None:
        update = json.loads(request.rfile.read(int(request.headers["Content-Length"])))
        with self._changed:
            answer = self.answers.popleft() if self.answers else Say()
            self.open += 1
            self.most_open = max(self.most_open, self.open)
            self.heard.append(Heard(update, request.headers.get("X-Telegram-Bot-Api-Secret-Token")))
            self._changed.notify_all()
        if answer.after is not None:
            answer.after.wait(10)
        with self._changed:
            self.open -= 1
        body = b"" if answer.body is None else json.dumps(answer.body).encode()
        request.send_response(answer.status)
        for name, value in {"Content-Type": "application/json", **answer.headers}.items():
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    def wait(self, count: int, seconds: float = 10.0) -> list[Heard]:
        """What was heard, once it is so many requests."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.heard) >= count, seconds), self.heard
            return list(self.heard)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
