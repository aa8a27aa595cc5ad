"""What a case page answers: which clauses, which measures against which limits, what evidence permits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import isfinite

from django.conf import settings
from django.db.models import Count, Exists, Max, Min, OuterRef, Q

from fairline.cases import Permission, permits
from fairline.cases.statement import fact
from fairline.console.cases.evidence import found, items_of_case
from fairline.console.cases.models import Case, Finding, Mark
from fairline.console.policy import review, rules
from fairline.console.records.words import Purpose
from fairline.console.speech import lang, said
from fairline.findings import Finding as Found
from fairline.findings.gathered import past
from fairline.guard.cohort_file import read_cohorts
from fairline.guard.day_closer import WATCH
from fairline.policy import Clause, Rule
from fairline.report.bars import bar
from fairline.words import plan_name

HISTORY_MAX = 400  # ours: findings of one rule that are drawn over time
MARKS_MAX = 1_000  # ours: rows that are looked at for what accounts share
SHARED_MAX = 20  # ours: what more accounts share is a hotline or a proxy, and says nothing of who


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One finding as it is read: its reason, and each measure as a picture with its words."""

    row: Finding
    of: Found
    reason: str
    bars: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleShown:
    """A rule of a case: how often it was broken since when, its worst findings, and what to know of it."""

    clause: Clause
    rule: Rule
    count: int
    since: datetime
    until: datetime
    observed: bool
    worst: tuple[Told, ...]


def shown(case: Case, worst: Iterable[Finding], purpose: Purpose | None) -> tuple[RuleShown, ...]:
    """Return the rules of a case that the policy still has. Without a purpose numbers are masked."""
    told: dict[str, list[Told]] = {}
    for row in worst:
        of = found(row)
        if of is not None:
            told.setdefault(row.rule, []).append(_told(row, of, purpose))
    counted = (
        Finding.objects.filter(case=case)
        .values("rule")
        .annotate(
            count=Count("id"),
            first=Min("since"),
            last=Max("until"),
            in_force=Count("id", filter=Q(observed=False)),
        )
    )
    made = (
        RuleShown(
            clause=rules()[each["rule"]][0],
            rule=rules()[each["rule"]][1],
            count=each["count"],
            since=each["first"],
            until=each["last"],
            observed=not each["in_force"],
            worst=tuple(told.get(each["rule"], ())),
        )
        for each in counted
        if each["rule"] in rules()
    )
    return tuple(sorted(made, key=lambda each: (each.observed, each.clause.letter.name, each.rule.id)))


def permissions(case: Case, now: datetime) -> tuple[Permission, ...]:
    """Return what the evidence of a case permits, complaints among it, the weakest answer first."""
    return permits(items_of_case(case, now), review())


def _told(row: Finding, of: Found, purpose: Purpose | None) -> Told:
    # Only who is in the key is masked: a citation of law also looks like a number.
    reason = of.reason(lang()) if purpose is not None else said(fact(of, frozenset({row.account})))
    tests = zip(of.rule.when, ((of.measure, of.limit), *((m, li) for _, m, li in of.others)), strict=True)
    bars = tuple(str(bar(test, measure, limit, reason)) for test, (measure, limit) in tests)
    return Told(row=row, of=of, reason=reason, bars=bars)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One finding in time: how much of its limit was reached (1.0 is the limit)."""

    at: datetime
    past: float
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What is usual for the accounts of the same plan, in hundredths of the limit."""

    plan: str
    accounts: int
    median: int
    ninth: int
    at: datetime


def beside(case: Case, rule: str) -> Beside | None:
    """Return what the guard last found usual for the plan of a case's account, by a rule."""
    known = read_cohorts(settings.FOLDER / WATCH)
    found = None if known is None else known.of(case.account, rule)
    if known is None or found is None:
        return None
    return Beside(
        plan=plan_name(found.plan, lang()),
        accounts=found.accounts,
        median=round(100 * found.median),
        ninth=round(100 * found.ninth),
        at=known.at,
    )


def over_time(case: Case, rule: str) -> tuple[Point, ...]:
    """Return how far past the limit a rule was broken, by this account and by others in the same span."""
    own = Finding.objects.filter(case=case, rule=rule).order_by("-until")
    span = own.aggregate(first=Min("since"), last=Max("until"))
    if span["first"] is None:
        return ()
    others = (
        Finding.objects.filter(rule=rule, until__gte=span["first"], since__lte=span["last"])
        .exclude(account=case.account)
        .order_by("-until")
    )
    rows = [(row, True) for row in own[:HISTORY_MAX]] + [(row, False) for row in others[:HISTORY_MAX]]
    made = ((row, of, mine) for row, mine in rows if (of := found(row)) is not None)
    points = (Point(at=row.until, past=past(of), own=mine) for row, of, mine in made)
    return tuple(sorted((each for each in points if isfinite(each.past)), key=lambda each: each.at))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Something that findings on this account and on others have in common."""

    name: str
    value: str
    accounts: tuple[str, ...]


def shared(case: Case) -> tuple[Shared, ...]:
    """Return what findings on this account have in common with findings on others, the most shared first."""
    own = Mark.objects.filter(account=case.account)
    others: dict[tuple[str, str], set[str]] = {}
    joined = Mark.objects.exclude(account=case.account).filter(
        Exists(own.filter(name=OuterRef("name"), value=OuterRef("value")))
    )
    for name, value, account in joined.values_list("name", "value", "account")[:MARKS_MAX]:
        others.setdefault((name, value), set()).add(account)
    made = (
        Shared(name=name, value=value, accounts=tuple(sorted(accounts)))
        for (name, value), accounts in others.items()
        if len(accounts) <= SHARED_MAX
    )
    return tuple(sorted(made, key=lambda each: (-len(each.accounts), each.name, each.value)))[:SHARED_MAX]


TABLE_MAX = 50  # ours: points in the table below a chart, the newest


def chart(own: str, others: str) -> dict[str, object]:
    """Return how points are drawn: this account's before the others', with the limit as a line."""
    color = {"domain": [own, others], "range": ["#9d1b32", "#8a97a5"]}
    points = {
        "mark": {"type": "point", "filled": True, "size": 50, "opacity": 0.8},
        "encoding": {
            "x": {
                "field": "at",
                "type": "temporal",
                "title": None,
                "axis": {"format": "%-d %b %H:%M", "labelOverlap": True, "tickCount": 6},
            },
            "y": {"field": "past", "type": "quantitative", "title": None, "axis": {"format": ".2~f"}},
            "color": {
                "field": "who",
                "type": "nominal",
                "scale": color,
                "legend": {"title": None, "orient": "top"},
            },
        },
    }
    limit = {"mark": {"type": "rule", "strokeDash": [5, 3]}, "encoding": {"y": {"datum": 1}}}
    return {"width": 620, "height": 170, "layer": [points, limit]}
