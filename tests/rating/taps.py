"""What people do in a scene: press the buttons under an answered case, and say what a conversation asks for."""

from bot.flows import engine
from bot.flows.table import FLOWS
from bot.handlers import rounds as buttons
from tests.rating.scene import Case, Scene


def press(scene: Scene, name: str, act: str, case: Case, *more: str) -> None:
    deed = next(tap.does for tap in buttons.TAPS if tap.prefix == act)
    with scene.turn(name) as turn:
        deed(turn, [str(case.id), *more])


def hear(scene: Scene, name: str, text: str) -> None:
    with scene.turn(name) as turn:
        assert engine.hear(turn, engine.Heard("text", text=text), FLOWS)
