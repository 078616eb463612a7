"""What a sensitive case (敏感件) shows in a chat: its number, and nothing that anybody wrote about it.

Templates ask for values through ``Veiling``, so one that is added later is veiled like all others.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from jinja2 import Environment

# The attributes that hold what people wrote about a case, whichever row has them.
CONTENT = frozenset(
    {
        "title",
        "background",
        "wished_units",
        "reason",
        "meeting_record",
        "text",
        "request",
        "answer",
        "opinion",
        "question",
        "objection",
        "extension_reason",
        "suggested_unit",
        "remark",
        "correction",
        "note",
        "place",
        "with_whom",
        "document_number",
    }
)
PLAIN = frozenset({"name", "life", "message"})  # facts that are no content though they are text
_UP = ("proposal", "assignment", "reply", "request")  # from a row to the case it belongs to
_DEEP = 4  # from the answer to a request, over its reply and its assignment, to the case

_veiled: ContextVar[bool] = ContextVar("veiled", default=False)


class Hidden(str):
    """Stands where something is not shown; it is a word of its own, in whatever group one looks it up."""

    __slots__ = ()


class Veiling(Environment):
    """An environment whose templates read ``hidden`` instead of what people wrote about a sensitive case."""

    hidden = Hidden()

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - as jinja2 has it
        """The attribute, or what stands for it."""
        value = super().getattr(obj, attribute)
        if attribute in CONTENT and isinstance(value, str) and value and (_veiled.get() or is_sensitive(obj)):
            return self.hidden
        return value


def is_sensitive(row: object) -> bool:
    """Whether a row belongs to a sensitive case, or is one."""
    for _ in range(_DEEP):
        if hasattr(row, "sensitive"):
            return bool(row.sensitive)
        row = next((up for name in _UP if (up := getattr(row, name, None)) is not None), None)
    return False


def hides(facts: Mapping[str, Any]) -> bool:
    """Whether a message with these facts is about a sensitive case."""
    return bool(getattr(facts.get("proposal"), "sensitive", False))


@contextmanager
def over(facts: Mapping[str, Any], hidden: Hidden) -> Iterator[Mapping[str, Any]]:
    """The facts as the templates may have them while they are filled in."""
    if not hides(facts):
        yield facts
        return
    reset = _veiled.set(True)
    try:
        yield {
            name: hidden if type(value) is str and value and name not in PLAIN else value
            for name, value in facts.items()
            if name != "attached"
        } | {"attached": ()}
    finally:
        _veiled.reset(reset)
