"""LibreOffice opens every document, and it has as many pages as it should."""

from pathlib import Path

import pytest
from PIL import Image

from bot.documents import forms
from bot.documents.ledger import Sheet, workbook
from tests.documents import made_up, office_suite

pytestmark = pytest.mark.skipif(not office_suite.PRESENT, reason="LibreOffice (soffice) or pdftoppm is not installed")


def test_every_document_becomes_pages_with_something_on_them(tmp_path: Path) -> None:
    files = []
    for of in made_up.EVERY:
        file = tmp_path / f"{forms.form_of(of)}.docx"
        file.write_bytes(forms.fill(of))
        files.append(file)
    ledger = tmp_path / "ledger.xlsx"
    ledger.write_bytes(workbook([Sheet("台账", ("案号", "标题"), [[number, made_up.TITLE] for number in range(90)])]))
    found = office_suite.pages([*files, ledger], tmp_path)
    counts = {name: len(pages) for name, pages in found.items()}
    assert (counts["letter"], counts["order"], counts["opinion"]) == (2, 1, 1)
    assert all(1 <= count <= 4 for count in counts.values()), counts
    for page in (one for pages in found.values() for one in pages):
        dark = sum(Image.open(page).convert("L").histogram()[:128])
        assert dark > 100, f"{page.name} is empty"
