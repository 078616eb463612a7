"""The office of the tests about rating and reminding."""

from collections.abc import Iterator

import pytest

from tests.rating.scene import Scene


@pytest.fixture
def scene(database_url: str) -> Iterator[Scene]:
    """An office on SQLite, and again on PostgreSQL, that decides itself whether a case is handled again."""
    scene = Scene.fresh(database_url)
    yield scene
    scene.close()


@pytest.fixture
def automatic(database_url: str) -> Iterator[Scene]:
    """An office whose policy is to handle again at once."""
    scene = Scene.fresh(database_url, policy={"rehandle": "automatic"})
    yield scene
    scene.close()
