"""Which sitting a name means: 市五届人大三次会议 is 临江市第五届人民代表大会第三次会议, written shorter."""

import re
from functools import lru_cache

from bot.intake.lines import flattened
from bot.intake.numbering import number

_N = r"(\d{1,3}|[一二三四五六七八九十]{1,3})"
TERM = re.compile(rf"{_N}届")
MEETING = re.compile(rf"{_N}次(?:全体)?(?:会议|会)?")

Sitting = tuple[str, int, int]  # 人大 or 政协, the term (届), the meeting (次)


@lru_cache(maxsize=1024)
def sitting_of(name: str) -> Sitting | None:
    """What a name of a sitting says, however it is written; None where it does not say all three."""
    flat = "".join(flattened(name).split())
    term, meeting = TERM.search(flat), MEETING.search(flat)
    body = "政协" if "政协" in flat or "政治协商" in flat else "人大"
    if term is None or meeting is None:
        return None
    return body, number(term[1]) or 0, number(meeting[1]) or 0
