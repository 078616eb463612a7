"""The process is killed again and again while a long queue of updates is handled: each is handled once, in order."""

import random

from sqlalchemy import func, select

from store.tables import InboxRow, Letter, Place
from store.tables.traffic import InboxState
from tests.crash.office import Birth, Office, until_true
from tests.crash.record import check_what_people_saw
from tests.stage import CAST, who

UPDATES = 300
KILLS = 5


def handled(office: Office) -> int:
    with office.database.reading() as work:
        query = select(func.count()).select_from(InboxRow).where(InboxRow.state == InboxState.DONE)
        return work.session.scalar(query) or 0


def test_of_three_hundred_updates_none_is_lost_and_none_handled_twice(database_url: str, birth: Birth) -> None:
    chance = random.Random(7)
    writers = ["dana", "dan"]
    with Office(database_url, birth) as office:
        office.start()
        for name in writers:
            for text in ("/new", "建议", "关于在滨江路加装路灯的建议"):
                if text == "建议":
                    office.people.tap(who(name), text)
                else:
                    office.people.say(who(name), text)
                office.rest()
        office.kill()
        begun, each = handled(office), UPDATES // len(CAST)
        for number in range(each):
            for name in CAST:
                office.people.say(who(name), f"第{number}段。" if name in writers else "/help")
        for kill in range(KILLS):
            office.start()
            enough = begun + kill * UPDATES // (KILLS + 1) + chance.randint(1, 30)
            until_true(lambda enough=enough: handled(office) >= enough)  # type: ignore[misc]  # a bound default
            office.kill()
        assert handled(office) < begun + UPDATES, "it was killed while it handled them"
        office.start()
        office.rest()
        assert handled(office) == begun + UPDATES
        _each_once(office, writers, each)
        check_what_people_saw(office.database, office.people)


def _each_once(office: Office, writers: list[str], each: int) -> None:
    """Every text of a writer is kept once and in its place, and every question is answered once."""
    with office.database.reading() as work:
        for name, (chat, _, _) in CAST.items():
            if name in writers:
                place = work.session.get_one(Place, chat)
                assert place.answers["background"] == [f"第{number}段。" for number in range(each)]
            else:
                said = work.session.scalars(select(Letter.message).where(Letter.chat_id == chat)).all()
                assert said == ["general/help"] * each
