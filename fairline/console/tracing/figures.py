"""The figures of a transparency report, counted from what is kept: the same rows give the same figures.

Articles are those of Regulation (EU) 2022/2065 (DSA). A median and a ninetieth percentile are values that did
occur: of n sorted ones those at the places n/2 and 0.9 n, rounded up.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from math import ceil
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, F, Max, Min, Q

from fairline.cases import Outcome, Ruling, Trigger
from fairline.cases.ruling import RESTRICTS
from fairline.console.appeals.models import AppealRow, DecisionRow, Kind
from fairline.console.cases.models import Case, Cursor
from fairline.console.people.models import Person
from fairline.console.people.rights import Role
from fairline.console.quality.models import Judgment, Said
from fairline.console.quality.models import Kind as Looked
from fairline.console.rulings.models import RulingRow, Stage
from fairline.console.tracing.models import EVIDENT, Complaint, Traceback

VERSION = 1
STANDING = (Stage.MADE, Stage.IN_JOURNAL, Stage.OVERTURNED)
MILD = (Outcome.ASK, Outcome.WARN)
"""What restricts nothing, and is counted beside the measures."""
Json = dict[str, Any]


def figures(since: date, until: date) -> Json:
    """Count a period, both of whose days belong to it, by the provider's calendar."""
    zone = ZoneInfo(settings.CONSOLE.sender.zone)
    begin = datetime.combine(since, time(), tzinfo=zone).astimezone(UTC)
    end = datetime.combine(until + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC)
    within = Period(begin, end)
    rulings = list(within.rulings())
    measures = [(row, ruling) for row, ruling in rulings if ruling.outcome in RESTRICTS]
    return {
        "version": VERSION,
        "provider": settings.CONSOLE.sender.name,
        "period": {"since": since.isoformat(), "until": until.isoformat(), "zone": zone.key},
        "journal": Cursor.objects.aggregate(last=Max("sequence"))["last"] or 0,
        "orders": {
            **within.tracebacks(),
            "rulings": sum(ruling.trigger is Trigger.ORDER for _, ruling in rulings),
        },
        "notices": {
            **within.complaints(),
            "rulings": sum(ruling.trigger is Trigger.NOTICE for _, ruling in rulings),
        },
        "measures": measured(measures),
        "mild": _counts(ruling.outcome.value for _, ruling in rulings if ruling.outcome in MILD),
        "cases": within.cases(),
        "appeals": within.appeals(),
        "times": within.times(rulings),
        "quality": within.quality(),
        "staff": staff(),
    }


def staff() -> dict[str, int]:
    """Return how many people there are of each role, as of now."""
    people = Person.objects.filter(is_active=True).exclude(role=Role.CUSTOMER)
    return _counts(people.values_list("role", flat=True))


def measured(measures: Iterable[tuple[RulingRow, Ruling]]) -> Json:
    """Return measures by clause, by kind of restriction, and by who detected and decided."""
    rows = list(measures)
    return {
        "total": len(rows),
        "by_clause": _counts(letter for _, ruling in rows for letter in sorted(set(ruling.clauses))),
        "by_kind": _counts(f"{ruling.outcome.value} {ruling.scope.kind.value}" for _, ruling in rows),
        "detected_by_machine": sum(ruling.detected_by_machine for _, ruling in rows),
        "decided_by_machine": sum(ruling.decided_by_machine for _, ruling in rows),
        "own_initiative": sum(ruling.trigger is Trigger.OWN_INITIATIVE for _, ruling in rows),
        "without_notice": sum(ruling.notice is None for _, ruling in rows),
        "overturned": sum(row.stage == Stage.OVERTURNED for row, _ in rows),
    }


class Period:
    """From an instant on, until before another."""

    def __init__(self, begin: datetime, end: datetime) -> None:
        self._begin, self._end = begin, end

    def at(self, name: str) -> Q:
        """Return the condition that a time is within."""
        return Q(**{f"{name}__gte": self._begin, f"{name}__lt": self._end})

    def rulings(self) -> Iterator[tuple[RulingRow, Ruling]]:
        """Yield what was decided."""
        rows = RulingRow.objects.select_related("case").filter(self.at("decided_at"), stage__in=STANDING)
        yield from ((row, row.ruling) for row in rows.order_by("decided_at", "id").iterator(500))

    def tracebacks(self) -> Json:
        """Count requests of those who may ask where a call came from."""
        rows = Traceback.objects.filter(self.at("received_at"))
        return rows.aggregate(
            tracebacks=Count("id"),
            answered=Count("id", filter=Q(answered_at__isnull=False)),
            in_time=Count("id", filter=Q(answered_at__lte=F("due_at"))),
            found=Count("id", filter=Q(answered_at__isnull=False, choices__gt=0)),
        )

    def complaints(self) -> Json:
        """Count what people and others told us."""
        rows = Complaint.objects.filter(self.at("received_at"))
        return {
            "total": rows.count(),
            "linked": rows.filter(linked__in=EVIDENT).count(),
            "by_source": dict(rows.values_list("source").annotate(Count("id")).order_by("source")),
            "by_about": dict(rows.values_list("about").annotate(Count("id")).order_by("about")),
        }

    def cases(self) -> Json:
        """Count cases that were opened, and how those ended that were closed."""
        closed = Case.objects.filter(self.at("closed_at"))
        return {
            "opened": Case.objects.filter(self.at("opened_at")).count(),
            "closed": closed.count(),
            "by_outcome": dict(closed.values_list("outcome").annotate(Count("id")).order_by("outcome")),
        }

    def appeals(self) -> Json:
        """Count appeals, requests about blocked calls, and how they were decided."""
        came = AppealRow.objects.filter(self.at("received_at"))
        decided = DecisionRow.objects.filter(self.at("decided_at"), appeal__isnull=False)
        return {
            "received": came.filter(kind=Kind.RULING).count(),
            "redress": came.filter(kind=Kind.REDRESS).count(),
            "decided": decided.count(),
            "overturned": decided.filter(overturned=True).count(),
        }

    def quality(self) -> Json:
        """Count what people said first of sampled answers of machines, but for those planted."""
        judged = Judgment.objects.filter(
            self.at("at"), place=1, sample__golden="", sample__kind__in=(Looked.ANSWER, Looked.FINDING)
        )
        found = dict(judged.values_list("said").annotate(Count("id")).order_by("said"))
        return {str(said): found.get(said, 0) for said in Said}

    def times(self, rulings: Iterable[tuple[RulingRow, Ruling]]) -> Json:
        """Return how long things took, in seconds."""
        opened = Case.objects.filter(self.at("opened_at")).annotate(first=Min("findings__since"))
        ruled = [
            ruling.decided_at - row.case.opened_at
            for row, ruling in rulings
            if row.case is not None and ruling.outcome is not Outcome.RESTORE
        ]
        spans = {
            "finding_to_case": [case.opened_at - case.first for case in opened if case.first is not None],
            "case_to_ruling": ruled,
            "traceback_to_answer": [
                answered - received
                for received, answered in Traceback.objects.filter(self.at("answered_at")).values_list(
                    "received_at", "answered_at"
                )
                if answered is not None
            ],
            "appeal_to_decision": self._appeal_times(),
        }
        return {name: summary(each) for name, each in spans.items()}

    def _appeal_times(self) -> list[timedelta]:
        decided = DecisionRow.objects.filter(self.at("decided_at"), appeal__isnull=False)
        times = decided.values_list("appeal__received_at", "decided_at")
        return [decided_at - received_at for received_at, decided_at in times]


def summary(spans: list[timedelta]) -> Json:
    """Return how many, their median and their ninetieth percentile, in seconds."""
    seconds = sorted(each.total_seconds() for each in spans)
    if not seconds:
        return {"n": 0, "median_s": None, "p90_s": None}
    return {
        "n": len(seconds),
        "median_s": seconds[ceil(len(seconds) * 0.5) - 1],
        "p90_s": seconds[ceil(len(seconds) * 0.9) - 1],
    }


def _counts(of: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(of).items()))
