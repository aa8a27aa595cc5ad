"""Call records of FreeSWITCH's ``mod_json_cdr`` and ``mod_format_cdr``.

One document a file, one a line, several in an array, or the form body ``cdr=…`` that is posted with
``encode`` (percent or base64), one a line. Times are microseconds since 1970 from the variables, or else
from the callflow, whose first entry is the last profile: like ``mod_cdr_csv`` the sides are taken from it.

``released_by`` is the far end of this leg when the leg received the BYE, CANCEL or refusal; of a leg that
was bridged and cleared normally, a BYE sent means the other side hung up. Otherwise it is unknown.
"""

import base64
import binascii
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from urllib.parse import unquote, unquote_plus

import msgspec

from fairline.facts import Call, Fact, Side, Unreadable
from fairline.readers.causes import end_reason_of_freeswitch, q850_of_freeswitch
from fairline.readers.documents import Record, Shape, decoded, keys_in, records
from fairline.readers.edge import at_the_edge
from fairline.readers.format import Format, TriedOn
from fairline.readers.numbers import e164
from fairline.readers.parties import Parties, bare, parties
from fairline.readers.rows import digest, epoch, time, unreadable
from fairline.readers.source import Source

FORMAT = Format(
    name="freeswitch-json",
    title="FreeSWITCH JSON call records",
    title_fr="Relevés d'appels JSON de FreeSWITCH",
    source="https://developer.signalwire.com/freeswitch/FreeSWITCH-Explained/Modules/mod_json_cdr_6587053/",
    silent_on=frozenset(
        {
            "campaign",
            "campaign_started_at",
            "purpose",
            "answered_live",
            "agent_joined",
            "agent_delay",
            "abandoned",
            "cost",
            "currency",
        }
    ),
    tried_on=TriedOn.REAL,
    never={"released_by": frozenset({Side.NETWORK})},
)

SHAPE = Shape(marks=frozenset({"channel_data", "variables", "callflow"}), lists=frozenset())
FORM = b"cdr="
Q850_MAX = 127


class Profile(msgspec.Struct, frozen=True):
    """Who called whom, as one step of the dialplan saw it."""

    caller_id_number: str = ""
    destination_number: str = ""
    rdnis: str = ""
    uuid: str = ""


class Times(msgspec.Struct, frozen=True):
    """Microseconds since 1970, ``0`` for what did not happen."""

    created_time: str | int = 0
    answered_time: str | int = 0
    hangup_time: str | int = 0


class Step(msgspec.Struct, frozen=True):
    """One profile of the channel. A transfer starts another."""

    caller_profile: Profile = Profile()
    times: Times = Times()


class Channel(msgspec.Struct, frozen=True):
    """The channel's own view: inbound is towards the switch, whoever the customer is."""

    direction: str = ""


class Document(msgspec.Struct, frozen=True):
    """What is read of one call record."""

    variables: dict[str, object] = {}
    callflow: list[Step] | Step = []
    channel_data: Channel = Channel()


@dataclass(frozen=True, slots=True)
class Span:
    """When the leg started, was answered and ended."""

    start: datetime
    answer: datetime | None
    end: datetime | None


_DOCUMENT = msgspec.json.Decoder(Document)


def recognise(head: bytes) -> bool:
    """Return whether the start has the names of a FreeSWITCH call record, also inside a form body."""
    if head.startswith(FORM):
        first = head.splitlines()[0]
        head = _unwrapped(first[: len(first) // 4 * 4].decode("ascii", "replace"))
    keys = keys_in(head)
    return (
        {"core-uuid", "channel_data"} <= keys
        or {"variables", "callflow"} <= keys
        or ("channel_data" in keys and "variables" in keys)
    )


@at_the_edge
def read(source: Source, *, zone: tzinfo, region: str | None) -> Iterator[Fact | Unreadable]:
    """Yield one ``Call`` or one ``Unreadable`` per record. ``zone`` serves only records without epochs."""
    found = _forms(source) if source.head().startswith(FORM) else records(source, SHAPE)
    for record in found:
        if isinstance(record, Unreadable):
            yield record
            continue
        document = decoded(_DOCUMENT, record)
        yield document if isinstance(document, Unreadable) else _call(record, document, zone, region)


def _forms(source: Source) -> Iterator[Record | Unreadable]:
    for line, text in source.lines():
        if not text.strip():
            continue
        raw = _unwrapped(text)
        if raw.lstrip()[:1] == b"{":
            yield Record(line, raw, frozenset())
        else:
            yield unreadable(line, "cdr", text, "cdr= and a JSON document, percent or base64 encoded")


def _unwrapped(form: str) -> bytes:
    """Return the JSON document inside a form body, or what stands there instead."""
    value = form.removeprefix(FORM.decode()).split("&")[0].strip()
    if value[:1] == "{" or value[:3].upper() == "%7B":
        return unquote_plus(value).encode("utf-8", "replace")
    try:
        return base64.b64decode(unquote(value), validate=True)
    except (binascii.Error, ValueError):
        return value.encode("utf-8", "replace")


def _call(record: Record, document: Document, zone: tzinfo, region: str | None) -> Call | Unreadable:
    told = document.variables
    steps = document.callflow if isinstance(document.callflow, list) else [document.callflow]
    profile = steps[0].caller_profile if steps else Profile()
    span = _span(record.line, told, steps, zone)
    if isinstance(span, Unreadable):
        return span
    answered = span.answer is not None
    sides = _sides(told, profile, region)
    forwarded_from = e164(bare(profile.rdnis or _told(told, "rdnis")), region)
    cause = _told(told, "hangup_cause")
    return Call(
        id=_told(told, "uuid") or profile.uuid or digest(record.raw.decode("utf-8", "replace")),
        line=record.line,
        account=_told(told, "accountcode") or None,
        user=sides.user,
        direction=sides.direction,
        caller=sides.caller,
        called=sides.called,
        dialed=sides.dialed,
        forwarded_from=None if forwarded_from == sides.called else forwarded_from,
        started_at=span.start,
        answered=answered,
        answered_at=span.answer,
        ended_at=span.end,
        ring=_between(span.start, span.answer or span.end),
        talk=_between(span.answer, span.end) if answered else timedelta(0),
        end_reason=end_reason_of_freeswitch(cause, answered),
        q850=_q850(told, cause),
        sip_status=_sip_status(told),
        released_by=_released_by(told, document.channel_data.direction or _told(told, "direction"), answered),
    )


def _sides(told: Mapping[str, object], profile: Profile, region: str | None) -> Parties:
    """A login of this leg is a seat of ours; a leg sent to a user of the directory reaches one."""
    caller = profile.caller_id_number or _told(told, "caller_id_number") or _told(told, "sip_from_user")
    called = profile.destination_number or _told(told, "destination_number") or _told(told, "sip_req_user")
    placed_by = _told(told, "sip_auth_username") or _told(told, "user_name")
    return parties(
        unquote(caller),
        unquote(called),
        region,
        placed_by=placed_by or None,
        taken_by=_told(told, "dialed_user") or None,
    )


def _span(line: int, told: Mapping[str, object], steps: list[Step], zone: tzinfo) -> Span | Unreadable:
    flow = [step.times for step in steps]
    start = _when(line, told, "start", [times.created_time for times in reversed(flow)], zone)
    answer = _when(line, told, "answer", [times.answered_time for times in flow], zone)
    end = _when(line, told, "end", [times.hangup_time for times in flow], zone)
    if isinstance(start, Unreadable):
        return start
    if isinstance(answer, Unreadable):
        return answer
    if isinstance(end, Unreadable):
        return end
    if start is None:
        return unreadable(line, "start", "", "variables.start_uepoch or callflow times")
    if answer is not None and answer < start:
        return unreadable(line, "answer", answer.isoformat(), "not before start")
    if end is not None and end < (answer or start):
        return unreadable(line, "end", end.isoformat(), "not before start and answer")
    return Span(start, answer, end)


def _when(
    line: int, told: Mapping[str, object], what: str, flow: list[str | int], zone: tzinfo
) -> datetime | Unreadable | None:
    """Return a moment by its best evidence: the variable in µs, the callflow, seconds, the wall clock."""
    micro = [_told(told, f"{what}_uepoch"), *map(str, flow)]
    for text in micro:
        if text not in ("", "0"):
            return epoch(line, f"{what}_uepoch", text, per_second=1_000_000)
    if (text := _told(told, f"{what}_epoch")) not in ("", "0"):
        return epoch(line, f"{what}_epoch", text)
    if text := _told(told, f"{what}_stamp"):
        return time(line, f"{what}_stamp", text, zone)
    return None


def _between(start: datetime | None, end: datetime | None) -> timedelta | None:
    return None if start is None or end is None else end - start


def _told(told: Mapping[str, object], name: str) -> str:
    """Return a variable as text, without the percent codes of ``encode-values``; empty if it has none."""
    value = told.get(name)
    if isinstance(value, str):
        return unquote(value).strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _q850(told: Mapping[str, object], cause: str) -> int | None:
    text = _told(told, "hangup_cause_q850")
    if text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= Q850_MAX:
        return int(text)
    return q850_of_freeswitch(cause)


def _sip_status(told: Mapping[str, object]) -> int | None:
    for name in ("sip_term_status", "sip_invite_failure_status", "proto_specific_hangup_cause"):
        text = _told(told, name).removeprefix("sip:")
        if text.isascii() and text.isdigit() and len(text) == 3 and text >= "200":
            return int(text)
    return None


def _released_by(told: Mapping[str, object], direction: str, answered: bool) -> Side | None:
    far, near = Side.CALLER, Side.CALLED
    if direction == "outbound":
        far, near = near, far
    elif direction != "inbound":
        return None
    disposition = _told(told, "sip_hangup_disposition")
    if disposition in ("recv_bye", "recv_cancel", "recv_refuse"):
        return far
    bridged = _told(told, "bridge_uuid") or _told(told, "last_bridge_to")
    cleared = _told(told, "hangup_cause") == "NORMAL_CLEARING"
    return near if disposition == "send_bye" and answered and bridged and cleared else None
