"""The numbers of the overview, each from where it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db.models import Count, Max, Q, Sum

from fairline.cases import AppealDecision, Outcome, RuleRecord, rule_records
from fairline.console.cases.models import Case, Seen, State, Tally
from fairline.console.cases.tallies import day
from fairline.console.policy import review, rules
from fairline.console.rulings.models import RulingRow, Stage
from fairline.policy import Clause, Rule, Severity

DAYS = 30  # ours: how far back the overview looks
STANDS = (Stage.MADE, Stage.IN_JOURNAL, Stage.OVERTURNED)
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
        Tally.objects.filter(day__gte=_since(now))
        .values_list("day", "severity")
        .annotate(Sum("findings"))
        .order_by("day", "severity")
    )
    found: dict[date, dict[Severity, int]] = {}
    for on, severity, count in counted:
        found.setdefault(on, {})[Severity(severity)] = count
    return list(found.items())


def by_rule(now: datetime) -> list[RuleFigures]:
    """Return the rules with most findings of the last days."""
    counted = list(
        Tally.objects.filter(day__gte=_since(now))
        .values_list("rule")
        .annotate(number=Sum("findings"))
        .order_by("-number", "rule")[:RULES_MAX]
    )
    accounts = dict(
        Seen.objects.filter(day__gte=_since(now), rule__in=[rule for rule, _ in counted])
        .values_list("rule")
        .annotate(Count("id"))
        .order_by("rule")
    )
    known = records(now)
    return [
        RuleFigures(
            clause=rules()[rule][0],
            rule=rules()[rule][1],
            findings=findings,
            accounts=accounts.get(rule, 0),
            record=known.get(rule),
        )
        for rule, findings in counted
        if rule in rules()
    ]


def _since(now: datetime) -> date:
    return day(now - timedelta(days=DAYS))


def records(now: datetime) -> dict[str, RuleRecord]:
    """Return by rule how often its rulings held, over the period that the policy's review looks at.

    Thousands of rulings are read for it, so it is kept until one more is made or falls, or an hour is over.
    """
    made = RulingRow.objects.filter(stage__in=STANDS)
    state = (
        *made.order_by("stage").values_list("stage").annotate(Count("id")),
        tuple(made.aggregate(Max("decided_at"), Max("id")).values()),
    )
    return _records(state, now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1))


@lru_cache(maxsize=2)
def _records(state: object, now: datetime) -> dict[str, RuleRecord]:
    since = now - timedelta(days=review().periods["reversal-window"].number)
    made = RulingRow.objects.filter(decided_at__gte=since, stage__in=STANDS).exclude(outcome=Outcome.RESTORE)
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
