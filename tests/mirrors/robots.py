"""The three robots and another system, as servers on loopback that check what they are sent as the real ones do."""

import base64
import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

HOUR = 3600.0


class Robot:
    """One server; ``answers`` are given first, in order, as (status, body), then whatever its kind says."""

    def __init__(self, kind: str, secret: str = "", *, now: float | None = None) -> None:
        self.kind = kind
        self.secret = secret
        self.now = now
        self.heard: list[dict[str, Any]] = []
        self.refused: list[str] = []
        self.answers: list[tuple[int, Any]] = []
        robot = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["content-length"]))
                status, body = robot.hear(self.path, raw, dict(self.headers))
                if status == 0:  # hangs up in the midst
                    self.connection.close()
                    return
                said = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("content-length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/robot?key=k"

    def hear(self, path: str, raw: bytes, headers: dict[str, str]) -> tuple[int, Any]:
        """The answer to one call; what was taken stands in ``heard``."""
        if self.answers:
            status, body = self.answers.pop(0)
            if status != 200 or body is not None:
                return status, body
        wrong = _WRONG[self.kind](self, parse_qs(urlsplit(path).query), raw, headers)
        if wrong:
            self.refused.append(wrong)
            return _refusal(self.kind, wrong)
        self.heard.append(json.loads(raw))
        return 200, {"code": 0, "msg": "success"} if self.kind == "feishu" else {"errcode": 0, "errmsg": "ok"}


def _refusal(kind: str, why: str) -> tuple[int, Any]:
    match kind:
        case "wecom":
            return 200, {"errcode": 93000, "errmsg": why}
        case "dingtalk":
            return 200, {"errcode": 310000, "errmsg": why}
        case "feishu":
            return 200, {"code": 19021, "msg": why}
        case _:
            return 401, {"error": why}


def _wecom(_robot: Robot, query: dict[str, list[str]], raw: bytes, _headers: dict[str, str]) -> str:
    text = json.loads(raw)["text"]["content"]
    if query.get("key") != ["k"]:
        return "invalid webhook url"
    return "content exceeds max length 2048" if len(text.encode()) > 2048 else ""


def _dingtalk(robot: Robot, query: dict[str, list[str]], _raw: bytes, _headers: dict[str, str]) -> str:
    stamp = query.get("timestamp", [""])[0]
    right = base64.b64encode(
        hmac.new(robot.secret.encode(), f"{stamp}\n{robot.secret}".encode(), hashlib.sha256).digest()
    ).decode()
    if robot.now is not None and abs(int(stamp or 0) / 1000 - robot.now) > HOUR:
        return "invalid timestamp"
    return "" if query.get("sign") == [right] else "sign not match"


def _feishu(robot: Robot, _query: dict[str, list[str]], raw: bytes, _headers: dict[str, str]) -> str:
    body = json.loads(raw)
    right = base64.b64encode(
        hmac.new(f"{body.get('timestamp')}\n{robot.secret}".encode(), b"", hashlib.sha256).digest()
    ).decode()
    return "" if body.get("sign") == right else "sign match fail"


def _webhook(robot: Robot, _query: dict[str, list[str]], raw: bytes, headers: dict[str, str]) -> str:
    parts = dict(part.split("=", 1) for part in headers.get("X-Banli-Signature", "").split(",") if "=" in part)
    right = hmac.new(robot.secret.encode(), f"{parts.get('t')}.".encode() + raw, hashlib.sha256).hexdigest()
    return "" if hmac.compare_digest(parts.get("v1", ""), right) else "bad signature"


_WRONG = {"wecom": _wecom, "dingtalk": _dingtalk, "feishu": _feishu, "webhook": _webhook}
