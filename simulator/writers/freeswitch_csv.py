"""FreeSWITCH's ``mod_cdr_csv`` with its template ``example``, in UTC."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from fairline.facts import Call, EndReason, Fact
from simulator.writers.output import SECOND, Format, calls_of, lasted, lines, stamp

CAUSES = {
    EndReason.COMPLETED: "NORMAL_CLEARING",
    EndReason.BUSY: "USER_BUSY",
    EndReason.NO_ANSWER: "NO_ANSWER",
    EndReason.CANCELED: "ORIGINATOR_CANCEL",
    EndReason.UNALLOCATED: "UNALLOCATED_NUMBER",
    EndReason.REJECTED: "CALL_REJECTED",
    EndReason.CONGESTION: "NORMAL_CIRCUIT_CONGESTION",
    EndReason.FAILED: "INTERWORKING",
}


def cause_of(call: Call) -> str:
    """Return the hangup cause of a call."""
    return "NONE" if call.end_reason is None else CAUSES[call.end_reason]


def write(facts: Iterable[Fact], path: Path) -> int:
    """Write one row per call."""
    return lines(path, _rows(facts))


def _rows(facts: Iterable[Fact]) -> Iterator[bytes]:
    for call in calls_of(facts):
        row = io.StringIO()
        duration, talk = lasted(call)
        columns: list[str | int | None] = [
            "Outbound Call",
            call.caller,
            call.called or call.dialed,
            "default",
            stamp(call.started_at),
            stamp(call.answered_at),
            stamp(call.ended_at),
            duration,
            talk,
            cause_of(call),
            call.id,
            "",
            call.account,
            "PCMU",
            "PCMU",
        ]
        csv.writer(row, quoting=csv.QUOTE_ALL, lineterminator="").writerow(columns)
        yield row.getvalue().encode()


FORMAT = Format(
    name="freeswitch-csv",
    suffix=".csv",
    reader="freeswitch_csv",
    write=write,
    tells=frozenset(
        {"id", "account", "caller", "called", "dialed", "started_at", "answered", "answered_at", "ended_at"}
        | {"ring", "talk", "end_reason"}
    ),
    grain=SECOND,
)
