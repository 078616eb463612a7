"""Nina, whom nobody knows yet, and a link for her; the rest of the cast has joined."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from bot.domain.lives import Role
from bot.services.invitations import invite
from bot.turn import Turn
from store import people
from store.tables import Unit
from tests.stage import Stage

NINA = 900


@dataclass(frozen=True, slots=True)
class Newcomers:
    """The stage, and links for people who are not of the cast."""

    stage: Stage

    def token(self, role: Role = Role.DEPUTY, *, name: str = "", unit: str = "", days: int | None = None) -> str:
        """An invitation by the tool of the office."""
        made: list[str] = []

        def deed(turn: Turn) -> None:
            made.append(invite(turn, role, self._unit(turn, unit), name, days))

        self.stage.call(self.stage.banli.run(deed))
        return made[0]

    def _unit(self, turn: Turn, name: str) -> Unit | None:
        return next((unit for unit in people.units(turn.work) if unit.name == name), None)

    def comes(self, name: str, number: int, token: str) -> None:
        """Somebody opens a link for the first time."""
        self.stage.people.create(name, id=number)
        self.stage.say(name.lower(), f"/start {token}")

    def joins(self, name: str, number: int, token: str) -> None:
        """Three taps, in Chinese, under the name that is offered."""
        self.comes(name, number, token)
        self.stage.tap(name.lower(), "确认加入")
        self.stage.tap(name.lower(), "中文")
        self.stage.tap(name.lower(), next(one for one in self.stage.labels(name.lower()) if "就用" in one))

    def said_to(self, number: int) -> list[str]:
        """The messages to a chat, by name."""
        return [letter.message for letter in self.stage.letters if letter.to == str(number)]


@pytest.fixture
def newcomers(database_url: str) -> Iterator[Newcomers]:
    with Stage(database_url) as stage:
        yield Newcomers(stage)


def token_in(text: str) -> str:
    """The token of the link in a text."""
    found = re.search(r"https://t\.me/sandbox_1000001_bot\?start=([\w-]+)", text)
    assert found is not None, text
    return found[1]
