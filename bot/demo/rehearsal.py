"""The whole play: people join, every line is done, and each chat ends with what there is to do."""

import logging
from collections.abc import Callable
from functools import partial

from bot.app import Banli
from bot.demo import deeds
from bot.demo.deeds import Scene
from bot.demo.players import Players, Stuck
from bot.demo.story import Line, Player, Story
from bot.domain.lives import Role
from bot.intake.units import UnitRow, UnitTable
from bot.sandbox.sandbox import Sandbox
from bot.services import invitations, units
from bot.turn import Turn
from store import proposals

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]


async def enter(sandbox: Sandbox, banli: Banli, story: Story) -> None:
    """Take in the units, and let everybody join by an invitation."""
    players = Players(sandbox, banli)
    await players.until(story.begins)
    await banli.run(partial(_found, story))
    for person in story.people.values():
        await _join(players, banli, person)


async def play(sandbox: Sandbox, banli: Banli, story: Story, progress: Progress) -> None:
    """Do every line; one that cannot be done is logged, and the rest goes on. ``progress`` hears of done and total."""
    players = Players(sandbox, banli)
    for number, line in enumerate(story.play):
        progress(number, len(story.play))
        try:
            await _do(players, story, line)
        except Stuck as why:
            log.warning("the example leaves out %s: %s", line.text, why)
    for person in story.people.values():
        await players.say(person.name, person.ends)
    progress(len(story.play), len(story.play))


async def _do(players: Players, story: Story, line: Line) -> None:
    if line.at is not None:
        await players.until(line.at)
    else:
        await deeds.do(line.deed, Scene(players, story.people[line.who], story.cases[line.case]))


def _found(story: Story, turn: Turn) -> None:
    rows = tuple(UnitRow(unit["name"], unit["full_name"], tuple(unit["aliases"])) for unit in story.units)
    units.take_in(turn, UnitTable(rows, ()))
    proposals.sitting_named(turn.work, story.sitting)


async def _join(players: Players, banli: Banli, person: Player) -> None:
    tokens: list[str] = []

    def invite(turn: Turn) -> None:
        unit = units.directory(turn).named(person.unit) if person.unit else None
        tokens.append(invitations.invite(turn, Role(person.role), unit, person.name))

    await banli.run(invite)
    await players.say(person.name, f"/start {tokens[0]}")
    for data in ("say:confirm:yes", "say:language:zh", "say:name:offered"):
        await players.tap(person.name, data)
