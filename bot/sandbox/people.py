"""A client of the control API: people in front of the bot, for tests and for the runner of conversations."""

import base64
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from bot.sandbox.errors import ControlError, Json


class People:
    """Plays people over HTTP; a wish that cannot be met raises ControlError with the sandbox's sentence.

    `person` is an id, a username or a first name; `**more` are further fields of the control API: chat, reply_to, bot.
    """

    def __init__(self, url: str) -> None:
        self._http = httpx.Client(base_url=f"{url}/control", timeout=70.0, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def create(self, first_name: str, **more: object) -> Json:
        """A new person, or the one with this `id`, as a Bot API user."""
        return self._post("people", first_name=first_name, **more)

    def group(self, group_id: int, title: str, members: list[int | str]) -> Json:
        return self._post("group", id=group_id, title=title, members=members)

    def upgrade(self, group_id: int, to: int) -> Json:
        """The group becomes a supergroup with this id."""
        return self._post("upgrade", id=group_id, to=to)

    def say(self, person: int | str, text: str, **more: object) -> Json:
        """`update_id` and `message` of what was said."""
        return self._post("say", person=person, text=text, **more)

    def tap(self, person: int | str, label: str | None = None, **more: object) -> Json:
        """Tap the button with this label, or with `data=`; `again=True` sends the last tap once more."""
        return self._post("tap", person=person, **({} if label is None else {"label": label}), **more)

    def file(self, person: int | str, content: bytes | Path, name: str = "", **more: object) -> Json:
        """Send a file: bytes, or a path; `kind`, `mime` and `caption` are among the further fields."""
        data = content.read_bytes() if isinstance(content, Path) else content
        shown = name or (content.name if isinstance(content, Path) else "file")
        return self._post("file", person=person, name=shown, base64=base64.b64encode(data).decode(), **more)

    def share(self, person: int | str, kind: str, **more: object) -> Json:
        """Send a contact, a location, or a file of a declared `size` without content."""
        return self._post("file", person=person, kind=kind, **more)

    def edit(self, person: int | str, message_id: int, text: str, **more: object) -> Json:
        return self._post("edit", person=person, message_id=message_id, text=text, **more)

    def block(self, person: int | str, **more: object) -> Json:
        return self._post("block", person=person, **more)

    def unblock(self, person: int | str, **more: object) -> Json:
        return self._post("unblock", person=person, **more)

    def deactivate(self, person: int | str) -> Json:
        return self._post("deactivate", person=person)

    def raw(self, update: Json) -> int:
        """Put an update as it stands before the bot; its id."""
        return int(self._post("raw", update=update)["update_id"])

    def transcript(self, person: int | str, after: int = 0, **more: Any) -> list[Json]:  # noqa: ANN401 - query fields
        """What stands in the chat, both ways, in order; see transcript.message_entry for the shape."""
        entries: list[Json] = self._get("transcript", person=person, after=after, **more)["entries"]
        return entries

    def letters(self, person: int | str, after: int = 0) -> list[Json]:
        """The bot's messages to a person that still stand, in order."""
        entries = self.transcript(person, after)
        return [one for one in entries if one["kind"] == "message" and one["from_bot"] and not one["deleted"]]

    def seq(self) -> int:
        """The number of the latest event: pass it as `after` to see only what comes from now on."""
        return int(self._get("events", after=10**15)["seq"])

    def events(self, after: int = 0, wait: float = 0.0) -> list[Json]:
        events: list[Json] = self._get("events", after=after, wait=wait)["events"]
        return events

    def calls(self, after: int = 0) -> list[Json]:
        """The bot's calls: seq, method (lower case), params, status, error."""
        calls: list[Json] = self._get("calls", after=after)["calls"]
        return calls

    def fault(self, kind: str, method: str = "*", **more: object) -> None:
        """Order a trouble; see faults.Kind."""
        self._post("faults", kind=kind, method=method, **more)

    def clear_faults(self) -> None:
        self._answer(self._http.delete("/faults"))

    def limits(self, *, on: bool) -> None:
        self._post("limits", on=on)

    def clock(self) -> Json:
        return self._get("clock")

    def forward_clock(self, seconds: float) -> Json:
        return self._post("clock", forward_seconds=seconds)

    def set_clock(self, moment: str) -> Json:
        """Put the clock at an ISO 8601 moment with a zone."""
        return self._post("clock", set=moment)

    def real_clock(self) -> Json:
        """Put the clock back to the real time."""
        return self._post("clock", now=True)

    def wait_idle(self, wait: float = 10.0, quiet: float = 0.05) -> Json:
        """Wait until the bot has confirmed every update and made no call for `quiet` seconds.

        Raises TimeoutError, saying what is still open.
        """
        counts = self._get("idle", wait=wait, quiet=quiet)
        if not counts["idle"]:
            raise TimeoutError(f"the bot did not come to rest within {wait} s: {counts}")
        return counts

    def reset(self) -> None:
        self._post("reset")

    def _post(self, path: str, **fields: object) -> Json:
        return self._answer(self._http.post(f"/{path}", json=fields))

    def _get(self, path: str, **fields: Any) -> Json:  # noqa: ANN401 - httpx takes any primitive in a query
        return self._answer(self._http.get(f"/{path}", params=fields))

    @staticmethod
    def _answer(answer: httpx.Response) -> Json:
        content: Json = answer.json()
        if answer.is_error:
            raise ControlError(answer.status_code, content["error"])
        return content
