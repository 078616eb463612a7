"""The forms a call may take, and the addresses that lead nowhere."""

import httpx
import pytest

from bot.sandbox.people import People
from bot.sandbox.server import SandboxThread
from tests.sandbox.api import Api


def test_a_call_may_be_a_query_a_form_json_or_multipart(api: Api) -> None:
    wanted = {"chat_id": "7", "text": "好 & more"}
    markup = '{"inline_keyboard":[[{"text":"Go","callback_data":"go"}]]}'
    answers = [
        api.http.get("/sendMessage", params=wanted | {"reply_markup": markup}),
        api.http.post("/sendMessage", params=wanted, data={"reply_markup": markup}),
        api.http.post("/sendMessage", json=wanted | {"reply_markup": markup}),
        api.http.post("/SENDmessage", files={name: (None, value) for name, value in wanted.items()}),
    ]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert {answer.json()["result"]["text"] for answer in answers} == {"好 & more"}
    assert all("reply_markup" in answer.json()["result"] for answer in answers[:3])


def test_an_unknown_method_is_not_found(api: Api) -> None:
    assert api.call("danceMessage") == {"ok": False, "error_code": 404, "description": "Not Found"}


@pytest.mark.parametrize(
    ("token", "code", "description"),
    [
        ("1000001:somebody-else-s-token-that-is-long-enough", 401, "Unauthorized"),
        ("no-token-at-all", 404, "Not Found"),
    ],
)
def test_a_wrong_token_is_unauthorized_and_a_malformed_one_not_found(
    sandbox: SandboxThread, token: str, code: int, description: str
) -> None:
    answer = httpx.post(f"{sandbox.base_url}{token}/getMe")
    assert (answer.status_code, answer.json()["description"]) == (code, description)


@pytest.mark.parametrize(
    ("content_type", "body", "description"),
    [
        ("application/json", b"[1]", "can't parse JSON object"),
        ("application/json", b"{", "can't parse JSON object"),
        ("multipart/form-data", b"--x", "boundary not found in the multipart request"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(api: Api, content_type: str, body: bytes, description: str) -> None:
    answer = api.http.post("/sendMessage", content=body, headers={"Content-Type": content_type})
    assert answer.json()["description"] == f"Bad Request: {description}"


def test_parts_without_a_name_are_passed_over(api: Api) -> None:
    body = b"--x\r\nContent-Disposition: form-data\r\n\r\nnobody\r\n--x\r\n"
    body += b'Content-Disposition: form-data; name="chat_id"\r\n\r\n7\r\n--x--\r\n'
    answer = api.http.post("/getChat", content=body, headers={"Content-Type": "multipart/form-data; boundary=x"})
    assert answer.json()["result"]["id"] == 7


def test_json_in_a_form_must_be_json(api: Api) -> None:
    answer = api.http.post("/sendMessage", data={"chat_id": 7, "text": "x", "reply_markup": "{"})
    assert answer.json()["description"] == "Bad Request: can't parse reply markup JSON object"


def test_an_empty_field_is_a_field_that_is_not_there(api: Api) -> None:
    answer = api.http.post("/sendMessage", data={"chat_id": 7, "text": "x", "reply_markup": "", "parse_mode": ""})
    assert "reply_markup" not in answer.json()["result"]


def test_the_bot_knows_itself(api: Api, second: Api) -> None:
    me, other = api.ok("getMe"), second.ok("getMe")
    assert me["is_bot"]
    assert (me["id"], other["id"]) == (1000001, 1000002)
    assert api.ok("logOut")
    assert api.ok("close")


def test_each_bot_has_its_own_chats(second: Api, api: Api, people: People) -> None:
    assert api.ok("getChat", chat_id=7)["first_name"] == "Uma"
    assert second.refusal("getChat", chat_id=7) == "Bad Request: chat not found"
    update_id = people.say("Uma", "/start", bot=1000002)["update_id"]
    assert [one["update_id"] for one in second.updates()] == [update_id]
    assert api.updates() == []


def test_commands_are_kept_by_scope_and_language(api: Api) -> None:
    commands = [{"command": "/cases", "description": "My cases"}]
    assert api.ok("setMyCommands", commands=commands)
    assert api.ok("setMyCommands", commands=[], scope={"type": "chat", "chat_id": 7}, language_code="zh")
    assert api.ok("getMyCommands") == [{"command": "cases", "description": "My cases"}]
    assert api.ok("getMyCommands", scope={"type": "chat", "chat_id": 7}, language_code="zh") == []
    assert api.ok("deleteMyCommands")
    assert api.ok("getMyCommands") == []


@pytest.mark.parametrize(
    ("commands", "description"),
    [
        ([5], "can't parse commands: expected an Array of Objects"),
        ([{"command": "Big", "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "c" * 33, "description": "x"}], "BOT_COMMAND_INVALID"),
        ([{"command": "fine", "description": ""}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": "fine", "description": "x" * 257}], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([{"command": f"c{n}", "description": "x"} for n in range(101)], "BOT_COMMANDS_TOO_MUCH"),
    ],
)
def test_a_command_menu_is_checked(api: Api, commands: object, description: str) -> None:
    assert api.refusal("setMyCommands", commands=commands) == f"Bad Request: {description}"


@pytest.mark.parametrize(
    ("field", "method", "limit", "refusal"),
    [
        ("name", "Name", 64, "BOT_NAME_TOO_LONG"),
        ("description", "Description", 512, "BOT_DESCRIPTION_TOO_LONG"),
        ("short_description", "ShortDescription", 120, "BOT_SHORT_DESCRIPTION_TOO_LONG"),
    ],
)
def test_a_bot_s_texts_have_languages_and_limits(
    second: Api, field: str, method: str, limit: int, refusal: str
) -> None:
    assert second.ok(f"setMy{method}", **{field: "x" * limit})
    assert second.ok(f"setMy{method}", **{field: "中文", "language_code": "zh"})
    assert second.ok(f"getMy{method}", language_code="zh") == {field: "中文"}
    assert second.ok(f"getMy{method}", language_code="en") == {field: "x" * limit}
    assert second.refusal(f"setMy{method}", **{field: "x" * (limit + 1)}) == f"Bad Request: {refusal}"
