"""Passages of documents are kept with the document's number, found by what a request asks for, and quoted."""

from sqlalchemy import select

from bot.config import Config
from bot.domain.lives import Part
from bot.services import duties, passages
from bot.turn import Turn
from bot.voice import Voice
from store.tables import Answer, Passage
from tests.handling.case import forge, give
from tests.stage import Stage

DOCUMENT = """关于印发住宅加装电梯办法的通知
临政办发〔2025〕7号
既有住宅加装电梯的，由小区所在街道收集意见后统一申报，财政按每部给予补助。（责任单位：住建局）
院内道路破损的，由物业单位在一个月内修补，所需资金从维修资金中列支。
附则。
"""


def take_in(stage: Stage, text: str = DOCUMENT, name: str = "办法.txt") -> duties.TakenDuties:
    with stage.database.writing() as work:
        config = Config()
        return duties.take_in(Turn(work, stage.now, config, Voice(config.zone)), text, name)


def test_a_document_is_kept_passage_by_passage_and_taken_in_again_it_replaces(stage: Stage) -> None:
    assert [take_in(stage).passages for _ in range(2)] == [2, 2]
    with stage.work() as work:
        kept = work.session.scalars(select(Passage).order_by(Passage.id)).all()
        assert [one.number for one in kept] == ["临政办发〔2025〕7号"] * 2
        assert {one.title for one in kept} == {"关于印发住宅加装电梯办法的通知"}
        assert kept[0].text.endswith("财政按每部给予补助。")


def test_a_unit_quotes_a_passage_with_the_number_of_its_document(stage: Stage) -> None:
    take_in(stage)
    (share,) = give(stage, ("housing", Part.LEAD))
    forge(stage, "uma", f"draft:{share}")
    stage.tap("uma", "下一条")
    stage.tap("uma", "政策依据")
    stage.tap("uma", "引用第1段（临政办发〔2025〕7号）")
    with stage.work() as work:
        (said,) = work.session.scalars(select(Answer.text)).all()
    assert said.startswith("《关于印发住宅加装电梯办法的通知》（临政办发〔2025〕7号）提出：“院内道路破损的")


def test_of_a_document_without_a_number_the_title_is_quoted_and_of_none_that_is_said(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        (share,) = give(stage, ("housing", Part.LEAD))
        forge(stage, "uma", f"draft:{share}")
        stage.tap("uma", "政策依据")
        assert "没有找到相关内容" in stage.last("uma")
        stage.tap("uma", "回到答复")
        take_in(stage, DOCUMENT.replace("临政办发〔2025〕7号\n", "").replace("关于印发住宅加装电梯办法的通知", ""))
        stage.tap("uma", "政策依据")
        stage.tap("uma", "引用第1段")
        with stage.work() as work:
            (said,) = work.session.scalars(select(Answer.text)).all()
            assert said.startswith("《办法》提出：“既有住宅加装电梯的")
            assert not passages.on(Turn(work, stage.now, Config(), Voice(Config().zone)), "发展冷链物流")


def test_a_passage_that_is_gone_is_not_quoted(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        take_in(stage)
        (share,) = give(stage, ("housing", Part.LEAD))
        forge(stage, "uma", f"draft:{share}")
        stage.tap("uma", "政策依据")
        take_in(stage)
        stage.tap("uma", "引用第1段（临政办发〔2025〕7号）")
        assert stage.said("uma")[-1] == "refusals/old_button"


def test_the_index_of_passages_can_be_made_anew(sqlite_url: str) -> None:
    with Stage(sqlite_url) as stage:
        take_in(stage)
        with stage.database.writing() as work:
            assert passages.reindex(work) == 2
            found = passages.on(Turn(work, stage.now, Config(), Voice(Config().zone)), "为三号院加装电梯")
        assert [one.number for one in found] == ["临政办发〔2025〕7号"]
