"""Cases of the same content are handled as one (并案): the merged one's proposers hear what the lead case comes to."""

from bot.domain.errors import Refused
from bot.domain.lives import Act, Audience, Role, SurveyState
from bot.services import facts, life, rounds, similar
from bot.turn import Turn
from store import people, surveys
from store import proposals as rows
from store.tables import Proposal

LEADS = similar.OPEN


def may_merge(turn: Turn, proposal: Proposal) -> None:
    """Raise Refused unless this person may merge the case into another, whichever that is."""
    life.may(turn, proposal, Act.MERGE, facts.of(turn, proposal, merges_well=True))
    if proposal.merged:
        raise Refused("leads_others", others=len(proposal.merged))


def leads(turn: Turn, proposal: Proposal) -> list[Proposal]:
    """The open cases that are like this one and may lead it, the likest first."""
    return [one.proposal for one in similar.of_case(turn, proposal, LEADS) if _fits(proposal, one.proposal)]


def check_lead(proposal: Proposal, lead: Proposal) -> None:
    """Raise Refused unless the one can be merged into the other."""
    if not _fits(proposal, lead):
        raise Refused("merges_into_an_open_case", proposal=lead)


def merge(turn: Turn, proposal: Proposal, lead: Proposal) -> None:
    """Handle the case with the lead case from now on; its proposers and the lead's units are told."""
    may_merge(turn, proposal)
    check_lead(proposal, rows.to_write(turn.work, lead.id))
    known = facts.of(turn, proposal, merges_well=True)
    life.do(turn, proposal, Act.MERGE, known, sets={"merged_into": lead.id}, lead=lead)
    proposal.lead = lead
    turn.work.flush()
    turn.tell(life.hearers(turn, Audience.UNITS, lead), "filing/joined_case", proposal=lead, case=proposal)
    turn.answer("filing/merged", edit=True, proposal=proposal, lead=lead)


def take_out(turn: Turn, proposal: Proposal, *, clock: bool = False) -> None:
    """The case goes its own way again: it is reviewed anew, and keeps its number if it had one."""
    lead = proposal.lead
    life.do(turn, proposal, Act.UNMERGE, clock=clock, sets={"merged_into": None})
    proposal.lead = None
    turn.work.flush()
    if lead is not None:
        _drop_surveys(turn, lead)
    if clock:
        turn.tell(people.with_role(turn.work, Role.OFFICE), "proposals/submitted", proposal=proposal)
    else:
        turn.answer("filing/unmerged", edit=True, proposal=proposal)


def _fits(proposal: Proposal, lead: Proposal) -> bool:
    return lead.id != proposal.id and lead.state in LEADS and lead.merged_into is None


def _drop_surveys(turn: Turn, lead: Proposal) -> None:
    """Whoever has gone with his case is not asked about the lead's replies any more."""
    staying = {person.id for person in people.proposers(turn.work, lead.id)}
    gone = [
        survey
        for survey in surveys.of_round(turn.work, lead)
        if survey.state is SurveyState.OPEN and survey.person_id not in staying
    ]
    for survey in gone:
        life.do(turn, survey, Act.DROP, clock=True)
    if gone:
        rounds.settle(turn, lead)
