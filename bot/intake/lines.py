"""The lines of a text in the forms the readers look at: as printed, in half width, and without spaces."""

import re
import unicodedata
from dataclasses import dataclass, replace

# Traditional glyphs that stray into simplified print, and nothing ambiguous among them.
STRAY_GLYPHS = str.maketrans(
    "議關於強進產業發點環設農區學醫療護後會員領銜內題辦復見況結單對應務國際電開間問題類經濟體車輛頭長門養風險氣財貧資質費負責貿運輸邊過達選遠鄉鎮錢鐵錄難項順預顧館馬驗龍網線級統維總續編組織細終紅約練穩積種稅競範築簡節築籌糧罰羅聯職聽腦與舉舊營處號補裝製規覺觀計訂討訓記許訴診評詞試話詳認誤說誰調談請論諸謀證識譯議讀變讓",
    "议关于强进产业发点环设农区学医疗护后会员领衔内题办复见况结单对应务国际电开间问题类经济体车辆头长门养风险气财贫资质费负责贸运输边过达选远乡镇钱铁录难项顺预顾馆马验龙网线级统维总续编组织细终红约练稳积种税竞范筑简节筑筹粮罚罗联职听脑与举旧营处号补装制规觉观计订讨训记许诉诊评词试话详认误说谁调谈请论诸谋证识译议读变让",
)
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
COLONS = "∶︓﹕ː"
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]")
WIDE_GAP = re.compile(r"[\s　]{2,}|[\t　]")
MARKDOWN = re.compile(r"^\s{0,3}(?:(?:#{1,6}|>+)\s+)+|\*\*|__(?=\S)|(?<=\S)__")
KEEPS_ITS_SPACE = re.compile(r"(?<=[A-Za-z]) (?=[A-Za-z0-9])|(?<=[0-9]) (?=[A-Za-z])")
SENTENCE_ENDS = "。！？!?…；;:.："
CLOSING = "”’』」》)）】]\"'"


class _HalfWidth(dict[int, str]):
    """One sign for one sign, so that a place found in the half-width form is a place in the text."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        plain = ":" if sign in COLONS else unicodedata.normalize("NFKC", sign).translate(STRAY_GLYPHS)
        self[code] = sign if len(plain) != 1 or sign in CIRCLED else plain
        return self[code]


HALF_WIDTH = _HalfWidth()


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank; ``flat`` is ``text`` in half width sign by sign, ``tight`` is ``flat`` without spaces.

    A line with form feeds in it becomes several, all with the same number.
    """

    number: int
    text: str
    flat: str
    tight: str
    gap: bool
    indented: bool
    new_page: bool

    @property
    def ends(self) -> bool:
        """Whether a sentence ends with this line."""
        return ends_a_sentence(self.tight)

    def with_text(self, text: str) -> "Line":
        """The same line with other words."""
        flat = flattened(text)
        return replace(self, text=text, flat=flat, tight="".join(flat.split()))

    @property
    def width(self) -> float:
        """How wide it is printed, in full-width signs."""
        return sum(0.5 if sign < "\u0300" else 1.0 for sign in self.flat)


def lines_of(text: str) -> list[Line]:
    """The lines that hold anything, numbered from 1 by line feeds, carriage returns or both."""
    found: list[Line] = []
    gap = False
    for number, row in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        for page, piece in enumerate(row.split("\f")):
            clean = cleaned(piece)
            if not clean:
                gap = True
                continue
            flat = flattened(clean)
            indented = piece.startswith(("　", "  ", "\t"))
            paged = page > 0
            found.append(Line(number, clean, flat, "".join(flat.split()), gap, indented, paged))
            gap = False
    return found


def cleaned(piece: str) -> str:
    """Without invisible signs, marks of Markdown and look-alike radicals that PDF readers emit."""
    plain = MARKDOWN.sub("", INVISIBLE.sub("", piece))
    if not plain.isascii():
        plain = "".join(unicodedata.normalize("NFKC", sign) if _is_look_alike(sign) else sign for sign in plain)
    return WIDE_GAP.sub("  ", plain).strip()


def _is_look_alike(sign: str) -> bool:
    return "\u2e80" <= sign <= "\u2fdf" or "\uf900" <= sign <= "\ufaff"


def flattened(text: str) -> str:
    """In half width, simplified where a glyph strayed, of the same length."""
    return text.translate(HALF_WIDTH)


def squeezed(text: str) -> str:
    """Without the spaces of typesetting; words in Latin letters keep theirs."""
    marked = KEEPS_ITS_SPACE.sub("\x00", " ".join(text.split()))
    return marked.replace(" ", "").replace("\x00", " ")


def joined(pieces: list[str]) -> str:
    """Lines of one paragraph as one text."""
    text = ""
    for piece in pieces:
        latin = text[-1:].isascii() and text[-1:].isalpha() and piece[:1].isascii() and piece[:1].isalpha()
        text += f" {piece}" if latin else piece
    return squeezed(text)


def ends_a_sentence(tight: str) -> bool:
    """Whether the last sign, closing marks aside, is one that ends a sentence or announces a list."""
    return tight.rstrip(CLOSING)[-1:] in SENTENCE_ENDS if tight.rstrip(CLOSING) else False
