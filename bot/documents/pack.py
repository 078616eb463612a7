"""The evidence pack of a case: documents, versions and journal as one zip."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import ndiff
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.documents import forms

LONGEST = 80  # characters of a file's name
_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\s\ud800-\udfff]+')


@dataclass(frozen=True, slots=True)
class Said:
    """What a version says to one request, by the request's number."""

    place: int
    text: str
    ours: bool


@dataclass(frozen=True, slots=True)
class Version:
    """A reply as it was submitted once; ``at`` in the office's zone."""

    version: int
    at: datetime
    by: str
    result: str
    points: tuple[Said, ...]


def fit(name: str) -> str:
    """A part of a file's name that every system takes."""
    return _UNFIT.sub("_", name).strip("._")[:LONGEST] or "_"


def zipped(files: Sequence[tuple[str, bytes]], at: datetime) -> bytes:
    """The files under their names, all of this moment; a name given twice gets a number."""
    out, taken = BytesIO(), set[str]()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in files:
            stem, dot, end = name.rpartition(".")
            names = (name, *(f"{stem}-{number}{dot}{end}" for number in range(2, len(files) + 2)))
            free = next(one for one in names if one not in taken)
            taken.add(free)
            entry = ZipInfo(free, at.timetuple()[:6])
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def versions(of: Sequence[Version]) -> str:
    """Every version in full, and below each but the first what changed since the one before."""
    words = forms.table()["version"]
    blocks: list[str] = []
    before: Version | None = None
    for version in of:
        lines = list(_lines(version))
        if before is not None:
            lines += ["", words["changes"].format(before=before.version), *_changes(before, version)]
        blocks.append("\n".join(lines))
        before = version
    return "\n\n".join(blocks) + "\n"


def _lines(version: Version) -> Iterator[str]:
    words, said = forms.table()["version"], forms.phrases()
    at = said.moment(version.at)
    yield words["head"].format(version=version.version, at=at, by=version.by, result=version.result)
    yield from _points(version)


def _points(version: Version) -> Iterator[str]:
    words = forms.table()["version"]
    for point in version.points:
        yield from words["point" if point.ours else "not_ours"].format(place=point.place, text=point.text).splitlines()


def _changes(before: Version, after: Version) -> Iterator[str]:
    words = forms.table()["version"]
    kinds = {"  ": words["same"], "+ ": words["added"], "- ": words["gone"]}
    for line in ndiff(list(_points(before)), list(_points(after))):
        if line[:2] in kinds:
            yield kinds[line[:2]].format(line=line[2:])
