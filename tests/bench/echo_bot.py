"""The bot that everything is measured against: PTB as its documentation shows it, one text in, one text out."""

import sys

from telegram import Update
from telegram.ext import Application, CallbackContext, ExtBot, MessageHandler, filters

from bot.transport import AiohttpRequest

Context = CallbackContext[ExtBot[None], dict[str, str], dict[str, str], dict[str, str]]


async def echo(update: Update, _context: Context) -> None:
    """Say back what was said."""
    message = update.effective_message
    if message is not None and message.text is not None:
        await message.reply_text(message.text)


def main() -> None:
    """``echo_bot.py URL TOKEN plain|aiohttp``: plain is PTB's own request class."""
    url, token, transport = sys.argv[1:4]
    builder = Application.builder().token(token).base_url(f"{url}/bot").concurrent_updates(concurrent_updates=True)
    if transport == "aiohttp":
        builder = builder.request(AiohttpRequest()).get_updates_request(AiohttpRequest())
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling(poll_interval=0.0, timeout=10)


if __name__ == "__main__":
    main()
