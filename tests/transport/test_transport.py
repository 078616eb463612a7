"""Calls travel over aiohttp: what arrives, what the errors tell, and that they never tell the token."""

import asyncio
import io
import socket
from collections.abc import Awaitable, Callable, Iterator

import httpx
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.sandbox.people import People
from bot.sandbox.server import SandboxThread
from bot.transport import AiohttpRequest, NotConnected, Unanswered

TOKEN = "1000001:sandbox-token-that-opens-nothing-at-all"
Deed = Callable[[Bot], Awaitable[object]]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxThread]:
    with SandboxThread() as sandbox:
        yield sandbox


@pytest.fixture
def people(sandbox: SandboxThread) -> Iterator[People]:
    with sandbox.people() as people:
        people.reset()
        people.create("Uma", id=7)
        people.say("Uma", "/start")
        yield people


def send(address: str, deed: Deed, **seconds: float | None) -> object:
    """Do something with a bot at an address, and give what came of it."""

    async def with_bot() -> object:
        request = AiohttpRequest(**seconds)  # type: ignore[arg-type]  # the pool size is set in its own test
        await request.initialize()
        bot = Bot(TOKEN, base_url=f"{address}/bot", request=request, get_updates_request=AiohttpRequest())
        try:
            return await deed(bot)
        finally:
            await request.shutdown()

    return asyncio.run(with_bot())


async def hello(bot: Bot) -> object:
    return await bot.send_message(7, "好 & <b>x</b>", parse_mode="HTML")


def fails(address: str, deed: Deed = hello, **seconds: float | None) -> TelegramError:
    """The error a call ends with, which never shows the token, not even in what caused it."""
    with pytest.raises(TelegramError) as caught:
        send(address, deed, **seconds)
    assert TOKEN not in repr(caught.value)
    assert caught.value.__cause__ is None
    return caught.value


def test_text_and_markup_arrive_as_they_are(sandbox: SandboxThread, people: People) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("签收", callback_data="take:1")]])

    async def card(bot: Bot) -> object:
        return await bot.send_message(7, "好 🏟", reply_markup=markup, disable_notification=True)

    send(sandbox.url, card)
    letter = people.letters("Uma")[-1]
    assert (letter["text"], letter["buttons"]) == ("好 🏟", [[{"label": "签收", "data": "take:1"}]])


@pytest.mark.parametrize("content", [b"words", io.BytesIO(b"words")])
def test_files_arrive_with_their_names(sandbox: SandboxThread, people: People, content: bytes | io.BytesIO) -> None:
    async def file(bot: Bot) -> object:
        return await bot.send_document(7, content, caption="见附件", filename='答"复".docx')

    send(sandbox.url, file)
    letter = people.letters("Uma")[-1]
    assert (letter["text"], letter["file"]["name"], letter["file"]["size"]) == ("见附件", "答'复'.docx", 5)


def test_a_refused_connection_means_not_sent() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    error = fails(f"http://127.0.0.1:{port}")
    assert isinstance(error, NotConnected)
    assert not isinstance(error, TimedOut)


@pytest.mark.parametrize("address", ["http://no-such-host.invalid", "http://127.0.0.1:99999", "https://127.0.0.1:1"])
def test_an_address_that_leads_nowhere_means_not_sent(address: str) -> None:
    assert isinstance(fails(address), NotConnected)


def test_a_full_pool_means_not_sent_in_time(sandbox: SandboxThread, people: People) -> None:
    people.fault("timeout", "sendMessage", delay=2, performs=False)

    async def two(bot: Bot) -> object:
        first = asyncio.create_task(bot.send_message(7, "first"))
        await asyncio.sleep(0.2)
        try:
            return await hello(bot)
        finally:
            first.cancel()

    error = fails(sandbox.url, two, connection_pool_size=1, connect_timeout=0.1, pool_timeout=0.1)
    assert isinstance(error, NotConnected)
    assert people.letters("Uma") == []


def test_a_connection_that_is_not_taken_in_time_means_not_sent() -> None:
    """A listener whose row of waiting connections is full takes no more."""
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        address = deaf.getsockname()
        waiting = [socket.socket() for _ in range(8)]
        for one in waiting:
            one.settimeout(0)
            one.connect_ex(address)
        error = fails(f"http://127.0.0.1:{address[1]}", connect_timeout=0.3, pool_timeout=0.1)
        for one in waiting:
            one.close()
    assert isinstance(error, NotConnected)


@pytest.mark.parametrize("performs", [True, False])
def test_a_read_timeout_means_nobody_knows(sandbox: SandboxThread, people: People, *, performs: bool) -> None:
    people.fault("timeout", "sendMessage", delay=1, performs=performs)
    error = fails(sandbox.url, read_timeout=0.2)
    assert isinstance(error, Unanswered)
    assert isinstance(error, TimedOut)
    assert len(people.letters("Uma")) == performs


@pytest.mark.parametrize(("kind", "arrived"), [("drop_before", 0), ("drop_after", 1)])
def test_a_dropped_connection_means_nobody_knows(
    sandbox: SandboxThread, people: People, kind: str, arrived: int
) -> None:
    people.fault(kind, "sendMessage")
    assert isinstance(fails(sandbox.url), Unanswered)
    assert len(people.letters("Uma")) == arrived


def test_an_upload_that_takes_too_long_means_nobody_knows(sandbox: SandboxThread, people: People) -> None:
    people.fault("timeout", "sendDocument", delay=2, performs=False)

    async def file(bot: Bot) -> object:
        return await bot.send_document(7, b"words")

    error = fails(sandbox.url, file, read_timeout=0.1, connect_timeout=0.1, pool_timeout=0.1, upload_timeout=0.1)
    assert isinstance(error, Unanswered)


def test_a_timeout_given_with_a_call_goes_before_the_general_one(sandbox: SandboxThread, people: People) -> None:
    people.fault("timeout", "sendMessage", delay=5)

    async def impatient(bot: Bot) -> object:
        return await bot.send_message(7, "x", read_timeout=0.2)

    assert isinstance(fails(sandbox.url, impatient, read_timeout=None), Unanswered)


def test_without_limits_a_call_may_take_its_time(sandbox: SandboxThread, people: People) -> None:
    async def patient(bot: Bot) -> object:
        return await bot.send_document(7, b"words", write_timeout=None, read_timeout=None, pool_timeout=None)

    send(sandbox.url, patient, connect_timeout=None)
    assert len(people.letters("Uma")) == 1


def test_the_connection_is_kept_and_used_again(sandbox: SandboxThread, people: People) -> None:
    async def thrice(bot: Bot) -> object:
        connector = bot.request._session.connector  # type: ignore[attr-defined]  # noqa: SLF001 - to look at its pool
        for _ in range(3):
            await hello(bot)
        return len(connector._conns), connector.limit  # noqa: SLF001 - to look at its pool

    assert send(sandbox.url, thrice, connection_pool_size=5) == (1, 5)
    assert len(people.letters("Uma")) == 3


def test_what_is_not_open_cannot_be_used(sandbox: SandboxThread) -> None:
    """Opening twice and closing twice do no harm."""

    async def use() -> None:
        request = AiohttpRequest(read_timeout=3)
        assert request.read_timeout == 3
        address = f"{sandbox.base_url}{TOKEN}/getMe"
        with pytest.raises(RuntimeError):
            await request.do_request(address, "GET")
        await request.initialize()
        await request.initialize()
        assert (await request.do_request(address, "GET"))[0] == httpx.codes.OK
        await request.shutdown()
        await request.shutdown()
        with pytest.raises(NetworkError, match="not initialized"):
            await request.post(address)

    asyncio.run(use())
