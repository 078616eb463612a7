"""Whatever a bot sends, the sandbox answers as the Bot API does."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot.sandbox.delivery import WAITING
from bot.sandbox.errors import Json
from bot.sandbox.people import People
from bot.sandbox.sandbox import METHODS
from tests.sandbox.api import Api

WORDS = ["", "x", "7", "-50", "1", "true", "[1]", "{}", "<b>x</b>", "attach://x", "text", "bold", "photo", "好", "²"]
FIELDS = ["text", "callback_data", "type", "media", "message_id", "offset", "length", "url", "command", "caption"]
VALUES = some.recursive(
    some.sampled_from(WORDS)
    | some.integers(-60, 60)
    | some.booleans()
    | some.none()
    | some.floats(allow_nan=False, allow_infinity=False),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.sampled_from(FIELDS), inner, max_size=4),
    max_leaves=8,
)
KEYBOARDS = some.fixed_dictionaries(
    {},
    optional={"inline_keyboard": some.lists(some.lists(VALUES, max_size=2) | VALUES, max_size=2), "keyboard": VALUES},
)
# fmt: off
PARAMS = some.fixed_dictionaries(
    {"chat_id": some.sampled_from([7, "7", -50]) | VALUES, "text": VALUES},
    optional={
        **dict.fromkeys(
            ("message_id", "message_ids", "parse_mode", "entities", "caption", "caption_entities", "media", "photo",
             "document", "reply_parameters", "reply_to_message_id", "from_chat_id", "action", "reaction", "commands",
             "scope", "callback_query_id", "file_id", "offset", "limit", "allowed_updates", "url", "name"),
            VALUES,
        ),
        "reply_markup": KEYBOARDS | VALUES,
    },
)
# fmt: on


@given(method=some.sampled_from(sorted({*METHODS, *WAITING})), params=PARAMS)
@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_call_is_answered_and_can_be_seen(api: Api, people: People, method: str, params: Json) -> None:
    """No call brings the sandbox itself to fall, nor the transcript that shows what came of it."""
    people.group(-50, "Roads", ["Uma"])
    answer = api.http.post(f"/{method}", json=params)
    content = answer.json()
    assert content["ok"] == (answer.status_code == 200)
    assert content["ok"] or content["error_code"] == answer.status_code != 500
    assert isinstance(people.transcript("Uma"), list)
    assert isinstance(people.transcript("Uma", chat=-50), list)
