"""The records that a finding counts, read from the journal when somebody looks at them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from django.conf import settings

from fairline.console.cases.models import Finding
from fairline.facts import Event, FairlineError
from fairline.guard.records import AttemptBody, FactBody
from fairline.stores.entries import Entry
from fairline.stores.named import entries_named

AROUND = timedelta(hours=3)  # ours: how long after a call its record may be written down
ROWS_MAX = 300_000  # ours: entries that are looked at for the records of one finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A record, as far as a reader needs it. ``None``: it does not say."""

    id: str
    at: datetime
    sequence: int
    caller: str | None
    called: str | None
    campaign: str | None
    talk: timedelta | None


def samples(finding: Finding) -> tuple[Sample, ...]:
    """Return the records of a finding that the journal still has, each as it was told last, in order."""
    record = finding.record
    if not record.samples:
        return ()
    try:
        entries = entries_named(
            settings.FOLDER,
            record.samples,
            record.since - AROUND,
            max(record.until, finding.seen_at) + AROUND,
            rows_max=ROWS_MAX,
        )
        latest = {entry.id: entry for entry in entries}
    except FairlineError:
        return ()
    return tuple(sorted(map(_sample, latest.values()), key=lambda each: each.at))


def _sample(entry: Entry) -> Sample:
    fact = (
        msgspec.json.decode(entry.body, type=AttemptBody).attempt
        if entry.kind == "attempt"
        else msgspec.json.decode(entry.body, type=FactBody).fact
    )
    assert isinstance(fact, Event), "only what happened is counted"
    told = {name: getattr(fact, name, None) for name in ("caller", "called", "campaign", "talk")}
    if told["caller"] is None:
        told["caller"] = getattr(fact, "sender", None)
    if told["called"] is None:
        told["called"] = getattr(fact, "recipient", None)
    return Sample(id=fact.id, at=fact.at, sequence=entry.sequence, **told)
