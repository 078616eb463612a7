"""The states, acts and roles of the five lives: proposal, assignment, reply, survey and commitment."""

from enum import StrEnum


class Role(StrEnum):
    """Who a person is to the office; SYSTEM is the clock and the consequences of other acts."""

    OFFICE = "office"
    LIAISON = "liaison"
    LEADER = "leader"
    DEPUTY = "deputy"
    SUPERVISOR = "supervisor"
    SYSTEM = "system"


class Audience(StrEnum):
    """Who hears of a step, seen from the case."""

    OFFICE = "office"
    UNIT = "unit"  # the liaisons of the assignment's own unit
    LEADERS = "leaders"  # the leaders of that unit
    UNITS = "units"  # the liaisons of every unit that holds an open assignment
    LEAD_UNIT = "lead_unit"  # the liaisons of the units that answer
    CO_UNITS = "co_units"  # the liaisons of the units that assist
    PROPOSERS = "proposers"
    INITIATOR = "initiator"  # the proposer who leads (领衔)
    COSIGNERS = "cosigners"
    INVITED = "invited"  # those whom this very act asks to sign
    SUPERVISOR = "supervisor"  # whose name a key case carries (督办领导)


class ProposalState(StrEnum):
    """Where a proposal stands (收, 审查立案, 交办, 答复, 办结, 归档)."""

    DRAFT = "draft"
    SIGNING = "signing"
    SUBMITTED = "submitted"
    CHANGES = "changes"
    FILED = "filed"
    HANDLING = "handling"
    ANSWERED = "answered"
    MEETING = "meeting"
    CLOSED = "closed"
    ARCHIVED = "archived"
    REJECTED = "rejected"
    TRANSFERRED = "transferred"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


class AssignmentState(StrEnum):
    """Where one unit's share of one round stands (交办, 签收, 退办, 办理)."""

    OFFERED = "offered"
    HANDLING = "handling"
    PAUSED = "paused"
    RETURNED = "returned"
    DISPUTED = "disputed"
    DONE = "done"
    CANCELLED = "cancelled"


class ReplyState(StrEnum):
    """Where a unit's reply stands (拟稿, 会签, 审核, 征求意见, 签发)."""

    DRAFTING = "drafting"
    AT_UNITS = "at_units"
    AT_LEADER = "at_leader"
    AT_OFFICE = "at_office"
    HELD = "held"
    AT_PROPOSERS = "at_proposers"
    ISSUED = "issued"
    DROPPED = "dropped"


class SurveyState(StrEnum):
    """Where one proposer's rating of one reply stands (满意度测评)."""

    OPEN = "open"
    RATED = "rated"
    LAPSED = "lapsed"
    DROPPED = "dropped"


class CommitmentState(StrEnum):
    """Where a promise made in a reply stands (承诺事项)."""

    PROPOSED = "proposed"
    OPEN = "open"
    FULFILLED = "fulfilled"
    EXPLAINED = "explained"
    DISCARDED = "discarded"


class Act(StrEnum):
    """What can be done to a case; which of them, when and by whom, stands in the tables only."""

    SUBMIT = "submit"
    INVITE = "invite"
    SIGN = "sign"
    DECLINE = "decline"
    FILE = "file"
    REJECT = "reject"
    TRANSFER = "transfer"
    RETURN_FOR_CHANGES = "return_for_changes"
    MERGE = "merge"
    UNMERGE = "unmerge"
    ASK_WITHDRAW = "ask_withdraw"
    CONSENT = "consent"
    REFUSE_CONSENT = "refuse_consent"
    WITHDRAW = "withdraw"
    MARK_KEY = "mark_key"
    UNMARK_KEY = "unmark_key"
    MARK_URGENT = "mark_urgent"
    UNMARK_URGENT = "unmark_urgent"
    MARK_SENSITIVE = "mark_sensitive"
    UNMARK_SENSITIVE = "unmark_sensitive"
    URGE = "urge"
    ASSIGN = "assign"
    ANSWER = "answer"
    REHANDLE = "rehandle"
    MEET = "meet"
    RECORD_MEETING = "record_meeting"
    CLOSE = "close"
    REOPEN = "reopen"
    ARCHIVE = "archive"

    ACCEPT = "accept"
    ACCEPT_AND_SUGGEST = "accept_and_suggest"
    RETURN = "return"
    RETURN_AGAIN = "return_again"
    UPHOLD = "uphold"
    INSIST = "insist"
    STATE_VIEW = "state_view"
    RULE_MOVES = "rule_moves"
    RULE_STAYS = "rule_stays"
    OBJECT = "object"
    DISMISS_OBJECTION = "dismiss_objection"
    RECORD_CONTACT = "record_contact"
    CONFIRM_CONTACT = "confirm_contact"
    DENY_CONTACT = "deny_contact"
    WAIVE_CONTACT = "waive_contact"
    ASK_PROPOSER = "ask_proposer"
    RESUME = "resume"
    ASK_EXTENSION = "ask_extension"
    GRANT_EXTENSION = "grant_extension"
    REFUSE_EXTENSION = "refuse_extension"
    DELIVER_OPINION = "deliver_opinion"
    SEND_BACK_OPINION = "send_back_opinion"
    CANCEL = "cancel"

    ASK_COUNTERSIGN = "ask_countersign"
    COUNTERSIGN = "countersign"
    TAKE_BACK = "take_back"
    PASS_ON = "pass_on"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    CHANGE_CLASS = "change_class"
    HOLD = "hold"
    CONSULT = "consult"
    TAKE_OPINIONS = "take_opinions"
    ISSUE = "issue"
    CORRECT = "correct"
    DROP = "drop"

    RATE = "rate"
    CHANGE = "change"
    LAPSE = "lapse"
    ASK_ANEW = "ask_anew"

    CONFIRM = "confirm"
    DISCARD = "discard"
    REPORT = "report"
    FULFIL = "fulfil"
    EXPLAIN = "explain"
    CARRY = "carry"


class Part(StrEnum):
    """What a unit does in a case: answer it (主办), assist with an opinion (协办), or answer its own share (分办)."""

    LEAD = "lead"
    CO = "co"
    SEPARATE = "separate"


class Whose(StrEnum):
    """Of which unit a liaison or a leader must be to do an act to a share or its reply."""

    OWN = "own"  # of the unit whose share it is
    LEAD = "lead"  # of the unit that answers the case
    CO = "co"  # of a unit that assists in the case
    PARTY = "party"  # of a unit that was asked for its view of a dispute


class Kind(StrEnum):
    """The two legal tracks: suggestions of deputies (建议) and proposals of CPPCC members (提案)."""

    SUGGESTION = "suggestion"
    PROPOSAL = "proposal"
