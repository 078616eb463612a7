"""What becomes of a letter when Telegram is slow, refuses, or does not answer."""

import time
from collections.abc import Callable

from bot.delivery.wire import AGAIN
from bot.turn import Turn
from store import people
from store.outbox import BULK, NOTICE
from store.tables.traffic import LetterState
from tests.handling.case import forge
from tests.stage import CAST, Stage

GROUP, SUPERGROUP = -55, -10055


def greet(
    stage: Stage, *names: str, message: str = "general/edit_not_taken", priority: int = NOTICE, once: str | None = None
) -> None:
    """Something that the bot says to these people unasked."""

    def deed(turn: Turn) -> None:
        found = [people.by_chat(turn.work, CAST[name][0]) for name in names]
        turn.tell([person for person in found if person is not None], message, priority=priority, once=once)

    stage.call(stage.banli.run(deed))


def until(happens: Callable[[], object]) -> None:
    """Wait until something is so, at most ten seconds."""
    end = time.monotonic() + 10
    while not happens():
        assert time.monotonic() < end
        time.sleep(0.01)


def states(stage: Stage, name: str) -> list[LetterState]:
    return [letter.state for letter in stage.letters if letter.to == name]


def test_a_chat_that_is_told_to_wait_waits_alone(stage: Stage) -> None:
    stage.people.fault("429", "sendMessage", chat=str(CAST["uma"][0]), retry_after=1)
    began = time.monotonic()
    greet(stage, "uma", "olga")
    until(lambda: stage.people.letters("Olga"))
    assert time.monotonic() - began < 1
    assert stage.people.letters("Uma") == []
    stage.wait()
    assert time.monotonic() - began >= 1
    assert states(stage, "uma") == [LetterState.SENT]


def test_the_letters_of_a_chat_keep_their_order_whatever_happens_to_the_first(stage: Stage) -> None:
    stage.people.fault("500", "sendMessage", chat=str(CAST["uma"][0]))
    for text in ("/help", "/language", "/help"):
        stage.people.say("Uma", text)
    stage.wait()
    shown = [entry["text"] for entry in stage.people.letters("Uma")]
    assert [("Please" in text) for text in shown] == [False, True, False]
    assert states(stage, "uma") == [LetterState.SENT] * 3


def test_a_letter_that_surely_did_not_arrive_is_sent_again_without_a_mark(stage: Stage) -> None:
    for kind in ("500", "502"):
        stage.people.fault(kind, "sendMessage")
    stage.say("uma", "/help")
    (shown,) = stage.people.letters("Uma")
    assert not shown["text"].startswith(AGAIN)


def test_a_letter_that_may_have_arrived_is_said_again_once_with_a_mark(stage: Stage) -> None:
    stage.people.fault("drop_after", "sendMessage")
    stage.say("uma", "/help")
    first, second = (entry["text"] for entry in stage.people.letters("Uma"))
    assert second == AGAIN + first
    assert states(stage, "uma") == [LetterState.SENT]


def test_a_letter_that_may_have_arrived_twice_is_given_up(stage: Stage) -> None:
    stage.people.fault("drop_after", "sendMessage", times=2)
    stage.say("uma", "/help")
    assert len(stage.people.letters("Uma")) == 2
    (letter,) = stage.letters
    assert (letter.state, letter.error[:7]) == (LetterState.FAILED, "unknown")


def test_an_edit_is_made_again_without_a_mark(stage: Stage) -> None:
    stage.people.fault("drop_after", "editMessageText")
    stage.say("uma", "/language")
    stage.tap("uma", "English")
    assert [entry["text"] for entry in stage.people.letters("Uma")] == [stage.last("uma")]
    assert stage.last("uma").startswith("Done")
    assert states(stage, "uma")[-1] is LetterState.SENT


def test_an_edit_of_a_message_that_is_gone_is_said_anew(stage: Stage) -> None:
    stage.say("uma", "/language")
    world = stage.sandbox.sandbox.world
    message = world.bot().chats[CAST["uma"][0]].messages[stage.shown("uma")["message_id"]]
    stage.people.tap("Uma", "English")
    world.remove(message)
    stage.wait()
    assert stage.last("uma").startswith("Done")


def test_whoever_is_gone_gets_no_more_letters(stage: Stage) -> None:
    stage.people.deactivate("Dana")
    greet(stage, "dana")
    greet(stage, "dana")
    stage.wait()
    assert set(states(stage, "dana")) == {LetterState.FAILED}
    assert not stage.person("dana").reachable
    told = len(stage.letters)
    greet(stage, "dana")
    stage.wait()
    assert len(stage.letters) == told


def test_whoever_blocks_the_bot_is_left_alone_until_he_comes_back(stage: Stage) -> None:
    stage.people.block("Dana")
    stage.wait()
    assert not stage.person("dana").reachable
    greet(stage, "dana")
    stage.people.unblock("Dana")
    stage.wait()
    assert stage.person("dana").reachable
    greet(stage, "dana")
    stage.wait()
    assert states(stage, "dana") == [LetterState.SENT]


def test_whoever_writes_can_be_written_to(stage: Stage) -> None:
    """The news of a block that was taken back may have been missed."""
    with stage.database.writing() as work:
        people.set_unreachable(work, CAST["dana"][0], stage.now)
    stage.say("dana", "/help")
    assert stage.person("dana").reachable


def test_who_writes_in_a_group_is_not_reached_in_private_by_that(stage: Stage) -> None:
    with stage.database.writing() as work:
        people.set_unreachable(work, CAST["dana"][0], stage.now)
    stage.people.group(GROUP, "Street", ["Dana"])
    stage.people.say("Dana", "/help", chat=GROUP)
    stage.wait()
    assert not stage.person("dana").reachable


def test_letters_to_a_group_follow_it_to_its_new_id_in_order(stage: Stage) -> None:
    stage.people.group(GROUP, "Street", ["Dana"])
    stage.wait()
    stage.people.say("Dana", "/help", chat=GROUP)
    stage.wait()
    stage.people.upgrade(GROUP, SUPERGROUP)
    for _ in range(3):
        stage.call(stage.banli.run(_to_group))
    stage.wait()
    chats = stage.sandbox.sandbox.world.bot().chats
    assert len(chats[GROUP].messages) == 2, "what was said before stays where it was"
    assert len(chats[SUPERGROUP].messages) == 3
    assert [letter.to for letter in stage.letters[1:]] == [str(SUPERGROUP)] * 3
    assert {letter.state for letter in stage.letters} == {LetterState.SENT}


def _to_group(turn: Turn) -> None:
    turn.chat_id = GROUP
    turn.answer("general/private_only")


def test_the_office_hears_once_of_whoever_is_lost_each_time_that_he_is(stage: Stage) -> None:
    for times in (1, 2):
        stage.people.block("Dana")
        stage.wait()
        stage.tick()
        stage.tick()
        assert stage.said("olga").count("broadcasts/unreachable") == times
        assert "Dana" in stage.letter("olga", "broadcasts/unreachable").body["text"]
        stage.tap("olga", "全部名单")
        assert "Dana" in stage.last("olga")
        stage.people.unblock("Dana")
        stage.wait()
    stage.tap("olga", "全部名单")
    assert "没有联系不上的人" in stage.last("olga")


def test_who_is_lost_at_night_is_told_of_in_the_morning(stage: Stage) -> None:
    stage.at("2026-03-02T22:00+08:00")
    stage.people.block("Dana")
    stage.wait()
    stage.tick()
    assert "broadcasts/unreachable" not in stage.said("olga")
    stage.at("2026-03-03T09:00+08:00")
    assert "broadcasts/unreachable" in stage.said("olga")


def test_the_list_of_who_is_lost_is_the_offices(stage: Stage) -> None:
    forge(stage, "uma", "unreached:0")
    assert stage.said("uma")[-1] == "refusals/old_button"


def test_what_telegram_puts_off_for_more_than_a_day_is_given_up(stage: Stage) -> None:
    stage.people.fault("429", "sendMessage", chat=str(CAST["uma"][0]), times=2, retry_after=1)
    greet(stage, "uma")
    until(lambda: any(letter.error.startswith("RetryAfter") for letter in stage.letters))
    stage.people.forward_clock(2 * 86400)
    stage.wait()
    (letter,) = stage.letters
    assert (letter.state, letter.error[:9]) == (LetterState.FAILED, "given up:")


def test_a_refusal_of_bulk_holds_all_bulk_for_as_long_and_no_answer(stage: Stage) -> None:
    stage.people.fault("429", "sendMessage", chat=str(CAST["uma"][0]), retry_after=2)
    greet(stage, "uma", message="general/private_only", priority=BULK)
    until(lambda: any(letter.error.startswith("RetryAfter") for letter in stage.letters))
    began = time.monotonic()
    greet(stage, "dana", message="general/private_only", priority=BULK)
    stage.people.say("Olga", "/help")
    until(lambda: stage.people.letters("Olga"))
    assert time.monotonic() - began < 1
    assert stage.people.letters("Dana") == []
    until(lambda: stage.people.letters("Dana"))
    assert time.monotonic() - began > 1.2


def test_a_letter_that_telegram_refuses_fails_alone(stage: Stage) -> None:
    with stage.database.writing() as work:
        uma = people.by_chat(work, CAST["uma"][0])
        assert uma is not None
        turn = Turn(work, stage.now, stage.config, stage.banli.voice)
        turn.tell([uma], "general/edit_not_taken")
        turn._letters[0]["body"] = '{"text": "<b>unclosed"}'  # noqa: SLF001 - no template could write this
        turn.tell([uma], "general/edit_not_taken")
        turn.finish()
    stage.tick()
    assert states(stage, "uma") == [LetterState.FAILED, LetterState.SENT]


def test_a_letter_for_later_waits_for_its_moment(stage: Stage) -> None:
    def deed(turn: Turn) -> None:
        uma = people.by_chat(turn.work, CAST["uma"][0])
        assert uma is not None
        turn.tell([uma], "general/edit_not_taken", not_before=turn.now.replace(hour=3))

    stage.call(stage.banli.run(deed))
    stage.wait()
    assert states(stage, "uma") == [LetterState.NEW]
    stage.forward(hours=3)
    assert states(stage, "uma") == [LetterState.SENT]


def test_what_is_said_once_is_said_once(stage: Stage) -> None:
    for _ in range(2):
        greet(stage, "dana", "dan", once="a day's reminder")
    stage.wait()
    assert (stage.said("dana"), stage.said("dan")) == (["general/edit_not_taken"], ["general/edit_not_taken"])


def test_bulk_letters_wait_for_answers(stage: Stage) -> None:
    stage.people.fault("429", "sendMessage", chat=str(CAST["uma"][0]), retry_after=1)
    greet(stage, "uma", message="general/private_only", priority=BULK)
    greet(stage, "uma", message="general/private_only", priority=BULK)
    stage.say("uma", "/help")
    assert ["/tasks" in entry["text"] for entry in stage.people.letters("Uma")] == [True, False, False]


def test_letters_that_wait_when_the_bot_goes_down_are_sent_when_it_is_up(stage: Stage) -> None:
    stage.people.fault("429", "sendMessage", chat=str(CAST["uma"][0]), retry_after=30)
    greet(stage, "uma")
    greet(stage, "uma")
    until(lambda: any(letter.error.startswith("RetryAfter") for letter in stage.letters))
    stage.restart()
    stage.forward(minutes=1)
    texts = [entry["text"] for entry in stage.people.letters("Uma")]
    assert len(texts) == 2
    assert not any(text.startswith(AGAIN) for text in texts)
