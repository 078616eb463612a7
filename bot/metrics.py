"""Figures for Prometheus: what waits and since when, what became of letters, and how late they arrived."""

from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.services.health import Health
from store.outbox import Envelope, Outcome

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
SECONDS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 3600, 14400, 86400)
PRIORITIES = ("answer", "notice", "bulk")


class Metrics:
    """One process's figures; what the database knows is asked for when they are read."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        self._delay = Histogram(
            "banli_letter_delay_seconds",
            "From the moment a letter was due until Telegram took it",
            ["priority"],
            buckets=SECONDS,
            registry=registry,
        )
        self._letters = Counter("banli_letters", "What became of letters", ["state"], registry=registry)
        self._ticks = Counter("banli_ticks", "How often the clock struck", ["outcome"], registry=registry)
        self._well = Gauge("banli_well", "1 if nobody needs to look", registry=registry)
        self._found = {
            name: Gauge(f"banli_{name}", what, registry=registry)
            for name, what in (
                ("letters_waiting", "Letters that are due and have not left"),
                ("letters_failed", "Letters given up within the last day"),
                ("updates_waiting", "Updates that have not been handled"),
                ("updates_put_aside", "Updates that could not be handled"),
                ("reconciliation_gaps", "Reminders of the last day gone through that did not arrive on it"),
            )
        }
        self._ages = {
            name: Gauge(f"banli_{name}_age_seconds", what, registry=registry)
            for name, what in (
                ("oldest_letter", "How long the oldest letter has been waiting"),
                ("oldest_update", "How long the oldest update has been waiting"),
                ("last_tick", "How long ago the clock struck"),
                ("oldest_mirror_letter", "How long the oldest letter to a mirror has been waiting"),
                ("last_reconciliation", "How long ago a day's reminders were gone through"),
            )
        }

    def settled(self, letter: Envelope, outcome: Outcome, now: datetime) -> None:
        """A letter was sent, or never will be."""
        self._letters.labels(outcome.state.value).inc()
        if outcome.message_id is not None and letter.due is not None:
            self._delay.labels(PRIORITIES[letter.priority]).observe(max(0.0, (now - letter.due).total_seconds()))

    def struck(self, *, well: bool) -> None:
        """The clock struck."""
        self._ticks.labels("well" if well else "failed").inc()

    def text(self, health: Health, now: datetime) -> bytes:
        """All of it in Prometheus's text form; an age is 0 where nothing waits."""
        self._well.set(health.is_well)
        for name, gauge in self._found.items():
            gauge.set(health.found.get(name, 0))
        for name, gauge in self._ages.items():
            since = health.found.get(name)
            gauge.set((now - since).total_seconds() if isinstance(since, datetime) else 0)
        return generate_latest(self._registry)
