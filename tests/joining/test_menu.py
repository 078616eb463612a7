"""The menu shows what waits for each role, as numbers, and its buttons do what the commands do."""

from datetime import date

import pytest

from bot.config import Config
from bot.domain.lives import AssignmentState, Kind, Part, ProposalState, ReplyState, Role, SurveyState
from bot.services import menus
from bot.voice import Voice
from store.database import Work
from store.tables import Assignment, Proposal, Proposer, Reply, Sitting, Survey, Unit
from tests.joining.conftest import NINA, Newcomers

VOICE = Voice(Config().zone)
DAY = date(2026, 6, 1)


@pytest.fixture
def at_work(newcomers: Newcomers) -> Newcomers:
    """Cases at every point at which somebody has something to do."""
    stage = newcomers.stage
    now, dana = stage.now, stage.person("dana").id
    with stage.database.writing() as work:
        housing, roads = work.session.get(Unit, 1), work.session.get(Unit, 2)
        assert housing is not None
        assert roads is not None
        states = (ProposalState.SUBMITTED, ProposalState.CHANGES, ProposalState.FILED, ProposalState.HANDLING)
        cases = [_case(work, state, dana, now) for state in states]
        offered = AssignmentState.OFFERED, Part.LEAD
        handling = AssignmentState.HANDLING, Part.LEAD
        _share(cases[3], housing, offered, now)
        _share(cases[3], roads, (AssignmentState.RETURNED, Part.CO), now)
        drafted = _share(_case(work, ProposalState.HANDLING, dana, now), housing, handling, now)
        drafted.reply = Reply(state=ReplyState.DRAFTING, state_since=now)
        _share(_case(work, ProposalState.HANDLING, dana, now), housing, (AssignmentState.HANDLING, Part.CO), now)
        replies = [
            Reply(state=state, state_since=now)
            for state in (ReplyState.AT_LEADER, ReplyState.AT_OFFICE, ReplyState.ISSUED)
        ]
        for reply in replies:
            _share(_case(work, ProposalState.HANDLING, dana, now), housing, handling, now).reply = reply
        work.session.add(Survey(reply=replies[-1], person_id=dana, state=SurveyState.OPEN, opened_at=now, due=DAY))
    return newcomers


def _case(work: Work, state: ProposalState, person: int, now: object) -> Proposal:
    sitting = work.session.query(Sitting).first()
    case = Proposal(kind=Kind.SUGGESTION, title="关于一件事的建议", state=state, sitting=sitting, created_at=now)
    case.proposers = [Proposer(position=1, name="Dana", person_id=person)]
    work.session.add(case)
    return case


def _share(case: Proposal, unit: Unit, at: tuple[AssignmentState, Part], now: object) -> Assignment:
    state, part = at
    dates = dict.fromkeys(("accept_due", "return_until", "due", "original_due"), DAY)
    share = Assignment(unit=unit, state=state, part=part, assigned_at=now, **dates)
    case.assignments.append(share)
    return share


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("olga", ["待审查立案：1件", "待交办：1件", "退回待核定：1件", "待审核的答复：1件"]),
        ("uma", ["待签收：1件", "待起草答复：1件", "待出具协办意见：1件"]),
        ("ugo", []),
        ("lena", ["待审核的答复：1件"]),
        ("dana", ["待评价：1件", "待提交或修改：1件", "我提出的：9件"]),
        ("dan", []),
    ],
)
def test_each_sees_what_waits_for_him(at_work: Newcomers, name: str, shown: list[str]) -> None:
    at_work.stage.say(name, "/menu")
    lines = at_work.stage.last(name).splitlines()
    assert [line for line in lines if line.endswith("件")] == shown
    assert ("目前没有等您办理的事项。" in lines) == (not shown)


def test_a_button_of_the_menu_does_what_the_command_does(newcomers: Newcomers) -> None:
    newcomers.stage.say("olga", "/menu")
    newcomers.stage.tap("olga", "人员与设置 ▸")
    newcomers.stage.tap("olga", "邀请人员")
    assert newcomers.stage.said("olga")[-2:] == ["general/shelf", "joining/ask_role"]


@pytest.mark.parametrize("name", ["olga", "uma", "lena", "dana"])
def test_whatever_a_role_can_do_has_a_button(newcomers: Newcomers, name: str) -> None:
    """Nobody needs to know a command, but for those that leave or open a question."""
    stage = newcomers.stage
    stage.say(name, "/menu")
    labels = stage.labels(name)
    for shelf in [label for label in labels if label.endswith("▸")]:
        stage.say(name, "/menu")
        stage.tap(name, shelf)
        labels += stage.labels(name)
    wanted = set(menus.of_role(stage.person(name).role)) - {"menu", "back", "cancel"}
    assert {VOICE.word("zh", "menu", command) for command in wanted} <= set(labels)


def test_a_shelf_that_a_role_has_not_is_refused(newcomers: Newcomers) -> None:
    newcomers.stage.say("dana", "/menu")
    newcomers.stage.people.raw({"callback_query": _tapped(newcomers, "shelf:work")})
    newcomers.stage.wait()
    assert newcomers.stage.said("dana")[-1] == "refusals/old_button"


def test_a_button_for_another_role_is_refused_like_its_command(newcomers: Newcomers) -> None:
    """Such as an old menu's, after the role has changed."""
    newcomers.stage.say("olga", "/menu")
    newcomers.stage.say("dana", "/menu")
    newcomers.stage.people.raw(
        {"callback_query": _tapped(newcomers, "go:invite")},
    )
    newcomers.stage.wait()
    assert newcomers.stage.said("dana")[-1] == "refusals/not_your_command"


def _tapped(newcomers: Newcomers, data: str) -> dict[str, object]:
    """A tap of Dana's on a button that is not on her menu."""
    dana = {"id": 105, "is_bot": False, "first_name": "Dana"}
    message_id = newcomers.stage.letter("dana", "general/menu").message_id
    chat = {"id": 105, "type": "private", "first_name": "Dana"}
    message = {"message_id": message_id, "date": 1, "chat": chat, "text": "menu"}
    return {"id": "1", "from": dana, "chat_instance": "1", "data": data, "message": message}


def test_while_a_question_is_open_the_menu_asks_it_again(newcomers: Newcomers) -> None:
    newcomers.stage.say("olga", "/invite")
    newcomers.stage.say("olga", "/menu")
    assert newcomers.stage.said("olga") == ["joining/ask_role", "joining/ask_role"]


def test_a_supervisor_has_no_duties_in_the_menu(newcomers: Newcomers) -> None:
    newcomers.joins("Nina", NINA, newcomers.token(Role.SUPERVISOR))
    newcomers.stage.tap("nina", "打开菜单")
    assert newcomers.stage.labels("nina") == ["我督办的", "按案号查看", "提醒时间", "语言 / Language", "帮助"]
