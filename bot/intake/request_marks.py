"""What a proposer writes about single requests, such as "1 yes, 2 half, 3 no" or "1、3不满意 2满意", as marks."""

import re
from collections.abc import Mapping

from bot.domain.errors import Unreadable
from bot.domain.surveys import Content
from bot.intake.lines import flattened

_SPELLED: Mapping[Content, str] = {
    Content.CONTENT: "是 好 行 满意 解决 已解决 同意 yes y ok √ ✓",
    Content.PARTLY: "部分 一半 基本 基本满意 部分解决 理解 half partly",
    Content.NOT: "否 不 没 没有 未 不行 不满意 不同意 没解决 未解决 no n ×",
}
WORDS: Mapping[str, Content] = {word: kind for kind, words in _SPELLED.items() for word in words.split()}
_BETWEEN = re.compile(r"[\s,，;；、.。:：()（）第条项点号和及-]*")
_NUMBER = re.compile(r"\d{1,3}")


def marks_in(text: str, words: Mapping[str, str]) -> dict[int, str]:
    """Which request got which mark; ``words`` gives the mark for each word, and several numbers may share one.

    Raises:
        Unreadable: ``marks_wanted`` where anything else stands in the text, or a number has no word.
    """
    typed = flattened(text).strip().lower()
    spelled = re.compile("|".join(re.escape(word.lower()) for word in sorted(words, key=len, reverse=True)))
    by_word = {word.lower(): mark for word, mark in words.items()}
    found: dict[int, str] = {}
    waiting: list[int] = []
    at = _past(typed, 0)
    while at < len(typed):
        if number := _NUMBER.match(typed, at):
            waiting.append(int(number[0]))
            at = number.end()
        elif waiting and (word := spelled.match(typed, at)):
            found |= dict.fromkeys(waiting, by_word[word[0]])
            waiting, at = [], word.end()
        else:
            raise Unreadable("marks_wanted")
        at = _past(typed, at)
    if waiting or not found:
        raise Unreadable("marks_wanted")
    return found


def _past(text: str, at: int) -> int:
    between = _BETWEEN.match(text, at)
    return between.end() if between else at
