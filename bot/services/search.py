"""Cases found by words: how many there are in all, and a page of them."""

import re

from bot.domain.errors import Refused, Unreadable
from bot.domain.lives import Role
from bot.services.boards import Page
from bot.turn import Turn
from store import search

CASES = 8  # on one page
ROOM = 48  # bytes that the words may take in a button
_BREAKS = re.compile(r"[\s+()\[\]]+")  # what parts words, and what a button cannot carry


def find(turn: Turn, text: str, page: int = 0, *, edit: bool = False) -> None:
    """What has all the words of a text, newest first. Raises Unreadable("words_wanted") where there are none.

    The words go along in the buttons that turn the page, so no search is remembered anywhere.
    """
    if turn.who is None or turn.who.role is not Role.OFFICE:
        raise Refused("old_button")
    words = [word for word in _BREAKS.split(text) if word][: search.MOST_WORDS]
    if not words:
        raise Unreadable("words_wanted")
    carried = "+".join(words)
    count = search.count(turn.work, words)
    at = Page.of(page, count, CASES, "find")
    turn.answer(
        "looking/found",
        edit=edit,
        cases=search.find(turn.work, words, skip=at.number * CASES, at_most=CASES),
        count=count,
        page=at,
        words=" ".join(words),
        carried=carried if len(carried.encode()) <= ROOM else "",
    )
