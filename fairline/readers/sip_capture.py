"""Calls out of captured SIP: pcap and pcapng files, any port, UDP and unencrypted TCP, IPv4 and IPv6.

SIP is known by its content. A call that passes several hops of one capture under one Call-ID is one fact; a
back-to-back user agent gives its two legs two Call-IDs and so two facts. Times are the capture's. ``ring``
runs from the first 180 or 183, or if there was none from the last INVITE tried. A call still open
at the end of the capture has no ``ended_at``; one whose INVITE was not captured is no fact. TLS and WebSocket
are not read.
Source: RFC 3261 for SIP; the capture formats are named in ``packets``.
"""

from collections import OrderedDict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo

from fairline.facts import Call, EndReason, Fact, Side, Unreadable
from fairline.protocols.sip.dialogs import Dialogs, SipCall
from fairline.protocols.sip.message import Malformed, Message, parse, starts_like_sip
from fairline.protocols.sip.stream import Stream
from fairline.readers.causes import NORMAL_CLEARING, end_reason_of_q850, end_reason_of_sip
from fairline.readers.edge import at_the_edge
from fairline.readers.format import Format, TriedOn
from fairline.readers.numbers import e164
from fairline.readers.packets import Cut, Flow, Segment, segments
from fairline.readers.rows import unreadable
from fairline.readers.source import Source
from fairline.readers.tcp import Ordered

FLOWS_MAX = 10_000  # ours: TCP directions followed at once
DIALED_CHARS_MAX = 256  # ours
PCAP_MAGIC = frozenset(
    {b"\xa1\xb2\xc3\xd4", b"\xd4\xc3\xb2\xa1", b"\xa1\xb2\x3c\x4d", b"\x4d\x3c\xb2\xa1"}
)  # microseconds and nanoseconds, in both byte orders
PCAPNG_MAGIC, PCAPNG_ORDERS = b"\x0a\x0d\x0d\x0a", frozenset({b"\x1a\x2b\x3c\x4d", b"\x4d\x3c\x2b\x1a"})
CALL_MESSAGES = (b"INVITE ", b"BYE ", b"CANCEL ", b"ACK ", b"SIP/2.0 ")

TOLD = frozenset(
    {"id", "started_at", "user", "caller", "called", "dialed", "forwarded_from", "answered", "answered_at"}
    | {"ended_at", "ring", "talk", "end_reason", "released_by", "sip_status", "q850", "line", "revision"}
)

FORMAT = Format(
    name="sip-capture",
    title="Captured SIP (pcap, pcapng)",
    title_fr="SIP capturé (pcap, pcapng)",
    source="https://www.rfc-editor.org/rfc/rfc3261",
    silent_on=frozenset(Call.__struct_fields__) - TOLD,
    tried_on=TriedOn.REAL,
    never={"released_by": frozenset({Side.NETWORK})},
)


def recognise(head: bytes) -> bool:
    """Return whether this is a capture file. Whether there is SIP in it, only reading it tells."""
    if head[:4] == PCAPNG_MAGIC:
        return head[8:12] in PCAPNG_ORDERS
    return len(head) >= 24 and head[:4] in PCAP_MAGIC


@at_the_edge
def read(source: Source, *, zone: tzinfo, region: str | None) -> Iterator[Fact | Unreadable]:
    """Yield one ``Call`` per call when it is over, and one ``Unreadable`` per broken message of a call.

    ``line`` is the packet's number, for a call that of its first INVITE. ``zone`` is not needed: captures
    count in UTC. A capture that breaks off gives the calls up to there and one ``Unreadable``; so does one
    whose packets carry no SIP at all, because media or H.323 alone tell of no calls.
    """
    dialogs, streams = Dialogs(), _Streams()
    cut: Cut | None = None
    last: Segment | None = None
    is_sip = False
    for segment in segments(source):
        if isinstance(segment, Cut):
            cut = segment
            continue
        last = segment
        for data in streams.messages(segment):
            is_sip = True
            yield from _taken(dialogs, data, segment, region)
    if last is not None:
        for data in streams.rest():
            yield from _taken(dialogs, data, last, region)
    for call in dialogs.close():
        yield call_fact(call, region)
    if cut is not None:
        yield unreadable(max(cut.number, 1), "packet", cut.found, "a whole capture file")
    elif last is not None and not is_sip:
        yield unreadable(last.number, "packets", "none with SIP", "unencrypted SIP")


def _taken(
    dialogs: Dialogs, data: bytes, segment: Segment, region: str | None
) -> Iterator[Call | Unreadable]:
    found = parse(data)
    if isinstance(found, Malformed):
        if data.lstrip(b"\r\n").startswith(CALL_MESSAGES):
            yield unreadable(segment.number, found.field, found.found, found.wanted)
    elif segment.time is None:
        yield unreadable(segment.number, "time", "", "a packet with a time from 1970 to 2099")
    else:
        for call in dialogs.receive(found, segment.time, segment.number):
            yield call_fact(call, region)


class _Streams:
    """The SIP messages of segments, those of TCP framed per flow. The quietest flow is forgotten first."""

    def __init__(self) -> None:
        self._flows: OrderedDict[Flow, tuple[Ordered, Stream]] = OrderedDict()

    def messages(self, segment: Segment) -> list[bytes]:
        """Return the messages that are whole with this segment. A flow begins where SIP begins."""
        if segment.sequence is None:
            return [segment.data] if starts_like_sip(segment.data) else []
        if segment.opens:
            self._flows.pop(segment.flow, None)
            return []
        if segment.flow not in self._flows:
            if not starts_like_sip(segment.data):
                return []
            self._flows[segment.flow] = Ordered(segment.sequence), Stream()
            if len(self._flows) > FLOWS_MAX:
                self._flows.popitem(last=False)
        self._flows.move_to_end(segment.flow)
        ordered, stream = self._flows[segment.flow]
        lost, data = ordered.feed(segment.sequence, segment.data, segment.time)
        if lost:
            stream.lose()
        return stream.feed(data)

    def rest(self) -> list[bytes]:
        """Return the messages that were held back behind bytes that never came."""
        messages = []
        for ordered, stream in self._flows.values():
            while (run := ordered.flush()) != (False, b""):
                stream.lose()
                messages += stream.feed(run[1])
        return messages


def call_fact(call: SipCall, region: str | None) -> Call:
    """Return a call that was seen as a fact; numbers without a prefix are read in ``region``."""
    invite = call.invite
    called = _number(invite.target.user if invite.target is not None else None, region)
    end = call.answered_at if call.answered_at is not None else call.ended_at
    talked = call.answered_at is not None and call.ended_at is not None
    return Call(
        id=f"{invite.call_id};from-tag={invite.sender.tag or ''};cseq={call.cseq}",
        started_at=_moment(call.started_at),
        user=call.credentials_user,
        caller=_caller(invite, region),
        called=called,
        dialed=_dialed(invite) if called is None else None,
        forwarded_from=_number(invite.diverted_from.user, region)
        if invite.diverted_from is not None
        else None,
        answered=call.answered,
        answered_at=_moment(call.answered_at) if call.answered_at is not None else None,
        ended_at=_moment(call.ended_at) if call.ended_at is not None else None,
        ring=_span(call.ringing_at if call.ringing_at is not None else call.tried_at, end),
        talk=_span(call.answered_at, call.ended_at)
        if talked
        else timedelta(0)
        if call.answered is False
        else None,
        end_reason=_end_reason(call),
        released_by={True: Side.CALLER, False: Side.CALLED, None: None}[call.ended_by_caller],
        sip_status=call.status,
        q850=call.q850,
        line=call.mark,
    )


def _caller(invite: Message, region: str | None) -> str | None:
    """Return the number the network asserts, else the one the caller gives."""
    for asserted in invite.asserted:
        number = _number(asserted.user, region)
        if number is not None:
            return number
    return _number(invite.sender.user, region)


def _dialed(invite: Message) -> str | None:
    target = invite.target
    dialed = None if target is None else target.user or target.uri
    return dialed[:DIALED_CHARS_MAX] if dialed else None


def _end_reason(call: SipCall) -> EndReason | None:
    """Return why the call ended. A Q.850 cause says more than the status, but "normal" says nothing of it."""
    if call.ended_at is None:
        return None
    if call.canceled:
        return EndReason.CANCELED
    if call.answered is not True and call.q850 not in (None, NORMAL_CLEARING):
        by_cause = end_reason_of_q850(call.q850 or 0, call.answered)
        if by_cause is not None:
            return by_cause
    return None if call.status is None else end_reason_of_sip(call.status, call.answered)


def _number(user: str | None, region: str | None) -> str | None:
    return e164(user, region)


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _span(start: float | None, end: float | None) -> timedelta | None:
    """Return the time between; packets out of order make it zero, not negative."""
    return None if start is None or end is None else timedelta(seconds=max(0.0, round(end - start, 6)))
