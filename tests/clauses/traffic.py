"""What the tables of every clause's test share: facts in, finished findings out."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from fairline.checks.public_holidays import public_holidays
from fairline.engine import Engine
from fairline.facts import Call, Direction, Fact
from fairline.findings import Finding
from fairline.law import LawBook, load
from fairline.policy import DEFAULT_PLAN, Clause

MONDAY = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)  # 10:00 in New York, 16:00 in Paris


def findings_after(clause: Clause, facts: Iterable[Fact], *, plan: str = DEFAULT_PLAN) -> list[Finding]:
    """Return what ``clause`` finds in ``facts`` (put in order of time), once all is over."""
    engine = Engine([clause], law=law_book(), plan=plan)
    found = [each for fact in sorted(facts, key=lambda fact: fact.at) for each in engine.observe(fact)]
    found += engine.conclude()
    assert engine.late == 0
    return sorted((each for each in found if not each.open), key=lambda each: (each.rule.name, each.since))


def law_book() -> LawBook:
    """Return the law with the public holidays."""
    return load(public_holidays)


def calls(
    number: int, *, start: datetime = MONDAY, every: timedelta = timedelta(seconds=1), **fields: object
) -> list[Call]:
    """Return ``number`` outbound calls of one account, alike but for id and time, ``every`` so long apart."""
    shared = {"account": "acme", "direction": Direction.OUTBOUND} | fields
    return [
        Call(id=f"{start.isoformat()}-{hash_of(fields)}-{each}", started_at=start + each * every, **shared)  # type: ignore[arg-type]
        for each in range(number)
    ]


def hash_of(fields: dict[str, object]) -> str:
    """Return a short name for a set of fields, the same in every run."""
    return "-".join(f"{name}={value}" for name, value in sorted(fields.items()))
