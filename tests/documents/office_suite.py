"""LibreOffice, where it is installed: documents become pages that can be counted and looked at."""

import shutil
import subprocess
from pathlib import Path

SOFFICE, PDFTOPPM = shutil.which("soffice"), shutil.which("pdftoppm")
PRESENT = bool(SOFFICE and PDFTOPPM)


def pages(files: list[Path], folder: Path, dpi: int = 60) -> dict[str, list[Path]]:
    """Each document's pages as PNG, by the document's name without its ending."""
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    words = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
    subprocess.run(words, check=True, capture_output=True, timeout=110)
    for file in files:
        pdf = folder / f"{file.stem}.pdf"
        subprocess.run([str(PDFTOPPM), "-r", str(dpi), "-png", str(pdf), str(folder / file.stem)], check=True)
    return {file.stem: sorted(folder.glob(f"{file.stem}-*.png")) for file in files}
