"""How documents say dates, shares, ordinals and to whom they are addressed, in the words of forms.toml."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.domain.rates import Rate


class Phrases:
    """Moments must be in the office's zone already: documents have no other."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._dates: Mapping[str, str] = table["dates"]
        self._numbers: Mapping[str, str] = table["numbers"]
        self._you: Mapping[str, str] = table["you"]
        self._address: Mapping[str, str] = table["compendium_text"]["address"]

    def day(self, value: date | None) -> str:
        """2026年6月2日; a blank to be filled in by hand where there is none."""
        return (
            self._dates["none"]
            if value is None
            else self._dates["day"].format(y=value.year, m=value.month, d=value.day)
        )

    def moment(self, value: datetime | None) -> str:
        """2026年6月2日09:05."""
        if value is None:
            return self._dates["none"]
        return self._dates["moment"].format(y=value.year, m=value.month, d=value.day, time=value.strftime("%H:%M"))

    def share(self, rate: Rate) -> str:
        """Percent with its two numbers; no percent of nothing."""
        if rate.percent is None:
            return self._numbers["of_nothing"]
        return self._numbers["share"].format(
            percent=rate.percent, numerator=rate.numerator, denominator=rate.denominator
        )

    def ordinal(self, number: int) -> str:
        """一 to 九十九; digits beyond."""
        signs = self._numbers["ordinals"]
        tens, ones = divmod(number, 10)
        if not 0 < number < 10 * len(signs):
            return str(number)
        head = "" if not tens else signs[9] if tens == 1 else signs[tens - 1] + signs[9]
        return head + (signs[ones - 1] if ones else "")

    def addressed(self, names: Sequence[str], kind: str, *, bodies: bool) -> str:
        """To whom a letter is: the names, with their title for people; ``kind`` as in bot.domain.lives."""
        together = self.joined(names)
        return self._address["body" if bodies else kind].format(names=together)

    def you(self, count: int, *, bodies: bool) -> str:
        """How so many people, or bodies, are spoken to."""
        return self._you["body" if bodies else "one" if count == 1 else "many"]

    def joined(self, names: Sequence[str]) -> str:
        """Names one after the other."""
        return self._dates["between"].join(names)
