"""Facts of any kind for the tables of the clauses, and what the engine answers before each happens."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeVar, get_args

from msgspec import Struct

from fairline.decision import Decision
from fairline.engine import Engine
from fairline.facts import Call, Event, Fact, Message
from fairline.law import LawBook
from fairline.policy import DEFAULT_PLAN, Act, Answer, Clause, Evidence, Lang, Mode, Rule, Severity
from fairline.signals.windows import EPOCH
from tests.clauses.traffic import MONDAY, hash_of, law_book

EVENTS: tuple[type[Struct], ...] = get_args(Event)
SECOND, QUARTER, DAY = timedelta(seconds=1), timedelta(minutes=15), timedelta(days=1)
TICK = timedelta(microseconds=1)
Kind = TypeVar("Kind", bound=Struct)
Fields = Mapping[str, object]
Case = tuple[Sequence[Fact], list[tuple[int, int]]]
"""Facts, and the hits and base of each finding of a rule, in order of key and time."""


def happened(
    kind: type[Kind],
    number: int = 1,
    /,
    *,
    start: datetime = MONDAY,
    every: timedelta = SECOND,
    **fields: Any,
) -> list[Kind]:
    """Return ``number`` facts of one account, alike but for id and time, ``every`` so long apart."""
    when = {Call: "started_at", Message: "sent_at"}.get(kind, "at")
    shared: dict[str, object] = {"account": "acme"} | fields
    return [
        kind(
            **{"id": f"{start.isoformat()}-{hash_of(dict(fields))}-{each}", when: start + each * every}
            | shared
        )
        for each in range(number)
    ]


def one_is_enough(
    kind: type[Kind],
    bad: Fields,
    *,
    window: timedelta = DAY,
    hop: timedelta = QUARTER,
    known: Sequence[Fact] = (),
    keys: Mapping[str, Fields] = {},
    excused: Mapping[str, Fields] = {},
) -> dict[str, Case]:
    """Return the rows of a rule that one fact breaks, unless its fields are as in ``excused``.

    ``known``: records of registries. ``keys``: fields of another key. The window slides by ``hop``.
    """
    gone = MONDAY - (MONDAY - EPOCH) % hop + window

    def of(number: int = 1, /, start: datetime = MONDAY, **other: Any) -> list[Kind]:
        return happened(kind, number, start=start, **{**bad, **other})

    rows: dict[str, Case] = {
        "one is enough": ([*known, *of()], [(1, 1)]),
        "two in a window are one finding": ([*known, *of(2)], [(2, 2)]),
        "the last moment of the window counts": (
            [*known, *of(), *of(start=gone - TICK)],
            [(2, 2)],
        ),
        "the first after it does not": ([*known, *of(), *of(start=gone)], [(1, 1)]),
        "no account, no measure": ([*known, *of(9, account=None)], []),
    }
    if not known:
        rows["another account is found apart"] = ([*of(), *of(account="beta")], [(1, 1), (1, 1)])
    else:
        rows["without what the registry knows there is nothing"] = (of(9), [])
    for sentence, other in keys.items():
        rows[sentence] = ([*known, *of(), *of(**other)], [(1, 1), (1, 1)])
    for sentence, other in excused.items():
        rows[sentence] = ([*known, *of(9, **other)], [])
        rows[f"{sentence}, and does not dilute"] = ([*known, *of(9, **other), *of()], [(1, 1)])
    return rows


def measured(clause: Clause, rule: str, facts: Iterable[Fact]) -> list[tuple[int, int]]:
    """Return hits and base of what ``rule`` finds, by key and time."""
    assert rule in {each.name for each in clause.rules}
    engine = Engine([clause], law=book(), plan=DEFAULT_PLAN)
    ordered = sorted(facts, key=lambda fact: fact.at)
    found = [each for fact in ordered for each in engine.observe(fact)] + engine.conclude()
    done = [each for each in found if not each.open and each.rule.name == rule]
    return [
        (each.measure.hits, each.measure.base)
        for each in sorted(done, key=lambda each: (repr(each.key), each.since))
    ]


def check(clause: Clause, rule: str, case: Case) -> None:
    """Assert that ``rule`` finds in the case's facts what the case says."""
    facts, wanted = case
    found = measured(clause, rule, facts)
    assert found == wanted, f"{rule}: found {found}, wanted {wanted}"


def decisions(clause: Clause, facts: Iterable[Fact]) -> list[Decision]:
    """Return what the engine answers to each event of ``facts``, in order of time, before it happens."""
    engine = Engine([clause], law=book(), plan=DEFAULT_PLAN)
    out: list[Decision] = []
    for fact in sorted(facts, key=lambda fact: fact.at):
        if isinstance(fact, EVENTS):
            out.append(engine.decide(fact)[0])  # type: ignore[arg-type]
        else:
            engine.observe(fact)
    return out


def broken(decision: Decision) -> list[Rule]:
    """Return the rules that an act breaks, whether they may act on it already or not."""
    return [each.rule for each in decision.reasons]


def names(decision: Decision) -> set[str]:
    """Return the names of the rules that an act breaks."""
    return {rule.name for rule in broken(decision)}


@cache
def book() -> LawBook:
    """Return the law with the public holidays, read once."""
    return law_book()


def stance(clause: Clause) -> dict[str, tuple[Severity, Answer, Act, Evidence, Mode]]:
    """Return of each rule how grave it is, what may follow, what becomes of the act, and how sure it is."""
    return {
        rule.name: (rule.severity, rule.answer, rule.act, rule.evidence, rule.mode) for rule in clause.rules
    }


def said(clause: Clause, rule: str, facts: Iterable[Fact]) -> tuple[str, str, object]:
    """Return the reason of what ``rule`` finds first, in English and French, and the limit it broke."""
    engine = Engine([clause], law=book(), plan=DEFAULT_PLAN)
    ordered = sorted(facts, key=lambda fact: fact.at)
    found = [each for fact in ordered for each in engine.observe(fact)] + engine.conclude()
    done = next(each for each in found if not each.open and each.rule.name == rule)
    return done.reason(Lang.EN), done.reason(Lang.FR), done.limit.value
