"""Kamailio's accounting: what ``acc`` and its call detail records say of one call, as rows."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from fairline.facts import Call, Side
from simulator.writers.output import EPOCH, end_of, microseconds, whole

REASON_PHRASES = {
    200: "OK",
    404: "Not Found",
    480: "Temporarily Unavailable",
    486: "Busy Here",
    487: "Request Terminated",
    500: "Server Internal Error",
    503: "Service Unavailable",
    603: "Decline",
}
COLUMNS = ("method", "from_tag", "to_tag", "callid", "sip_code", "sip_reason")
EXTRA = ("src_user", "dst_user", "account", "diversion")
TELLS = frozenset(
    {"id", "account", "caller", "called", "forwarded_from", "started_at", "answered", "ended_at", "talk"}
    | {"end_reason", "sip_status"}
)
"""Without the ring of answers within a second, and without extensions that dial each other."""
GRAIN = timedelta(seconds=2)  # acc has whole seconds, and an answer within one of them counts as at once

Row = tuple[str, datetime, dict[str, str]]
"""The table, the time, and the columns that are text."""


def rows_of(call: Call) -> Iterator[Row]:
    """Yield the row of the INVITE and, for an answered call, of the BYE."""
    tags = {"from_tag": f"f{call.id[:8]}", "to_tag": f"t{call.id[9:13]}"}
    status = call.sip_status or 200
    extra = extra_of(call)
    final = call.answered_at or end_of(call)
    common = {"callid": call.id, **extra}
    yield (
        "acc" if call.answered is True else "missed_calls",
        whole(final),
        {"method": "INVITE", **tags, **common, "sip_code": str(status), "sip_reason": REASON_PHRASES[status]},
    )
    if call.answered is True:
        if call.released_by is not Side.CALLER:
            tags = {"from_tag": tags["to_tag"], "to_tag": tags["from_tag"]}
        bye = {"method": "BYE", **tags, **common, "sip_code": "200", "sip_reason": "OK"}
        yield "acc", whole(end_of(call)), bye


def extra_of(call: Call) -> dict[str, str]:
    """Return the columns that ``db_extra`` and ``cdr_extra`` add."""
    return {
        "src_user": call.caller or "",
        "dst_user": call.called or call.dialed or "",
        "account": call.account or "",
        "diversion": call.forwarded_from or "",
    }


def seconds(moment: datetime) -> str:
    """Return seconds since 1970 with milliseconds, as ``cdr_log`` writes them."""
    return f"{microseconds(moment) / 1e6:.3f}"


def julian(moment: datetime) -> float:
    """Return the Julian day, which is what SQLite gets for a time."""
    return (moment - EPOCH).total_seconds() / 86_400 + 2_440_587.5
