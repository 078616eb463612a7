"""What became of a message to many: in short, person by person in the chat, as a spreadsheet, and as a picture."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot.domain.broadcasts import BroadcastState
from bot.domain.errors import Refused
from bot.domain.lives import Role
from bot.services.boards import Page
from bot.turn import Outside, Turn
from store import broadcasts, people
from store.broadcasts import Fate
from store.tables import Broadcast
from store.tables.traffic import LetterState

NAMED = 20  # in the short report
LINES = 20  # on one page
BARS = 20  # in the picture
# fmt: off
_WHY = (
    # in Telegram's error   words.toml "failures"
    ("forbidden",           "blocked"),
    ("chat not found",      "gone"),
    ("deactivated",         "gone"),
    ("given up",            "late"),
    ("unknown",             "unsure"),
)
_COLORS = (
    # words.toml "letter_fates"  color
    ("seen",                     "#2e7d5b"),
    ("sent",                     "#2f6db5"),
    ("queued",                   "#8a8f98"),
    ("failed",                   "#c0392b"),
    ("cancelled",                "#b98a2f"),
    ("unreached",                "#6b4a8a"),
)
# fmt: on
_ORDER = ("failed", "unreached", "queued", "cancelled", "sent", "seen")


@dataclass(frozen=True, slots=True)
class Failed:
    """Somebody whom a letter did not reach, and why: a key of words.toml's ``failures``."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """One line of the list: ``fate`` is a key of words.toml's ``letter_fates``, ``why`` of ``failures`` or empty."""

    name: str
    unit: str
    role: Role
    fate: str
    why: str = ""


def find(turn: Turn, broadcast_id: int) -> Broadcast:
    """The broadcast, for the office; Refused("old_button") for others."""
    broadcast = broadcasts.by_id(turn.work, broadcast_id)
    if broadcast is None or turn.who is None or turn.who.role is not Role.OFFICE:
        raise Refused("old_button")
    return broadcast


def show(turn: Turn, broadcast_id: int) -> None:
    """The report as it stands now, in place of the one whose button was pressed."""
    turn.answer("broadcasts/report", edit=True, **facts(turn, find(turn, broadcast_id)))


def facts(turn: Turn, broadcast: Broadcast) -> dict[str, Any]:
    """What the short report shows."""
    fates = broadcasts.fates(turn.work, broadcast)
    known = Counter(_fate(broadcast, fate) for fate in fates)
    failed = [fate for fate in fates if fate.state is LetterState.FAILED]
    named, missing = failed[:NAMED], broadcast.unreachable[:NAMED]
    names = broadcasts.names(turn.work, [*(fate.person_id for fate in named), *missing])
    return {
        "broadcast": broadcast,
        "sent": known["sent"] + known["seen"],
        "seen": known["seen"],
        "waiting": known["queued"],
        "cancelled": known["cancelled"],
        "failed": [Failed(names.get(fate.person_id, ""), _why(fate.error)) for fate in named],
        "failures": len(failed),
        "unreachable": [names[person] for person in missing if person in names],
        "unreached": len(broadcast.unreachable),
    }


def show_list(turn: Turn, broadcast_id: int, page: int) -> None:
    """One page of who got it, those with troubles first."""
    broadcast = find(turn, broadcast_id)
    lines = listed(turn, broadcast)
    at = Page.of(page, len(lines), LINES, f"blist:{broadcast.id}")
    shown = lines[at.number * LINES : (at.number + 1) * LINES]
    turn.answer("broadcasts/recipients", edit=True, broadcast=broadcast, lines=shown, count=len(lines), page=at)


def listed(turn: Turn, broadcast: Broadcast) -> list[Recipient]:
    """Everybody meant, those with troubles first, then by unit and name."""
    fates = broadcasts.fates(turn.work, broadcast)
    units = broadcasts.unit_names(turn.work)
    whos = {who.id: who for who in people.whoever(turn.work, [*broadcast.recipients, *broadcast.unreachable])}
    known = [(fate.person_id, _fate(broadcast, fate), fate.error) for fate in fates]
    known += [(person, "unreached", "") for person in broadcast.unreachable]
    lines = [
        Recipient(
            whos[person].name,
            units.get(whos[person].unit_id or 0, ""),
            whos[person].role,
            fate,
            _why(error) if fate == "failed" else "",
        )
        for person, fate, error in known
        if person in whos
    ]
    return sorted(lines, key=lambda line: (_ORDER.index(line.fate), line.unit, line.name))


def send_sheet(turn: Turn, broadcast_id: int) -> None:
    """The list as a spreadsheet, written while others are served."""
    broadcast = find(turn, broadcast_id)

    def word(group: str, key: str) -> str:
        return turn.voice.word(turn.language, group, key)

    heads = [word("letter_columns", key) for key in ("name", "unit", "role", "fate", "why")]
    rows = [
        [
            line.name,
            line.unit,
            word("roles", line.role.value),
            word("letter_fates", line.fate),
            word("failures", line.why) if line.why else "",
        ]
        for line in listed(turn, broadcast)
    ]
    write = partial(_write, word("letter_columns", "sheet"), heads, rows)
    turn.outside.append(Outside(write, lambda later, made: _send(later, broadcast_id, "document", "xlsx", made)))


def send_picture(turn: Turn, broadcast_id: int) -> None:
    """How many of each unit have got and read it, drawn while others are served."""
    broadcast = find(turn, broadcast_id)
    words = {key: turn.voice.word(turn.language, "letter_fates", key) for key, _ in _COLORS}
    groups: dict[str, Counter[str]] = {}
    for line in listed(turn, broadcast):
        name = line.unit or turn.voice.word(turn.language, "roles", line.role.value)
        groups.setdefault(name, Counter())[line.fate] += 1
    rows = sorted(groups.items(), key=lambda row: -row[1].total())
    if len(rows) > BARS:
        rest = sum((counts for _, counts in rows[BARS - 1 :]), Counter[str]())
        rows = [*rows[: BARS - 1], (turn.voice.word(turn.language, "letter_columns", "others"), rest)]
    used = [(key, color) for key, color in _COLORS if any(counts[key] for _, counts in rows)]
    parts = [(words[key], color, [counts[key] for _, counts in rows]) for key, color in used]
    title = turn.voice.word(turn.language, "letter_columns", "title")
    draw = partial(_draw, title, [name for name, _ in rows], parts)
    turn.outside.append(Outside(draw, lambda later, made: _send(later, broadcast_id, "photo", "png", made)))


def _write(sheet: str, heads: list[str], rows: list[list[str]]) -> bytes:
    from bot.documents import ledger  # noqa: PLC0415 - takes a while, and belongs to the thread that writes

    return ledger.workbook([ledger.Sheet(sheet, heads, rows)])


def _draw(title: str, names: Sequence[str], parts: Sequence[tuple[str, str, Sequence[int]]]) -> bytes:
    from bot.documents import charts  # noqa: PLC0415 - takes a second, and belongs to the thread that draws

    return charts.stacked(title, names, [charts.Series(*part) for part in parts])


def _send(turn: Turn, broadcast_id: int, kind: str, suffix: str, made: bytes) -> None:
    file = turn.enclose(kind, f"broadcast-{broadcast_id}.{suffix}", made)
    turn.answer("broadcasts/report_file", files=[file], broadcast=find(turn, broadcast_id))


def _fate(broadcast: Broadcast, fate: Fate) -> str:
    match fate.state:
        case LetterState.SENT | LetterState.SEEN | LetterState.FAILED | LetterState.CANCELLED as state:
            return state.value
        case None if broadcast.state is BroadcastState.CANCELLED:
            return "cancelled"
    return "queued"


def _why(error: str) -> str:
    return next((why for part, why in _WHY if part in error.lower()), "other")
