"""What the office decides about a case that came in: it is filed with a number, or not, and the proposer hears why."""

from collections.abc import Callable, Collection, Sequence

from bot.domain.lives import Act, Audience
from bot.services import life, policies, similar
from bot.turn import Turn
from store import proposals
from store.people import Who
from store.tables import Proposal

OTHER = "other"  # the reason that is written each time
SHOWN = 20  # cases named in one letter


def file(turn: Turn, proposal: Proposal) -> None:
    """Give the case the next number of its sitting (立案), unless it brought one along."""
    _file(turn, proposal)
    similar.index(turn, [proposal])


def _file(turn: Turn, proposal: Proposal, knowing: Collection[Audience] = ()) -> None:
    life.may(turn, proposal, Act.FILE)
    number = proposal.number or proposals.next_number(turn.work, proposal.sitting_id)
    life.do(turn, proposal, Act.FILE, sets={"number": number, "filed_at": turn.now}, knowing=knowing)


def file_all(turn: Turn, cases: Sequence[Proposal], progress: Callable[[int, int], None]) -> None:
    """File every case of a list that was indexed before; whoever proposed several gets one letter that names them."""
    own: dict[int, list[Proposal]] = {}
    people: dict[int, Who] = {}
    for done, proposal in enumerate(cases, start=1):
        _file(turn, proposal, {Audience.PROPOSERS})
        for person in life.hearers(turn, Audience.PROPOSERS, proposal):
            people[person.id] = person
            own.setdefault(person.id, []).append(proposal)
        progress(done, len(cases))
    for person_id, filed in own.items():
        if len(filed) == 1:
            turn.tell([people[person_id]], "proposals/filed", proposal=filed[0])
        else:
            some = filed[:SHOWN]
            turn.tell([people[person_id]], "proposals/filed_several", proposals=some, count=len(filed))


def reasons(turn: Turn, proposal: Proposal) -> list[str]:
    """Why a case of its sitting may not be filed: keys of words.toml's ``reject_reasons``."""
    return list(policies.of(turn, proposal).policy.reject_reasons)


def reject(turn: Turn, proposal: Proposal, reason: str, remark: str = "") -> None:
    """Do not file the case (不予立案), for one of its ``reasons``; OTHER comes with a remark."""
    proposal.reason = remark or turn.voice.word(turn.config.office.language, "reject_reasons", reason)
    life.do(turn, proposal, Act.REJECT, reason=reason, remark=remark)


def return_for_changes(turn: Turn, proposal: Proposal, remark: str) -> None:
    """Ask the proposer to change the case and submit it again."""
    proposal.reason = remark
    life.do(turn, proposal, Act.RETURN_FOR_CHANGES, remark=remark)


def transfer(turn: Turn, proposal: Proposal, remark: str) -> None:
    """Pass the case on as public opinion instead (转社情民意)."""
    proposal.reason = remark
    life.do(turn, proposal, Act.TRANSFER, remark=remark)
