"""Captured SIP: Ethernet, IPv4 and UDP packets between a center and its provider, in a pcap file."""

import struct
from collections.abc import Iterable, Iterator
from datetime import timedelta
from heapq import heappop, heappush
from pathlib import Path

from fairline.facts import Call, EndReason, Fact, Side
from simulator.writers.kamailio import REASON_PHRASES
from simulator.writers.output import Format, calls_of, end_of, microseconds, opened

CENTER, PROVIDER = bytes((192, 0, 2, 10)), bytes((198, 51, 100, 20))  # documentation addresses, RFC 5737
FILE_HEADER = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65_535, 1)
ETHERNET = bytes.fromhex("02000000000a020000000014") + b"\x08\x00"
RINGING_AFTER = timedelta(milliseconds=20)

Packet = tuple[int, int, bytes]
"""Microseconds since 1970, a running number, the frame."""


def write(facts: Iterable[Fact], path: Path) -> int:
    """Write the packets of each call in the order of time; the count is of calls."""
    waiting: list[Packet] = []
    count = number = 0
    with opened(path) as out:
        out.write(FILE_HEADER)
        for call in calls_of(facts, internal=False):
            count += 1
            while waiting and waiting[0][0] < microseconds(call.started_at):
                out.write(_record(heappop(waiting)))
            for moment, from_caller, text in _messages(call):
                number += 1
                heappush(waiting, (moment, number, _frame(text.encode(), from_caller=from_caller)))
        while waiting:
            out.write(_record(heappop(waiting)))
    return count


def _messages(call: Call) -> Iterator[tuple[int, bool, str]]:
    """Yield (time, whether the caller sends it, text) of each message of the call."""
    began, end = microseconds(call.started_at), microseconds(end_of(call))
    answer, status = microseconds(call.answered_at), call.sip_status or 200
    yield began, True, _request(call, "INVITE", 1)
    final_at = answer or end
    ringing = began + microseconds_of(RINGING_AFTER)
    if ringing < final_at and call.end_reason not in (EndReason.BUSY, EndReason.UNALLOCATED):
        yield ringing, False, _response(call, 180, "INVITE", 1)
    if call.end_reason is EndReason.CANCELED:
        yield end, True, _request(call, "CANCEL", 1)
        yield end, False, _response(call, 200, "CANCEL", 1)
    yield final_at, False, _response(call, status, "INVITE", 1)
    yield final_at, True, _request(call, "ACK", 1)
    if call.answered is True:
        by_caller = call.released_by is Side.CALLER
        yield end, by_caller, _request(call, "BYE", 2, from_caller=by_caller)
        yield end, not by_caller, _response(call, 200, "BYE", 2, asked_by_caller=by_caller)


def microseconds_of(span: timedelta) -> int:
    """Return a span in microseconds."""
    return span // timedelta(microseconds=1)


def _request(call: Call, method: str, cseq: int, *, from_caller: bool = True) -> str:
    caller, called = _parties(call)
    target = called if from_caller else caller
    lines = [f"{method} sip:{target}@example.net SIP/2.0", *_headers(call, method, cseq, from_caller, True)]
    if method == "INVITE" and call.forwarded_from is not None:
        lines.append(f"Diversion: <sip:{call.forwarded_from}@example.net>;reason=unconditional")
    return _text(lines)


def _response(call: Call, status: int, method: str, cseq: int, *, asked_by_caller: bool = True) -> str:
    phrase = "Ringing" if status == 180 else REASON_PHRASES[status]
    lines = [f"SIP/2.0 {status} {phrase}", *_headers(call, method, cseq, asked_by_caller, False)]
    if status >= 300:
        lines.append(f"Reason: Q.850;cause={call.q850}")
    return _text(lines)


def _headers(call: Call, method: str, cseq: int, from_caller: bool, request: bool) -> list[str]:
    caller, called = _parties(call)
    ours = f"<sip:{caller}@example.net>;tag=f{call.id[:8]}"
    theirs = f"<sip:{called}@example.net>"
    tagged = f"{theirs};tag=t{call.id[9:13]}"
    opening = request and method in ("INVITE", "CANCEL")
    sender, receiver = (ours, theirs if opening else tagged) if from_caller else (tagged, ours)
    via = "192.0.2.10" if from_caller else "198.51.100.20"
    return [
        f"Via: SIP/2.0/UDP {via}:5060;branch=z9hG4bK{call.id}-{cseq}",
        "Max-Forwards: 70",
        f"From: {sender}",
        f"To: {receiver}",
        f"Call-ID: {call.id}",
        f"CSeq: {cseq} {method}",
    ]


def _parties(call: Call) -> tuple[str, str]:
    return call.caller or "anonymous", call.called or call.dialed or "unknown"


def _text(lines: list[str]) -> str:
    return "\r\n".join([*lines, "Content-Length: 0", "", ""])


def _frame(payload: bytes, *, from_caller: bool) -> bytes:
    source, target = (CENTER, PROVIDER) if from_caller else (PROVIDER, CENTER)
    datagram = struct.pack(">HHHH", 5060, 5060, 8 + len(payload), 0) + payload
    header = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(datagram), 0, 0, 64, 17, 0, source, target)
    checksum = struct.pack(">H", _checksum(header))
    return ETHERNET + header[:10] + checksum + header[12:] + datagram


def _checksum(header: bytes) -> int:
    total: int = sum(struct.unpack(">10H", header))
    while total > 0xFFFF:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def _record(packet: Packet) -> bytes:
    moment, _, frame = packet
    seconds, micros = divmod(moment, 1_000_000)
    return struct.pack("<IIII", seconds, micros, len(frame), len(frame)) + frame


FORMAT = Format(
    name="sip-capture",
    suffix=".pcap",
    reader="sip_capture",
    write=write,
    tells=frozenset(
        {"caller", "called", "forwarded_from", "started_at", "answered", "answered_at", "ended_at", "ring"}
        | {"talk", "end_reason", "sip_status"}
    ),
    grain=timedelta(milliseconds=25),
    internal=False,
)
