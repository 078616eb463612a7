"""A title and a text as routing reads them: what the case is about, without the words that every title has."""

import re
import unicodedata
from collections.abc import Iterator

_BEFORE = re.compile(r"^(?:[^关]{0,24}?[：:、.])?\s*(?:再次|重新)?(?:关于|对于)?(?:在|对|就|将)?")
_AFTER = re.compile(
    r"(?:的|之)?(?:几点|若干|一些|有关)?(?:意见)?(?:和|与)?(?:建议案|建议|提案|议案|意见|对策|思考|函)+$"
)
_MAKE = (
    "修建|新建|扩建|兴建|建设|建立|建成|设立|设置|增设|增加|增开|安装|加装|开通|开设|开展|配备|配置|划定|施划|实施|推行|推进|加强|加大|"
    "架设|铺设|打造|注重|做好|禁止|种植|建(?!议)|设"
)
_SCENE = re.compile(rf"(?:[^关]{{0,24}}?[：:、.])?(?:关于|对于)?(?:建议)?(?:在|于)(.{{2,24}}?)(?:{_MAKE})")
TORN = frozenset({"工作"})  # no word ends in the middle of these: 保护工作 holds no 护工
_SIGNS = re.compile(r"[^\w]+|_")
GRAM = (2, 3)


def plain(text: str) -> str:
    """In half width and lower case, without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def subject(title: str) -> str:
    """What a title is about: 关于加强路灯维护的建议 is 加强路灯维护; a title that would be nothing stays whole."""
    whole = _whole(title)
    return _AFTER.sub("", _BEFORE.sub("", whole, count=1)) or whole


def scene(title: str) -> int:
    """How many signs at the beginning of the subject only tell where: 3 in 关于在青石桥修建码头的建议."""
    found = _SCENE.match(_whole(title))
    return len(found.group(1)) if found else 0


def matter(title: str) -> str:
    """The subject without what only tells where."""
    return subject(title)[scene(title) :]


def _whole(title: str) -> str:
    return plain(title).strip("《》“”\"'")


def grams(text: str) -> Iterator[str]:
    """Every run of two and of three signs, none across punctuation."""
    for part in _SIGNS.split(text):
        for length in GRAM:
            for start in range(len(part) - length + 1):
                yield part[start : start + length]
