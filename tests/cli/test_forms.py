"""`forms` writes the forms out to be changed, and says of the office's own what is wrong before anybody needs them."""

from pathlib import Path

import pytest
from docx import Document

from bot.documents import forms
from tests.cli.conftest import Run

TOKEN = "1000001:sandbox-token-that-opens-nothing-at-all"


def test_what_is_written_out_can_be_filled_in_again(run: Run, tmp_path: Path) -> None:
    told = run("forms", "--write", "own")
    assert told.code == 0
    assert {path.stem for path in (tmp_path / "own").iterdir()} == set(forms.FORMS)
    assert "letter.docx  答复函: office, unit, sitting" in told.out
    checked = run("forms", "--check", "own")
    assert (checked.code, checked.out.startswith("Forms that can be filled in: annual.docx, ")) == (0, True)


def test_a_form_of_the_office_is_not_written_over(run: Run) -> None:
    assert run("forms", "--write", "own").code == 0
    told = run("forms", "--write", "own")
    assert told.code == 1
    assert "letter.docx is there already" in told.err


def test_a_form_that_cannot_be_filled_in_is_named_with_the_reason(run: Run, tmp_path: Path) -> None:
    _own(tmp_path)
    told = run("forms", "--check", "own")
    assert told.code == 1
    assert told.out.startswith("letter.docx: there is no seal; there is addressed, ")
    assert run("forms", "--check", "nowhere").err == "There is no folder nowhere.\n"


@pytest.mark.parametrize(
    ("folder", "why"), [("own", "documents.forms: letter.docx: there is no seal"), ("nowhere", "there is no folder")]
)
def test_with_a_form_that_cannot_be_filled_in_the_bot_does_not_start(
    ready: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str, why: str
) -> None:
    _own(tmp_path)
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("BANLI_DOCUMENTS__FORMS", str(tmp_path / folder))
    told = ready("serve")
    assert told.code == 1
    assert why in told.err


def _own(folder: Path) -> None:
    (folder / "own").mkdir()
    document = Document()
    document.add_paragraph("{{ unit }} {{ seal }}")
    document.save(str(folder / "own" / "letter.docx"))
