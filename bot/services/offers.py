"""What a person is offered as buttons on a case's card: the acts open to him behind which a conversation stands."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, partial

from bot.domain.errors import Refused
from bot.domain.guards import Facts
from bot.domain.lives import Act, Part, ProposalState, ReplyState, Role, SurveyState
from bot.domain.surveys import Verdict
from bot.services import facts, life
from bot.services.life import Subject
from bot.turn import Turn
from store.tables import Assignment, Proposal, Survey


@dataclass(frozen=True, slots=True)
class Offer:
    """One button: its label is a key of words.toml's ``offers``; a ``rare`` one stands behind the card's "more"."""

    label: str
    data: str
    rare: bool = False
    about: str = ""  # the unit, where several buttons would read the same


# What leads to an act; a reply is read before it is decided on, so its decisions stand below its text.
# fmt: off
OFFERS: Mapping[tuple[str, Act], Offer] = {
    # life         act                            label         data
    ("proposal",   Act.FILE):               Offer("file",       "file:{id}"),
    ("proposal",   Act.REJECT):             Offer("reject",     "reject:{id}"),
    ("proposal",   Act.TRANSFER):           Offer("transfer",   "transfer:{id}"),
    ("proposal",   Act.RETURN_FOR_CHANGES): Offer("changes",    "changes:{id}"),
    ("proposal",   Act.ASSIGN):             Offer("assign",     "assign:{id}"),
    ("proposal",   Act.REHANDLE):           Offer("rehandle",   "rehandle:{id}"),
    ("proposal",   Act.MEET):               Offer("meet",       "meet:{id}"),
    ("proposal",   Act.RECORD_MEETING):     Offer("meeting",    "meeting:{id}"),
    ("proposal",   Act.CLOSE):              Offer("close",      "close:{id}"),
    ("proposal",   Act.REOPEN):             Offer("reopen",     "reopen:{id}"),
    ("proposal",   Act.ARCHIVE):            Offer("archive",    "archive:{id}"),
    ("proposal",   Act.SUBMIT):             Offer("revise",     "revise:{id}"),
    ("proposal",   Act.WITHDRAW):           Offer("withdraw",   "withdraw:{id}"),
    ("proposal",   Act.ASK_WITHDRAW):       Offer("withdraw",   "withdraw:{id}"),
    ("proposal",   Act.SIGN):               Offer("sign",       "sign:{id}"),
    ("proposal",   Act.DECLINE):            Offer("decline",    "decline:{id}"),
    ("proposal",   Act.CONSENT):            Offer("consent",    "consent:{id}"),
    ("proposal",   Act.REFUSE_CONSENT):     Offer("dissent",    "dissent:{id}"),
    ("proposal",   Act.URGE):               Offer("urge",       "urge:{id}"),
    ("proposal",   Act.MERGE):              Offer("merge",      "merge:{id}",       rare=True),
    ("proposal",   Act.UNMERGE):            Offer("unmerge",    "unmerge:{id}"),
    ("proposal",   Act.MARK_KEY):           Offer("key",        "key:{id}",         rare=True),
    ("proposal",   Act.UNMARK_KEY):         Offer("unkey",      "unkey:{id}",       rare=True),
    ("proposal",   Act.MARK_URGENT):        Offer("urgent",     "urgent:{id}",      rare=True),
    ("proposal",   Act.UNMARK_URGENT):      Offer("unurgent",   "unurgent:{id}",    rare=True),
    ("proposal",   Act.MARK_SENSITIVE):     Offer("sensitive",  "sensitive:{id}",   rare=True),
    ("proposal",   Act.UNMARK_SENSITIVE):   Offer("unsensitive", "unsensitive:{id}", rare=True),
    ("assignment", Act.ACCEPT):             Offer("accept",     "accept:{id}"),
    ("assignment", Act.ACCEPT_AND_SUGGEST): Offer("suggest",    "suggest:{id}"),
    ("assignment", Act.RETURN):             Offer("return",     "return:{id}"),
    ("assignment", Act.DELIVER_OPINION):    Offer("opinion",    "opinion:{id}"),
    ("assignment", Act.SEND_BACK_OPINION):  Offer("opback",     "opback:{id}",      rare=True),
    ("assignment", Act.RECORD_CONTACT):     Offer("contact",    "contact:{id}"),
    ("assignment", Act.CONFIRM_CONTACT):    Offer("contacts",   "contacts:{id}"),
    ("assignment", Act.WAIVE_CONTACT):      Offer("waive",      "waive:{id}",       rare=True),
    ("assignment", Act.ASK_PROPOSER):       Offer("ask",        "ask:{id}",         rare=True),
    ("assignment", Act.RESUME):             Offer("goon",       "goon:{id}"),
    ("assignment", Act.ASK_EXTENSION):      Offer("extend",     "extend:{id}",      rare=True),
    ("assignment", Act.REFUSE_EXTENSION):   Offer("extension",  "extension:{id}"),
    ("assignment", Act.ANSWER):             Offer("on_paper",   "onpaper:{id}",       rare=True),
    ("assignment", Act.UPHOLD):             Offer("uphold",     "uphold:{id}"),
    ("assignment", Act.INSIST):             Offer("insist",     "insist:{id}"),
    ("assignment", Act.STATE_VIEW):         Offer("view",       "view:{id}"),
    ("assignment", Act.OBJECT):             Offer("object",     "object:{case}", rare=True),
    ("assignment", Act.DISMISS_OBJECTION):  Offer("dismiss",    "dismiss:{id}"),
    ("assignment", Act.CANCEL):             Offer("reassign",   "reassign:{id}", rare=True),
    ("assignment", Act.RULE_MOVES):         Offer("moves",      "moves:{id}"),
    ("assignment", Act.RULE_STAYS):         Offer("stays",      "stays:{id}"),
    ("reply",      Act.COUNTERSIGN):        Offer("countersign", "reply:{id}"),
    ("reply",      Act.PASS_ON):            Offer("review",     "reply:{id}"),
    ("reply",      Act.APPROVE):            Offer("review",     "reply:{id}"),
    ("reply",      Act.CONSULT):            Offer("review",     "reply:{id}"),
    ("reply",      Act.TAKE_OPINIONS):      Offer("opinions",   "opinions:{id}",    rare=True),
    ("reply",      Act.ISSUE):              Offer("review",     "reply:{id}"),
    ("reply",      Act.CHANGE_CLASS):       Offer("review",     "reply:{id}"),
    ("reply",      Act.CORRECT):            Offer("correct",    "correct:{id}",     rare=True),
    ("reply",      Act.TAKE_BACK):          Offer("takeback",   "takeback:{id}"),
    ("survey",     Act.RATE):               Offer("rate",       "rate:{id}"),
    ("survey",     Act.CHANGE):             Offer("rerate",     "rate:{id}"),
}
# What an act is called, and leads to, at one state of a case only.
AT: Mapping[tuple[StrEnum, Act], Offer] = {
    (ProposalState.DRAFT,   Act.SUBMIT):    Offer("go_on",      "revise:{id}"),
    (ProposalState.DRAFT,   Act.WITHDRAW):  Offer("discard",    "discard:{id}"),
    (ProposalState.SIGNING, Act.SUBMIT):    Offer("hand_in",    "handin:{id}"),
    (ProposalState.SIGNING, Act.INVITE):    Offer("cosign",     "cosign:{id}"),
}
# What an act is called, and leads to, for one role only.
FOR: Mapping[tuple[Role, Act], Offer] = {
    (Role.DEPUTY,           Act.RESUME):    Offer("answer",     "answer:{id}"),
    (Role.OFFICE,           Act.SIGN):      Offer("paper_sign", "papersign:{id}",   rare=True),
    (Role.OFFICE,           Act.CONSENT):   Offer("paper_consent", "papersay:{id}",    rare=True),
    (Role.OFFICE,           Act.REFUSE_CONSENT): Offer("paper_consent", "papersay:{id}", rare=True),
}
# What makes no sense twice, though the table has no state for it.
ONCE: Mapping[Act, Callable[[Proposal], bool]] = {
    Act.ASK_WITHDRAW:     lambda case: case.withdrawal_asked_at is None,
    Act.MERGE:            lambda case: not case.merged,
    Act.MARK_KEY:         lambda case: not case.key,
    Act.UNMARK_KEY:       lambda case: case.key,
    Act.MARK_URGENT:      lambda case: not case.urgent,
    Act.UNMARK_URGENT:    lambda case: case.urgent,
    Act.MARK_SENSITIVE:   lambda case: not case.sensitive,
    Act.UNMARK_SENSITIVE: lambda case: case.sensitive,
}
# fmt: on
DRAFT = Offer("draft", "draft:{id}")
SIMILAR = Offer("similar", "similar:{id}")
_AFTER_DISCONTENT = (Act.REHANDLE, Act.MEET)  # the office may do them at other times too, but is not led there


def offers(turn: Turn, subjects: Iterable[Subject], surveys: Iterable[Survey]) -> list[Offer]:
    """The buttons for this person, in the order of the subjects but rare ones last.

    ``surveys`` are the ratings of the case's round.
    """
    rated = list(surveys)
    found: dict[str, Offer] = {}
    for subject in subjects:
        for offer in _of(turn, subject, rated):
            data = offer.data.format(id=subject.id, case=life.proposal_of(subject).id)
            share = life.assignment_of(subject)
            found.setdefault(data, replace(offer, data=data, about=share.unit.name if share is not None else ""))
    labels = Counter(offer.label for offer in found.values())
    told = [offer if labels[offer.label] > 1 else replace(offer, about="") for offer in found.values()]
    return sorted(told, key=lambda offer: offer.rare)


def _of(turn: Turn, subject: Subject, surveys: list[Survey]) -> list[Offer]:
    name = life.life_of(subject).name
    known = cache(partial(facts.of, turn, subject, merges_well=True))  # read when the first guard asks, and once
    open_ = [
        offer
        for act in life.open_acts(turn, subject)
        if (offer := _offer(turn, subject, name, act))
        and _is_now(subject, act, surveys)
        and _passes(turn, subject, act, known)
    ]
    if isinstance(subject, Assignment) and _is_to_draft(turn, subject):
        return [DRAFT, *open_]
    reviews = subject.state is ProposalState.SUBMITTED and any(offer.label == "file" for offer in open_)
    return [*open_, SIMILAR] if reviews else open_


def _offer(turn: Turn, subject: Subject, name: str, act: Act) -> Offer | None:
    own = FOR.get((turn.who.role, act)) if turn.who is not None else None
    return own or AT.get((subject.state, act)) or OFFERS.get((name, act))


def _is_now(subject: Subject, act: Act, surveys: list[Survey]) -> bool:
    """Whether it makes sense to lead to this act as things stand."""
    if isinstance(subject, Proposal) and act in ONCE and not ONCE[act](subject):
        return False
    if isinstance(subject, Assignment) and act is Act.ANSWER and not subject.proposal.sensitive:
        return False  # only there the office says itself that it was answered, on paper
    if subject.state is ProposalState.ANSWERED and act in _AFTER_DISCONTENT:
        return any(s.state is SurveyState.RATED and s.verdict == Verdict.UNSATISFIED for s in surveys)
    return True


def _passes(turn: Turn, subject: Subject, act: Act, known: Callable[[], Facts]) -> bool:
    """Whether the row's guards, too, would let it pass."""
    row = life.life_of(subject).row(subject.state, act)
    try:
        life.may(turn, subject, act, known() if row is not None and row.guards else None)
    except Refused:
        return False
    return True


def _is_to_draft(turn: Turn, share: Assignment) -> bool:
    """A reply is begun or gone on with by the liaison of a unit that answers; the table has its ends only."""
    liaison = turn.who is not None and Role.LIAISON in life.roles(turn) and turn.who.unit_id == share.unit_id
    in_hand = share.part is not Part.CO and life.life_of(share).row(share.state, Act.ANSWER) is not None
    return (
        liaison
        and in_hand
        and not share.proposal.sensitive
        and (share.reply is None or share.reply.state is ReplyState.DRAFTING)
    )
