"""Dated promises in the text of a reply: sentences that say what will be done, and by when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.terms import add_months
from bot.intake.numbering import number

LONGEST = 300  # characters of a sentence that are kept

_YEARS = {"今年": 0, "本年": 0, "年": 0, "明年": 1, "来年": 1, "后年": 2}
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_TENTHS = {"上旬": 10, "中旬": 20}
_WILL = re.compile(
    r"将|计划|拟|力争|争取|确保|预计|承诺|保证|安排|列入|完成|建成|竣工|完工|开工|启动|投用|投入使用|落实|解决|整改|开展|实施"
)
_PAST = re.compile(r"已|曾|截至|截止|以来|去年|上年")
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_CLAUSE = re.compile(r"[^，,。！？；\n]+")
_DATE = re.compile(
    r"(?P<year>\d{4}\s*年|今年|本年|明年|来年|后年)?(?:度|的)?\s*(?:"
    r"(?P<month>\d{1,2})\s*月\s*(?:(?P<day>\d{1,2})\s*[日号]|(?P<tenth>上旬|中旬)|下旬|[底末内份])?(?=[^\d])"
    r"|第?(?P<quarter>[一二三四1-4])季度"
    r"|(?P<half>[上下])半年"
    r"|(?P<end>年?[底末]前?|年内|年度内|内(?=完成|建成|解决))"
    r")"
)
_WITHIN = re.compile(r"(?P<count>\d{1,3}|[一二两三四五六七八九十]{1,3})\s*(?P<unit>个月|周|天|日)(?:之?内|以内)")


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised, as the reply says it, and the last day of the time it names."""

    text: str
    due: date


def promises(text: str, today: date) -> list[Promise]:
    """The dated promises of a text, in its order; a time that has passed and a report of what was done are none."""
    found: dict[Promise, None] = {}
    for sentence in _SENTENCE.findall(text):
        said = sentence.strip()
        if _WILL.search(said):
            found |= dict.fromkeys(Promise(said[:LONGEST], due) for due in _dates(said, today) if due > today)
    return list(found)


def _dates(sentence: str, today: date) -> Iterator[date]:
    """The times that the sentence names, a clause about the past left out."""
    year = today.year
    for clause in _CLAUSE.findall(sentence):
        past = _PAST.search(clause)
        for match in _DATE.finditer(clause + " "):
            named = match["year"]
            year = _year(named, today) if named else year
            if not past and (named or match["end"] is None or match["end"].startswith("年")):
                yield from _day(match, year, today, named=bool(named))
        if not past:
            for match in _WITHIN.finditer(clause):
                yield from _after(match, today)


def _year(named: str, today: date) -> int:
    return today.year + _YEARS[named] if named in _YEARS else int(named.rstrip("年").strip())


def _day(match: re.Match[str], year: int, today: date, *, named: bool) -> Iterator[date]:
    try:
        if match["month"] and match["day"]:
            day = date(year, int(match["month"]), int(match["day"]))
        elif match["month"]:
            day = _in_month(year, int(match["month"]), _TENTHS.get(match["tenth"] or "", 0))
        elif match["quarter"]:
            day = _in_month(year, _QUARTERS[match["quarter"]], 0)
        elif match["half"]:
            day = _in_month(year, 6 if match["half"] == "上" else 12, 0)
        else:
            day = date(year, 12, 31)
        yield day if named or day > today or match["end"] else day.replace(year=day.year + 1)
    except ValueError:
        return  # 13月, 2月30日: no day


def _in_month(year: int, month: int, day: int) -> date:
    return date(year, month, day) if day else add_months(date(year, month, 1), 1)[0] - timedelta(days=1)


def _after(match: re.Match[str], today: date) -> Iterator[date]:
    count = number(match["count"]) or 0
    match match["unit"]:
        case "个月":
            yield add_months(today, count)[0]
        case "周":
            yield today + timedelta(weeks=count)
        case _:
            yield today + timedelta(days=count)
