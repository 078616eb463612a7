"""What Telegram brings twice, and what people tap twice, changes nothing twice."""

from collections.abc import Iterator

import pytest

from tests.crash.record import Record, check_what_people_saw, record
from tests.crash.way import WAY
from tests.stage import Said, Stage


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    """The play at the real time, as the undisturbed one."""
    with Stage(database_url, begins=None) as stage:
        yield stage


def test_every_update_may_come_twice(stage: Stage, undisturbed: Record) -> None:
    """After its confirmation it is brought once more, with the same id."""
    for step in WAY:
        stage.people.fault("duplicate_update")
        step.play(stage.people)
        stage.wait()
    assert record(stage.database) == undisturbed
    assert check_what_people_saw(stage.database, stage.people) == 0


def test_every_button_may_be_tapped_twice(stage: Stage, undisturbed: Record) -> None:
    """A client that reconnects sends a tap once more with an id of its own: it changes nothing, and nobody else hears.

    Whoever tapped is told that the button is old, or is shown again what it shows.
    """
    again: set[int] = set()
    for step in WAY:
        before = len(stage.letters)
        step.play(stage.people)
        stage.wait()
        shown = {letter.message for letter in stage.letters[before:]}
        if step.is_tap:
            before = len(stage.letters)
            step.again(stage.people)
            stage.wait()
            told = stage.letters[before:]
            assert {letter.to for letter in told} <= {step.name}
            assert {letter.message for letter in told} <= {"refusals/old_button", "refusals/not_now", *shown}
            again |= {letter.id for letter in told}
    now = record(stage.database)
    assert (now.cases, now.places, now.journal) == (undisturbed.cases, undisturbed.places, undisturbed.journal)
    assert _messages([letter for letter in stage.letters if letter.id not in again]) == {
        name: [message for message, _, _ in letters] for name, letters in undisturbed.letters.items()
    }
    assert check_what_people_saw(stage.database, stage.people) == 0


def _messages(letters: list[Said]) -> dict[str, list[str]]:
    return {name: [one.message for one in letters if one.to == name] for name in {one.to for one in letters}}
