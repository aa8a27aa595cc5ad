"""Zoom Contact Center's ``voice_calls`` report."""

from collections.abc import Iterable
from pathlib import Path

from fairline.facts import Call, Direction, EndReason, Fact
from simulator.writers.output import SECOND, Format, calls_of, encode, end_of, page, zulu

RESULTS = {
    EndReason.COMPLETED: "completed",
    EndReason.BUSY: "busy",
    EndReason.NO_ANSWER: "no_answer",
    EndReason.CANCELED: "canceled",
    EndReason.REJECTED: "rejected",
}
SIGNS = {"USD": "$", "EUR": "€"}


def write(facts: Iterable[Fact], path: Path) -> int:
    """Write one page with an engagement per call."""
    return page(path, "voice_calls", (encode(_engagement(call)) for call in calls_of(facts, internal=False)))


def _engagement(call: Call) -> dict[str, object]:
    inbound = call.direction is Direction.INBOUND
    return {
        "engagement_id": call.id,
        "direction": "inbound" if inbound else "outbound",
        "types": ["external_call"],
        "caller_number": call.caller,
        "callee_number": call.called,
        "consumer_number": call.caller if inbound else call.called,
        "start_time": zulu(call.started_at),
        "end_time": zulu(call.ended_at),
        "total_duration": (end_of(call) - call.started_at) // SECOND,
        "agents": [{"user_id": call.user}] if call.agent_joined is True else [],
        "result": "failed" if call.end_reason is None else RESULTS.get(call.end_reason, "failed"),
        "charge": None if call.cost is None else f"{SIGNS[call.currency or 'USD']}{call.cost}",
    }


FORMAT = Format(
    name="zoom-contact-center",
    suffix=".json",
    reader="zoom_contact_center",
    write=write,
    tells=frozenset(
        {"id", "direction", "caller", "called", "started_at", "answered", "ended_at", "end_reason"}
        | {"agent_joined", "cost", "currency"}
    ),
    grain=SECOND,
    reasons={EndReason.UNALLOCATED: EndReason.FAILED, EndReason.CONGESTION: EndReason.FAILED},
    internal=False,
)
