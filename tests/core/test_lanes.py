"""Which letter goes next."""

from bot.delivery.lanes import Lanes
from store.outbox import ANSWER, BULK, Envelope


def letter(number: int, chat: int = 1, priority: int = ANSWER) -> Envelope:
    return Envelope(number, chat, priority, "general/help", "{}")


def taken(lanes: Lanes, room: int = 10, now: float = 0.0) -> list[int]:
    return [one.id for one in lanes.take(room, now)]


def test_one_letter_of_a_chat_is_on_the_wire_at_a_time() -> None:
    lanes = Lanes(30)
    lanes.put([letter(1), letter(2), letter(3, chat=2)], 0.0)
    assert taken(lanes) == [1, 3]
    assert taken(lanes) == []
    lanes.done(letter(1))
    assert taken(lanes) == [2]


def test_a_letter_known_already_is_not_taken_twice() -> None:
    lanes = Lanes(30)
    lanes.put([letter(1)], 0.0)
    lanes.put([letter(1)], 5.0)
    assert len(lanes) == 1
    assert taken(lanes) == [1]
    assert lanes.age(letter(1), 5.0) == 5.0


def test_no_more_are_taken_than_there_is_room_for() -> None:
    lanes = Lanes(30)
    lanes.put([letter(n, chat=n) for n in range(1, 6)], 0.0)
    assert taken(lanes, room=2) == [1, 2]
    assert taken(lanes, room=0) == []


def test_bulk_goes_as_fast_as_its_budget_and_answers_do_not_wait_for_it() -> None:
    lanes = Lanes(2)
    lanes.put([letter(n, chat=n, priority=BULK) for n in range(1, 6)], 0.0)
    assert taken(lanes, now=1.0) == [1, 2]
    assert lanes.wait(1.0) == 0.5
    lanes.put([letter(9, chat=9)], 1.0)
    assert taken(lanes, now=1.0) == [9]
    assert taken(lanes, now=1.5) == [3]


def test_a_letter_put_back_goes_first_after_its_pause() -> None:
    lanes = Lanes(30)
    lanes.put([letter(1), letter(2)], 0.0)
    (first,) = lanes.take(10, 0.0)
    lanes.back(first, 5.0)
    assert taken(lanes, now=4.0) == []
    assert lanes.wait(4.0) == 1.0
    assert taken(lanes, now=5.0) == [1]
    lanes.done(letter(1))
    assert taken(lanes, now=5.0) == [2]


def test_what_is_dropped_is_given_back_and_forgotten() -> None:
    lanes = Lanes(30)
    lanes.put([letter(1), letter(2, priority=BULK), letter(3, chat=2)], 0.0)
    assert [one.id for one in lanes.drop(1)] == [1, 2]
    assert lanes.drop(1) == []
    assert [one.id for one in lanes.empty()] == [3]
    assert len(lanes) == 0
    assert lanes.wait(0.0) is None
    lanes.done(letter(3, chat=2))
    assert taken(lanes) == []
