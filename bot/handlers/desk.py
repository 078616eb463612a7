"""What a handler works at: opening a turn for an update, and the two things that are not turns."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, cast

from telegram import Update
from telegram.ext import Application, CallbackContext, ExtBot

from bot.turn import Turn

Deed = Callable[[Turn], None]
Store = dict[Any, Any]  # PTB's own, which is used for the desk alone
Context = CallbackContext[ExtBot[None], Store, Store, Store]
App = Application[ExtBot[None], Context, Store, Store, Store, None]


@dataclass(frozen=True, slots=True)
class Desk:
    """``in_turn`` does a deed in the transaction of an update; ``acknowledge`` tells Telegram that a tap arrived."""

    in_turn: Callable[[Update, Deed], Awaitable[None]]
    acknowledge: Callable[[str], None]


def desk(context: Context) -> Desk:
    """The desk that the app has put there."""
    return cast("Desk", context.bot_data["desk"])
