"""What everybody has, through the real application: old buttons, groups, conversations left and taken up again."""

from bot.domain.lives import Part
from tests.handling.case import forge, give
from tests.stage import CAST, Stage

GROUP = -1001


def test_help_lists_the_commands_of_the_role_and_no_others(stage: Stage) -> None:
    stage.say("olga", "/help")
    stage.say("dana", "/help")
    assert "/board" in stage.last("olga")
    assert "/board" not in stage.last("dana")
    assert "/new" in stage.last("dana")


def test_cases_are_not_discussed_in_groups(stage: Stage) -> None:
    stage.people.group(GROUP, "Street", ["Olga", "Uma"])
    stage.wait()
    stage.people.say("Olga", "/board", chat=GROUP)
    stage.people.say("Uma", "hello", chat=GROUP)
    stage.wait()
    assert [(letter.to, letter.message) for letter in stage.letters] == [(str(GROUP), "general/private_only")]


def test_a_button_pressed_in_a_group_shows_nothing_of_a_case(stage: Stage) -> None:
    (share,) = give(stage, ("housing", Part.LEAD))
    chat = {"id": GROUP, "type": "supergroup", "title": "Street"}
    message = {"message_id": 1, "date": 0, "chat": chat}
    uma = {"id": CAST["uma"][0], "is_bot": False, "first_name": "Uma"}
    stage.people.group(GROUP, "Street", ["Uma"])
    stage.people.raw(
        {"callback_query": {"id": "1", "from": uma, "chat_instance": "1", "data": f"task:{share}", "message": message}}
    )
    stage.wait()
    assert [(letter.to, letter.message) for letter in stage.letters] == [(str(GROUP), "general/private_only")]


def test_a_button_of_an_earlier_conversation_is_old_even_for_the_same_question(stage: Stage) -> None:
    """Each conversation stamps its buttons, so what was left cannot answer what is asked now."""
    stage.say("dana", "/new")
    first = stage.shown("dana")["message_id"]
    stage.say("dana", "/cancel")
    stage.say("dana", "/new")
    stage.tap("dana", "建议", message_id=first)
    assert stage.said("dana")[-1] == "refusals/old_button"
    stage.tap("dana", "建议")
    assert stage.said("dana")[-1] == "proposals/ask_title"


def test_what_is_no_button_of_the_bot_is_an_old_button(stage: Stage) -> None:
    for data in ("", "nonsense", "nav", "nav:nowhere", "lang", "lang:xx", "say", "say:kind:x", "task:999", "task:x"):
        forge(stage, "uma", data)
        assert stage.said("uma")[-1] == "refusals/old_button", data


def test_a_stranger_who_presses_a_button_is_told_how_to_join(stage: Stage) -> None:
    chat = {"id": 109, "type": "private", "first_name": "Sam"}
    sam = {"id": 109, "is_bot": False, "first_name": "Sam"}
    stage.people.say("Sam", "hello")
    message = {"message_id": 1, "date": 0, "chat": chat}
    stage.people.raw(
        {"callback_query": {"id": "1", "from": sam, "chat_instance": "1", "data": "nav:menu", "message": message}}
    )
    stage.wait()
    assert stage.said("sam") == ["refusals/stranger", "refusals/stranger"]


def test_the_menu_takes_up_an_open_question_and_back_asks_the_one_before(stage: Stage) -> None:
    stage.say("dana", "/new")
    stage.tap("dana", "建议")
    stage.say("dana", "/menu")
    stage.say("dana", "/back")
    stage.say("dana", "/back")
    assert stage.said("dana")[1:] == [
        "proposals/ask_title",
        "proposals/ask_title",
        "proposals/ask_kind",
        "proposals/ask_kind",
    ]


def test_an_answer_that_is_none_is_explained_and_the_question_asked_again(stage: Stage) -> None:
    stage.say("dana", "/new")
    stage.say("dana", "建议")
    assert stage.said("dana")[1:] == ["unreadable/tap_wanted", "proposals/ask_kind"]
    stage.tap("dana", "建议")
    for text in ("短", "长" * 301):
        stage.say("dana", text)
    stage.people.share("Dana", "sticker", size=100)
    stage.wait()
    assert stage.said("dana")[4:] == [
        "unreadable/too_short",
        "proposals/ask_title",
        "unreadable/too_long",
        "proposals/ask_title",
        "unreadable/text_wanted",
        "proposals/ask_title",
    ]


def test_the_buttons_below_a_message_lead_to_help_menu_language_and_out(stage: Stage) -> None:
    for word, message in {
        "help": "general/help",
        "menu": "general/menu",
        "language": "general/ask_language",
        "cancel": "refusals/nothing_open",
        "back": "refusals/nothing_open",
    }.items():
        forge(stage, "uma", f"nav:{word}")
        assert stage.said("uma")[-1] == message
