"""The facts of a sample of every message: what the gallery shows, and what the tests render with hostile words.

written.py has what people wrote, cast.py the objects, every other module SAMPLES of its subject by message.
"""

from importlib import import_module
from pkgutil import iter_modules

_SHARED = {"cast", "written"}


def samples() -> dict[str, dict[str, object]]:
    """The facts for every message, by its name; ValueError for one that two subjects bring."""
    found: dict[str, dict[str, object]] = {}
    for module in iter_modules(__path__):
        if module.name not in _SHARED:
            brought = import_module(f"{__name__}.{module.name}").SAMPLES
            if twice := found.keys() & brought.keys():
                raise ValueError(f"{module.name} brings again: {sorted(twice)}")
            found |= brought
    return found
