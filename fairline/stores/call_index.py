"""Calls and messages of the journal by their numbers, so that one can be traced without reading a day.

::

    FOLDER/calls/day=2026-11-23/called.parquet   a closed day, sorted by called number and time
    FOLDER/calls/day=2026-11-23/caller.parquet   the same rows, sorted by caller number and time
    FOLDER/calls/day=2026-11-23/about.json       what the two hold; written last: without it they do not count
    FOLDER/calls/open/2026-11-24.sqlite          a day that is still open, as far as it has been read

Everything here is made of the journal and can be made again. Days are those of the journal, in UTC: a call is
indexed on the day its record was written down, which may be later than the day it was made.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from fairline.stores.entries import EPOCH, Entry

VERSION = 1
CALLS, OPEN, ABOUT = "calls", "open", "about.json"
KINDS = ("fact", "attempt")
CALL_KINDS = (b"call", b"message")
STARTS = tuple(b'{"%b":{"kind":"%b"' % (kind.encode(), of) for kind in KINDS for of in CALL_KINDS)
"""How the body of a call or message begins; all else needs no reading."""
MICROSECOND = timedelta(microseconds=1)
BODY_START = 32


class CallRow(NamedTuple):
    """One entry of the journal about a call or a message.

    ``at``: microseconds since 1970-01-01 UTC, when it was made. ``attempt``: it was asked about before it
    happened. ``sequence``: its place in the journal.
    """

    called: str | None
    caller: str | None
    at: int
    sequence: int
    kind: str
    id: str
    account: str | None
    attempt: bool


class About(Struct, frozen=True, kw_only=True):
    """What the index of a closed day holds: rows, their earliest and latest time, the day's last entry."""

    version: int
    rows: int
    earliest: int
    latest: int
    last: int


class _Told(Struct):
    kind: str
    id: str
    account: str | None = None
    started_at: datetime | None = None
    sent_at: datetime | None = None
    caller: str | None = None
    called: str | None = None
    sender: str | None = None
    recipient: str | None = None


class _Body(Struct):
    fact: _Told | None = None
    attempt: _Told | None = None


_DECODE = msgspec.json.Decoder(_Body).decode
_ABOUT = msgspec.json.Decoder(About).decode


def index_of(folder: Path, day: str) -> Path:
    """Return where the index of a closed day is."""
    return folder / CALLS / f"day={day}"


def open_index_of(folder: Path, day: str) -> Path:
    """Return where the index of an open day is."""
    return folder / CALLS / OPEN / f"{day}.sqlite"


def about(folder: Path, day: str) -> About | None:
    """Return what the index of a closed day holds; ``None`` if there is none that can be used."""
    try:
        found = _ABOUT((index_of(folder, day) / ABOUT).read_bytes())
    except (OSError, msgspec.DecodeError):
        return None
    return found if found.version == VERSION else None


def indexed_days(folder: Path) -> dict[str, About]:
    """Return the closed days that have an index, the first one first."""
    named = sorted(path.name.removeprefix("day=") for path in (folder / CALLS).glob("day=*"))
    return {day: told for day in named if (told := about(folder, day)) is not None}


def rows_of(entries: Iterable[Entry]) -> Iterator[CallRow]:
    """Yield what is to be found by its numbers. A record with neither number cannot be."""
    for entry in entries:
        if not entry.body[:BODY_START].startswith(STARTS):
            continue
        row = row_of(entry.sequence, entry.body)
        if row is not None:
            yield row


def row_of(sequence: int, body: bytes) -> CallRow | None:
    """Return the row of one body, ``None`` if it has no time or no number."""
    read = _DECODE(body)
    told = read.fact or read.attempt
    if told is None:
        return None
    at = told.started_at or told.sent_at
    called, caller = told.called or told.recipient, told.caller or told.sender
    if at is None or (called is None and caller is None):
        return None
    return CallRow(
        called,
        caller,
        (at - EPOCH) // MICROSECOND,
        sequence,
        told.kind,
        told.id,
        told.account,
        read.attempt is not None,
    )
