"""The way of two cases from a deputy's first word to their end, step by step: one step is one update to the bot."""

from dataclasses import dataclass

from bot.sandbox.people import People
from tests.sandbox.pictures import png
from tests.stage import who

COMPENDIUM = """\
市十届人大一次会议代表建议汇编

1. 关于改造柳荫里小区的建议
代表：Dana、Dan
柳荫里小区建成三十年，没有电梯，老人上下楼不便，院内路面也已多处破损，雨天积水严重。
为此建议：
一、为柳荫里三号楼加装电梯一部。
二、修补柳荫里院内路面。
""".encode()


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody of the cast does: says a text, taps a button by its label or by data, or sends a file."""

    name: str
    says: str = ""
    taps: str = ""
    data: str = ""
    file: tuple[str, bytes] | None = None
    photo: bytes = b""

    def play(self, people: People) -> None:
        """Do it, without waiting for anything."""
        person = who(self.name)
        if self.file is not None:
            people.file(person, self.file[1], self.file[0])
        elif self.photo:
            people.file(person, self.photo, "photo.png", kind="photo")
        elif self.says:
            people.say(person, self.says)
        else:
            people.tap(person, **({"label": self.taps} if self.taps else {"data": self._shown(people)}))

    @property
    def is_tap(self) -> bool:
        return bool(self.taps or self.data)

    def again(self, people: People) -> None:
        """The same tap once more, as a client sends it after a reconnect."""
        people.tap(who(self.name), again=True)

    def _shown(self, people: People) -> str:
        """The data of the newest button that begins so."""
        shown = [b["data"] for entry in people.letters(who(self.name)) for row in entry["buttons"] for b in row]
        return str(next(one for one in reversed(shown) if one and one.startswith(self.data)))


def _says(name: str, *texts: str) -> list[Step]:
    return [Step(name, says=text) for text in texts]


def _taps(name: str, *labels: str) -> list[Step]:
    return [Step(name, taps=label) for label in labels]


def _answers(*words: Step, result: str = "A") -> list[Step]:
    """Uma writes the rest of her reply and submits it, Lena agrees, Olga lets it out."""
    return [
        *words,
        *_taps("uma", "选择办理结果"),
        Step("uma", data=f"say:result:{result}"),
        *_taps("uma", "提交审核"),
        *_taps("lena", "同意"),
        *_taps("olga", "发出"),
    ]


WRITTEN: tuple[Step, ...] = (
    *_says("dana", "/new"),
    *_taps("dana", "建议"),
    *_says("dana", "关于在滨江路加装路灯的建议", "滨江路夜间没有照明。", "老人出行不便。"),
    *_taps("dana", "完成"),
    *_says("dana", "1. 加装路灯\n2. 修补人行道"),
    *_taps("dana", "完成"),
    Step("dana", data="say:unit:skip"),
    *_taps("dana", "提交"),
    *_taps("olga", "立案"),
)
GIVEN: tuple[Step, ...] = (
    Step("olga", file=("compendium.txt", COMPENDIUM)),
    *_taps("olga", "作为待办件"),
    *_says("olga", "/assign 2", "市住房建设局", "市道路管理处"),
    *_taps("olga", "完成"),
    Step("olga", data="say:due:usual"),
    *_taps("olga", "确认交办"),
    *_taps("uma", "签收"),
    *_taps("ugo", "签收", "提交协办意见"),
    *_says("ugo", "院外道路已列入计划。", "预计九月开工。"),
    *_taps("ugo", "预览并提交", "提交"),
)
ANSWERED: tuple[Step, ...] = (
    *_taps("uma", "拟写答复"),
    *_says("uma", "电梯已经招标。", "年底前完工。"),
    Step("uma", file=("方案.pdf", b"%PDF-1.4 a plan")),
    Step("uma", photo=png(16, 16)),
    *_taps("uma", "下一条"),
    *_answers(*_says("uma", "路面将在雨季前修补。")),
)
RATED: tuple[Step, ...] = (
    *_taps("dana", "评价", "满意", "不满意", "满意", "✓ 1", "下一步"),
    *_says("dana", "没有说明修补的时间"),
    *_taps("dana", "提交评价"),
    *_taps("dan", "评价", "满意", "满意", "基本满意", "提交评价"),
    *_taps("olga", "重新办理"),
)
ANSWERED_AGAIN: tuple[Step, ...] = (
    *_taps("uma", "签收", "拟写答复"),
    *_answers(*_says("uma", "路面在五月二十日前修补。")),
    *_taps("dana", "评价", "满意", "满意", "满意", "提交评价"),
    *_taps("dan", "评价", "满意", "满意", "满意", "提交评价"),
)
WAY: tuple[Step, ...] = (*WRITTEN, *GIVEN, *ANSWERED, *RATED, *ANSWERED_AGAIN)
