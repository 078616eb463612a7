"""The upstream feed: what is new comes in once and whole, and what goes wrong on the wire is said once."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bot import feed
from bot.domain.lives import ProposalState
from bot.feed import Upstream as Reading
from bot.intake.feed_page import MOST_ENTRIES, NoPage, page_in
from store.tables import Feed, Proposal
from tests.feed.upstream import Answer, Upstream, entry, page
from tests.stage import Stage

TOKEN = "a-secret-of-the-city"
QUICK = (0.01, 0.01)


@pytest.fixture
def heard(database_url: str) -> Iterator[Callable[..., tuple[Stage, Upstream]]]:
    """Starts an upstream that gives these answers, and a stage whose bot asks it."""
    open_: list[Any] = []

    def start(*answers: Answer) -> tuple[Stage, Upstream]:
        upstream = Upstream(*answers).__enter__()
        stage = Stage(database_url, feed={"url": upstream.url})
        stage.__enter__()
        open_.extend([upstream, stage])
        return stage, upstream

    yield start
    for one in reversed(open_):
        one.__exit__(None, None, None)


def ask(stage: Stage, *, minutes: float = 15, within: float = 5.0) -> None:
    """The time has come to ask, and it is asked."""
    stage.people.forward_clock(minutes * 60)
    banli = stage.banli
    banli.upstream = Reading(banli.config, SecretStr(TOKEN), banli.run, QUICK, within)
    stage.call(banli.ask_upstream())
    stage.wait()


def titles(stage: Stage) -> list[str]:
    with stage.work() as work:
        return list(work.session.scalars(select(Proposal.title).order_by(Proposal.id)))


Start = Callable[..., tuple[Stage, Upstream]]


def test_new_cases_wait_for_the_office_which_is_told(heard: Start) -> None:
    stage, upstream = heard(page(entry(1), entry(2), mark='"v1"'))
    ask(stage)
    with stage.work() as work:
        first = work.session.scalars(select(Proposal).order_by(Proposal.id)).first()
        assert first is not None
        assert (first.external_id, first.state.value, first.number) == ("up-1", "submitted", None)
        assert [request.text for request in first.requests] == ["检测", "维修"]
        assert first.proposers[0].person_id is not None
    assert stage.said("olga") == ["feed/arrived"]
    assert upstream.asked[0].token == f"Bearer {TOKEN}"


def test_what_has_not_changed_is_not_sent_again_and_what_was_had_comes_in_once(heard: Start) -> None:
    stage, upstream = heard(
        page(entry(1), mark='"v1"'), Answer(304), page(entry(1), entry(2), mark='"v2"'), Answer(304)
    )
    for _ in range(4):
        ask(stage)
    assert [asked.mark for asked in upstream.asked] == [None, '"v1"', '"v1"', '"v2"']
    assert titles(stage) == ["关于第1座桥的建议", "关于第2座桥的建议"]
    assert stage.said("olga") == ["feed/arrived", "feed/arrived"]


def test_a_change_upstream_is_told_once_and_changes_nothing_here(heard: Start) -> None:
    changed = page(entry(1, title="关于第1座桥维修的建议", requests=["1. 检测", "2. 维修", "3. 限载"]), mark='"v2"')
    again = page(entry(1, background="桥面破损严重。"))
    same = page(entry(1, requests=["一、检测", "二、 维修"]), mark='"v1"')
    stage, _ = heard(page(entry(1)), same, changed, changed, again)
    for _ in range(5):
        ask(stage)
    assert stage.said("olga") == ["feed/arrived", "feed/changed", "feed/changed"]
    assert titles(stage) == ["关于第1座桥的建议"]
    first, second = [stage.transcript("olga")[-2]["text"], stage.last("olga")]
    assert "题目、具体要求" in first
    assert "关于第1座桥维修的建议" in first
    assert "情况说明" in second
    assert "题目" not in second


def test_of_a_sensitive_case_that_changed_no_word_is_said(heard: Start) -> None:
    stage, _ = heard(page(entry(1)), page(entry(1, title="关于第1座桥维修的建议")))
    ask(stage)
    with stage.database.writing() as work:
        work.session.scalars(select(Proposal)).one().sensitive = True
    ask(stage)
    assert stage.said("olga")[-1] == "feed/changed"
    assert "桥" not in stage.last("olga")


def test_what_is_over_is_not_compared_any_more(heard: Start) -> None:
    stage, _ = heard(page(entry(1)), page(entry(1, title="关于第1座桥维修的建议")))
    ask(stage)
    with stage.database.writing() as work:
        work.session.scalars(select(Proposal)).one().state = ProposalState.CLOSED
    ask(stage)
    assert stage.said("olga") == ["feed/arrived"]


def test_it_is_asked_no_more_often_than_is_set(heard: Start) -> None:
    stage, upstream = heard(page())
    ask(stage)
    ask(stage, minutes=14)
    assert len(upstream.asked) == 1
    ask(stage, minutes=1)
    assert len(upstream.asked) == 2


def test_a_case_that_is_known_by_title_hears_its_id_and_does_not_come_twice(heard: Start) -> None:
    stage, _ = heard(page(entry(1)), page(entry(1, id="other", title="关于第 1 座桥的建议")), page(entry(1)))
    for _ in range(3):
        ask(stage)
    assert titles(stage) == ["关于第1座桥的建议"]


def test_pages_are_followed_to_the_last_and_taken_in_together(heard: Start) -> None:
    stage, upstream = heard(page(entry(1), following="/cases?page=2", mark='"v1"'), page(entry(2)))
    ask(stage)
    assert [asked.path for asked in upstream.asked] == ["/cases", "/cases?page=2"]
    assert len(titles(stage)) == 2
    with stage.work() as work:
        assert work.session.scalars(select(Feed.etag)).one() == '"v1"'


def test_of_pages_of_which_one_is_broken_nothing_is_taken_in(heard: Start) -> None:
    stage, _ = heard(page(entry(1), following="/cases?page=2"), Answer(body=b"<html>"))
    ask(stage)
    assert titles(stage) == []
    assert stage.said("olga") == ["feed/failing"]


def test_passing_troubles_are_tried_again_at_once(heard: Start) -> None:
    stage, upstream = heard(Answer(503, headers={"Retry-After": "0"}), Answer(429), page(entry(1)))
    ask(stage)
    assert len(upstream.asked) == 3
    assert stage.said("olga") == ["feed/arrived"]


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (Answer(500), "对方系统忙或出错"),
        (Answer(body=b'{"proposals": [', cut=True), "连接不上"),
        (Answer(401), "BANLI_FEED_TOKEN"),
        (Answer(404), "请检查地址"),
        (Answer(body=b"not json"), "看不懂"),
        (Answer(body=b"[" * 100_000), "看不懂"),
        (Answer(body=b"[]"), "没有件的列表"),
        (Answer(body=b'{"proposals": {}}'), "没有件的列表"),
        (page(*[1] * (MOST_ENTRIES + 1)), "件过多"),
        (page(following="http://127.0.0.1:1/cases"), "别的地址"),
        (page(following="/cases"), "件过多"),
        (Answer(302, headers={"Location": "http://localhost:1/"}), "别的地址"),
        (Answer(302, headers={"Location": "/cases"}), "别的地址"),
        (page(following="http://[broken"), "别的地址"),
    ],
)
def test_what_goes_wrong_is_said_once_and_so_is_that_it_works_again(
    heard: Start, monkeypatch: pytest.MonkeyPatch, answer: Answer, says: str
) -> None:
    monkeypatch.setattr(feed, "MOST_PAGES", 3)
    stage, upstream = heard(answer)
    ask(stage)
    assert says in stage.last("olga")
    ask(stage)
    assert stage.said("olga") == ["feed/failing"]
    upstream.answers = [Answer(304)]
    ask(stage)
    assert stage.said("olga") == ["feed/failing", "feed/works_again"]
    assert titles(stage) == []


def test_an_answer_beyond_all_measure_is_not_read_to_its_end(heard: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "MOST_BYTES", 1000)
    stage, _ = heard(Answer(body=b" " * 1_000_000))
    ask(stage)
    assert "返回的内容过大" in stage.last("olga")


@pytest.mark.parametrize(("answer_within", "within"), [(0.05, 5.0), (5.0, 0.05)])
def test_an_upstream_that_takes_its_time_holds_nobody_up(
    heard: Start, monkeypatch: pytest.MonkeyPatch, answer_within: float, within: float
) -> None:
    monkeypatch.setattr(feed, "ANSWER_WITHIN", answer_within)
    stage, _ = heard(Answer(wait=0.4))
    ask(stage, within=within)
    assert "很久没有回应" in stage.last("olga")


def test_a_redirect_on_the_same_host_is_followed_with_the_token(heard: Start) -> None:
    stage, upstream = heard(Answer(302, headers={"Location": "/v2/cases"}), page(entry(1)))
    ask(stage)
    assert [(asked.path, asked.token) for asked in upstream.asked] == [
        ("/cases", f"Bearer {TOKEN}"),
        ("/v2/cases", f"Bearer {TOKEN}"),
    ]


def test_broken_entries_are_named_once_and_do_not_keep_the_others_out(heard: Start) -> None:
    stage, _ = heard(page(entry(1), entry(2, title=""), entry(3, proposers=[]), "word"))
    ask(stage)
    ask(stage)
    assert stage.said("olga") == ["feed/arrived", "feed/broken"]
    assert "up-2：缺标题" in stage.last("olga")
    assert "4：不是一件建议或提案" in stage.last("olga")


def test_without_an_address_nothing_is_asked(stage: Stage) -> None:
    stage.call(stage.banli.ask_upstream())
    assert stage.said("olga") == []


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"id": None}, "no_id"),
        ({"id": "x" * 81}, "too_long"),
        ({"title": " "}, "no_title"),
        ({"title": "关" * 301}, "too_long"),
        ({"kind": "law"}, "bad_kind"),
        ({"proposers": "Dana"}, "no_proposer"),
        ({"proposers": [1]}, "no_proposer"),
        ({"requests": {"a": 1}}, "bad_requests"),
        ({"requests": ["x"] * 101}, "bad_requests"),
    ],
)
def test_an_entry_is_broken_for_a_reason(more: dict[str, Any], reason: str) -> None:
    (broken,) = page_in(json.dumps({"proposals": [entry(1, **more)]}).encode()).broken
    assert broken.reason == reason


def test_an_entry_may_leave_out_what_is_not_needed() -> None:
    (one,) = page_in(
        json.dumps({"proposals": [{"id": 7, "title": "关于桥的建议", "proposers": ["甲"]}]}).encode()
    ).proposals
    assert (one.external_id, one.kind, one.requests, one.session) == ("7", "建议", (), "")


def test_what_is_no_page_is_none() -> None:
    with pytest.raises(NoPage, match="not_json"):
        page_in(b"\xff\xfe")
