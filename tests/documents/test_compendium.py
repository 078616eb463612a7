"""The compendium as text is read back by the intake as what was written out."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.documents import compendium, reports
from bot.intake import compendium as intake
from bot.intake.typed import unnumbered
from tests.documents import made_up


def read_back(of: reports.Compendium) -> list[reports.PrintedCase]:
    """What the intake finds, in the form in which it was given out."""
    found = intake.read(compendium.as_text(of))
    assert not found.quarantine
    return [
        reports.PrintedCase(
            title=one.title,
            proposers=one.proposers,
            proposer_label="",
            addressed="",
            background=tuple(one.background.split("\n")) if one.background else (),
            requests=tuple(unnumbered(text, place) for place, text in enumerate(one.requests, 1)),
            replies=(reports.PrintedReply(tuple(one.reply.split("\n")), one.reply_units),) if one.reply else (),
        )
        for one in found.proposals
    ]


def given(of: reports.Compendium) -> list[reports.PrintedCase]:
    return [replace(case, proposer_label="", addressed="") for case in of.cases]


def test_what_was_written_out_is_read_back() -> None:
    assert read_back(made_up.COMPENDIUM) == given(made_up.COMPENDIUM)


def test_proposals_of_a_body_and_answers_by_request_are_read_back() -> None:
    reply = reports.PrintedReply(
        ("关于第1项，今年计划加装86部。", "名单已经公布。", "关于第2项，审批改为并联办理。"), (made_up.HOUSING,)
    )
    case = replace(
        made_up.COMPENDIUM.cases[0],
        title="关于为老旧小区加装电梯的提案",
        proposers=("民盟青石市委",),
        proposer_label="提案人",
        addressed="民盟青石市委",
        replies=(reply,),
    )
    of = reports.Compendium("政协青石市第九届委员会第二次会议", "提案", (case,), ())
    found = intake.read(compendium.as_text(of))
    assert [one.kind for one in found.proposals] == ["提案"]
    assert {one.session for one in found.proposals} == {of.sitting}
    assert read_back(of)[0] == given(of)[0]


def test_a_title_without_its_case_makes_no_case() -> None:
    assert "只列标题：《关于规范共享单车停放的建议》" in compendium.as_text(made_up.COMPENDIUM)
    assert len(intake.read(compendium.as_text(made_up.COMPENDIUM)).proposals) == 2
    assert "只列标题" not in compendium.as_text(replace(made_up.COMPENDIUM, titles=()))


def test_the_command_line_reads_it_as_well(tmp_path: Path) -> None:
    file = tmp_path / "compendium.txt"
    file.write_text(compendium.as_text(made_up.COMPENDIUM), encoding="utf-8")
    root = Path(__file__).parents[2]
    words = [sys.executable, "run_bot.py", "import", str(file), "--dry-run"]
    told = subprocess.run(words, cwd=root, check=True, capture_output=True, encoding="utf-8").stdout
    assert f"[建议] {made_up.TITLE} - 王一禾, 李小满" in told
    assert "Lines that could not be placed: 0" in told


@pytest.mark.parametrize("numbers", [1, 12])
def test_many_requests_keep_their_numbers(numbers: int) -> None:
    case = replace(
        made_up.COMPENDIUM.cases[0], requests=tuple(f"修建第{n}座桥，年内完成。" for n in range(1, numbers + 1))
    )
    of = replace(made_up.COMPENDIUM, cases=(case,), titles=())
    assert read_back(of) == given(of)
