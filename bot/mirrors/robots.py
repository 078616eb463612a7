"""How each robot wants to be spoken to, and what its answers mean: one row a kind.

HTTP 200 is not success with any of them: the body's code tells. The address and the secret are passwords: neither is in
a log or an error. Limits and codes: WeCom path/91770, DingTalk custom robot, Feishu custom bot guide.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

MINUTE = 60.0
BLOCKED = 600.0  # seconds for which DingTalk stops a robot that was too fast


@dataclass(frozen=True, slots=True)
class Call:
    """One POST: what is added to the query, the body's bytes, and headers besides its type."""

    body: bytes
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """What an answer means: it arrived, or ``error``; ``wait`` are the seconds until another try, None for never."""

    arrived: bool = False
    error: str = ""
    wait: float | None = None


@dataclass(frozen=True, slots=True)
class Robot:
    """One kind: its only host, its limit, its longest text in bytes, how it is called and what its answers mean."""

    host: str
    per_minute: int
    longest: int
    call: Callable[[str, str, float], Call]
    means: Callable[[Mapping[str, Any]], Reply]


def wecom(text: str, _secret: str, _now: float) -> Call:
    """WeCom has no signature: its key is in the address."""
    return Call(_json({"msgtype": "text", "text": {"content": text}}))


def dingtalk(text: str, secret: str, now: float) -> Call:
    """DingTalk signs the query, in milliseconds, with the secret as key."""
    stamp = str(round(now * 1000))
    query = {"timestamp": stamp, "sign": _hmac(secret, f"{stamp}\n{secret}")} if secret else {}
    return Call(_json({"msgtype": "text", "text": {"content": text}}), query)


def feishu(text: str, secret: str, now: float) -> Call:
    """Feishu signs nothing with a key made of the seconds and the secret, and has both in the body."""
    body: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
    if secret:
        stamp = str(int(now))
        body = {"timestamp": stamp, "sign": _hmac(f"{stamp}\n{secret}", "")} | body
    return Call(_json(body))


def webhook(event: str, secret: str, now: float) -> Call:
    """Another system: the event as JSON, with HMAC-SHA256 in hex over ``<seconds>.<body>`` in ``X-Banli-Signature``."""
    stamp, body = str(int(now)), event.encode()
    sign = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return Call(body, headers={"X-Banli-Signature": f"t={stamp},v1={sign}"})


def _codes(name: str, waits: Mapping[int, float], said: str) -> Callable[[Mapping[str, Any]], Reply]:
    def means(body: Mapping[str, Any]) -> Reply:
        code = body.get(name)
        if code == 0:
            return Reply(arrived=True)
        return Reply(
            error=f"{code} {str(body.get(said, ''))[:120]}", wait=waits.get(code) if code is not None else MINUTE
        )

    return means


# Codes after which another try may help, with the seconds to wait before it; every other code never passes.
_WECOM = {-1: 5.0, 45009: MINUTE}
_DINGTALK = {-1: 5.0, 130101: BLOCKED, 410100: BLOCKED}
_FEISHU = {11232: MINUTE, 99991400: MINUTE}

# fmt: off
ROBOTS: Mapping[str, Robot] = {
    #                   host                   a minute  bytes  call      what its answer means
    "wecom":    Robot("qyapi.weixin.qq.com",   20,       2048,  wecom,    _codes("errcode", _WECOM, "errmsg")),
    "dingtalk": Robot("oapi.dingtalk.com",     20,       18000, dingtalk, _codes("errcode", _DINGTALK, "errmsg")),
    "feishu":   Robot("open.feishu.cn",        100,      18000, feishu,   _codes("code", _FEISHU, "msg")),
    "webhook":  Robot("",                      600,      60000, webhook,  lambda _body: Reply(arrived=True)),
}
# fmt: on


def check_address(kind: str, address: str) -> None:
    """Raise ValueError unless the address is https at the kind's own host, or on this very machine."""
    parts = urlsplit(address)
    here = parts.hostname in ("127.0.0.1", "localhost", "::1")
    wanted = ROBOTS[kind].host
    if not (here or (parts.scheme == "https" and (not wanted or parts.hostname == wanted))):
        raise ValueError(f"a {kind} mirror needs an address of the form https://{wanted or '…'}/…")


def _json(body: Mapping[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()


def _hmac(key: str, message: str) -> str:
    return base64.b64encode(hmac.new(key.encode(), message.encode(), hashlib.sha256).digest()).decode()
