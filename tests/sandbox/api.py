"""A bare bot for the tests: calls of the Bot API over HTTP, without any library of bots in between."""

from typing import Any

import httpx

from bot.sandbox.errors import Json


class Api:
    """One bot at a sandbox: `call` gives the whole answer, `ok` the result of a call that must succeed."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url
        self.http = httpx.Client(base_url=f"{url}/bot{token}", timeout=60, trust_env=False)

    def call(self, method: str, **params: Any) -> Json:  # noqa: ANN401 - whatever JSON a test sends
        answer: Json = self.http.post(f"/{method}", json=params).json()
        return answer

    def ok(self, method: str, **params: Any) -> Any:  # noqa: ANN401 - whatever the method returns
        answer = self.call(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    def refusal(self, method: str, **params: Any) -> str:  # noqa: ANN401 - whatever JSON a test sends
        """The description of a refusal, after checking that the HTTP status is the error code."""
        answer = self.http.post(f"/{method}", json=params)
        content: Json = answer.json()
        assert not content["ok"]
        assert content["error_code"] == answer.status_code
        return str(content["description"])

    def upload(self, method: str, files: dict[str, Any], **params: Any) -> httpx.Response:  # noqa: ANN401 - see httpx
        return self.http.post(f"/{method}", data=params, files=files)

    def updates(self, **params: Any) -> list[Json]:  # noqa: ANN401 - parameters of getUpdates
        found: list[Json] = self.ok("getUpdates", **params)
        return found
