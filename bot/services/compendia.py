"""The compendium for publication: what the proposers let be published, without anybody's ways of contact."""

from bot.documents import forms, reports, scrub
from bot.domain.lives import Kind
from bot.domain.lives import ReplyState as R
from bot.intake.typed import unnumbered
from bot.services import letters
from bot.services import replies as read
from bot.services.letters import full_name, paragraphs, word
from bot.turn import Turn
from store import cards, papers
from store.tables import Proposal, PublishedReply, Reply, Sitting

FULL, TITLE = "full", "title"  # proposal.openness; of anything else nothing is published


def compendium(turn: Turn, sitting: Sitting, kind: Kind) -> reports.Compendium:
    """The cases of a sitting and kind that were filed, but not sensitive ones and those that are not to be public."""
    cases = [case for case in papers.filed(turn.work, sitting.id) if case.kind is kind]
    whole = [case for case in cases if case.openness == FULL]
    imported = papers.printed(turn.work, {case.id for case in whole})
    return reports.Compendium(
        sitting=sitting.name,
        kind=word(turn, "kinds", kind),
        cases=tuple(_printed(turn, case, imported.get(case.id, [])) for case in whole),
        titles=tuple(_clean(case.title) for case in cases if case.openness == TITLE),
    )


def _printed(turn: Turn, case: Proposal, imported: list[PublishedReply]) -> reports.PrintedCase:
    words = forms.table()["compendium_text"]
    issued = [reply for reply in cards.replies(turn.work, case.id) if reply.state is R.ISSUED]
    own = tuple(reports.PrintedReply(_said(turn, reply), _signed(turn, reply)) for reply in issued)
    old = tuple(reports.PrintedReply(_lines(reply.text), tuple(reply.signed_by)) for reply in imported)
    return reports.PrintedCase(
        title=_clean(case.title),
        proposers=tuple(proposer.name for proposer in case.proposers),
        proposer_label=words["labels"][case.kind.value],
        addressed=letters.addressed(case),
        background=_lines(case.background),
        requests=tuple("".join(_lines(unnumbered(request.text, request.position))) for request in case.requests),
        replies=old + own,
    )


def _signed(turn: Turn, reply: Reply) -> tuple[str, ...]:
    return tuple(full_name(unit) for unit in (reply.assignment.unit, *read.co_signers(turn, reply)))


def _said(turn: Turn, reply: Reply) -> tuple[str, ...]:
    """The answers one below the other; where there are several each says which request it is about."""
    points = read.points(turn.work, reply)
    point = forms.table()["compendium_text"]["point"]
    return tuple(
        point.format(place=found.position, text=line) if first and len(points) > 1 else line
        for found in points
        for first, line in ((number == 0, line) for number, line in enumerate(_lines(found.text)))
    )


def _lines(text: str) -> tuple[str, ...]:
    return paragraphs(_clean(text))


def _clean(text: str) -> str:
    return scrub.scrubbed(text, forms.table()["compendium_text"]["removed"])
