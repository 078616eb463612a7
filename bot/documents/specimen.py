"""Facts made up from their types alone, by which a form is tried out before anybody needs it."""

import types
import typing
from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeVar, cast

from bot.domain.rates import Rate

T = TypeVar("T")

_DAY = date(2026, 6, 2)
_PLAIN: dict[object, object] = {
    int: 1,
    bool: True,
    Decimal: Decimal("100.0"),
    Rate: Rate(1, 2),
    date: _DAY,
    datetime: datetime(2026, 6, 2, 1, tzinfo=UTC),
}


def of(kind: type[T]) -> T:
    """Facts with something in each field: a text is the field's name, a list has two of its kind."""
    hints = typing.get_type_hints(kind)
    made = {field.name: _value(field.name, hints[field.name]) for field in fields(cast("Any", kind))}
    return kind(**made)


def _value(name: str, hint: Any) -> object:  # noqa: ANN401 - a type in whatever form the field has it
    if hint is str:
        return name
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return (_value(name, inner[0]), _value(name, inner[0]))
    if origin in (types.UnionType, typing.Union):
        return _value(name, next(each for each in inner if each is not type(None)))
    return of(cast("type[object]", hint))
