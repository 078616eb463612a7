"""What the people of the example do: they speak and tap in the sandbox, and wait until the bot has answered."""

import asyncio
import time
from datetime import datetime

from bot.app import Banli
from bot.sandbox.errors import Json
from bot.sandbox.markup import buttons
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.world import Message

PATIENCE = 20.0  # seconds
STEP = 0.002


class Stuck(Exception):
    """The play cannot go on as it is written; the text says what is missing."""


class Players:
    """Everybody in front of one bot, in its own loop."""

    def __init__(self, sandbox: Sandbox, banli: Banli) -> None:
        self._sandbox = sandbox
        self._banli = banli

    async def say(self, person: str, text: str) -> None:
        """Send a text."""
        who, bot = self._sandbox.cast.person(person), self._sandbox.world.bot()
        self._sandbox.cast.say_text(bot, who, self._sandbox.cast.chat(bot, who, None), text)
        await self.rest()

    async def tap(self, person: str, data: str, about: str = "") -> None:
        """Tap the newest button whose data begins with these words, on a message that holds the text ``about``.

        Raises:
            Stuck: nobody is shown such a button.
        """
        who, bot = self._sandbox.cast.person(person), self._sandbox.world.bot()
        chat = self._sandbox.cast.chat(bot, who, None)
        for message in reversed(chat.messages.values()):
            if (found := _button(message, data, about)) is not None:
                wish = {"data": found["callback_data"], "message_id": message.id}
                self._sandbox.cast.tap(bot, who, chat, wish)
                await self.rest()
                return
        raise Stuck(f"{person} is shown no button {data} about {about or 'anything'}")

    async def until(self, moment: datetime) -> None:
        """Put the office's clock forward, and let the bot do what is due then."""
        clock = self._sandbox.clock
        clock.set(moment)
        self._sandbox.world.feed.add("clock", 0, clock.time(), {"now": clock.now().isoformat()})
        await self._banli.tick()
        await self._banli.sender.look()
        await self.rest()

    async def rest(self) -> None:
        """Wait until every update is handled and every letter is sent."""
        until = time.monotonic() + PATIENCE
        while not (self._banli.is_idle and self._sandbox.resting_for() >= 0):
            if time.monotonic() > until:
                raise Stuck(f"the bot does not come to rest: {self._sandbox.counts()}")
            await asyncio.sleep(STEP)


def _button(message: Message, data: str, about: str) -> Json | None:
    """The button of a message that still stands and is about this."""
    if message.deleted or about not in (message.api.get("text") or message.api.get("caption", "")):
        return None
    shown = buttons(message.api.get("reply_markup"))
    return next((one for one in shown if _begins(one.get("callback_data", ""), data)), None)


def _begins(data: str, words: str) -> bool:
    return data == words or data.startswith((f"{words}:", f"{words}-"))
