"""A stage for the ways of a reply; a test that needs other rules makes its own."""

from collections.abc import Iterator

import pytest

from tests.stage import Stage


@pytest.fixture
def stage(database_url: str) -> Iterator[Stage]:
    """The usual rules."""
    with Stage(database_url) as play:
        yield play
