"""The life tables: whole, without contradiction, and the only thing that moves a case."""

from collections import Counter
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import guards
from bot.domain.errors import Refused
from bot.domain.guards import Facts
from bot.domain.lifecycle import ASSIGNMENT, LIVES, PROPOSAL, REPLY, SURVEY, Life, move, rows_open_to
from bot.domain.lifecycle_print import as_markdown, as_mermaid
from bot.domain.lives import Act, AssignmentState, Part, ProposalState, ReplyState, Role, SurveyState

EACH = pytest.mark.parametrize("life", LIVES, ids=lambda life: life.name)


def reachable(life: Life, start: frozenset[StrEnum], *, back: bool = False) -> set[StrEnum]:
    """All states that some acts lead to from these, or (``back``) from which some acts lead to these."""
    found = set(start)
    while True:
        ends = [(row.becomes, row.at) if back else (row.at, row.becomes) for row in life.moves]
        more = {to for at, to in ends if at in found} - found
        if not more:
            return found
        found |= more


@EACH
def test_every_state_can_be_reached(life: Life) -> None:
    assert reachable(life, life.born) == set(life.states)


@EACH
def test_every_state_can_come_to_an_end(life: Life) -> None:
    assert reachable(life, life.ends, back=True) == set(life.states)


@EACH
def test_a_state_and_an_act_have_one_row(life: Life) -> None:
    assert [pair for pair, count in Counter((row.at, row.act) for row in life.moves).items() if count > 1] == []


@EACH
def test_every_row_is_of_its_own_life_and_done_by_somebody(life: Life) -> None:
    for row in life.moves:
        assert isinstance(row.at, life.states)
        assert isinstance(row.becomes, life.states)
        assert row.by
        assert len(set(row.by)) == len(row.by)


def test_every_act_and_every_guard_is_used() -> None:
    assert {row.act for life in LIVES for row in life.moves} == set(Act)
    named = {name for name in vars(guards) if not name.startswith("_")}
    used = {guard.__name__ for life in LIVES for row in life.moves for guard in row.guards}
    functions = {name for name in named if getattr(vars(guards)[name], "__module__", "") == guards.__name__}
    assert functions - {"Facts"} == used


def test_every_role_has_something_to_do() -> None:
    assert {role for life in LIVES for row in life.moves for role in row.by} == set(Role)


ROLES = st.sampled_from(Role)
FACTS = st.builds(
    Facts,
    part=st.sampled_from(Part),
    round=st.integers(1, 3),
    requests=st.frozensets(st.integers(1, 3)),
    answered=st.frozensets(st.integers(1, 3)),
    units_open=st.integers(0, 2),
    unsigned=st.integers(0, 2),
    surveys_open=st.integers(0, 2),
    consents_missing=st.integers(0, 2),
    sent_back=st.booleans(),
    beyond_cap=st.booleans(),
)


@given(
    st.sampled_from(LIVES),
    st.data(),
    st.lists(st.tuples(st.sampled_from(Act), ROLES, FACTS), max_size=40),
)
def test_random_acts_of_random_roles_only_ever_stand_on_rows(
    life: Life, data: st.DataObject, deeds: list[tuple[Act, Role, Facts]]
) -> None:
    state = data.draw(st.sampled_from(sorted(life.born)))
    for act, role, facts in deeds:
        try:
            row = move(life, state, act, role, facts)
        except Refused:
            continue
        assert row in life.moves
        assert (row.at, row.act) == (state, act)
        assert role in row.by
        assert all(guard(facts) for guard in row.guards)
        state = row.becomes


@given(st.sampled_from(LIVES), st.data(), ROLES)
def test_what_is_open_to_a_role_is_what_is_not_refused_to_it(life: Life, data: st.DataObject, role: Role) -> None:
    """Guards aside: they are asked when the act is done."""
    state = data.draw(st.sampled_from(sorted(life.states)))
    for act in Act:
        try:
            move(life, state, act, role, Facts())
            reason = ""
        except Refused as refused:
            reason = refused.reason
        opened = {row.act for row in rows_open_to(life, state, role)}
        assert (act in opened) == (reason not in {"not_now", "not_yours"})


@pytest.mark.parametrize(
    ("life", "state", "act", "by", "reason"),
    [
        (ASSIGNMENT, AssignmentState.DONE, Act.ACCEPT, Role.LIAISON, "not_now"),
        (ASSIGNMENT, AssignmentState.OFFERED, Act.ACCEPT, Role.OFFICE, "not_yours"),
        (PROPOSAL, ProposalState.ANSWERED, Act.REHANDLE, Role.OFFICE, "a_round_is_left"),
        (REPLY, ReplyState.DRAFTING, Act.SUBMIT, Role.LIAISON, "covers_every_request"),
        (SURVEY, SurveyState.RATED, Act.RATE, Role.DEPUTY, "not_now"),
    ],
)
def test_a_refusal_names_why(life: Life, state: StrEnum, act: Act, by: Role, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        move(life, state, act, by, Facts(round=2))
    assert refused.value.reason == reason
    assert refused.value.facts["life"] == life.name
    assert refused.value.facts["state"] == state


def test_the_tables_are_printed_whole() -> None:
    printed = as_markdown()
    lines = [line for line in printed.splitlines() if line.startswith("| **")]
    moving = sum(row.at is not row.becomes for life in LIVES for row in life.moves)
    staying = [line for line in lines if "| stays |" in line]
    assert len(lines) == moving + len(staying)
    named = sum(line.partition(" | ")[0].count("**") // 2 for line in staying)
    assert named == sum(row.at is row.becomes for life in LIVES for row in life.moves)
    assert "| **offered** | accept | liaison | **handling** | office: `assignments/accepted` |  |" in lines
    assert all(f"### {life.name.capitalize()}" in printed for life in LIVES)


@EACH
def test_a_diagram_shows_every_state_and_every_act(life: Life) -> None:
    drawn = as_mermaid(life)
    assert drawn.startswith("stateDiagram-v2\n")
    for state in life.states:
        assert f" {state} " in drawn or f" {state}:" in drawn
    for row in life.moves:
        arrow = next(line for line in drawn.splitlines() if line.startswith(f"    {row.at} --> {row.becomes}:"))
        assert row.act.replace("_", " ") in arrow
