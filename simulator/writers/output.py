"""Where a writer writes: a plain or a gzip file with the same bytes each time, and times as text."""

import gzip
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Protocol, cast

import msgspec

from fairline.facts import Call, Direction, EndReason, Fact

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND, SECOND = timedelta(microseconds=1), timedelta(seconds=1)
encode = msgspec.json.encode


class Write(Protocol):
    """Writes facts to a file and returns how many it could tell of; the others are left out."""

    def __call__(self, facts: Iterable[Fact], path: Path) -> int:
        """Write ``facts`` in the order given, as they come."""
        ...


@dataclass(frozen=True, kw_only=True)
class Format:
    """A format that facts can be written in. ``tells`` are the ``Call`` fields that survive it."""

    name: str
    suffix: str
    reader: str
    """The module of ``fairline.readers`` that reads it."""
    write: Write
    tells: frozenset[str]
    grain: timedelta = MICROSECOND
    """What a time or duration may be off by."""
    reasons: dict[EndReason, EndReason] = field(default_factory=dict)
    """Which end reasons the format has no word for, and what they turn into."""
    internal: bool = True
    """Whether it has calls between extensions."""
    kinds: frozenset[str] = frozenset({"call"})


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """Open ``path`` for writing; a name that ends in ``.gz`` is packed, without name and time of day."""
    with path.open("wb") as raw:
        if path.suffix != ".gz":
            yield raw
            return
        with gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0, compresslevel=6) as packed:
            yield cast(BinaryIO, packed)


def calls_of(facts: Iterable[Fact], *, internal: bool = True) -> Iterator[Call]:
    """Yield the calls, without those between extensions unless ``internal``."""
    for fact in facts:
        if isinstance(fact, Call) and (internal or fact.direction is not Direction.INTERNAL):
            yield fact


def page(path: Path, name: str, records: Iterable[bytes]) -> int:
    """Write one JSON document with the records in the list ``name``, as a report's page has them."""
    count = 0
    with opened(path) as out:
        out.write(b'{"' + name.encode() + b'":[')
        for count, record in enumerate(records, start=1):
            out.write(b"\n" if count == 1 else b",\n")
            out.write(record)
        out.write(b"\n]}\n")
    return count


def lines(path: Path, records: Iterable[bytes]) -> int:
    """Write one record a line."""
    count = 0
    with opened(path) as out:
        for record in records:
            out.write(record)
            out.write(b"\n")
            count += 1
    return count


def whole(moment: datetime) -> datetime:
    """Return the second that ``moment`` is in."""
    return moment.replace(microsecond=0)


def stamp(moment: datetime | None) -> str:
    """Return a wall clock in UTC, to the second, as switches write it; empty for ``None``."""
    return "" if moment is None else str(moment)[:19]


def zulu(moment: datetime | None) -> str | None:
    """Return an RFC 3339 time in UTC, to the second."""
    return None if moment is None else f"{moment.isoformat()[:19]}Z"


def zulu_ms(moment: datetime | None) -> str | None:
    """Return an RFC 3339 time in UTC, to the millisecond."""
    return None if moment is None else f"{moment.isoformat(timespec='milliseconds')[:23]}Z"


def microseconds(moment: datetime | None) -> int:
    """Return the time since 1970, or 0 for ``None``."""
    return 0 if moment is None else (moment - EPOCH) // MICROSECOND


def end_of(call: Call) -> datetime:
    """Return when the call ended; every made-up call says so."""
    assert call.ended_at is not None
    return call.ended_at


def lasted(call: Call) -> tuple[int, int]:
    """Return whole seconds from start to end and from answer to end, as a clock of whole seconds has them."""
    end = whole(end_of(call))
    talk = 0 if call.answered_at is None else (end - whole(call.answered_at)) // SECOND
    return (end - whole(call.started_at)) // SECOND, talk
