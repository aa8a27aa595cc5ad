"""What a case rests on: for each rule its worst findings, as the policy reads them and as evidence."""

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from fairline.cases import EvidenceItem, LawReference
from fairline.console.cases.models import Case, Finding
from fairline.console.policy import law, rules
from fairline.console.tracing.complaints import complaint_items
from fairline.findings import Finding as Found
from fairline.guard.recorded import recorded

EACH_RULE = 3  # ours: findings of a rule that are told in full; evidence of class B weighs once a rule


def worst(case: Case, each: int = EACH_RULE) -> list[Finding]:
    """Return the gravest and latest findings of every rule of a case, by rule."""
    place = Window(
        RowNumber(), partition_by=[F("rule")], order_by=[F("severity").desc(), F("until").desc(), F("id")]
    )
    # Places are given within an index; only what comes first is read whole.
    first = Finding.objects.filter(case=case).alias(place=place).filter(place__lte=each).values("pk")
    return list(Finding.objects.filter(pk__in=first).order_by("rule", "-until"))


def found(row: Finding) -> Found | None:
    """Return a finding as the policy reads it; ``None`` if the policy has no such rule any more."""
    return recorded(row.record, rules(), law())


def items(findings: Iterable[Finding]) -> tuple[EvidenceItem, ...]:
    """Return findings as items of evidence. A rule that is gone gives none: nobody could judge it again."""
    made = ((row, found(row)) for row in findings)
    return tuple(_item(row, of) for row, of in made if of is not None)


def items_of_case(case: Case, now: datetime) -> tuple[EvidenceItem, ...]:
    """Return all evidence of a case: its worst findings that count, and the complaints of its account."""
    counted = (each for each in worst(case) if not each.observed)
    return (*items(counted), *complaint_items(case.account, now))


def _item(row: Finding, of: Found) -> EvidenceItem:
    return EvidenceItem(
        sha256=sha256(row.body.encode()).hexdigest(),
        evidence=row.evidence,  # type: ignore[arg-type]
        subject=row.account,
        source=f"fairline:{row.sequence}",
        collected_at=row.seen_at,
        clause=of.clause.letter.name.lower(),
        rule=of.rule.name,
        rule_id=of.rule.id,
        policy=row.policy,
        law=tuple(
            LawReference(jurisdiction=each.place, topic=each.topic, in_force_from=each.in_force_from)
            for each in of.laws
        ),
        since=row.since,
    )


def began(items: Iterable[EvidenceItem]) -> datetime | None:
    """Return when what evidence shows began, ``None`` if there is none."""
    instants = [each.since for each in items if each.since is not None]
    return min(instants).astimezone(UTC) if instants else None
