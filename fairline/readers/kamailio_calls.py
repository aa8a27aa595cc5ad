"""Kamailio's accounting rows joined into calls: what the SQLite and the JSON reader have in common.

``acc`` writes a row per finished transaction, so one call stands in several: the INVITE with its final
status, the BYE, a missed call per branch tried, and a call detail record from the dialog. They are joined
by Call-ID. A row's ``time`` is when the transaction ended, in whole seconds; only a call detail record says
when the attempt started. Without one, the start is the final answer and ``ring`` is unknown.

A BYE whose From tag is the INVITE's was sent by the caller (with ``detect_direction`` set in acc, tags are
always in the caller's order, and this cannot be trusted). A call detail record alone does not tell whether
anybody answered, as it is also written for failed dialogs, unless ``sip_code`` is among its extra columns.
Call detail records without a Call-ID cannot be joined: they are read where no acc row stands before them.
"""

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from fairline.facts import Call, Side, Unreadable
from fairline.readers.causes import end_reason_of_sip
from fairline.readers.numbers import e164
from fairline.readers.parties import Parties, bare, is_extension, parties
from fairline.readers.rows import digest, epoch, number, seconds, time, unreadable

ALIASES = {
    "method": ("method",),
    "from_tag": ("from_tag",),
    "to_tag": ("to_tag",),
    "callid": ("callid", "call_id", "sip_call_id", "sip_callid"),
    "sip_code": ("sip_code",),
    "time": ("time",),
    "start_time": ("start_time",),
    "end_time": ("end_time",),
    "duration": ("duration",),
    "caller": ("src_user", "caller", "from_user", "a_number", "src"),
    "called": ("dst_user", "callee", "to_user", "b_number", "dst"),
    "dialed": ("dst_ouser", "to_ouser"),
    "pai": ("pai", "p_asserted_identity"),
    "account": ("account", "accountcode", "account_id", "client_id"),
    "forwarded_from": ("diversion", "diversion_user", "rdnis"),
    "cseq": ("cseq",),
    "campaign": ("campaign",),
}
"""What is read, and the columns it may stand in: Kamailio's own, and those of its documented examples."""

OPEN_MAX = 100_000  # ours: Call-IDs kept waiting for their BYE, about 150 MB
ENTRIES_MAX = 64  # ours: rows of one Call-ID kept; more is a loop, and starts another call
JULIAN_MAX = 10_000_000  # ours: days since 4713 BC are below, seconds since 1970 above
JULIAN_1970 = 2440587.5
UNSET = "2000-01-01 00:00:00"  # the default of acc_cdrs
CALL_METHODS = frozenset({"INVITE", "BYE", "CANCEL"})
CHALLENGES = frozenset({401, 407})
_URI_USER = re.compile(r"(?:sips?|tel):([^@;>]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One accounting row. A call detail record has ``start`` and no ``method``."""

    line: int
    callid: str
    method: str
    code: int | None
    from_tag: str
    to_tag: str
    start: datetime | None
    at: datetime
    sides: Mapping[str, str]
    missed: bool = False


def entry(
    line: int, cells: Mapping[str, str], zone: tzinfo, *, missed: bool = False
) -> Entry | Unreadable | None:
    """Return a row as an ``Entry``, from texts by the names of ``ALIASES``. ``None``: it is about no call.

    Times are Julian days, seconds since 1970, or the wall clock in ``zone``.
    """
    method = cells.get("method", "").upper()
    if method not in CALL_METHODS and not (method == "" and cells.get("start_time")):
        return None if method else unreadable(line, "method", "", "INVITE or BYE")
    start = moment(line, "start_time", cells["start_time"], zone) if method == "" else None
    if isinstance(start, Unreadable):
        return start
    at = (
        _ended(line, cells, start, zone)
        if start is not None
        else moment(line, "time", cells.get("time", ""), zone)
    )
    if isinstance(at, Unreadable):
        return at
    code = _code(line, method, cells.get("sip_code", ""))
    if isinstance(code, Unreadable):
        return code
    if method and not cells.get("callid"):
        return unreadable(line, "callid", "", "a Call-ID")
    return Entry(
        line=line,
        callid=cells.get("callid", ""),
        method=method,
        code=code,
        from_tag=cells.get("from_tag", ""),
        to_tag=cells.get("to_tag", ""),
        start=start,
        at=at,
        sides={name: cells[name] for name in _SIDES if cells.get(name)},
        missed=missed,
    )


def picked(columns: Iterable[str]) -> dict[str, str]:
    """Return which of ``columns`` stands for what: a name of ``ALIASES`` to the column as it is spelled."""
    spelled = {column.lower(): column for column in columns}
    found = {name: next((a for a in aliases if a in spelled), None) for name, aliases in ALIASES.items()}
    return {name: spelled[alias] for name, alias in found.items() if alias is not None}


def joined(
    entries: Iterable[Entry | Unreadable], region: str | None, *, open_max: int = OPEN_MAX
) -> Iterator[Call | Unreadable]:
    """Yield one ``Call`` per Call-ID in the order of first rows, and what is unreadable when it is met.

    At most ``open_max`` Call-IDs wait for more rows; the oldest is then told as it stands.
    """
    waiting: OrderedDict[str, list[Entry]] = OrderedDict()
    acc_seen = False
    for found in entries:
        if isinstance(found, Unreadable):
            yield found
            continue
        acc_seen = acc_seen or found.method != ""
        if not found.callid:
            if not acc_seen:
                yield _alone(found, region)
            continue
        if len(waiting.setdefault(found.callid, [])) >= ENTRIES_MAX:
            yield _call(waiting[found.callid], region)
            waiting[found.callid] = []
        waiting[found.callid].append(found)
        if len(waiting) > open_max:
            yield _call(waiting.popitem(last=False)[1], region)
    for rows in waiting.values():
        yield _call(rows, region)


def moment(line: int, field: str, text: str, zone: tzinfo) -> datetime | Unreadable:
    """Return a time as Kamailio writes it: a Julian day (to 1 ms), seconds since 1970, or a wall clock."""
    value = number(line, field, text)
    if isinstance(value, Unreadable):
        return time(line, field, text, zone)
    if value < JULIAN_MAX:
        since = round((float(value) - JULIAN_1970) * 86_400, 3)
        found = epoch(line, field, f"{since:.3f}")
        return unreadable(line, field, text, "a time") if isinstance(found, Unreadable) else found
    return epoch(line, field, text)


_SIDES = ("caller", "called", "dialed", "pai", "account", "forwarded_from", "cseq", "campaign")


def _ended(line: int, cells: Mapping[str, str], start: datetime, zone: tzinfo) -> datetime | Unreadable:
    """Return when the dialog of a call detail record ended: what it lasted is finer than its times."""
    lasted = seconds(line, "duration", cells.get("duration") or "0")
    if isinstance(lasted, Unreadable):
        return lasted
    end = cells.get("end_time", "")
    if lasted or not end or end == UNSET:
        return start + lasted
    at = moment(line, "end_time", end, zone)
    if isinstance(at, datetime) and at < start:
        return unreadable(line, "end_time", end, "not before start_time")
    return at


def _code(line: int, method: str, text: str) -> int | Unreadable | None:
    bare_text = text.strip()
    if bare_text.isascii() and bare_text.isdigit() and len(bare_text) == 3:
        return int(bare_text)
    return unreadable(line, "sip_code", text, "a SIP status") if method == "INVITE" else None


def _call(rows: list[Entry], region: str | None) -> Call | Unreadable:
    final = _final(rows)
    record = next((row for row in rows if row.start is not None), None)
    if final is None:
        if record is None:
            return unreadable(rows[0].line, "method", rows[0].method, "an INVITE with this Call-ID")
        return _alone(record, region)
    code = final.code if final.method == "INVITE" else 487
    if code is not None and 200 <= code <= 299:
        return _answered(final, code, rows, record, region)
    started = final.at if record is None or record.start is None else min(record.start, final.at)
    return _told(
        final,
        rows,
        region,
        started_at=started,
        answered=False,
        ended_at=final.at,
        ring=None if record is None else final.at - started,
        talk=timedelta(0),
        sip_status=code,
    )


def _final(rows: list[Entry]) -> Entry | None:
    """Return the row that says how the attempt ended: an answer, or else the last word to the caller."""
    invites = [row for row in rows if row.method == "INVITE"]
    answers = [row for row in invites if row.code is not None and 200 <= row.code <= 299]
    if answers:
        return min(answers, key=lambda row: row.at)
    canceled = [row for row in rows if row.method == "CANCEL"]
    return max(
        invites or canceled,
        key=lambda row: (row.code not in CHALLENGES, not row.missed, row.at),
        default=None,
    )


def _answered(
    final: Entry, code: int, rows: list[Entry], record: Entry | None, region: str | None
) -> Call | Unreadable:
    bye = next((row for row in rows if row.method == "BYE"), None)
    started, answered_at, ring = final.at, final.at, None
    if record is not None and record.start is not None:
        started = record.start
        ring = final.at - started
        if ring < timedelta(seconds=1):
            # The record starts at the answer, or the ringing was shorter than acc can tell.
            answered_at, ring = started, None
    last = record or bye
    if last is not None and last.at < answered_at:
        return unreadable(
            last.line, "end_time" if record else "time", last.at.isoformat(), "not before the answer"
        )
    return _told(
        final,
        rows,
        region,
        started_at=started,
        answered=True,
        answered_at=answered_at,
        ended_at=None if last is None else last.at,
        ring=ring,
        talk=None if last is None else last.at - answered_at,
        sip_status=code,
        released_by=None if bye is None else _released_by(final, bye),
    )


def _alone(record: Entry, region: str | None) -> Call | Unreadable:
    """Return the call of a call detail record that no other row belongs to."""
    if record.start is None or not (record.callid or record.sides):
        return unreadable(record.line, "callid", "", "callid among the columns of cdr_extra")
    answered = None if record.code is None else 200 <= record.code <= 299
    return _told(
        record,
        [record],
        region,
        started_at=record.start,
        answered=answered,
        ended_at=record.at,
        talk=timedelta(0) if answered is False else None,
        sip_status=record.code,
    )


def _told(
    final: Entry,
    rows: list[Entry],
    region: str | None,
    *,
    started_at: datetime,
    answered: bool | None,
    sip_status: int | None,
    ended_at: datetime | None,
    talk: timedelta | None,
    answered_at: datetime | None = None,
    ring: timedelta | None = None,
    released_by: Side | None = None,
) -> Call:
    told = {name: value for row in (*rows, final) for name, value in row.sides.items()}
    sides = _parties(told, region)
    forwarded_from = e164(_user(told.get("forwarded_from", "")), region)
    return Call(
        id=_id(final, told.get("cseq")) or digest(started_at.isoformat(), *told.values()),
        line=final.line,
        account=told.get("account"),
        campaign=told.get("campaign"),
        user=sides.user,
        direction=sides.direction,
        caller=sides.caller,
        called=sides.called,
        dialed=sides.dialed,
        forwarded_from=None if forwarded_from == sides.called else forwarded_from,
        started_at=started_at,
        answered=answered,
        answered_at=answered_at,
        ended_at=ended_at,
        ring=ring,
        talk=talk,
        end_reason=None if sip_status is None else end_reason_of_sip(sip_status, answered),
        sip_status=sip_status,
        released_by=released_by,
    )


def _id(final: Entry, cseq: str | None) -> str:
    """Return the Call-ID; with a ``cseq`` the name that the call has in a capture and at the SIP port."""
    if cseq is None or not final.callid or final.method == "":
        return final.callid
    return f"{final.callid};from-tag={final.from_tag};cseq={cseq}"


def _parties(told: Mapping[str, str], region: str | None) -> Parties:
    """The asserted identity is the caller where there is one: the From header may say anything."""
    caller, called = _user(told.get("caller", "")), _user(told.get("called", ""))
    asserted, dialed = _user(told.get("pai", "")), _user(told.get("dialed", ""))
    taken_by = None
    if is_extension(called, region) and e164(dialed, region) is not None and not is_extension(dialed, region):
        called, taken_by = dialed, called
    placed_by = caller if is_extension(caller, region) else None
    if e164(asserted, region) is not None:
        caller = asserted
    return parties(caller, called or dialed, region, placed_by=placed_by, taken_by=taken_by)


def _user(text: str) -> str:
    """Return the user part of an address or header, bare. Kamailio writes ``<null>`` for none."""
    if text == "<null>":
        return ""
    found = _URI_USER.search(text)
    return bare(text if found is None else found[1])


def _released_by(invite: Entry, bye: Entry) -> Side | None:
    if not bye.from_tag or invite.from_tag == invite.to_tag:
        return None
    return {invite.from_tag: Side.CALLER, invite.to_tag: Side.CALLED}.get(bye.from_tag)
