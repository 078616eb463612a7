"""What may follow what: the five life tables, and the one function that looks an act up in them.

Read a row aloud: an OFFERED assignment, on ACCEPT by the LIAISON, becomes HANDLING, and the OFFICE is told
``assignments/accepted``. The tables are the only place where this stands; the README prints them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain import guards as g
from bot.domain.errors import Refused
from bot.domain.guards import Facts
from bot.domain.lives import Act as A
from bot.domain.lives import AssignmentState, CommitmentState, ProposalState, ReplyState, Role, SurveyState, Whose
from bot.domain.lives import Audience as To

__all__ = [
    "ASSIGNMENT",
    "COMMITMENT",
    "LIVES",
    "PROPOSAL",
    "REPLY",
    "SURVEY",
    "Life",
    "Move",
    "Role",
    "move",
    "rows_open_to",
]

O, L, C, D, B, S = Role.OFFICE, Role.LIAISON, Role.LEADER, Role.DEPUTY, Role.SUPERVISOR, Role.SYSTEM  # noqa: E741 - columns of the tables


@dataclass(frozen=True, slots=True)
class Move:
    """One row: at a state, an act by one of these roles becomes a state; who is told what; under which guards."""

    at: StrEnum
    act: A
    by: tuple[Role, ...]
    becomes: StrEnum
    told: Mapping[To, str]
    guards: tuple[Callable[[Facts], bool], ...] = ()
    whose: Whose = Whose.OWN


def _stays(
    states: tuple[StrEnum, ...],
    act: A,
    by: tuple[Role, ...],
    told: Mapping[To, str],
    guards: tuple[Callable[[Facts], bool], ...] = (),
) -> tuple[Move, ...]:
    """Rows of an act that may be done at each of these states and changes none of them."""
    return tuple(Move(state, act, by, state, told, guards) for state in states)


@dataclass(frozen=True, slots=True)
class Life:
    """One table with its name, the states a row may be born in, and the states in which it may rest for good."""

    name: str
    states: type[StrEnum]
    born: frozenset[StrEnum]
    ends: frozenset[StrEnum]
    moves: tuple[Move, ...]

    def row(self, state: StrEnum, act: A) -> Move | None:
        """The row for this state and act, or None where the table has none."""
        return _ROWS.get((self.name, state, act))


# fmt: off
P = ProposalState
_UNREAD = (P.SUBMITTED, P.FILED)  # by any unit
_UNANSWERED = (P.SUBMITTED, P.CHANGES, P.FILED, P.HANDLING)
_IN_HAND = (P.SUBMITTED, P.FILED, P.HANDLING, P.ANSWERED, P.MEETING)
_WITHDRAWN = dict.fromkeys((To.OFFICE, To.INITIATOR, To.COSIGNERS), "proposals/withdrawn")
_PROPOSAL = (
    #    at             act                   by      becomes        told                                          guard
    Move(P.DRAFT,       A.SUBMIT,             (D,),   P.SUBMITTED,   {To.OFFICE: "proposals/submitted"}),
    Move(P.DRAFT,       A.INVITE,             (D,),   P.SIGNING,     {To.INVITED: "proposals/asked_to_sign"}),
    Move(P.DRAFT,       A.WITHDRAW,           (D,),   P.WITHDRAWN,   {}),
    Move(P.SIGNING,     A.INVITE,             (D,),   P.SIGNING,     {To.INVITED: "proposals/asked_to_sign"},    (g.leads_the_proposal,)),
    Move(P.SIGNING,     A.SIGN,               (D,),   P.SIGNING,     {To.INITIATOR: "proposals/signed"},         (g.invited_to_sign, g.within_signing_term)),
    Move(P.SIGNING,     A.DECLINE,            (D,),   P.SIGNING,     {To.INITIATOR: "proposals/declined"},       (g.invited_to_sign,)),
    Move(P.SIGNING,     A.SUBMIT,             (D, S), P.SUBMITTED,   {To.OFFICE: "proposals/submitted", To.INITIATOR: "proposals/signing_over", To.COSIGNERS: "proposals/signing_over"}, (g.leads_the_proposal,)),
    Move(P.SIGNING,     A.WITHDRAW,           (D,),   P.WITHDRAWN,   {To.COSIGNERS: "proposals/withdrawn"},      (g.leads_the_proposal,)),
    Move(P.SUBMITTED,   A.FILE,               (O, S), P.FILED,       {To.PROPOSERS: "proposals/filed"}),
    Move(P.SUBMITTED,   A.REJECT,             (O,),   P.REJECTED,    {To.PROPOSERS: "proposals/rejected"}),
    Move(P.SUBMITTED,   A.TRANSFER,           (O,),   P.TRANSFERRED, {To.PROPOSERS: "proposals/transferred"}),
    Move(P.SUBMITTED,   A.MERGE,              (O,),   P.MERGED,      {To.PROPOSERS: "proposals/merged"},         (g.merges_into_an_open_case,)),
    Move(P.SUBMITTED,   A.RETURN_FOR_CHANGES, (O,),   P.CHANGES,     {To.PROPOSERS: "proposals/returned"}),
    Move(P.SUBMITTED,   A.WITHDRAW,           (D, S), P.WITHDRAWN,   _WITHDRAWN,                                 (g.leads_the_proposal, g.all_cosigners_consent)),
    Move(P.CHANGES,     A.SUBMIT,             (D,),   P.SUBMITTED,   {To.OFFICE: "proposals/submitted"},         (g.leads_the_proposal,)),
    Move(P.CHANGES,     A.WITHDRAW,           (D, S), P.WITHDRAWN,   _WITHDRAWN,                                 (g.leads_the_proposal, g.all_cosigners_consent)),
    Move(P.FILED,       A.ASSIGN,             (O,),   P.HANDLING,    {To.PROPOSERS: "proposals/assigned"}),
    Move(P.FILED,       A.MERGE,              (O,),   P.MERGED,      {To.PROPOSERS: "proposals/merged"},         (g.merges_into_an_open_case,)),
    Move(P.FILED,       A.WITHDRAW,           (D, S), P.WITHDRAWN,   _WITHDRAWN,                                 (g.leads_the_proposal, g.all_cosigners_consent)),
    Move(P.HANDLING,    A.ASSIGN,             (O,),   P.HANDLING,    {To.PROPOSERS: "proposals/reassigned"}),
    Move(P.HANDLING,    A.ANSWER,             (S,),   P.ANSWERED,    {},                                         (g.every_unit_has_answered,)),
    Move(P.HANDLING,    A.WITHDRAW,           (D, S), P.WITHDRAWN,   {**_WITHDRAWN, To.UNITS: "proposals/withdrawn"}, (g.leads_the_proposal, g.all_cosigners_consent)),
    Move(P.ANSWERED,    A.REHANDLE,           (O, S), P.HANDLING,    {To.PROPOSERS: "proposals/rehandled"},      (g.every_survey_is_over, g.a_round_is_left)),
    Move(P.ANSWERED,    A.MEET,               (O, S), P.MEETING,     {To.PROPOSERS: "proposals/meeting", To.OFFICE: "proposals/meeting"}),
    Move(P.ANSWERED,    A.CLOSE,              (O, S), P.CLOSED,      {To.PROPOSERS: "proposals/closed"},         (g.every_survey_is_over,)),
    Move(P.MEETING,     A.RECORD_MEETING,     (O,),   P.MEETING,     {To.PROPOSERS: "proposals/meeting_recorded", To.LEAD_UNIT: "proposals/meeting_recorded"}),
    Move(P.MEETING,     A.REHANDLE,           (O,),   P.HANDLING,    {To.PROPOSERS: "proposals/rehandled"}),
    Move(P.MEETING,     A.CLOSE,              (O,),   P.CLOSED,      {To.PROPOSERS: "proposals/closed"},         (g.meeting_is_recorded,)),
    Move(P.MERGED,      A.UNMERGE,            (O, S), P.SUBMITTED,   {To.PROPOSERS: "proposals/unmerged"}),
    Move(P.MERGED,      A.ARCHIVE,            (S,),   P.ARCHIVED,    {}),
    Move(P.CLOSED,      A.REOPEN,             (O,),   P.HANDLING,    {To.PROPOSERS: "proposals/reopened"}),
    Move(P.CLOSED,      A.ARCHIVE,            (O, S), P.ARCHIVED,    {}),
    *_stays(_UNREAD,     A.SIGN,             (O,),      {To.INITIATOR: "proposals/signed_on_paper", To.COSIGNERS: "proposals/signed_on_paper"}),
    *_stays(_UNANSWERED, A.ASK_WITHDRAW,     (D,),      {To.COSIGNERS: "proposals/asked_to_withdraw"}, (g.leads_the_proposal,)),
    *_stays(_UNANSWERED, A.CONSENT,          (D, O),    {To.INITIATOR: "proposals/consented"},         (g.withdrawal_is_asked,)),
    *_stays(_UNANSWERED, A.REFUSE_CONSENT,   (D, O),    {To.INITIATOR: "proposals/consent_refused"},   (g.withdrawal_is_asked,)),
    *_stays(_IN_HAND,    A.MARK_KEY,         (O,),      {To.SUPERVISOR: "proposals/key_named"}),
    *_stays(_IN_HAND,    A.UNMARK_KEY,       (O,),      {}),
    *_stays(_IN_HAND,    A.MARK_URGENT,      (O,),      {To.UNITS: "proposals/marked_urgent"}),
    *_stays(_IN_HAND,    A.UNMARK_URGENT,    (O,),      {}),
    *_stays(_IN_HAND,    A.MARK_SENSITIVE,   (O,),      {}),
    *_stays((*_IN_HAND, P.CHANGES), A.UNMARK_SENSITIVE, (O,), {}),
    *_stays((P.HANDLING,), A.URGE,           (D, B, O), {To.LEAD_UNIT: "proposals/urged", To.OFFICE: "proposals/urged"}, (g.not_urged_lately,)),
)

T = AssignmentState
_ASSIGNMENT = (
    #    at           act                   by      becomes       told                                                    guard
    Move(T.OFFERED,   A.ACCEPT,             (L,),   T.HANDLING,   {To.OFFICE: "assignments/accepted"}),
    Move(T.OFFERED,   A.ACCEPT_AND_SUGGEST, (L,),   T.HANDLING,   {To.OFFICE: "assignments/accepted_suggesting"}),
    Move(T.OFFERED,   A.RETURN,             (L,),   T.RETURNED,   {To.OFFICE: "assignments/returned"},                    (g.within_return_window,)),
    Move(T.OFFERED,   A.RETURN_AGAIN,       (L,),   T.DISPUTED,   {To.OFFICE: "assignments/disputed"},                    (g.within_return_window,)),
    Move(T.OFFERED,   A.CANCEL,             (O, S), T.CANCELLED,  {To.UNIT: "assignments/cancelled"}),
    Move(T.RETURNED,  A.UPHOLD,             (O,),   T.CANCELLED,  {To.UNIT: "assignments/return_upheld"}),
    Move(T.RETURNED,  A.INSIST,             (O,),   T.OFFERED,    {To.UNIT: "assignments/return_refused"}),
    Move(T.RETURNED,  A.CANCEL,             (S,),   T.CANCELLED,  {To.UNIT: "assignments/cancelled"}),
    Move(T.DISPUTED,  A.STATE_VIEW,         (L,),   T.DISPUTED,   {To.OFFICE: "assignments/view_stated"},                 (g.view_is_not_given,), Whose.PARTY),
    Move(T.DISPUTED,  A.RULE_MOVES,         (O,),   T.CANCELLED,  {To.UNIT: "assignments/ruled_moves"}),
    Move(T.DISPUTED,  A.RULE_STAYS,         (O,),   T.HANDLING,   {To.UNIT: "assignments/ruled_stays"}),
    Move(T.DISPUTED,  A.CANCEL,             (S,),   T.CANCELLED,  {To.UNIT: "assignments/cancelled"}),
    Move(T.HANDLING,  A.ASK_PROPOSER,       (L,),   T.PAUSED,     {To.PROPOSERS: "assignments/question"},                 (g.answers_the_case,)),
    Move(T.HANDLING,  A.ASK_EXTENSION,      (L,),   T.HANDLING,   {To.OFFICE: "assignments/extension_asked"},             (g.answers_the_case, g.no_extension_is_asked)),
    Move(T.HANDLING,  A.GRANT_EXTENSION,    (O,),   T.HANDLING,   {To.UNIT: "assignments/extension_granted", To.PROPOSERS: "assignments/extension_granted"}, (g.extension_is_asked, g.within_the_legal_cap)),
    Move(T.HANDLING,  A.REFUSE_EXTENSION,   (O,),   T.HANDLING,   {To.UNIT: "assignments/extension_refused"},             (g.extension_is_asked,)),
    Move(T.HANDLING,  A.DELIVER_OPINION,    (L,),   T.DONE,       {To.LEAD_UNIT: "assignments/opinion_delivered"},        (g.assists_only,)),
    Move(T.HANDLING,  A.ANSWER,             (O, S), T.DONE,       {}),
    Move(T.HANDLING,  A.CANCEL,             (O, S), T.CANCELLED,  {To.UNIT: "assignments/cancelled"}),
    Move(T.PAUSED,    A.RESUME,             (D, L, S), T.HANDLING,   {To.UNIT: "assignments/resumed"}),
    Move(T.PAUSED,    A.ANSWER,             (S,),   T.DONE,       {}),
    Move(T.PAUSED,    A.CANCEL,             (O, S), T.CANCELLED,  {To.UNIT: "assignments/cancelled"}),
    Move(T.DONE,      A.SEND_BACK_OPINION,  (L,),   T.HANDLING,   {To.UNIT: "assignments/opinion_sent_back"},             (g.assists_only, g.not_sent_back_before, g.lead_unit_is_writing), Whose.LEAD),
    *_stays((T.OFFERED, T.HANDLING),            A.OBJECT,            (D,), {To.OFFICE: "assignments/objected"},                (g.not_objected_before,)),
    *_stays((T.OFFERED, T.HANDLING),            A.DISMISS_OBJECTION, (O,), {To.PROPOSERS: "assignments/objection_dismissed"},  (g.objection_is_open,)),
    *_stays((T.HANDLING, T.PAUSED),             A.RECORD_CONTACT,    (L,), {To.PROPOSERS: "assignments/contact_recorded"},       (g.answers_the_case,)),
    *_stays((T.HANDLING, T.PAUSED, T.DONE),     A.CONFIRM_CONTACT,   (D,), {To.UNIT: "assignments/contact_confirmed"},           (g.contact_is_open,)),
    *_stays((T.HANDLING, T.PAUSED, T.DONE),     A.DENY_CONTACT,      (D,), {To.UNIT: "assignments/contact_denied", To.OFFICE: "assignments/contact_denied"}, (g.contact_is_open,)),
    *_stays((T.OFFERED, T.HANDLING, T.PAUSED),  A.WAIVE_CONTACT,     (D,), {To.UNIT: "assignments/contact_waived"},              (g.answers_the_case, g.proposers_wait_to_be_heard)),
)

R = ReplyState
_REPLY = (
    #    at            act                by      becomes       told                                                                    guard
    Move(R.DRAFTING,   A.SUBMIT,          (L,),   R.AT_LEADER,  {To.LEADERS: "replies/to_approve"},                                     (g.covers_every_request, g.proposers_were_heard, g.needs_no_countersign)),
    Move(R.DRAFTING,   A.ASK_COUNTERSIGN, (L,),   R.AT_UNITS,   {To.CO_UNITS: "replies/to_countersign"},                                (g.covers_every_request, g.proposers_were_heard)),
    Move(R.DRAFTING,   A.DROP,            (S,),   R.DROPPED,    {}),
    Move(R.AT_UNITS,   A.COUNTERSIGN,     (L,),   R.AT_UNITS,   {To.UNIT: "replies/countersigned"},                                     (g.not_signed_before,), Whose.CO),
    Move(R.AT_UNITS,   A.SEND_BACK,       (L,),   R.DRAFTING,   {To.UNIT: "replies/sent_back"},                                         (), Whose.CO),
    Move(R.AT_UNITS,   A.SUBMIT,          (S,),   R.AT_LEADER,  {To.LEADERS: "replies/to_approve"},                                     (g.every_unit_has_signed,)),
    Move(R.AT_UNITS,   A.TAKE_BACK,       (L,),   R.DRAFTING,   {To.CO_UNITS: "replies/taken_back"}),
    Move(R.AT_UNITS,   A.DROP,            (S,),   R.DROPPED,    {}),
    Move(R.AT_LEADER,  A.TAKE_BACK,       (L,),   R.DRAFTING,   {To.LEADERS: "replies/taken_back"},                                     (g.within_a_minute,)),
    Move(R.AT_LEADER,  A.PASS_ON,         (C,),   R.AT_LEADER,  {To.LEADERS: "replies/to_approve"},                                     (g.is_their_step, g.more_steps_follow)),
    Move(R.AT_LEADER,  A.APPROVE,         (C,),   R.AT_OFFICE,  {To.OFFICE: "replies/to_review", To.UNIT: "replies/approved"},          (g.is_their_step, g.is_the_last_step)),
    Move(R.AT_LEADER,  A.SEND_BACK,       (C,),   R.DRAFTING,   {To.UNIT: "replies/sent_back"},                                         (g.is_their_step,)),
    Move(R.AT_LEADER,  A.DROP,            (S,),   R.DROPPED,    {}),
    Move(R.AT_OFFICE,  A.CONSULT,         (O,),   R.AT_PROPOSERS, {To.PROPOSERS: "replies/draft_to_rate", To.UNIT: "replies/draft_out"},  (g.proposers_were_heard, g.opinions_are_due)),
    Move(R.AT_OFFICE,  A.ISSUE,           (O,),   R.ISSUED,     {To.PROPOSERS: "replies/issued", To.UNIT: "replies/issued_to_proposer"}, (g.proposers_were_heard, g.opinions_were_taken)),
    Move(R.AT_OFFICE,  A.HOLD,            (O,),   R.HELD,       {To.UNIT: "replies/held"},                                              (g.opinions_were_taken,)),
    Move(R.AT_OFFICE,  A.SEND_BACK,       (O,),   R.DRAFTING,   {To.UNIT: "replies/sent_back", To.LEADERS: "replies/sent_back"}),
    Move(R.AT_OFFICE,  A.DROP,            (S,),   R.DROPPED,    {}),
    Move(R.AT_PROPOSERS, A.TAKE_OPINIONS, (O, S), R.AT_OFFICE,  {To.OFFICE: "replies/opinions_in", To.UNIT: "replies/opinions_in"}),
    Move(R.AT_PROPOSERS, A.DROP,          (S,),   R.DROPPED,    {}),
    Move(R.HELD,       A.ISSUE,           (O,),   R.ISSUED,     {To.PROPOSERS: "replies/issued", To.UNIT: "replies/issued_to_proposer"}, (g.proposers_were_heard,)),
    Move(R.HELD,       A.SEND_BACK,       (O,),   R.DRAFTING,   {To.UNIT: "replies/sent_back", To.LEADERS: "replies/sent_back"}),
    Move(R.HELD,       A.DROP,            (S,),   R.DROPPED,    {}),
    Move(R.ISSUED,     A.CORRECT,         (O,),   R.ISSUED,     {To.PROPOSERS: "replies/corrected", To.UNIT: "replies/corrected"}),
    *_stays((R.AT_OFFICE, R.HELD), A.CHANGE_CLASS, (O,), {To.UNIT: "replies/class_changed", To.LEADERS: "replies/class_changed"}),
)

V = SurveyState
_SURVEY = (
    #    at       act       by      becomes    told                                                      guard
    Move(V.OPEN,  A.RATE,   (D,),   V.RATED,   {To.OFFICE: "surveys/rated", To.UNIT: "surveys/rated"},   (g.within_sitting_window,)),
    Move(V.OPEN,  A.LAPSE,  (S,),   V.LAPSED,  {To.OFFICE: "surveys/lapsed"}),
    Move(V.OPEN,  A.DROP,   (S,),   V.DROPPED, {}),
    Move(V.RATED, A.DROP,   (S,),   V.DROPPED, {}),
    Move(V.RATED, A.ASK_ANEW, (S,), V.OPEN,    {}),
    Move(V.LAPSED, A.ASK_ANEW, (S,), V.OPEN,   {}),
    Move(V.RATED, A.CHANGE, (D,),   V.RATED,   {To.OFFICE: "surveys/changed", To.UNIT: "surveys/changed"}, (g.within_sitting_window, g.within_survey_window, g.not_changed_before)),
)

K = CommitmentState
_COMMITMENT = (
    #    at            act         by     becomes        told
    Move(K.PROPOSED,   A.CONFIRM,  (L,),  K.OPEN,        {To.OFFICE: "commitments/confirmed", To.PROPOSERS: "commitments/promised"}),
    Move(K.PROPOSED,   A.DISCARD,  (L,),  K.DISCARDED,   {}),
    Move(K.OPEN,       A.REPORT,   (L,),  K.OPEN,        {To.OFFICE: "commitments/progress", To.PROPOSERS: "commitments/progress"}),
    Move(K.OPEN,       A.FULFIL,   (L,),  K.FULFILLED,   {To.OFFICE: "commitments/fulfilled", To.PROPOSERS: "commitments/fulfilled"}),
    Move(K.OPEN,       A.EXPLAIN,  (L,),  K.EXPLAINED,   {To.OFFICE: "commitments/explained", To.PROPOSERS: "commitments/explained"}),
    Move(K.OPEN,       A.CARRY,    (S,),  K.OPEN,        {To.OFFICE: "commitments/carried", To.UNIT: "commitments/carried"}),
    Move(K.FULFILLED,  A.REOPEN,   (O,),  K.OPEN,        {To.UNIT: "commitments/reopened"}),
    Move(K.EXPLAINED,  A.REOPEN,   (O,),  K.OPEN,        {To.UNIT: "commitments/reopened"}),
)
# fmt: on

PROPOSAL = Life(
    "proposal",
    ProposalState,
    frozenset({P.DRAFT, P.SUBMITTED, P.ARCHIVED}),
    frozenset({P.ARCHIVED, P.REJECTED, P.TRANSFERRED, P.WITHDRAWN}),
    _PROPOSAL,
)
ASSIGNMENT = Life("assignment", AssignmentState, frozenset({T.OFFERED}), frozenset({T.DONE, T.CANCELLED}), _ASSIGNMENT)
REPLY = Life("reply", ReplyState, frozenset({R.DRAFTING}), frozenset({R.ISSUED, R.DROPPED}), _REPLY)
SURVEY = Life("survey", SurveyState, frozenset({V.OPEN}), frozenset({V.RATED, V.LAPSED, V.DROPPED}), _SURVEY)
COMMITMENT = Life(
    "commitment",
    CommitmentState,
    frozenset({K.PROPOSED}),
    frozenset({K.FULFILLED, K.EXPLAINED, K.DISCARDED}),
    _COMMITMENT,
)

LIVES: tuple[Life, ...] = (PROPOSAL, ASSIGNMENT, REPLY, SURVEY, COMMITMENT)
_ROWS: dict[tuple[str, StrEnum, A], Move] = {(life.name, row.at, row.act): row for life in LIVES for row in life.moves}


def move(life: Life, state: StrEnum, act: A, by: Role, facts: Facts) -> Move:
    """The row that applies, or Refused: ``not_now`` (no such row), ``not_yours`` (another role), or the guard's own name.

    A role that has the act at other states, such as a leader who sends back what lies with the office already, hears
    ``not_now``.
    """
    row = life.row(state, act)
    if row is None:
        raise Refused("not_now", life=life.name, act=act, state=state)
    if by not in row.by:
        elsewhere = any(other.act is act and by in other.by for other in life.moves)
        raise Refused("not_now" if elsewhere else "not_yours", life=life.name, act=act, state=state)
    for guard in row.guards:
        if not guard(facts):
            raise Refused(guard.__name__, life=life.name, act=act, state=state, facts=facts)
    return row


def rows_open_to(life: Life, state: StrEnum, role: Role) -> list[Move]:
    """The rows that this role may try at this state, in the table's order; guards are asked when it is done."""
    return [row for row in life.moves if row.at == state and role in row.by]
