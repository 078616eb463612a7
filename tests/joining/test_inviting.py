"""The office makes links in conversation; whoever presses one joins as what the office chose."""

import hashlib

import pytest
from sqlalchemy import select

from bot.domain.errors import Refused
from bot.domain.lives import Role
from store.tables import Invitation, Person, Unit
from tests.joining.conftest import NINA, Newcomers, token_in


def test_a_role_a_unit_and_a_name_make_a_link_that_works(newcomers: Newcomers) -> None:
    stage = newcomers.stage
    stage.say("olga", "/invite")
    stage.tap("olga", "单位负责人")
    stage.say("olga", "市")
    assert stage.labels("olga")[:2] == ["市住房建设局", "市道路管理处"]
    stage.tap("olga", "市道路管理处")
    stage.say("olga", "李 四")
    assert stage.said("olga")[-1] == "joining/link"
    token = token_in(stage.last("olga"))
    (button,) = stage.shown("olga")["buttons"][0]
    assert button["url"] == f"https://t.me/share/url?url=https%3A%2F%2Ft.me%2Fsandbox_1000001_bot%3Fstart%3D{token}"
    newcomers.joins("Nina", NINA, token)
    with stage.work() as work:
        person = work.session.scalars(select(Person).where(Person.chat_id == NINA)).one()
        assert (person.name, person.role) == ("李 四", Role.LEADER)
        assert person.unit is not None
        assert person.unit.name == "市道路管理处"


def test_only_the_hash_of_the_token_is_in_the_table(newcomers: Newcomers) -> None:
    newcomers.stage.say("olga", "/invite")
    newcomers.stage.tap("olga", "代表、委员")
    newcomers.stage.tap("olga", "跳过")
    token = token_in(newcomers.stage.last("olga"))
    with newcomers.stage.work() as work:
        row = work.session.scalars(select(Invitation)).one()
        assert row.token_hash == hashlib.sha256(token.encode()).hexdigest()
        assert (row.role, row.unit_id, row.name) == (Role.DEPUTY, None, "")
        assert row.created_by == newcomers.stage.person("olga").id


def test_a_unit_that_is_named_in_full_needs_no_choice(newcomers: Newcomers) -> None:
    newcomers.stage.say("olga", "/invite")
    newcomers.stage.tap("olga", "单位联络员")
    newcomers.stage.say("olga", "住建局")
    assert newcomers.stage.said("olga")[-1] == "joining/ask_whom"
    assert "市住房建设局" in newcomers.stage.last("olga")


def test_what_names_no_unit_or_too_many_is_asked_again(newcomers: Newcomers) -> None:
    with newcomers.stage.database.writing() as work:
        work.session.add_all([Unit(name=f"第{number}街道办事处") for number in range(9)])
    newcomers.stage.say("olga", "/invite")
    newcomers.stage.tap("olga", "单位联络员")
    newcomers.stage.say("olga", "气象台")
    newcomers.stage.say("olga", "街道")
    newcomers.stage.file("olga", b"x", "unit.txt")
    ask = "joining/ask_unit"
    wrong = ["unreadable/no_such_unit", "unreadable/too_many_units", "unreadable/text_wanted"]
    assert newcomers.stage.said("olga")[2:] == [message for one in wrong for message in (one, ask)]


def test_one_step_back_and_out_again(newcomers: Newcomers) -> None:
    newcomers.stage.say("olga", "/invite")
    newcomers.stage.tap("olga", "单位联络员")
    newcomers.stage.tap("olga", "上一步")
    newcomers.stage.tap("olga", "取消")
    said = ["joining/ask_role", "joining/ask_unit", "joining/ask_role", "conversations/cancelled"]
    assert newcomers.stage.said("olga") == said


def test_nobody_but_the_office_invites(newcomers: Newcomers) -> None:
    newcomers.stage.say("dana", "/invite")
    assert newcomers.stage.said("dana") == ["refusals/not_your_command"]


def test_a_role_of_a_unit_is_not_given_without_one(newcomers: Newcomers) -> None:
    with pytest.raises(Refused, match="unit_wanted"):
        newcomers.token(Role.LIAISON)
