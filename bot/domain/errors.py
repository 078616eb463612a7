"""Why something could not be done, as values that a template turns into a sentence.

    Said
    ├── Refused      a person may not do this, or not now: said from refusals/<reason>
    └── Unreadable   what was sent could not be read as what was asked: said from unreadable/<reason>

Both carry a reason (the name of a template) and facts for it. Neither is a fault of the program; whatever
else is raised is one.
"""

from typing import Any


class Said(Exception):
    """What ends a deed with a sentence for the person: a reason and the facts that its template shows."""

    folder = ""
    leaves = False  # whether the conversation that led here cannot be finished any more

    def __init__(self, reason: str, /, **facts: Any) -> None:  # noqa: ANN401 - whatever the template shows
        super().__init__(reason)
        self.reason = reason
        self.facts = facts

    @property
    def message(self) -> str:
        """The name of the template that says it, such as ``refusals/not_now``."""
        return f"{self.folder}/{self.reason}"


class Refused(Said):
    """The person may not do this, or not any more."""

    folder = "refusals"


class Unreadable(Said):
    """What was sent is not what was asked for; nothing was changed, and the question stands."""

    folder = "unreadable"
