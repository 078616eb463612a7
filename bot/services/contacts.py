"""Speaking with the proposers (面商): a unit records it, a proposer confirms or denies it, or wants none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.domain.errors import Refused
from bot.domain.lives import Act, Audience, Part
from bot.services import acceptance, facts, life
from bot.turn import FileOut, Turn
from store import contacts
from store.tables import Assignment, Contact


@dataclass(frozen=True, slots=True)
class Said:
    """What a liaison says about a contact; ``mode`` is a key of words.toml's ``contact_modes``."""

    mode: str
    day: date
    place: str = ""
    with_whom: str = ""
    note: str = ""
    file: Mapping[str, Any] = field(default_factory=dict)  # {"kind", "file_id", "name"}


def check(turn: Turn, share: Assignment) -> None:
    """Refused unless this person may record a contact for the share now."""
    if Act.ACCEPT in life.open_acts(turn, share):
        raise Refused("accept_first")
    life.may(turn, share, Act.RECORD_CONTACT)


def record(turn: Turn, assignment_id: int, said: Said) -> None:
    """Keep a contact; the proposers are asked whether it was so."""
    share = acceptance.held(turn, assignment_id)
    check(turn, share)
    contact = Contact(
        assignment_id=share.id,
        mode=said.mode,
        day=said.day,
        place=said.place,
        with_whom=said.with_whom,
        note=said.note,
        file=dict(said.file),
        by=turn.who.id if turn.who else None,
        at=turn.now,
        answer="",
    )
    contacts.add(turn.work, contact)
    files = {Audience.PROPOSERS: _enclosed(contact)}
    life.do(turn, share, Act.RECORD_CONTACT, files=files, contact=contact, mode=said.mode)
    turn.answer("assignments/contact_kept", edit=True, contact=contact, **life.around(share))


def answer(turn: Turn, contact_id: int, *, confirmed: bool) -> None:
    """A proposer says whether a contact took place; the first of several proposers to say it settles it."""
    found = contacts.by_id(turn.work, contact_id)
    if found is None:
        raise Refused("old_button")
    share = acceptance.held(turn, found.assignment_id)
    contact = next(one for one in contacts.of_share(turn.work, share.id) if one.id == contact_id)
    if contact.answer:
        raise Refused("contact_answered", contact=contact)
    act = Act.CONFIRM_CONTACT if confirmed else Act.DENY_CONTACT
    life.may(turn, share, act)
    contact.answer = contacts.CONFIRMED if confirmed else contacts.DENIED
    contact.answered_by = turn.who.id if turn.who else None
    contact.answered_at = turn.now
    life.do(turn, share, act, facts.of(turn, share, contact_open=True), contact=contact)
    turn.answer("assignments/contact_answered", edit=True, contact=contact, **life.around(share))


def waive(turn: Turn, assignment_id: int) -> None:
    """A proposer wants no contact with this unit before its reply."""
    share = acceptance.held(turn, assignment_id)
    life.do(turn, share, Act.WAIVE_CONTACT, sets={"contact_waived_at": turn.now})
    turn.answer("assignments/contact_waived_now", edit=True, **life.around(share))


def show(turn: Turn, assignment_id: int) -> None:
    """What is recorded for a share, with the buttons of whoever may add to it or has to answer."""
    share = acceptance.find(turn, assignment_id)
    acts = life.open_acts(turn, share)
    turn.answer(
        "assignments/contacts",
        contacts=contacts.of_share(turn.work, share.id),
        records=Act.RECORD_CONTACT in acts and share.part is not Part.CO,
        answers=Act.CONFIRM_CONTACT in acts,
        **life.around(share),
    )


def _enclosed(contact: Contact) -> list[FileOut]:
    file = contact.file
    return [FileOut(file["kind"], file_id=file["file_id"], name=file["name"])] if file else []
