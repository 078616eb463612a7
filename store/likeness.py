"""Which cases, or passages of documents, share rare keys with what is looked for, among a million of them.

What is there when the index is made stands in blocks, many items of one key in a row; what comes later stands one by
one. How common a key is, is known from the blocks, so that common ones are not read: a look-up reads at most BUDGET
items, rare keys first, and of a key that alone has more than that the newest.
"""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log

from sqlalchemy import delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as lite_insert

from bot.domain.lives import ProposalState
from store.database import Work
from store.tables import Key, KeyBlock, Proposal, Request, table_of

CASES, PASSAGES = 1, 2
BUDGET = 32_000  # items that one look-up reads
BLOCK = 4_000  # items in a block
CHUNK = 5_000  # rows in one statement
READ = 20_000  # cases read at a time while the index is made
_B, _K = table_of(KeyBlock).c, table_of(Key).c


def add(work: Work, kind: int, keyed: Iterable[tuple[int, Collection[int]]]) -> None:
    """Items with their keys, one by one; those that are there already stay."""
    rows = [{"kind": kind, "key": key, "item": item} for item, keys in keyed for key in sorted(keys)]
    into = lite_insert(Key) if work.dialect == "sqlite" else pg_insert(Key)
    for start in range(0, len(rows), CHUNK):
        work.connection.execute(into.on_conflict_do_nothing(), rows[start : start + CHUNK])


def build(work: Work, kind: int, keyed: Iterable[tuple[int, Collection[int]]]) -> int:
    """Make the blocks of a kind anew from all items, which come in the order of their age; how many there are."""
    held: dict[int, array[int]] = defaultdict(lambda: array("I"))
    count = 0
    for item, keys in keyed:
        count += 1
        for key in keys:
            held[key].append(item)
    work.connection.execute(delete(KeyBlock).where(_B.kind == kind))
    work.connection.execute(delete(Key).where(_K.kind == kind))
    rows = list[dict[str, object]]()
    for key in sorted(held):
        rows.extend(_blocks(kind, key, held.pop(key)))
        if len(rows) >= CHUNK:
            work.connection.execute(insert(KeyBlock), rows)
            rows = []
    if rows:
        work.connection.execute(insert(KeyBlock), rows)
    return count


def _blocks(kind: int, key: int, items: "array[int]") -> Iterator[dict[str, object]]:
    for part, start in enumerate(range(0, len(items), BLOCK)):
        some = items[start : start + BLOCK]
        yield {"kind": kind, "key": key, "part": part, "held": len(some), "packed": some.tobytes()}


def nearest(work: Work, kind: int, keys: Collection[int], at_most: int) -> list[int]:
    """The items that share the most with these keys, rare keys counting more than common ones; the newest of equals."""
    common = _counts(work, kind, keys)
    read = _affordable(sorted(keys, key=lambda key: (common.get(key, 0), key)), common)
    votes: dict[int, float] = defaultdict(float)
    weights = {key: 1 / log(2.72 + common.get(key, 0)) for key in read}
    for key, items in _items(work, kind, read, common):
        weight = weights[key]
        for item in items:
            votes[item] += weight
    return nlargest(at_most, votes, key=lambda item: (votes[item], item))


def _counts(work: Work, kind: int, keys: Collection[int]) -> dict[int, int]:
    asked = select(_B.key, func.sum(_B.held)).where(_B.kind == kind, _B.key.in_(keys)).group_by(_B.key)
    return {key: int(count) for key, count in work.connection.execute(asked)}


def _affordable(keys: Sequence[int], common: dict[int, int]) -> list[int]:
    """The rarest keys that together are within the budget; the rarest of all in any case."""
    taken, spent = list[int](), 0
    for key in keys:
        spent += common.get(key, 0)
        if taken and spent > BUDGET:
            break
        taken.append(key)
    return taken


def _items(work: Work, kind: int, keys: Sequence[int], common: dict[int, int]) -> Iterator[tuple[int, Iterable[int]]]:
    blocks = select(_B.key, _B.packed).where(_B.kind == kind, _B.key.in_(keys)).order_by(_B.key, _B.part.desc())
    if len(keys) == 1 and common.get(keys[0], 0) > BUDGET:
        blocks = blocks.limit(BUDGET // BLOCK)
    for key, packed in work.connection.execute(blocks):
        yield key, memoryview(packed).cast("I")
    since = select(_K.key, _K.item).where(_K.kind == kind, _K.key.in_(keys)).order_by(_K.item.desc()).limit(BUDGET)
    for key, item in work.connection.execute(since):
        yield key, (item,)


def every_case(work: Work, indexed: Collection[str]) -> Iterator[tuple[int, str, list[str]]]:
    """The id, title and requests of each case at one of these states, the oldest first."""
    last = 0
    while True:
        asked = select(Proposal.id, Proposal.title).where(Proposal.id > last, Proposal.state.in_(indexed))
        rows = work.connection.execute(asked.order_by(Proposal.id).limit(READ)).all()
        if not rows:
            return
        of = defaultdict[int, list[str]](list)
        span = Request.proposal_id.between(rows[0][0], rows[-1][0])
        for case, text in work.connection.execute(select(Request.proposal_id, Request.text).where(span)):
            of[case].append(text)
        for case, title in rows:
            yield case, title, of[case]
        last = rows[-1][0]


@dataclass(frozen=True, slots=True)
class Looked:
    """What of a case is compared, and what decides who may see it."""

    id: int
    title: str
    state: ProposalState
    sensitive: bool
    openness: str
    requests: Sequence[str]


def looked_at(work: Work, ids: Collection[int]) -> list[Looked]:
    """These cases, as far as they are still there."""
    p, of = table_of(Proposal).c, defaultdict[int, list[str]](list)
    texts = select(Request.proposal_id, Request.text).where(Request.proposal_id.in_(ids))
    for case, text in work.connection.execute(texts):
        of[case].append(text)
    asked = select(p.id, p.title, p.state, p.sensitive, p.openness).where(p.id.in_(ids))
    return [Looked(*row, of[row.id]) for row in work.connection.execute(asked)]


def cases(work: Work, ids: Collection[int]) -> Sequence[Proposal]:
    """The cases of these ids, in no order."""
    return work.session.scalars(select(Proposal).where(Proposal.id.in_(ids))).all()
