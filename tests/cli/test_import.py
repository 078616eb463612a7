"""`import` reads a published compendium without database or token, and takes it in once."""

import json
from pathlib import Path

import pytest

from bot.cli import imports
from store.database import Database
from store.tables import Proposal
from tests.cli.conftest import COMPENDIUM, NO_COMPENDIUM, Run
from tests.intake.files import SESSION, letter, nasty_ledger, workbook
from tests.intake.test_reports import REPORT


def _cases(tmp_path: Path) -> list[tuple[str, int | None, str]]:
    database = Database(f"sqlite:///{tmp_path / 'banli.db'}")
    with database.reading() as work:
        found = [(row.title, row.number, row.state.value) for row in work.session.query(Proposal).all()]
    database.close()
    return found


def test_a_dry_run_as_json_needs_nothing_but_the_file(
    run: Run, compendium: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Not even settings that can be read: the shape is the programme's, key for key."""
    monkeypatch.setenv("BANLI_DATABASE__URL", "nonsense")
    told = run("import", str(compendium), "--dry-run", "--json")
    assert (told.code, told.err) == (0, "")
    found = json.loads(told.out)
    assert list(found) == ["proposals", "totals", "quarantine"]
    (one,) = found["proposals"]
    keys = ["title", "kind", "session", "proposers", "background", "requests", "reply", "reply_units"]
    assert list(one) == keys
    assert one["title"] == "关于在古渡口增设公交站的建议"
    assert one["proposers"] == ["江小舟"]
    assert len(one["requests"]) == 2
    assert one["reply_units"] == ["云河市交通运输局"]
    assert not (tmp_path / "banli.db").exists()


def test_who_asks_for_json_gets_json_even_where_no_proposal_is(run: Run, tmp_path: Path) -> None:
    """Each line is in the quarantine with its number."""
    (tmp_path / "diary.txt").write_text(NO_COMPENDIUM, encoding="utf-8")
    found = json.loads(run("import", "diary.txt", "--dry-run", "--json").out)
    assert found["proposals"] == []
    assert [entry["line"] for entry in found["quarantine"]] == [1, 2]


def test_a_dry_run_reads_well(run: Run, compendium: Path) -> None:
    told = run("import", str(compendium), "--dry-run")
    assert told.out.startswith("Proposals: 1, with a reply: 1\n")
    assert "江小舟" in told.out
    assert "Lines that could not be placed: 0" in told.out


def test_a_summary_shows_totals_and_the_quarantine(run: Run, compendium: Path) -> None:
    noise = "本报讯（记者 田野）昨日我市举行了龙舟赛，吸引了众多市民观看。\n"
    stated = "会议期间共收到代表建议86件，立案80件，全部办复。\n"
    compendium.write_text(COMPENDIUM.replace("\n\n", f"\n\n{stated}\n", 1) + "\n" + noise, encoding="utf-8")
    told = run("import", str(compendium), "--dry-run")
    assert "Totals as stated:" in told.out
    assert "龙舟赛" in told.out


@pytest.mark.parametrize("name", ["absent.txt", ".", "diary.txt", "picture.txt", "empty.txt"])
def test_a_file_without_proposals_is_refused_in_one_line(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "diary.txt").write_text(NO_COMPENDIUM, encoding="utf-8")
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "empty.txt").touch()
    told = run("import", name, "--dry-run")
    assert told.code == 1
    assert told.err.count("\n") == 1


def test_history_is_archived_and_the_same_file_changes_nothing(ready: Run, compendium: Path, tmp_path: Path) -> None:
    assert ready("import", str(compendium)).out.startswith("Taken in: 1; known already: 0;")
    once = _cases(tmp_path)
    assert once == [("关于在古渡口增设公交站的建议", None, "archived")]
    again = ready("import", str(compendium))
    assert (again.code, again.out[:13]) == (0, "Taken in: 0; ")
    assert _cases(tmp_path) == once


def test_new_cases_are_filed_with_numbers(ready: Run, compendium: Path, tmp_path: Path) -> None:
    told = json.loads(ready("import", str(compendium), "--as", "new", "--json").out)
    assert told == {"taken": 1, "known": 0, "numbers": [1, 1], "quarantine": []}
    assert _cases(tmp_path) == [("关于在古渡口增设公交站的建议", 1, "filed")]


def test_a_real_compendium_is_taken_in_whole(ready: Run, shared: Path) -> None:
    files = sorted((shared / "seeds").glob("*.txt"))
    read = [json.loads(ready("import", str(file), "--dry-run", "--json").out) for file in files]
    proposals = sum(len(one["proposals"]) for one in read)
    assert proposals > 0
    for file, one in zip(files, read, strict=True):
        told = ready("import", str(file))
        assert told.code == (0 if one["proposals"] or one.get("outcomes") else 1)


def test_a_ledger_is_summed_up_with_its_units_and_taken_in_with_its_numbers(ready: Run, tmp_path: Path) -> None:
    (tmp_path / "ledger.xlsx").write_bytes(nasty_ledger())
    shown = ready("import", "ledger.xlsx", "--dry-run").out
    assert "for 市道路管理处, 市住房建设局" in shown
    told = json.loads(ready("import", "ledger.xlsx", "--as", "new", "--json").out)
    assert (told["taken"], told["numbers"]) == (4, [1, 4])
    assert _cases(tmp_path)[0] == ("关于修缮北门桥的建议", 1, "filed")


def test_rows_that_are_wrong_are_named_and_nothing_is_taken_in(ready: Run, tmp_path: Path) -> None:
    rows: list[list[object]] = [["编号", "标题", "领衔代表"], [1, "关于修桥的建议", "王小明"], [2, None, "赵敏"]]
    (tmp_path / "ledger.xlsx").write_bytes(workbook(rows))
    assert "To be put right: 台账 B3: no title" in ready("import", "ledger.xlsx", "--dry-run").out
    told = ready("import", "ledger.xlsx")
    assert told.code == 1
    assert "台账 B3: no title" in told.err
    assert _cases(tmp_path) == []


def test_a_letter_and_a_report_say_where_they_are_kept(ready: Run, tmp_path: Path) -> None:
    rows: list[list[object]] = [["编号", "标题", "代表", "届次"], [18, "关于增设夜间公交线路的建议", "王小明", SESSION]]
    (tmp_path / "ledger.xlsx").write_bytes(workbook(rows))
    (tmp_path / "letter.docx").write_bytes(letter())
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    ready("import", "ledger.xlsx")
    assert "Reply letter 临路函〔2026〕12号: No. 18" in ready("import", "letter.docx", "--dry-run").out
    told = ready("import", "letter.docx")
    assert "replies and outcomes kept: 1" in told.out
    assert "kept with 关于增设夜间公交线路的建议" in told.err
    shown = ready("import", "report.txt", "--dry-run")
    assert "Stated, line 7: 满意率 97.5%" in shown.out
    assert "Outcome, line 11: 关于修缮北门桥的建议 - 重点建议办理情况" in shown.out
    found = json.loads(ready("import", "report.txt", "--dry-run", "--json").out)
    assert (len(found["facts"]), len(found["outcomes"])) == (12, 5)
    told = ready("import", "report.txt", "--json")
    assert json.loads(told.out)["facts"] == 12
    assert "not kept, no case" in told.err


def test_a_file_larger_than_a_chat_would_take_is_refused(run: Run, tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    assert "the limit is 20 MB" in run("import", "huge.txt", "--dry-run").err


def test_a_picture_is_no_json_either(run: Run, tmp_path: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(bytes(range(256)) * 40)
    assert run("import", "picture.txt", "--dry-run", "--json").code == 1


def test_a_long_import_says_how_far_it_is(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "PAUSE", 0.0)
    progress = imports.Progress()
    progress(1, 10)
    assert capsys.readouterr().err == "1 of 10 cases\n"
