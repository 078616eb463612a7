"""What government documents say on a request (政策依据): found among their passages, quoted with the number (文号)."""

from collections.abc import Sequence

from bot.domain.errors import Refused
from bot.domain.likeness import share, words_of
from bot.intake.passages import read as taken_apart
from bot.services import drafts, replies
from bot.turn import Turn
from store import likeness as rows
from store import passages
from store.database import Work
from store.tables import Passage, Reply

SHOWN = 3
LOOKED_AT = 60
ENOUGH = 0.25  # of what a request asks for stands in the passage


def read(text: str, document: str) -> list[Passage]:
    """The passages of a document by its name, each with the document's title and number where it says them."""
    found = taken_apart(text)
    title, number = found.title[:200], found.number[:60]
    return [Passage(document=document[:200], title=title, number=number, text=line) for line in found.passages]


def keep(turn: Turn, document: str, fresh: Sequence[Passage]) -> None:
    """Keep the passages of a document, in place of those kept before."""
    passages.replace(turn.work, document[:200], fresh)
    rows.add(turn.work, rows.PASSAGES, [(one.id, words_of(one.text)) for one in fresh])


def reindex(work: Work) -> int:
    """Make the index of all passages anew; how many there are."""
    return rows.build(work, rows.PASSAGES, ((one, words_of(text)) for one, text in passages.every(work)))


def on(turn: Turn, text: str) -> list[Passage]:
    """The passages that say the most of what a request asks for, the best first."""
    ids = rows.nearest(turn.work, rows.PASSAGES, words_of(text), LOOKED_AT)
    ranked = [(share(text, one.text), one.id, one) for one in passages.of_ids(turn.work, ids)]
    return [one for much, _, one in sorted(ranked, key=lambda entry: entry[:2], reverse=True) if much >= ENOUGH][:SHOWN]


def of_request(turn: Turn, reply: Reply, position: int) -> Sequence[Passage]:
    """What documents say on one request of a reply that is being written."""
    asked = next((point.request for point in replies.points(turn.work, reply) if point.position == position), "")
    return on(turn, asked)


def quote(turn: Turn, reply_id: int, position: int, passage_id: int) -> None:
    """Put a passage, with the document it stands in, into what is said to a request."""
    found = passages.by_id(turn.work, passage_id)
    if found is None:
        raise Refused("old_button")
    form = "passage" if found.number else "passage_unnumbered"
    title = found.title or found.document.rpartition(".")[0] or found.document
    said = turn.voice.word(turn.config.office.language, "quotes", form)
    drafts.write(turn, reply_id, position, said.format(title=title, number=found.number, text=found.text))
