"""HEPv3 packets and streams: what is read, what is skipped, what is refused."""

import gzip
import random
import struct
import zlib

import pytest
from hep_packets import chunk, packet, whole

from fairline.protocols.hep import UNPACKED_BYTES_MAX, HepStream, Packet, decode
from fairline.protocols.sip.message import Malformed

INVITE = b"INVITE sip:a@b SIP/2.0\r\n\r\n"


def test_what_a_proxy_sends_is_read() -> None:
    assert decode(packet(INVITE, chunk(14, b"secret"), chunk(17, b"abc"))) == Packet(
        source=("192.0.2.1", 5060),
        destination=("192.0.2.9", 5080),
        time=1_700_000_000.25,
        protocol=1,
        capture=2001,
        key=b"secret",
        correlation="abc",
        payload=INVITE,
    )


def test_ipv6_ends_are_read() -> None:
    found = decode(packet(INVITE, source="2001:db8::1"))
    assert isinstance(found, Packet)
    assert found.source == ("2001:db8::1", 5060)


def test_other_vendors_and_unknown_types_are_skipped() -> None:
    found = decode(packet(INVITE, chunk(15, b"not this", vendor=3), chunk(18, b"\0\1"), chunk(999, b"x")))
    assert isinstance(found, Packet)
    assert found.payload == INVITE


def test_what_is_not_told_is_none() -> None:
    found = decode(whole(chunk(15, b"x")))
    assert found == Packet(
        source=None, destination=None, time=None, protocol=0, capture=None, key=None, correlation=None,
        payload=b"x",
    )  # fmt: skip


@pytest.mark.parametrize("pack", [zlib.compress, gzip.compress], ids=["zlib", "gzip"])
def test_a_packed_payload_is_unpacked(pack: "type[bytes]") -> None:
    found = decode(whole(chunk(11, b"\1"), chunk(16, pack(INVITE * 100))))
    assert isinstance(found, Packet)
    assert found.payload == INVITE * 100


def test_the_largest_payload_is_unpacked_and_one_byte_more_is_not() -> None:
    fits = decode(whole(chunk(16, zlib.compress(b"a" * UNPACKED_BYTES_MAX))))
    assert isinstance(fits, Packet)
    assert len(fits.payload) == UNPACKED_BYTES_MAX
    bomb = decode(whole(chunk(16, zlib.compress(b"a" * (UNPACKED_BYTES_MAX + 1)))))
    assert isinstance(bomb, Malformed)
    assert bomb.field == "packed payload"


MALFORMED = {
    "nothing": (b"", "header"),
    "another mark": (b"HEP2" + packet(INVITE)[4:], "header"),
    "a length that is short": (packet(INVITE) + b"x", "length"),
    "a length that is long": (packet(INVITE)[:-1], "length"),
    "half a chunk header": (whole(b"\0\0\0"), "chunk"),
    "a chunk length of less than its header": (whole(struct.pack("!HHH", 0, 15, 5)), "chunk length"),
    "a chunk length past the end": (whole(struct.pack("!HHH", 0, 15, 9) + b"ab"), "chunk length"),
    "an address of three bytes": (whole(chunk(3, b"abc"), chunk(15, b"x")), "source_v4"),
    "a port of four bytes": (whole(chunk(7, b"abcd"), chunk(15, b"x")), "source_port"),
    "a second of a million microseconds": (
        whole(chunk(10, struct.pack("!I", 1_000_000)), chunk(15, b"x")),
        "microseconds",
    ),
    "no payload": (whole(chunk(11, b"\1")), "payload"),
    "a payload that is not packed": (whole(chunk(16, b"plain")), "packed payload"),
    "a packed payload that is cut": (whole(chunk(16, zlib.compress(INVITE)[:-5])), "packed payload"),
    "more chunks than there are types": (whole(*[chunk(99, b"")] * 300, chunk(15, b"x")), "chunks"),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_malformed_is_said(name: str) -> None:
    data, field = MALFORMED[name]
    found = decode(data)
    assert isinstance(found, Malformed)
    assert found.field == field
    assert len(found.found) <= 80


def test_a_stream_cut_anywhere_gives_the_same_packets() -> None:
    packets = [packet(INVITE), packet(b"BYE"), packet(b"x" * 3000)]
    data = b"".join(packets)
    for cut in range(len(data) + 1):
        stream = HepStream()
        assert stream.feed(data[:cut]) + stream.feed(data[cut:]) == packets
        assert len(stream) == 0
        assert stream.lost is None


def test_a_stream_out_of_step_is_lost_for_good() -> None:
    stream = HepStream()
    assert stream.feed(packet(INVITE) + b"GET / HTTP/1.1\r\n") == [packet(INVITE)]
    assert stream.lost is not None
    assert stream.feed(packet(INVITE)) == []
    assert len(stream) == 0


def test_any_change_of_a_packet_is_read_or_refused() -> None:
    chance = random.Random(1)
    good = packet(INVITE, chunk(14, b"secret"), chunk(16, zlib.compress(INVITE)))
    for _ in range(5_000):
        data = bytearray(good)
        for _ in range(chance.randrange(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        assert isinstance(decode(bytes(data[: chance.randrange(len(data) + 1)])), Packet | Malformed)
        assert isinstance(decode(bytes(data)), Packet | Malformed)
