"""What the guards of the reply's table ask about it, as far as its present state makes somebody ask."""

from dataclasses import replace

from bot.domain.guards import Facts
from bot.domain.lives import ReplyState, Role
from bot.services import chain, policies
from bot.turn import Turn
from store import countersigns, surveys
from store import replies as rows
from store.tables import Reply


def of(turn: Turn, reply: Reply) -> Facts:
    """The facts of a reply for whoever asks now."""
    facts = Facts(since=reply.submitted_at)
    match reply.state:
        case ReplyState.DRAFTING:
            return _drafting(turn, reply, facts)
        case ReplyState.AT_UNITS:
            return _at_units(turn, reply, facts)
        case ReplyState.AT_LEADER:
            who = turn.who
            theirs = who is None or who.role is not Role.LEADER or chain.holds(turn, reply, who)
            return replace(facts, their_step=theirs, steps_left=chain.left(turn, reply))
        case ReplyState.AT_OFFICE:
            return replace(facts, opinions_due=opinions_due(turn, reply))
        case _:
            return facts


def opinions_due(turn: Turn, reply: Reply) -> bool:
    """Whether the draft is to be rated before the reply is issued, and the proposers were not asked yet (佳县).

    A sitting that the office has rated in one common time is rated then; what is said orally has no draft to read; and
    whoever does not use the bot is asked on paper.
    """
    proposal = reply.assignment.proposal
    if reply.opinions_asked_at is not None or proposal.answered_orally or proposal.sitting.survey_until is not None:
        return False
    policy = policies.of(turn, proposal).policy
    all_of_them = policy.survey_asks == "all"
    return policy.survey_timing == "draft" and bool(surveys.raters(turn.work, proposal.id, all_of_them=all_of_them))


def _drafting(turn: Turn, reply: Reply, facts: Facts) -> Facts:
    saved, share = rows.answers(turn.work, reply), reply.assignment
    asked = rows.to_answer(turn.work, share)
    first = policies.of(turn, share.proposal).policy.countersign and bool(countersigns.units(turn.work, share))
    return replace(
        facts,
        requests=frozenset(request.position for request in asked),
        answered=frozenset(one.position for one in asked if one.id in saved and saved[one.id].text),
        countersigned_first=first,
    )


def _at_units(turn: Turn, reply: Reply, facts: Facts) -> Facts:
    signed = countersigns.signed(turn.work, reply)
    unsigned = sum(unit.id not in signed for unit in countersigns.units(turn.work, reply.assignment))
    return replace(facts, unsigned=unsigned, signed=turn.who is not None and turn.who.unit_id in signed)
