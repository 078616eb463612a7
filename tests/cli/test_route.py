"""`route` answers a line for each line, from files alone or from the office's database; a bad line is named."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
import pytest

from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]
UNITS = {
    "units": [
        {"canonical": "市水利局", "full_name": "云河市水利局", "aliases": ["水利局"]},
        {"canonical": "市教育局", "full_name": "云河市教育局", "aliases": []},
        {"canonical": "市石碑处", "full_name": "", "aliases": []},
    ]
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "units.json").write_text(json.dumps(UNITS), encoding="utf-8")
    return tmp_path


def ask(place: Path, *words: str, lines: str) -> tuple[list[dict[str, Any]], str, int]:
    done = subprocess.run(
        [sys.executable, str(ROOT / "run_bot.py"), "route", "--json", "--units", "units.json", *words],
        input=lines.encode(), capture_output=True, cwd=place, check=False, timeout=60,
    )  # fmt: skip
    return [json.loads(line) for line in done.stdout.decode().splitlines()], done.stderr.decode(), done.returncode


def test_a_unit_is_found_from_the_list_of_units_alone(place: Path) -> None:
    answers, said, code = ask(place, lines='{"title": "关于疏浚青石河的建议"}\n')
    best = answers[0]["units"][0]
    assert (best["name"], best["part"], said, code) == ("市水利局", "lead", "", 0)
    assert best["reasons"][0].startswith("职责：")
    assert 0 < best["score"] <= 1


def test_each_bad_line_has_one_clear_sentence_and_the_others_are_answered(place: Path) -> None:
    lines = (
        'x\n[1]\n\n{"title": " "}\n{"title": "修渠", "text": 3}\n{"title": "关于修水渠的建议", "text": "旧渠漏水"}\n'
    )
    answers, said, code = ask(place, lines=lines)
    assert [answer.get("error", "") for answer in answers] == [
        "Line 1: it is not JSON.",
        'Line 2: it is not an object such as {"title": "…", "text": "…"}.',
        "Line 4: it has no title.",
        "Line 5: its text is no text.",
        "",
    ]
    assert said.splitlines() == [answer["error"] for answer in answers if "error" in answer]
    assert answers[4]["units"][0]["name"] == "市水利局"
    assert code == 1


def test_duties_come_from_tables_and_documents_and_history_from_lines(place: Path) -> None:
    (place / "duties.csv").write_text("单位,权重,职责\n市石碑处,3,栈桥\n月球局,3,灯\n市教育局,x,灯\n", encoding="utf-8")
    (place / "gazette.txt").write_text("开展拱券测绘。（责任单位：市石碑处）\n", encoding="utf-8")
    history = (
        '{"title": "关于搬迁老渡口的建议", "unit": "水利局", "number": 7}\n'
        '?\n{"title": "a"}\n{"title": "a", "unit": "月球局"}\n'
    )
    (place / "history.jsonl").write_text(history, encoding="utf-8")
    words = ("--duties", "duties.csv", "gazette.txt", "--history", "history.jsonl")
    lines = '{"title": "关于修栈桥的建议"}\n{"title": "关于拱券测绘的建议"}\n{"title": "关于搬迁老渡口的提案"}\n'
    answers, said, code = ask(place, *words, lines=lines)
    assert [answer["units"][0]["name"] for answer in answers] == ["市石碑处", "市石碑处", "市水利局"]
    assert "类似案件已交该单位（第7号）" in answers[2]["units"][0]["reasons"]
    assert said.splitlines() == [
        "duties.csv, line 4: a weight is a number from 0 to 9, not x.",
        "duties.csv: 月球局 is no unit of the list, and no kind of unit.",
        "history.jsonl, line 2: it is not JSON.",
        "history.jsonl, line 3: it has no title and unit.",
        "history.jsonl, line 4: 月球局 is no unit of the list.",
    ]
    assert code == 0


def test_units_may_be_a_table_and_a_list_without_units_is_refused(place: Path) -> None:
    (place / "units.csv").write_text("name\n市水利局\n", encoding="utf-8")
    assert ask(place, "--units", "units.csv", lines='{"title": "修渠"}\n')[0][0]["units"][0]["name"] == "市水利局"
    (place / "none.json").write_text('{"units": []}', encoding="utf-8")
    answers, said, code = ask(place, "--units", "none.json", lines="")
    assert (answers, said, code) == ([], "none.json names no unit.\n", 1)


def test_a_unit_that_is_not_in_the_list_is_never_an_answer(place: Path) -> None:
    """Three units are told where the list has three, whatever duties and history name besides."""
    (place / "names.json").write_text('["市水利局", "市财政局", "市司法局"]', encoding="utf-8")
    (place / "duties.csv").write_text("单位,职责\n市教育局,幼儿园\n", encoding="utf-8")
    (place / "past.jsonl").write_text('{"title": "关于幼儿园的建议", "unit": "市教育局"}\n', encoding="utf-8")
    words = ("--units", "names.json", "--duties", "duties.csv", "--history", "past.jsonl")
    answers, said, code = ask(place, *words, lines='{"title": "关于幼儿园的建议"}\n{"title": "☆"}\n')
    for answer in answers:
        assert {one["name"] for one in answer["units"]} == {"市水利局", "市财政局", "市司法局"}
    assert "past.jsonl, line 1: 市教育局 is no unit of the list." in said.splitlines()
    assert code == 0


def test_strange_lines_are_answered_in_time(place: Path) -> None:
    """A title of a million signs, one of quotation marks alone, half a sign, a text without a title, deep brackets."""
    lines = "\n".join(
        (
            json.dumps({"title": "疏浚青石河" * 200_000, "text": "市水利局牵头。" * 100_000}),
            '{"title": "《》"}',
            '{"title": "修\\ud800河堤"}',
            '{"text": "河堤年久失修。"}',
            "[" * 100_000,
        )
    )
    answers, _, code = ask(place, lines=lines)
    assert [len(answer["units"]) for answer in answers] == [3, 3, 3, 3, 0]
    assert {answers[place]["units"][0]["name"] for place in (0, 2, 3)} == {"市水利局"}
    assert code == 1


def test_documents_may_come_from_word(place: Path) -> None:
    document = docx.Document()
    document.add_paragraph("开展拱券测绘与拱券档案登记工作。（责任单位：市石碑处）")
    table = document.add_table(rows=3, cols=2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells),
        ("任务", "责任单位", "整理匾额", "市教育局", "编印拓片图录与拓片名录", "市石碑处"),
        strict=True,
    ):
        cell.text = text
    document.save(str(place / "gazette.docx"))
    lines = '{"title": "关于做好拱券测绘和拱券登记的建议"}\n{"title": "关于编印拓片图录和拓片名录的建议"}\n'
    answers, said, code = ask(place, "--duties", "gazette.docx", lines=lines)
    assert [answer["units"][0]["name"] for answer in answers] == ["市石碑处", "市石碑处"]
    assert (said, code) == ("", 0)


def test_files_of_duties_need_a_list_of_units(ready: Run) -> None:
    told = ready("route", "--history", "h.jsonl")
    assert (told.code, told.err.split(";")[0]) == (1, "--duties and --history go with --units FILE")


def test_the_office_is_asked_from_its_database(ready: Run, tmp_path: Path) -> None:
    (tmp_path / "units.json").write_text(json.dumps(UNITS), encoding="utf-8")
    ready("units", "units.json")
    (tmp_path / "duties.csv").write_text("单位,权重,职责\n市石碑处,3,栈桥\n", encoding="utf-8")
    assert ready("import-duties", "duties.csv", "--dry-run").out == "Duties: 1, of units: 1.\n"
    assert ready("import-duties", "duties.csv").out == "Duties: 1, of units: 1.\n"
    (tmp_path / "gazette.txt").write_text("开展拱券测绘。（责任单位：市石碑处）\n", encoding="utf-8")
    assert ready("import-duties", "gazette.txt").code == 0
    assert ready("import-duties", "gazette.txt").code == 0
    assert ready("import-duties", "--export", "out.csv").out.startswith("Duties written to out.csv: ")
    assert "市石碑处,3,石碑、栈桥" in (tmp_path / "out.csv").read_text("utf-8-sig")


def test_a_file_that_shares_nothing_out_is_refused(ready: Run, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("各单位：\n请知悉。\n", encoding="utf-8")
    told = ready("import-duties", "letter.txt")
    assert (told.code, told.out) == (1, "")
    assert "table of duties" in told.err


def test_lines_with_errors_and_unknown_units_are_named(ready: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("单位,权重,职责\n月球局,3,灯\n,3,灯\n", encoding="utf-8")
    told = ready("import-duties", "bad.csv")
    assert told.code == 1
    assert told.out.splitlines() == [
        "Duties: 0, of units: 0.",
        "     3: no unit",
        "月球局 is no unit of the office, and no kind of unit.",
    ]
