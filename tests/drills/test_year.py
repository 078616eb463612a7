"""The drill of a year finds a short one right, and notices what is missing, said twice, or on another day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from store.tables import Letter, Reconciliation, Reminded
from tests.drills import year
from tests.drills.town import Town


def test_a_short_year_adds_up_and_whatever_is_wrong_in_it_is_found(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "CASES": 12,
        "LAST": date(2025, 1, 31),
        "ASSIGNED": 5,
        "AWAY": (date(2025, 1, 14),),
    }.items():
        monkeypatch.setattr(year, name, value)
    town = Town(database_url, 1, datetime.combine(year.FIRST, datetime.min.time(), UTC) - timedelta(hours=1))
    account, _ = year.live(town)
    found = year.compare(town, account)
    assert year.is_right(found), found
    assert sum(found["gaps_counted"].values()) > 0
    with town.database.writing() as work:
        keys = work.connection.execute(select(Reminded.once).limit(3)).scalars().all()
        digest = work.connection.execute(select(Letter).where(Letter.message == "reminders/digest").limit(1)).first()
        assert digest is not None
        work.connection.execute(delete(Reminded).where(Reminded.once == keys[0]))
        work.connection.execute(update(Reminded).where(Reminded.once == keys[1]).values(at=town.now))
        body = {"message": "reminders/accept_late", "chat_id": 1, "body": "{}", "once": "x", "created_at": town.now}
        work.connection.execute(insert(Letter).values(**body))
        work.connection.execute(update(Reconciliation).values(gaps=Reconciliation.gaps + 1))
    wrong = year.compare(town, account)
    assert wrong["missing"] == [keys[0]]
    assert wrong["on_another_day"] == [keys[1]]
    assert wrong["twice"] > 0
    assert not year.is_right(wrong)
    town.database.close()
