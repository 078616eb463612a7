"""Takes contact data out of a text that is to be published: telephone numbers, addresses of mail and chat, such lines.

What must be published without them: the deputies' and officials' ways of contact (宣城, 厦门: 公开 except 联系方式). It
is cautious: an amount, a count of cases, a document's number or a date is no telephone number.
"""

import re

_LABEL = (
    r"(?:联\s*系\s*(?:人|电\s*话|方\s*式|地\s*址)|电\s*话|手\s*机(?:号码?)?|传\s*真|邮\s*(?:编|箱)|邮政编码|电子(?:邮箱|邮件|信箱)"
    r"|通[讯信](?:地址|方式)|经\s*办\s*人|承\s*办\s*人|微\s*信(?:号)?|[Qq]{2}(?:号码?)?|身份证号?码?|E-?mail|Tel)"
)
_MARK = r"\s*[：:]\s*"
_LINE = re.compile(rf"\s*[（(【\[]?\s*{_LABEL}{_MARK}.*")
_BRACKET = re.compile(rf"[（(]\s*{_LABEL}{_MARK}[^（()）]*(?:[（(][^（()）]*[)）][^（()）]*)*[)）]")
_NOT_COUNTED = r"(?!\d|[-－]\d|\s*(?:[万亿]|元|件|个|户|人|次|米|平方|公里|吨|号[〕\]]?|年|%|％))"
_NUMBERS = re.compile(
    r"(?<![\d.〔\[-])(?:"
    r"(?:\+?86[-\s]?)?1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}"  # a mobile telephone
    r"|[（(]?0\d{2,3}[)）]?[-－—\s]?\d{7,8}(?:[-－转]\d{1,6})?"  # with the code of a city
    r"|[48]00[-－]\d{3}[-－]?\d{4}|[48]00[-－]\d{4}[-－]\d{3}"
    rf"){_NOT_COUNTED}"
)
_SPOKEN = re.compile(
    rf"{_LABEL}(?:号码)?(?:为|是)?(?:{_MARK})?\d[\d\-－—\s]{{5,}}\d{_NOT_COUNTED}"
)  # 电话 2345678 in a sentence
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_CHAT = re.compile(rf"(?:微\s*信(?:号)?|[Qq]{{2}}(?:号码?)?){_MARK}[A-Za-z0-9_-]{{5,}}")
_IDENTITY = re.compile(r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d\d{3}[\dXx](?![\dA-Za-z])")


def scrubbed(text: str, removed: str) -> str:
    """The text without contact data: a line of nothing else goes, what stands in a sentence becomes ``removed``."""
    lines = [line for line in text.split("\n") if not _LINE.fullmatch(line)]
    return "\n".join(_within(line, removed) for line in lines)


def _within(line: str, removed: str) -> str:
    line = _BRACKET.sub("", line)
    for kind in (_IDENTITY, _MAIL, _CHAT, _NUMBERS, _SPOKEN):
        line = kind.sub(removed, line)
    return line
