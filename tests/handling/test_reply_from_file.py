"""A reply written in Word is sent as a file, looked at as it would stand, and filled in; or it stays attached."""

from store.tables import JournalRow, Proposal
from tests.handling.case import give, press, reply
from tests.handling.test_draft import LEAD, text
from tests.handling.writing import begin
from tests.intake import files
from tests.stage import Stage

TWO = ("延长末班车", "开通夜间环线")
FIRST = "三条主要线路的末班车自5月1日起延长到23时。"
SECOND = "火车站夜间环线已完成踏勘，年底前开通。\n感谢您对我们工作的支持。"


def sent(stage: Stage, requests: tuple[str, ...] = TWO, content: bytes | None = None, name: str = "答复.docx") -> int:
    (share,) = give(stage, LEAD, requests=requests)
    begin(stage, share)
    stage.file("uma", content or files.letter("第12号"), name)
    return share


def test_a_letter_is_shown_by_request_and_filled_in_with_its_class(stage: Stage) -> None:
    share = sent(stage)
    assert stage.said("uma")[-1] == "replies/saved"
    stage.tap("uma", "读入答复")
    assert "按编号分到各条" in stage.last("uma")
    assert FIRST in stage.last("uma")
    assert text(stage, share) == [], "nothing is written before he has looked"
    stage.tap("uma", "填入各条")
    assert text(stage, share) == [(FIRST, True), (SECOND, True)]
    assert reply(stage, share).result_class == "A"
    assert reply(stage, share).attachments == []
    assert stage.said("uma")[-1] == "replies/preview"
    with stage.work() as work:
        acts = [row.act for row in work.session.query(JournalRow).where(JournalRow.life == "reply")]
    assert acts == ["begin", "attach", "write", "write", "choose_result", "detach"]


def test_what_was_written_before_stays_before_it_and_a_chosen_class_is_kept(stage: Stage) -> None:
    (share,) = give(stage, LEAD, requests=TWO)
    begin(stage, share)
    stage.say("uma", "先说一句。")
    stage.tap("uma", "预览全文")
    stage.tap("uma", "选择办理结果")
    stage.tap("uma", "B 正在解决或列入计划逐步解决")
    stage.tap("uma", "继续修改")
    stage.file("uma", files.letter("第12号"), "答复.docx")
    stage.tap("uma", "读入答复")
    stage.tap("uma", "填入各条")
    assert text(stage, share)[0] == (f"先说一句。\n{FIRST}", True)
    assert reply(stage, share).result_class == "B"


def test_a_text_that_cannot_be_divided_goes_to_one_request(stage: Stage) -> None:
    share = sent(stage, (*TWO, "增设站点"), "三件事都已安排。\n年底前完成。".encode(), "答复.txt")
    stage.tap("uma", "读入答复")
    assert "填入各条" not in stage.labels("uma")
    press(stage, "uma", "say:from_file:fill")
    assert text(stage, share) == []
    stage.tap("uma", "全部写入第1条")
    assert text(stage, share) == [("三件事都已安排。\n年底前完成。", True)]
    assert stage.said("uma")[-1] == "replies/ask_request"


def test_a_file_may_stay_what_it_is(stage: Stage) -> None:
    share = sent(stage)
    stage.tap("uma", "读入答复")
    stage.tap("uma", "不填入，保留附件")
    assert text(stage, share) == []
    assert [file.name for file in reply(stage, share).attachments] == ["答复.docx"]
    stage.tap("uma", "预览全文")
    stage.tap("uma", "读入答复：答复.docx")
    assert stage.said("uma")[-1] == "replies/ask_from_file"


def test_two_taps_fill_in_once(stage: Stage) -> None:
    share = sent(stage)
    stage.tap("uma", "读入答复")
    press(stage, "uma", "say:from_file:fill")
    press(stage, "uma", "say:from_file:fill")
    assert text(stage, share)[0] == (FIRST, True)
    assert stage.said("uma")[-1] == "refusals/old_button"


def test_what_cannot_be_read_is_said_and_stays_attached(stage: Stage) -> None:
    share = sent(stage, content=b"PK\x03\x04 no document at all")
    stage.tap("uma", "读入答复")
    assert stage.said("uma")[-1].startswith("unreadable/")
    assert [file.name for file in reply(stage, share).attachments] == ["答复.docx"]
    stage.say("uma", "末班车已延长。")
    assert text(stage, share) == [("末班车已延长。", True)]


def test_pictures_and_other_files_are_only_attached(stage: Stage) -> None:
    sent(stage, name="现场.xlsx")
    assert "读入答复" not in stage.labels("uma")


def test_a_reply_to_another_case_is_pointed_out(stage: Stage) -> None:
    share = sent(stage, content=files.letter("第18号"))
    stage.tap("uma", "读入答复")
    assert "看起来是第18号的答复" in stage.last("uma")
    assert text(stage, share) == []


def test_what_was_told_orally_is_one_text(stage: Stage) -> None:
    (share,) = give(stage, LEAD, requests=TWO)
    with stage.database.writing() as work:
        for one in work.session.query(Proposal):
            one.no_written_reply = True
    begin(stage, share)
    stage.file("uma", files.letter("第12号"), "答复.docx")
    stage.tap("uma", "读入答复")
    assert "第1条" not in stage.last("uma")
    stage.tap("uma", "填入答复")
    assert [answer.split("\n")[0] for answer, _ in text(stage, share)] == [f"一、{FIRST}"]


def test_a_file_too_big_to_be_fetched_is_refused_and_stays_attached(database_url: str) -> None:
    with Stage(database_url, telegram={"file_limit_mb": 1}) as stage:
        share = sent(stage, content=b"x" * (1024 * 1024 + 1), name="答复.txt")
        stage.tap("uma", "读入答复")
        assert stage.said("uma")[-1] == "unreadable/file_too_big"
        assert len(reply(stage, share).attachments) == 1
