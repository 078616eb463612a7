"""What the office does to the mail of a day to come: held back until a day, or said under the office's own words."""

from datetime import date, timedelta

from bot.domain.errors import Refused, Unreadable
from bot.services import previewing
from bot.services.previewing import Planned
from bot.turn import Turn
from store import people, planned

LONGEST = timedelta(days=60)
LONGEST_WORDS = 500


def check(turn: Turn, day: date, scope: str) -> list[Planned]:
    """The lines that a button names, or Refused if there are none to be said any more."""
    previewing.check_office(turn)
    previewing.check_to_come(turn, day)
    found = previewing.within(turn, day, scope)
    if not found:
        raise Refused("old_button")
    return found


def check_until(day: date, until: date) -> None:
    """Unreadable unless it is said at least a day later, and not for ever."""
    if until <= day:
        raise Unreadable("not_later", day=day)
    if until - day > LONGEST:
        raise Unreadable("held_too_long", day=day + LONGEST)


def hold(turn: Turn, day: date, scope: str, until: date) -> None:
    """These lines are not said before a day; whatever has become of them by then is said on it."""
    check_until(day, until)
    found = check(turn, day, scope)
    by = turn.who.id if turn.who is not None else None
    planned.hold(turn.work, (one.call.subject for one in found), day, until, by, turn.now)
    turn.note("hold_reminders", day=day.isoformat(), until=until.isoformat(), scope=scope, count=len(found))
    turn.answer("plans/held", day=day, until=until, count=len(found), scope=scope, stamp=f"{day:%Y%m%d}")


def release(turn: Turn, day: date, scope: str) -> None:
    """They are said on their day after all."""
    found = [one for one in check(turn, day, scope) if one.until is not None]
    planned.release(turn.work, (one.call.subject for one in found))
    turn.note("release_reminders", day=day.isoformat(), scope=scope, count=len(found))
    if scope == previewing.EVERYTHING or scope[:1] in "pc":
        previewing.show_list(turn, day, scope, 1)
    else:
        previewing.show_line(turn, day, scope)


def check_person(turn: Turn, day: date, person_id: int) -> str:
    """The name of somebody who gets a letter on a day, or Refused."""
    check(turn, day, f"p{person_id}")
    return people.by_ids(turn.work, [person_id])[0].name


def reword(turn: Turn, day: date, person_id: int, words: str) -> None:
    """The office's own words stand above this person's letter of a day, once."""
    name = check_person(turn, day, person_id)
    by = turn.who.id if turn.who is not None else None
    planned.reword(turn.work, person_id, day, words, by, turn.now)
    turn.note("reword_reminders", day=day.isoformat(), person=person_id)
    turn.answer("plans/reworded", day=day, name=name, foreword=words, person=person_id, stamp=f"{day:%Y%m%d}")
