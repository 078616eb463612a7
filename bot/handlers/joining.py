"""The ways in: a link that somebody was sent, and the office's way to make one."""

from bot.domain.errors import Refused
from bot.flows import engine, invite, registration
from bot.handlers import general
from bot.handlers.routes import Command
from bot.services import joining
from bot.turn import Turn


def start(turn: Turn, token: str) -> None:
    """What Telegram sends for a link, with its token, and for the button below an empty chat, without one."""
    if token:
        invitation = joining.open_invitation(turn, token)
        engine.begin(turn, registration.FLOW, invitation.id, offered=joining.offered_name(turn, invitation))
    elif turn.who is None:
        raise Refused("stranger")
    else:
        general.show_menu(turn, "")


def begin_invitation(turn: Turn, _text: str) -> None:
    """The questions that lead to a link."""
    engine.begin(turn, invite.FLOW)


COMMANDS = (Command("start", start, strangers=True), Command("invite", begin_invitation))
TAPS = ()
