"""What robots are told: signatures as published, nobody rung, nothing longer than they take."""

import base64
import json

import pytest

from bot.mirrors.plain import cut, plain
from bot.mirrors.robots import ROBOTS, check_address


def test_the_signatures_are_those_of_the_known_vectors() -> None:
    ding = ROBOTS["dingtalk"].call("x", "SECtest", 1700000000)
    assert ding.query == {"timestamp": "1700000000000", "sign": "aZLLrriXgn05YbwaGR7knYsLeJADjr9NwLaNNKpxh4g="}
    assert json.loads(ROBOTS["feishu"].call("x", "SECtest", 1700000000).body)["sign"] == (
        "G7XpBpG8NgG02fJOAhX6FRAObIljmFoxVReo8I62pEk="
    )
    assert json.loads(ROBOTS["feishu"].call("x", "demo", 100.0).body)["sign"] == (
        "jquNHnVOwmDRfw+vqTIrY5dooJAgi5EcRtLsQE4wfXg="
    )


@pytest.mark.parametrize("kind", ["dingtalk", "feishu"])
def test_a_robot_without_a_secret_is_not_signed(kind: str) -> None:
    call = ROBOTS[kind].call("x", "", 1.0)
    assert call.query == {}
    assert b"sign" not in call.body


def test_words_lose_their_marks_and_call_nobody() -> None:
    calls = '@all @所有人 &lt;@wang&gt; &lt;at user_id="all"&gt;所有人&lt;/at&gt; a@b.cn'
    html = f"<b>第12号</b> 关于&lt;路灯&gt;的建议 {calls}"
    assert plain(html) == "第12号 关于<路灯>的建议 all 所有人  所有人 a@b.cn"


def test_a_long_text_is_cut_by_bytes_between_characters() -> None:
    assert cut("灯" * 3, 9) == "灯灯灯"
    short = cut("灯" * 1000, 2048)
    assert len(short.encode()) <= 2048
    assert short.endswith("灯…")


def test_what_an_answer_means_stands_in_its_code_not_in_its_status() -> None:
    wecom, ding, feishu = ROBOTS["wecom"].means, ROBOTS["dingtalk"].means, ROBOTS["feishu"].means
    assert wecom({"errcode": 0, "errmsg": "ok"}).arrived
    assert wecom({"errcode": 45009, "errmsg": "freq"}).wait == 60
    assert wecom({"errcode": 93000, "errmsg": "invalid webhook url"}).wait is None
    assert ding({"errcode": 130101, "errmsg": "too fast"}).wait == 600
    assert ding({"errcode": 310000, "errmsg": "sign not match"}).wait is None
    assert feishu({"code": 11232, "msg": "limited"}).wait == 60
    assert feishu({"code": 19021, "msg": "sign"}).wait is None
    assert feishu({}).wait == 60


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1"),
        ("dingtalk", "https://oapi.dingtalk.com/robot/send?access_token=1"),
        ("feishu", "https://open.feishu.cn/open-apis/bot/v2/hook/1"),
        ("webhook", "https://example.org/in"),
        ("wecom", "http://127.0.0.1:9/robot"),
    ],
)
def test_an_address_of_its_kind_is_taken(kind: str, address: str) -> None:
    check_address(kind, address)


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("wecom", "http://qyapi.weixin.qq.com/send"),
        ("wecom", "https://qyapi.weixin.qq.com.example.org/send"),
        ("dingtalk", "https://open.feishu.cn/x"),
        ("feishu", "https://10.0.0.1/x"),
        ("webhook", "http://example.org/in"),
        ("webhook", "no address"),
    ],
)
def test_another_address_is_refused_in_one_sentence(kind: str, address: str) -> None:
    with pytest.raises(ValueError, match="needs an address of the form https://"):
        check_address(kind, address)


def test_the_sign_of_dingtalk_is_base64() -> None:
    assert len(base64.b64decode(ROBOTS["dingtalk"].call("x", "s", 1.5).query["sign"])) == 32
