"""The ladder of reminders for readers, as a table in Markdown."""

from collections.abc import Iterable

from bot.domain.reminders import REMINDERS, Row, Side, When

HEAD = ("Duty", "To", "Working days before", "On the day", "Working days after")


def as_markdown(rows: Iterable[Row] = REMINDERS) -> str:
    """One line for each duty and role, in the order of the table."""
    steps: dict[tuple[str, str], list[When]] = {}
    for row in rows:
        steps.setdefault((row.duty.value, row.to.value), []).append(row.when)
    lines = [HEAD, tuple("---" for _ in HEAD), *((*who, *_steps(whens)) for who, whens in steps.items())]
    return "### Reminders\n\n" + "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def _steps(whens: list[When]) -> tuple[str, str, str]:
    before = ", ".join(str(when.workdays) for when in whens if when.side is Side.BEFORE)
    on_the_day = "yes" if any(when.side is Side.ON for when in whens) else ""
    return before, on_the_day, ", then ".join(_after(when) for when in whens if when.side is Side.AFTER)


def _after(when: When) -> str:
    """Each day that is counted, or the pace of a step without end."""
    if when.times is None:
        return f"every {when.workdays}"
    return ", ".join(str(when.workdays * times) for times in range(1, when.times + 1))
