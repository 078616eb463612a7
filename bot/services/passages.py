"""What government documents say on a request (政策依据): found among their passages, quoted with the number (文号)."""

import re
from collections.abc import Sequence

from bot.domain.errors import Refused
from bot.domain.likeness import share, words_of
from bot.services import drafts, replies
from bot.turn import Turn
from store import likeness as rows
from store import passages
from store.database import Work
from store.tables import Passage, Reply

SHOWN = 3
LOOKED_AT = 60
ENOUGH = 0.25  # of what a request asks for stands in the passage
FEWEST, LONGEST = 15, 1000  # signs of a passage
TITLE = 80  # signs
HEAD = 40  # lines among which a document's title and number stand
NUMBER = re.compile(r"[一-龥]{1,12}[〔\[（(【]\s*(?:19|20)\d\d\s*[〕\]）)】]\s*(?:第\s*)?\d{1,5}\s*号")
_SENTENCE = re.compile(r"[。；：]")
_TITLE = re.compile(r"(?:关于|通知|意见|办法|方案|规定|条例|规划|措施|细则|计划|决定)")
_UNITS = re.compile(r"[（(][^（）()]*(?:责任|牵头|配合|负责|落实)[^（）()]*[）)]\s*$")


def read(text: str, document: str) -> list[Passage]:
    """The passages of a document by its name, each with the document's title and number where it says them."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    number = next((found[0] for line in lines[:HEAD] if (found := NUMBER.search(line))), "")
    title = next((line for line in lines[:HEAD] if _is_title(line)), "")
    told = dict.fromkeys(_UNITS.sub("", line).strip()[:LONGEST] for line in lines if line != title)
    return [
        Passage(document=document[:200], title=title[:200], number="".join(number.split())[:60], text=line)
        for line in told
        if len(line) >= FEWEST
    ]


def _is_title(line: str) -> bool:
    return len(line) <= TITLE and not _SENTENCE.search(line) and bool(_TITLE.search(line)) and not NUMBER.search(line)


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
