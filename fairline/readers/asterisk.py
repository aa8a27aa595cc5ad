"""Call records of Asterisk as comma separated values: ``cdr_csv`` and the default of ``cdr_custom``.

``cdr_csv`` has 16 columns; ``loguniqueid``, ``loguserfield`` and ``newcdrcolumns`` in cdr.conf append one,
one and three. ``cdr_custom`` starts with clid, has accountcode after amaflags, and may end with columns of
the house. Asterisk says NO ANSWER also when the caller gave up, so ``CANCELED`` never comes from here.
Durations are whole seconds, or fractions where cdr_custom asks for them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from fairline.facts import Call, EndReason, Fact, Unreadable
from fairline.readers.edge import at_the_edge
from fairline.readers.format import Format, TriedOn
from fairline.readers.parties import is_extension, parties
from fairline.readers.rows import FOUND_MAX, digest, head_rows, records, seconds, settle, time, unreadable
from fairline.readers.source import Source

FORMAT = Format(
    name="asterisk-csv",
    title="Asterisk Master.csv",
    title_fr="Master.csv d'Asterisk",
    source="https://docs.asterisk.org/Configuration/Reporting/Call-Detail-Records-CDR/",
    silent_on=frozenset(
        {
            "campaign",
            "campaign_started_at",
            "purpose",
            "forwarded_from",
            "released_by",
            "sip_status",
            "q850",
            "answered_live",
            "agent_joined",
            "agent_delay",
            "abandoned",
            "cost",
            "currency",
        }
    ),
    tried_on=TriedOn.REAL,
    never={"end_reason": frozenset({EndReason.CANCELED, EndReason.UNALLOCATED, EndReason.REJECTED})},
)

DISPOSITIONS = {
    "ANSWERED": EndReason.COMPLETED,
    "NO ANSWER": EndReason.NO_ANSWER,
    "BUSY": EndReason.BUSY,
    "FAILED": EndReason.FAILED,
    "CONGESTION": EndReason.CONGESTION,
}
_CHANNELS = ("channel", "dstchannel", "lastapp", "lastdata")
_MIDDLE = (*_CHANNELS, "start", "answer", "end", "duration", "billsec", "disposition", "amaflags")
CSV = ("accountcode", "src", "dst", "dcontext", "clid", *_MIDDLE)
CUSTOM = ("clid", "src", "dst", "dcontext", *_MIDDLE, "accountcode", "uniqueid", "userfield")
CUSTOM_COLUMNS_MAX = 40  # ours: more than that is two rows in one
NEW = ("peeraccount", "linkedid", "sequence")
TAILS = {0: (), 1: ("userfield",), 2: ("uniqueid", "userfield"), 3: NEW, 4: ("userfield", *NEW)}
TAILS[5] = (*TAILS[2], *NEW)
_UNIQUE_ID = re.compile(r"(?:.*-)?\d{9,10}\.\d+")
_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
_ENDPOINT = re.compile(r"(?:PJSIP|SIP|IAX2|SCCP|Skinny)/([^/@]+)-[0-9a-f]{8}", re.ASCII)

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Times:
    """When the call started, was answered and ended, and what the record says it lasted."""

    start: datetime
    answer: datetime | None
    end: datetime | None
    lasted: timedelta
    talk: timedelta


def recognise(head: bytes) -> bool:
    """Return whether the first rows have Asterisk's times and disposition where Asterisk has them."""
    rows = head_rows(head)
    return any(_weight(row, CSV) == 3 or _weight(row, CUSTOM) == 3 for row in rows)


@at_the_edge
def read(source: Source, *, zone: tzinfo, region: str | None) -> Iterator[Fact | Unreadable]:
    """Yield one ``Call`` or one ``Unreadable`` per record. Times are the server's wall clock in ``zone``."""
    for record in records(source):
        if isinstance(record, Unreadable):
            yield record
            continue
        line, row = record
        cells = _cells(line, row)
        yield cells if isinstance(cells, Unreadable) else _call(line, row, cells, zone, region)


def _cells(line: int, row: list[str]) -> Cells | Unreadable:
    if _weight(row, CUSTOM) > _weight(row, CSV):
        if len(CUSTOM) <= len(row) <= CUSTOM_COLUMNS_MAX:
            return dict(zip((*CUSTOM, "sequence"), row, strict=False))
        return unreadable(line, "columns", len(row), f"{len(CUSTOM)} or more")
    tail = TAILS.get(len(row) - len(CSV))
    if tail is None:
        return unreadable(line, "columns", len(row), f"{len(CSV)} to {len(CSV) + max(TAILS)}")
    if tail[:1] == ("userfield",) and _UNIQUE_ID.fullmatch(row[len(CSV)]) is not None:
        tail = ("uniqueid", *tail[1:])
    return dict(zip((*CSV, *tail), row, strict=True))


def _weight(row: list[str], layout: tuple[str, ...]) -> int:
    """Return how many of the three telling columns look right: one bad column does not change the layout."""
    start, end, disposition = (layout.index(name) for name in ("start", "end", "disposition"))
    if len(row) <= disposition:
        return 0
    fits = (_TIME.match(row[start]), _TIME.match(row[end]), row[disposition] in DISPOSITIONS)
    return sum(map(bool, fits))


def _call(line: int, row: list[str], cells: Cells, zone: tzinfo, region: str | None) -> Call | Unreadable:
    reason = DISPOSITIONS.get(cells["disposition"])
    if reason is None:
        return unreadable(line, "disposition", cells["disposition"], ", ".join(DISPOSITIONS))
    times = _times(line, cells, zone)
    if isinstance(times, Unreadable):
        return times
    answered = reason is EndReason.COMPLETED
    sides = parties(
        cells["src"],
        cells["dst"],
        region,
        placed_by=_seat(cells["channel"], cells["src"], region),
        taken_by=_seat(cells["dstchannel"], cells["dst"], region),
    )
    return Call(
        id=_id(row, cells),
        line=line,
        account=cells["accountcode"] or None,
        user=sides.user,
        direction=sides.direction,
        caller=sides.caller,
        called=sides.called,
        dialed=sides.dialed,
        started_at=times.start,
        answered=answered,
        answered_at=times.answer if answered else None,
        ended_at=times.end,
        ring=_ring(times, answered),
        talk=times.talk if answered else timedelta(0),
        end_reason=reason,
    )


def _times(line: int, cells: Cells, zone: tzinfo) -> Times | Unreadable:
    start = time(line, "start", cells["start"], zone)
    answer = time(line, "answer", cells["answer"], zone) if cells["answer"] else None
    end = time(line, "end", cells["end"], zone) if cells["end"] else None
    lasted = seconds(line, "duration", cells["duration"])
    talk = seconds(line, "billsec", cells["billsec"])
    if isinstance(start, Unreadable):
        return start
    if isinstance(answer, Unreadable):
        return answer
    if isinstance(end, Unreadable):
        return end
    if isinstance(lasted, Unreadable):
        return lasted
    if isinstance(talk, Unreadable):
        return talk
    if talk > lasted:
        return unreadable(line, "billsec", cells["billsec"], "at most duration")
    start, end = settle(start, end, lasted, zone)
    _, answer = settle(start, answer, lasted - talk, zone)
    if answer is not None and answer < start:
        return unreadable(line, "answer", cells["answer"], "not before start")
    if end is not None and end < (answer or start):
        return unreadable(line, "end", cells["end"], "not before start and answer")
    return Times(start, answer, end, lasted, talk)


def _ring(times: Times, answered: bool) -> timedelta:
    until = times.answer if answered else times.end
    if until is None:
        return times.lasted - times.talk
    return until - times.start


def _seat(channel: str, party: str, region: str | None) -> str | None:
    """Return the endpoint of a channel if it is a seat: an extension, or the very party of the record."""
    found = _ENDPOINT.fullmatch(channel)
    if found is None:
        return None
    name = found[1]
    return name if name == party or is_extension(name, region) else None


def _id(row: list[str], cells: Cells) -> str:
    """Return the record's id. A channel may have several: sequence, or else content, tells them apart."""
    channel = cells.get("uniqueid") or cells.get("linkedid") or ""
    if not channel:
        return digest(*row)
    return f"{channel}/{cells.get('sequence') or digest(*row)}"[:FOUND_MAX]
