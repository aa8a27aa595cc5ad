"""Captures to what their packets carried: UDP payloads, and TCP bytes put in order.

pcap and pcapng in either byte order, any link layer that scapy knows, VLANs, IPv4 and IPv6 with fragments.
Everything kept between packets is bounded. Source: https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-04.html
and https://www.ietf.org/archive/id/draft-ietf-opsawg-pcapng-02.html.
"""

import logging
import struct
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from fairline.readers.source import Source

FRAGMENTED_MAX = 1024  # ours: datagrams being put together at once
DATAGRAM_BYTES_MAX = 65_535  # RFC 791
READ_BYTES_MAX = 16 * 1024 * 1024  # ours: a larger block is a damaged length
TIME_S_MAX = 4_102_444_800.0  # 2100-01-01: a later time is a damaged one
ETHERNET = 1  # LINKTYPE_ETHERNET
UDP_PROTOCOL, TCP_PROTOCOL = 17, 6

Flow = tuple[str, int, str, int]
_FragmentKey = tuple[str, str, int, int]
# What scapy is known to raise on damaged content, besides its own exception.
_FAULTS = (EOFError, OSError, ValueError, struct.error, IndexError, KeyError, TypeError, ArithmeticError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """What one packet carried. ``time`` is in seconds since 1970, ``None`` if it is missing or absurd.

    ``sequence`` is ``None`` for UDP; ``opens`` is TCP's SYN.
    """

    number: int
    time: float | None
    flow: Flow
    sequence: int | None
    opens: bool
    data: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """The capture ends in the middle of a packet: the one numbered so."""

    number: int
    found: str


def segments(source: Source) -> Iterator[Segment | Cut]:
    """Yield the UDP and TCP payloads in file order; at a damaged end, one ``Cut``. Never raises."""
    # Imported here because scapy takes longer to load than most files take to read.
    for name in ("scapy.loading", "scapy.runtime", "scapy.interactive"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    from scapy.error import Scapy_Exception
    from scapy.utils import RawPcapReader

    content = _Content(source)
    faults = (Scapy_Exception, *_FAULTS)
    number = 0
    try:
        reader = cast(Any, RawPcapReader)(content)
    except faults as error:
        yield Cut(1, str(error))
        return
    layers = _Layers()
    while True:
        try:
            raw, about = next(reader)
        except StopIteration:
            break
        except faults:
            content.short = True
            break
        number += 1
        time = _time(about, nano=getattr(reader, "nano", False))
        link = getattr(about, "linktype", None)
        try:
            found = layers.carried(raw, reader.linktype if link is None else link)
        except faults:
            continue
        if found is not None:
            flow, sequence, opens, data = found
            yield Segment(number=number, time=time, flow=flow, sequence=sequence, opens=opens, data=data)
    if content.short:
        yield Cut(number, source.damage or "the end of the file within a packet")


class _Content:
    """A source as the file that scapy reads from, noting whether it ended within something."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.name = source.name
        self.short = False

    def read(self, size: int) -> bytes:
        """Return ``size`` bytes, fewer only at the end. An absurd size is that of damaged content."""
        if size > READ_BYTES_MAX:
            self.short = True
            return b""
        blocks = []
        missing = size
        while missing > 0 and (block := self._source.read(missing)):
            blocks.append(block)
            missing -= len(block)
        self.short = self.short or 0 < missing < size
        return b"".join(blocks)


def _time(about: Any, *, nano: bool) -> float | None:
    """Return the packet's time. pcapng counts in ``tsresol`` ticks; its simple packets have no time."""
    resolution = getattr(about, "tsresol", None)
    if resolution is None:
        time: float = about.sec + about.usec / (1e9 if nano else 1e6)
    elif about.tshigh is None:
        return None
    else:
        time = ((about.tshigh << 32) + about.tslow) / resolution
    return time if 0 < time < TIME_S_MAX else None


Carried = tuple[Flow, int | None, bool, bytes]


class _Layers:
    """Packets taken apart by scapy, fragments put together."""

    def __init__(self) -> None:
        from scapy.config import conf
        from scapy.layers import inet, inet6, l2

        del l2  # imported for the link layers it registers
        self._inet, self._inet6, self._by_link = inet, inet6, conf.l2types
        self._fragments: OrderedDict[_FragmentKey, dict[int, bytes]] = OrderedDict()
        self._ends: dict[_FragmentKey, int] = {}

    def carried(self, raw: bytes, link: int) -> Carried | None:
        """Return what a packet, or the fragments it completes, carried by UDP or TCP."""
        if link == ETHERNET and _is_other_udp(raw):
            return None
        if link not in self._by_link.num2layer:
            return None
        frame = self._by_link.num2layer[link](raw)
        ip = frame.getlayer(self._inet.IP)
        if ip is not None and (ip.frag or ip.flags.MF):
            data = ip.original[ip.ihl * 4 : ip.len or None]
            key = (ip.src, ip.dst, ip.id, ip.proto)
            return self._whole(key, ip.frag * 8, data, more=bool(ip.flags.MF))
        part = frame.getlayer(self._inet6.IPv6ExtHdrFragment)
        if ip is None and part is not None:
            ip = cast(Any, frame.getlayer(self._inet6.IPv6))
            data = part.original[8 : ip.plen - (len(ip.original) - 40 - len(part.original))]
            return self._whole((ip.src, ip.dst, part.id, part.nh), part.offset * 8, data, more=bool(part.m))
        ip = ip if ip is not None else frame.getlayer(self._inet6.IPv6)
        if ip is None:
            return None
        transport = frame.getlayer(self._inet.UDP) or frame.getlayer(self._inet.TCP)
        return None if transport is None else self._payload(ip, transport)

    def _payload(self, ip: Any, transport: Any) -> Carried:
        flow = (str(ip.src), int(transport.sport), str(ip.dst), int(transport.dport))
        if isinstance(transport, self._inet.UDP):
            return flow, None, False, transport.original[8 : transport.len or None]
        after = len(ip.original) - len(transport.original)
        length = ip.len if isinstance(ip, self._inet.IP) else ip.plen + 40
        end = length - after if length else None
        data = transport.original[transport.dataofs * 4 : end]
        return flow, int(transport.seq), bool(transport.flags.S), data

    def _whole(self, key: _FragmentKey, offset: int, data: bytes, *, more: bool) -> Carried | None:
        pieces = self._fragments.setdefault(key, {})
        self._fragments.move_to_end(key)
        if offset + len(data) <= DATAGRAM_BYTES_MAX:
            pieces.setdefault(offset, data)
            if not more:
                self._ends[key] = offset + len(data)
        if len(self._fragments) > FRAGMENTED_MAX:
            oldest, _ = self._fragments.popitem(last=False)
            self._ends.pop(oldest, None)
        joined = _joined(pieces, self._ends.get(key))
        if joined is None:
            return None
        del self._fragments[key]
        self._ends.pop(key, None)
        source, destination, _, protocol = key
        if protocol == UDP_PROTOCOL:
            udp = self._inet.UDP(joined)
            return (source, int(udp.sport), destination, int(udp.dport)), None, False, joined[8:]
        if protocol == TCP_PROTOCOL:
            tcp = self._inet.TCP(joined)
            flow = (source, int(tcp.sport), destination, int(tcp.dport))
            return flow, int(tcp.seq), bool(tcp.flags.S), joined[tcp.dataofs * 4 :]
        return None


def _is_other_udp(raw: bytes) -> bool:
    """Whether this is whole UDP over IPv4 with no SIP in it: media, mostly, which scapy need not see."""
    plain = (
        raw[12:14] == b"\x08\x00"
        and raw[23:24] == b"\x11"
        and int.from_bytes(raw[20:22], "big") & 0x3FFF == 0
    )
    return plain and b"SIP/2.0" not in raw and b"sip/2.0" not in raw


def _joined(pieces: dict[int, bytes], end: int | None) -> bytes | None:
    """Return the fragments as one if there is no gap up to ``end``; overlaps keep what comes first."""
    if end is None:
        return None
    whole = bytearray()
    for offset in sorted(pieces):
        if offset > len(whole):
            return None
        whole += pieces[offset][len(whole) - offset :]
    return bytes(whole[:end]) if len(whole) >= end else None
