"""Facts of any kind for the tables of clauses, agreements that excuse, and what is answered before an act."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TypeVar, get_args

from msgspec import Struct

from fairline.decision import Decision
from fairline.engine import Engine
from fairline.facts import Agreement, Call, Event, Fact, Message, Permit
from fairline.policy import DEFAULT_PLAN, Clause
from fairline.signals.windows import EPOCH
from tests.clauses.b.rows import Case
from tests.clauses.traffic import MONDAY, hash_of, law_book

Kind = TypeVar("Kind", bound=Struct)
Fields = Mapping[str, object]
SECOND, DAY, MOMENT = timedelta(seconds=1), timedelta(days=1), timedelta(microseconds=1)
QUARTER = timedelta(minutes=15)
WHEN = {Call: "started_at", Message: "sent_at"}
EVENTS: tuple[type[Struct], ...] = get_args(Event)


def acts(
    kind: type[Kind],
    number: int = 1,
    /,
    *,
    start: datetime = MONDAY,
    every: timedelta = SECOND,
    **fields: object,
) -> list[Kind]:
    """Return ``number`` facts of one account, alike but for id and time, ``every`` so long apart."""
    when = WHEN.get(kind, "at")
    return [
        kind(
            **{"id": f"{start.isoformat()}-{hash_of(fields)}-{each}", when: start + each * every}
            | {"account": "acme"}
            | fields
        )
        for each in range(number)
    ]


def agreement(
    *permits: Permit,
    account: str = "acme",
    customer: datetime | None = MONDAY - DAY,
    provider: datetime | None = MONDAY - DAY,
    until: datetime | None = None,
) -> Agreement:
    """Return an agreement that both signed the day before, unless told otherwise."""
    return Agreement(
        id="a",
        at=MONDAY - 100 * DAY,
        account=account,
        permits=permits,
        customer_signed_at=customer,
        provider_signed_at=provider,
        expires_at=until,
    )


def excused(permit: Permit, other: Permit, bad: Sequence[Fact], expected: tuple[int, int]) -> dict[str, Case]:
    """Return the rows of what an agreement on ``permit`` excuses; ``bad`` all comes on one day."""
    return {
        f"an agreement on {permit} excuses it": ([agreement(permit), *bad], None),
        f"one on {other} does not": ([agreement(other), *bad], expected),
        f"nor one on {permit} that the customer has not signed": (
            [agreement(permit, customer=None), *bad],
            expected,
        ),
        f"nor one on {permit} that the provider signs later": (
            [agreement(permit, provider=MONDAY + DAY), *bad],
            expected,
        ),
        f"nor one on {permit} that has expired": ([agreement(permit, until=MONDAY - DAY), *bad], expected),
        f"nor another account's on {permit}": ([agreement(permit, account="beta"), *bad], expected),
    }


def once(
    kind: type[Kind],
    bad: Fields,
    *,
    innocent: Mapping[str, Fields],
    another_key: Mapping[str, Fields] = {},
    known: Sequence[Fact] = (),
    length: timedelta = DAY,
    hop: timedelta = QUARTER,
) -> dict[str, Case]:
    """Return the rows of a rule that one act breaks in a sliding window of ``length``.

    ``innocent``: by a sentence each, what makes the act no breach. ``another_key``: fields of which one is
    missing, so that nobody is measured.
    """
    gone = MONDAY - (MONDAY - EPOCH) % hop + length

    def of(number: int = 1, start: datetime = MONDAY, **other: object) -> list[Kind]:
        return acts(kind, number, start=start, **{**bad, **other})

    rows: dict[str, Case] = {
        "one is enough": ([*known, *of()], (1, 1)),
        "two are one finding": ([*known, *of(2)], (2, 2)),
        "the last moment of the window counts": ([*known, *of(), *of(start=gone - MOMENT)], (2, 2)),
        "the first after it does not": ([*known, *of(), *of(start=gone)], (1, 1)),
        "no account, no measure": ([*known, *of(9, account=None)], None),
    }
    for sentence, fields in innocent.items():
        rows[f"no breach if {sentence}"] = ([*known, *of(9, **fields)], None)
        rows[f"and beside a breach it counts on neither side, if {sentence}"] = (
            [*known, *of(9, **fields), *of()],
            (1, 1),
        )
    for sentence, fields in another_key.items():
        rows[f"not measured if {sentence}"] = ([*known, *of(9, **fields)], None)
    return rows


def keys_of(clause: Clause, rule: str, facts: Iterable[Fact]) -> list[tuple[object, ...]]:
    """Return whom ``rule`` finds, in order."""
    engine = Engine([clause], law=law_book(), plan=DEFAULT_PLAN)
    found = [each for fact in sorted(facts, key=lambda fact: fact.at) for each in engine.observe(fact)]
    found += engine.conclude()
    return sorted((each.key for each in found if not each.open and each.rule.name == rule), key=repr)


def decided(clause: Clause, facts: Iterable[Fact]) -> list[Decision]:
    """Return what is answered to each act before it happens, in order of time."""
    engine = Engine([clause], law=law_book(), plan=DEFAULT_PLAN)
    answers = []
    for fact in sorted(facts, key=lambda fact: fact.at):
        if isinstance(fact, EVENTS):
            answers.append(engine.decide(fact)[0])  # type: ignore[arg-type]
        else:
            engine.observe(fact)
    return answers


def broken_by(decision: Decision) -> list[str]:
    """Return the names of the rules that an act breaks."""
    return sorted(each.rule.name for each in decision.reasons)
