"""Tasks with their units are read from paragraphs, labelled lines and tables of a document."""

import json
from pathlib import Path

import pytest

from bot.intake.unit_names import UnitNames
from bot.intake.units import UnitRow, from_json
from bot.routing.gazette import read_tasks

NAMES = UnitNames(
    UnitRow(name, f"云河{name}") for name in ("市水利局", "市财政局", "市教育局", "市文化和旅游局", "市民政局")
)
SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def test_brackets_at_the_end_of_a_paragraph_share_a_task_out() -> None:
    (task,) = read_tasks("1. 修复青石渡口栈桥。（市水利局牵头，市财政局、市民政局等单位配合）", NAMES)
    assert (task.line, task.text) == (1, "1. 修复青石渡口栈桥。")
    assert (task.lead, task.joint, task.co) == (["市水利局"], [], ["市财政局", "市民政局"])


def test_units_without_a_lead_share_alike() -> None:
    (task,) = read_tasks("举办漆画展。（责任单位：市教育局、市文化和旅游局按职责分工负责，各县政府落实）", NAMES)
    assert task.joint == ["市教育局", "市文化和旅游局"]
    assert task.shares() == {"市教育局": 0.5, "市文化和旅游局": 0.5}


def test_brackets_on_a_line_of_their_own_belong_to_the_paragraph_above() -> None:
    (task,) = read_tasks("整理渡口石碑。\n\n（责任单位：市文化和旅游局）\n", NAMES)
    assert (task.line, task.text, task.joint) == (1, "整理渡口石碑。", ["市文化和旅游局"])


def test_a_paragraph_that_the_page_broke_is_put_together() -> None:
    (task,) = read_tasks("疏通\n\n旧渠。（市水利局牵\n\n头，市财政局配合）", NAMES)
    assert (task.text, task.lead, task.co) == ("疏通旧渠。", ["市水利局"], ["市财政局"])


def test_labelled_lines_belong_to_the_paragraph_above_them() -> None:
    text = (
        "一、建漆画馆。\n完成时限：六月\n责任单位：市文化和旅游局\n配合单位：市财政局\n二、修渠。\n牵头单位：市水利局"
    )
    first, second = read_tasks(text, NAMES)
    assert (first.text, first.lead, first.co) == ("一、建漆画馆。", ["市文化和旅游局"], ["市财政局"])
    assert (second.text, second.lead) == ("二、修渠。", ["市水利局"])


def test_rows_of_a_table_are_tasks_and_an_empty_cell_means_the_one_above() -> None:
    head = "序号\t任务\t内容\t责任单位\n1\t渡口\t修栈桥\t市水利局\n\t\t立石碑\t\n"
    tasks = read_tasks(f"{head}第2页\n2\t展览\t漆画展\t市文化和旅游局牵头\n", NAMES)
    assert [(task.line, task.text, task.units) for task in tasks] == [
        (2, "渡口：修栈桥", ["市水利局"]),
        (3, "渡口：立石碑", ["市水利局"]),
        (5, "展览：漆画展", ["市文化和旅游局"]),
    ]


def test_a_paragraph_ends_a_table_and_rows_of_no_such_table_are_left() -> None:
    long = "以上各项由有关方面按照各自的安排分别推进并按时报送进展情况。"
    assert read_tasks(f"任务\t责任单位\n{long}\n修渠\t市水利局\n", NAMES) == []


def test_a_task_of_units_that_nobody_knows_is_no_task() -> None:
    assert read_tasks("种月桂。（责任单位：月宫管理处）", NAMES) == []


def test_a_published_gazette_is_read_as_people_read_it() -> None:
    """Of 266 tasks at least 93 % of the units are found, and 98 % of those found are right."""
    if not SHARED.is_dir():
        pytest.skip("needs the published gazette in ../shared")
    units = from_json(json.loads((SHARED / "data/units.json").read_text("utf-8")))
    wanted = json.loads((SHARED / "data/tasks.json").read_text("utf-8"))["tasks"]
    text = next((SHARED / "seeds").glob("004*")).read_text("utf-8")
    found = {task.line: task for task in read_tasks(text, UnitNames(units))}
    right = said = meant = 0
    for task in wanted:
        names = {*task["lead"], *task["coop"], *task["joint"]}
        near = [found[line] for line in range(task["line"] - 8, task["line"] + 4) if line in found]
        read = found.get(task["line"]) or next((one for one in near if one.text[-12:] in task["text"]), None)
        units_read = set(read.units) if read else set()
        right, said, meant = right + len(names & units_read), said + len(units_read), meant + len(names)
    assert right / meant > 0.93
    assert right / said > 0.98
