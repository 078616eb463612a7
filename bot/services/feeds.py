"""What the upstream feed brings is handed to the office as cases to be reviewed; what is wrong in it is said once."""

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256

from bot.domain.lifecycle import PROPOSAL
from bot.domain.lives import ProposalState, Role
from bot.intake.batch import Batch, Form
from bot.intake.feed_page import Broken, FeedPage
from bot.intake.published import PublishedProposal
from bot.services import making
from bot.services.making import Purpose
from bot.turn import Turn
from store import imports, marks, people
from store.tables import Proposal

FIRST_TITLES = 5
MARK = "feed"
_OVER = PROPOSAL.ends | {ProposalState.CLOSED}


def is_due(turn: Turn) -> bool:
    """Whether this process is to ask now; if so no other will before the next time."""
    every = timedelta(minutes=turn.config.feed.every_minutes)
    return bool(turn.config.feed.url) and marks.take(turn.work, MARK, turn.now, every)


def etag(turn: Turn) -> str:
    """The mark that was given with what was taken in last."""
    return imports.feed(turn.work, turn.config.feed.url, turn.now).etag


def take_in(turn: Turn, pages: Sequence[FeedPage], mark: str) -> int:
    """Make cases of what is new, all of it or nothing; how many."""
    batch = Batch(Form.FEED, tuple(one for page in pages for one in page.proposals))
    before = imports.called(turn.work, [one.external_id for one in batch.proposals if one.external_id])
    made = making.make(turn, making.parted(turn, batch), Purpose.NEW)
    broken = [entry for page in pages for entry in page.broken]
    _works(turn, mark)
    office = people.with_role(turn.work, Role.OFFICE)
    if made:
        turn.note("feed", taken=len(made), broken=len(broken))
        turn.tell(office, "feed/arrived", count=len(made), titles=[one.title for one in made[:FIRST_TITLES]])
    if broken:
        turn.tell(office, "feed/broken", once=_once(broken), broken=broken)
    for one in batch.proposals:
        if one.external_id in before:
            _compare(turn, one, before[one.external_id])
    return len(made)


def _compare(turn: Turn, one: PublishedProposal, proposal: Proposal) -> None:
    """A case that reads otherwise upstream than here stays as it is; the office hears of each change once."""
    changed = making.changed(one, proposal)
    if not changed or proposal.state in _OVER:
        return
    told = sha256("\n".join((one.title, one.background, *one.requests)).encode()).hexdigest()[:16]
    office, title = people.with_role(turn.work, Role.OFFICE), one.title if "title" in changed else ""
    once = f"feed:changed:{proposal.id}:{told}"
    turn.tell(office, "feed/changed", once=once, proposal=proposal, changed=changed, new_title=title)


def unchanged(turn: Turn) -> None:
    """There was nothing new to read."""
    _works(turn, etag(turn))


def failed(turn: Turn, reason: str) -> None:
    """The feed could not be read; the office hears when that begins. ``reason``: a key of ``feed_failures``."""
    left = imports.feed(turn.work, turn.config.feed.url, turn.now)
    if left.failing != reason:
        left.failing = reason
        turn.note("feed_failed", reason=reason)
        turn.tell(people.with_role(turn.work, Role.OFFICE), "feed/failing", reason=reason)


def _works(turn: Turn, mark: str) -> None:
    left = imports.feed(turn.work, turn.config.feed.url, turn.now)
    if left.failing:
        turn.tell(people.with_role(turn.work, Role.OFFICE), "feed/works_again")
    left.etag, left.at, left.failing = mark, turn.now, ""


def _once(broken: Sequence[Broken]) -> str:
    """The same entries with the same faults are said one time only."""
    told = "\n".join(sorted(f"{entry.entry} {entry.reason}" for entry in broken))
    return f"feed:broken:{sha256(told.encode()).hexdigest()[:16]}"
