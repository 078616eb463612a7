"""A link makes a person: once, in three taps, with the role the office gave it; and nobody else learns anything."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, select, update

from bot.domain.errors import Refused
from bot.domain.lives import Kind, ProposalState, Role
from bot.services import joining
from bot.services.invitations import hash_of
from bot.turn import Turn
from store.database import Work
from store.tables import Invitation, JournalRow, Person, Proposal, Proposer, Sitting
from tests.joining.conftest import NINA, Newcomers

COMMANDS = "general/commands"
LONG_AGO = datetime(2025, 2, 3, tzinfo=UTC)


def _person(newcomers: Newcomers, number: int = NINA) -> Person | None:
    with newcomers.stage.work() as work:
        return work.session.scalars(select(Person).where(Person.chat_id == number)).one_or_none()


def test_three_taps_make_a_person_with_menu_and_welcome_and_the_office_hears(newcomers: Newcomers) -> None:
    newcomers.joins("Nina", NINA, newcomers.token(Role.LIAISON, unit="市道路管理处"))
    person = _person(newcomers)
    assert person is not None
    assert (person.name, person.role, person.language) == ("Nina", Role.LIAISON, "zh")
    assert person.unit is not None
    assert person.unit.name == "市道路管理处"
    steps = ["joining/invited", "joining/ask_language", "joining/ask_name", COMMANDS, "joining/welcome"]
    assert newcomers.said_to(NINA) == steps
    assert newcomers.stage.said("olga") == ["joining/joined"]
    commands = next(one for one in newcomers.stage.people.calls() if one["method"] == "setmycommands")
    assert [one["command"] for one in commands["params"]["commands"]][:2] == ["menu", "tasks"]


def test_the_language_that_was_chosen_is_spoken_from_then_on(newcomers: Newcomers) -> None:
    """While joining too, when the person stands nowhere yet."""
    newcomers.comes("Nina", NINA, newcomers.token(name="张三"))
    newcomers.stage.tap("nina", "确认加入")
    newcomers.stage.tap("nina", "English")
    assert newcomers.stage.last("nina").startswith("What is your name?")
    newcomers.stage.say("nina", "N" * 61)
    assert any("the limit is 60" in entry["text"] for entry in newcomers.stage.people.letters("Nina"))
    newcomers.stage.say("nina", "  Nina \n Novak ")
    assert newcomers.stage.last("nina").startswith("Welcome, Nina Novak!")
    person = _person(newcomers)
    assert person is not None
    assert (person.name, person.language) == ("Nina Novak", "en")


def test_the_name_in_the_invitation_is_offered_before_the_one_telegram_shows(newcomers: Newcomers) -> None:
    newcomers.joins("Nina", NINA, newcomers.token(name="张三"))
    person = _person(newcomers)
    assert person is not None
    assert person.name == "张三"


def test_a_name_that_telegram_shows_is_offered_as_far_as_a_name_goes(newcomers: Newcomers) -> None:
    """Telegram allows 64 characters twice, the column holds 60."""
    newcomers.stage.people.create("N" * 128, id=NINA)
    newcomers.stage.say(str(NINA), f"/start {newcomers.token()}")
    for label in ("确认加入", "中文"):
        newcomers.stage.tap(str(NINA), label)
    newcomers.stage.tap(str(NINA), data="say:name:offered")
    person = _person(newcomers)
    assert person is not None
    assert person.name == "N" * 60


def test_a_link_works_once(newcomers: Newcomers) -> None:
    token = newcomers.token()
    newcomers.joins("Nina", NINA, token)
    newcomers.comes("Otto", 901, token)
    assert newcomers.said_to(901) == ["refusals/invitation_used"]
    assert _person(newcomers, 901) is None


def test_of_two_who_open_one_link_the_second_to_finish_is_told(newcomers: Newcomers) -> None:
    token = newcomers.token()
    newcomers.comes("Otto", 901, token)
    newcomers.joins("Nina", NINA, token)
    newcomers.stage.tap("otto", "确认加入")
    newcomers.stage.tap("otto", "中文")
    newcomers.stage.tap("otto", "就用“Otto”")
    assert newcomers.said_to(901)[-1] == "refusals/invitation_used"
    assert _person(newcomers, 901) is None


def test_of_two_who_finish_at_the_same_moment_one_joins(newcomers: Newcomers) -> None:
    """Both have read that the link is open before either uses it: the row itself decides."""
    token = newcomers.token()
    ends: list[str] = []

    def joins(number: int) -> None:
        def deed(turn: Turn) -> None:
            turn.chat_id = number
            found = turn.work.session.scalars(select(Invitation).where(Invitation.token_hash == hash_of(token))).one()
            joining.join(turn, found.id, f"P{number}", "zh")

        ends.append(_end_of(newcomers, deed))

    async def both() -> None:
        await asyncio.gather(asyncio.to_thread(joins, 901), asyncio.to_thread(joins, 902))

    asyncio.run(both())
    assert sorted(ends) == ["", "invitation_used"]
    assert (_person(newcomers, 901) is None) != (_person(newcomers, 902) is None)


def _end_of(newcomers: Newcomers, deed: object) -> str:
    try:
        newcomers.stage.call(newcomers.stage.banli.run(deed))  # type: ignore[arg-type] # a deed, as every caller knows
    except Refused as refused:
        return refused.reason
    return ""


def test_an_old_link_and_a_wrong_one_are_told_apart(newcomers: Newcomers) -> None:
    token = newcomers.token(days=2)
    newcomers.stage.forward(days=2)
    newcomers.comes("Nina", NINA, token)
    newcomers.stage.say("nina", "/start nonsense")
    newcomers.stage.say("nina", "/start")
    newcomers.stage.say("nina", "/menu")
    newcomers.stage.say("nina", "你好")
    strangers = ["refusals/stranger"] * 3
    assert newcomers.said_to(NINA) == ["refusals/invitation_expired", "refusals/invitation_unknown", *strangers]


def test_a_link_that_expires_between_the_taps_is_not_taken(newcomers: Newcomers) -> None:
    newcomers.comes("Nina", NINA, newcomers.token(days=1))
    newcomers.stage.tap("nina", "确认加入")
    newcomers.stage.tap("nina", "中文")
    newcomers.stage.forward(days=1)
    newcomers.stage.say("nina", "妮娜")
    assert newcomers.said_to(NINA)[-1] == "refusals/invitation_expired"
    assert _person(newcomers) is None


def test_an_invitation_that_was_taken_back_between_the_taps_is_unknown(newcomers: Newcomers) -> None:
    newcomers.comes("Nina", NINA, newcomers.token())
    with newcomers.stage.database.writing() as work:
        work.connection.execute(delete(Invitation))
    newcomers.stage.say("nina", "what?")
    newcomers.stage.tap("nina", "确认加入")
    newcomers.stage.tap("nina", "中文")
    newcomers.stage.say("nina", "妮娜")
    assert newcomers.said_to(NINA)[-1] == "refusals/invitation_unknown"


def test_the_same_tap_twice_asks_one_question(newcomers: Newcomers) -> None:
    newcomers.comes("Nina", NINA, newcomers.token())
    newcomers.stage.tap("nina", "确认加入")
    newcomers.stage.tap("nina", "确认加入", again=True)
    assert newcomers.said_to(NINA)[1:] == ["joining/ask_language", "refusals/old_button"]


def test_somebody_who_has_joined_keeps_his_role(newcomers: Newcomers) -> None:
    newcomers.stage.say("dana", f"/start {newcomers.token(Role.OFFICE)}")
    assert newcomers.stage.said("dana") == ["refusals/joined_already"]
    assert newcomers.stage.person("dana").role is Role.DEPUTY
    newcomers.stage.say("dana", "/start")
    assert newcomers.stage.said("dana")[-1] == "general/menu"


def test_a_join_that_the_person_did_not_ask_for_is_refused(newcomers: Newcomers) -> None:
    with newcomers.stage.work() as work:
        banli = newcomers.stage.banli
        turn = Turn(work, newcomers.stage.now, banli.config, banli.voice)
        with pytest.raises(Refused, match="old_button"):
            joining.join(turn, 1, "Nobody", "zh")


def test_who_was_put_out_of_service_comes_back_as_the_same_person(newcomers: Newcomers) -> None:
    """What he did before stays his."""
    dana = newcomers.stage.person("dana")
    with newcomers.stage.database.writing() as work:
        work.connection.execute(update(Person).where(Person.id == dana.id).values(active=False))
    newcomers.stage.say("dana", "/menu")
    newcomers.stage.say("dana", f"/start {newcomers.token(Role.LEADER, unit='市道路管理处')}")
    newcomers.stage.tap("dana", "确认加入")
    newcomers.stage.tap("dana", "中文")
    newcomers.stage.say("dana", "丹娜")
    assert newcomers.stage.said("dana")[0] == "refusals/stranger"
    back = newcomers.stage.person("dana")
    assert (back.id, back.name, back.role, back.active) == (dana.id, "丹娜", Role.LEADER, True)


def test_a_stranger_in_another_conversation_is_not_heard(newcomers: Newcomers) -> None:
    """Somebody who was put out of service in the midst of one cannot go on with it."""
    newcomers.stage.say("olga", "/invite")
    with newcomers.stage.database.writing() as work:
        work.connection.execute(update(Person).values(active=False))
    newcomers.stage.tap("olga", "建议提案办")
    newcomers.stage.say("olga", "skip")
    assert newcomers.stage.said("olga")[-2:] == ["refusals/old_button", "refusals/stranger"]


def _case(work: Work, name: str, title: str) -> None:
    sitting = work.session.scalars(select(Sitting)).first()
    case = Proposal(
        kind=Kind.SUGGESTION, title=title, state=ProposalState.ARCHIVED, sitting=sitting, created_at=LONG_AGO
    )
    case.proposers = [Proposer(position=1, name=name)]
    work.session.add(case)


def test_a_deputy_who_joins_finds_the_cases_that_bear_his_name(newcomers: Newcomers) -> None:
    """Spaces inside a name are print; another name, even a longer one, is another person."""
    with newcomers.stage.database.writing() as work:
        for number, name in enumerate(("张三", "张 三", "张\u3000三", "张三丰")):
            _case(work, name, f"关于第{number}件事的建议")
    newcomers.joins("Nina", NINA, newcomers.token(name="张三"))
    assert "3件" in newcomers.stage.last("nina")
    assert "3件" in newcomers.stage.last("olga")
    with newcomers.stage.work() as work:
        found = work.session.scalars(select(Proposer.name).where(Proposer.person_id.is_not(None))).all()
        assert set(found) == {"张三", "张 三", "张\u3000三"}
        joined = work.session.scalars(select(JournalRow).where(JournalRow.act == "join")).one()
        assert joined.detail == {"role": "deputy", "cases": 3}


def test_a_name_is_the_same_in_capitals_and_in_wide_letters(newcomers: Newcomers) -> None:
    with newcomers.stage.database.writing() as work:
        for number, name in enumerate(("ÉLISE Li", "élise li", "Ｅ́lise Li", "Elise Li")):
            _case(work, name, f"关于第{number}件事的建议")
    newcomers.joins("Nina", NINA, newcomers.token(name="Élise Li"))
    assert "3件" in newcomers.stage.last("nina")


def test_a_name_that_somebody_types_opens_no_case_of_another(newcomers: Newcomers) -> None:
    with newcomers.stage.database.writing() as work:
        _case(work, "张三", "关于一件事的建议")
    newcomers.comes("Nina", NINA, newcomers.token())
    newcomers.stage.tap("nina", "确认加入")
    newcomers.stage.tap("nina", "中文")
    newcomers.stage.say("nina", "张三")
    assert newcomers.stage.said("olga")[-1] == "joining/joined"
    with newcomers.stage.work() as work:
        assert work.session.scalars(select(Proposer.person_id)).all() == [None]


@pytest.mark.parametrize("role", [Role.OFFICE, Role.SUPERVISOR])
def test_only_a_deputy_is_given_cases(newcomers: Newcomers, role: Role) -> None:
    with newcomers.stage.database.writing() as work:
        _case(work, "张三", "关于一件事的建议")
    newcomers.joins("Nina", NINA, newcomers.token(role, name="张三"))
    with newcomers.stage.work() as work:
        assert work.session.scalars(select(Proposer.person_id)).all() == [None]


def test_of_two_deputies_of_one_name_neither_is_given_the_cases_unseen(newcomers: Newcomers) -> None:
    with newcomers.stage.database.writing() as work:
        _case(work, "Dana", "关于一件事的建议")
    newcomers.joins("Nina", NINA, newcomers.token(name="Dana"))
    with newcomers.stage.work() as work:
        assert work.session.scalars(select(Proposer.person_id)).all() == [None]
