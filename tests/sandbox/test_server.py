"""The server begins and ends properly."""

import asyncio
import os
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx

from bot.sandbox.sandbox import DEFAULT_TOKEN, Sandbox
from bot.sandbox.server import SandboxThread, serve


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def test_a_thread_ends_quickly_though_polls_and_streams_are_open() -> None:
    with ThreadPoolExecutor() as pool:
        with SandboxThread() as sandbox:
            poll = pool.submit(
                httpx.post, f"{sandbox.base_url}{DEFAULT_TOKEN}/getUpdates", json={"timeout": 40}, timeout=50
            )
            accept = {"Accept": "text/event-stream"}
            stream = pool.submit(httpx.get, f"{sandbox.url}/control/events", headers=accept, timeout=50)
            time.sleep(0.3)
            begun = time.monotonic()
        assert time.monotonic() - begun < 5
        assert poll.result(5).json()["description"] == "Internal Server Error: restart"
        assert stream.result(5).status_code == 200


def test_a_port_may_be_chosen() -> None:
    port = free_port()
    with SandboxThread(port=port) as sandbox:
        assert sandbox.url == f"http://127.0.0.1:{port}"
        assert httpx.get(f"{sandbox.base_url}{sandbox.token}/getMe").json()["ok"]


def test_serve_runs_in_a_loop_until_it_is_told_to_stop() -> None:
    port = free_port()
    seen: list[int] = []

    def look_and_stop() -> None:
        for _ in range(100):
            try:
                seen.append(httpx.get(f"http://127.0.0.1:{port}/control/clock").status_code)
            except httpx.TransportError:
                time.sleep(0.05)
            else:
                break
        os.kill(os.getpid(), signal.SIGINT)

    watcher = threading.Thread(target=look_and_stop)
    watcher.start()
    try:
        asyncio.run(serve(Sandbox(), port=port))
    except KeyboardInterrupt:
        seen.append(0)
    watcher.join()
    assert seen == [200, 0]
