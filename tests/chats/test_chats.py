"""Whole conversations through the real application, on SQLite and on PostgreSQL; and the player itself."""

from pathlib import Path

import pytest

from tests.chats.chat import Line, Unplayed, chats, play, settings_of

HERE = Path(__file__).parent


@pytest.mark.parametrize("chat", chats(HERE), ids=lambda chat: chat.stem)
def test_a_conversation_goes_as_it_is_written(chat: Path, database_url: str) -> None:
    play(chat, database_url)


# fmt: off
FAULTS = {
    # what is written                                               what is answered
    "olga: /help":                                                  "chat:1: olga: /help\nnot listed below this line",
    "olga: /help\nbot -> olga general/menu":                        "chat:2: bot -> olga general/menu\nexpected olga",
    "olga: /help\nbot -> uma general/help":                         "expected uma general/help",
    "olga: /help\nbot -> olga general/help\nbot -> olga general/help": "chat:3",
    "olga: /help\nbot -> olga general/help\ncontains: no such text": "general/help shows",
    "olga: /help\nbot -> olga general/help\nbuttons: [x]":          "general/help has [打开菜单]",
    "olga: /help\nbot -> zoe general/help":                         "nobody of the cast is called zoe",
    "olga: /help\nbot -> olga general/help (failed)":               "general/help is sent",
    "olga: [no such button]":                                       "no such button",
    "olga: [x] on general/help":                                    "general/help was never said to olga",
    "contains: something":                                          "follows a line that begins with bot",
    "zoe: hello":                                                   "says nothing that can be played",
    "clock: tomorrow":                                              "a clock is",
}
# fmt: on


@pytest.mark.parametrize("written", FAULTS, ids=range(len(FAULTS)))
def test_a_conversation_that_goes_another_way_names_line_and_letter(
    written: str, tmp_path: Path, sqlite_url: str
) -> None:
    chat = tmp_path / "fault.chat"
    chat.write_text(written, encoding="utf-8")
    with pytest.raises(Unplayed) as told:
        play(chat, sqlite_url)
    assert FAULTS[written] in str(told.value)


def test_a_setting_at_the_head_is_json_that_goes_over_the_configuration() -> None:
    """``given: policy <section>.<key> = <json>``; what a conversation does not name is as ever."""
    written = ['given: policy terms.reply = "2 months"', 'given: policy policy.approval_chain = ["科室", "领导"]']
    assert settings_of([Line(number, text) for number, text in enumerate(written)]) == {
        "terms": {"reply": "2 months"},
        "policy": {"approval_chain": ["科室", "领导"]},
    }
