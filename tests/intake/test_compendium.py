"""The reader finds again what an invented compendium says, however it is printed."""

import contextlib
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.errors import Unreadable
from bot.intake.compendium import read
from bot.intake.published import Compendium, as_json, fingerprint
from tests.intake import invented, invented_words
from tests.intake.invented import Print, Truth

UNHURRIED = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def compendia(draw: st.DrawFn) -> tuple[list[Truth], Print]:
    kind = draw(st.sampled_from(("建议", "提案")))
    how = draw(invented.prints())
    return draw(st.lists(invented.truths(kind, how.numbering), min_size=1, max_size=4)), how


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def all_plain(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(plain(text) for text in texts)


def unaccounted(text: str, compendium: Compendium) -> list[int]:
    """The lines that are not blank and of which nothing says where they went."""
    told = {entry.line for entry in compendium.quarantine} | set(compendium.preface)
    for proposal in compendium.proposals:
        told.update(range(proposal.lines[0], proposal.lines[1] + 1))
    rows = text.replace("\r\n", "\n").split("\n")
    return [number for number, row in enumerate(rows, start=1) if row.strip() and number not in told]


@UNHURRIED
@given(compendia())
def test_what_was_printed_is_read_again(told: tuple[list[Truth], Print]) -> None:
    truths, how = told
    compendium = read(invented.compendium_text(truths, how))
    assert [proposal.title for proposal in compendium.proposals] == [truth.title for truth in truths]
    for proposal, truth in zip(compendium.proposals, truths, strict=True):
        assert proposal.kind == truth.kind
        assert proposal.proposers == truth.proposers
        assert plain(proposal.background) == plain("".join(truth.background))
        assert all_plain(proposal.requests) == all_plain(truth.requests)
        assert plain(proposal.reply) == plain("".join(truth.reply))
        assert proposal.reply_units == truth.units


@UNHURRIED
@given(compendia())
def test_session_and_totals_are_read_wherever_the_preface_stands(told: tuple[list[Truth], Print]) -> None:
    truths, how = told
    compendium = read(invented.compendium_text(truths, how))
    kind = truths[0].kind
    if how.preface in {"before", "after"}:
        assert compendium.totals == invented_words.TOTALS[kind]
        assert {proposal.session for proposal in compendium.proposals} == {invented_words.SESSIONS[kind]}
    if how.preface == "heading":
        assert all(proposal.session.endswith(invented_words.SESSIONS[kind]) for proposal in compendium.proposals)


@UNHURRIED
@given(compendia())
def test_no_line_disappears(told: tuple[list[Truth], Print]) -> None:
    text = invented.compendium_text(*told)
    assert unaccounted(text, read(text)) == []


@UNHURRIED
@given(compendia())
def test_a_story_behind_the_last_proposal_goes_into_quarantine(told: tuple[list[Truth], Print]) -> None:
    truths, how = told
    compendium = read(invented.compendium_text(truths, how))
    quarantined = plain("".join(entry.text for entry in compendium.quarantine))
    if how.story and how.sign != "glued tight" and not how.pages:
        assert quarantined.endswith(plain("".join(invented_words.STORY)))


@given(st.text(alphabet="关于建议提案者答复办理情况：:。，、一二是\n \f\r市局委会代表委员()《》12", max_size=120))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    with contextlib.suppress(Unreadable):
        compendium = read(text)
        assert compendium.proposals
        assert unaccounted(text.replace("\r\n", "\n").replace("\r", "\n"), compendium) == []


@pytest.mark.parametrize(
    ("text", "reason"), [("", "empty"), (" \n\f\n　", "empty"), ("今日天气晴。\n明日有雨。", "no_proposals")]
)
def test_a_file_without_proposals_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(text)
    assert refusal.value.reason == reason


def one(**how: object) -> Truth:
    truth = Truth(
        "关于增设夜间公交班次的建议",
        "建议",
        ("白露",),
        ("夜间出行不便。",),
        ("一是增加班次。", "二是延长线路。"),
        ("已经增加。",),
        ("云河市交通运输局",),
    )
    return Truth(**{**{name: getattr(truth, name) for name in Truth.__dataclass_fields__}, **how})


def test_the_json_has_the_agreed_shape() -> None:
    text = "云河日报\n" + invented.compendium_text([one()], Print())
    assert as_json(read(text)) == {
        "proposals": [
            {
                "title": "关于增设夜间公交班次的建议",
                "kind": "建议",
                "session": "市六届人大二次会议",
                "proposers": ["白露"],
                "background": "夜间出行不便。",
                "requests": ["一是增加班次。", "二是延长线路。"],
                "reply": "已经增加。",
                "reply_units": ["云河市交通运输局"],
            }
        ],
        "totals": {"handled": 128},
        "quarantine": [{"line": 1, "text": "云河日报"}],
    }


def test_a_fingerprint_does_not_depend_on_the_print() -> None:
    narrow = read(invented.compendium_text([one(proposers=("白露", "石磊"))], Print(width=18, spaced=True, half=True)))
    broad = read(invented.compendium_text([one(proposers=("石磊", "白露"))], Print(sign="glued")))
    assert fingerprint(narrow.proposals[0]) == fingerprint(broad.proposals[0])


@pytest.mark.parametrize("other", [{"title": "关于减少夜间公交班次的建议"}, {"proposers": ("石磊",)}, {"kind": "提案"}])
def test_another_proposal_has_another_fingerprint(other: dict[str, object]) -> None:
    first = read(invented.compendium_text([one()], Print(preface="none"))).proposals[0]
    second = read(invented.compendium_text([one(**other)], Print(preface="none"))).proposals[0]
    assert fingerprint(first) != fingerprint(second)
