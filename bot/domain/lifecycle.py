"""What may follow what: the four life tables, and the one function that looks an act up in them.

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
from bot.domain.lives import AssignmentState, ProposalState, ReplyState, Role, SurveyState
from bot.domain.lives import Audience as To

__all__ = ["ASSIGNMENT", "LIVES", "PROPOSAL", "REPLY", "SURVEY", "Life", "Move", "Role", "acts_open_to", "move"]

O, L, C, D, S = Role.OFFICE, Role.LIAISON, Role.LEADER, Role.DEPUTY, Role.SYSTEM  # noqa: E741 - columns of the tables


@dataclass(frozen=True, slots=True)
class Move:
    """One row: at a state, an act by one of these roles becomes a state; who is told what; under which guards."""

    at: StrEnum
    act: A
    by: tuple[Role, ...]
    becomes: StrEnum
    told: Mapping[To, str]
    guards: tuple[Callable[[Facts], bool], ...] = ()


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
_PROPOSAL = (
    #    at             act                   by      becomes        told                                          guard
    Move(P.DRAFT,       A.SUBMIT,             (D,),   P.SUBMITTED,   {To.OFFICE: "proposals/submitted"}),
    Move(P.DRAFT,       A.INVITE,             (D,),   P.SIGNING,     {To.COSIGNERS: "proposals/asked_to_sign"}),
    Move(P.DRAFT,       A.WITHDRAW,           (D,),   P.WITHDRAWN,   {}),
    Move(P.SIGNING,     A.SUBMIT,             (D, S), P.SUBMITTED,   {To.OFFICE: "proposals/submitted"}),
    Move(P.SIGNING,     A.WITHDRAW,           (D,),   P.WITHDRAWN,   {To.COSIGNERS: "proposals/withdrawn"},      (g.all_cosigners_consent,)),
    Move(P.SUBMITTED,   A.FILE,               (O, S), P.FILED,       {To.PROPOSERS: "proposals/filed"}),
    Move(P.SUBMITTED,   A.REJECT,             (O,),   P.REJECTED,    {To.PROPOSERS: "proposals/rejected"}),
    Move(P.SUBMITTED,   A.TRANSFER,           (O,),   P.TRANSFERRED, {To.PROPOSERS: "proposals/transferred"}),
    Move(P.SUBMITTED,   A.MERGE,              (O,),   P.MERGED,      {To.PROPOSERS: "proposals/merged"}),
    Move(P.SUBMITTED,   A.RETURN_FOR_CHANGES, (O,),   P.CHANGES,     {To.PROPOSERS: "proposals/returned"}),
    Move(P.SUBMITTED,   A.WITHDRAW,           (D,),   P.WITHDRAWN,   {To.OFFICE: "proposals/withdrawn"},         (g.all_cosigners_consent,)),
    Move(P.CHANGES,     A.SUBMIT,             (D,),   P.SUBMITTED,   {To.OFFICE: "proposals/submitted"}),
    Move(P.CHANGES,     A.WITHDRAW,           (D,),   P.WITHDRAWN,   {To.OFFICE: "proposals/withdrawn"},         (g.all_cosigners_consent,)),
    Move(P.FILED,       A.ASSIGN,             (O,),   P.HANDLING,    {To.PROPOSERS: "proposals/assigned"}),
    Move(P.FILED,       A.MERGE,              (O,),   P.MERGED,      {To.PROPOSERS: "proposals/merged"}),
    Move(P.FILED,       A.WITHDRAW,           (D,),   P.WITHDRAWN,   {To.OFFICE: "proposals/withdrawn"},         (g.all_cosigners_consent,)),
    Move(P.HANDLING,    A.ASSIGN,             (O,),   P.HANDLING,    {To.PROPOSERS: "proposals/reassigned"}),
    Move(P.HANDLING,    A.ANSWER,             (S,),   P.ANSWERED,    {},                                         (g.every_unit_has_answered,)),
    Move(P.HANDLING,    A.WITHDRAW,           (D,),   P.WITHDRAWN,   {To.OFFICE: "proposals/withdrawn", To.UNITS: "proposals/withdrawn"}, (g.all_cosigners_consent,)),
    Move(P.ANSWERED,    A.REHANDLE,           (O, S), P.HANDLING,    {To.PROPOSERS: "proposals/rehandled"},      (g.every_survey_is_over, g.a_round_is_left)),
    Move(P.ANSWERED,    A.MEET,               (O, S), P.MEETING,     {To.PROPOSERS: "proposals/meeting", To.OFFICE: "proposals/meeting"}),
    Move(P.ANSWERED,    A.CLOSE,              (O, S), P.CLOSED,      {To.PROPOSERS: "proposals/closed"},         (g.every_survey_is_over,)),
    Move(P.MEETING,     A.REHANDLE,           (O,),   P.HANDLING,    {To.PROPOSERS: "proposals/rehandled"}),
    Move(P.MEETING,     A.CLOSE,              (O,),   P.CLOSED,      {To.PROPOSERS: "proposals/closed"}),
    Move(P.MERGED,      A.UNMERGE,            (O,),   P.SUBMITTED,   {To.PROPOSERS: "proposals/unmerged"}),
    Move(P.CLOSED,      A.REOPEN,             (O,),   P.HANDLING,    {To.PROPOSERS: "proposals/reopened"}),
    Move(P.CLOSED,      A.ARCHIVE,            (O, S), P.ARCHIVED,    {}),
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
    Move(T.DISPUTED,  A.RULE_MOVES,         (O,),   T.CANCELLED,  {To.UNIT: "assignments/ruled_moves"}),
    Move(T.DISPUTED,  A.RULE_STAYS,         (O,),   T.HANDLING,   {To.UNIT: "assignments/ruled_stays"}),
    Move(T.DISPUTED,  A.CANCEL,             (S,),   T.CANCELLED,  {To.UNIT: "assignments/cancelled"}),
    Move(T.HANDLING,  A.ASK_PROPOSER,       (L,),   T.PAUSED,     {To.PROPOSERS: "assignments/question"}),
    Move(T.HANDLING,  A.ASK_EXTENSION,      (L,),   T.HANDLING,   {To.OFFICE: "assignments/extension_asked"}),
    Move(T.HANDLING,  A.GRANT_EXTENSION,    (O,),   T.HANDLING,   {To.UNIT: "assignments/extension_granted", To.PROPOSERS: "assignments/extension_granted"}, (g.within_the_legal_cap,)),
    Move(T.HANDLING,  A.REFUSE_EXTENSION,   (O,),   T.HANDLING,   {To.UNIT: "assignments/extension_refused"}),
    Move(T.HANDLING,  A.DELIVER_OPINION,    (L,),   T.DONE,       {To.LEAD_UNIT: "assignments/opinion_delivered"},        (g.assists_only,)),
    Move(T.HANDLING,  A.ANSWER,             (S,),   T.DONE,       {}),
    Move(T.HANDLING,  A.CANCEL,             (O, S), T.CANCELLED,  {To.UNIT: "assignments/cancelled"}),
    Move(T.PAUSED,    A.RESUME,             (D, S), T.HANDLING,   {To.UNIT: "assignments/resumed"}),
    Move(T.PAUSED,    A.ANSWER,             (S,),   T.DONE,       {}),
    Move(T.PAUSED,    A.CANCEL,             (O, S), T.CANCELLED,  {To.UNIT: "assignments/cancelled"}),
    Move(T.DONE,      A.SEND_BACK_OPINION,  (L,),   T.HANDLING,   {To.CO_UNITS: "assignments/opinion_sent_back"},         (g.not_sent_back_before,)),
)

R = ReplyState
_REPLY = (
    #    at            act                by      becomes       told                                                                    guard
    Move(R.DRAFTING,   A.SUBMIT,          (L,),   R.AT_LEADER,  {To.LEADERS: "replies/to_approve"},                                     (g.covers_every_request,)),
    Move(R.DRAFTING,   A.ASK_COUNTERSIGN, (L,),   R.AT_UNITS,   {To.CO_UNITS: "replies/to_countersign"},                                (g.covers_every_request,)),
    Move(R.DRAFTING,   A.DROP,            (S,),   R.DROPPED,    {}),
    Move(R.AT_UNITS,   A.COUNTERSIGN,     (L,),   R.AT_LEADER,  {To.LEADERS: "replies/to_approve"},                                     (g.every_unit_has_signed,)),
    Move(R.AT_UNITS,   A.SEND_BACK,       (L,),   R.DRAFTING,   {To.UNIT: "replies/sent_back"}),
    Move(R.AT_UNITS,   A.DROP,            (S,),   R.DROPPED,    {}),
    Move(R.AT_LEADER,  A.TAKE_BACK,       (L,),   R.DRAFTING,   {To.LEADERS: "replies/taken_back"},                                     (g.within_a_minute,)),
    Move(R.AT_LEADER,  A.PASS_ON,         (C,),   R.AT_LEADER,  {To.LEADERS: "replies/to_approve"}),
    Move(R.AT_LEADER,  A.APPROVE,         (C,),   R.AT_OFFICE,  {To.OFFICE: "replies/to_review", To.UNIT: "replies/approved"}),
    Move(R.AT_LEADER,  A.SEND_BACK,       (C,),   R.DRAFTING,   {To.UNIT: "replies/sent_back"}),
    Move(R.AT_LEADER,  A.DROP,            (S,),   R.DROPPED,    {}),
    Move(R.AT_OFFICE,  A.ISSUE,           (O,),   R.ISSUED,     {To.PROPOSERS: "replies/issued", To.UNIT: "replies/issued_to_proposer"}),
    Move(R.AT_OFFICE,  A.HOLD,            (O,),   R.HELD,       {To.UNIT: "replies/held"}),
    Move(R.AT_OFFICE,  A.SEND_BACK,       (O,),   R.DRAFTING,   {To.UNIT: "replies/sent_back", To.LEADERS: "replies/sent_back"}),
    Move(R.AT_OFFICE,  A.DROP,            (S,),   R.DROPPED,    {}),
    Move(R.HELD,       A.ISSUE,           (O,),   R.ISSUED,     {To.PROPOSERS: "replies/issued", To.UNIT: "replies/issued_to_proposer"}),
    Move(R.HELD,       A.SEND_BACK,       (O,),   R.DRAFTING,   {To.UNIT: "replies/sent_back", To.LEADERS: "replies/sent_back"}),
    Move(R.HELD,       A.DROP,            (S,),   R.DROPPED,    {}),
    Move(R.ISSUED,     A.CORRECT,         (O,),   R.ISSUED,     {To.PROPOSERS: "replies/corrected", To.UNIT: "replies/corrected"}),
)

V = SurveyState
_SURVEY = (
    #    at       act       by      becomes    told                                                      guard
    Move(V.OPEN,  A.RATE,   (D,),   V.RATED,   {To.OFFICE: "surveys/rated", To.UNIT: "surveys/rated"}),
    Move(V.OPEN,  A.LAPSE,  (S,),   V.LAPSED,  {To.OFFICE: "surveys/lapsed"}),
    Move(V.OPEN,  A.DROP,   (S,),   V.DROPPED, {}),
    Move(V.RATED, A.CHANGE, (D,),   V.RATED,   {To.OFFICE: "surveys/changed", To.UNIT: "surveys/changed"}, (g.within_survey_window,)),
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

LIVES: tuple[Life, ...] = (PROPOSAL, ASSIGNMENT, REPLY, SURVEY)
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


def acts_open_to(life: Life, state: StrEnum, role: Role) -> list[A]:
    """The acts that this role may try at this state, in the table's order; guards are asked when it is done."""
    return [row.act for row in life.moves if row.at == state and role in row.by]
