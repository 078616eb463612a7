"""A machine's outline: asked on loopback, marked, revised before it is submitted, and never of a sensitive case."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bot.domain.lives import Part
from bot.drafting import LONGEST, MOST_BYTES, Endpoint, NoOutline, outline
from store.tables import Answer, Assignment
from tests.handling.case import forge, give
from tests.stage import Stage

OUTLINE = "一、组织人员现场查看。\n二、列入年度计划。"


class Machine(ThreadingHTTPServer):
    """An endpoint that answers as it is told, and remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.says: bytes = said(OUTLINE)
        self.status, self.waits, self.drips = 200, 0.0, 0.0
        self.asked: list[dict[str, Any]] = []
        self.key = ""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1/chat/completions"


class _Answers(BaseHTTPRequestHandler):
    server: Machine

    def do_POST(self) -> None:
        machine = self.server
        machine.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        machine.key = self.headers.get("Authorization", "")
        time.sleep(machine.waits)
        self.send_response(machine.status)
        self.end_headers()
        try:
            for start in range(0, len(machine.says), 20 if machine.drips else len(machine.says)):
                self.wfile.write(machine.says[start : start + 20] if machine.drips else machine.says)
                self.wfile.flush()
                time.sleep(machine.drips)
        except OSError:
            return  # whoever asked has gone

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name the base class has
        """Nothing is printed."""


def said(text: object) -> bytes:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()


@contextmanager
def running() -> Iterator[Machine]:
    machine = Machine()
    threading.Thread(target=machine.serve_forever, daemon=True).start()
    try:
        yield machine
    finally:
        machine.shutdown()
        machine.server_close()


@pytest.fixture
def machine() -> Iterator[Machine]:
    with running() as machine:
        yield machine


def endpoint(machine: Machine, seconds: float = 5, key: str = "") -> Endpoint:
    return Endpoint(machine.url, "plain", seconds, SecretStr(key))


def test_what_is_said_comes_without_control_signs_and_the_key_goes_along(machine: Machine) -> None:
    machine.says = said(f"  {OUTLINE}\x00\u202e ")
    assert outline(endpoint(machine, key="k-1"), "写提纲", ["标题", "要点"]) == OUTLINE
    assert machine.key == "Bearer k-1"
    assert machine.asked[0]["model"] == "plain"
    assert [one["content"] for one in machine.asked[0]["messages"]] == ["写提纲", "标题\n要点"]


def test_without_a_key_none_is_sent_and_a_long_text_is_cut(machine: Machine) -> None:
    machine.says = said("长" * 9000)
    assert outline(endpoint(machine), "", []) == "长" * LONGEST
    assert machine.key == ""


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b"{}", b'{"choices": []}', said(None), said("  "), said(7), b"[" * 200_000]
)
def test_nonsense_is_no_outline(machine: Machine, body: bytes) -> None:
    machine.says = body or b" "
    with pytest.raises(NoOutline, match="nonsense"):
        outline(endpoint(machine), "", [])


def test_a_huge_answer_is_not_read_to_its_end(machine: Machine) -> None:
    machine.says = said("长" * MOST_BYTES)
    with pytest.raises(NoOutline, match="nonsense"):
        outline(endpoint(machine), "", [])


@pytest.mark.parametrize("status", [401, 429, 500, 302])
def test_any_other_answer_is_a_refusal(machine: Machine, status: int) -> None:
    machine.status = status
    with pytest.raises(NoOutline, match="refused"):
        outline(endpoint(machine), "", [])


def test_who_does_not_answer_in_time_or_drips_is_slow(machine: Machine) -> None:
    machine.waits = 0.6
    with pytest.raises(NoOutline, match="slow"):
        outline(endpoint(machine, seconds=0.2), "", [])
    machine.waits, machine.drips = 0.0, 0.1
    with pytest.raises(NoOutline, match="slow"):
        outline(endpoint(machine, seconds=0.3), "", [])


def test_nobody_there_is_unreachable() -> None:
    with running() as machine:
        gone = endpoint(machine)
    with pytest.raises(NoOutline, match="unreachable"):
        outline(gone, "", [])


def write(stage: Stage) -> int:
    (share,) = give(stage, ("housing", Part.LEAD), requests=("为三号院加装电梯",))
    forge(stage, "uma", f"draft:{share}")
    return share


def answer(stage: Stage) -> tuple[str, bool]:
    with stage.work() as work:
        kept = work.session.scalars(select(Answer)).one()
        return kept.text, kept.machine


def test_an_outline_is_marked_and_not_submitted_before_somebody_revised_it(database_url: str, machine: Machine) -> None:
    with Stage(database_url, drafting={"url": machine.url, "model": "plain"}) as stage:
        write(stage)
        stage.tap("uma", "机器起草")
        assert stage.said("uma")[-2:] == ["replies/outline_asked", "replies/outlined"]
        assert "机器起草，请核改" in stage.last("uma")
        assert answer(stage) == (OUTLINE, True)
        assert machine.asked[0]["messages"][1]["content"] == "关于改造老旧小区的建议\n为三号院加装电梯"
        stage.tap("uma", "继续拟写")
        assert "核改后才能提交" in stage.last("uma")
        stage.tap("uma", "选择办理结果")
        stage.tap("uma", "B 正在解决或列入计划逐步解决")
        assert "提交审核" not in stage.labels("uma")
        press_submit(stage)
        assert stage.said("uma")[-1] == "refusals/machine_drafted"
        stage.tap("uma", "继续修改")
        assert "会替换上面的内容" in stage.last("uma")
        stage.say("uma", "已查看现场，年内加装。")
        assert answer(stage) == ("已查看现场，年内加装。", False)
        press_submit(stage)
        assert "replies/to_approve" in stage.said("lena")


def press_submit(stage: Stage) -> None:
    """The button as a preview has it now, whether or not it shows one."""
    if "预览全文" in stage.labels("uma"):
        stage.tap("uma", "预览全文")
    else:
        stage.say("uma", "/menu")
        share = give_share(stage)
        forge(stage, "uma", f"draft:{share}")
    if "提交审核" in stage.labels("uma"):
        stage.tap("uma", "提交审核")
    else:
        data = next(b["data"] for row in stage.shown("uma")["buttons"] for b in row if "say:preview:" in b["data"])
        forge(stage, "uma", f"say:preview:submit-00000000:{data.rpartition(':')[2]}")


def give_share(stage: Stage) -> int:
    with stage.work() as work:
        return work.session.scalars(select(Assignment.id)).one()


def test_why_there_is_none_is_said_and_the_answer_stays_empty(sqlite_url: str, machine: Machine) -> None:
    machine.status = 500
    with Stage(sqlite_url, drafting={"url": machine.url}) as stage:
        write(stage)
        stage.tap("uma", "机器起草")
        assert stage.said("uma")[-1] == "replies/no_outline"
        assert "对方没有接受" in stage.last("uma")
        with stage.work() as work:
            assert not work.session.scalars(select(Answer)).all()


def test_what_somebody_wrote_is_not_replaced(sqlite_url: str, machine: Machine) -> None:
    with Stage(sqlite_url, drafting={"url": machine.url}) as stage:
        write(stage)
        asking = stage.shown("uma")
        data = next(b["data"] for row in asking["buttons"] for b in row if "outline" in b["data"])
        stage.say("uma", "今年完成。")
        assert "机器起草" not in stage.labels("uma")
        forge(stage, "uma", data)
        assert stage.said("uma")[-1] == "refusals/answered_already"
        assert answer(stage) == ("今年完成。", False)
        assert machine.asked == []


def test_where_no_endpoint_is_set_nothing_is_offered_nor_asked(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        write(stage)
        assert "机器起草" not in stage.labels("uma")
        data = next(b["data"] for row in stage.shown("uma")["buttons"] for b in row if b["data"].startswith("say:"))
        forge(stage, "uma", f"say:request:outline:{data.rpartition(':')[2]}")
        assert stage.said("uma")[-1] == "refusals/old_button"
