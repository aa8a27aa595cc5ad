"""Zoom Contact Center: voice call and text reports, engagement data sets, and webhooks.

Read are the pages of ``voice_calls`` and ``sms``, of the data sets of engagements, of the outbound dialer's
performance, and the webhooks whose one event tells a whole fact: an ended engagement that says when it
started, and the status of a text. Other webhooks tell the progress of an engagement that a report tells
whole; they are passed over, and so are engagements by chat, email or video.

One ``Call`` per engagement. ``sms`` reports engagements too: one ``Message`` stands for the whole exchange,
sent when it began. The dialer's row is a call if it counts one call; a row that sums several is unreadable.
``total_duration`` and the data sets' durations are not read: their units, and whether ringing is in them, are
not documented. An inbound engagement that the report calls abandoned was given up by its caller; only an
outbound one is ``abandoned`` here.
"""

from collections.abc import Iterator
from datetime import timedelta, tzinfo

import msgspec

from fairline.facts import Call, Channel, Direction, EndReason, Fact, Message, Unreadable
from fairline.readers import documents, rows
from fairline.readers.edge import at_the_edge
from fairline.readers.format import Format, TriedOn
from fairline.readers.reading import NEVER, Reading, Word, written
from fairline.readers.source import Source

FORMAT = Format(
    name="zoom-contact-center",
    title="Zoom Contact Center reports and webhooks",
    title_fr="Rapports et webhooks Zoom Contact Center",
    source="https://developers.zoom.us/docs/api/contact-center/",
    silent_on=frozenset(
        {
            "campaign_started_at",
            "purpose",
            "called_country",
            "called_places",
            "called_zones",
            "forwarded_from",
            "answered_at",
            "ring",
            "released_by",
            "sip_status",
            "q850",
            "agent_delay",
        }
    ),
    tried_on=TriedOn.SAMPLES,
    kinds=frozenset({"call", "message"}),
    never={
        "end_reason": frozenset({EndReason.UNALLOCATED, EndReason.CONGESTION}),
        "direction": frozenset({Direction.INTERNAL}),
    },
)

SHAPE = documents.Shape(
    marks=frozenset({"engagement_id", "event"}),
    lists=frozenset({"voice_calls", "sms", "engagements", "engagement_logs"}),
)
DIRECTIONS = {"inbound": Direction.INBOUND, "outbound": Direction.OUTBOUND}
RESULTS: dict[str, tuple[bool | None, EndReason | None]] = {
    "completed": (True, EndReason.COMPLETED),
    "answered": (True, EndReason.COMPLETED),
    "connected": (True, EndReason.COMPLETED),
    "missed": (False, EndReason.NO_ANSWER),
    "no_answer": (False, EndReason.NO_ANSWER),
    "busy": (False, EndReason.BUSY),
    "rejected": (False, EndReason.REJECTED),
    "blocked": (False, EndReason.REJECTED),
    "canceled": (False, EndReason.CANCELED),
    "cancelled": (False, EndReason.CANCELED),
    "failed": (False, EndReason.FAILED),
}
DELIVERED = {"delivered": True, "read": True, "failed": False, "undelivered": False, "rejected": False}
CALL_KEYS = frozenset({"caller_number", "callee_number", "call_legs", "voice_call_details"})
ENDED = frozenset(
    {
        "contact_center.engagement_ended",
        "contact_center.cx_engagement_end_data_ready",
        "contact_center.legacy_engagement_end_data_ready",
    }
)
OWN_EVENTS = "contact_center."
TEXTED = "contact_center.sms_status"
DIALED = "dialer_method"


class Person(msgspec.Struct):
    """An agent."""

    user_id: str | None = None


class Party(msgspec.Struct):
    """The consumer."""

    consumer_number: str | None = None


class Way(msgspec.Struct):
    """A channel."""

    channel: str | None = None


class CampaignOf(msgspec.Struct):
    """An outbound campaign."""

    campaign_id: str | None = None


class Engagement(msgspec.Struct):
    """The fields of any report or webhook that are read."""

    engagement_id: str | None = None
    message_id: str | None = None
    direction: str | None = None
    engagement_direction: str | None = None
    start_time: Word = None
    end_time: Word = None
    date_time_ms: Word = None
    caller_number: str | None = None
    callee_number: str | None = None
    ani: str | None = None
    dnis: str | None = None
    ani_from: str | None = None
    dnis_to: str | None = None
    caller_id_number: str | None = None
    consumer_number: str | None = None
    contact_center_number: str | None = None
    consumer: Party | None = None
    consumers: list[Party] | None = None
    agents: list[Person] | None = None
    users: list[Person] | None = None
    user_id: str | None = None
    campaign: CampaignOf | None = None
    channel: str | None = None
    channels: list[Way] | None = None
    channel_types: list[str] | None = None
    enter_channel: str | Way | None = None
    sms_types: list[str] | None = None
    dialer_method: str | None = None
    calls_answered_count: Word = None
    calls_failed_count: Word = None
    calls_with_amd_count: Word = None
    calls_blocked_count: Word = None
    contacts_connected_count: Word = None
    abandoned_count: Word = None
    talk_duration: Word = None
    result: str | None = None
    status: str | None = None
    charge: Word = None


class Payload(msgspec.Struct):
    """What a webhook carries."""

    account_id: str | None = None
    object: Engagement | None = None


class Webhook(msgspec.Struct):
    """A webhook's envelope."""

    event: str | None = None
    event_ts: Word = None
    payload: Payload | None = None


ENGAGEMENTS = msgspec.json.Decoder(Engagement)
WEBHOOKS = msgspec.json.Decoder(Webhook)


def recognise(head: bytes) -> bool:
    """Tell Contact Center by the event of a webhook, or by engagements with their reports' own fields."""
    keys = documents.keys_in(head)
    if {"event", "payload"} <= keys:
        return f'"{OWN_EVENTS}'.encode() in head
    own = {
        "voice_calls",
        "consumer_number",
        "contact_center_number",
        "enter_channel",
        "channel_types",
        "consumers",
    }
    return "engagement_id" in keys and bool(keys & own)


@at_the_edge
def read(source: Source, *, zone: tzinfo, region: str | None) -> Iterator[Fact | Unreadable]:
    """Yield a ``Call`` or ``Message`` per engagement, in order. Never raises on content.

    Times are RFC 3339. Charges are an amount with its sign of money.
    """
    for record in documents.records(source, SHAPE):
        if isinstance(record, Unreadable):
            yield record
            continue
        reading = Reading(record.line, zone, region)
        found = _of_webhook(record, reading) if "event" in record.keys else _of_report(record, reading)
        if found is not None:
            yield reading.wrong or found


def _of_webhook(record: documents.Record, reading: Reading) -> Fact | Unreadable | None:
    webhook = documents.decoded(WEBHOOKS, record)
    if isinstance(webhook, Unreadable):
        return webhook
    if not (webhook.event or "").startswith(OWN_EVENTS):
        return rows.unreadable(record.line, "event", webhook.event or "", f"{OWN_EVENTS}...")
    if webhook.payload is None or webhook.payload.object is None:
        return rows.unreadable(record.line, "payload.object", "", "an object")
    engagement, account = webhook.payload.object, written(webhook.payload.account_id)
    revision = reading.whole("event_ts", webhook.event_ts) or 0
    if webhook.event == TEXTED:
        return msgspec.structs.replace(_status(engagement, reading), account=account, revision=revision)
    if (
        webhook.event in ENDED
        and engagement.channel == "voice"
        and written(engagement.start_time) is not None
    ):
        ended = engagement.end_time or engagement.date_time_ms
        engagement = msgspec.structs.replace(engagement, end_time=ended)
        return msgspec.structs.replace(_call(engagement, reading), account=account, revision=revision)
    return None


def _of_report(record: documents.Record, reading: Reading) -> Fact | Unreadable | None:
    engagement = documents.decoded(ENGAGEMENTS, record)
    if isinstance(engagement, Unreadable):
        return engagement
    if DIALED in record.keys:
        return _dialed(engagement, reading)
    if record.keys & CALL_KEYS or "voice" in _channels(engagement):
        return _call(engagement, reading)
    if "contact_center_number" in record.keys:
        return _text(engagement, reading)
    if not _channels(engagement):
        return rows.unreadable(
            record.line, "engagement_id", engagement.engagement_id or "", "a call or a text"
        )
    return None


def _channels(engagement: Engagement) -> set[str | None]:
    """Return by which channels an engagement went; the one it came in by decides if it is told."""
    entered = engagement.enter_channel
    if entered is not None:
        return {entered if isinstance(entered, str) else entered.channel}
    return {*(engagement.channel_types or []), *(way.channel for way in engagement.channels or [])}


def _call(engagement: Engagement, reading: Reading) -> Call:
    direction = _direction(engagement, reading)
    started = reading.first_time(start_time=engagement.start_time)
    ended = reading.time("end_time", engagement.end_time)
    if started != NEVER:
        reading.span("end_time", started, ended)
    answered, end_reason = RESULTS.get((engagement.result or "").lower(), (None, None))
    caller, called = _numbers(engagement, direction)
    talked = reading.seconds("talk_duration", engagement.talk_duration)
    charge = reading.money("charge", engagement.charge)
    agents = engagement.agents if engagement.agents is not None else engagement.users
    user, joined = _agent(agents)
    return Call(
        id=reading.id("engagement_id", engagement.engagement_id),
        started_at=started,
        user=user or written(engagement.user_id),
        campaign=None if engagement.campaign is None else written(engagement.campaign.campaign_id),
        direction=direction,
        caller=reading.number(caller),
        called=reading.number(called),
        dialed=None if reading.number(called) else written(called),
        answered=True if answered is None and talked else answered,
        ended_at=ended,
        talk=timedelta(0) if answered is False else talked,
        end_reason=end_reason,
        agent_joined=joined,
        abandoned=_abandoned(engagement, direction, reading),
        cost=None if charge is None else charge[0],
        currency=None if charge is None else charge[1],
        line=reading.line,
    )


def _dialed(engagement: Engagement, reading: Reading) -> Call:
    """Return the call that a row of the dialer counts, if it counts one."""
    answered = reading.whole("calls_answered_count", engagement.calls_answered_count)
    failed = reading.whole("calls_failed_count", engagement.calls_failed_count)
    machines = reading.whole("calls_with_amd_count", engagement.calls_with_amd_count)
    blocked = reading.whole("calls_blocked_count", engagement.calls_blocked_count)
    connected = reading.whole("contacts_connected_count", engagement.contacts_connected_count)
    if (answered or 0) + (failed or 0) + (blocked or 0) > 1:
        reading.refuse(
            "calls_answered_count", f"{answered} answered, {failed} failed, {blocked} blocked", "one call"
        )
    call = _call(engagement, reading)
    live = False if machines else True if connected else None
    unanswered = EndReason.REJECTED if blocked else EndReason.FAILED if failed else None
    return msgspec.structs.replace(
        call,
        direction=Direction.OUTBOUND,
        answered=None if answered is None else answered > 0,
        talk=timedelta(0) if answered == 0 else None,
        end_reason=EndReason.COMPLETED if answered else unanswered,
        answered_live=live if answered else None,
        agent_joined=None if connected is None else connected > 0,
    )


def _numbers(engagement: Engagement, direction: Direction | None) -> tuple[str | None, str | None]:
    """Return who called whom, from whichever pair of names the report uses."""
    if engagement.dialer_method is not None:
        return engagement.caller_id_number, engagement.consumer_number
    caller = engagement.caller_number or engagement.ani or engagement.ani_from
    called = engagement.callee_number or engagement.dnis or engagement.dnis_to
    parties = [party.consumer_number for party in engagement.consumers or [] if party.consumer_number]
    consumer = engagement.consumer_number or (parties[0] if parties else None)
    if consumer is None and engagement.consumer is not None:
        consumer = engagement.consumer.consumer_number
    if direction is Direction.INBOUND:
        return caller or consumer, called
    return caller, called or (consumer if direction is Direction.OUTBOUND else None)


def _agent(agents: list[Person] | None) -> tuple[str | None, bool | None]:
    """Return the first agent of an engagement, and whether there was one, if the report lists them."""
    if agents is None:
        return None, None
    users = [written(agent.user_id) for agent in agents]
    return next((user for user in users if user is not None), None), bool(agents)


def _abandoned(engagement: Engagement, direction: Direction | None, reading: Reading) -> bool | None:
    counted = reading.whole("abandoned_count", engagement.abandoned_count)
    if direction is not Direction.OUTBOUND:
        return None
    if (engagement.result or "").lower() == "abandoned":
        return True
    return None if counted is None else counted > 0


def _direction(engagement: Engagement, reading: Reading) -> Direction | None:
    told = written(engagement.direction) or written(engagement.engagement_direction)
    if told is not None and told.lower() not in DIRECTIONS:
        reading.refuse("direction", told, "inbound or outbound")
    return DIRECTIONS.get((told or "").lower())


def _text(engagement: Engagement, reading: Reading) -> Message:
    direction = _direction(engagement, reading)
    consumer = reading.number(engagement.consumer_number) or written(engagement.consumer_number)
    center = reading.number(engagement.contact_center_number) or written(engagement.contact_center_number)
    sender, recipient = (consumer, center) if direction is Direction.INBOUND else (center, consumer)
    kinds = [kind.lower() for kind in engagement.sms_types or []]
    return Message(
        id=reading.id("engagement_id", engagement.engagement_id),
        sent_at=reading.first_time(start_time=engagement.start_time),
        user=_agent(engagement.agents)[0],
        channel=Channel.MMS if "mms" in kinds else Channel.SMS,
        direction=direction,
        sender=None if direction is None else sender,
        recipient=None if direction is None else recipient,
        line=reading.line,
    )


def _status(engagement: Engagement, reading: Reading) -> Message:
    """Return a sent text. Its time is that of the status: a later one moves it by the delay of delivery."""
    return Message(
        id=reading.id("message_id", engagement.message_id),
        sent_at=reading.first_time(date_time_ms=engagement.date_time_ms),
        user=written(engagement.user_id),
        channel=Channel.SMS,
        direction=Direction.OUTBOUND,
        sender=reading.number(engagement.contact_center_number) or written(engagement.contact_center_number),
        recipient=reading.number(engagement.consumer_number) or written(engagement.consumer_number),
        delivered=DELIVERED.get((engagement.status or "").lower()),
        line=reading.line,
    )
