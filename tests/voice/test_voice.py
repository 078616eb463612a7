"""The voice: what a person wrote stays what it is, and a long text becomes several messages that Telegram takes."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from bot.sandbox.entities import parse_html, utf16
from bot.voice import LIMIT, Button, Voice, Words

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def voice(tmp_path: Path) -> Voice:
    for language in ("zh", "en"):
        folder = tmp_path / language
        (folder / "cases").mkdir(parents=True)
        (folder / "words.toml").write_text('[states]\nopen = "in hand"\n[veil]\nhidden = "hidden"\n', encoding="utf-8")
        (folder / "cases" / "shown.jinja").write_text(
            "<b>{{ title }}</b> {{ state|word('states') }}\n---\n[{{ label }}](act:{{ id }}) [page](https://a.example)\n"
            "no button\n",
            encoding="utf-8",
        )
    return Voice(ZONE, folder=tmp_path)


FACTS = {"title": "a <b> & c", "state": "open", "label": "x](act:9) [y", "id": 7}


def test_what_a_person_wrote_is_neither_markup_nor_a_button(voice: Voice) -> None:
    words = voice.say("en", "cases/shown", FACTS)
    assert parse_html(words.text)[0] == "a <b> & c in hand"
    assert words.buttons == ((Button("x］（act:9） ［y", "act:7"), Button("page", "https://a.example")),)
    assert [button.is_link for button in words.buttons[0]] == [False, True]


@pytest.mark.parametrize(
    ("label", "shown"),
    [("((((", "（（（（"), ("a\u2028b\x85c\r\nd", "a b c d"), ("\u200b\u200b\u200b\u200b", "…"), ("\u3000 ", "…")],
)
def test_what_a_person_wrote_takes_no_button_away(voice: Voice, label: str, shown: str) -> None:
    """Telegram refuses a message one of whose buttons shows nothing."""
    words = voice.say("en", "cases/shown", {**FACTS, "label": label})
    assert words.buttons[0] == (Button(shown, "act:7"), Button("page", "https://a.example"))


def test_a_missing_fact_is_an_error_above_and_below_the_line(voice: Voice) -> None:
    for missing in ("title", "label"):
        with pytest.raises(UndefinedError):
            voice.say("en", "cases/shown", {key: value for key, value in FACTS.items() if key != missing})


def test_a_message_without_template_is_an_error(voice: Voice) -> None:
    with pytest.raises(KeyError, match="zh/cases/hidden"):
        voice.say("zh", "cases/hidden", {})


def test_somebody_of_an_unknown_language_is_answered_in_the_first(voice: Voice) -> None:
    assert voice.say("xx", "cases/shown", FACTS) == voice.say("zh", "cases/shown", FACTS)


def test_a_short_text_is_one_message_and_an_empty_one_is_none() -> None:
    assert Words("one\ntwo").pages() == ["one\ntwo"]
    assert Words("<b> </b>\n").pages() == []


def test_a_text_is_cut_between_lines_where_it_has_lines() -> None:
    lines = [f"{number} {'x' * 90}" for number in range(100)]
    pages = Words("\n".join(lines)).pages()
    assert len(pages) == 3
    assert [line for page in pages for line in page.split("\n")] == lines


def test_what_is_marked_up_across_a_cut_is_marked_up_on_both_sides() -> None:
    pages = Words(f"<b>Heading</b>\n<blockquote expandable>{'text &amp; ' * 600}</blockquote>\n<i>end</i>").pages()
    kinds = [[entity["type"] for entity in parse_html(page)[1]] for page in pages]
    assert kinds == [["bold", "expandable_blockquote"], ["expandable_blockquote", "italic"]]


PIECES = st.lists(
    st.tuples(
        st.sampled_from(
            ["{}", "<b>{}</b>", "<i>{}</i>\n", "<blockquote>{}</blockquote>", '<a href="https://a.example">{}</a>']
        ),
        st.sampled_from(["word ", "字", "😀", "&lt;&amp;", "line\n"]),
        st.integers(min_value=1, max_value=5000),
    ),
    min_size=1,
    max_size=5,
)


@given(PIECES)
def test_no_cut_loses_a_character_or_breaks_the_markup(pieces: list[tuple[str, str, int]]) -> None:
    source = "".join(form.format(text * times) for form, text, times in pieces)
    read = [parse_html(page)[0] for page in Words(source).pages()]
    assert all(utf16(text) <= LIMIT for text in read)
    assert "".join("".join(read).split()) == "".join(parse_html(source)[0].split())
