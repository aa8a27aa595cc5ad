"""HEPv3 in, packets out: what a proxy mirrors of its signaling, with where and when it was seen.

Source: the HEPv3 specification of the HOMER project (https://github.com/sipcapture/HEP), and Kamailio's
``siptrace_hep.c``: "HEP3", the total length, then chunks of vendor, type, length with this header of 6
bytes, and data; all numbers in network order. Chunks of other vendors, and of types that are not named
here, are skipped. The same framing stands in datagrams and, back to back, in a TCP stream.
"""

import struct
import zlib
from dataclasses import dataclass
from enum import IntEnum
from ipaddress import IPv4Address, IPv6Address

from fairline.protocols.sip.message import FOUND_CHARS_MAX, Malformed

MAGIC = b"HEP3"
HEADER, CHUNK = struct.Struct("!4sH"), struct.Struct("!HHH")
BYTES_MAX = 65_535  # the total length has 16 bits
UNPACKED_BYTES_MAX = 256 * 1024  # ours: no signaling message is longer, and a small bomb stays small
CHUNKS_MAX = 256  # ours: the specification names 30 types
SIP = 1  # of protocol types; 5 is RTCP, 100 a log line


class Kind(IntEnum):
    """The chunks that are read, of vendor 0."""

    IP_FAMILY = 1
    IP_PROTOCOL = 2
    SOURCE_V4 = 3
    DESTINATION_V4 = 4
    SOURCE_V6 = 5
    DESTINATION_V6 = 6
    SOURCE_PORT = 7
    DESTINATION_PORT = 8
    SECONDS = 9
    MICROSECONDS = 10
    PROTOCOL = 11
    CAPTURE_ID = 12
    AUTH_KEY = 14
    PAYLOAD = 15
    PACKED_PAYLOAD = 16
    CORRELATION_ID = 17


LENGTHS = {
    Kind.IP_FAMILY: 1,
    Kind.IP_PROTOCOL: 1,
    Kind.SOURCE_V4: 4,
    Kind.DESTINATION_V4: 4,
    Kind.SOURCE_V6: 16,
    Kind.DESTINATION_V6: 16,
    Kind.SOURCE_PORT: 2,
    Kind.DESTINATION_PORT: 2,
    Kind.SECONDS: 4,
    Kind.MICROSECONDS: 4,
    Kind.PROTOCOL: 1,
    Kind.CAPTURE_ID: 4,
}
"""How many bytes of data each has; the others have any number."""

KNOWN = {int(kind): kind for kind in Kind}


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """One mirrored message. ``source`` and ``destination``: address and port; ``None`` where not told.

    ``time``: seconds since 1970 by the sender's clock. ``protocol``: 1 is SIP. ``capture`` names the sender.
    """

    source: tuple[str, int] | None
    destination: tuple[str, int] | None
    time: float | None
    protocol: int
    capture: int | None
    key: bytes | None
    correlation: str | None
    payload: bytes


def decode(data: bytes) -> Packet | Malformed:
    """Return what a whole packet says, or which part of it is none. Never raises."""
    found = _chunks(data)
    if isinstance(found, Malformed):
        return found
    payload = _payload(found)
    if isinstance(payload, Malformed):
        return payload
    seconds = _whole(found, Kind.SECONDS)
    micros = _whole(found, Kind.MICROSECONDS) or 0
    if micros >= 1_000_000:
        return _malformed("microseconds", str(micros), "less than 1000000")
    correlation = found.get(Kind.CORRELATION_ID)
    return Packet(
        source=_end(found, Kind.SOURCE_V4, Kind.SOURCE_V6, Kind.SOURCE_PORT),
        destination=_end(found, Kind.DESTINATION_V4, Kind.DESTINATION_V6, Kind.DESTINATION_PORT),
        time=None if seconds is None else seconds + micros / 1e6,
        protocol=_whole(found, Kind.PROTOCOL) or 0,
        capture=_whole(found, Kind.CAPTURE_ID),
        key=found.get(Kind.AUTH_KEY),
        correlation=None if correlation is None else correlation.decode("utf-8", "replace"),
        payload=payload,
    )


class HepStream:
    """The packets of one direction of one connection. At most one packet of the largest size is kept.

    A stream that does not begin a packet where one must begin is ``lost``: nothing more comes out of it.
    """

    def __init__(self) -> None:
        self.lost: Malformed | None = None
        self._bytes = bytearray()

    def __len__(self) -> int:
        """Return how many bytes are kept of a packet that is not whole."""
        return len(self._bytes)

    def feed(self, data: bytes) -> list[bytes]:
        """Take the next bytes in order; return the packets that are whole by then."""
        packets: list[bytes] = []
        if self.lost is not None:
            return packets
        self._bytes += data
        at = 0
        while len(self._bytes) - at >= HEADER.size:
            mark, length = HEADER.unpack_from(self._bytes, at)
            if mark != MAGIC or length < HEADER.size:
                self.lost = _malformed("header", repr(bytes(self._bytes[at : at + 6])), "HEP3 and a length")
                self._bytes.clear()
                return packets
            if len(self._bytes) - at < length:
                break
            packets.append(bytes(self._bytes[at : at + length]))
            at += length
        del self._bytes[:at]
        return packets


def _chunks(data: bytes) -> dict[Kind, bytes] | Malformed:
    if len(data) < HEADER.size or data[:4] != MAGIC:
        return _malformed("header", repr(data[:6]), "HEP3 and a length")
    length = HEADER.unpack_from(data)[1]
    if length != len(data):
        return _malformed("length", str(length), str(len(data)))
    found: dict[Kind, bytes] = {}
    at = HEADER.size
    for _ in range(CHUNKS_MAX):
        if at == length:
            return found
        if length - at < CHUNK.size:
            return _malformed("chunk", f"{length - at} bytes", "at least 6")
        vendor, number, size = CHUNK.unpack_from(data, at)
        if size < CHUNK.size or at + size > length:
            return _malformed("chunk length", str(size), f"from 6 to {length - at}")
        kind = KNOWN.get(number) if vendor == 0 else None
        if kind is not None:
            value = data[at + CHUNK.size : at + size]
            if len(value) != LENGTHS.get(kind, len(value)):
                return _malformed(kind.name.lower(), f"{len(value)} bytes", str(LENGTHS[kind]))
            found[kind] = value
        at += size
    return _malformed("chunks", f"over {CHUNKS_MAX}", f"at most {CHUNKS_MAX}")


def _payload(found: dict[Kind, bytes]) -> bytes | Malformed:
    plain = found.get(Kind.PAYLOAD)
    packed = found.get(Kind.PACKED_PAYLOAD)
    if plain is not None:
        return plain
    if packed is None:
        return _malformed("payload", "", "chunk 15 or 16")
    # zlib's own or gzip's header; senders in the field use both.
    unpacker = zlib.decompressobj(wbits=47)
    try:
        unpacked = unpacker.decompress(packed, UNPACKED_BYTES_MAX)
    except zlib.error as error:
        return _malformed("packed payload", str(error), "zlib or gzip data")
    if unpacker.unconsumed_tail:
        return _malformed("packed payload", f"over {UNPACKED_BYTES_MAX} bytes", "fewer")
    if not unpacker.eof:
        return _malformed("packed payload", "cut off", "whole zlib or gzip data")
    return unpacked


def _end(found: dict[Kind, bytes], four: Kind, six: Kind, port: Kind) -> tuple[str, int] | None:
    number = _whole(found, port)
    if four in found:
        return str(IPv4Address(found[four])), number or 0
    if six in found:
        return str(IPv6Address(found[six])), number or 0
    return None


def _whole(found: dict[Kind, bytes], kind: Kind) -> int | None:
    data = found.get(kind)
    return None if data is None else int.from_bytes(data, "big")


def _malformed(field: str, found: str, wanted: str) -> Malformed:
    return Malformed(field=field, found=found[:FOUND_CHARS_MAX], wanted=wanted)
