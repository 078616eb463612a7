"""Updates are handled once and in order; one that cannot be handled stops nobody."""

import logging
import time
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.domain.lives import AssignmentState, Part
from bot.sandbox.errors import Json
from store.tables import InboxRow, JournalRow
from store.tables.traffic import InboxState
from tests.handling.case import assignment, give
from tests.stage import CAST, Stage

QUIET = 0.3  # seconds in which an update that comes once more would be heard


def rows(stage: Stage, state: InboxState) -> list[InboxRow]:
    with stage.work() as work:
        return list(work.session.scalars(select(InboxRow).where(InboxRow.state == state).order_by(InboxRow.id)))


def journal_length(stage: Stage) -> int:
    with stage.work() as work:
        return work.session.scalar(select(func.count()).select_from(JournalRow)) or 0


def offered(stage: Stage) -> int:
    """A case that waits for Uma's unit to accept it, and is shown to her; the id of the share."""
    (share,) = give(stage, ("housing", Part.LEAD), state=AssignmentState.OFFERED)
    stage.say("uma", "/tasks")
    stage.tap("uma", data=f"task:{share}")
    return share


def test_an_update_that_comes_twice_is_answered_once(stage: Stage) -> None:
    stage.people.fault("duplicate_update")
    stage.say("olga", "/help")
    stage.wait(QUIET)
    assert stage.said("olga") == ["general/help"]
    assert len(rows(stage, InboxState.DONE)) == 1


def test_a_decision_that_comes_twice_is_made_once(stage: Stage) -> None:
    share = offered(stage)
    before = journal_length(stage)
    stage.people.fault("duplicate_update")
    stage.tap("uma", "签收")
    stage.wait(QUIET)
    assert assignment(stage, share).state is AssignmentState.HANDLING
    assert journal_length(stage) == before + 1
    assert stage.said("olga") == ["assignments/accepted"]


def test_a_tap_that_a_reconnect_sends_again_is_told_what_has_happened_since(stage: Stage) -> None:
    """It comes with a new update id, so only the state of the case can tell that it is the same."""
    share = offered(stage)
    stage.tap("uma", "签收")
    before = journal_length(stage)
    stage.tap("uma", again=True)
    assert assignment(stage, share).state is AssignmentState.HANDLING
    assert journal_length(stage) == before
    assert stage.said("uma")[-1] == "refusals/not_now"


def test_what_a_person_sends_is_answered_in_the_order_in_which_he_sent_it(stage: Stage) -> None:
    sent = ["/help", "/language", "/nonsense", "/help", "hello", "/language"]
    for text in sent:
        stage.people.say("Uma", text)
    stage.wait()
    answers = {
        "/help": "general/help",
        "/language": "general/ask_language",
        "/nonsense": "unreadable/unknown_command",
        "hello": "unreadable/nothing_asked",
    }
    assert stage.said("uma") == [answers[text] for text in sent]


UMA = {"id": CAST["uma"][0], "is_bot": False, "first_name": "Uma"}
MESSAGE: Json = {"message_id": 1, "date": 0, "from": UMA, "chat": {"id": UMA["id"], "type": "private"}, "text": "/help"}
# fmt: off
POISON: dict[str, tuple[Json, bool]] = {
    # what is wrong               the update                                                 Uma is told
    "not an object":             ({"message": 5},                                            False),
    "a message without a chat":  ({"message": {"message_id": 1, "date": 0, "from": UMA}},    True),
    "a tap without a sender":    ({"callback_query": {"id": "1"}},                           False),
    "an id beyond all columns":  ({"message": MESSAGE | {"from": UMA | {"id": 2**70}}},      True),
}
# fmt: on


@pytest.mark.parametrize("poison", POISON)
def test_an_update_that_cannot_be_handled_stops_nobody(
    stage: Stage, poison: str, caplog: pytest.LogCaptureFixture
) -> None:
    update, told = POISON[poison]
    with caplog.at_level(logging.CRITICAL):
        stage.people.raw(update)
        stage.say("uma", "/help")
        stage.say("olga", "/help")
    assert stage.said("olga") == ["general/help"]
    assert stage.said("uma") == (["general/trouble"] if told else []) + ["general/help"]
    assert len(rows(stage, InboxState.ASIDE)) == 1


def test_half_a_character_is_put_aside_like_any_other_poison(stage: Stage) -> None:
    """JSON can hold it, and no database can."""
    update = {"update_id": 1, "message": MESSAGE | {"text": "/half\ud83d"}}
    stage.call(stage.banli.inbox.receive([update]))
    stage.say("uma", "/help")
    assert stage.said("uma")[-1] == "general/help"
    assert rows(stage, InboxState.NEW) == []


def test_whoever_s_update_is_put_aside_gets_its_error_id(stage: Stage) -> None:
    stage.people.raw(POISON["a message without a chat"][0])
    stage.wait()
    (aside,) = rows(stage, InboxState.ASIDE)
    name, _, kind = aside.error.partition(" ")
    assert name in stage.last("uma")
    assert kind


def test_updates_that_nobody_can_tell_apart_are_dropped(stage: Stage) -> None:
    stage.call(stage.banli.inbox.receive([5, {"message": {}}, {"update_id": 2**70}, {"update_id": "1"}]))
    stage.wait()
    assert rows(stage, InboxState.NEW) == []
    assert rows(stage, InboxState.DONE) == []


def test_what_was_taken_in_before_a_restart_is_handled_after_it(stage: Stage) -> None:
    """As if the process had died between taking an update in and handling it."""
    stage.say("uma", "/help")
    with stage.database.writing() as work:
        (row,) = work.session.scalars(select(InboxRow))
        row.state, row.handled_at = InboxState.NEW, None
    stage.restart()
    assert stage.said("uma") == ["general/help", "general/help"]


def test_an_update_of_a_kind_that_means_nothing_is_written_down_and_left(stage: Stage) -> None:
    stage.people.raw({"channel_post": {"message_id": 1, "date": 0, "chat": {"id": -100, "type": "channel"}}})
    stage.wait()
    assert len(rows(stage, InboxState.DONE)) == 1
    assert stage.letters == []


def test_an_update_waits_for_an_older_one_that_another_process_is_handling(stage: Stage) -> None:
    """Behind a load balancer the updates of one person may reach two processes; their order stands in the table."""
    with stage.database.writing() as work:
        older = InboxRow(id=1, sender=UMA["id"], payload="{}", received_at=stage.now)
        older.held_until = stage.now + timedelta(hours=1)
        work.session.add(older)
    stage.call(stage.banli.inbox.receive([{"update_id": 2, "message": MESSAGE}]))
    time.sleep(0.5)
    assert stage.letters == []
    with stage.database.writing() as work:
        work.session.get_one(InboxRow, 1).state = InboxState.DONE
    stage.wait()
    assert stage.said("uma") == ["general/help"]


def test_an_update_that_a_webhook_brings_twice_is_handled_once(stage: Stage) -> None:
    for _ in range(2):
        stage.call(stage.banli.inbox.receive([{"update_id": 2, "message": MESSAGE}]))
        stage.wait()
    assert stage.said("uma") == ["general/help"]
