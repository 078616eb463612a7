"""Why replies to like cases were not found satisfactory: what to look at once more before a reply is submitted."""

from collections import Counter

from bot.services import similar
from bot.turn import Turn
from bot.voice import LANGUAGES
from store import surveys
from store.tables import Proposal

SHOWN = 3


def frequent(turn: Turn, proposal: Proposal) -> list[tuple[str, int]]:
    """The reasons tapped most often, as keys of words.toml's ``survey_reasons``, each with how many times."""
    alike = [one.proposal.id for one in similar.answered(turn, proposal)]
    told = {
        turn.voice.word(language, "survey_reasons", key): key
        for language in LANGUAGES
        for key in turn.voice.keys("survey_reasons")
    }
    counted = Counter(
        told[line]
        for reason in surveys.discontents(turn.work, alike)
        for line in dict.fromkeys(map(str.strip, reason.splitlines()))
        if line in told
    )
    return counted.most_common(SHOWN)
