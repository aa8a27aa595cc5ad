"""HEPv3 packets for tests, made by hand as the specification has them."""

import struct
from ipaddress import ip_address


def chunk(number: int, data: bytes, vendor: int = 0) -> bytes:
    return struct.pack("!HHH", vendor, number, 6 + len(data)) + data


def whole(*chunks: bytes) -> bytes:
    body = b"".join(chunks)
    return b"HEP3" + struct.pack("!H", 6 + len(body)) + body


def packet(
    payload: bytes,
    *more: bytes,
    at: float = 1_700_000_000.25,
    source: str = "192.0.2.1",
    protocol: int = 1,
) -> bytes:
    """Return a mirrored message as Kamailio's siptrace sends it: chunks 1 2 3 4 7 8 9 10 11 12 15."""
    host = ip_address(source)
    ends = ((3, 4), (5, 6))[host.version == 6]
    return whole(
        chunk(1, bytes([2 if host.version == 4 else 10])),
        chunk(2, b"\x11"),
        chunk(ends[0], host.packed),
        chunk(ends[1], ip_address("192.0.2.9" if host.version == 4 else "2001:db8::9").packed),
        chunk(7, struct.pack("!H", 5060)),
        chunk(8, struct.pack("!H", 5080)),
        chunk(9, struct.pack("!I", int(at))),
        chunk(10, struct.pack("!I", round(at % 1 * 1_000_000))),
        chunk(11, bytes([protocol])),
        chunk(12, struct.pack("!I", 2001)),
        *more,
        chunk(15, payload),
    )
