"""What may not be done while a case is in hand, and what two at once or an old button come to."""

from datetime import date

from bot.domain.lives import AssignmentState, Part
from tests.handling.case import assignment, forge, give
from tests.stage import Stage

BOTH = (("housing", Part.LEAD), ("roads", Part.CO))


def ask_for_time(stage: Stage, share: int) -> None:
    forge(stage, "uma", f"extend:{share}")
    stage.tap("uma", data="say:until:1")
    stage.say("uma", "施工单位还没有选定。")
    stage.tap("uma", data="say:preview:send")


def test_a_unit_that_assists_neither_asks_the_proposers_nor_records_contacts_nor_asks_for_time(stage: Stage) -> None:
    _, share = give(stage, *BOTH)
    for button in ("ask", "contact", "extend"):
        forge(stage, "ugo", f"{button}:{share}")
    assert stage.said("ugo") == ["refusals/answers_the_case"] * 3


def test_another_unit_and_other_roles_are_refused(stage: Stage) -> None:
    share, _ = give(stage, *BOTH)
    for name in ("ugo", "lena", "dana", "olga"):
        forge(stage, name, f"ask:{share}")
        forge(stage, name, f"extend:{share}")
        assert {message.partition("/")[0] for message in stage.said(name)} == {"refusals"}
    assert assignment(stage, share).state is AssignmentState.HANDLING


def test_a_case_is_accepted_before_its_proposers_are_spoken_to_or_more_time_is_asked_for(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD), state=AssignmentState.OFFERED)
    for button in ("ask", "contact", "extend"):
        forge(stage, "uma", f"{button}:{share}")
    assert stage.said("uma") == ["refusals/accept_first"] * 3


def test_a_unit_does_not_answer_for_the_proposer_and_a_proposer_does_not_go_on_without_words(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD))
    forge(stage, "uma", f"ask:{share}")
    stage.say("uma", "是东院还是西院？")
    stage.tap("uma", data="say:preview:send")
    forge(stage, "uma", f"answer:{share}")
    assert stage.said("uma")[-1] == "refusals/not_yours"
    forge(stage, "dana", f"goon:{share}")
    assert stage.said("dana")[-1] == "refusals/nothing_written"
    assert assignment(stage, share).state is AssignmentState.PAUSED


def test_a_question_answered_on_its_day_stops_nothing(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD))
    before = assignment(stage, share).due
    forge(stage, "uma", f"ask:{share}")
    stage.say("uma", "是东院还是西院？")
    stage.tap("uma", data="say:preview:send")
    stage.tap("dana", "答复")
    stage.say("dana", "是东院。")
    found = assignment(stage, share)
    assert (found.state, found.due, found.question) == (AssignmentState.HANDLING, before, "")
    assert found.pauses[0]["answer"] == "是东院。"


def test_time_is_given_once_and_only_for_the_day_that_was_asked_for(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD))
    ask_for_time(stage, share)
    forge(stage, "uma", f"moretime:{share}:20260702")
    assert stage.said("uma")[-1] == "refusals/not_yours"
    forge(stage, "olga", f"moretime:{share}:20260902")
    assert stage.said("olga")[-1] == "refusals/old_button"
    stage.tap("olga", "同意延至7月2日")
    stage.tap("olga", again=True)
    assert stage.said("olga")[-1] == "refusals/extension_is_asked"
    found = assignment(stage, share)
    assert (found.due, found.original_due, len(found.extensions)) == (date(2026, 7, 2), date(2026, 6, 2), 1)


def test_no_time_is_asked_for_beyond_the_legal_cap(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD), due=date(2026, 9, 2))
    forge(stage, "uma", f"extend:{share}")
    assert stage.said("uma") == ["refusals/no_time_left"]


def test_only_the_unit_that_answers_sends_an_opinion_back_and_not_after_its_reply_has_left(stage: Stage) -> None:
    _, share = give(stage, *BOTH)
    with stage.database.writing() as work:
        work.session.get_one(type(assignment(stage, share)), share).state = AssignmentState.DONE
    for name in ("ugo", "dana", "lena"):
        forge(stage, name, f"opback:{share}")
        assert stage.said(name) == ["refusals/not_yours"]


def test_a_contact_that_is_nobodys_and_numbers_that_no_row_has_are_old_buttons(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD))
    for button in ("spoken:99", "contacts:99", "opback:99", "present:99"):
        forge(stage, "uma", button)
    assert set(stage.said("uma")) == {"refusals/old_button"}
    forge(stage, "uma", f"contacts:{share}")
    assert stage.said("uma")[-1] == "assignments/contacts"
    forge(stage, "dana", f"waive:{share}")
    assert stage.said("dana") == ["refusals/proposers_wait_to_be_heard"], "the policy of this play asks for no talk"
