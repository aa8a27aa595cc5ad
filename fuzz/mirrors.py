"""Mutated HEP packets and evapi questions, to the ports without sockets: nothing is raised."""

import asyncio
import json
import random
import struct
import zlib
from base64 import b64encode
from collections.abc import Sequence
from typing import Any, cast

from fairline.facts import Fact
from fairline.ports.evapi import EvapiPort, EvapiSettings
from fairline.ports.hep import HepPort, HepSender, HepSettings
from fairline.ports.sip_peers import SipPeer
from fairline.ports.sip_probes import BURST_ALL, Probes
from fairline.ports.verdict import PASSES
from fairline.protocols.hep import HepStream
from fairline.protocols.netstring import Netstrings, netstring

CALLS_MAX = 300
NOW = 1_700_000_000.0


async def nobody(facts: Sequence[Fact]) -> None:
    """Take facts, and keep none."""


def changed(data: bytes, chance: random.Random) -> bytes:
    """Return the bytes with up to five changes, sometimes cut."""
    made = bytearray(data)
    for _ in range(chance.choice((0, 0, 1, 2, 5))):
        at = chance.randrange(len(made) + 1)
        length = chance.choice((0, 1, 2, 6))
        made[at : at + length] = chance.choice(
            (b"", b"\0", b"\xff\xff", chance.randbytes(chance.randrange(8)))
        )
    return bytes(made[: chance.randrange(len(made) + 1)] if chance.random() < 0.05 else made)


def packet(payload: bytes, chance: random.Random) -> bytes:
    """Return a HEPv3 packet of some chunks in some order."""
    chunks = [
        (1, b"\2"), (2, b"\x11"), (3, b"\xc0\0\2\1"), (4, b"\xc0\0\2\2"), (7, b"\x13\xc4"), (8, b"\x13\xc4"),
        (9, struct.pack("!I", int(NOW) + chance.randrange(100))), (10, b"\0\0\0\1"), (11, b"\1"),
        (12, b"\0\0\7\xd1"), (14, b"key"), (17, b"id"),
    ]  # fmt: skip
    chunks = [each for each in chunks if chance.random() < 0.95]
    packed = chance.random() < 0.2
    chunks.append((16, zlib.compress(payload)) if packed else (15, payload))
    chance.shuffle(chunks)
    body = b"".join(
        struct.pack("!HHH", chance.choice((0, 0, 0, 0, 0, 9)), number, 6 + len(data)) + data
        for number, data in chunks
    )
    return b"HEP3" + struct.pack("!H", min(65_535, 6 + len(body))) + body


class Line:
    """The writing end of a connection that keeps nothing."""

    transport = cast(Any, None)

    def __init__(self) -> None:
        self.said = 0
        self.transport = self

    def is_closing(self) -> bool:
        """Return ``False``."""
        return False

    def get_write_buffer_size(self) -> int:
        """Return nothing."""
        return 0

    def write(self, data: bytes) -> None:
        """Count an answer, which must be one netstring of JSON."""
        (answer,) = Netstrings().feed(data)
        assert json.loads(answer)["act"] in ("allow", "refuse", "redirect", "undecided")
        self.said += 1


def block(messages: Sequence[bytes], chance: random.Random) -> None:
    """Feed what mirrors and asks about ``messages``; at the end no more than the bounds is kept."""
    sender = HepSender(name="s", addresses=("192.0.2.1",), headers={"X-Campaign": "campaign"})
    settings = HepSettings(listen=(), senders=(sender,), calls_max=CALLS_MAX)
    peer = SipPeer(name="p", addresses=(), account="a")

    async def whole() -> None:
        hep = HepPort(settings, take=nobody, clock=lambda: NOW)
        evapi = EvapiPort(EvapiSettings(peer="p"), peer=peer, decide=lambda _: PASSES)
        stream, strings, line = HepStream(), Netstrings(), Line()
        probes = Probes(nobody, now=lambda: int(NOW * 1e6))
        for message in messages:
            host = f"2001:db8::{chance.randrange(200):x}"
            probes.stranger(message, host)
            probes.peer(message, host, peer)
            assert len(probes) <= BURST_ALL, "more than is told in all"
            data = changed(packet(message, chance), chance)
            before = hep.counts.total()
            hep.receive(data, "192.0.2.1")
            assert hep.counts.total() > before, "neither counted nor refused"
            stream.feed(data)
            assert len(stream) <= 65_535
            if stream.lost is not None:
                stream = HepStream()
            asked = {
                "index": "1",
                "label": "2",
                "message": b64encode(message).decode(),
                "source": "x",
                "port": "9",
            }
            question = changed(json.dumps(asked).encode(), chance)
            before = evapi.counts.total()
            evapi.receive(question, cast(asyncio.StreamWriter, line))
            assert evapi.counts.total() > before, "neither counted nor refused"
            if chance.random() < 0.5:
                strings.feed(changed(netstring(question), chance))
            if strings.lost is not None:
                strings = Netstrings()
            assert hep.calls <= CALLS_MAX
        await hep.stop()
        assert hep.calls == 0

    asyncio.run(whole())
