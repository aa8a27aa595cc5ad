"""Twilio's pages of calls and of messages, as its REST interface lists them."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from fairline.facts import Call, Direction, EndReason, Fact, Message
from simulator.writers.output import SECOND, Format, calls_of, encode, lasted, page

STATUSES = {
    EndReason.COMPLETED: "completed",
    EndReason.BUSY: "busy",
    EndReason.NO_ANSWER: "no-answer",
    EndReason.CANCELED: "canceled",
}
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def sid(prefix: str, own_id: str) -> str:
    """Return an id in the shape of Twilio's."""
    return prefix + own_id.replace("-", "")


def write(facts: Iterable[Fact], path: Path) -> int:
    """Write one page with all calls."""
    return page(path, "calls", (encode(_call(call)) for call in calls_of(facts, internal=False)))


def write_messages(facts: Iterable[Fact], path: Path) -> int:
    """Write one page with all messages."""
    return page(path, "messages", _messages(facts))


def _call(call: Call) -> dict[str, object]:
    status = "failed" if call.end_reason is None else STATUSES.get(call.end_reason, "failed")
    live = {True: "human", False: "machine_start", None: None}[call.answered_live]
    return {
        "sid": sid("CA", call.id),
        "account_sid": call.account,
        "parent_call_sid": None,
        "api_version": "2010-04-01",
        "from": call.caller,
        "to": call.called,
        "direction": "inbound" if call.direction is Direction.INBOUND else "outbound-api",
        "status": status,
        "start_time": _mail_time(call.started_at),
        "end_time": _mail_time(call.ended_at),
        "duration": str(lasted(call)[1]),
        "answered_by": live,
        "forwarded_from": call.forwarded_from,
        "price": _price(call.cost),
        "price_unit": call.currency,
    }


def _messages(facts: Iterable[Fact]) -> Iterator[bytes]:
    for fact in facts:
        if isinstance(fact, Message):
            yield encode(
                {
                    "sid": sid("SM", fact.id),
                    "account_sid": fact.account,
                    "api_version": "2010-04-01",
                    "from": fact.sender,
                    "to": fact.recipient,
                    "direction": "inbound" if fact.direction is Direction.INBOUND else "outbound-api",
                    "status": "delivered" if fact.delivered is True else "sent",
                    "date_sent": _mail_time(fact.sent_at),
                    "num_segments": str(fact.segments or 1),
                    "num_media": "0",
                    "price": _price(fact.cost),
                    "price_unit": fact.currency,
                    "error_code": None,
                }
            )


def _price(cost: Decimal | None) -> str | None:
    return None if cost is None else f"-{cost}"


def _mail_time(moment: datetime | None) -> str | None:
    """Return an RFC 2822 time; ``strftime`` would name months in the language of the house."""
    if moment is None:
        return None
    day = f"{DAYS[moment.weekday()]}, {moment.day:02} {MONTHS[moment.month - 1]} {moment.year}"
    return f"{day} {moment.hour:02}:{moment.minute:02}:{moment.second:02} +0000"


FORMAT = Format(
    name="twilio",
    suffix=".json",
    reader="twilio",
    write=write,
    tells=frozenset(
        {"account", "direction", "caller", "called", "forwarded_from", "started_at", "answered"}
        | {"answered_at", "ended_at", "talk", "end_reason", "answered_live", "cost", "currency"}
    ),
    grain=SECOND,
    reasons={
        EndReason.UNALLOCATED: EndReason.FAILED,
        EndReason.REJECTED: EndReason.FAILED,
        EndReason.CONGESTION: EndReason.FAILED,
    },
    internal=False,
)
MESSAGES = Format(
    name="twilio-messages",
    suffix=".json",
    reader="twilio",
    write=write_messages,
    tells=frozenset(),
    grain=SECOND,
    kinds=frozenset({"message"}),
)
