"""Twilio: Call and Message resources as JSON, exports as CSV, and webhook parameters, one request a line.

The columns of an export and the parameters of a webhook are the fields of the resources under other
spellings: ``Call SID``, ``CallSid`` and ``sid`` are read alike. Prices are negative for what the account
paid; ``cost`` is positive. ``answered_at`` is the end less the duration, which counts from the answer.
When it started to ring, Twilio does not say. A call never dialled counts at its creation.

A status callback tells only the moment of its event: a finished call is then taken to have started with
its answer, any other with the event. Later callbacks of a call replace earlier ones by ``SequenceNumber``.
What is no call or message, in a catalogue of other resources, is passed over. Whether an inbound body is a
STOP or a HELP is looked at; bodies are never kept.
"""

import re
from collections.abc import Iterator
from datetime import tzinfo
from decimal import Decimal
from typing import TypeVar
from urllib.parse import parse_qsl

import msgspec

from fairline.facts import Call, Channel, Direction, EndReason, Fact, Message, Unreadable
from fairline.readers import documents, rows
from fairline.readers.edge import at_the_edge
from fairline.readers.format import Format, TriedOn
from fairline.readers.reading import NEVER, Reading, Word, revision_of, written
from fairline.readers.source import Source
from fairline.readers.wishes import wishes

FORMAT = Format(
    name="twilio",
    title="Twilio calls and messages (JSON, CSV, webhooks)",
    title_fr="Appels et messages Twilio (JSON, CSV, webhooks)",
    source="https://www.twilio.com/docs/voice/api/call-resource",
    silent_on=frozenset(
        {
            "user",
            "campaign",
            "campaign_started_at",
            "purpose",
            "called_country",
            "called_places",
            "called_zones",
            "ring",
            "released_by",
            "q850",
            "agent_joined",
            "agent_delay",
            "abandoned",
        }
    ),
    tried_on=TriedOn.SAMPLES,
    kinds=frozenset({"call", "message"}),
    never={
        "end_reason": frozenset({EndReason.UNALLOCATED, EndReason.REJECTED, EndReason.CONGESTION}),
        "direction": frozenset({Direction.INTERNAL}),
    },
)

T = TypeVar("T")
SID = re.compile(r"(?:CA|SM|MM)[0-9a-fA-F]{32}")
OWN_SID = re.compile(rb'"sid"\s*:\s*"(?:CA|SM|MM)')
OTHER_SID = re.compile(rb'"sid"\s*:\s*"(?!CA|SM|MM)[A-Z]{2}')
WANTED_SID = "CA, SM or MM and 32 hexadecimal digits"
SHAPE = documents.Shape(marks=frozenset({"sid"}), lists=frozenset({"calls", "messages"}))
HEADER_LINES_MAX = 200  # ours: a form or a header lies in the first lines of the head

DIRECTIONS = {
    "inbound": Direction.INBOUND,
    "incoming": Direction.INBOUND,
    "trunkingoriginating": Direction.INBOUND,  # seen from the customer's switch: origination comes in
    "outbound": Direction.OUTBOUND,
    "outboundapi": Direction.OUTBOUND,
    "outboundcall": Direction.OUTBOUND,
    "outboundreply": Direction.OUTBOUND,
    "outbounddial": Direction.OUTBOUND,
    "outgoingapi": Direction.OUTBOUND,
    "outgoingdial": Direction.OUTBOUND,
    "trunkingterminating": Direction.OUTBOUND,
}
UNSAID: tuple[bool | None, EndReason | None] = (None, None)
CALL_STATUSES: dict[str, tuple[bool | None, EndReason | None]] = {
    "queued": (None, None),
    "initiated": (None, None),
    "ringing": (None, None),
    "inprogress": (True, None),
    "answered": (True, None),
    "completed": (True, EndReason.COMPLETED),
    "busy": (False, EndReason.BUSY),
    "failed": (False, EndReason.FAILED),
    "noanswer": (False, EndReason.NO_ANSWER),
    "canceled": (False, EndReason.CANCELED),
}
MESSAGE_STATUSES = {
    "accepted": None,
    "scheduled": None,
    "queued": None,
    "sending": None,
    "sent": None,
    "partiallydelivered": None,
    "receiving": None,
    "received": True,
    "delivered": True,
    "read": True,
    "undelivered": False,
    "failed": False,
    "canceled": False,
}
INBOUND_STATUSES = frozenset({"receiving", "received"})
ANSWERED_LIVE = {
    "human": True,
    "machine": False,
    "machinestart": False,
    "machineendbeep": False,
    "machineendsilence": False,
    "machineendother": False,
    "fax": False,
    "unknown": None,
}


class Resource(msgspec.Struct):
    """A Call or a Message in any of its spellings; every field as written."""

    sid: str | None = None
    account_sid: str | None = None
    from_: str | None = msgspec.field(name="from", default=None)
    to: str | None = None
    status: str | None = None
    direction: str | None = None
    start_time: Word = None
    end_time: Word = None
    date_created: Word = None
    date_updated: Word = None
    date_sent: Word = None
    timestamp: Word = None
    duration: Word = None
    price: Word = None
    price_unit: str | None = None
    answered_by: str | None = None
    forwarded_from: str | None = None
    num_segments: Word = None
    num_media: Word = None
    sequence_number: Word = None
    sip_response_code: Word = None
    body: str | None = None


DECODER = msgspec.json.Decoder(Resource)
SPELLINGS = {
    "callsid": "sid",
    "messagesid": "sid",
    "smssid": "sid",
    "callstatus": "status",
    "messagestatus": "status",
    "smsstatus": "status",
    "callduration": "duration",
    "durationseconds": "duration",
    "starttimeutc": "start_time",
    "endtimeutc": "end_time",
    "sentdate": "date_sent",
    "datesentutc": "date_sent",
    "caller": "from_",
    "called": "to",
    "segments": "num_segments",
} | {re.sub("[^a-z]", "", name): name for name in Resource.__struct_fields__}


def recognise(head: bytes) -> bool:
    """Tell Twilio by its SIDs together with its own names of fields."""
    text = documents.as_text(head)
    if SID.search(text) is None:
        return False
    keys = documents.keys_in(head)
    if keys:
        return {"sid", "account_sid"} <= keys and bool(keys & {"api_version", "answered_by", "num_segments"})
    return any(_is_form(line) or _is_header(line) for line in text.splitlines()[:HEADER_LINES_MAX])


@at_the_edge
def read(source: Source, *, zone: tzinfo, region: str | None) -> Iterator[Fact | Unreadable]:
    """Yield a ``Call`` or ``Message`` per resource, row or request, in order. Never raises on content.

    Times are RFC 2822 with their zone, or wall clocks in ``zone`` in an export. Durations: whole seconds.
    Source: the Call and Message resources of the 2010-04-01 interface, and the parameters of its webhooks.
    """
    for line, resource in _resources(source):
        if isinstance(resource, Unreadable):
            yield resource
        else:
            reading = Reading(line, zone, region)
            is_call = (resource.sid or "").startswith("CA")
            fact = _call(resource, reading) if is_call else _message(resource, reading)
            yield reading.wrong or fact


def _resources(source: Source) -> Iterator[tuple[int, Resource | Unreadable]]:
    start = documents.as_text(source.head()).lstrip()
    if start[:1] in ("{", "["):
        yield from _from_json(source)
    elif _is_form(start.partition("\n")[0]):
        for line, text in source.lines():
            if text.strip():
                pairs = parse_qsl(text.strip(), keep_blank_values=True)
                yield line, _from_names(line, [name for name, _ in pairs], [value for _, value in pairs])
    else:
        yield from _from_table(source)


def _from_json(source: Source) -> Iterator[tuple[int, Resource | Unreadable]]:
    for record in documents.records(source, SHAPE):
        if isinstance(record, Unreadable):
            yield record.line, record
        elif "sid" not in record.keys:
            yield record.line, documents.broken(record.line, record.raw, "a resource with its sid")
        elif OWN_SID.search(record.raw) or OTHER_SID.search(record.raw) is None:
            yield record.line, _resource(record)


def _resource(record: documents.Record) -> Resource | Unreadable:
    resource = documents.decoded(DECODER, record)
    if isinstance(resource, Unreadable) or SID.fullmatch(resource.sid or ""):
        return resource
    return rows.unreadable(record.line, "sid", resource.sid or "", WANTED_SID)


def _from_table(source: Source) -> Iterator[tuple[int, Resource | Unreadable]]:
    names: list[str] | None = None
    for row in rows.records(source):
        if isinstance(row, Unreadable):
            yield row.line, row
        elif names is None:
            names = row[1]
        elif len(row[1]) != len(names):
            yield row[0], rows.unreadable(row[0], "columns", len(row[1]), str(len(names)))
        else:
            yield row[0], _from_names(row[0], names, row[1])


def _from_names(line: int, names: list[str], values: list[str]) -> Resource | Unreadable:
    """Return the resource of columns or parameters. A webhook's ``From`` wins over its older ``Caller``."""
    found: dict[str, str] = {}
    for name, value in zip(names, values, strict=True):
        field = SPELLINGS.get(_plain(name))
        if field is not None and value.strip() and (field not in found or _plain(name) == field.strip("_")):
            found[field] = value.strip()
    sid = found.get("sid", "")
    if SID.fullmatch(sid) is None:
        return rows.unreadable(line, "sid", sid, WANTED_SID)
    return msgspec.convert({name.rstrip("_"): value for name, value in found.items()}, Resource)


def _call(resource: Resource, reading: Reading) -> Call:
    answered, end_reason = _told(CALL_STATUSES, "status", resource.status, reading) or UNSAID
    lasted = reading.seconds("duration", resource.duration)
    ended = reading.time("end_time", resource.end_time)
    happened = reading.time("timestamp", resource.timestamp)
    if happened is not None and lasted is not None and end_reason is EndReason.COMPLETED:
        ended, happened = happened, happened - lasted
    started = reading.time("start_time", resource.start_time) or happened
    if started is None:
        started = reading.first_time(start_time=resource.date_created)
    elif started != NEVER:
        reading.span("end_time", started, ended)
    talk = lasted if answered else None
    answered_at = ended - talk if ended is not None and talk is not None and answered else None
    cost, currency = _price(resource, reading)
    return Call(
        id=resource.sid or "",
        started_at=started,
        account=resource.account_sid,
        direction=_told(DIRECTIONS, "direction", resource.direction, reading),
        caller=reading.number(resource.from_),
        called=reading.number(resource.to),
        dialed=None if reading.number(resource.to) else written(resource.to),
        forwarded_from=reading.number(resource.forwarded_from),
        answered=answered,
        answered_at=answered_at,
        ended_at=ended,
        talk=reading.seconds("duration", 0) if answered is False else talk,
        end_reason=end_reason,
        sip_status=reading.whole("sip_response_code", resource.sip_response_code),
        answered_live=_told(ANSWERED_LIVE, "answered_by", resource.answered_by, reading),
        cost=cost,
        currency=currency,
        line=reading.line,
        revision=_revision(resource, reading),
    )


def _message(resource: Resource, reading: Reading) -> Message:
    cost, currency = _price(resource, reading)
    direction = _told(DIRECTIONS, "direction", resource.direction, reading)
    if direction is None and _plain(resource.status or "") in INBOUND_STATUSES:
        direction = Direction.INBOUND  # a webhook of an inbound message names no direction
    opts_out, asks_help = wishes(resource.body, direction)
    return Message(
        id=resource.sid or "",
        sent_at=reading.first_time(
            date_sent=resource.date_sent,
            start_time=resource.start_time,
            timestamp=resource.timestamp,
            date_created=resource.date_created,
        ),
        account=resource.account_sid,
        channel=_channel(resource, reading),
        direction=direction,
        sender=_address(resource.from_, reading),
        recipient=_address(resource.to, reading),
        delivered=_told(MESSAGE_STATUSES, "status", resource.status, reading),
        segments=reading.whole("num_segments", resource.num_segments),
        opts_out=opts_out,
        asks_help=asks_help,
        cost=cost,
        currency=currency,
        line=reading.line,
        revision=_revision(resource, reading),
    )


def _channel(resource: Resource, reading: Reading) -> Channel:
    addresses = (resource.from_ or "", resource.to or "")
    if any(address.startswith("whatsapp:") for address in addresses):
        return Channel.WHATSAPP
    if any(address.startswith(("messenger:", "chat:")) for address in addresses):
        return Channel.CHAT
    media = reading.whole("num_media", resource.num_media)
    return Channel.MMS if (resource.sid or "").startswith("MM") or media else Channel.SMS


def _address(found: str | None, reading: Reading) -> str | None:
    """Return a number as E.164, a short code or a sender's name as written, without the channel's prefix."""
    text = written(found)
    if text is None:
        return None
    bare = text.partition(":")[2] if ":" in text else text
    return reading.number(bare) or bare


def _price(resource: Resource, reading: Reading) -> tuple[Decimal | None, str | None]:
    price = reading.money("price", resource.price)
    if price is None:
        return None, None
    amount, currency = price
    return -amount if amount else amount, written(resource.price_unit) or currency


def _revision(resource: Resource, reading: Reading) -> int:
    sequence = reading.whole("sequence_number", resource.sequence_number)
    return sequence or revision_of(reading.time("date_updated", resource.date_updated))


def _told(words: dict[str, T], field: str, found: str | None, reading: Reading) -> T | None:
    """Return what a word of a closed list stands for; a word that is not on it is refused."""
    text = written(found)
    if text is None:
        return None
    if _plain(text) not in words:
        reading.refuse(field, text, ", ".join(words))
    return words.get(_plain(text))


def _plain(name: str) -> str:
    return re.sub("[^a-z]", "", name.lower())


def _is_form(line: str) -> bool:
    return (
        re.match(r"\w+=[^&]*&", line) is not None and re.search(r"(?:Call|Message|Sms)Sid=", line) is not None
    )


def _is_header(line: str) -> bool:
    names = {SPELLINGS.get(_plain(name), "") for name in line.split(",")}
    return {"sid", "from_", "to", "status"} <= names
