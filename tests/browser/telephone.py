"""A customer's telephone behind Kamailio with the configuration in ``deploy``, worked without asyncio."""

import asyncio
import socket
import threading
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from demo.live_call import End, kamailio, up
from demo.live_call import free as free_port
from tests.browser.house import House

WAIT_S = 30.0


class Telephone:
    """Calls of one account through Kamailio. ``says``: what the answers to its calls were."""

    def __init__(self, loop: asyncio.AbstractEventLoop, end: End, sip: int, account: str) -> None:
        self._loop, self._end, self._sip, self._account = loop, end, sip, account
        self._calls = 0

    def call(self) -> str:
        """Call, and return the status of the final answer; the call stays up if it is taken."""
        self._calls += 1
        name = f"{self._account}-{self._calls}"
        answer = self._wait(self._end.call(self._sip, self._account, name))
        return answer.split("\r\n")[0].removeprefix("SIP/2.0 ")

    def hung_up(self) -> bool:
        """Wait until the other side ends the call. Raises ``TimeoutError`` if it does not."""
        return self._wait(self._end.hear("BYE ")).startswith("BYE ")

    def _wait(self, doing: Coroutine[Any, Any, str]) -> str:
        return asyncio.run_coroutine_threadsafe(doing, self._loop).result(WAIT_S)


@contextmanager
def telephone(house: House, account: str) -> Iterator[Telephone]:
    """Run Kamailio before the house's guard, and a telephone before that."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    ready: list[Telephone] = []
    entered, left = threading.Event(), asyncio.Event()

    async def run() -> None:
        phone, callee = End(free_port(socket.SOCK_DGRAM)), End(house.hop)
        sip = free_port(socket.SOCK_DGRAM)
        await phone.start()
        await callee.start()
        folder = house.folder / account
        folder.mkdir(exist_ok=True)
        ports = {"sip": sip, "rpc": house.rpc, "hop": house.hop, "fairline": house.sip}
        try:
            async with kamailio(folder, **ports, account=account):
                await up(phone, sip)
                ready.append(Telephone(loop, phone, sip, account))
                entered.set()
                await left.wait()
        finally:
            phone.close()
            callee.close()

    running = asyncio.run_coroutine_threadsafe(run(), loop)
    running.add_done_callback(lambda _: entered.set())
    try:
        assert entered.wait(WAIT_S)
        if not ready:
            running.result(0)
        yield ready[0]
    finally:
        loop.call_soon_threadsafe(left.set)
        running.result(WAIT_S)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(WAIT_S)
        loop.close()
