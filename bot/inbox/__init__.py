"""The door: updates stand in the table before they are confirmed to Telegram, and are handled in order per sender.

    poller ──► a queue per sender ──► handle() ──► row written as handled, with the turn ──► confirmed
                     │ (whatever waits longer than a moment: row written as new ──► confirmed)
    webhook ──► row written as new ──► answered ──► a queue per sender ──► handle()

An update that cannot be parsed or handled is put aside with an error id and stops nobody behind it; one that fails
because the database is away waits, with everybody behind it, until the database is back.
"""

from bot.inbox.inbox import Inbox
from bot.inbox.poller import Poller
from bot.inbox.senders import sender_of

ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member")

__all__ = ["ALLOWED", "Inbox", "Poller", "sender_of"]
