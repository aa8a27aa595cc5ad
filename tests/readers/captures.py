"""Made-up captures: SIP in UDP and TCP packets, in pcap and pcapng files of either byte order."""

import struct
from collections.abc import Sequence

from scapy.layers.inet import IP, TCP, UDP
from scapy.layers.inet6 import IPv6
from scapy.layers.l2 import Dot1Q, Ether
from scapy.packet import Packet, Raw

Timed = tuple[float, bytes]

START = 1_700_000_000.0  # 2023-11-14T22:13:20Z
CALLER, CALLED = "+13035550100", "+12025550123"


def sip(
    start: str,
    *,
    method: str = "INVITE",
    cseq: int = 1,
    to_tag: str = "",
    from_tag: str = "alice",
    caller: str = CALLER,
    extra: str = "",
    body: str = "",
    call_id: str = "c1",
) -> bytes:
    """Return a message with the given start line."""
    tag = f";tag={to_tag}" if to_tag else ""
    return (
        f"{start}\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK-{cseq}\r\n"
        f"From: <sip:{caller}@example.com>;tag={from_tag}\r\nTo: <sip:x@example.com>{tag}\r\n"
        f"Call-ID: {call_id}\r\nCSeq: {cseq} {method}\r\n{extra}Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


def invite(uri: str = f"sip:{CALLED}@example.com", **more: str) -> bytes:
    """Return an INVITE outside a dialog."""
    return sip(f"INVITE {uri} SIP/2.0", **more)  # type: ignore[arg-type]


ANSWERED = (
    (0.0, invite()),
    (1.0, sip("SIP/2.0 180 Ringing", to_tag="bob")),
    (4.0, sip("SIP/2.0 200 OK", to_tag="bob")),
    (9.5, sip(f"BYE sip:{CALLED}@example.com SIP/2.0", method="BYE", cseq=2, to_tag="bob")),
)


def ether() -> Packet:
    """Return an Ethernet header with addresses of its own: without them scapy would ask the network."""
    return Ether(src="02:00:00:00:00:01", dst="02:00:00:00:00:02")


def udp(data: bytes, *, v6: bool = False, vlan: bool = False, port: int = 5060) -> Packet:
    """Return a frame with ``data`` in one UDP datagram."""
    ip = IPv6(src="2001:db8::1", dst="2001:db8::2") if v6 else IP(src="192.0.2.1", dst="192.0.2.2")
    return (ether() / Dot1Q(vlan=7) if vlan else ether()) / ip / UDP(sport=port, dport=port) / Raw(data)


def tcp(data: bytes, sequence: int, *, flags: str = "PA", v6: bool = False) -> Packet:
    """Return a frame with ``data`` in one TCP segment."""
    ip = IPv6(src="2001:db8::1", dst="2001:db8::2") if v6 else IP(src="192.0.2.1", dst="192.0.2.2")
    return ether() / ip / TCP(sport=40000, dport=5061, seq=sequence % 2**32, flags=flags) / Raw(data)


def pcap(packets: Sequence[Timed], *, endian: str = "<", nano: bool = False, link: int = 1) -> bytes:
    """Return a pcap file. Times are seconds after ``START``."""
    out = struct.pack(endian + "IHHiIII", 0xA1B23C4D if nano else 0xA1B2C3D4, 2, 4, 0, 0, 65535, link)
    for at, raw in packets:
        second, fraction = divmod(round((START + at) * 1_000_000), 1_000_000)
        ticks = fraction * 1000 if nano else fraction
        out += struct.pack(endian + "IIII", second, ticks, len(raw), len(raw)) + raw
    return out


def pcapng(packets: Sequence[Timed], *, endian: str = "<", resolution: int = 6) -> bytes:
    """Return a pcapng file with one interface whose clock has ``resolution`` decimal places."""
    option = struct.pack(endian + "HHB3xHH", 9, 1, resolution, 0, 0)
    out = _block(endian, 0x0A0D0D0A, struct.pack(endian + "IHHq", 0x1A2B3C4D, 1, 0, -1))
    out += _block(endian, 1, struct.pack(endian + "HHI", 1, 0, 65535) + option)
    for at, raw in packets:
        ticks = round((START + at) * 1_000_000) * 10 ** (resolution - 6)
        head = struct.pack(endian + "IIIII", 0, ticks >> 32, ticks & 0xFFFFFFFF, len(raw), len(raw))
        out += _block(endian, 6, head + raw + bytes(-len(raw) % 4))
    return out


def _block(endian: str, kind: int, body: bytes) -> bytes:
    size = len(body) + 12
    return struct.pack(endian + "II", kind, size) + body + struct.pack(endian + "I", size)
