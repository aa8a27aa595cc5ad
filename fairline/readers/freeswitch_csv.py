"""Call records of FreeSWITCH's ``mod_cdr_csv``, in any of the six templates it comes with.

A row shows its template by its number of columns and by where its UUID stands. FreeSWITCH does not double
quotes inside values, so a caller's name with quotes and commas may break its row, and only its row.
Spreadsheets save the times without seconds; ring and talk are therefore taken from ``duration`` and
``billsec``, whole seconds. ``opencdrrate`` has neither start nor cause: its start is the answer, or the end
of an unanswered attempt. With ``legs`` set to ``ab`` each leg has its own row and UUID, and is a call.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from fairline.facts import Call, Fact, Unreadable
from fairline.readers.causes import end_reason_of_freeswitch, q850_of_freeswitch
from fairline.readers.edge import at_the_edge
from fairline.readers.format import Format, TriedOn
from fairline.readers.parties import parties
from fairline.readers.rows import digest, head_rows, records, settle, time, unreadable, whole_seconds
from fairline.readers.source import Source

FORMAT = Format(
    name="freeswitch-csv",
    title="FreeSWITCH Master.csv",
    title_fr="Master.csv de FreeSWITCH",
    source="https://developer.signalwire.com/freeswitch/FreeSWITCH-Explained/Modules/mod_cdr_csv_6586821/",
    silent_on=frozenset(
        {
            "campaign",
            "campaign_started_at",
            "purpose",
            "forwarded_from",
            "released_by",
            "sip_status",
            "answered_live",
            "agent_joined",
            "agent_delay",
            "abandoned",
            "cost",
            "currency",
        }
    ),
    tried_on=TriedOn.REAL,
)

_SQL = (
    *("caller_id_name", "caller_id_number", "destination_number", "context", "start_stamp", "answer_stamp"),
    *("end_stamp", "duration", "billsec", "hangup_cause", "uuid", "bleg_uuid", "accountcode"),
)
_EXAMPLE = (*_SQL, "read_codec", "write_codec")
_ASTERISK = (
    *("accountcode", "caller_id_number", "destination_number", "context", "caller_id", "channel_name"),
    *("bridge_channel", "last_app", "last_arg", "start_stamp", "answer_stamp", "end_stamp", "duration"),
    *("billsec", "hangup_cause", "amaflags", "uuid", "userfield"),
)
_OPENCDRRATE = (
    *("uuid", "signal_bond", "direction", "caller_id_number", "destination_number", "answer_stamp"),
    *("end_stamp", "billsec", "accountcode", "userfield", "network_addr", "original_caller", "gateway"),
)
TEMPLATES = {
    13: _SQL,
    15: _EXAMPLE,
    17: (*_EXAMPLE, "sip_user_agent", "sip_p_rtp_stat"),
    18: _ASTERISK,
    20: (
        *_EXAMPLE,
        "sip_user_agent",
        "call_clientcode",
        "sip_rtp_rxstat",
        "sip_rtp_txstat",
        "sofia_record_file",
    ),
}
"""By number of columns: sql, example, linksys, asterisk, snom. opencdrrate has 13 with the UUID first."""

_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
_CAUSE = re.compile(r"[A-Z][A-Z0-9_]+", re.ASCII)
_SQL_START = re.compile(r"INSERT INTO \w+ VALUES \(\s*\"?", re.IGNORECASE)
_SQL_END = re.compile(r"\"?\s*\);?\s*$")
_WHEN = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2} \d")

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Times:
    """When the call started, was answered and ended, what it lasted (not in opencdrrate), and talk."""

    start: datetime
    answer: datetime | None
    end: datetime | None
    lasted: timedelta | None
    talk: timedelta


def recognise(head: bytes) -> bool:
    """Return whether one of the first rows has a template's UUID, times and cause in their places."""
    return any(_is_ours(_cells(1, row)) for row in head_rows(head))


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
    if len(row) == len(_SQL) and _SQL_START.match(row[0]) is not None:
        row = [_SQL_START.sub("", row[0], count=1), *row[1:-1], _SQL_END.sub("", row[-1])]
    elif len(row) == len(_OPENCDRRATE) and _UUID.fullmatch(row[0]) is not None:
        return dict(zip(_OPENCDRRATE, row, strict=True))
    template = TEMPLATES.get(len(row))
    if template is None:
        return unreadable(line, "columns", len(row), ", ".join(map(str, TEMPLATES)))
    return dict(zip(template, row, strict=True))


def _is_ours(cells: Cells | Unreadable) -> bool:
    if isinstance(cells, Unreadable) or _UUID.fullmatch(cells["uuid"]) is None:
        return False
    if _WHEN.match(cells["end_stamp"]) is None:
        return False
    return "hangup_cause" not in cells or _CAUSE.fullmatch(cells["hangup_cause"]) is not None


def _call(line: int, row: list[str], cells: Cells, zone: tzinfo, region: str | None) -> Call | Unreadable:
    cause = cells.get("hangup_cause", "")
    if "hangup_cause" in cells and _CAUSE.fullmatch(cause) is None:
        return unreadable(line, "hangup_cause", cause, "a hangup cause such as NORMAL_CLEARING")
    times = _times(line, cells, zone)
    if isinstance(times, Unreadable):
        return times
    answered = times.answer is not None
    sides = parties(cells["caller_id_number"], cells["destination_number"], region)
    return Call(
        id=cells["uuid"] or digest(*row),
        line=line,
        account=cells["accountcode"] or None,
        user=sides.user,
        direction=sides.direction,
        caller=sides.caller,
        called=sides.called,
        dialed=sides.dialed,
        started_at=times.start,
        answered=answered,
        answered_at=times.answer,
        ended_at=times.end,
        ring=None if times.lasted is None else times.lasted - times.talk,
        talk=times.talk,
        end_reason=end_reason_of_freeswitch(cause, answered),
        q850=q850_of_freeswitch(cause),
    )


def _times(line: int, cells: Cells, zone: tzinfo) -> Times | Unreadable:
    answer = time(line, "answer_stamp", cells["answer_stamp"], zone) if cells["answer_stamp"] else None
    end = time(line, "end_stamp", cells["end_stamp"], zone)
    lasted = whole_seconds(line, "duration", cells["duration"]) if "duration" in cells else None
    talk = whole_seconds(line, "billsec", cells["billsec"])
    if isinstance(answer, Unreadable):
        return answer
    if isinstance(end, Unreadable):
        return end
    if isinstance(lasted, Unreadable):
        return lasted
    if isinstance(talk, Unreadable):
        return talk
    start = time(line, "start_stamp", cells["start_stamp"], zone) if "start_stamp" in cells else answer or end
    if isinstance(start, Unreadable):
        return start
    if talk > (talk if lasted is None else lasted):
        return unreadable(line, "billsec", cells["billsec"], "at most duration")
    if talk and answer is None:
        return unreadable(line, "answer_stamp", cells["answer_stamp"], "a time, because billsec is not 0")
    return _settled(line, cells, Times(start, answer, end, lasted, talk), zone)


def _settled(line: int, cells: Cells, times: Times, zone: tzinfo) -> Times | Unreadable:
    start, end = settle(times.start, times.end, times.lasted, zone)
    ring = None if times.lasted is None else times.lasted - times.talk
    _, answer = settle(start, times.answer, ring, zone)
    if answer is not None and answer < start:
        return unreadable(line, "answer_stamp", cells["answer_stamp"], "not before start_stamp")
    if end is not None and end < (answer or start):
        return unreadable(line, "end_stamp", cells["end_stamp"], "not before start_stamp and answer_stamp")
    return Times(start, answer, end, times.lasted, times.talk)
