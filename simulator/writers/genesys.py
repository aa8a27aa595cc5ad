"""Genesys Cloud conversation details: a page of conversations with the customer and, if any, the agent."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from fairline.facts import Call, Direction, Fact, Side
from simulator.writers.output import Format, calls_of, encode, end_of, page, zulu_ms

LIVE = {
    True: "disposition.classification.callable.person",
    False: "disposition.classification.callable.machine",
    None: None,
}


def write(facts: Iterable[Fact], path: Path) -> int:
    """Write one page with a conversation per call."""
    return page(
        path, "conversations", (encode(_conversation(call)) for call in calls_of(facts, internal=False))
    )


def _conversation(call: Call) -> dict[str, object]:
    participants = [_customer(call)]
    if call.agent_joined is True and call.answered_at is not None:
        participants.append(_agent(call, call.answered_at))
    return {
        "conversationId": call.id,
        "conversationStart": zulu_ms(call.started_at),
        "conversationEnd": zulu_ms(end_of(call)),
        "originatingDirection": "inbound" if call.direction is Direction.INBOUND else "outbound",
        "participants": participants,
    }


def _customer(call: Call) -> dict[str, object]:
    answer, end = call.answered_at, end_of(call)
    first = "dialing" if call.direction is Direction.OUTBOUND else "alert"
    segments = [_segment(first, call.started_at, answer or end)]
    if answer is not None:
        segments.append(_segment("interact", answer, end))
    segments[-1] |= {"disconnectType": _disconnect(call), "q850ResponseCodes": [call.q850]}
    segments[-1] |= {"sipResponseCodes": [call.sip_status]}
    session = _session(call, call.id, segments)
    if call.abandoned is not None:
        session["metrics"] = [
            {"name": "nOutboundAttempted", "value": 1, "emitDate": zulu_ms(call.started_at)},
            {"name": "nOutboundAbandoned", "value": int(call.abandoned), "emitDate": zulu_ms(end)},
        ]
    return {"participantId": f"c-{call.id}", "purpose": "customer", "sessions": [session]}


def _agent(call: Call, answered_at: datetime) -> dict[str, object]:
    segment = _segment("interact", answered_at + (call.agent_delay or timedelta(0)), end_of(call))
    session = _session(call, f"a-{call.id}", [segment])
    return {"participantId": f"a-{call.id}", "purpose": "agent", "userId": call.user, "sessions": [session]}


def _session(call: Call, own_id: str, segments: list[dict[str, object]]) -> dict[str, object]:
    return {
        "mediaType": "voice",
        "sessionId": own_id,
        "ani": call.caller,
        "dnis": call.called,
        "direction": "inbound" if call.direction is Direction.INBOUND else "outbound",
        "protocolCallId": call.id,
        "outboundCampaignId": call.campaign,
        "dispositionName": LIVE[call.answered_live],
        "segments": segments,
    }


def _segment(kind: str, start: datetime, end: datetime) -> dict[str, object]:
    return {"segmentStart": zulu_ms(start), "segmentEnd": zulu_ms(end), "segmentType": kind}


def _disconnect(call: Call) -> str:
    if call.released_by is Side.NETWORK:
        return "error"
    customer = Side.CALLER if call.direction is Direction.INBOUND else Side.CALLED
    return "client" if call.released_by is customer else "peer"


FORMAT = Format(
    name="genesys",
    suffix=".json",
    reader="genesys",
    write=write,
    tells=frozenset(
        {"id", "campaign", "direction", "caller", "called", "started_at", "answered", "answered_at"}
        | {"ended_at", "ring", "talk", "end_reason", "released_by", "sip_status", "q850", "answered_live"}
        | {"agent_joined", "agent_delay", "abandoned"}
    ),
    internal=False,
)
