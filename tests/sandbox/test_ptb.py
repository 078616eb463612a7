"""python-telegram-bot's own Bot finds in the sandbox what it finds at Telegram."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaDocument, ReplyParameters
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.request import BaseRequest, HTTPXRequest

from bot.sandbox.people import People
from bot.sandbox.server import SandboxThread
from bot.transport import AiohttpRequest

Deed = Callable[[Bot], Awaitable[None]]


@pytest.fixture(params=[AiohttpRequest, HTTPXRequest])
def play(sandbox: SandboxThread, request: pytest.FixtureRequest) -> Callable[[Deed], None]:
    """Runs a deed with a bot, once for either way of travelling."""
    travel: Callable[[], BaseRequest] = request.param

    def run(deed: Deed, token: str = sandbox.token) -> None:
        async def with_bot() -> None:
            bot = Bot(
                token,
                base_url=sandbox.base_url,
                base_file_url=sandbox.base_file_url,
                request=travel(),
                get_updates_request=travel(),
            )
            async with bot:
                await deed(bot)

        asyncio.run(with_bot())

    return run


def test_a_conversation_with_a_card(play: Callable[[Deed], None], people: People) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go:1")]])

    async def deed(bot: Bot) -> None:
        start = people.say("Uma", "/start", bot=bot.id)["update_id"]
        (update,) = await bot.get_updates(timeout=5)
        assert update.message is not None
        assert update.message.text == "/start"
        reply = ReplyParameters(update.message.message_id)
        sent = await bot.send_message(7, "<b>好</b>", "HTML", reply_markup=markup, reply_parameters=reply)
        assert sent.text_html == "<b>好</b>"
        people.tap("Uma", "Go")
        (update,) = await bot.get_updates(offset=start + 1, timeout=5)
        assert update.callback_query is not None
        assert await update.callback_query.answer("done", show_alert=True)
        await update.callback_query.edit_message_text("two")
        with pytest.raises(BadRequest, match="Message is not modified"):
            await update.callback_query.edit_message_text("two")
        await bot.delete_message(7, sent.message_id)

    play(deed)
    assert [one["text"] for one in people.transcript("Uma") if one["kind"] == "message"] == ["/start", "two"]


def test_files_and_albums_travel_both_ways(play: Callable[[Deed], None], people: People) -> None:
    people.say("Uma", "/start")

    async def deed(bot: Bot) -> None:
        sent = await bot.send_document(7, "答复".encode(), caption="见附件", filename='答 "复".txt')
        assert sent.document is not None
        assert sent.document.file_name is not None
        assert sent.document.file_name.startswith("答 ")
        file = await bot.get_file(sent.document.file_id)
        assert bytes(await file.download_as_bytearray()) == "答复".encode()
        album = await bot.send_media_group(7, [InputMediaDocument(b"1", filename="1"), InputMediaDocument(b"2")])
        assert len(album) == 2

    play(deed)
    assert len(people.letters("Uma")) == 3


def test_commands_texts_chat_and_webhook(play: Callable[[Deed], None], people: People) -> None:
    people.say("Uma", "/start")

    async def deed(bot: Bot) -> None:
        assert await bot.set_my_commands([BotCommand("cases", "My cases")])
        assert [one.command for one in await bot.get_my_commands()] == ["cases"]
        assert await bot.delete_my_commands()
        assert await bot.set_my_short_description("short")
        assert (await bot.get_my_short_description()).short_description == "short"
        assert (await bot.get_chat(7)).first_name == "Uma"
        assert await bot.set_webhook("https://example.com/x", secret_token="s")
        assert (await bot.get_webhook_info()).url == "https://example.com/x"
        with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
            await bot.get_updates()
        assert await bot.delete_webhook(drop_pending_updates=True)

    play(deed)


def test_refusals_become_ptbs_errors(
    play: Callable[[Deed], None], people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    people.say("Uma", "/start")

    async def deed(bot: Bot) -> None:
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(8, "x")
        people.fault("429", retry_after=7)
        with pytest.raises(RetryAfter) as caught:
            await bot.send_message(7, "x")
        assert caught.value.retry_after == timedelta(seconds=7)
        people.fault("502")
        with pytest.raises(NetworkError, match=r"Bad Gateway \(502\)"):
            await bot.send_message(7, "x")
        people.block("Uma")
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await bot.send_message(7, "x")

    play(deed)


def test_a_wrong_token_is_an_invalid_token(sandbox: SandboxThread) -> None:
    async def begin() -> None:
        async with Bot("1000009:a-token-of-the-right-form-that-nobody-has", base_url=sandbox.base_url):
            raise AssertionError("it must not start")

    with pytest.raises(InvalidToken):
        asyncio.run(begin())
