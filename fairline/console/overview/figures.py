"""The numbers of the overview, each from where it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q
from django.db.models.functions import TruncDate

from fairline.cases import AppealDecision, Outcome, RuleRecord, rule_records
from fairline.console.cases.models import Case, Finding, State
from fairline.console.policy import review, rules
from fairline.console.rulings.models import RulingRow, Stage
from fairline.policy import Clause, Rule, Severity

DAYS = 30  # ours: how far back the overview looks
RULES_MAX = 30  # ours: rows of rules, those with most findings
AGES = (
    (timedelta(hours=4), "4h"),
    (timedelta(days=1), "1d"),
    (timedelta(days=7), "7d"),
    (timedelta.max, "more"),
)
"""Ours: up to how old a case is, and by which word the page knows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFigures:
    """A rule with its findings of the last days, and what became of the rulings that rest on it."""

    clause: Clause
    rule: Rule
    findings: int
    accounts: int
    record: RuleRecord | None


def open_cases(now: datetime) -> list[tuple[str, dict[Severity, int]]]:
    """Return the cases that are not closed: by age, then by severity."""
    rows: list[tuple[str, dict[Severity, int]]] = []
    younger = timedelta(0)
    for older, name in AGES:
        aged = Q(opened_at__lte=now - younger)
        if older is not timedelta.max:
            aged &= Q(opened_at__gt=now - older)
        counted = (
            Case.objects.exclude(state=State.CLOSED)
            .filter(aged)
            .values_list("severity")
            .annotate(Count("id"))
            .order_by("severity")
        )
        rows.append((name, {Severity(severity): count for severity, count in counted}))
        younger = older
    return rows


def waiting(now: datetime) -> Mapping[str, int]:
    """Return how much of each kind waits for people or for the guard."""
    cases = Case.objects.exclude(state=State.CLOSED)
    counted = cases.aggregate(
        open=Count("id"), late=Count("id", filter=Q(due_at__lt=now)), free=Count("id", filter=Q(holder=None))
    )
    made = RulingRow.objects.filter(stage__in=(Stage.PROPOSED, Stage.MADE)).aggregate(
        second=Count("id", filter=Q(stage=Stage.PROPOSED)), guard=Count("id", filter=Q(stage=Stage.MADE))
    )
    return {**counted, **made}


def by_day(now: datetime) -> list[tuple[date, dict[Severity, int]]]:
    """Return the findings of the last days: by day, then by severity."""
    counted = (
        Finding.objects.filter(seen_at__gte=now - timedelta(days=DAYS))
        .annotate(day=TruncDate("seen_at"))
        .values_list("day", "severity")
        .annotate(Count("id"))
        .order_by("day", "severity")
    )
    found: dict[date, dict[Severity, int]] = {}
    for day, severity, count in counted:
        found.setdefault(day, {})[Severity(severity)] = count
    return list(found.items())


def by_rule(now: datetime) -> list[RuleFigures]:
    """Return the rules with most findings of the last days."""
    counted = (
        Finding.objects.filter(seen_at__gte=now - timedelta(days=DAYS))
        .values_list("rule")
        .annotate(findings=Count("id"), accounts=Count("account", distinct=True))
        .order_by("-findings", "rule")[:RULES_MAX]
    )
    known = records(now)
    return [
        RuleFigures(
            clause=rules()[rule][0],
            rule=rules()[rule][1],
            findings=findings,
            accounts=accounts,
            record=known.get(rule),
        )
        for rule, findings, accounts in counted
        if rule in rules()
    ]


def records(now: datetime) -> dict[str, RuleRecord]:
    """Return by rule how often its rulings held, over the period that the policy's review looks at."""
    since = now - timedelta(days=review().periods["reversal-window"].number)
    made = RulingRow.objects.filter(
        decided_at__gte=since, stage__in=(Stage.MADE, Stage.IN_JOURNAL, Stage.OVERTURNED)
    ).exclude(outcome=Outcome.RESTORE)
    rows = list(made)
    decisions = [
        AppealDecision(
            id=f"overturned-{row.id}",
            appeal="",
            ruling=row.id,
            decided_at=row.decided_at or now,
            decided_by="",
            overturned=True,
            reasons="",
        )
        for row in rows
        if row.stage == Stage.OVERTURNED
    ]
    return {each.rule: each for each in rule_records((row.ruling for row in rows), decisions, now, review())}
