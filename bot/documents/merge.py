"""A text of the office's own with places for each recipient's name and unit, such as ``{{ name }}``."""

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from bot.domain.errors import Unreadable

_ENVIRONMENT = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)


def check(text: str, places: Collection[str]) -> frozenset[str]:
    """The places that a text uses; it may hold plain names of ``places`` only, no sums, filters or commands.

    Raises:
        Unreadable: ``unknown_placeholder`` for another name, ``broken_placeholder`` for whatever else stands in braces.
    """
    try:
        found = list(_placeholders(_ENVIRONMENT.parse(text)))
    except TemplateSyntaxError as error:
        raise Unreadable("broken_placeholder", line=error.lineno, places=places) from None
    for line, name in found:
        if not name:
            raise Unreadable("broken_placeholder", line=line, places=places)
        if name not in places:
            raise Unreadable("unknown_placeholder", name=name, places=places)
    return frozenset(name for _, name in found)


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text for one recipient; the text was checked before."""
    return _compiled(text).render(values)


@lru_cache(maxsize=4)
def _compiled(text: str) -> Template:
    return _ENVIRONMENT.from_string(text)


def _placeholders(template: nodes.Template) -> Iterator[tuple[int, str]]:
    """Line and name of each placeholder; no name for what is more than a name."""
    for part in template.body:
        if not isinstance(part, nodes.Output):
            yield part.lineno, ""
            continue
        for node in part.nodes:
            if not isinstance(node, nodes.TemplateData):
                yield node.lineno, node.name if isinstance(node, nodes.Name) else ""
