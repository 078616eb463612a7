"""The passages of a document that replies may lean on: its lines, and the title and number that it says it has."""

import re
from dataclasses import dataclass

FEWEST, LONGEST = 15, 1000  # signs of a passage
TITLE = 80  # signs
HEAD = 40  # lines among which a document's title and number stand
_NUMBER = re.compile(r"[一-龥]{1,12}[〔\[（(【]\s*(?:19|20)\d\d\s*[〕\]）)】]\s*(?:第\s*)?\d{1,5}\s*号")
_SENTENCE = re.compile(r"[。；：]")
_TITLE = re.compile(r"(?:关于|通知|意见|办法|方案|规定|条例|规划|措施|细则|计划|决定)")
_UNITS = re.compile(r"[（(][^（）()]*(?:责任|牵头|配合|负责|落实)[^（）()]*[）)]\s*$")


@dataclass(frozen=True, slots=True)
class Read:
    """A document taken apart; ``title`` and ``number`` are empty where it says none."""

    title: str
    number: str
    passages: tuple[str, ...]


def read(text: str) -> Read:
    """The passages of a document's text, each once; who is to carry one out does not belong to it."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    number = next((found[0] for line in lines[:HEAD] if (found := _NUMBER.search(line))), "")
    title = next((line for line in lines[:HEAD] if _is_title(line)), "")
    told = dict.fromkeys(_UNITS.sub("", line).strip()[:LONGEST] for line in lines if line != title)
    return Read(title, "".join(number.split()), tuple(line for line in told if len(line) >= FEWEST))


def _is_title(line: str) -> bool:
    return len(line) <= TITLE and not _SENTENCE.search(line) and bool(_TITLE.search(line)) and not _NUMBER.search(line)
