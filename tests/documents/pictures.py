"""Takes the pictures of documents for the documentation: `python tests/documents/pictures.py`.

It writes docs/pictures/*.png from the made-up facts of the tests; LibreOffice and pdftoppm have to be installed. With a
folder as its argument it writes every page of every document there, to be looked at.
"""

import sys
import tempfile
from datetime import date
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from bot.documents import forms  # noqa: E402 - found beside the project's root
from bot.documents.ledger import Sheet, Value, workbook  # noqa: E402 - the same
from tests.documents import made_up, office_suite  # noqa: E402 - the same

SHOWN = {
    "letter": "reply-letter",
    "order": "assignment-sheet",
    "opinion": "opinion-form",
    "casefile": "case-file",
    "bulletin": "monthly-bulletin",
    "annual": "annual-report",
    "compendium": "compendium",
    "ledger": "ledger",
}
COLOURS = 32
HEADS = ("案号", "标题", "类型", "领衔", "主办单位", "交办日期", "办理期限", "进度")


def ledger() -> bytes:
    titles = (made_up.TITLE, "关于修补滨河路的建议", "关于办好社区老年食堂的提案", "关于增设夜间公交班次的建议")
    rows: list[list[Value]] = [
        [number, title, title[-2:], "王一禾", made_up.HOUSING, date(2026, 3, 2), date(2026, 6, number), "办理中"]
        for number, title in enumerate(titles * 5, start=1)
    ]
    return workbook([Sheet("台账", HEADS, rows)])


def main() -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        files = [folder / f"{forms.form_of(of)}.docx" for of in made_up.EVERY]
        for file, of in zip(files, made_up.EVERY, strict=True):
            file.write_bytes(forms.fill(of))
        files.append(folder / "ledger.xlsx")
        files[-1].write_bytes(ledger())
        found = office_suite.pages(files, folder, dpi=64)
        target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "pictures"
        target.mkdir(parents=True, exist_ok=True)
        for name, pages in found.items():
            for number, page in enumerate(pages if len(sys.argv) > 1 else pages[: name in SHOWN], start=1):
                to = f"{name}-{number}" if len(sys.argv) > 1 else SHOWN[name]
                picture = Image.open(page).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
                picture.save(target / f"{to}.png", optimize=True)


if __name__ == "__main__":
    main()
