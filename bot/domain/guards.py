"""The last column of the life tables: conditions named like sentences, asked of the facts of one case at one moment."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.lives import Part

TAKE_BACK = timedelta(seconds=60)
ROUNDS = 2  # a third round goes to a meeting with the proposer instead


@dataclass(frozen=True, slots=True)
class Facts:
    """What the guards look at; a service fills in what its act is about, all moments aware and in UTC."""

    now: datetime | None = None
    window_ends: datetime | None = None
    since: datetime | None = None
    opens: datetime | None = None  # of the time in which a whole sitting is rated
    closes: datetime | None = None
    changed: bool = False  # whether a rating was changed already
    part: Part = Part.LEAD
    round: int = 1
    requests: frozenset[int] = field(default=frozenset())
    answered: frozenset[int] = field(default=frozenset())
    units_open: int = 0
    unsigned: int = 0
    surveys_open: int = 0
    consents_missing: int = 0
    sent_back: bool = False
    beyond_cap: bool = False
    leads: bool = True  # whether who acts is the proposer who leads
    invited: bool = False  # whether he was asked to sign and has neither signed nor declined
    withdrawal_asked: bool = False
    merges_well: bool = False
    recorded: bool = False
    urged: bool = False
    objected: bool = False
    objection_open: bool = False
    view_given: bool = False
    extension_asked: bool = False
    heard: bool = True  # whether the proposers were spoken to, or need not be
    contact_open: bool = False  # whether a proposer has yet to say that a contact took place
    lead_writes: bool = True  # whether a unit that answers has the case in hand and its reply not submitted
    countersigned_first: bool = False  # whether the co-units have to sign before the unit's leaders approve
    opinions_due: bool = False  # whether the policy has a draft rated, and this one was not sent out for it yet
    signed: bool = False
    their_step: bool = True
    steps_left: int = 0


def _not_after(now: datetime | None, end: datetime | None) -> bool:
    return now is None or end is None or now <= end


def within_return_window(facts: Facts) -> bool:
    """A unit may return a case only inside the window of its session (domain 1.5); later it must handle it."""
    return _not_after(facts.now, facts.window_ends)


def within_survey_window(facts: Facts) -> bool:
    """A rating may be changed while its survey is open for answers."""
    return _not_after(facts.now, facts.window_ends)


def within_sitting_window(facts: Facts) -> bool:
    """Where the office set a time for the ratings of a sitting, they are taken in that time only (松阳 has two)."""
    return (facts.now is None or facts.opens is None or facts.now >= facts.opens) and _not_after(
        facts.now, facts.closes
    )


def not_changed_before(facts: Facts) -> bool:
    """A rating may be changed once."""
    return not facts.changed


def within_a_minute(facts: Facts) -> bool:
    """A submitted reply may be taken back for 60 seconds."""
    return facts.now is not None and facts.since is not None and facts.now - facts.since <= TAKE_BACK


def within_the_legal_cap(facts: Facts) -> bool:
    """No extension goes beyond six months from the assignment (代表法 Art. 51)."""
    return not facts.beyond_cap


def covers_every_request(facts: Facts) -> bool:
    """A reply answers each numbered request, or says why it is not the unit's, before it may leave the drafter."""
    return bool(facts.requests) and facts.requests <= facts.answered


def every_unit_has_answered(facts: Facts) -> bool:
    """A proposal is answered when no unit that answers is still open."""
    return facts.units_open == 0


def every_unit_has_signed(facts: Facts) -> bool:
    """A reply leaves the co-units when the last of them has countersigned."""
    return facts.unsigned == 0


def every_survey_is_over(facts: Facts) -> bool:
    """A case closes when no proposer is still being asked."""
    return facts.surveys_open == 0


def a_round_is_left(facts: Facts) -> bool:
    """After the second round a case goes to a meeting, not to a third round."""
    return facts.round < ROUNDS


def all_cosigners_consent(facts: Facts) -> bool:
    """A jointly signed proposal is withdrawn only with everybody's consent (上海 Art. 10)."""
    return facts.consents_missing == 0


def assists_only(facts: Facts) -> bool:
    """An opinion is what a co-unit delivers; a unit that answers writes a reply."""
    return facts.part is Part.CO


def answers_the_case(facts: Facts) -> bool:
    """The unit that answers speaks with the proposers and asks for time; a co-unit gives it an opinion (domain 1.6)."""
    return facts.part is not Part.CO


def lead_unit_is_writing(facts: Facts) -> bool:
    """An opinion is of use until the reply it belongs in has left the unit that answers."""
    return facts.lead_writes


def not_sent_back_before(facts: Facts) -> bool:
    """The lead unit may send an opinion back once (重庆: no substance, 5 workdays to redo)."""
    return not facts.sent_back


def leads_the_proposal(facts: Facts) -> bool:
    """Only the proposer who leads invites, submits and withdraws; the others sign and consent."""
    return facts.leads


def invited_to_sign(facts: Facts) -> bool:
    """Only who was invited signs or declines, and once."""
    return facts.invited


def within_signing_term(facts: Facts) -> bool:
    """A signature counts until the end of the signing term (朝天: 必须在截止时间以前签名,方为有效)."""
    return _not_after(facts.now, facts.window_ends)


def withdrawal_is_asked(facts: Facts) -> bool:
    """There is something to consent to."""
    return facts.withdrawal_asked


def merges_into_an_open_case(facts: Facts) -> bool:
    """A case is merged into another one that is still to be answered, and that is not merged itself."""
    return facts.merges_well


def meeting_is_recorded(facts: Facts) -> bool:
    """What a meeting came to is written down before the case is closed."""
    return facts.recorded


def not_urged_lately(facts: Facts) -> bool:
    """A case is urged once in a few days, so that an urging keeps its weight."""
    return not facts.urged


def not_objected_before(facts: Facts) -> bool:
    """A proposer may object to a unit once (上海 Art. 14)."""
    return not facts.objected


def objection_is_open(facts: Facts) -> bool:
    """There is an objection that the office has not answered."""
    return facts.objection_open


def view_is_not_given(facts: Facts) -> bool:
    """A unit says once what it thinks of a case that came back twice, before the office rules (裁定)."""
    return not facts.view_given


def no_extension_is_asked(facts: Facts) -> bool:
    """One request for more time is decided before the next."""
    return not facts.extension_asked


def extension_is_asked(facts: Facts) -> bool:
    """There is a request for more time to decide."""
    return facts.extension_asked


def proposers_were_heard(facts: Facts) -> bool:
    """Where the policy wants it, the proposers are spoken to before the reply, or have waived it (代表法 Art. 51)."""
    return facts.heard


def proposers_wait_to_be_heard(facts: Facts) -> bool:
    """Who was spoken to already, or need not be, has nothing to waive."""
    return not facts.heard


def opinions_are_due(facts: Facts) -> bool:
    """A draft goes to the proposers with the form of opinions where the policy says so, and once (佳县)."""
    return facts.opinions_due


def opinions_were_taken(facts: Facts) -> bool:
    """Where the draft is rated, the reply leaves only after the proposers were asked about it (佳县: 初稿 first)."""
    return not facts.opinions_due


def contact_is_open(facts: Facts) -> bool:
    """A recorded contact is confirmed or denied once, by one of the proposers."""
    return facts.contact_open


def needs_no_countersign(facts: Facts) -> bool:
    """Where the policy wants it, the co-units sign first (朝天: 协办未会签 不能提交审核)."""
    return not facts.countersigned_first


def not_signed_before(facts: Facts) -> bool:
    """A co-unit signs one version once."""
    return not facts.signed


def is_their_step(facts: Facts) -> bool:
    """A step of the approval chain belongs to those who hold it."""
    return facts.their_step


def more_steps_follow(facts: Facts) -> bool:
    """An approval that is not the last hands the reply on."""
    return facts.steps_left > 0


def is_the_last_step(facts: Facts) -> bool:
    """The last approval of the chain hands the reply to the office."""
    return facts.steps_left == 0
