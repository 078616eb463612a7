"""What the office hears of the upstream feed."""

from bot.demo.samples import written
from bot.demo.samples.cast import OLGA, PROPOSAL
from bot.intake.feed_page import Broken

SAMPLES: dict[str, dict[str, object]] = {
    "feed/arrived": {"count": 7, "titles": [written.TITLE, written.FIRST_REQUEST], "reader": OLGA},
    "feed/changed": {
        "proposal": PROPOSAL,
        "changed": ["title", "background", "requests"],
        "new_title": written.SECOND_REQUEST,
        "reader": OLGA,
    },
    "feed/broken": {"broken": [Broken(written.WORDS, "no_title")] * 12, "reader": OLGA},
    "feed/failing": {"reason": "slow", "reader": OLGA},
    "feed/works_again": {"reader": OLGA},
}
