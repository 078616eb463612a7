"""Asks an OpenAI-compatible endpoint for the outline of one answer, within limits of time and size.

What comes back is a text or the reason why there is none: slow, refused, unreachable, nonsense.
"""

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx
from pydantic import SecretStr

MOST_BYTES = 256 * 1024
LONGEST = 1500  # signs of an outline that are kept
ANSWER_TOKENS = 800


class NoOutline(Exception):
    """There is none; the text is a key of words.toml's ``drafting_failures``."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to ask, with what model and key, and how many seconds all of it may take."""

    url: str
    model: str
    seconds: float
    key: SecretStr = field(default=SecretStr(""), repr=False)


def outline(endpoint: Endpoint, instructions: str, about: Sequence[str]) -> str:
    """The outline of an answer; ``about`` are the case and what documents say, one below the other.

    Raises:
        NoOutline: with the reason.
    """
    headers = {"Authorization": f"Bearer {key}"} if (key := endpoint.key.get_secret_value()) else {}
    asked = {
        "model": endpoint.model,
        "max_tokens": ANSWER_TOKENS,
        "messages": [
            {"role": "system", "content": instructions},
            {"role": "user", "content": "\n".join(about)},
        ],
    }
    until = time.monotonic() + endpoint.seconds
    try:
        with (
            httpx.Client(timeout=endpoint.seconds, follow_redirects=False) as client,
            client.stream("POST", endpoint.url, json=asked, headers=headers) as answer,
        ):
            if answer.status_code != httpx.codes.OK:
                raise NoOutline("refused")
            body = _body(answer, until)
    except httpx.TimeoutException as error:
        raise NoOutline("slow") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NoOutline("unreachable") from error
    return _text(body)


def _body(answer: httpx.Response, until: float) -> bytes:
    body = bytearray()
    for piece in answer.iter_bytes():
        body += piece
        if len(body) > MOST_BYTES:
            raise NoOutline("nonsense")
        if time.monotonic() > until:
            raise NoOutline("slow")
    return bytes(body)


def _text(body: bytes) -> str:
    try:
        said = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        said = None
    if not isinstance(said, str) or not said.strip():
        raise NoOutline("nonsense")
    return "".join(sign for sign in said if sign.isprintable() or sign == "\n").strip()[:LONGEST]
