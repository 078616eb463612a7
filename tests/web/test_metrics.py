"""The figures for Prometheus are those of the office: letters that left, how late, and what waits."""

from datetime import UTC, datetime, timedelta

from prometheus_client.parser import text_string_to_metric_families

from bot.metrics import Metrics
from bot.services.health import Health
from store.outbox import Envelope, Outcome
from store.tables.traffic import LetterState
from tests.stage import Stage

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


def _told(text: bytes) -> dict[tuple[str, str], float]:
    """Each figure by its name and its label's value."""
    return {
        (sample.name, next(iter(sample.labels.values()), "")): sample.value
        for family in text_string_to_metric_families(text.decode())
        for sample in family.samples
    }


def _letter(priority: int, due: datetime) -> Envelope:
    return Envelope(1, 1, priority, "general/help", "{}", due=due)


def test_the_delay_is_from_the_moment_a_letter_was_due_until_it_left() -> None:
    metrics = Metrics()
    metrics.settled(_letter(0, NOW - timedelta(seconds=2)), Outcome(1, LetterState.SENT, 7), NOW)
    metrics.settled(_letter(2, NOW - timedelta(seconds=40)), Outcome(2, LetterState.SENT, 8), NOW)
    metrics.settled(_letter(1, NOW), Outcome(3, LetterState.FAILED, error="gone"), NOW)
    told = _told(metrics.text(Health({}), NOW))
    assert told["banli_letter_delay_seconds_sum", "answer"] == 2
    assert told["banli_letter_delay_seconds_sum", "bulk"] == 40
    assert ("banli_letter_delay_seconds_sum", "notice") not in told
    assert (told["banli_letters_total", "sent"], told["banli_letters_total", "failed"]) == (2, 1)


def test_what_waits_is_told_with_its_age() -> None:
    found = {"letters_waiting": 3, "oldest_letter": NOW - timedelta(minutes=5), "updates_waiting": 0, "last_tick": None}
    metrics = Metrics()
    metrics.struck(well=True)
    metrics.struck(well=False)
    told = _told(metrics.text(Health(found, ["late"]), NOW))
    assert (told["banli_letters_waiting", ""], told["banli_oldest_letter_age_seconds", ""]) == (3, 300)
    assert (told["banli_last_tick_age_seconds", ""], told["banli_well", ""]) == (0, 0)
    assert (told["banli_ticks_total", "well"], told["banli_ticks_total", "failed"]) == (1, 1)


def test_a_running_bot_counts_what_it_sends(stage: Stage) -> None:
    stage.say("olga", "/help")
    told = _told(stage.banli.metrics.text(Health({}), stage.now))
    assert told["banli_letters_total", "sent"] >= 1
    assert told["banli_letter_delay_seconds_count", "answer"] >= 1
