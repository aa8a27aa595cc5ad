"""Calls out of captures: containers, layers, order, damage, and what a fact says."""

import io
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from captures import ANSWERED, CALLED, CALLER, START, ether, invite, pcap, pcapng, sip, tcp, udp
from hypothesis import given, settings
from hypothesis import strategies as st
from scapy.layers import inet, inet6

from fairline.facts import Call, EndReason, Fact, Side, Unreadable
from fairline.readers import sip_capture
from fairline.readers.source import Source

fragment: Any = inet.fragment  # scapy has no types for these
fragment6: Any = inet6.fragment6

PLAIN = [(at, bytes(udp(data))) for at, data in ANSWERED]
TALKED = Call(
    id="c1;from-tag=alice;cseq=1",
    line=1,
    started_at=datetime.fromtimestamp(START, UTC),
    caller=CALLER,
    called=CALLED,
    answered=True,
    answered_at=datetime.fromtimestamp(START + 4, UTC),
    ended_at=datetime.fromtimestamp(START + 9.5, UTC),
    ring=timedelta(seconds=3),
    talk=timedelta(seconds=5.5),
    end_reason=EndReason.COMPLETED,
    released_by=Side.CALLER,
    sip_status=200,
)


def facts(content: bytes, region: str | None = None) -> list[Fact | Unreadable]:
    return list(sip_capture.read(Source("made up", io.BytesIO(content)), zone=UTC, region=region))


def the_call(*script: tuple[float, bytes], region: str | None = None) -> Call:
    (call,) = facts(pcap([(at, bytes(udp(data))) for at, data in script]), region)
    assert isinstance(call, Call)
    return call


CONTAINERS = {
    "pcap": pcap(PLAIN),
    "pcap, big endian": pcap(PLAIN, endian=">"),
    "pcap, nanoseconds": pcap(PLAIN, nano=True),
    "pcap, nanoseconds, big endian": pcap(PLAIN, nano=True, endian=">"),
    "pcapng": pcapng(PLAIN),
    "pcapng, big endian": pcapng(PLAIN, endian=">"),
    "pcapng, nanoseconds": pcapng(PLAIN, resolution=9),
    "raw IP": pcap([(at, raw[14:]) for at, raw in PLAIN], link=101),
    "IPv6": pcap([(at, bytes(udp(data, v6=True))) for at, data in ANSWERED]),
    "a VLAN": pcap([(at, bytes(udp(data, vlan=True))) for at, data in ANSWERED]),
    "IPv6 in a VLAN": pcapng([(at, bytes(udp(data, v6=True, vlan=True))) for at, data in ANSWERED]),
    "another port": pcap([(at, bytes(udp(data, port=53))) for at, data in ANSWERED]),
}


@pytest.mark.parametrize("name", CONTAINERS)
def test_containers_and_layers(name: str) -> None:
    assert sip_capture.recognise(CONTAINERS[name])
    assert facts(CONTAINERS[name]) == [TALKED]


def numbered(*frames: list[bytes]) -> bytes:
    """A capture in which every group of frames comes at the time of its message."""
    return pcap([(at, raw) for (at, _), group in zip(ANSWERED, frames, strict=True) for raw in group])


@pytest.mark.parametrize("turn", [1, -1])
def test_ip_fragments_in_any_order(turn: int) -> None:
    frames = [[bytes(part) for part in fragment(udp(data), fragsize=104)][::turn] for _, data in ANSWERED]
    assert len(frames[0]) > 2
    assert [call.called for call in facts(numbered(*frames)) if isinstance(call, Call)] == [CALLED]


@pytest.mark.parametrize("turn", [1, -1])
def test_ipv6_fragments_in_any_order(turn: int) -> None:
    frames = []
    for number, (_, data) in enumerate(ANSWERED):
        frame: Any = udp(data, v6=True)
        ip, datagram = frame.getlayer(1).copy(), frame.getlayer(2).copy()
        ip.remove_payload()
        parts = fragment6(ip / inet6.IPv6ExtHdrFragment(id=number) / datagram, 200)
        frames.append([bytes(ether() / part) for part in parts][::turn])
    assert len(frames[0]) > 1
    assert [call.talk for call in facts(numbered(*frames)) if isinstance(call, Call)] == [TALKED.talk]


def over_tcp(size: int, first: int = 2**32 - 300) -> list[tuple[float, bytes]]:
    """The answered call over one connection in segments of ``size``, across the wrap of the numbers."""
    segments, at = [(0.0, bytes(tcp(b"", first - 1, flags="S")))], first
    for when, data in ANSWERED:
        for start in range(0, len(data), size):
            segments.append((when, bytes(tcp(data[start : start + size], at))))
            at += len(data[start : start + size])
    return segments


@pytest.mark.parametrize("size", [60, 100, 500, 5000])
def test_tcp_in_segments_of_any_size(size: int) -> None:
    (call,) = facts(pcap(over_tcp(size)))
    assert isinstance(call, Call)
    assert (call.called, call.talk, call.ended_at) == (CALLED, TALKED.talk, TALKED.ended_at)


def test_two_messages_in_one_segment_and_a_body() -> None:
    body = invite(body="v=0\r\nINVITE sip:x SIP/2.0\r\n\r\n")
    both = body + b"\r\n\r\n" + sip("SIP/2.0 486 Busy", to_tag="bob")
    (call,) = facts(pcap([(0, bytes(tcp(both, 7)))]))
    assert isinstance(call, Call)
    assert call.end_reason is EndReason.BUSY


def test_tcp_segments_swapped_repeated_and_overlapping() -> None:
    segments = over_tcp(100)
    first, rest = segments[:2], segments[2:]
    shuffled = random.Random(1).sample(rest, len(rest))
    times = sorted(at for at, _ in rest)
    again = [(at, raw) for at, (_, raw) in zip(times, shuffled, strict=True)]
    (call,) = facts(pcap([*first, *again, *segments[1:3]]))
    assert isinstance(call, Call)
    assert call.answered is True
    assert call.end_reason is EndReason.COMPLETED


def test_a_lost_tcp_segment_costs_only_its_message() -> None:
    segments = over_tcp(5000)
    assert len(segments) == 5
    del segments[2]
    (call,) = facts(pcap(segments))
    assert isinstance(call, Call)
    assert (call.answered, call.released_by) == (True, Side.CALLER)


def test_numbers_and_identities() -> None:
    asserted = 'P-Asserted-Identity: "A" <sip:agent@x>, <sip:+13035550199;verstat=TN-Validation-Passed@x>\r\n'
    diverted = "Diversion: <sip:4045550100@x>;reason=unconditional\r\n"
    login = 'Authorization: Digest username="agent7", realm="x"\r\n'
    call = the_call((0, invite("sip:2025550123@x", extra=asserted + diverted + login)), region="US")
    assert (call.caller, call.called, call.dialed) == ("+13035550199", CALLED, None)
    assert (call.forwarded_from, call.user) == ("+14045550100", "agent7")


def test_what_is_no_number_is_what_was_dialed() -> None:
    assert the_call((0, invite("sip:reception@example.com"))).dialed == "reception"
    assert the_call((0, invite("sip:example.com"))).dialed == "sip:example.com"
    assert the_call((0, invite(caller="anonymous"))).caller is None


ENDS = {
    "busy": ("486 Busy Here", "", EndReason.BUSY, None),
    "no such number": ("404 Not Found", "", EndReason.UNALLOCATED, None),
    "the cause says more than the status": ("480 X", "Reason: Q.850;cause=1\r\n", EndReason.UNALLOCATED, 1),
    "but not when it is normal": ("480 X", "Reason: Q.850;cause=16\r\n", EndReason.NO_ANSWER, 16),
    "redirected": ("302 Moved", "", None, None),
}


@pytest.mark.parametrize("name", ENDS)
def test_why_it_ended(name: str) -> None:
    status, extra, reason, cause = ENDS[name]
    call = the_call((0, invite()), (2, sip(f"SIP/2.0 {status}", to_tag="bob", extra=extra)))
    assert (call.end_reason, call.q850, call.answered, call.talk) == (reason, cause, False, timedelta(0))
    assert (call.ring, call.released_by) == (timedelta(seconds=2), None)


def test_canceled_by_the_caller() -> None:
    cancel = sip("CANCEL sip:x@example.com SIP/2.0", method="CANCEL")
    call = the_call(
        (0, invite()), (1, ANSWERED[1][1]), (16, cancel), (16.2, sip("SIP/2.0 487 T", to_tag="bob"))
    )
    assert (call.end_reason, call.released_by, call.ring) == (
        EndReason.CANCELED,
        Side.CALLER,
        timedelta(seconds=15.2),
    )


def test_open_at_the_end() -> None:
    call = the_call(*ANSWERED[:3])
    assert (call.answered, call.ended_at, call.talk, call.end_reason) == (True, None, None, None)
    assert the_call(ANSWERED[0]).answered is None


BAD = {
    "call-id": invite().replace(b"Call-ID: c1", b"Call-ID: "),
    "cseq": invite().replace(b"CSeq: 1 INVITE", b"CSeq: x INVITE"),
    "from": invite().replace(b"From:", b"Form:"),
    "to": invite().replace(b"To:", b"Two:"),
}


@pytest.mark.parametrize("field", BAD)
def test_one_bad_message_then_a_good_call(field: str) -> None:
    bad, call = facts(pcap([(-1, bytes(udp(BAD[field]))), *PLAIN]))
    assert isinstance(bad, Unreadable)
    assert (bad.line, bad.field) == (1, field)
    assert isinstance(call, Call)
    assert (call.line, call.talk) == (2, TALKED.talk)


def test_other_traffic_is_no_record() -> None:
    noise = [
        udp(b"\x80\x00" + bytes(160)),
        udp(b"OPTIONS x SIP/2.0\r\n\r\n"),
        tcp(b"GET / HTTP/1.1\r\n\r\n", 1),
    ]
    assert facts(pcap([(0, bytes(frame)) for frame in noise])) == []


@pytest.mark.parametrize("content", [pcap(PLAIN), pcapng(PLAIN), pcap(over_tcp(200))])
def test_cut_anywhere(content: bytes) -> None:
    for size in range(0, len(content), 5):
        found = facts(content[:size])
        assert sum(isinstance(each, Call) for each in found) <= 1
        assert all(isinstance(each, Call | Unreadable) for each in found)
    *calls, cut = facts(content[:-3])
    assert isinstance(cut, Unreadable)
    assert (cut.field, len(calls)) == ("packet", 1)


@pytest.mark.parametrize("content", [pcap(PLAIN), pcapng(PLAIN), pcap(over_tcp(200))])
def test_altered_anywhere(content: bytes) -> None:
    rng = random.Random(7)
    for _ in range(300):
        changed = bytearray(content)
        for _ in range(rng.choice((1, 1, 5))):
            changed[rng.randrange(len(changed))] = rng.randrange(256)
        assert all(isinstance(each, Call | Unreadable) for each in facts(bytes(changed)))


@settings(max_examples=60)
@given(st.binary(max_size=200), st.sampled_from([pcap([])[:24], pcapng([]), b""]))
def test_arbitrary_bytes(data: bytes, before: bytes) -> None:
    sip_capture.recognise(before + data)
    assert all(isinstance(each, Call | Unreadable) for each in facts(before + data))


@settings(max_examples=40)
@given(st.lists(st.binary(max_size=120), max_size=5))
def test_packets_of_anything(packets: list[bytes]) -> None:
    content = pcap([(0, bytes(udp(b""))[:14] + raw) for raw in packets])
    assert all(isinstance(each, Call | Unreadable) for each in facts(content))


def test_others_files_are_not_claimed() -> None:
    for head in (
        b"",
        b"PAR1",
        b"\x0a\x0d\x0d\x0a" + bytes(60),
        b"id,time\n",
        pcap([])[:20],
        b"SQLite format 3\0",
    ):
        assert not sip_capture.recognise(head)


FOUR = [(408, "canceled"), (403, "rejected"), (403, "rejected"), (480, "rejected")]
CAPTURES = {  # what came out, checked by hand against a packet analyser: packets, statuses, reasons
    "ndpi_sip.pcap": list(zip((22, 46, 76, 87), FOUR, strict=True)),
    "sngrep_aaa.pcap": list(zip((223, 321, 548, 602), FOUR, strict=True)),
    "ndpi_sip_hello.pcapng": [],
    "ndpi_h323.pcap": [],
    "ndpi_rtp.pcapng": [],
}


@pytest.mark.parametrize("name", CAPTURES)
def test_real_captures(name: str, shared: Path) -> None:
    source = Source.open(str(shared / "data/pcap_sip" / name))
    assert sip_capture.recognise(source.head())
    calls = [call for call in sip_capture.read(source, zone=UTC, region=None) if isinstance(call, Call)]
    source.close()
    assert [(call.line, (call.sip_status, call.end_reason)) for call in calls] == CAPTURES[name]


def test_silent_on_what_never_comes() -> None:
    told = {name for name in Call.__struct_fields__ if getattr(TALKED, name) is not None}
    assert not told & sip_capture.FORMAT.silent_on
    assert sip_capture.FORMAT.silent_on < set(Call.__struct_fields__)
