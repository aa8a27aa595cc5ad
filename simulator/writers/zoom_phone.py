"""Zoom Phone's ``call_history`` report."""

from collections.abc import Iterable
from pathlib import Path

from fairline.facts import Call, Direction, EndReason, Fact
from simulator.writers.output import SECOND, Format, calls_of, encode, end_of, page, zulu

RESULTS = {
    EndReason.COMPLETED: "answered",
    EndReason.BUSY: "busy",
    EndReason.NO_ANSWER: "no_answer",
    EndReason.CANCELED: "call_cancel",
    EndReason.UNALLOCATED: "wrong_number",
    EndReason.REJECTED: "rejected",
}


def write(facts: Iterable[Fact], path: Path) -> int:
    """Write one page with an entry per call."""
    return page(path, "call_history", (encode(_entry(call)) for call in calls_of(facts)))


def _entry(call: Call) -> dict[str, object]:
    inbound = call.direction is Direction.INBOUND
    internal = call.direction is Direction.INTERNAL
    return {
        "id": call.id,
        "call_history_uuid": call.id,
        "call_id": str(int(call.id[:8], 16)),
        "connect_type": "internal" if internal else "external",
        "direction": "inbound" if inbound else "outbound",
        "start_time": zulu(call.started_at),
        "answer_time": zulu(call.answered_at),
        "end_time": zulu(call.ended_at),
        "duration": (end_of(call) - call.started_at) // SECOND,
        "call_result": "call_failed"
        if call.end_reason is None
        else RESULTS.get(call.end_reason, "call_failed"),
        "caller_did_number": call.caller,
        "callee_did_number": call.called,
        "caller_ext_id": None if inbound else call.user,
        "callee_ext_id": call.user if inbound else None,
        "callee_ext_number": call.dialed,
    }


FORMAT = Format(
    name="zoom-phone",
    suffix=".json",
    reader="zoom_phone",
    write=write,
    tells=frozenset(
        {"id", "user", "direction", "caller", "called", "dialed", "started_at", "answered", "answered_at"}
        | {"ended_at", "ring", "talk", "end_reason"}
    ),
    grain=SECOND,
    reasons={EndReason.CONGESTION: EndReason.FAILED},
)
