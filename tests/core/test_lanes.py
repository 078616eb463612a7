"""Which letter goes next, and how fast letters leave."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import replace
from typing import Any

from bot.delivery import wire
from bot.delivery.budget import GROUP_BURST, PERSON_BURST, Budget
from bot.delivery.lanes import Lanes
from store.outbox import ANSWER, BULK, NOTICE, Envelope

FAST = (1000, 1000, 1000)
PERSON, GROUP = 7, -7


def letter(number: int, chat: int = 1, priority: int = ANSWER, body: str = "{}") -> Envelope:
    return Envelope(number, chat, priority, "general/help", body)


async def taken(lanes: Lanes, room: int = 10, now: float = 0.0) -> list[int]:
    return [one.id for one in await lanes.take(room, room, now)]


def played(deed: Callable[[Lanes], Coroutine[Any, Any, None]], *rates: int) -> None:
    """Do it in a loop, on lanes of these rates."""

    async def play() -> None:
        await deed(Lanes(Budget(*(rates or FAST))))

    asyncio.run(play())


def test_one_letter_of_a_chat_is_on_the_wire_at_a_time() -> None:
    async def deed(lanes: Lanes) -> None:
        lanes.put([letter(1), letter(2), letter(3, chat=2)], 0.0)
        assert await taken(lanes) == [1, 3]
        assert await taken(lanes) == []
        lanes.done(letter(1))
        assert await taken(lanes) == [2]

    played(deed)


def test_a_letter_known_already_is_not_taken_twice() -> None:
    async def deed(lanes: Lanes) -> None:
        lanes.put([letter(1)], 0.0)
        lanes.put([letter(1)], 5.0)
        assert len(lanes) == 1
        assert await taken(lanes) == [1]
        assert lanes.age(letter(1), 5.0) == 5.0

    played(deed)


def test_no_more_are_taken_than_there_is_room_for_and_answers_have_room_of_their_own() -> None:
    async def deed(lanes: Lanes) -> None:
        lanes.put([letter(n, chat=n) for n in range(1, 4)], 0.0)
        lanes.put([letter(n, chat=n, priority=NOTICE) for n in range(11, 14)], 0.0)
        assert [one.id for one in await lanes.take(2, 1, 0.0)] == [1, 2, 11]
        assert [one.id for one in await lanes.take(0, 1, 0.0)] == [12]
        assert lanes.wait(0.0, answers=False, others=False) is None
        assert lanes.wait(0.0, answers=True, others=False) == 0.0
        assert [one.id for one in await lanes.take(1, 0, 0.0)] == [3]

    played(deed)


def test_answers_go_before_notices_and_notices_before_bulk() -> None:
    async def deed(lanes: Lanes) -> None:
        kinds = ((1, BULK), (2, NOTICE), (3, ANSWER), (4, BULK), (5, NOTICE))
        lanes.put([letter(n, chat=n, priority=kind) for n, kind in kinds], 0.0)
        assert await taken(lanes) == [3, 2, 5, 1, 4]

    played(deed)


def test_in_one_chat_an_answer_goes_before_notices_that_wait_but_not_before_those_of_its_own_turn() -> None:
    async def deed(lanes: Lanes) -> None:
        order = []
        lanes.put([letter(1, priority=NOTICE), letter(2, priority=NOTICE)], 0.0)
        lanes.put([letter(3), letter(4, priority=NOTICE), letter(5)], 0.0)
        lanes.put([letter(6)], 0.0)
        while found := await lanes.take(10, 10, 0.0):
            order.append(found[0].id)
            lanes.done(found[0])
        assert order == [3, 1, 2, 4, 5, 6]

    played(deed)


def test_a_notice_that_was_tried_already_is_not_overtaken() -> None:
    async def deed(lanes: Lanes) -> None:
        lanes.put([letter(1, priority=NOTICE)], 0.0)
        (first,) = await lanes.take(10, 10, 0.0)
        lanes.back(replace(first, attempts=1), 0.0)
        lanes.put([letter(2)], 0.0)
        assert await taken(lanes) == [1]

    played(deed)


def test_what_nobody_asked_for_goes_as_fast_as_the_rate_and_answers_do_not_wait_for_it() -> None:
    async def deed(lanes: Lanes) -> None:
        lanes.put([letter(n, chat=n, priority=BULK) for n in range(1, 30)], 0.0)
        assert await taken(lanes, 100) == list(range(1, 11))
        assert await taken(lanes, 100) == []
        assert 0 < (lanes.wait(0.0, answers=True, others=True) or 0) <= 1 / 20
        lanes.put([letter(99, chat=99)], 0.0)
        assert await taken(lanes) == [99]
        await asyncio.sleep(0.12)
        assert await taken(lanes) == [11], "of two that came in since, the answer had one"

    played(deed, 20, 1, 20)


def test_for_what_answers_took_too_much_the_others_wait_a_second_at_most() -> None:
    async def deed(_lanes: Lanes) -> None:
        budget = Budget(20, 1000, 1000)
        for chat in range(200):
            await budget.spend(chat, 1)
        began = time.monotonic()
        while budget.is_spent:
            await budget.pay()
            await asyncio.sleep(0.02)
        assert 0.9 < time.monotonic() - began < 2

    played(deed)


def test_one_person_gets_a_few_at_once_and_then_one_a_second() -> None:
    async def deed(lanes: Lanes) -> None:
        lanes.put([letter(n, chat=PERSON, priority=NOTICE) for n in range(30)], 0.0)
        for number in range(PERSON_BURST):
            assert await taken(lanes) == [number]
            lanes.done(letter(number, chat=PERSON))
        assert await taken(lanes) == []
        assert lanes.budget.is_crowded(PERSON)
        assert not lanes.budget.is_crowded(PERSON + 1)
        assert lanes.wait(0.0, answers=True, others=True) == 1.0
        lanes.put([letter(99, chat=PERSON)], 0.0)
        assert await taken(lanes) == [99]

    played(deed, 1000, 1, 20)


def test_a_group_gets_no_more_in_any_minute_than_it_may() -> None:
    """A burst of a quarter, and three quarters a minute."""

    async def deed(_lanes: Lanes) -> None:
        budget = Budget(1000, 1000, 20)
        burst = 0
        while budget.allows(GROUP):
            await budget.spend(GROUP, 1)
            burst += 1
        assert burst == 5
        assert burst + 60 / budget.pause(GROUP) <= 20
        assert budget.pause(GROUP) == GROUP_BURST / burst

    played(deed)


def test_several_files_count_as_several_messages() -> None:
    files = '{"text": "", "files": [["document", "a", "", ""], ["document", "b", "", ""]]}'
    assert wire.messages(letter(1, body=files)) == 3
    assert wire.messages(replace(letter(1, body=files), files_sent=1)) == 2
    assert wire.messages(letter(1, body='{"text": "", "files": [["document", "a", "", ""]]}')) == 1
    assert wire.messages(letter(1, body='{"text": "no files"}')) == 1


def test_chats_that_have_been_quiet_are_forgotten() -> None:
    async def deed(_lanes: Lanes) -> None:
        budget = Budget(1000, 1000, 1000)
        for chat in range(5000):
            budget.allows(chat)
        assert len(budget._chats) <= 2000  # noqa: SLF001 - that there is an end to it is seen nowhere else

    played(deed)


def test_a_letter_put_back_goes_first_after_its_pause() -> None:
    async def deed(lanes: Lanes) -> None:
        lanes.put([letter(1), letter(2)], 0.0)
        (first,) = await lanes.take(10, 10, 0.0)
        lanes.back(first, 5.0)
        assert await taken(lanes, now=4.0) == []
        assert lanes.wait(4.0, answers=True, others=True) == 1.0
        assert await taken(lanes, now=5.0) == [1]
        lanes.done(letter(1))
        assert await taken(lanes, now=5.0) == [2]

    played(deed)


def test_while_telegram_has_all_wait_only_answers_leave() -> None:
    async def deed(lanes: Lanes) -> None:
        lanes.put([letter(1), letter(2, chat=2, priority=NOTICE), letter(3, chat=3, priority=BULK)], 0.0)
        lanes.hold(5.0)
        assert await taken(lanes, now=1.0) == [1]
        assert lanes.wait(1.0, answers=True, others=True) == 4.0
        assert await taken(lanes, now=5.0) == [2, 3]

    played(deed)


def test_a_refusal_to_a_busy_chat_is_its_own_and_one_to_a_quiet_chat_or_to_two_is_for_all() -> None:
    async def held(lanes: Lanes, *refused: Envelope) -> bool:
        for one in refused:
            lanes.refuse(one, 5.0, 0.0)
        lanes.put([letter(99, chat=99, priority=NOTICE)], 0.0)
        return await taken(lanes) == []

    async def deed(lanes: Lanes) -> None:
        assert not await held(lanes, letter(1), letter(2)), "an answer, twice"
        assert await held(lanes, letter(3, chat=2)), "a second chat within the second"

    async def quiet(lanes: Lanes) -> None:
        assert await held(lanes, letter(1, priority=BULK))

    async def crowded(lanes: Lanes) -> None:
        await lanes.budget.spend(1, PERSON_BURST)
        assert not await held(lanes, letter(1, priority=BULK))

    played(deed)
    played(quiet)
    played(crowded, 1000, 1, 20)


def test_a_chat_that_moved_keeps_its_order_under_its_new_id() -> None:
    async def deed(lanes: Lanes) -> None:
        lanes.put([letter(1), letter(2), letter(3, priority=BULK)], 0.0)
        (first,) = await lanes.take(10, 10, 0.0)
        assert lanes.move(first, -100, 0.0) == [2, 3]
        order = []
        while found := await lanes.take(10, 10, 0.0):
            order += [(one.id, one.chat_id) for one in found]
            lanes.done(found[0])
        assert order == [(1, -100), (2, -100), (3, -100)]
        lanes.put([letter(4)], 0.0)
        assert await taken(lanes) == [4], "the old id is not busy for ever"

    played(deed)


def test_what_is_dropped_is_given_back_and_forgotten() -> None:
    async def deed(lanes: Lanes) -> None:
        lanes.put([letter(1), letter(2, priority=BULK), letter(3, chat=2)], 0.0)
        assert [one.id for one in lanes.drop(1)] == [1, 2]
        assert lanes.drop(1) == []
        assert [one.id for one in lanes.empty()] == [3]
        assert len(lanes) == 0
        assert lanes.wait(0.0, answers=True, others=True) is None
        lanes.done(letter(3, chat=2))
        assert await taken(lanes) == []

    played(deed)


def test_bulk_letters_can_be_put_down_alone() -> None:
    async def deed(lanes: Lanes) -> None:
        lanes.put([letter(1), letter(2, priority=BULK), letter(3, chat=2, priority=BULK)], 0.0)
        assert lanes.bulk == 2
        assert [one.id for one in lanes.drop_bulk()] == [2, 3]
        assert lanes.bulk == 0
        assert await taken(lanes) == [1]

    played(deed)
