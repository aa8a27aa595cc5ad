"""The answer to a traceback: what the journal says of the call, what a person added, and how it is proven."""

from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Any

import msgspec
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fairline.console.tracing.models import Traceback
from fairline.console.tracing.sections import Section
from fairline.console.tracing.words import FIELDS, VALUES
from fairline.facts import Call, Message
from fairline.guard.records import AttemptBody, FactBody
from fairline.stores.entries import Entry
from fairline.stores.entry_reading import Proven, entry_at

VERSION = 1
FOUND, NOT_FOUND = "found", "not-found"


def proven(row: Traceback) -> list[Proven]:
    """Return the entries of the call that was chosen, in the journal's order."""
    found = (entry_at(settings.FOLDER, each) for each in sorted(row.sequences))
    return [each for each in found if each is not None]


def said(entries: list[Proven]) -> dict[str, Any]:
    """Return what the entries say of the call: of each field the latest that says it, records last."""
    told: dict[str, Any] = {}
    for each in sorted(entries, key=lambda each: (each.entry.kind == "fact", each.entry.sequence)):
        fact = fact_of(each.entry)
        if fact is None:
            continue
        told["id"], told["kind"] = fact.id, type(fact).__name__.lower()
        told["at"] = fact.started_at if isinstance(fact, Call) else fact.sent_at
        for name, _label in FIELDS:
            value = getattr(fact, name, None)
            if value is not None:
                told[name] = value
    return told


def fact_of(entry: Entry) -> Call | Message | None:
    """Return the call or message that an entry is about."""
    if entry.kind == "attempt":
        of = msgspec.json.decode(entry.body, type=AttemptBody).attempt
    else:
        of = msgspec.json.decode(entry.body, type=FactBody).fact  # type: ignore[assignment]
    return of if isinstance(of, Call | Message) else None


def document(row: Traceback, entries: list[Proven], added: dict[str, str], now: datetime) -> dict[str, Any]:
    """Return the answer as it is kept and sent: times in UTC, spans in seconds, nothing that is not known."""
    told = said(entries)
    return {
        "document": "traceback-answer",
        "version": VERSION,
        "traceback": str(row),
        "provider": {"name": settings.CONSOLE.sender.name, "contact": settings.CONSOLE.sender.contact},
        "request": {
            "authority": row.authority,
            "reference": row.reference,
            "received_at": plain(row.received_at),
            "due_at": plain(row.due_at),
            "caller": ("*" if row.caller_ends else "") + row.caller,
            "called": ("*" if row.called_ends else "") + row.called,
            "moment": plain(row.moment),
            "zone": row.zone,
            "margin_s": row.margin_s,
        },
        "outcome": FOUND if told else NOT_FOUND,
        "call": {name: plain(value) for name, value in told.items()},
        **{name: value for name, value in added.items() if value},
        "custody": [
            {
                "sequence": each.entry.sequence,
                "written_at": plain(datetime.fromtimestamp(each.entry.at / 1e6, UTC)),
                "kind": each.entry.kind,
                "hash": each.entry.hash.hex(),
                "previous_hash": each.previous.hex(),
                "unaltered": each.unaltered,
            }
            for each in entries
        ],
        "answered_at": plain(now),
        "answered_by": row.answered_by,
    }


def sections(told: dict[str, Any]) -> list[Section]:
    """Return an answer as a document in the language of the page."""
    asked, zone = told["request"], told["request"]["zone"]
    parts = [
        Section(
            title=_("The request"),
            facts=(
                (_("Asked by"), asked["authority"]),
                (_("Reference"), asked["reference"]),
                (_("Request received"), when(asked["received_at"])),
                (_("Answer due"), when(asked["due_at"])),
                (_("Caller number"), asked["caller"] or "–"),
                (_("Called number"), asked["called"] or "–"),
                (_("Time of the call"), f"{when(asked['moment'], zone)} ({zone})"),
            ),
        )
    ]
    if told["outcome"] == NOT_FOUND:
        nothing = _("Our records have no call or message with these numbers within the time that was given.")
        parts.append(Section(title=_("The answer"), note=nothing, facts=_added(told)))
    else:
        parts.append(Section(title=_("The answer"), facts=(*_added(told), *call_facts(told["call"], zone))))
        parts.append(_custody(told["custody"]))
    parts.append(
        Section(
            title=_("Answered"),
            facts=((_("When"), when(told["answered_at"])), (_("By"), told["answered_by"])),
        )
    )
    return parts


def call_facts(told: dict[str, Any], zone: str) -> tuple[tuple[str, str], ...]:
    """Return what is known of a call, with names, in the language of the page; and what is not known."""
    kind = _("Message") if told["kind"] == "message" else _("Call")
    made = f"{when(told['at'], zone)} ({zone})"
    if zone != "UTC":
        made += f", {when(told['at'], 'UTC')} (UTC)"
    rest = (
        (str(label), _shown(name, told.get(name), zone))
        for name, label in FIELDS
        if name in told or name in MISSED
    )
    return ((kind, str(told["id"])), (_("Time it was made"), made), *rest)


MISSED = ("account", "user", "campaign", "source_ip", "attestation", "forwarded_from")
"""What is said to be unknown where it is: whoever asks wants to know whether we looked."""


def when(of: str | datetime, zone: str | None = None) -> str:
    """Say an instant to the second, in a zone or the provider's."""
    at = datetime.fromisoformat(of) if isinstance(of, str) else of
    with timezone.override(zone or settings.CONSOLE.sender.zone):
        local = timezone.localtime(at)
        return f"{date_format(local, 'DATE_FORMAT')} {local:%H:%M:%S}"


def _custody(entries: list[dict[str, Any]]) -> Section:
    whole = all(each["unaltered"] for each in entries)
    note = (
        _("Each hash (BLAKE2b) covers its entry and the hash before it, as the journal's reference tells.")
        if whole
        else _("An entry is not as it was written: its hash does not fit. Say so to whoever asked.")
    )
    return Section(
        title=_("Entries of the journal"),
        note=note,
        counts=False,
        headings=(_("Entry"), _("Written down"), _("Hash, and the hash before it")),
        rows=tuple(
            (
                f"{each['sequence']} ({VALUES.get(each['kind'], each['kind'])})",
                when(each["written_at"]),
                f"{each['hash']} {each['previous_hash']}",
            )
            for each in entries
        ),
    )


def _added(told: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    named = (("customer", _("Customer")), ("upstream", _("Handed to us by")), ("remarks", _("Remarks")))
    return tuple((label, told[name]) for name, label in named if told.get(name))


def _shown(name: str, value: Any, zone: str) -> str:
    if value is None:
        return _("not recorded")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name.endswith("_at"):
        return when(value, zone)
    if name == "talk":
        return _("%(n)s s") % {"n": f"{value:.0f}"}
    return str(VALUES.get(str(value), value))


def plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="milliseconds")
    if isinstance(value, timedelta):
        return value.total_seconds()
    return value.value if isinstance(value, Enum) else value
