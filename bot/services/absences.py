"""Absence: who is away tells from when until when and who stands in; nobody stands in through somebody else."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.errors import Refused, Unreadable
from bot.domain.lives import Role
from bot.turn import Turn
from store import absences, people
from store.absences import Away
from store.people import Who
from store.tables import Absence

LONGEST = 180  # days of one absence
WITH_SUBSTITUTE = (Role.OFFICE, Role.LIAISON, Role.LEADER)


def show(turn: Turn) -> None:
    """One's own absences, and for whom one stands in today."""
    who = _who(turn)
    own = absences.open_at(turn.work, turn.today, person=who.id)
    turn.answer("absences/mine", absences=own, represented=people.represented(turn.work, who.id))


def check(turn: Turn) -> None:
    """Refused unless whoever asks has a unit or the office to stand in for him."""
    _who(turn)


def check_period(turn: Turn, first: date, last: date) -> None:
    """The days of an absence make sense, and none of them is told of already.

    Raises:
        Unreadable: ``day_passed``, ``not_later`` or ``absence_too_long``.
        Refused: ``absence_overlaps``.
    """
    if first < turn.today:
        raise Unreadable("day_passed", day=first)
    if last < first:
        raise Unreadable("not_later", day=first - timedelta(days=1))
    if last - first >= timedelta(days=LONGEST):
        raise Unreadable("absence_too_long", at_most=LONGEST)
    own = absences.open_at(turn.work, turn.today, person=_who(turn).id)
    if any(_overlap(one, first, last) for one in own):
        raise Refused("absence_overlaps")


def candidates(turn: Turn, first: date, last: date) -> list[Who]:
    """The people of the same unit, or of the office, who are there in all these days."""
    who = _who(turn)
    if who.role is Role.OFFICE:
        found = people.with_role(turn.work, Role.OFFICE)
    else:
        found = [
            one for role in (Role.LIAISON, Role.LEADER) for one in people.of_unit(turn.work, who.unit_id or 0, role)
        ]
    away = {one.person.id for one in absences.open_at(turn.work, turn.today) if _overlap(one, first, last)}
    return [one for one in found if one.id != who.id and one.id not in away and one.reachable]


def begin(turn: Turn, first: date, last: date, substitute_id: int) -> None:
    """Keep the absence; substitute and office are told, and so are those for whom the absent one would stand in."""
    check_period(turn, first, last)
    who = _who(turn)
    if substitute_id not in {one.id for one in candidates(turn, first, last)}:
        raise Refused("cannot_stand_in", person=next(iter(people.by_ids(turn.work, [substitute_id])), who))
    absence = Absence(person_id=who.id, substitute_id=substitute_id, first=first, last=last)
    absences.add(turn.work, absence)
    turn.note("be_absent", subject_id=absence.id, substitute=substitute_id, first=str(first), last=str(last))
    kept = next(one for one in absences.open_at(turn.work, turn.today, person=who.id) if one.id == absence.id)
    if first > turn.today:
        turn.tell(people.by_ids(turn.work, [substitute_id]), "absences/announced", absence=kept)
    office = [one for one in people.with_role(turn.work, Role.OFFICE) if one.id not in (who.id, substitute_id)]
    turn.tell(office, "absences/told_office", absence=kept)
    for left in absences.open_at(turn.work, turn.today, substitute=who.id):
        if _overlap(left, first, last):
            alone = people.by_ids(turn.work, [left.person.id])
            turn.tell(alone, "absences/substitute_away", substitute=who, first=first, last=last)
    turn_over(turn)
    turn.answer("absences/kept", edit=True, absence=kept)


def end(turn: Turn, absence_id: int) -> None:
    """The absence is over before its time, or does not come about; whoever is away says so, or the office."""
    absence, who = absences.by_id(turn.work, absence_id), _who(turn)
    if absence is None or absence.ended_at is not None or absence.last < turn.today:
        raise Refused("old_button")
    if who.role is not Role.OFFICE and absence.person_id != who.id:
        raise Refused("not_yours", life="assignment")
    absence.ended_at = turn.now
    turn.work.flush()
    turn.note("be_back", subject_id=absence.id)
    turn_over(turn)
    turn.answer("absences/back", edit=True)


def cancel(turn: Turn, absence_id: int) -> None:
    """The absence is over without a word, since whoever is away left."""
    absence = absences.by_id(turn.work, absence_id)
    assert absence is not None  # noqa: S101 - its id was read just now
    absence.ended_at = turn.now
    turn.work.flush()


def turn_over(turn: Turn) -> None:
    """Whoever is away from today on is stood in for, and whoever is back no more; asked again it changes nothing."""
    there = {one.person.id: one for one in absences.open_at(turn.work, turn.today) if one.first <= turn.today}
    wanted = {
        person: one
        for person, one in there.items()
        if one.substitute.active and one.person.active and one.substitute.id not in there
    }
    now = absences.substituted(turn.work)
    for person in sorted(now.keys() | wanted.keys()):
        before, one = now.get(person), wanted.get(person)
        after = one.substitute.id if one is not None else None
        if before != after and absences.put_in_place(turn.work, person, before, after):
            _tell(turn, person, before, one)


def _tell(turn: Turn, person_id: int, before: int | None, one: Away | None) -> None:
    person = people.by_ids(turn.work, [person_id])
    if before is not None and person:
        turn.tell(people.by_ids(turn.work, [before]), "absences/over", person=person[0])
    if one is not None:
        taker = people.by_ids(turn.work, [one.substitute.id])
        turn.tell(taker, "absences/begun", person=one.person, last=one.last)


def _overlap(one: Away, first: date, last: date) -> bool:
    return one.first <= last and first <= one.last


def _who(turn: Turn) -> Who:
    if turn.who is None or turn.who.role not in WITH_SUBSTITUTE:
        raise Refused("not_yours", life="assignment")
    return turn.who


def of_person(turn: Turn, person_id: int) -> Sequence[Away]:
    """Somebody's absences that are not over."""
    return absences.open_at(turn.work, turn.today, person=person_id)
