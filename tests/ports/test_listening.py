"""One number for UDP and TCP: the system may choose one that is taken by the other."""

import asyncio
import socket
from typing import Any

import pytest

from fairline.ports.listening import TRIES, by_udp_and_tcp


def test_where_tcp_is_taken_another_number_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    async def whole() -> None:
        loop = asyncio.get_running_loop()
        real, tried = loop.create_server, list[int]()

        async def refusing(factory: Any, host: str, port: int, **more: Any) -> asyncio.Server:
            tried.append(port)
            if len(tried) < TRIES:
                raise OSError("address already in use")
            return await real(factory, host, port, **more)

        monkeypatch.setattr(loop, "create_server", refusing)
        made, server, number = await by_udp_and_tcp("127.0.0.1", 0, asyncio.Protocol)
        assert len(tried) == TRIES
        assert made.getsockname()[1] == server.sockets[0].getsockname()[1] == number == tried[-1]
        made.close()
        server.close()
        monkeypatch.setattr(loop, "create_server", _never)
        with pytest.raises(OSError, match="never"):
            await by_udp_and_tcp("127.0.0.1", 0, asyncio.Protocol)

    asyncio.run(whole())


async def _never(*_: Any, **__: Any) -> asyncio.Server:
    raise OSError("never")


def test_a_number_that_was_asked_for_is_tried_once() -> None:
    async def whole() -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            number = taken.getsockname()[1]
            with pytest.raises(OSError, match="in use"):
                await by_udp_and_tcp("127.0.0.1", number, asyncio.Protocol)
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
                free.bind(("127.0.0.1", number))  # nothing is left open

    asyncio.run(whole())
