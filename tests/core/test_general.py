"""What everybody has, through the real application: help, language, and a polite word to whatever is not expected."""

from tests.stage import Stage


def test_help_lists_the_commands_of_the_role_and_no_others(stage: Stage) -> None:
    stage.say("olga", "/help")
    stage.say("dana", "/help")
    assert "/board" in stage.last("olga")
    assert "/board" not in stage.last("dana")
    assert "/new" in stage.last("dana")
