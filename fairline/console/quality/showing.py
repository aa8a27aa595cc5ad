"""A sample as whoever judges it sees it: what was measured against which limit, not what came of it.

It says neither whose it is nor who has looked at it. Numbers are masked until a purpose is told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from fairline.console.cases.evidence import worst
from fairline.console.policy import law, rules
from fairline.console.quality.models import Kind, Sample
from fairline.console.records.purpose import shown
from fairline.console.records.words import Purpose
from fairline.console.speech import lang
from fairline.findings import Finding
from fairline.guard.recorded import recorded
from fairline.guard.records import DecisionRecord, FindingRecord, ReasonRecord
from fairline.policy import ACT, Act, Clause, Text

LEFT_OUT = ("account", "id")
"""Whose it is, which a second look must not know by looking it up."""


class Whole(msgspec.Struct, frozen=True):
    """An attempt, field by field, and the decision on it."""

    attempt: dict[str, Any]
    decision: DecisionRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One rule that the answer rests on, in words."""

    clause: Clause
    rule: Any
    severity: str
    reason: str
    who: tuple[tuple[str, str], ...]
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is shown of a sample. ``act``: what was done, ``fields``: the attempt, for an answer."""

    act: Text | None
    fields: tuple[tuple[str, str], ...]
    told: tuple[Told, ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses, each once: with what else may explain it, and what to look at."""
        return tuple({each.clause.id: each.clause for each in self.told}.values())


def view(sample: Sample, purpose: Purpose | None) -> View:
    """Return what is shown of a sample to somebody with this purpose, or with none."""
    match sample.kind:
        case Kind.ANSWER:
            return _answer(sample, purpose)
        case Kind.FINDING:
            records = [msgspec.json.decode(sample.body, type=FindingRecord)]
        case _:
            assert sample.case is not None
            records = [each.record for each in worst(sample.case)]
    return View(act=None, fields=(), told=tuple(_told(records, purpose)))


def _answer(sample: Sample, purpose: Purpose | None) -> View:
    whole = msgspec.json.decode(sample.body, type=Whole)
    words = {name: str(value) for name, value in whole.attempt.items() if name not in LEFT_OUT}
    records = [_as_finding(each, whole.attempt) for each in whole.decision.reasons]
    return View(
        act=ACT[Act[whole.decision.act.replace("-", "_").upper()]],
        fields=tuple((name, shown(value, purpose)) for name, value in words.items()),
        told=tuple(_told(records, purpose)),
    )


def _as_finding(of: ReasonRecord, attempt: Mapping[str, Any]) -> FindingRecord:
    """Return a reason as a finding: its key is what the attempt says of it."""
    known = rules().get(of.rule)
    names = known[1].signal.key_names if known is not None else ()
    at = msgspec.convert(attempt.get("started_at") or attempt.get("at") or "1970-01-01T00:00:00Z", datetime)
    return FindingRecord(
        id=of.finding, rule=of.rule, clause=of.clause, account=str(attempt.get("account", "")),
        who={name: str(attempt.get(name) or "–") for name in names}, since=at, until=at, mode=of.mode,
        severity=of.severity, answer=of.answer, measures=of.measures, warming=of.warming,
    )  # fmt: skip


def _told(records: Iterable[FindingRecord], purpose: Purpose | None) -> Iterable[Told]:
    for record in records:
        found = recorded(record, rules(), law())
        # A rule whose key has changed since cannot tell the finding any more, no more than one that is gone.
        if found is not None and tuple(record.who) == found.rule.signal.key_names:
            yield Told(
                clause=found.clause,
                rule=found.rule,
                severity=found.severity.name.lower(),
                reason=_reason(found, purpose),
                who=tuple(
                    (name, shown(value, purpose)) for name, value in record.who.items() if name != "account"
                ),
                samples=record.samples if purpose is not None else (),
            )


def _reason(found: Finding, purpose: Purpose | None) -> str:
    words = found.reason(lang())
    return shown(words.replace(found.subject, "…") if found.subject in words else words, purpose)
