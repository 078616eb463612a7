"""CPU seconds to take in a ledger of 10,000 rows, and to write one: reading, preview, writing; a table, and
build/intake.json.

``ROWS=10000 python -m tests.bench.intake`` is the default; part of ``make bench``.
"""

import json
import os
import resource
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from bot.config import Config
from bot.documents.ledger import workbook
from bot.domain.lives import AssignmentState, Part, ReplyState
from bot.intake import formats
from bot.services import intake, ledgers
from bot.services.making import Purpose
from bot.turn import Turn
from bot.voice import Voice
from store.database import Database, Work
from store.tables import Assignment, Base, Proposal, Reply, Unit

ROOT = Path(__file__).resolve().parent.parent.parent
ROWS = int(os.environ.get("ROWS", "10000"))
UNITS = ("市道路管理处", "市住房建设局")
HEAD = ("案号", "标题", "领衔代表", "联名代表", "主办单位", "协办单位", "交办日期", "办结期限", "正文")
TEXT = "近年来群众反映强烈，亟待解决。为此建议：一、尽快检测。二、安排维修资金。"


def ledger(rows: int) -> bytes:
    """A ledger of so many cases, with dates as dates and as text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("台账")
    sheet.append(HEAD)
    for n in range(1, rows + 1):
        title = f"关于第{n}座桥的建议"
        sheet.append((n, title, f"代表{n % 300}", "李四、赵六", *UNITS, date(2026, 3, 5), "2026年6月5日", TEXT))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@contextmanager
def timed(figures: dict[str, float], what: str) -> Iterator[None]:
    """Notes how many seconds of the processor the block takes."""
    begun = time.process_time()
    yield
    figures[what] = round(time.process_time() - begun, 2)


def turn(work: Work) -> Turn:
    """A turn that nobody asked for."""
    config = Config()
    return Turn(work, datetime.now(UTC), config, Voice(config.zone))


def _export(database: Database, figures: dict[str, float]) -> None:
    """Answer every case by one unit with the help of another, and write the ledger with all its columns."""
    with database.writing() as work:
        now, units = datetime.now(UTC), list(work.session.scalars(select(Unit).order_by(Unit.id)))
        for case in work.session.scalars(select(Proposal)):
            for unit, part in zip(units, (Part.LEAD, Part.CO), strict=True):
                share = Assignment(
                    proposal=case, unit=unit, part=part, state=AssignmentState.DONE, assigned_at=now, done_at=now,
                    accept_due=now.date(), due=now.date(), original_due=now.date(), return_until=now.date(),
                    done_in_time=True,
                )  # fmt: skip
                work.session.add(share)
                if part is Part.LEAD:
                    reply = Reply(assignment=share, state=ReplyState.ISSUED, state_since=now, issued_at=now)
                    reply.result_class = "A"
                    work.session.add(reply)
    with timed(figures, "export_gather"), database.reading() as work:
        asked = turn(work)
        cases = ledgers.chosen(asked, ledgers.Wish(ledgers.SETS["all"]))
        sheets = ledgers.sheets(asked, cases, ledgers.SETS["all"])
    with timed(figures, "export_write"):
        made = workbook(sheets)
    book = load_workbook(BytesIO(made), read_only=True)
    assert sum(1 for _ in book.worksheets[0].iter_rows()) == ROWS + 1
    figures["export_kb"] = len(made) // 1024


def main() -> None:
    """Measure, print, and write down."""
    content, figures = ledger(ROWS), dict[str, float]()
    with timed(figures, "read"):
        batch = formats.read(content)
    for purpose in Purpose:
        with tempfile.TemporaryDirectory() as folder:
            database = Database(f"sqlite:///{folder}/bench.db")
            Base.metadata.create_all(database.engine)
            with database.writing() as work:
                work.session.add_all([Unit(name=name) for name in UNITS])
            with timed(figures, f"take_in_{purpose}"), database.writing() as work:
                asked = turn(work)
                taken = intake.take_in(asked, batch, "0" * 64, "ledger.xlsx", purpose)
                asked.finish()
            with timed(figures, f"preview_of_known_{purpose}"), database.reading() as work:
                again = intake.preview(turn(work), batch)
            assert (taken.taken, again.fresh) == (ROWS, 0)
            figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            if purpose is Purpose.HISTORY:
                _export(database, figures)
            with database.reading() as work:
                assert work.session.query(Proposal).count() == ROWS
            database.close()
    with timed(figures, "openpyxl_whole_with_merged_cells"):
        book = load_workbook(BytesIO(content), data_only=True)
        cells = sum(len(row) for row in book.worksheets[0].iter_rows(values_only=True))
    print(f"{ROWS} rows, {cells} cells, {len(content) // 1024} KB")  # noqa: T201 - this is its output
    for what, value in figures.items():
        print(f"{what:34} {value:8.2f}")  # noqa: T201 - this is its output
    target = ROOT / "build" / "intake.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps({"rows": ROWS, "bytes": len(content)} | figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
