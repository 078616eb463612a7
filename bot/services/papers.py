"""Who may have which paper, and how it is made: gathered at once, filled in beside the database, sent as a file."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from bot.documents import compendium as texts
from bot.documents import facts, forms, pack
from bot.documents.forms import BadForm
from bot.domain.errors import Refused
from bot.domain.lives import Kind, Role
from bot.services import annuals, bulletins, compendia, entitled, ledgers, letters, life, packs
from bot.services.ledgers import Wish
from bot.services.letters import word
from bot.turn import FileOut, Outside, Turn
from store import proposals, replies
from store.tables import Proposal, Reply, Sitting

After = Callable[[Turn], None]


def _nothing(_turn: Turn) -> None:
    """Nothing waits for the file."""


@dataclass(slots=True)
class _Attempt:
    """Makes a file in a thread; what is wrong with the office's form is said in the turn that follows."""

    makes: Callable[[], bytes]
    fault: BadForm | None = field(default=None)

    def __call__(self) -> bytes:
        try:
            return self.makes()
        except BadForm as fault:
            self.fault = fault
            return b""


def send(turn: Turn, paper: str, subject_id: int) -> None:
    """Send a paper of one case; Refused("old_button") or Refused("not_yours") to whom it is not meant for."""
    if paper == "letter":
        reply = replies.by_id(turn.work, subject_id)
        if reply is None:
            raise Refused("old_button")
        _check_letter(turn, reply)
        case = reply.assignment.proposal
        _send_form(turn, letters.letter(turn, reply), case, reply.assignment.unit.name)
        return
    case = _case_for_office(turn, subject_id)
    if paper == "order":
        _send_form(turn, letters.order(turn, case), case)
    elif paper == "opinion":
        _send_form(turn, letters.opinion(turn, case), case)
    elif paper == "casefile":
        made = partial(packs.make, partial(word, turn, "pack_files"), packs.gather(turn, case))
        _send(turn, made, _named(turn, "casefile", case, "zip"), "documents/paper", paper=paper, proposal=case)
    else:
        raise Refused("old_button")


def enclosed(turn: Turn, reply: Reply) -> list[FileOut]:
    """The letter that goes with an issued reply; none about a sensitive case, whose content is in no chat.

    Nor is there one where the proposers were answered orally.

    Raises:
        Refused: ``broken_form`` when the office's own form cannot be filled in; nothing is issued then.
    """
    case = reply.assignment.proposal
    if case.sensitive or case.answered_orally:
        return []
    try:
        content = forms.fill(letters.letter(turn, reply), turn.config.documents.forms)
    except BadForm as fault:
        raise Refused("broken_form", form=fault.form, why=fault.why) from None
    return [turn.enclose("document", _named(turn, "letter", case, "docx", reply.assignment.unit.name), content)]


def send_ledger(turn: Turn, wish: Wish, after: After) -> None:
    """Send the ledger; Refused("nothing_to_export") where no case is in it."""
    check_office(turn)
    cases = ledgers.chosen(turn, wish)
    if not cases:
        raise Refused("nothing_to_export")
    sheets = ledgers.sheets(turn, cases, wish.columns)
    name = f"{word(turn, 'exports', 'ledger')}-{turn.today:%Y%m%d}.xlsx"
    _send(
        turn,
        partial(_workbook, sheets),
        name,
        "documents/ledger",
        after,
        count=len(cases),
        columns=len(sheets[0].heads),
    )


def send_bulletin(turn: Turn, year: int, month: int, after: After) -> None:
    """Send the 通报 of a month."""
    check_office(turn)
    made = bulletins.bulletin(turn, year, month)
    name = f"{word(turn, 'exports', 'bulletin')}-{year}{month:02}.docx"
    _send(turn, _filling(turn, made), name, "documents/bulletin", after, of=made)


def send_annual(turn: Turn, year: int, after: After) -> None:
    """Send the report of a year."""
    check_office(turn)
    made = annuals.annual(turn, year)
    _send(
        turn, _filling(turn, made), f"{word(turn, 'exports', 'annual')}-{year}.docx", "documents/annual", after, of=made
    )


def send_compendium(turn: Turn, sitting: Sitting, kind: Kind, after: After) -> None:
    """Send the compendium as a Word file, and as the text that can be taken in again."""
    check_office(turn)
    made = compendia.compendium(turn, sitting, kind)
    if not made.cases and not made.titles:
        raise Refused("nothing_to_export")
    name = pack.fit(f"{sitting.name}{made.kind}{word(turn, 'exports', 'compendium')}")
    _send(turn, _filling(turn, made), f"{name}.docx", "documents/compendium", after, of=made)
    _send(turn, lambda: texts.as_text(made).encode(), f"{name}.txt", "documents/compendium_text", after)


def check_office(turn: Turn) -> None:
    """Refused("old_button") unless the office asks."""
    if turn.who is None or turn.who.role is not Role.OFFICE:
        raise Refused("old_button")


def _case_for_office(turn: Turn, proposal_id: int) -> Proposal:
    check_office(turn)
    case = proposals.by_id(turn.work, proposal_id)
    if case is None:
        raise Refused("old_button")
    _check_open(case)
    return case


def _check_letter(turn: Turn, reply: Reply) -> None:
    assert turn.who is not None  # noqa: S101 - a tap of strangers does not come here
    life.check_concerned(turn.who, reply)
    _check_open(reply.assignment.proposal)
    if not entitled.may_have_letter(turn, reply):
        raise Refused("not_yours")


def _check_open(case: Proposal) -> None:
    if case.sensitive:
        raise Refused("sensitive_paper", number=case.number)


def _send_form(turn: Turn, of: facts.Facts, case: Proposal, unit: str = "") -> None:
    paper = forms.form_of(of)
    _send(
        turn, _filling(turn, of), _named(turn, paper, case, "docx", unit), "documents/paper", paper=paper, proposal=case
    )


def _filling(turn: Turn, of: facts.Facts) -> Callable[[], bytes]:
    return partial(forms.fill, of, turn.config.documents.forms)


def _named(turn: Turn, paper: str, case: Proposal, ending: str, unit: str = "") -> str:
    """Such as 答复函-12号-市教育局.docx."""
    number = word(turn, "pack_files", "number").format(number=case.number) if case.number is not None else ""
    parts = (word(turn, "papers", paper), number, unit)
    return f"{'-'.join(pack.fit(part) for part in parts if part)}.{ending}"


def _workbook(sheets: Any) -> bytes:  # noqa: ANN401 - sheets of a module that is loaded in the thread only
    from bot.documents import ledger  # noqa: PLC0415 - takes a moment, and belongs to the thread that writes

    return ledger.workbook(sheets)


def _send(
    turn: Turn,
    makes: Callable[[], bytes],
    name: str,
    message: str,
    after: After = _nothing,
    **said: Any,  # noqa: ANN401 - for the template
) -> None:
    """Have a file made in a thread, and send it with a message in a turn of its own, which ``after`` belongs to."""
    attempt = _Attempt(makes)

    def then(later: Turn, made: bytes) -> None:
        after(later)
        if attempt.fault is not None:
            raise Refused("broken_form", form=attempt.fault.form, why=attempt.fault.why)
        later.answer(message, files=[later.enclose("document", name, made)], **said)

    turn.outside.append(Outside(attempt, then))
