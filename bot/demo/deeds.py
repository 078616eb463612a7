"""What a line of the play means: the words and taps by which its deed is done in the chat."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.demo.players import Players, Stuck
from bot.demo.story import Case, Player


@dataclass(frozen=True, slots=True)
class Scene:
    """Who does something to which case."""

    players: Players
    who: Player
    case: Case

    async def say(self, text: str) -> None:
        await self.players.say(self.who.name, text)

    async def tap(self, *path: str, here: bool = False) -> None:
        """Tap these buttons one after the other; ``here`` the first of them on a message about the case."""
        for step, data in enumerate(path):
            await self.players.tap(self.who.name, data, self.case.title if here and step == 0 else "")


async def submits(scene: Scene) -> None:
    """A proposer writes a case and hands it in."""
    case = scene.case
    await scene.say("/new")
    await scene.tap(f"say:kind:{case.kind}")
    await scene.say(case.title)
    await scene.say(case.background)
    await scene.tap("say:background:done")
    await scene.say("\n".join(f"{number}. {text}" for number, text in enumerate(case.requests, start=1)))
    await scene.tap("say:requests:done")
    if case.wished:
        await scene.say(case.wished)
    else:
        await scene.tap("say:unit:skip")
    await scene.tap("say:preview:submit")


async def files(scene: Scene) -> None:
    """The office gives it a number."""
    await scene.tap("file", here=True)


async def returns_for_changes(scene: Scene) -> None:
    """The office wants it written differently."""
    await scene.tap("changes", here=True)
    await scene.say(scene.case.remark)


async def assigns(scene: Scene) -> None:
    """The office gives it to the units that handle it."""
    case = scene.case
    await scene.tap("assign", here=True)
    await scene.say(case.unit)
    for unit in case.co:
        await scene.say(unit)
    await scene.tap("say:co:done")
    if case.due:
        await scene.say(case.due)
    else:
        await scene.tap("say:due:usual")
    if case.key:
        await scene.tap("say:preview:key")
    await scene.tap("say:preview:confirm")


async def accepts(scene: Scene) -> None:
    """A unit takes it."""
    await scene.tap("accept", here=True)


async def returns(scene: Scene) -> None:
    """A unit gives it back, and says whose business it is."""
    await scene.tap("return", here=True)
    await scene.say(scene.case.returned)
    await scene.say(scene.case.returned_to)


async def drafts(scene: Scene) -> None:
    """A unit writes what it has to say so far, and leaves."""
    await _write(scene)
    await scene.say("/cancel")


async def _write(scene: Scene) -> None:
    """What the unit has to say, request by request."""
    case = scene.case
    await scene.tap("draft", here=True)
    for number, text in enumerate(case.answers, start=1):
        await scene.say(text)
        if number < len(case.requests):
            await scene.tap(f"say:request:go-{number + 1}")


async def replies(scene: Scene) -> None:
    """A unit writes its reply to the end, and submits it."""
    await _write(scene)
    await scene.tap("say:request:result", f"say:result:{scene.case.result}", "say:preview:submit")


async def approves(scene: Scene) -> None:
    """The unit's leader agrees."""
    await scene.tap("approve", here=True)


async def issues(scene: Scene) -> None:
    """The office lets the reply out to the proposer."""
    await scene.tap("issue", here=True)


async def rates(scene: Scene) -> None:
    """The proposer says how content he is; where he is not, with which requests and why."""
    case = scene.case
    chosen = enumerate(case.rating.values(), start=1)
    await scene.tap("rate", *(f"say:q{number}:{option}" for number, option in chosen), here=True)
    if case.unmet:
        content = [number for number in range(1, len(case.requests) + 1) if number not in case.unmet]
        await scene.tap(*(f"say:unmet:{number}" for number in content))
    if case.rating["result"] == "unsatisfied":
        await scene.tap("say:unmet:next", *(f"say:reason:{reason}" for reason in case.reasons), "say:reason:next")
    await scene.tap("say:confirm:send")


async def rehandles(scene: Scene) -> None:
    """The office has it handled again."""
    await scene.tap("rehandle", here=True)


_DEEDS: dict[str, Callable[[Scene], Awaitable[None]]] = {
    "submits": submits,
    "files": files,
    "returns-for-changes": returns_for_changes,
    "assigns": assigns,
    "accepts": accepts,
    "returns": returns,
    "drafts": drafts,
    "replies": replies,
    "approves": approves,
    "issues": issues,
    "rates": rates,
    "rehandles": rehandles,
}


async def do(deed: str, scene: Scene) -> None:
    """Do the deed of this name; raises Stuck where the chat does not offer it."""
    if deed not in _DEEDS:
        raise Stuck(f"nobody knows how one {deed}")
    await _DEEDS[deed](scene)
