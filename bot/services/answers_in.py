"""Reply letters and outcomes of reports find their cases, and are kept with them as they were printed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.lives import ProposalState
from bot.intake.batch import Batch, Outcome, ReplyLetter
from bot.services.recognition import Recognition, alike
from bot.turn import Turn
from store import imports
from store.imports import Known
from store.tables import PublishedReply

# A case that is being handled here gets its reply from its unit, in conversation, and not from a file.
HANDLED_HERE = frozenset({ProposalState.HANDLING, ProposalState.ANSWERED, ProposalState.MEETING})
NUMBER, CODE, PART = 60, 8, 200  # what the columns hold


@dataclass(frozen=True, slots=True)
class Placed:
    """A letter or an outcome, and the case it belongs to: ``why`` not is a key of words.toml's ``not_placed``."""

    title: str
    case: Known | None
    why: str = ""
    letter: ReplyLetter | None = None
    outcome: Outcome | None = None

    @property
    def is_kept(self) -> bool:
        """Whether it will be kept with its case."""
        return self.case is not None and not self.why


def placed(turn: Turn, batch: Batch, known: Recognition | None = None) -> list[Placed]:
    """Each letter and each outcome of a file with its case, or why it has none."""
    if not batch.letters and not batch.outcomes:
        return []
    known = known or Recognition(turn)
    session = next((fact.value for fact in batch.facts if fact.fact == "session"), "")
    return [
        *(_letter(letter, known) for letter in batch.letters),
        *(_outcome(outcome, known, session) for outcome in batch.outcomes),
    ]


def keep(turn: Turn, found: Iterable[Placed]) -> int:
    """Keep with its case what is to be kept and is not there yet; how many that were."""
    kept = 0
    for one in found:
        if not one.is_kept or one.case is None:
            continue
        reply = _reply(one)
        reply.proposal_id = one.case.id
        if (reply.source, reply.text) not in imports.printed(turn.work, one.case.id):
            imports.keep_reply(turn.work, reply)
            turn.note("keep_reply", proposal_id=one.case.id, source=reply.source)
            turn.work.flush()
            kept += 1
    return kept


def unplaced(found: Sequence[Placed]) -> list[dict[str, object]]:
    """What found no case, as the import keeps it."""
    return [
        {"line": one.outcome.line if one.outcome else 0, "text": one.title, "why": one.why}
        for one in found
        if not one.is_kept
    ]


def _letter(letter: ReplyLetter, known: Recognition) -> Placed:
    by_number = known.numbered(letter.session, letter.number) if letter.number is not None else None
    title = letter.case_title or letter.title
    if by_number is not None and not alike(by_number.title, letter.case_title):
        return Placed(title, by_number, "number_and_title_differ", letter)
    case = by_number or known.titled(letter.case_title, letter.addressed, letter.session)
    why = "no_case" if case is None else "handled_here" if case.state in HANDLED_HERE else ""
    return Placed(title, case, why, letter)


def _outcome(outcome: Outcome, known: Recognition, session: str) -> Placed:
    case = known.titled(outcome.title, outcome.proposers, session)
    return Placed(outcome.title, case, "" if case else "no_case", outcome=outcome)


def _reply(one: Placed) -> PublishedReply:
    if one.letter is not None:
        letter = one.letter
        return PublishedReply(
            text=letter.text,
            signed_by=list(letter.units),
            source="letter",
            number=letter.document[:NUMBER],
            result_class=letter.result_class[:CODE],
            on=letter.on,
        )
    assert one.outcome is not None  # noqa: S101 - it is one of the two
    return PublishedReply(text=one.outcome.text, signed_by=[], source="report", part=one.outcome.group[:PART])
