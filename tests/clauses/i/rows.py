"""How the tables of clauses i and j are read: facts in, hits and base of one rule's findings out.

Most rules there count facts of one kind that are bad: the rows that every table has follow from what is bad,
how many are enough, over which window and for which key. What is particular to a rule is written beside them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, cast, get_args

from msgspec import Struct

from fairline.engine import Engine
from fairline.facts import Call, Event, Fact, Message
from fairline.findings import Finding
from fairline.law import LawBook
from fairline.policy import DEFAULT_PLAN, Act, Answer, Clause, Evidence, Lang, Mode, Severity
from tests.clauses.traffic import law_book

Case = tuple[Sequence[Fact], list[tuple[int, int]]]
"""Facts, and the hits and base of each finding of a rule, in order of key and time."""
MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)  # a Monday; every window's hops start at it
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
TICK, MILLISECOND = timedelta(microseconds=1), timedelta(milliseconds=1)
EVENTS: tuple[type[Struct], ...] = get_args(Event)
Fields = Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class Tried:
    """What is tried of a rule that counts bad facts.

    ``least`` of them break it. ``vary``: the field that must differ, where different ones are counted.
    ``known``: records of registries. ``keys``: other values for parts of the key. ``excused``: what takes the
    breach away. ``unsaid``: fields without which nothing is found. ``act``: what the act meets.
    """

    kind: type[Struct]
    bad: Fields
    least: int = 1
    window: timedelta = DAY
    vary: str | None = None
    known: Sequence[Fact] = ()
    keys: Sequence[Fields] = ()
    excused: Mapping[str, Fields] = field(default_factory=dict)
    unsaid: Sequence[str] = ()
    act: Act = Act.ALLOW

    def of(self, number: int = 1, /, start: datetime = MIDNIGHT, **other: object) -> list[Fact]:
        """Return ``number`` bad facts, changed as said."""
        fields = {**self.bad, **other}
        made = happened(self.kind, number, start=start, **fields)
        if self.vary is None or self.vary in other:
            return made
        return [
            cast(Fact, self.kind(**{**as_fields(each), self.vary: f"{start:%d%H%M%S%f}-{place}"}))
            for place, each in enumerate(made)
        ]


def as_fields(fact: Fact) -> dict[str, Any]:
    """Return the fields of ``fact``."""
    return {name: getattr(fact, name) for name in type(fact).__struct_fields__}


def happened(
    kind: type[Struct],
    number: int = 1,
    /,
    *,
    start: datetime = MIDNIGHT,
    every: timedelta = MILLISECOND,
    **fields: object,
) -> list[Fact]:
    """Return ``number`` facts of one account, alike but for id and time, ``every`` so long apart."""
    when = {Call: "started_at", Message: "sent_at"}.get(kind, "at")
    name = "-".join(f"{key}={value}" for key, value in sorted(fields.items()))
    shared = {"account": "acme", **fields}
    return [
        cast(Fact, kind(**{"id": f"{start.isoformat()}-{name}-{each}", when: start + each * every, **shared}))
        for each in range(number)
    ]


def cases(tried: Mapping[str, Tried]) -> dict[tuple[str, str], Case]:
    """Return the rows of every rule, by its name and a sentence."""
    return {(rule, name): case for rule, each in tried.items() for name, case in _rows(each).items()}


def _rows(tried: Tried) -> dict[str, Case]:
    least, known, end = tried.least, tried.known, MIDNIGHT + tried.window
    enough = [(least, least)]
    most = [*known, *tried.of(least - 1)]
    rows: dict[str, Case] = {
        "as many as the limit": ([*known, *tried.of(least)], enough),
        "one more is the same finding": ([*known, *tried.of(least + 1)], [(least + 1, least + 1)]),
        "no account, no measure": ([*known, *tried.of(least + 2, account=None)], []),
    }
    if least > 1:
        rows["one fewer"] = (most, [])
        rows["the last moment of the window counts"] = ([*most, *tried.of(start=end - TICK)], enough)
        rows["the first after it does not"] = ([*most, *tried.of(start=end)], [])
    else:
        one = [*known, *tried.of()]
        rows["the last moment of the window counts"] = ([*one, *tried.of(start=end - TICK)], [(2, 2)])
        rows["the first after it does not"] = ([*one, *tried.of(start=end)], [(1, 1)])
        rows["a day after the window it is another finding"] = (
            [*one, *tried.of(start=end + tried.window + DAY)],
            [(1, 1), (1, 1)],
        )
    if tried.known:
        rows["nothing is known of who and what: no measure"] = (tried.of(least + 2), [])
    for other in tried.keys:
        apart = "other " + ", ".join(f"{name} {value}" for name, value in other.items())
        rows[f"{apart} is found apart"] = (
            [*known, *tried.of(least), *tried.of(least, start=MIDNIGHT + SECOND, **other)],
            enough * 2,
        )
        if least > 1:
            rows[f"{apart} does not add up"] = ([*most, *tried.of(start=MIDNIGHT + SECOND, **other)], [])
    for sentence, other in tried.excused.items():
        innocent = tried.of(least + 2, start=MIDNIGHT + SECOND, **other)
        rows[sentence] = ([*known, *innocent], [])
        rows[f"{sentence}, and does not dilute"] = ([*known, *tried.of(least), *innocent], enough)
    for name in tried.unsaid:
        rows[f"nobody says {name}: nothing is found"] = ([*known, *tried.of(least + 2, **{name: None})], [])
    return rows


def found(clause: Clause, rule: str, facts: Iterable[Fact]) -> list[Finding]:
    """Return the finished findings of ``rule``, by key and time."""
    assert rule in {each.name for each in clause.rules}
    engine = Engine([clause], law=law(), plan=DEFAULT_PLAN)
    ordered = sorted(facts, key=lambda fact: fact.at)
    out = [each for fact in ordered for each in engine.observe(fact)] + engine.conclude()
    assert engine.late == 0
    done = [each for each in out if not each.open and each.rule.name == rule]
    return sorted(done, key=lambda each: (repr(each.key), each.since))


def check(clause: Clause, rule: str, case: Case) -> None:
    """Assert that ``rule`` finds in the case's facts what the case says."""
    facts, wanted = case
    measured = [(each.measure.hits, each.measure.base) for each in found(clause, rule, facts)]
    assert measured == wanted, f"{rule}: found {measured}, wanted {wanted}"


def acts(clause: Clause, rule: str, facts: Iterable[Fact]) -> list[Act]:
    """Return for each event of ``facts``, in order, what ``rule`` asks of it before it happens."""
    engine = Engine([clause], law=law(), plan=DEFAULT_PLAN)
    out = []
    for fact in sorted(facts, key=lambda fact: fact.at):
        if not isinstance(fact, EVENTS):
            engine.observe(fact)
            continue
        decision, _ = engine.decide(fact)  # type: ignore[arg-type]
        out.append(max((r.rule.act for r in decision.reasons if r.rule.name == rule), default=Act.ALLOW))
    return out


def check_acts(clause: Clause, rule: str, tried: Tried) -> None:
    """Assert that the act that breaks ``rule`` meets what it should, and those before it nothing.

    Nor does the next one, which is innocent as the first of what excuses.
    """
    innocent = next(iter(tried.excused.values()))
    facts = [*tried.known, *tried.of(tried.least), *tried.of(start=MIDNIGHT + HOUR / 4, **innocent)]
    assert acts(clause, rule, facts) == [Act.ALLOW] * (tried.least - 1) + [tried.act, Act.ALLOW]


def said(clause: Clause, rule: str, facts: Iterable[Fact]) -> tuple[str, str]:
    """Return the reason of the only finding of ``rule``, in English and French."""
    (one,) = found(clause, rule, facts)
    return one.reason(Lang.EN), one.reason(Lang.FR)


def weight(clause: Clause, rule: str) -> tuple[Severity, Answer, Act, Evidence, Mode]:
    """Return how grave ``rule`` is, what may follow, what an act meets, how sure it is, how far it goes."""
    (one,) = (each for each in clause.rules if each.name == rule)
    assert one.ladder == ()
    return one.severity, one.answer, one.act, one.evidence, one.mode


@cache
def law() -> LawBook:
    """Return the law, read once."""
    return law_book()
