"""HTML is read as TDLib reads it: the same entities, the same refusals, the same byte offsets."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.sandbox.entities import link, parse_html
from bot.sandbox.errors import ApiError, Json
from bot.sandbox.text import as_html, formatted

SURROGATES = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
)
REFUSED = [
    (
        "&#57311;",
        SURROGATES,
    ),
    ("🏟 🏟&lt;<abacaba", "Unclosed start tag at byte offset 13"),
    ("🏟 🏟&lt;<abac aba>", 'Unsupported start tag "abac" at byte offset 13'),
    ("🏟 🏟&lt;<abac>", 'Unsupported start tag "abac" at byte offset 13'),
    ("🏟 🏟&lt;<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 13'),
    ("🏟 🏟&lt;<i    aba>", 'Expected equal sign in declaration of an attribute of the tag "i" at byte offset 13'),
    ("🏟 🏟&lt;<i    aba  =  ", 'Unclosed start tag "i" at byte offset 13'),
    ("🏟 🏟&lt;<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 27"),
    ('🏟 🏟&lt;<i    aba  =  "&lt;&gt;&quot;>', "Unclosed start tag at byte offset 13"),
    ("🏟 🏟&lt;</", "Unexpected end tag at byte offset 13"),
    ("🏟 🏟&lt;<b></b></", "Unexpected end tag at byte offset 20"),
    ("🏟 🏟&lt;<i>a</i   ", "Unclosed end tag at byte offset 17"),
    ("🏟 🏟&lt;<i>a</em   >", 'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"'),
    ("<b>open", 'Can\'t find end tag corresponding to start tag "b"'),
    ("a < b", 'Unsupported start tag "" at byte offset 2'),
    ("a <", "Unclosed start tag at byte offset 2"),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
]


@pytest.mark.parametrize(("source", "refusal"), REFUSED)
def test_a_broken_text_is_refused_with_telegrams_words(source: str, refusal: str) -> None:
    with pytest.raises(ApiError) as caught:
        parse_html(source)
    assert caught.value.description == f"Bad Request: can't parse entities: {refusal}"


READ: list[tuple[str, str, list[Json]]] = [
    ("&ge;&lt;&gt;&amp;&quot;&#12345678;&", '&ge;<>&"&#12345678;&', []),
    ("&#x4f60;&#22909", "你好", []),
    ("🏟<b>é好</b>", "🏟é好", [{"type": "bold", "offset": 2, "length": 2}]),
    ("<b><i>x</></b>", "x", [{"type": "bold", "offset": 0, "length": 1}, {"type": "italic", "offset": 0, "length": 1}]),
    ("<i></i>x", "x", []),
    (
        "<u>a</u><s>b</s>",
        "ab",
        [{"type": "underline", "offset": 0, "length": 1}, {"type": "strikethrough", "offset": 1, "length": 1}],
    ),
    ("<span class='tg-spoiler'>a</span>", "a", [{"type": "spoiler", "offset": 0, "length": 1}]),
    (
        '<a href="https://example.com/a?b=1&amp;c=2">k</a>',
        "k",
        [{"type": "text_link", "offset": 0, "length": 1, "url": "https://example.com/a?b=1&c=2"}],
    ),
    ("<a href=nowhere>k</a>", "k", []),
    (
        "<a>example.com</a>",
        "example.com",
        [{"type": "text_link", "offset": 0, "length": 11, "url": "http://example.com/"}],
    ),
    (
        '<pre><code class="language-python">x</code></pre>',
        "x",
        [{"type": "pre", "offset": 0, "length": 1, "language": "python"}],
    ),
    ("<pre><code>x</code></pre>", "x", [{"type": "pre", "offset": 0, "length": 1}]),
    ('<code class="language-c">x</code>', "x", [{"type": "code", "offset": 0, "length": 1}]),
    ("<blockquote>a</blockquote>", "a", [{"type": "blockquote", "offset": 0, "length": 1}]),
    ("<blockquote expandable>a</blockquote>", "a", [{"type": "expandable_blockquote", "offset": 0, "length": 1}]),
    ("<blockquote expandable=1>a</blockquote>", "a", [{"type": "expandable_blockquote", "offset": 0, "length": 1}]),
    (
        '<tg-emoji emoji-id="5368">👍</tg-emoji>',
        "👍",
        [{"type": "custom_emoji", "offset": 0, "length": 2, "custom_emoji_id": "5368"}],
    ),
    (" \n<b> a </b>b\n", "a b", [{"type": "bold", "offset": 0, "length": 2}]),
    ("<b> </b>x", "x", []),
]


@pytest.mark.parametrize(("source", "text", "entities"), READ)
def test_a_text_is_read_with_offsets_in_utf16_units(source: str, text: str, entities: list[Json]) -> None:
    assert formatted(source, "HTML", []) == (text, entities)


@given(some.text(alphabet="<>&;/b i\"'=#好🏟a"))
def test_any_text_is_either_read_or_refused(source: str) -> None:
    """Nothing a template may produce can make the parser fail in another way, and what is read can be shown again."""
    with suppress(ApiError):
        text, entities = formatted(source, "HTML", [])
        assert parse_html(as_html(text, entities))[0] == text


def test_what_was_read_is_shown_as_it_was_written() -> None:
    source = 'a <b>b <i>&lt;c&gt;</i></b> <a href="https://example.com/?a&amp;b">k</a> '
    source += '<pre><code class="language-sql">好</code></pre><tg-spoiler>s</tg-spoiler>'
    assert as_html(*formatted(source, "html", [])) == source


def test_links_mentions_commands_and_hashtags_are_found_by_telegram_itself() -> None:
    text = "/cases@banli_bot 见 https://example.com/a, @uma_unit a@b.cn #道路 1/2 <"
    kinds = [(one["type"], one["offset"], one["length"]) for one in formatted(text, "", [])[1]]
    assert kinds == [("bot_command", 0, 16), ("url", 19, 21), ("mention", 42, 9), ("email", 52, 6), ("hashtag", 59, 3)]


def test_nothing_is_found_inside_code_and_links() -> None:
    assert [one["type"] for one in formatted("<code>/a</code> /b", "HTML", [])[1]] == ["code", "bot_command"]


def test_entities_may_be_given_instead_of_a_parse_mode() -> None:
    given_entities = [{"type": "bold", "offset": 1, "length": 2}]
    assert formatted(" ab", "", given_entities) == ("ab", [{"type": "bold", "offset": 0, "length": 2}])


@pytest.mark.parametrize(
    ("source", "mode", "refusal"),
    [
        ("*x*", "MarkdownV2", "unsupported parse_mode"),
        ("好" * 11_000, "HTML", "Text is too long"),
    ],
)
def test_other_modes_and_endless_texts_are_refused(source: str, mode: str, refusal: str) -> None:
    with pytest.raises(ApiError, match=refusal):
        formatted(source, mode, [])


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.com", "https://example.com/"),
        ("tg://user?id=7", "tg://user?id=7"),
        ("http://localhost/x", ""),
        ("two words", ""),
    ],
)
def test_a_link_without_a_proper_host_is_dropped(address: str, kept: str) -> None:
    assert link(address) == kept
