"""Amazon Connect contact records: a Kinesis stream as lines, arrays, or ``Records`` of its events.

Only voice contacts are calls. A chat, text, task or email contact is a conversation and says nothing of the
messages in it, so its record is passed over. A contact is one leg: a transfer is a contact of its own, whose
record does not say whether the customer had called or had been called; its direction and numbers stay unsaid.
A record sent again replaces the earlier one by ``LastUpdateTimestamp``.

The delay to the agent, for campaign calls, runs from the end of the customer's greeting, or from the answer
if no greeting was heard. A tone or an unanswered call that the answering machine detection reports is no
answer, although the record then has a time of connection.
"""

import base64
import binascii
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo

import msgspec

from fairline.facts import Call, Direction, EndReason, Fact, Side, Unreadable
from fairline.readers import documents, rows
from fairline.readers.edge import at_the_edge
from fairline.readers.format import Format, TriedOn
from fairline.readers.reading import Reading, revision_of, written
from fairline.readers.source import Source

FORMAT = Format(
    name="amazon-connect",
    title="Amazon Connect contact records",
    title_fr="Relevés de contact Amazon Connect",
    source="https://docs.aws.amazon.com/connect/latest/adminguide/ctr-data-model.html",
    silent_on=frozenset(
        {
            "campaign_started_at",
            "purpose",
            "called_country",
            "called_places",
            "called_zones",
            "forwarded_from",
            "sip_status",
            "q850",
            "abandoned",
            "cost",
            "currency",
        }
    ),
    tried_on=TriedOn.SAMPLES,
    never={"end_reason": frozenset({EndReason.CONGESTION})},
)

SHAPE = documents.Shape(marks=frozenset({"ContactId", "kinesis"}), lists=frozenset({"Records", "Contacts"}))
OTHER_CHANNELS = frozenset({"CHAT", "TASK", "EMAIL"})

DIRECTIONS = {
    "INBOUND": Direction.INBOUND,
    "WEBRTC_API": Direction.INBOUND,
    "OUTBOUND": Direction.OUTBOUND,
    "EXTERNAL_OUTBOUND": Direction.OUTBOUND,
    "CALLBACK": Direction.OUTBOUND,
    "API": Direction.OUTBOUND,
    "CAMPAIGN_PREVIEW": Direction.OUTBOUND,
    "MONITOR": Direction.INTERNAL,
}
END_REASONS = {
    "TELECOM_BUSY": EndReason.BUSY,
    "TELECOM_NUMBER_INVALID": EndReason.UNALLOCATED,
    "TELECOM_POTENTIAL_BLOCKING": EndReason.REJECTED,
    "TELECOM_UNANSWERED": EndReason.NO_ANSWER,
    "TELECOM_TIMEOUT": EndReason.NO_ANSWER,
    "TELECOM_ORIGINATOR_CANCEL": EndReason.CANCELED,
    "TELECOM_PROBLEM": EndReason.FAILED,
    "OUTBOUND_DESTINATION_ENDPOINT_ERROR": EndReason.FAILED,
    "OUTBOUND_RESOURCE_ERROR": EndReason.FAILED,
    "OUTBOUND_ATTEMPT_FAILED": EndReason.FAILED,
    "OUTBUND_PREVIEW_DISCARDED": EndReason.CANCELED,  # spelt so in the documentation
    "OUTBOUND_PREVIEW_DISCARDED": EndReason.CANCELED,
    "EXPIRED": EndReason.CANCELED,
}
CUSTOMER_ENDED = frozenset({"CUSTOMER_DISCONNECT"})
CENTER_ENDED = frozenset({"AGENT_DISCONNECT", "CONTACT_FLOW_DISCONNECT", "BARGED", "API"})
DETECTED: dict[str, tuple[bool | None, EndReason | None]] = {
    "HUMAN_ANSWERED": (True, None),
    "VOICEMAIL_BEEP": (False, None),
    "VOICEMAIL_NO_BEEP": (False, None),
    "FAX_MACHINE_DETECTED": (False, None),
    "AMD_UNANSWERED": (False, EndReason.NO_ANSWER),
    "SIT_TONE_BUSY": (False, EndReason.BUSY),
    "SIT_TONE_INVALID_NUMBER": (False, EndReason.UNALLOCATED),
    "SIT_TONE_DETECTED": (False, EndReason.FAILED),
    "AMD_NOT_APPLICABLE": (False, EndReason.FAILED),
}
"""What the answering machine detection says of a live answer, and why there was no answer at all."""


class Contact(msgspec.Struct, rename="pascal"):
    """The fields of a contact record that are read."""

    contact_id: str | None = None
    account: str | None = msgspec.field(name="AWSAccountId", default=None)
    channel: str | None = None
    initiation_method: str | None = None
    initiation_timestamp: str | None = None
    connected_to_system_timestamp: str | None = None
    disconnect_timestamp: str | None = None
    last_update_timestamp: str | None = None
    disconnect_reason: "str | Code | None" = None
    answering_machine_detection_status: str | None = None
    customer_endpoint: "Endpoint | None" = None
    system_endpoint: "Endpoint | None" = None
    agent: "Agent | None" = None
    campaign: "CampaignOf | None" = None
    customer_voice_activity: "Greeting | None" = None


class Code(msgspec.Struct, rename="pascal"):
    """A reason as the interface writes it; the stream writes the bare word."""

    code: str | None = None


class Endpoint(msgspec.Struct, rename="pascal"):
    """One end of the contact."""

    address: str | None = None


class Agent(msgspec.Struct, rename="pascal"):
    """The agent who took the contact."""

    arn: str | None = msgspec.field(name="ARN", default=None)
    username: str | None = None
    connected_to_agent_timestamp: str | None = None


class CampaignOf(msgspec.Struct, rename="pascal"):
    """The outbound campaign of the contact."""

    campaign_id: str | None = None


class Greeting(msgspec.Struct, rename="pascal"):
    """When the customer greeted."""

    greeting_start_timestamp: str | None = None
    greeting_end_timestamp: str | None = None


class Blob(msgspec.Struct):
    """The payload of a stream's event, in base64."""

    data: str | None = None


class Event(msgspec.Struct):
    """An event of a stream as it is handed to a consumer."""

    kinesis: Blob | None = None


DECODER = msgspec.json.Decoder(Contact, strict=False)
EVENTS = msgspec.json.Decoder(Event)


def recognise(head: bytes) -> bool:
    """Tell contact records by their format's version, or by three of its names of fields."""
    keys = documents.keys_in(head)
    return "AWSContactTraceRecordFormatVersion" in keys or (
        {"ContactId", "InitiationMethod", "Channel"} <= keys or {"kinesis", "eventSourceARN"} <= keys
    )


@at_the_edge
def read(source: Source, *, zone: tzinfo, region: str | None) -> Iterator[Fact | Unreadable]:
    """Yield a ``Call`` per voice contact, in order. Never raises on content.

    Times are UTC to the second; greetings to the millisecond. An end before its start is unreadable.
    """
    for record in documents.records(source, SHAPE):
        contact = _contact(record)
        if isinstance(contact, Unreadable):
            yield contact
        elif contact.channel not in OTHER_CHANNELS:
            reading = Reading(record.line, zone, region)
            call = _call(contact, reading)
            yield reading.wrong or call


def _contact(record: documents.Record | Unreadable) -> Contact | Unreadable:
    unpacked = record if isinstance(record, Unreadable) else _unpacked(record)
    if isinstance(unpacked, Unreadable):
        return unpacked
    return documents.decoded(DECODER, unpacked)


def _unpacked(record: documents.Record) -> documents.Record | Unreadable:
    if "kinesis" not in record.keys:
        return record
    event = documents.decoded(EVENTS, record)
    if isinstance(event, Unreadable):
        return event
    data = "" if event.kinesis is None else event.kinesis.data or ""
    try:
        raw = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        return rows.unreadable(record.line, "kinesis.data", data, "base64")
    return documents.Record(record.line, raw, frozenset())


def _call(contact: Contact, reading: Reading) -> Call:
    if contact.channel not in {"VOICE", None}:
        reading.refuse("Channel", contact.channel, "VOICE, CHAT, TASK or EMAIL")
    started = reading.first_time(InitiationTimestamp=contact.initiation_timestamp)
    connected = reading.time("ConnectedToSystemTimestamp", contact.connected_to_system_timestamp)
    ended = reading.time("DisconnectTimestamp", contact.disconnect_timestamp)
    detected = written(contact.answering_machine_detection_status) or ""
    live, unanswered = DETECTED.get(detected, (None, None))
    answered = False if unanswered is not None else True if connected is not None else None
    if answered is None and ended is not None:
        answered = False
    answered_at = connected if answered is True else None
    direction = DIRECTIONS.get(contact.initiation_method or "")
    reason = _reason(contact)
    customer = None if contact.customer_endpoint is None else written(contact.customer_endpoint.address)
    center = None if contact.system_endpoint is None else written(contact.system_endpoint.address)
    caller, called = {Direction.INBOUND: (customer, center), Direction.OUTBOUND: (center, customer)}.get(
        direction or Direction.INTERNAL, (None, None)
    )
    joined = _joined(contact, reading)
    spoken = reading.span("DisconnectTimestamp", answered_at, ended)
    return Call(
        id=reading.id("ContactId", contact.contact_id),
        started_at=started,
        account=written(contact.account),
        user=_user(contact.agent),
        campaign=None if contact.campaign is None else written(contact.campaign.campaign_id),
        direction=direction,
        caller=reading.number(caller),
        called=reading.number(called),
        dialed=None if reading.number(called) else called,
        answered=answered,
        answered_at=answered_at,
        ended_at=ended,
        ring=reading.span("ConnectedToSystemTimestamp", started, answered_at)
        if answered is not False
        else reading.span("DisconnectTimestamp", started, ended),
        talk=timedelta(0) if answered is False else spoken,
        end_reason=_end_reason(reason, answered, unanswered, ended),
        released_by=_released_by(reason, direction),
        answered_live=live,
        agent_joined=True if joined is not None else False if ended is not None else None,
        agent_delay=_agent_delay(contact, reading, answered_at, joined),
        line=reading.line,
        revision=revision_of(reading.time("LastUpdateTimestamp", contact.last_update_timestamp)),
    )


def _reason(contact: Contact) -> str:
    reason = contact.disconnect_reason
    return (reason.code if isinstance(reason, Code) else reason) or ""


def _user(agent: Agent | None) -> str | None:
    if agent is None:
        return None
    return written(agent.username) or written((agent.arn or "").rpartition("/")[2])


def _joined(contact: Contact, reading: Reading) -> datetime | None:
    if contact.agent is None:
        return None
    return reading.time("Agent.ConnectedToAgentTimestamp", contact.agent.connected_to_agent_timestamp)


def _agent_delay(
    contact: Contact, reading: Reading, answered_at: datetime | None, joined: datetime | None
) -> timedelta | None:
    """Return the wait for the agent of a campaign call; an agent who was there first is no wait."""
    activity = contact.customer_voice_activity
    greeted = None
    if activity is not None:
        field = "CustomerVoiceActivity.GreetingEndTimestamp"
        greeted = reading.time(field, activity.greeting_end_timestamp)
    heard = greeted or answered_at
    if contact.campaign is None or joined is None or heard is None:
        return None
    return max(joined - heard, timedelta(0))


def _end_reason(
    reason: str, answered: bool | None, unanswered: EndReason | None, ended: datetime | None
) -> EndReason | None:
    if answered is True:
        return None if ended is None else EndReason.COMPLETED
    return END_REASONS.get(reason) or unanswered


def _released_by(reason: str, direction: Direction | None) -> Side | None:
    if reason == "TELECOM_ORIGINATOR_CANCEL":
        return Side.CALLER
    if reason.startswith("TELECOM_"):
        return Side.NETWORK
    if direction not in {Direction.INBOUND, Direction.OUTBOUND}:
        return None
    outbound = direction is Direction.OUTBOUND
    if reason in CUSTOMER_ENDED:
        return Side.CALLED if outbound else Side.CALLER
    if reason in CENTER_ENDED:
        return Side.CALLER if outbound else Side.CALLED
    return None
