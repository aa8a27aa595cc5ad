"""Zoom Phone: call history (v2), call elements (v3), call logs (old), and webhooks of calls and texts.

An element is one leg, and its own id; a history or log entry is one call of one user. Webhooks that tell an
ended call are read; those of ringing, holding and the like are passed over. A deployment should store one
kind: an ended call and its element are two records of one call under two ids, and nothing here can join them.

The direction is the user's. Two extensions are an internal call; their extension numbers stay as written. A
text to several people is one ``Message`` each. ``voicemail`` tells that no person answered; that one did is
never told. The words of results are those seen in Zoom's samples and in public integrations; others are left
unsaid.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from itertools import chain

import msgspec

from fairline.facts import Call, Channel, Direction, EndReason, Fact, Message, Unreadable
from fairline.readers import documents, rows
from fairline.readers.edge import at_the_edge
from fairline.readers.format import Format, TriedOn
from fairline.readers.reading import NEVER, Reading, Word, written
from fairline.readers.source import Source
from fairline.readers.wishes import wishes
from fairline.readers.zoom_phone_records import LEG, LEGS, TEXT, WEBHOOK, Leg, Side, Text

FORMAT = Format(
    name="zoom-phone",
    title="Zoom Phone call history and webhooks",
    title_fr="Historique d'appels et webhooks Zoom Phone",
    source="https://developers.zoom.us/docs/api/phone/",
    silent_on=frozenset(
        {
            "campaign",
            "campaign_started_at",
            "purpose",
            "called_places",
            "called_zones",
            "released_by",
            "sip_status",
            "q850",
            "agent_joined",
            "agent_delay",
            "abandoned",
        }
    ),
    tried_on=TriedOn.SAMPLES,
    kinds=frozenset({"call", "message"}),
    never={"end_reason": frozenset({EndReason.CONGESTION}), "answered_live": frozenset({True})},
)

SHAPE = documents.Shape(
    marks=frozenset({"event_ts", "call_element_id", "call_history_uuid", "call_id"}),
    lists=frozenset({"call_history", "call_elements", "call_logs", "call_path"}),
)
DIRECTIONS = {"inbound": Direction.INBOUND, "outbound": Direction.OUTBOUND}
RESULTS: dict[str, tuple[bool | None, EndReason | None]] = {
    "answered": (True, EndReason.COMPLETED),
    "connected": (True, EndReason.COMPLETED),
    "call_connected": (True, EndReason.COMPLETED),
    "completed": (True, EndReason.COMPLETED),
    "recorded": (True, EndReason.COMPLETED),
    "auto_recorded": (True, EndReason.COMPLETED),
    "missed": (False, EndReason.NO_ANSWER),
    "call_missed": (False, EndReason.NO_ANSWER),
    "no_answer": (False, EndReason.NO_ANSWER),
    "ring_timeout": (False, EndReason.NO_ANSWER),
    "busy": (False, EndReason.BUSY),
    "rejected": (False, EndReason.REJECTED),
    "blocked": (False, EndReason.REJECTED),
    "call_cancel": (False, EndReason.CANCELED),
    "call_canceled": (False, EndReason.CANCELED),
    "canceled": (False, EndReason.CANCELED),
    "call_failed": (False, EndReason.FAILED),
    "failed": (False, EndReason.FAILED),
    "wrong_number": (False, EndReason.UNALLOCATED),
}
VOICEMAIL = "voicemail"
EXTENSION = 1  # what the old call logs call an extension, as opposed to a number outside
CALL_EVENTS = frozenset(
    f"phone.{side}_{what}"
    for side in ("caller", "callee")
    for what in (
        "call_element_completed",
        "call_history_completed",
        "call_log_completed",
        "ended",
        "missed",
        "rejected",
    )
)
OWN_EVENTS = "phone."
SENT, FAILED, RECEIVED = "phone.sms_sent", "phone.sms_sent_failed", "phone.sms_received"


def recognise(head: bytes) -> bool:
    """Tell Zoom Phone by the event of a webhook, or by the names of its ids and of one side."""
    keys = documents.keys_in(head)
    if {"event", "payload"} <= keys:
        return f'"{OWN_EVENTS}'.encode() in head
    ids = {"call_element_id", "call_history_uuid", "call_logs", "call_history"}
    return bool(keys & ids) and bool(keys & {"callee_did_number", "callee_number", "callee_ext_number"})


@at_the_edge
def read(source: Source, *, zone: tzinfo, region: str | None) -> Iterator[Fact | Unreadable]:
    """Yield a ``Call`` per leg or a ``Message`` per recipient, in order. Never raises on content.

    Times are RFC 3339, durations whole seconds, numbers with or without a plus.
    """
    for record in documents.records(source, SHAPE):
        if isinstance(record, Unreadable):
            yield record
        elif "event_ts" in record.keys:
            yield from _of_webhook(record, zone, region)
        else:
            yield _of_leg(record, Reading(record.line, zone, region))


def _of_webhook(record: documents.Record, zone: tzinfo, region: str | None) -> Iterator[Fact | Unreadable]:
    webhook = documents.decoded(WEBHOOK, record)
    if isinstance(webhook, Unreadable):
        yield webhook
        return
    event = webhook.event or ""
    if not event.startswith(OWN_EVENTS):
        yield rows.unreadable(record.line, "event", event, f"{OWN_EVENTS}...")
    if event not in CALL_EVENTS and event not in {SENT, FAILED, RECEIVED}:
        return
    account = None if webhook.payload is None else written(webhook.payload.account_id)
    raw = b"" if webhook.payload is None else bytes(webhook.payload.object)
    inner = documents.Record(record.line, raw, frozenset())
    calls = _legs(inner, event, zone, region) if event in CALL_EVENTS else iter(())
    texts = iter(()) if event in CALL_EVENTS else _texts(inner, event, Reading(record.line, zone, region))
    for fact in chain(calls, texts):
        yield fact if isinstance(fact, Unreadable) else msgspec.structs.replace(fact, account=account)


def _legs(
    record: documents.Record, event: str, zone: tzinfo, region: str | None
) -> Iterator[Call | Unreadable]:
    legs = documents.decoded(LEGS, record)
    if isinstance(legs, Unreadable):
        yield legs
        return
    lists = [found for found in (legs.call_elements, legs.call_history, legs.call_logs) if found is not None]
    for raw in [bytes(raw) for found in lists for raw in found] if lists else [record.raw]:
        inner = documents.Record(record.line, raw, frozenset())
        leg = _of_leg(inner, Reading(record.line, zone, region), event)
        if isinstance(leg, Call) and leg.user is None:
            leg = msgspec.structs.replace(leg, user=written(legs.user_id))
        yield leg


def _of_leg(record: documents.Record, reading: Reading, event: str = "") -> Call | Unreadable:
    leg = documents.decoded(LEG, record)
    if isinstance(leg, Unreadable):
        return leg
    call = _call(leg, reading, event)
    return reading.wrong or call


def _call(leg: Leg, reading: Reading, event: str) -> Call:
    started = reading.first_time(
        start_time=leg.start_time, ringing_start_time=leg.ringing_start_time, date_time=leg.date_time
    )
    said_answer = leg.answer_time or leg.answer_start_time or leg.connected_start_time
    answer = reading.time("answer_time", said_answer)
    ended = reading.time("end_time", leg.end_time or leg.call_end_time)
    if started != NEVER:
        reading.span("end_time", started, ended)
    told = _result(leg, event)
    answered, end_reason = RESULTS.get(told, (None, None))
    if answered is None and answer is not None:
        answered, end_reason = True, EndReason.COMPLETED if ended is not None else None
    answered_at = answer if answered is True else None
    direction = _direction(leg, event, reading)
    caller, _ = _side(leg.caller, leg.caller_did_number, leg.caller_number, leg.caller_number_type, None)
    called, dialed = _side(
        leg.callee, leg.callee_did_number, leg.callee_number, leg.callee_number_type, leg.callee_ext_number
    )
    charge = reading.money("charge", leg.charge)
    return Call(
        id=reading.id("call_id", leg.call_element_id or leg.call_history_uuid or leg.id or leg.call_id),
        started_at=started,
        user=_user(leg, direction, event),
        direction=direction,
        caller=reading.number(caller),
        called=reading.number(called),
        dialed=None if reading.number(called) else dialed,
        called_country=_country(leg.callee_country_iso_code),
        forwarded_from=_forwarded_from(leg, reading),
        answered=answered,
        answered_at=answered_at,
        ended_at=ended,
        ring=_ring(reading, started, answered, answered_at, ended),
        talk=timedelta(0) if answered is False else _talk(leg, reading, answered, answered_at, ended),
        end_reason=end_reason,
        answered_live=False if told == VOICEMAIL else None,
        cost=None if charge is None else charge[0],
        currency=None if charge is None else charge[1],
        line=reading.line,
    )


def _result(leg: Leg, event: str) -> str:
    told = leg.call_result or leg.result or leg.handup_result
    if told is None and event.endswith(("_missed", "_rejected")):
        told = event.rpartition("_")[2]
    return "_".join((told or "").lower().split())


def _ring(
    reading: Reading,
    started: datetime,
    answered: bool | None,
    answer: datetime | None,
    ended: datetime | None,
) -> timedelta | None:
    if started == NEVER or answered is None:
        return None
    return (
        reading.span("answer_time", started, answer) if answered else reading.span("end_time", started, ended)
    )


def _talk(
    leg: Leg, reading: Reading, answered: bool | None, answer: datetime | None, ended: datetime | None
) -> timedelta | None:
    """Return the answered time: from answer to end, else the duration that a log gives."""
    spoken = reading.span("end_time", answer, ended)
    lasted = reading.seconds("duration", leg.duration)
    return spoken if spoken is not None else lasted if answered is True else None


def _direction(leg: Leg, event: str, reading: Reading) -> Direction | None:
    if leg.connect_type == "internal" or _extensions(leg):
        return Direction.INTERNAL
    told = written(leg.direction)
    if told is None:
        sides = {"phone.caller": Direction.OUTBOUND, "phone.callee": Direction.INBOUND}
        return sides.get(event.partition("_")[0])
    if told.lower() not in DIRECTIONS:
        reading.refuse("direction", told, "inbound or outbound")
    return DIRECTIONS.get(told.lower())


def _extensions(leg: Leg) -> bool:
    """Tell whether both sides of a webhook's call are extensions."""
    sides = [leg.caller, leg.callee]
    return all(side is not None and side.extension_number is not None for side in sides)


def _side(
    nested: Side | None, did: str | None, number: str | None, kind: Word, extension: Word
) -> tuple[str | None, str | None]:
    """Return the telephone number of one side, and whatever it was written as."""
    if nested is not None:
        return nested.phone_number, written(nested.phone_number) or written(nested.extension_number)
    outside = written(did) or (None if kind == EXTENSION else written(number))
    return outside, outside or written(number) or written(extension)


def _user(leg: Leg, direction: Direction | None, event: str) -> str | None:
    """Return the user whose call it is: the callee of what came in, the caller of what went out."""
    inbound = direction is Direction.INBOUND or event.startswith("phone.callee") or leg.direction == "inbound"
    nested = leg.callee if inbound else leg.caller
    flat = leg.callee_ext_id if inbound else leg.caller_ext_id
    owner = None if leg.owner is None else leg.owner.id
    return (
        written(leg.user_id)
        or written(owner)
        or written(flat)
        or (None if nested is None else nested.user_id)
    )


def _country(code: str | None) -> str | None:
    return code.upper() if code is not None and len(code) == 2 and code.isascii() and code.isalpha() else None


def _forwarded_from(leg: Leg, reading: Reading) -> str | None:
    """Return the number that sent the call on last; a queue or a menu with no number of its own is unsaid."""
    numbers = [
        reading.number(by.phone_number)
        for by in (leg.forwarded_by, leg.redirect_forwarded_by)
        if by is not None and by.phone_number is not None
    ]
    return next((number for number in numbers if number is not None), None)


def _texts(record: documents.Record, event: str, reading: Reading) -> Iterator[Message | Unreadable]:
    text = documents.decoded(TEXT, record)
    if isinstance(text, Unreadable):
        yield text
        return
    members = text.to_members or []
    owners = [member for member in members if member.is_message_owner is True]
    if event == RECEIVED and owners:
        members = owners
    if not members:
        yield rows.unreadable(record.line, "to_members", "", "a recipient")
    for member in members:
        message = _message(text, member, event, reading, single=len(members) == 1)
        yield reading.wrong or message


def _message(text: Text, member: Side, event: str, reading: Reading, *, single: bool) -> Message:
    recipient = reading.number(member.phone_number) or written(member.phone_number)
    sender = None if text.sender is None else text.sender.phone_number
    own_id = reading.id("message_id", text.message_id)
    failed = event == FAILED or written(text.failure_reason) is not None
    owner = text.owner
    direction = Direction.INBOUND if event == RECEIVED else Direction.OUTBOUND
    opts_out, asks_help = wishes(text.message, direction)
    user = None if owner is None else owner.sms_sender_user_id or (owner.id if owner.type == "user" else None)
    return Message(
        id=own_id if single else f"{own_id}/{recipient}",
        sent_at=reading.first_time(date_time=text.date_time),
        user=written(user),
        channel=Channel.MMS if text.attachments else Channel.SMS,
        direction=direction,
        sender=reading.number(sender) or written(sender),
        recipient=recipient,
        delivered=True if event == RECEIVED else False if failed else None,
        opts_out=opts_out,
        asks_help=asks_help,
        line=reading.line,
    )
