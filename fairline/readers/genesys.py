"""Genesys Cloud conversation details: one object, a page of ``conversations``, an array, or lines.

A conversation holds a session per participant; they are one call seen from several seats. One ``Call`` is
read per voice session of a party outside: participants with the purpose ``customer`` or ``external``. A
conversation without one, such as a call between two users, is one ``Call`` of the session that started it.

A callback session is the task of calling somebody back, or a preview before a campaign's call. It is no
attempt to reach a number: if somebody dialled, the conversation has a voice session too. It only lends its
campaign. Chats, emails and texts are passed over; their details do not count messages.

Answered: the party's session has a segment of talk. Ring and talk are measured on that session.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo

import msgspec

from fairline.facts import Call, Direction, EndReason, Fact, Side, Unreadable
from fairline.readers import documents
from fairline.readers.causes import end_reason_of_q850, end_reason_of_sip
from fairline.readers.edge import at_the_edge
from fairline.readers.format import Format, TriedOn
from fairline.readers.reading import Reading, revision_of, written
from fairline.readers.source import Source

FORMAT = Format(
    name="genesys",
    title="Genesys Cloud conversation details",
    title_fr="Détails de conversation Genesys Cloud",
    source="https://developer.genesys.cloud/analyticsdatamanagement/analytics/detail/conversation-query",
    silent_on=frozenset(
        {
            "account",
            "campaign_started_at",
            "purpose",
            "called_country",
            "called_places",
            "called_zones",
            "forwarded_from",
            "cost",
            "currency",
        }
    ),
    tried_on=TriedOn.SAMPLES,
    never={"direction": frozenset({Direction.INTERNAL})},
)

SHAPE = documents.Shape(marks=frozenset({"conversationId"}), lists=frozenset({"conversations"}))
OUTSIDE = frozenset({"customer", "external"})
SEATS = frozenset({"agent", "user"})
TALK = frozenset({"interact", "hold", "ivr", "voicemail", "conference"})
AFTER = frozenset({"wrapup"})
DIRECTIONS = {"inbound": Direction.INBOUND, "outbound": Direction.OUTBOUND}
LIVE = {
    "person": True,
    "livevoice": True,
    "machine": False,
    "answeringmachine": False,
    "fax": False,
    "busy": False,
    "linebusy": False,
    "noanswer": False,
    "sit": False,
    "notfound": False,
}
"""The last word of a disposition such as ``disposition.classification.callable.person``."""
DISPOSED = {
    "busy": EndReason.BUSY,
    "linebusy": EndReason.BUSY,
    "noanswer": EndReason.NO_ANSWER,
    "notfound": EndReason.UNALLOCATED,
}
OWN_END = frozenset({"client", "endpoint"})
ABANDONED, ATTEMPTED = "nOutboundAbandoned", "nOutboundAttempted"


class Metric(msgspec.Struct):
    """One measure the platform took of a session."""

    name: str | None = None
    value: float | None = None


class Segment(msgspec.Struct, rename="camel"):
    """One state of a session."""

    segment_start: str | None = None
    segment_end: str | None = None
    segment_type: str | None = None
    disconnect_type: str | None = None
    sip_response_codes: list[int] | None = None
    q850_response_codes: list[int] | None = msgspec.field(name="q850ResponseCodes", default=None)


class Session(msgspec.Struct, rename="camel"):
    """One participant's part in the conversation, on one medium."""

    session_id: str | None = None
    media_type: str | None = None
    direction: str | None = None
    ani: str | None = None
    dnis: str | None = None
    session_dnis: str | None = None
    outbound_campaign_id: str | None = None
    disposition_name: str | None = None
    segments: list[Segment] | None = None
    metrics: list[Metric] | None = None


class Participant(msgspec.Struct, rename="camel"):
    """Somebody, or a part of the platform, in the conversation."""

    purpose: str | None = None
    user_id: str | None = None
    sessions: list[Session] | None = None


class Conversation(msgspec.Struct, rename="camel"):
    """The fields of a conversation's details that are read."""

    conversation_id: str | None = None
    conversation_start: str | None = None
    conversation_end: str | None = None
    originating_direction: str | None = None
    participants: list[Participant] | None = None


DECODER = msgspec.json.Decoder(Conversation, strict=False)
Seat = tuple[Participant, Session]


def recognise(head: bytes) -> bool:
    """Tell conversation details by three of their names of fields."""
    return {"conversationId", "conversationStart", "participants"} <= documents.keys_in(head)


@at_the_edge
def read(source: Source, *, zone: tzinfo, region: str | None) -> Iterator[Fact | Unreadable]:
    """Yield a ``Call`` per voice session of an outside party, in order. Never raises on content.

    Times are UTC to the millisecond. A session that is not over yet has no end and no reason for it.
    """
    for record in documents.records(source, SHAPE):
        conversation = _conversation(record)
        if isinstance(conversation, Unreadable):
            yield conversation
            continue
        for participant, session in _legs(conversation):
            reading = Reading(record.line, zone, region)
            call = _call(conversation, participant, session, reading)
            yield reading.wrong or call


def _conversation(record: documents.Record | Unreadable) -> Conversation | Unreadable:
    if isinstance(record, Unreadable):
        return record
    conversation = documents.decoded(DECODER, record)
    if isinstance(conversation, Unreadable) or written(conversation.conversation_id) is not None:
        return conversation
    return documents.broken(record.line, record.raw, "a conversation with its conversationId")


def _legs(conversation: Conversation) -> list[Seat]:
    voices = _voices(conversation)
    outside = [seat for seat in voices if seat[0].purpose in OUTSIDE]
    first = min(voices, key=lambda seat: _first_start(seat[1]), default=None)
    return outside or ([] if first is None else [first])


def _voices(conversation: Conversation) -> list[Seat]:
    return [
        (participant, session)
        for participant in conversation.participants or []
        for session in participant.sessions or []
        if session.media_type == "voice"
    ]


def _first_start(session: Session) -> str:
    """Return the earliest start as written; times of this format sort as text."""
    return min((segment.segment_start or "" for segment in session.segments or []), default="")


def _call(conversation: Conversation, participant: Participant, session: Session, reading: Reading) -> Call:
    segments = [segment for segment in session.segments or [] if segment.segment_type not in AFTER]
    first = segments[0].segment_start if segments else None
    started = reading.first_time(segmentStart=first, conversationStart=conversation.conversation_start)
    over = written(conversation.conversation_end) is not None or _all_ended(conversation)
    ended = reading.time("segmentEnd", segments[-1].segment_end if segments else None)
    answered_at = _first_talk(segments, reading)
    answered = True if answered_at is not None else False if ended is not None else None
    direction = DIRECTIONS.get(session.direction or conversation.originating_direction or "")
    called = session.dnis or session.session_dnis
    campaign = _campaign(conversation, session)
    joined = _agent_joined(conversation, reading)
    sip, q850 = _codes(segments)
    live = LIVE.get(_disposition(session))
    return Call(
        id=reading.id("sessionId", session.session_id),
        started_at=started,
        user=participant.user_id if participant.purpose in SEATS else _agent(conversation),
        campaign=campaign,
        direction=direction,
        caller=reading.number(session.ani),
        called=reading.number(called),
        dialed=None if reading.number(called) else written(called),
        answered=answered,
        answered_at=answered_at,
        ended_at=ended,
        ring=reading.span("segmentStart", started, answered_at or ended),
        talk=timedelta(0) if answered is False else reading.span("segmentEnd", answered_at, ended),
        end_reason=_end_reason(session, answered, ended, sip, q850),
        released_by=_released_by(participant, segments, direction),
        sip_status=sip,
        q850=q850,
        answered_live=live,
        agent_joined=True if joined is not None else False if over else None,
        agent_delay=_agent_delay(campaign, answered_at, joined),
        abandoned=_abandoned(conversation),
        line=reading.line,
        revision=revision_of(_last_end(conversation, reading)),
    )


def _first_talk(segments: list[Segment], reading: Reading) -> datetime | None:
    for segment in segments:
        if segment.segment_type in TALK:
            return reading.time("segmentStart", segment.segment_start)
    return None


def _all_ended(conversation: Conversation) -> bool:
    """Tell whether nobody is in the conversation any more: older details have no ``conversationEnd``."""
    segments = [s for _, session in _voices(conversation) for s in session.segments or []]
    return bool(segments) and all(written(segment.segment_end) is not None for segment in segments)


def _last_end(conversation: Conversation, reading: Reading) -> datetime | None:
    ends = [s.segment_end or "" for _, session in _voices(conversation) for s in session.segments or []]
    return reading.time("segmentEnd", max(ends, default=None))


def _campaign(conversation: Conversation, session: Session) -> str | None:
    sessions = [
        other for participant in conversation.participants or [] for other in participant.sessions or []
    ]
    named = [written(other.outbound_campaign_id) for other in [session, *sessions]]
    return next((name for name in named if name is not None), None)


def _agents(conversation: Conversation) -> list[tuple[Participant, list[Segment]]]:
    """Return who of the center spoke, with what they spoke."""
    return [
        (participant, [segment for segment in session.segments or [] if segment.segment_type in TALK])
        for participant, session in _voices(conversation)
        if participant.purpose in SEATS and any(s.segment_type in TALK for s in session.segments or [])
    ]


def _agent(conversation: Conversation) -> str | None:
    """Return the first who spoke; an agent before a user, who may be a supervisor or an extension."""
    agents = sorted(_agents(conversation), key=lambda found: found[0].purpose != "agent")
    return agents[0][0].user_id if agents else None


def _agent_joined(conversation: Conversation, reading: Reading) -> datetime | None:
    starts = [s.segment_start for _, segments in _agents(conversation) for s in segments if s.segment_start]
    return reading.time("segmentStart", min(starts, default=None))


def _agent_delay(
    campaign: str | None, answered_at: datetime | None, joined: datetime | None
) -> timedelta | None:
    if campaign is None or answered_at is None or joined is None:
        return None
    return max(joined - answered_at, timedelta(0))


def _codes(segments: list[Segment]) -> tuple[int | None, int | None]:
    """Return the last SIP status and the last Q.850 cause of a session."""
    sip = [code for segment in segments for code in segment.sip_response_codes or [] if 100 <= code <= 699]
    q850 = [code for segment in segments for code in segment.q850_response_codes or [] if 0 <= code <= 127]
    return (sip[-1] if sip else None), (q850[-1] if q850 else None)


def _disposition(session: Session) -> str:
    last = (session.disposition_name or "").rpartition(".")[2]
    return "".join(character for character in last.lower() if character.isalpha())


def _end_reason(
    session: Session, answered: bool | None, ended: datetime | None, sip: int | None, q850: int | None
) -> EndReason | None:
    if answered is not False:
        return EndReason.COMPLETED if answered is True and ended is not None else None
    by_code = None if sip is None else end_reason_of_sip(sip, answered)
    if by_code is None and q850 is not None:
        by_code = end_reason_of_q850(q850, answered)
    return by_code or DISPOSED.get(_disposition(session))


def _released_by(
    participant: Participant, segments: list[Segment], direction: Direction | None
) -> Side | None:
    """Return who hung up. ``client`` and ``endpoint`` are the session's own party, ``peer`` the other one."""
    kind = segments[-1].disconnect_type if segments else None
    if kind == "error":
        return Side.NETWORK
    if direction is None or kind not in {*OWN_END, "peer"}:
        return None
    is_caller = (participant.purpose in OUTSIDE) == (direction is Direction.INBOUND)
    return Side.CALLER if is_caller == (kind in OWN_END) else Side.CALLED


def _abandoned(conversation: Conversation) -> bool | None:
    """Return the platform's own count, if its outbound metrics are in the record at all."""
    metrics = {
        metric.name: metric.value or 0
        for participant in conversation.participants or []
        for session in participant.sessions or []
        for metric in session.metrics or []
    }
    if ABANDONED in metrics:
        return metrics[ABANDONED] > 0
    return False if ATTEMPTED in metrics else None
