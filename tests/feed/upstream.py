"""An upstream system on loopback: answers as it is told to, in order, and notes what it was asked."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


@dataclass(slots=True)
class Answer:
    """One answer: status, headers, body; ``wait`` seconds before it, and ``cut`` for one that breaks off."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked: the path, the token, and the mark that is known already."""

    path: str
    token: str | None
    mark: str | None


def page(*entries: Any, following: str = "", mark: str = "") -> Answer:  # noqa: ANN401 - what an upstream may send
    """A page with these entries."""
    body = {"proposals": list(entries)} | ({"next": following} if following else {})
    return Answer(body=json.dumps(body).encode(), headers={"ETag": mark} if mark else {})


def entry(number: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any field may be any JSON
    """A case as the feed has it."""
    return {
        "id": f"up-{number}",
        "title": f"关于第{number}座桥的建议",
        "kind": "suggestion",
        "session": "市十届人大一次会议",
        "proposers": ["Dana"],
        "background": "桥面破损，群众反映强烈。",
        "requests": ["检测", "维修"],
        "updated": "2026-03-01T08:00:00+08:00",
    } | more


class Upstream:
    """The server; ``answers`` are given one after the other, the last one for ever."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.asked: list[Asked] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self._next))
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/cases"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _next(self, asked: Asked) -> Answer:
        self.asked.append(asked)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def _handler(answer_to: Callable[[Asked], Answer]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = answer_to(Asked(self.path, self.headers.get("Authorization"), self.headers.get("If-None-Match")))
            time.sleep(answer.wait)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body) + answer.cut))
            self.end_headers()
            try:
                self.wfile.write(answer.body)
            except OSError:  # whoever asked has had enough
                self.close_connection = True

        def log_message(self, *_args: object) -> None:
            """Nothing is said of it."""

    return Handler
