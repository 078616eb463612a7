"""People as the office keeps them, and absences: who may do what, and what is refused."""

from tests.handling.case import forge
from tests.stage import Stage


def test_only_the_office_looks_at_people_and_changes_them(stage: Stage) -> None:
    uma = stage.person("uma").id
    for name in ("lena", "dana"):
        stage.say(name, "/people")
        for button in ("person", "personoff", "personout", "personon", "personunit", "personstep", "personnext"):
            forge(stage, name, f"{button}:{uma}")
        assert {message.partition("/")[0] for message in stage.said(name)} == {"refusals"}
    assert stage.person("uma").active


def test_a_deputy_has_no_substitute(stage: Stage) -> None:
    stage.say("dana", "/absence")
    forge(stage, "dana", "away")
    assert stage.said("dana") == ["refusals/not_your_command", "refusals/not_yours"]


def test_days_that_have_passed_or_overlap_or_never_end_are_refused(stage: Stage) -> None:
    forge(stage, "uma", "away")
    stage.say("uma", "2026-03-01")
    assert "unreadable/day_passed" in stage.said("uma")
    stage.tap("uma", "明天")
    stage.say("uma", "2026-03-02")
    assert "unreadable/not_later" in stage.said("uma")
    stage.say("uma", "300天")
    assert "unreadable/absence_too_long" in stage.said("uma")
    stage.say("uma", "1个月")
    stage.tap("uma", "Lena（单位负责人）")
    assert stage.said("uma")[-1] == "absences/kept"
    forge(stage, "uma", "away")
    stage.say("uma", "2026-03-10")
    assert stage.said("uma")[-1] == "refusals/absence_overlaps"


def test_somebody_who_is_away_stands_in_for_nobody_and_whoever_relied_on_him_hears_it(stage: Stage) -> None:
    forge(stage, "uma", "away")
    stage.tap("uma", "今天")
    stage.say("uma", "5天")
    stage.tap("uma", "Lena（单位负责人）")
    assert stage.person("uma").substitute_id == stage.person("lena").id
    stage.say("olga", "/people lena")
    stage.tap("olga", "Lena 市住房建设局")
    stage.tap("olga", "停用")
    stage.tap("olga", "确认停用")
    assert stage.person("uma").substitute_id is None, "a substitute who left stands in for nobody"


def test_a_leader_is_given_a_step_of_the_chain_that_stands_in_the_policy(database_url: str) -> None:
    with Stage(database_url, policy={"approval_chain": ["业务科室", "主要领导"]}) as stage:
        stage.say("olga", "/people lena")
        stage.tap("olga", "Lena 市住房建设局")
        stage.tap("olga", "审核环节")
        stage.tap("olga", "主要领导")
        assert stage.said("olga")[-1] == "people/changed"
        assert stage.person("lena").step == "主要领导"
