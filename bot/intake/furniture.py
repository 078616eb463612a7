"""What a page carries besides its text: page numbers, running heads, credits, lines of a web page, contents."""

import re
from collections import defaultdict
from collections.abc import Sequence

from bot.intake.lines import Line
from bot.intake.marks import is_date, is_reply_mark, is_request_mark, labels_in
from bot.intake.numbering import ordinal
from bot.intake.preface import is_heading, opens_preface
from bot.intake.signoffs import units_in
from bot.intake.titles import LEADER, opens_title

_NUMBER = r"(?:\d{1,4}|[ivxIVX]{1,5}|[一二三四五六七八九十]{1,3})"
PAGE_NUMBER = re.compile(
    rf"[-—–·•~―_.|/【\[(]*第?(?:\d{{1,3}})页?[-—–·•~―_.|/】\])]*|[-—–·•~―|]+{_NUMBER}[-—–·•~―|]+|第{_NUMBER}页[,、/]?(?:共{_NUMBER}页)?"
    rf"|共{_NUMBER}页|\(?\d{{1,4}}/\d{{1,4}}\)?|[Pp](?:age|\.)?\d{{1,4}}(?:of\d{{1,4}})?|[A-D]?\d{{1,3}}版|第[\d一二三四五六七八九十]{{1,3}}版"
)
CREDIT = re.compile(
    r"[□■◎◇]?(?:本报|本刊|本台)?(?:通讯员|记者|特约记者|见习记者)[\u3400-\u9fff]{2,12}(?:摄|文|报道|整理|摄影报道)?"
    r"|(?:责任编辑|责编|编辑|校对|美编|版式|排版|制版|组版|审核|终审|一审|二审|三审|编审|值班主任|值班编辑|监制|摄影|供稿|整理|来源|稿源|信息来源|文章来源|作者)[:：].{1,40}"
    r"|(?:发布时间|发布日期|更新时间|浏览次数|浏览量|阅读次数|阅读量|点击数|点击次数|访问量|字号|字体|打印本页|关闭窗口|分享到|上一篇|下一篇|扫一扫|索引号|发文机关|主办方)[:：\[【].{0,60}"
    r"|(?:打印本页|关闭窗口|打印|关闭|返回顶部|分享)+|.{0,10}https?://\S+|www\.\S+|.*[\u3400-\u9fff]{1,6}摄(?:影)?"
    r"|.{0,12}\d{4}年\d{1,2}月\d{1,2}日[(]?星期[一二三四五六日天][)]?.{0,30}|\d{4}[-./]\d{1,2}[-./]\d{1,2}星期[一二三四五六日天].{0,20}"
    r"|星期[一二三四五六日天]|国内统一(?:连续出版物|刊)号.*|第\d{1,6}期(?:\(总第\d+期\))?|.{2,12}(?:日报|晚报|晨报|时报)(?:第.{1,4}版|\d.*)?|.*(?:新闻)?热线:.*|投稿(?:邮箱|信箱):.*"
)
CONTENTS = re.compile(r"目录|目次|contents", re.IGNORECASE)
ORNAMENT = re.compile(r"[-–—_=*·•.…□■○●◇◆★☆~|+#^<>]+")
NUMBER_AT_AN_END = re.compile(
    r"^[-—–·•~|/\s]*\d{1,4}(?:[-—–·•~|/]|\s)[-—–·•~|/\s]*|[-—–·•~|/\s]*(?:[-—–·•~|/]|\s)\d{1,4}[-—–·•~|/\s]*$"
)
PROSE = re.compile(r"[,。;:!?]")
LONGEST_HEAD = 45
LONGEST_CREDIT = 80
OFTEN = 2
SEVERAL = 3
MOST = 0.8


def furniture_in(lines: Sequence[Line]) -> set[int]:
    """The places, in this sequence, of the lines that belong to the pages and not to the text."""
    plain = {place for place, line in enumerate(lines) if is_furniture(line)}
    return plain | _running_heads(lines, plain)


def is_furniture(line: Line) -> bool:
    """Whether a line by itself shows that it belongs to the page."""
    if ORNAMENT.fullmatch(line.tight) or PAGE_NUMBER.fullmatch(line.tight) or CONTENTS.fullmatch(line.tight):
        return True
    return len(line.tight) <= LONGEST_CREDIT and bool(LEADER.search(line.tight) or CREDIT.fullmatch(line.tight))


def _running_heads(lines: Sequence[Line], plain: set[int]) -> set[int]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        if place not in plain and _could_run(line):
            places[NUMBER_AT_AN_END.sub("", line.flat)].append(place)
    return {place for repeated in places.values() for place in _spare(lines, repeated, plain)}


def _could_run(line: Line) -> bool:
    if not 1 < len(line.tight) <= LONGEST_HEAD or line.ends or PROSE.search(line.tight) or opens_preface(line):
        return False
    structural = (
        is_reply_mark(line) or is_request_mark(line) or is_date(line) or opens_title(line) or ordinal(line.flat)
    )
    return not structural and not labels_in(line)


def _spare(lines: Sequence[Line], repeated: list[int], plain: set[int]) -> list[int]:
    """Of a heading all but the first; of a line that comes several times all, if nearly all turn a page."""
    if len(repeated) < OFTEN:
        return []
    if is_heading(lines[repeated[0]]):
        return repeated[1:]
    at_turn = sum(1 for place in repeated if _at_turn_of_page(lines, place, plain))
    return repeated if at_turn >= max(SEVERAL, MOST * len(repeated)) else []


def _at_turn_of_page(lines: Sequence[Line], place: int, plain: set[int]) -> bool:
    if lines[place].new_page:
        return True
    if units_in(lines[place].text):
        return False
    before_a_page = place + 1 < len(lines) and lines[place + 1].new_page
    numbered = any(PAGE_NUMBER.fullmatch(lines[other].tight) for other in {place - 1, place + 1} & plain)
    return before_a_page or numbered or bool(NUMBER_AT_AN_END.search(lines[place].flat))
