"""Asterisk's ``Master.csv`` with ``loguniqueid``, in UTC (``usegmtime``). Seats are dropped."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from fairline.facts import Call, EndReason, Fact
from simulator.writers.output import SECOND, Format, calls_of, lasted, lines, microseconds, stamp

DISPOSITIONS = {
    EndReason.COMPLETED: "ANSWERED",
    EndReason.NO_ANSWER: "NO ANSWER",
    EndReason.CANCELED: "NO ANSWER",
    EndReason.BUSY: "BUSY",
    EndReason.CONGESTION: "CONGESTION",
}


def write(facts: Iterable[Fact], path: Path) -> int:
    """Write one row per call."""
    return lines(path, _rows(facts))


def _rows(facts: Iterable[Fact]) -> Iterator[bytes]:
    for number, call in enumerate(calls_of(facts)):
        row = io.StringIO()
        csv.writer(row, quoting=csv.QUOTE_NONNUMERIC, lineterminator="").writerow(_columns(call, number))
        yield row.getvalue().encode()


def _columns(call: Call, number: int) -> list[str | int]:
    caller, called = call.caller or "", call.called or call.dialed or ""
    duration, talk = lasted(call)
    disposition = "FAILED" if call.end_reason is None else DISPOSITIONS.get(call.end_reason, "FAILED")
    return [
        call.account or "",
        caller,
        called,
        "default",
        f'"" <{caller}>',
        f"PJSIP/{call.user or 'trunk'}-{number:08x}",
        f"PJSIP/trunk-{number:08x}",
        "Dial",
        f"PJSIP/{called}@trunk,60",
        stamp(call.started_at),
        stamp(call.answered_at),
        stamp(call.ended_at),
        duration,
        talk,
        disposition,
        "DOCUMENTATION",
        f"{microseconds(call.started_at) // 1_000_000}.{number}",
        "",
    ]


FORMAT = Format(
    name="asterisk",
    suffix=".csv",
    reader="asterisk",
    write=write,
    tells=frozenset(
        {"account", "caller", "called", "dialed", "started_at", "answered", "answered_at", "ended_at", "ring"}
        | {"talk", "end_reason"}
    ),
    grain=SECOND,
    reasons={
        EndReason.CANCELED: EndReason.NO_ANSWER,
        EndReason.UNALLOCATED: EndReason.FAILED,
        EndReason.REJECTED: EndReason.FAILED,
    },
)
