"""Who is who: people by chat, by role and by unit, as light values for the hot path."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_, select, update

from bot.domain import names
from bot.domain.lives import Role
from store.database import Work
from store.tables import Person, Proposal, Proposer, Unit, table_of

_P = table_of(Person).c
_S = table_of(Proposer).c
_WHO = select(
    _P.id, _P.chat_id, _P.name, _P.role, _P.unit_id, _P.language, _P.reachable, _P.active, _P.step, _P.substitute_id
)
_AWAY = table_of(Person).alias()
_STANDS_IN = select(_AWAY.c.id).where(_AWAY.c.substitute_id == _P.id, _AWAY.c.active).exists()
_BY_CHAT = _WHO.add_columns(_STANDS_IN).where(_P.chat_id == bindparam("chat"))
_BY_ROLE = _WHO.where(_P.role == bindparam("role"), _P.active).order_by(_P.id)
_BY_UNIT = _WHO.where(_P.unit_id == bindparam("unit"), _P.role == bindparam("role"), _P.active).order_by(_P.id)
_ANY = _WHO.where(_P.id.in_(bindparam("ids", expanding=True))).order_by(_P.id)
_BY_IDS = _WHO.where(_P.id.in_(bindparam("ids", expanding=True)), _P.active).order_by(_P.id)
_BY_SUBSTITUTE = _WHO.where(_P.substitute_id == bindparam("substitute"), _P.active).order_by(_P.id)
_C = table_of(Proposal).c
_MERGED = select(_C.id).where(_C.merged_into == bindparam("proposal"))
_PROPOSERS = (
    _WHO.join(table_of(Proposer), _S.person_id == _P.id)
    .where(or_(_S.proposal_id == bindparam("proposal"), _S.proposal_id.in_(_MERGED)), _P.active)
    .order_by(_S.proposal_id != bindparam("proposal"), _S.proposal_id, _S.position)
)


@dataclass(frozen=True, slots=True)
class Who:
    """A person as the rules see one; ``chat_id`` None for somebody who left Telegram."""

    id: int
    chat_id: int | None
    name: str
    role: Role
    unit_id: int | None
    language: str
    reachable: bool = True
    active: bool = True
    step: str = ""  # of the approval chain that a leader holds; empty is any
    substitute_id: int | None = None  # who stands in for him today
    stands_in: bool = False  # whether he stands in for others; known of whoever asks


def _who(row: Any) -> Who:  # noqa: ANN401 - a row of _WHO
    return Who(*row)


def by_chat(work: Work, chat_id: int) -> Who | None:
    """Who talks from this private chat; None for a stranger and for somebody who was put out of service."""
    row = work.connection.execute(_BY_CHAT, {"chat": chat_id}).first()
    return _who(row) if row is not None and row.active else None


def by_ids(work: Work, ids: Iterable[int]) -> list[Who]:
    """The active ones of these people."""
    return [_who(row) for row in work.connection.execute(_BY_IDS, {"ids": sorted(set(ids))})]


def whoever(work: Work, ids: Iterable[int]) -> list[Who]:
    """These people, in service or not."""
    return [_who(row) for row in work.connection.execute(_ANY, {"ids": sorted(set(ids))})]


def represented(work: Work, person_id: int) -> list[Who]:
    """Those who are away and for whom this person stands in."""
    return [_who(row) for row in work.connection.execute(_BY_SUBSTITUTE, {"substitute": person_id})]


def takers(work: Work, asked: Sequence[Who], actor: int) -> list[tuple[Who, Who]]:
    """Each of these people with who takes his letters today; whoever hears it for himself, or did it, hears it once."""
    absent = [person.substitute_id for person in asked if person.substitute_id is not None]
    if not absent:
        return [(person, person) for person in asked]
    substitutes = {person.id: person for person in by_ids(work, absent) if person.reachable}
    heard = {person.id for person in asked} | {actor}
    found: list[tuple[Who, Who]] = []
    for person in asked:
        taker = substitutes.get(person.substitute_id or 0)
        if taker is None or taker.id not in heard:
            found.append((person, taker or person))
        if taker is not None:
            heard.add(taker.id)
    return found


def with_role(work: Work, role: Role) -> list[Who]:
    """Everybody active in this role."""
    return [_who(row) for row in work.connection.execute(_BY_ROLE, {"role": role})]


def of_unit(work: Work, unit_id: int, role: Role) -> list[Who]:
    """The liaisons, or the leaders, of one unit."""
    return [_who(row) for row in work.connection.execute(_BY_UNIT, {"unit": unit_id, "role": role})]


def proposers(work: Work, proposal_id: int) -> list[Who]:
    """Those who put the proposal forward, or one merged into it, and are known to the bot, the leading one first."""
    found = [_who(row) for row in work.connection.execute(_PROPOSERS, {"proposal": proposal_id})]
    return list({person.id: person for person in found}.values())


def deputies_like(work: Work, part: str) -> list[Who]:
    """The active deputies in whose name this stands, however either is typed."""
    wanted = names.alike(part)
    return [who for who in with_role(work, Role.DEPUTY) if wanted in names.alike(who.name)] if wanted else []


def set_language(work: Work, person_id: int, language: str) -> None:
    """The language that all later letters to this person are written in."""
    work.connection.execute(update(Person).where(Person.id == person_id).values(language=language))


def set_step(work: Work, person_id: int, step: str) -> None:
    """The step of the approval chain that a leader holds from now on; empty is any."""
    work.connection.execute(update(Person).where(Person.id == person_id).values(step=step))


def set_reachable(work: Work, chat_id: int) -> None:
    """Letters to this chat arrive (again)."""
    work.connection.execute(
        update(Person)
        .where(Person.chat_id == chat_id)
        .values(reachable=True, unreachable_since=None, unreachable_told=False)
    )


def set_unreachable(work: Work, chat_id: int, now: datetime) -> None:
    """No letter to this chat arrives from now on: its person blocked the bot, or is gone; until he comes back."""
    work.connection.execute(
        update(Person)
        .where(Person.chat_id == chat_id, Person.reachable)
        .values(reachable=False, unreachable_since=now, unreachable_told=False)
    )


def move_chat(work: Work, old: int, new: int) -> None:
    """The chat has a new id."""
    work.connection.execute(update(Person).where(Person.chat_id == old).values(chat_id=new))


def units(work: Work) -> Sequence[Unit]:
    """Every active unit, by name."""
    return work.session.scalars(select(Unit).where(Unit.active).order_by(Unit.name)).all()
