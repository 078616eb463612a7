"""Several people press and write at the same moment."""

from sqlalchemy import select

from bot.domain.lives import Part, ProposalState, Role
from store.tables import Person
from tests.handling.case import give, proposal, reply
from tests.handling.writing import begin, submit, to_office, write_all
from tests.stage import Stage


def test_what_two_liaisons_write_at_once_is_all_kept_in_each_ones_order(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD), requests=("修补院内路面",))
    with stage.database.writing() as work:
        people = {person.name: person for person in work.session.scalars(select(Person))}
        people["Ugo"].unit_id = people["Uma"].unit_id
    begin(stage, share)
    begin(stage, share, "ugo")
    for number in range(8):
        stage.people.say("Uma", f"甲{number}")
        stage.people.say("Ugo", f"乙{number}")
    stage.wait()
    (answer,) = reply(stage, share).answers
    lines = answer.text.split("\n")
    assert [line for line in lines if line.startswith("甲")] == [f"甲{number}" for number in range(8)]
    assert [line for line in lines if line.startswith("乙")] == [f"乙{number}" for number in range(8)]


def test_of_two_leaders_who_press_at_once_one_is_told_it_is_too_late(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD), requests=("修补院内路面",))
    with stage.database.writing() as work:
        people = {person.name: person for person in work.session.scalars(select(Person))}
        people["Ugo"].role, people["Ugo"].unit_id = Role.LEADER, people["Lena"].unit_id
    submit(stage, share, 1)
    stage.people.tap("Lena", "同意")
    stage.people.tap("Ugo", "同意")
    stage.wait()
    last = {stage.said("lena")[-1], stage.said("ugo")[-1]}
    assert "replies/decided" in last
    assert last & {"refusals/not_now", "refusals/too_late"}
    assert stage.said("olga") == ["replies/to_review"]


def test_two_replies_issued_at_once_end_the_round_once(stage: Stage) -> None:
    mine, other = give(stage, ("housing", Part.SEPARATE), ("roads", Part.SEPARATE), requests=("修补院内路面",))
    with stage.database.writing() as work:
        people = {person.name: person for person in work.session.scalars(select(Person))}
        people["Dan"].role = Role.OFFICE
    to_office(stage, mine, 1)
    with stage.database.writing() as work:
        people = {person.name: person for person in work.session.scalars(select(Person))}
        people["Lena"].unit_id = people["Ugo"].unit_id
    begin(stage, other, "ugo")
    write_all(stage, 1, "ugo")
    stage.tap("ugo", "提交审核")
    stage.tap("lena", "同意")
    numbers = [reply(stage, share).id for share in (mine, other)]
    stage.people.tap("Olga", data=f"issue:{numbers[0]}:1")
    stage.people.tap("Dan", data=f"issue:{numbers[1]}:1")
    stage.wait()
    assert proposal(stage).state is ProposalState.ANSWERED
    assert stage.said("dana") == ["replies/issued"] * 2
