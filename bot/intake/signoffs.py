"""Who signed a reply: names of units on lines of their own, glued to the last sentence, or several in a row."""

import re

from bot.intake.lines import Line, flattened, squeezed
from bot.intake.marks import DATE

_SUFFIX = (
    r"(?:局|委员会|委|厅|办公室|办|政府|部|处|所|站|中心|支队|大队|总队|公司|集团|学院|医院|研究院|法院|检察院|院|学校|党校|大学|馆|日报社|社|电视台|台"
    r"|联合会|工商联|妇联|残联|科协|文联|侨联|联|商会|协会|学会|红十字会|总工会|基金会|理事会|银行|分行|支行|署|专班|指挥部|管委会|党组|队|团市委|团县委|团区委|团委|电厂|园区)"
)
UNIT = re.compile(r"(?:[\u3400-\u9fff〇·A-Za-z]|\d(?!\d{3})){1,34}(?:\([^()]{1,16}\))?(?<![一二三四五六七八九十]、)$")
UNIT_END = re.compile(rf"{_SUFFIX}(?:\([^()]{{1,16}}\))?$")
# Signs and words that the name of an office never holds, but a line of prose soon does.
NO_NAME = re.compile(
    r"[的了是将已并及其各由对让被把从向使为着该此我您你]|联合(?![会社大国])|会同|牵头|按照|根据|加强|开展|关于|积极|通过|建立|完善|组织(?!部)|有关|相关|一是|首先|同时"
)
NO_NAME_EXCEPTIONS = re.compile(r"对外|为民|向阳|从业|由心|及时雨|各界|对台|对口")
PLACE = re.compile(r"(?:中共|中国|国家|共青团|国网|政协|民革|[\u3400-\u9fff]{0,6}[市县区省州盟旗])")
SENTENCE = re.compile(r"[。!?;:《》“”\"]")
BETWEEN = re.compile(r"[、,;/]|\s{2,}")
WRAPPING = re.compile(r"^[\s(【\[—–-]+|[\s)】\]]+$")
GLUED = re.compile(r"^(?P<text>.*[。!?”』」)】…;.])(?P<space>\s*)(?P<units>[^。!?;:,]{3,80})$")
SPACED = re.compile(r"^(?P<text>.{8,}?\S)(?P<space>\s+)(?P<units>[^。!?;:,]{4,80})$")
SEAL = re.compile(r"\((?:公章|盖章|章|印章)\)$")
DATE_TAIL = re.compile(
    r"[\s(]*(?:\d{4}|[二〇○零一九八七六五四三]{4})\s*年\s*[\d一二三四五六七八九十]{1,2}\s*月(?:\s*[\d一二三四五六七八九十]{1,3}\s*日)?\s*\)?$"
)
LEAST_SIGNS = 3


def units_in(text: str) -> tuple[str, ...]:
    """The units a line names when it names nothing else; empty otherwise. A date behind them is allowed."""
    flat = SEAL.sub("", _unwrapped(_without_date(flattened(text)).strip()))
    if not flat or SENTENCE.search(flat):
        return ()
    units: list[str] = []
    for piece in BETWEEN.split(flat):
        found = _units_of_piece(piece.strip())
        if not found:
            return ()
        units.extend(found)
    return tuple(dict.fromkeys(_as_printed(unit, text) for unit in units))


def labelled_units(text: str) -> list[str]:
    """The units behind a label, where any name will do."""
    return list(units_in(text)) or [name for name in re.split(r"[、,，;；\s]+", text.strip(" 。)）】")) if name]


def is_unit(name: str) -> bool:
    """Whether a text without spaces is formed like the name of one unit."""
    if len(name) < LEAST_SIGNS or not UNIT.fullmatch(name) or not UNIT_END.search(name):
        return False
    return not NO_NAME.search(NO_NAME_EXCEPTIONS.sub("", re.sub(r"\([^()]*\)", "", name)))


def has_place(name: str) -> bool:
    """Whether a name begins with a place or a rank (市, 县, 中共, 国家), as those of offices do."""
    return bool(PLACE.match(name))


def glued(line: Line) -> tuple[str, tuple[str, ...], bool] | None:
    """A sentence and the units glued behind it: the text, the units, and whether a space stood between them."""
    flat = _without_date(line.flat).rstrip()
    for pattern in (GLUED, SPACED):
        found = pattern.match(flat)
        if not found:
            continue
        units = units_in(found["units"])
        spaced = bool(found["space"])
        if units and all(has_place(unit) or (spaced and pattern is GLUED) for unit in units):
            return line.text[: found.end("text")], units, spaced
    return None


def _without_date(flat: str) -> str:
    tail = DATE_TAIL.search(flat)
    return flat[: tail.start()] if tail and not DATE.fullmatch("".join(flat.split())) else flat


def _unwrapped(flat: str) -> str:
    return WRAPPING.sub("", flat) if flat[:1] in "(【[—–-" else flat


def _as_printed(unit: str, text: str) -> str:
    return unit.replace("(", "（").replace(")", "）") if "（" in text else unit


def _units_of_piece(piece: str) -> list[str]:
    tokens = piece.split(" ")
    if len(tokens) > 1 and all(is_unit(token) and has_place(token) for token in tokens):
        return tokens
    whole = squeezed(piece)
    for token in (_same_place_twice(whole), [whole]):
        if token and all(is_unit(name) for name in token):
            return token
    return []


def _same_place_twice(name: str) -> list[str]:
    """Two names printed without anything between them, told by the place both begin with."""
    place = re.match(r"[\u3400-\u9fff]{1,4}?[市县区]", name)
    if not place or name.count(place[0]) == 1:
        return []
    parts = [f"{place[0]}{part}" for part in name.split(place[0])[1:]]
    return parts if all(UNIT_END.search(part) and len(part) > len(place[0]) + 1 for part in parts) else []
