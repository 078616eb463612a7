"""What may be done to a case next, and how willingly: the acts to choose among, and who is meant to do one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from bot.domain.lifecycle import LIVES, Move
from bot.domain.lives import Act as A
from bot.domain.lives import Role, Whose
from store.people import Who
from tests.lives.deeds import BESIDES, DEEDS, Deed
from tests.lives.looking import Subject
from tests.lives.office import Office

# How willingly an act is chosen where several may follow; 1 unless it stands here.
# fmt: off
WISH: dict[A, float] = {
    A.WITHDRAW: 0.04, A.ASK_WITHDRAW: 0.05, A.CONSENT: 1, A.REFUSE_CONSENT: 0.3, A.INVITE: 0.4,
    A.REJECT: 0.06, A.TRANSFER: 0.04, A.RETURN_FOR_CHANGES: 0.1, A.MERGE: 0.05, A.UNMERGE: 0.1,
    A.MARK_KEY: 0.03, A.UNMARK_KEY: 0.1, A.MARK_SENSITIVE: 0.02, A.UNMARK_SENSITIVE: 0.3, A.URGE: 0.05,
    A.ANSWER: 0.5, A.MARK_URGENT: 0.02, A.UNMARK_URGENT: 0.1, A.ASSIGN: 2, A.FILE: 2,
    A.MEET: 0.1, A.REOPEN: 0.1, A.ARCHIVE: 0.6, A.RETURN: 0.12, A.RETURN_AGAIN: 0.12, A.ACCEPT_AND_SUGGEST: 0.2,
    A.ACCEPT: 3, A.CANCEL: 0.03, A.OBJECT: 0.05, A.WAIVE_CONTACT: 0.15, A.ASK_PROPOSER: 0.15, A.ASK_EXTENSION: 0.1,
    A.RECORD_CONTACT: 2, A.SEND_BACK_OPINION: 0.1, A.SEND_BACK: 0.12, A.HOLD: 0.2, A.CHANGE_CLASS: 0.1,
    A.CORRECT: 0.03, A.CHANGE: 0.04, A.RATE: 2, A.DISCARD: 0.1, A.CONFIRM: 0.3, A.REPORT: 0.1, A.FULFIL: 0.2,
    A.EXPLAIN: 0.1, A.SUBMIT: 3, A.ASK_COUNTERSIGN: 3, A.ISSUE: 3, A.APPROVE: 2, A.PASS_ON: 2, A.COUNTERSIGN: 2,
    A.DELIVER_OPINION: 1, A.TAKE_BACK: 0.1, A.DENY_CONTACT: 0.05, A.CONFIRM_CONTACT: 0.3,
    A.DISMISS_OBJECTION: 0.6, A.GRANT_EXTENSION: 1, A.REFUSE_EXTENSION: 0.3,
    A.RESUME: 0.4, A.SIGN: 0.5, A.DECLINE: 0.2, A.CONSULT: 3, A.TAKE_OPINIONS: 0.1,
}
HOME: dict[A, float] = WISH | dict.fromkeys((  # on the way to an end nobody begins anything new
    A.WITHDRAW, A.ASK_WITHDRAW, A.INVITE, A.RETURN_FOR_CHANGES, A.MERGE, A.UNMERGE, A.MARK_KEY, A.UNMARK_KEY, A.REJECT,
    A.MARK_SENSITIVE, A.MARK_URGENT, A.UNMARK_URGENT, A.URGE, A.MEET, A.REOPEN, A.RETURN, A.RETURN_AGAIN, A.CANCEL,
    A.OBJECT, A.ASK_PROPOSER, A.ASK_EXTENSION, A.SEND_BACK_OPINION, A.SEND_BACK, A.HOLD, A.CHANGE_CLASS, A.CORRECT,
    A.CHANGE, A.TAKE_BACK, A.TRANSFER, A.UPHOLD, A.RULE_MOVES, A.DENY_CONTACT, A.CONFIRM_CONTACT, A.CONSENT,
    A.REFUSE_CONSENT, A.CONFIRM, A.DISCARD, A.REPORT, A.FULFIL, A.EXPLAIN, A.DISMISS_OBJECTION, A.SIGN, A.DECLINE,
    A.STATE_VIEW, A.REFUSE_EXTENSION, A.GRANT_EXTENSION,
), 0) | {A.UNMARK_SENSITIVE: 0.5, A.ARCHIVE: 1, A.REHANDLE: 0.2, A.CLOSE: 2, A.WAIVE_CONTACT: 1, A.RESUME: 1}
# fmt: on
MOOT = 0.02  # how willingly an act is tried of which everybody sees that nothing waits for it
SELDOM = 3  # times that a row was followed
SHORT = frozenset({A.WITHDRAW, A.ASK_WITHDRAW, A.CONSENT, A.CANCEL})  # what ends more than itself
CONSEQUENCES = frozenset({A.CANCEL, A.DROP})
BEGINS, PROMISES = 2.0, 0.05  # what is done besides

Row = tuple[str, str, str]  # of a life table: its name, the state, the act
ROWS: dict[str, Sequence[Move]] = {life.name: life.moves for life in LIVES}
EVERY: Sequence[Row] = [(life.name, row.at.value, row.act.value) for life in LIVES for row in life.moves]


@dataclass(frozen=True, slots=True)
class Choice:
    """A row that somebody may follow: its act, done to this."""

    subject: Subject
    name: str
    does: Deed
    row: Move | None
    wish: float


def rows(found: Sequence[Subject], wishes: Mapping[A, float], done: Counter[Row] | None) -> list[Choice]:
    """What may follow; told how often each row was followed, the rare ones and what leads there are wished for more."""
    choices: list[Choice] = []
    news = {(life, at) for life, at, act in EVERY if done is not None and not done[life, at, act]}
    cut_short = done is not None and any(_is_news(subject, done) for subject in found)
    for subject in found:
        for row in ROWS[subject.life]:
            does = DEEDS.get((subject.life, row.act))
            if row.at != subject.state or does is None or set(row.by) == {Role.SYSTEM}:
                continue
            wish = wishes.get(row.act, 1)
            if row.act in subject.moot:
                wish *= MOOT
            elif done is not None:
                wish = _curious(wish, done[subject.life, row.at, row.act])
                leads_there = row.becomes != row.at and (subject.life, row.becomes.value) in news
                wish = max(wish, 1) if leads_there or (cut_short and row.act in SHORT) else wish
            if wish:
                choices.append(Choice(subject, row.act, does, row, wish))
    return choices + _besides(found, wishes)


def _curious(wish: float, times: int) -> float:
    return max(wish, 6) if not times else max(wish, 1) if times < SELDOM else wish


def _is_news(subject: Subject, done: Counter[Row]) -> bool:
    """Whether the end of the case, or of the share, would do something to this that it never did."""
    rows_here = (row for row in ROWS[subject.life] if row.at == subject.state and row.act in CONSEQUENCES)
    return subject.life != "proposal" and not all(done[subject.life, row.at, row.act] for row in rows_here)


def _besides(found: Sequence[Subject], wishes: Mapping[A, float]) -> list[Choice]:
    choices: list[Choice] = []
    writing = {one.unit for one in found if one.life == "reply" and one.state != "dropped"}
    for one in found:
        answers = one.part != "co" and A.ANSWER in one.moot  # in the chat, that is
        if one.life == "assignment" and one.state in ("handling", "paused") and answers:
            wish = BEGINS if one.unit not in writing else BEGINS / 20
            choices.append(Choice(one, "begin the reply to", BESIDES["assignment"], None, wish))
        if one.life == "reply" and one.state == "issued" and wishes is WISH:
            choices.append(Choice(one, "promise more in", BESIDES["reply"], None, PROMISES))
    return choices


def anything(found: Sequence[Subject]) -> list[Choice]:
    """Every act on everything, whatever may follow."""
    return [
        Choice(subject, act, does, None, 1)
        for subject in found
        for (life, act), does in DEEDS.items()
        if life == subject.life
    ]


def meant(office: Office, chance: Random, choice: Choice, found: Sequence[Subject]) -> Sequence[Who]:
    """Those who are to do what was chosen; nobody where the table has it done by nobody who is there."""
    subject, row = choice.subject, choice.row
    roles = [role for role in row.by if role is not Role.SYSTEM] if row is not None else [Role.LIAISON]
    role = chance.choice(roles)
    awaited = subject.awaited.get(row.act, ()) if row is not None else ()
    if role is Role.DEPUTY:
        signed = awaited or found[0].signers
        ids = [subject.person] if subject.person is not None else signed
        return [office.people[one] for one in ids if one in office.people]
    if role not in (Role.LIAISON, Role.LEADER):
        return office.with_role(role)
    units = awaited or _units(subject, row, found)
    there = [who for unit in units for who in office.with_role(role, unit)]
    return [who for who in there if role is not Role.LEADER or not subject.step or who.step in ("", subject.step)]


def _units(subject: Subject, row: Move | None, found: Sequence[Subject]) -> Sequence[int]:
    whose = row.whose if row is not None else Whose.OWN
    units = {subject.unit}
    if whose is Whose.PARTY:
        units = {one.unit for one in found if one.life == "assignment"}
    elif whose is not Whose.OWN:
        units = {one.unit for one in found if one.life == "assignment" and (one.part == "co") == (whose is Whose.CO)}
    return sorted(one for one in units if one)
