"""The gallery of pictures for docs/pictures.md, from made-up figures: ``python -m bot.demo.pictures [FOLDER]``."""

import sys
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

from PIL import Image

from bot.documents import charts, drawings
from bot.documents.charts import Series
from bot.documents.drawings import AMBER, BLUE, GREEN, GREY, RED, Bar
from bot.domain.rates import Rate

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
COLOURS = 64
# fmt: off
UNITS = ("市住房和城乡建设局", "市交通运输局", "市教育局", "市卫生健康委员会", "市生态环境局", "市文化广电和旅游局",
         "市人力资源和社会保障局", "市农业农村局")
PROGRESS = (("已办结", GREEN, (21, 18, 15, 9, 11, 6, 4, 2)), ("办理中", BLUE, (9, 7, 4, 8, 3, 4, 5, 3)),
            ("待签收", GREY, (2, 0, 1, 1, 0, 2, 0, 1)), ("已逾期", RED, (3, 1, 0, 2, 0, 0, 1, 0)))
FUNNEL = (("已提交", 236), ("已立案", 221), ("已交办", 214), ("已答复", 158), ("已评价", 131), ("已办结", 97))
WEEKS = (("4/6", 3, 4), ("4/13", 5, 6), ("4/20", 9, 9), ("4/27", 0, 0), ("5/4", 12, 14), ("5/11", 16, 17),
         ("5/18", 21, 26), ("5/25", 30, 31))
SPANS = ("早30天\n以上", "早8至\n30天", "早1至\n7天", "当天", "晚1至\n7天", "晚8天\n以上")
TERMS = ((4, 9, 6, 1, 1, 0), (2, 8, 5, 2, 1, 0), (6, 7, 2, 0, 0, 0), (0, 2, 4, 1, 2, 0), (3, 5, 3, 0, 0, 0),
         (1, 2, 2, 1, 0, 0), (0, 1, 2, 0, 0, 1), (1, 1, 0, 0, 0, 0))
CONTENT = ((40, 42), (33, 36), (30, 30), (15, 19), (22, 22), (11, 12), (7, 8), (5, 5))
SENT = (("已读", 121, GREEN), ("已送达，未读", 47, BLUE), ("待发", 4, GREY), ("未送达", 7, RED))
DAYS = ("周一\n5/25", "周二\n5/26", "周三\n5/27", "周四\n5/28", "周五\n5/29")
AHEAD = (("签收", BLUE, (6, 2, 0, 3, 1)), ("答复", GREEN, (9, 4, 7, 5, 12)), ("审核", AMBER, (3, 3, 1, 2, 4)),
         ("评价", GREY, (2, 8, 3, 1, 0)), ("逾期", RED, (1, 1, 2, 0, 1)))
# fmt: on

DRAWN: dict[str, Callable[[], bytes]] = {
    "progress": partial(charts.stacked, "各单位办理进度（2026年5月29日）", UNITS, [Series(*part) for part in PROGRESS]),
    "funnel": partial(drawings.funnel, "各环节件数（2026年5月29日）", [Bar(*step) for step in FUNNEL]),
    "weeks": partial(
        drawings.weeks,
        "各周按时答复率",
        [name for name, _, _ in WEEKS],
        [Rate(part, whole) for _, part, whole in WEEKS],
    ),
    "terms": partial(drawings.heat, "答复与时限（件次）", UNITS, SPANS, TERMS),
    "content": partial(
        drawings.shares,
        "各单位满意率（含基本满意）",
        [(unit, Rate(*rate)) for unit, rate in zip(UNITS, CONTENT, strict=True)],
    ),
    "delivery": partial(drawings.delivery, "群发送达情况", [Bar(*fate) for fate in SENT]),
    "week": partial(drawings.week, "下周提醒预计", DAYS, [Series(*kind) for kind in AHEAD]),
}


def main(folder: Path = FOLDER) -> None:
    """Draw every picture of the gallery into a folder, in few colours, so that they stay small."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in DRAWN.items():
        drawn = Image.open(BytesIO(draw())).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        drawn.save(folder / f"chart-{name}.png", optimize=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
