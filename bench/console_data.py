"""A provider's console after a busy year, made by bulk inserts and always the same: cases, findings, rulings.

Three in five cases are not closed. A few cases hold a fifth of all findings, as of the largest accounts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from itertools import islice
from random import Random
from typing import Any

import msgspec

LARGE = 10  # cases that hold a fifth of the findings
SPAN = timedelta(days=60)
BATCH = 10_000
REVIEWERS = 10
PASSWORD = "a-bench-has-no-secrets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much there is. ``closed``: of the cases; each has had its ruling."""

    findings: int
    cases: int

    @property
    def closed(self) -> int:
        """Cases that were ruled on."""
        return self.cases * 2 // 5


def people(count: int = REVIEWERS) -> list[Any]:
    """Make some reviewers, all with one password."""
    from django.contrib.auth.hashers import make_password

    from fairline.console.people.models import Person
    from fairline.console.people.rights import Role

    told = make_password(PASSWORD)
    return [
        Person.objects.create(
            username=f"reviewer-{number}", email=f"r{number}@example.com", password=told, role=Role.REVIEWER
        )
        for number in range(count)
    ]


def build(size: Size, holders: Sequence[int], now: datetime) -> None:
    """Fill an empty database."""
    from django.apps import apps
    from django.db import connection, transaction

    from fairline.console.cases.models import Case, Finding

    chance = Random(6)
    cases = list(_cases(size, holders, now, chance))
    with transaction.atomic():
        _insert(Case, iter(cases))
        _insert(Finding, _findings(size, cases, now, chance))
        _rulings(cases, holders[0])
        _marks(size, cases)
        # The same code counts here as when a console of before is brought up to date.
        counted = import_module("fairline.console.cases.migrations.0005_counted")
        counted.forward(apps, connection.schema_editor())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _cases(size: Size, holders: Sequence[int], now: datetime, chance: Random) -> Iterator[dict[str, Any]]:
    from fairline.console.cases.words import DUE_IN, weight
    from fairline.console.policy import rules
    from fairline.policy import Harm

    known = sorted(rules().items())
    for number in range(1, size.cases + 1):
        name, (clause, rule) = known[chance.randrange(len(known))]
        closed = number <= size.closed
        harm = Harm(chance.choices([1, 2, 3, 4], [40, 30, 25, 5])[0])
        opened = now - SPAN * chance.random() - (SPAN if closed else timedelta(0))
        yield {
            "id": number,
            "account": f"account-{number % (size.cases - size.closed)}",
            "state": "closed" if closed else chance.choices(["open", "held", "asked"], [80, 10, 10])[0],
            "severity": int(rule.severity),
            "harm": int(harm),
            "evidence": rule.evidence.name,
            "weight": weight(harm, rule.evidence.name, rule.severity),
            "clauses": clause.letter.name.lower(),
            "rules": name,
            "findings_count": 0,
            "opened_at": opened,
            "changed_at": opened,
            "due_at": opened + DUE_IN[harm],
            "holder_id": chance.choice(holders) if not closed and chance.random() < 0.2 else None,
            "held_at": opened,
            "escalated_to": "",
            "closed_at": opened + timedelta(hours=chance.random() * 72) if closed else None,
            "outcome": "warn" if closed else "",
            "version": 0,
        }


def _findings(
    size: Size, cases: list[dict[str, Any]], now: datetime, chance: Random
) -> Iterator[dict[str, Any]]:
    from fairline.console.policy import rules
    from fairline.guard.records import FindingRecord, MeasureRecord, word
    from fairline.signals.limits import in_unit

    measures = {
        name: tuple(
            MeasureRecord(
                900, 1000, float(in_unit(test.limit.variants()[0].value, test.signal.unit)),
                str(test.limit.variants()[0].origin),
            )
            for test in rule.when
        )
        for name, (_, rule) in rules().items()
    }  # fmt: skip
    large = cases[-LARGE:]
    for number in range(size.findings):
        case = large[number // 5 % LARGE] if number % 5 == 0 else cases[number % len(cases)]
        clause, rule = rules()[case["rules"]]
        seen = case["opened_at"] + (now - case["opened_at"]) * chance.random()
        since, until = seen - timedelta(hours=2), seen - timedelta(hours=1)
        names = {name: f"{name}-{number % 50_000}" for name in rule.signal.key_names}
        record = FindingRecord(
            id=f"f{number:x}",
            rule=case["rules"],
            clause=clause.id,
            account=case["account"],
            who=names | {"account": case["account"]},
            since=since,
            until=until,
            mode="enforce",
            severity=word(rule.severity),
            answer=word(rule.answer),
            measures=measures[case["rules"]],
            open=False,
        )
        case["findings_count"] += 1
        yield {
            "id": record.id,
            "case_id": case["id"],
            "account": case["account"],
            "rule": record.rule,
            "letter": clause.letter.name,
            "severity": int(rule.severity),
            "evidence": rule.evidence.name,
            "since": since,
            "until": until,
            "open": False,
            "observed": False,
            "sequence": number + 1,
            "seen_at": seen,
            "policy": "bench",
            "body": msgspec.json.encode(record).decode(),
        }


def _rulings(cases: list[dict[str, Any]], by: int) -> None:
    """A warning for every closed case, one in fifty overturned; and each case's count of findings."""
    from django.db import connection

    from fairline.cases import Outcome, Ruling, Scope
    from fairline.console.cases.models import Case
    from fairline.console.rulings.models import RulingRow
    from fairline.console.rulings.reading import columns
    from fairline.policy import Harm, ScopeKind

    def made(case: dict[str, Any]) -> dict[str, Any]:
        at, account = case["closed_at"], case["account"]
        ruling = Ruling(
            id=f"r-{case['id']:016x}", outcome=Outcome.WARN, reasons="It went on after we had asked.",
            scope=Scope(kind=ScopeKind.ACCOUNT, id=account, account=account), harm=Harm(case["harm"]),
            decided_at=at, effective_at=at, decided_by=("reviewer-0",), case=str(case["id"]),
            clauses=(case["clauses"],), rules=(case["rules"],),
        )  # fmt: skip
        stage = "overturned" if case["id"] % 50 == 0 else "in-journal"
        return columns(ruling) | {
            "id": ruling.id, "case_id": case["id"], "stage": stage, "proposed_by_id": by,
            "proposed_at": at, "tries": 1, "trouble": "",
        }  # fmt: skip

    _insert(RulingRow, (made(case) for case in cases if case["closed_at"] is not None))
    with connection.cursor() as cursor:
        counted = [(case["findings_count"], case["id"]) for case in cases]
        cursor.executemany(f"UPDATE {Case._meta.db_table} SET findings_count = %s WHERE id = %s", counted)


def _marks(size: Size, cases: list[dict[str, Any]]) -> None:
    """Numbers and devices by which accounts can be linked: some of each case, a few shared by several."""
    from fairline.console.cases.models import Mark

    held = {
        (name, f"{name}-{number % (size.cases // 3)}", cases[number % len(cases)]["account"])
        for number in range(size.findings // 10)
        for name in ("caller", "device")
    }
    _insert(
        Mark, ({"name": name, "value": value, "account": account} for name, value, account in sorted(held))
    )


def _insert(model: Any, rows: Iterator[dict[str, Any]]) -> None:
    """Insert rows as the database wants them: a fifth of the time that objects would take."""
    from django.db import connection

    fields = {field.attname: field for field in model._meta.concrete_fields}
    quote = connection.ops.quote_name
    while batch := list(islice(rows, BATCH)):
        names = [name for name in fields if name in batch[0]]
        sql = (
            f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(quote(fields[n].column) for n in names)})"
            f" VALUES ({', '.join(['%s'] * len(names))})"
        )
        with connection.cursor() as cursor:
            cursor.executemany(
                sql, [[fields[n].get_db_prep_save(row[n], connection) for n in names] for row in batch]
            )
