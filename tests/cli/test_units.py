"""`units` takes in the office's list, as a table or as JSON, and writes it out so that it can be taken in again."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

TABLE = (
    "单位名称,全称,别名,类别\n市住房建设局,云河市住房建设局,住建局|市住建局,政府部门\n市道路管理处,,道路处,事业单位\n"
)


@pytest.fixture
def table(tmp_path: Path) -> str:
    (tmp_path / "units.csv").write_text(TABLE, encoding="gb18030")
    return "units.csv"


def test_a_dry_run_changes_nothing(ready: Run, table: str) -> None:
    assert ready("units", table, "--dry-run").out.startswith("New: 2,")
    assert ready("units", table, "--dry-run").out.startswith("New: 2,")


def test_what_was_written_out_can_be_taken_in_unchanged(ready: Run, table: str) -> None:
    assert ready("units", table).code == 0
    assert ready("units", "--export", "out.csv").out == "Units written to out.csv: 2.\n"
    assert ready("units", "out.csv").out.startswith("New: 0, changed: 0, unchanged: 2,")


def test_lines_with_errors_are_named_and_the_others_taken_in(ready: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("name,aliases\n甲局,\n乙局,甲局\n", encoding="utf-8")
    told = ready("units", "bad.csv")
    assert told.code == 1
    assert "New: 1" in told.out
    assert "     3: 甲局 is named in line 2 already" in told.out


def test_a_column_that_the_list_lacks_stays_as_it_is(ready: Run, table: str, tmp_path: Path) -> None:
    ready("units", table)
    (tmp_path / "levels.csv").write_text("name,level\n市住房建设局,市级\n市道路管理处,\n", encoding="utf-8")
    assert ready("units", "levels.csv").out.startswith("New: 0, changed: 1, unchanged: 1,")
    ready("units", "--export", "out.csv")
    written = (tmp_path / "out.csv").read_text("utf-8-sig")
    assert "市住房建设局,云河市住房建设局,住建局|市住建局,政府部门,市级,yes" in written


def test_units_may_come_as_json(ready: Run, tmp_path: Path) -> None:
    unit = {"canonical": "市水利局", "full_name": "云河市水利局", "aliases": ["水利局"], "type": "政府部门"}
    (tmp_path / "units.json").write_text(json.dumps({"units": [unit]}), encoding="utf-8")
    assert ready("units", "units.json").out.startswith("New: 1,")
    assert ready("units", "units.json").out.startswith("New: 0, changed: 0, unchanged: 1,")


@pytest.mark.parametrize("content", ["[1, 2]", "{}", "{", '{"units": [3]}'])
def test_json_of_another_shape_is_refused(ready: Run, tmp_path: Path, content: str) -> None:
    (tmp_path / "units.json").write_text(content, encoding="utf-8")
    told = ready("units", "units.json")
    assert told.code == 1
    assert "is not a list of units" in told.err


def test_a_table_without_names_is_refused_in_one_line(ready: Run, tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("colour,weight\nred,3\n", encoding="utf-8")
    told = ready("units", "units.csv")
    assert (told.code, told.err.count("\n")) == (1, 1)


def test_the_list_beside_the_project_is_taken_in_whole(ready: Run, shared: Path) -> None:
    listed = json.loads((shared / "data" / "units.json").read_text(encoding="utf-8"))["units"]
    told = ready("units", str(shared / "data" / "units.json"))
    assert told.out.startswith(f"New: {len(listed)},")
