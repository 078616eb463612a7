"""To whom a reply is: 王明委员: or the name of the body that proposed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.intake.lines import Line, flattened
from bot.intake.names import ORGANISATION, ORGANISATION_END, proposers_in
from bot.intake.signoffs import is_unit

SALUTATION = re.compile(
    r"^(?:尊敬的)?(?P<who>[^。!?;:]{1,60}?)(?P<rank>(?:等\d+[名位])?(?:市|省|县|区)?(?:人大代表|政协委员|代表|委员|先生|女士|同志))?(?:们)?[:](?P<rest>.*)$"
)
LONGEST_SALUTATION = 70
LINES_OF_A_SALUTATION = 3


def is_salutation(line: Line, proposers: Sequence[str]) -> bool:
    """Whether a line only says to whom the reply is: 王明委员: or the name of who proposed."""
    found = SALUTATION.match(line.flat)
    return bool(found) and not found["rest"].strip() and _addresses(found, proposers) if found else False


def _addresses(found: re.Match[str], proposers: Sequence[str]) -> bool:
    who = "".join(found["who"].split())
    if len(who) > LONGEST_SALUTATION or "," in who:
        return False
    names = proposers_in(found["who"])
    known = {"".join(flattened(name).split()) for name in proposers}
    if names and known.intersection(names):
        return True
    if found["rank"]:
        return not re.search(r"[的了是将已]|各位|有关", who)
    organisation = bool(ORGANISATION.match(who) and ORGANISATION_END.search(who))
    return organisation and is_unit(who) and len(names) > 0


@dataclass(frozen=True, slots=True)
class Greeted:
    """A line without its salutation: what is left, how many more lines the salutation took, and whom it names."""

    line: Line | None
    more: int = 0
    names: tuple[str, ...] = ()


def without_salutation(lines: Sequence[Line], place: int, proposers: Sequence[str]) -> Greeted:
    """The line at this place without the salutation it begins, which may go on over two lines more."""
    for more in range(LINES_OF_A_SALUTATION):
        pieces = lines[place : place + more + 1]
        if len(pieces) <= more or any(":" in line.tight or line.ends for line in pieces[:-1]):
            break
        whole = "".join(line.text for line in pieces)
        found = SALUTATION.match(flattened(whole))
        if found and _addresses(found, proposers):
            rest = whole[found.start("rest") :].strip()
            return Greeted(pieces[-1].with_text(rest) if rest else None, more, proposers_in(found["who"]))
    return Greeted(lines[place])
