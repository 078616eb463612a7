"""The process is killed at every step of the way, and nothing is lost, nothing done twice, everything said."""

import random
import time
from collections.abc import Callable
from itertools import cycle

import pytest

from tests.crash.office import PATIENCE, Birth, Office, until_true
from tests.crash.record import Record, check_what_people_saw, record
from tests.crash.way import COMPENDIUM, GIVEN, WAY, Step

SAYS = ("sendmessage", "editmessagetext", "senddocument", "sendphoto")

Dies = Callable[[Office, Step, random.Random], None]


def before_it_is_brought(office: Office, step: Step, _chance: random.Random) -> None:
    """The bot is down when the update comes, which then waits with Telegram."""
    office.kill()
    step.play(office.people)
    office.start()


def while_it_is_handled(office: Office, step: Step, chance: random.Random) -> None:
    """It dies within 30 ms of the update: as it is fetched, handled, kept, or answered."""
    step.play(office.people)
    time.sleep(chance.uniform(0, 0.03))
    office.restart()


def while_it_answers(office: Office, step: Step, chance: random.Random) -> None:
    """It dies while Telegram does not answer, which may have taken the letter or not."""
    arrives = chance.random() < 0.5
    for method in SAYS:
        office.people.fault("timeout", method, delay=PATIENCE, performs=arrives)
    said = max((call["seq"] for call in office.people.calls()), default=0)
    step.play(office.people)
    until_true(lambda: any(call["method"] in SAYS for call in office.people.calls(said)))
    office.kill()
    office.people.clear_faults()
    office.start()


WAYS_TO_DIE: tuple[Dies, ...] = (before_it_is_brought, while_it_is_handled, while_it_answers)
FIRST = {"sqlite": 0, "postgresql": 1}  # so that no step dies the same way on both


@pytest.mark.timeout(600)
def test_a_bot_that_is_killed_at_every_step_loses_nothing(database_url: str, birth: Birth, undisturbed: Record) -> None:
    chance = random.Random(7)
    with Office(database_url, birth) as office:
        ways = cycle(WAYS_TO_DIE)
        for _ in range(FIRST[office.database.url.get_backend_name()]):
            next(ways)
        office.start()
        for step, dies in zip(WAY, ways, strict=False):
            dies(office, step, chance)
            office.rest()
        assert record(office.database) == undisturbed
        assert check_what_people_saw(office.database, office.people) > 0


LINES = "\n".join(
    f"{n}. 关于改善第{n}社区停车条件的建议\n代表：Dana\n第{n}社区车位不足，居民停车困难，道路两侧长期被占用。\n"
    for n in range(1, 201)
)
LONGER: dict[str, tuple[list[Step], Step, list[str]]] = {
    # what                before                             announced with             said in the end
    "an import": (
        [Step("olga", file=("many.txt", f"市十届人大一次会议代表建议汇编\n\n{LINES}".encode()))],
        Step("olga", taps="作为待办件"),
        ["imports/preview", "imports/under_way", "imports/done"],
    ),
    "a picture": (
        [
            Step("olga", file=("few.txt", COMPENDIUM)),
            Step("olga", taps="作为待办件"),
            Step("olga", says="/assign 1"),
            *GIVEN[3:8],
        ],
        Step("olga", says="/stats"),
        ["looking/figures", "looking/picture"],
    ),
}


@pytest.mark.parametrize("what", LONGER)
def test_a_longer_deed_that_was_announced_is_done_though_the_bot_dies(
    database_url: str, birth: Birth, what: str
) -> None:
    """It is killed when the announcement reaches Telegram, with the deed itself under way."""
    before, step, said = LONGER[what]
    with Office(database_url, birth) as office:
        office.start()
        for earlier in before:
            earlier.play(office.people)
            office.rest()
        while_it_answers(office, step, random.Random(1))
        office.rest()
        told = record(office.database)
        assert [message for message, _, _ in told.letters["olga"]][-len(said) :] == said
        assert told.updates == {"done": len(before) + 1}
        check_what_people_saw(office.database, office.people)


def test_letters_that_two_deaths_left_open_are_said_at_the_next_start(database_url: str, birth: Birth) -> None:
    """The second dies while it says again what the first may have said; the third need not wait for its lease."""
    with Office(database_url, birth) as office:
        office.start()
        while_it_answers(office, Step("uma", says="/help"), random.Random(1))
        office.people.fault("timeout", "sendMessage", delay=PATIENCE)
        said = office.people.calls()[-1]["seq"]
        until_true(lambda: any(call["method"] in SAYS for call in office.people.calls(said)))
        office.kill()
        office.people.clear_faults()
        office.start()
        office.rest()
        assert check_what_people_saw(office.database, office.people) > 0
