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
    "架设|铺设|规划|打造|注重|做好|禁止|种植|建(?!议)|设"
)
_SCENE = re.compile(rf"(?:[^关]{{0,24}}?[：:、.])?(?:关于|对于)?(?:建议)?(?:在|于)(.{{2,24}}?)(?:{_MAKE})")
_AIM = re.compile(
    r"[,;](?:切实|有效|更好|进一步|全面|不断|努力|大力|着力|全力|持续)*(?:地|的)?"
    r"(?:助力|助推|推动|促进|推进|提升|提高|改善|增强|保障|确保|服务|赋能|让|使|为|打造|构建|实现|营造|畅通).+"
)
_SERVING = re.compile(r"(?<=.{5})(?:助力|助推|赋能)[^,]{0,8}(?:振兴|发展|战略|转型|升级|增收|脱贫|攻坚|富裕|现代化).*")
_GROWTH = re.compile(
    r"(?<=.{4})的?"
    r"(?:更好|又好又快|又快又好|高质量|可?持续|健康|快速|有序|良性|稳定|协调|蓬勃|和谐|规范|特色|创新|融合|跨越式|做大做强){1,4}"
    r"地?发展(?:壮大|水平)?$"
)
_GAP = re.compile(r"(?<=[\u4e00-\u9fa5]{5})\s+(?=[\u4e00-\u9fa5]{4})")
_MONEY = re.compile(
    r"(?<=项目|工程|建设|改造|修建|修缮|维修|管护|治理)(?:所需)?的?(?:缺口|专项|配套|建设|补助)?"
    r"(?:资金|经费)[^,]{0,6}$"
)
_NAMED = re.compile(
    r"([一-龥]{2,3})(?:(?<![小古名集城乡重强农新全山各老])[镇村](?![村镇集域级貌容民务居落])"
    r"|(?<![城返回下入还家老故离文美])乡(?![村镇土贤亲愁音下])"
    r"|(?<![道公铁线思电水油通产游])路(?![口面灯段线网况边基由径长牌名政桥])"
    r"|大街|大道|(?<![大老古一条夜商行业])街(?![道区头面巷办景坊]))"
)
TORN = frozenset({"工作", "小组"})  # no word ends amid these: 保护工作 holds no 护工, 村小组 no 村小
_SIGNS = re.compile(r"[^\w]+|_")
GRAM = (2, 3)
LEAST = 4  # signs that a subject needs before its aim


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


def asked_for(title: str) -> int:
    """How many signs of the subject tell what is asked for, before what it is to be good for or who is to pay."""
    text = subject(title)
    found = (pattern.search(text) for pattern in (_AIM, _SERVING, _MONEY))
    return min((one.start() for one in found if one and one.start() >= LEAST), default=len(text))


def names(text: str) -> list[tuple[int, int]]:
    """From where to where names of villages, towns and streets stand: 文化 in 文化大街 tells nothing of culture."""
    return [found.span(1) for found in _NAMED.finditer(text)]


def matter(title: str) -> str:
    """The subject without what only tells where, and without the growth that is wished to everything."""
    return _GROWTH.sub("", subject(title)[scene(title) : asked_for(title)])


def _whole(title: str) -> str:
    return plain(_GAP.sub(",", title)).strip("《》“”\"'")


def grams(text: str) -> Iterator[str]:
    """Every run of two and of three signs, none across punctuation."""
    for part in _SIGNS.split(text):
        for length in GRAM:
            for start in range(len(part) - length + 1):
                yield part[start : start + length]
