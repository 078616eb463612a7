"""A letter that the co-units sign beside the unit (联合行文): GB/T 9704-2012, 7.3.5."""

from dataclasses import replace

import pytest
from pydantic import ValidationError

from bot.config.rules import Policy
from bot.documents import forms
from bot.domain.lives import AssignmentState, Part
from bot.intake import compendium as intake
from store.tables import Assignment
from tests.documents import made_up
from tests.handling.case import forge, give, reply
from tests.handling.writing import submit
from tests.papers.received import only, text
from tests.stage import UNITS, Stage

LEAD, CO = ("housing", Part.LEAD), ("roads", Part.CO)
HOUSING, ROADS = UNITS["housing"][0], UNITS["roads"][0]
JOINT = {"countersign": True, "joint_letter": True}


def agreed(stage: Stage) -> int:
    """A reply whose second version the co-unit signed, after a first that the leader sent back; its share."""
    share, co = give(stage, LEAD, CO)
    with stage.database.writing() as work:
        work.session.get_one(Assignment, co).opinion = "路面由我处修复。"
    submit(stage, share)
    stage.tap("ugo", "同意会签")
    stage.tap("lena", "退回修改")
    stage.say("lena", "请补充")
    stage.tap("uma", "继续修改", on="replies/sent_back")
    assert HOUSING in stage.last("uma")
    assert f"{HOUSING}\n{ROADS}" not in stage.last("uma")
    stage.tap("uma", "提交审核")
    assert f"{HOUSING}\n{ROADS}" not in stage.last("ugo")
    stage.tap("ugo", "同意会签", on="replies/to_countersign")
    stage.tap("lena", "同意")
    return share


def issued(stage: Stage) -> int:
    """The same, let out by the office; its share."""
    share = agreed(stage)
    stage.tap("olga", "发出")
    return share


def letter(stage: Stage, share: int) -> str:
    """Its letter, as the proposer has it sent again."""
    forge(stage, "dana", f"paper:letter:{reply(stage, share).id}")
    return text(only(stage, "dana", "documents/paper"))


def test_a_co_unit_that_agreed_stands_under_the_letter_and_a_correction_keeps_it(database_url: str) -> None:
    with Stage(database_url, policy=JOINT) as stage:
        share = issued(stage)
        assert f"{HOUSING}\n{ROADS}\n" in stage.last("dana")
        said = letter(stage, share)
        assert f"\n{HOUSING}\n{ROADS}\n2026年3月2日" in said
        assert "协办意见" not in said
        forge(stage, "olga", f"correct:{reply(stage, share).id}")
        stage.tap("olga", data="say:which:2")
        for line in ("第2项七月完成。", "工期顺延"):
            stage.say("olga", line)
        stage.tap("olga", "确认更正")
        assert reply(stage, share).version == 3
        assert f"\n{HOUSING}\n{ROADS}\n2026年3月2日" in letter(stage, share)


def test_whoever_signed_stays_when_the_office_changes_the_class_and_goes_with_its_share(database_url: str) -> None:
    with Stage(database_url, policy=JOINT) as stage:
        share = agreed(stage)
        stage.tap("olga", "调整办理结果")
        stage.tap("olga", data="say:class:B")
        stage.say("olga", "工期未定")
        assert reply(stage, share).version == 3
        stage.tap("olga", "发出", on="replies/to_review")
        assert f"\n{HOUSING}\n{ROADS}\n2026年3月2日" in letter(stage, share)
        with stage.database.writing() as work:
            case = work.session.get_one(Assignment, share).proposal
            (co,) = (one for one in case.assignments if one.id != share)
            co.state = AssignmentState.CANCELLED
        assert f"\n{HOUSING}\n2026年3月2日" in letter(stage, share)


def test_a_published_reply_names_all_who_signed_it(database_url: str) -> None:
    with Stage(database_url, policy=JOINT) as stage:
        share = issued(stage)
        with stage.database.writing() as work:
            work.session.get_one(Assignment, share).proposal.openness = "full"
        stage.say("olga", "/export")
        for label in ("公开汇编", "市十届人大一次会议 建议"):
            stage.tap("olga", label)
        (case,) = intake.read(only(stage, "olga", "documents/compendium_text").decode()).proposals
        assert case.reply_units == (HOUSING, ROADS)


def test_elsewhere_the_unit_signs_alone(database_url: str) -> None:
    with Stage(database_url, policy={"countersign": True}) as stage:
        share = issued(stage)
        assert f"{HOUSING}\n{ROADS}" not in stage.last("dana")
        said = letter(stage, share)
        assert f"\n{HOUSING}\n2026年3月2日" in said
        assert f"以上答复已吸收{ROADS}的协办意见。" in said


def test_the_names_stand_one_below_the_other() -> None:
    found = text(forms.fill(replace(made_up.LETTER, co_signers=("甲局", "乙局"))))
    assert f"\n{made_up.HOUSING}\n甲局\n乙局\n2026年5月20日\n" in found


def test_nobody_signs_what_he_did_not_agree_with() -> None:
    with pytest.raises(ValidationError, match="joint_letter needs countersign = true"):
        Policy(joint_letter=True)
