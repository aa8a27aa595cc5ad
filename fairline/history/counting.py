"""Signals and rules over the facts of one kind: the queries in their order, and what comes out of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa
from msgspec import Struct
from sqlglot import exp

from fairline.findings import SAMPLES_MAX, Finding
from fairline.history.answering import answer
from fairline.history.database import Database
from fairline.history.grains import GRAINS
from fairline.history.judging import Found, Judging, key_decoder, measure
from fairline.history.schema import ARROW, NUMBER, columns, fact_of
from fairline.law import LawBook
from fairline.policy import Rule
from fairline.signals import Measure, Signal, Test
from fairline.signals.declared import Counting as SignalCounting
from fairline.signals.expressions import Expression
from fairline.signals.layout import LEASES
from fairline.signals.sql import period_measures, sliding_measures, spells
from fairline.signals.sql.contributions import lease_start
from fairline.signals.sql.periods import PERIOD, Span, bounds
from fairline.signals.sql.prepared import prepared
from fairline.signals.sql.preparing import Asked, name_of, ready_name
from fairline.signals.sql.streams import Group, Stream, grouped
from fairline.signals.sql.types import sql_type, type_of
from fairline.signals.sql.writing import Sql, column, sql, table
from fairline.signals.windows import Sliding


@dataclass(frozen=True, slots=True)
class Measured:
    """What a key measured: at an event, or over the period that starts then. Microseconds since 1970."""

    key: tuple[Any, ...]
    at: int
    measure: Measure


class Counting:
    """All that is counted of one kind of fact."""

    def __init__(
        self, database: Database, kind: type[Struct], signals: Sequence[Signal], law: LawBook
    ) -> None:
        """Work out every column that ``signals`` read."""
        self._database = database
        self._kind = kind
        steps, known = prepared(kind, [each for signal in signals for each in signal.expressions], GRAINS)
        for step in steps:
            if isinstance(step, Asked):
                answer(step, database, law)
            else:
                database.make(step.name, step.query)
        span = self._span(signals, known)
        self._streams = [] if span is None else [Stream(each, known, span) for each in grouped(signals)]

    def findings(self, judging: Sequence[Judging], plan: str) -> Iterator[Finding]:
        """Yield what breaks the rules, which count the signals. Accounts that name no plan have ``plan``."""
        found: list[tuple[Found, Sequence[int]]] = []
        for number, stream in enumerate(self._streams):
            mine = [each for each in judging if each.rule.signal in stream.group.signals]
            with self._database.passing():
                events = self._events(
                    number, self._narrowed(number, stream, [each.rule.when for each in mine])
                )
                if isinstance(stream.group.over, Sliding):
                    found += self._spells(events, stream.group, mine, plan)
                else:
                    found += self._periods(events, stream.group, mine)
        facts = self._facts({number for _, numbers in found for number in numbers})
        for each, numbers in found:
            yield each.finding(tuple(facts[number] for number in numbers))

    def sums(self) -> list[pa.Table]:
        """Return for each group of signals what the events of each key and period come to."""
        return [
            self._database.table(period_measures.summed(each.group, self._events(number, each)))
            for number, each in enumerate(self._streams)
        ]

    def samples(self, rule: Rule, found: Sequence[Found]) -> list[tuple[Any, ...]]:
        """Return the facts that show each of ``found``, in their turn."""
        (stream,) = (each for each in self._streams if rule.signal in each.group.signals)
        with self._database.passing():
            events = self._events(self._streams.index(stream), stream)
            numbers = self._samples(f"{events}_found", events, stream.group, rule, found)
            facts = self._facts({number for of in numbers.values() for number in of})
        return [tuple(facts[number] for number in numbers.get(place, ())) for place in range(len(found))]

    def measures(self, signal: Signal) -> Iterator[Measured]:
        """Yield what each key measures: at each of its events in order, or in each period."""
        for each in self._streams:
            group = each.group
            if signal not in group.signals:
                continue
            events, number = self._events(0, each), group.signals.index(signal)
            sliding = isinstance(group.over, Sliding)
            query = (
                sliding_measures.measured(group, events, None)
                if sliding
                else period_measures.measured(group, events)
            )
            self._database.make("measures", query)
            decode = key_decoder(signal)
            names = [*group.keys, "at" if sliding else PERIOD, *(f"{part}{number}" for part in MEASURES)]
            rows = exp.select(*map(column, names)).from_(table("measures"))
            counts = sql("$n > 0", n=column(f"n{number}"))
            rows = rows.order_by("ord") if sliding else rows.where(counts)
            size = len(group.keys)
            for row in self._database.rows(rows):
                at = row[size] if isinstance(group.over, Sliding) else bounds(group.over, row[size])[0]
                yield Measured(decode(row[:size]), at, measure(signal, *row[size + 1 :]))

    def _span(self, signals: Sequence[Signal], known: dict[Expression, Sql]) -> Span | None:
        """Return the first and last instant at which anything counts: leases open, timers are due later."""
        lasts: list[Sql] = [column("at")]
        lasts += [lease_start(signal, known) for signal in signals if signal.counting in LEASES]
        last = exp.func("greatest", *(sql("max($each)", each=each) for each in lasts))
        row = self._database.one(exp.select(sql("min(at)"), last).from_(table(ready_name(self._kind))))
        return None if row[0] is None else Span(*row)

    def _narrowed(self, number: int, stream: Stream, rules: Sequence[Sequence[Test]]) -> Stream:
        """Leave out the keys that never have two leases open at once, if every rule asks for two or more."""
        asked = [next((test.signal for test in tests if _asks_for_two(test)), None) for tests in rules]
        signals = [signal for signal in dict.fromkeys(asked) if signal is not None]
        if None in asked or not signals:
            return stream
        keys: exp.Query = stream.overlapping(signals[0])
        for signal in signals[1:]:
            keys = exp.union(keys, stream.overlapping(signal))
        name = f"{name_of(self._kind)}_overlapping{number}"
        self._database.make(name, keys)
        return replace(stream, keys=name)

    def _events(self, number: int, stream: Stream) -> str:
        """Give the events of a group a name. How many leases are open takes long to tell, and is kept."""
        name = f"{name_of(self._kind)}_events{number}"
        if any(signal.counting in LEASES for signal in stream.group.signals):
            self._database.make(name, stream.query())
        else:
            self._database.view(name, stream.query())
        return name

    def _spells(
        self, events: str, group: Group, judging: Sequence[Judging], plan: str
    ) -> Iterator[tuple[Found, Sequence[int]]]:
        measures, keys = f"{events}_measures", self._keys(events, group, [each.rule.when for each in judging])
        self._database.make(measures, sliding_measures.measured(group, events, keys))
        for each in judging:
            query = spells.spells(each.rule.when, group, measures, plan=plan, samples=SAMPLES_MAX)
            for found in each.spells(self._database.rows(query)):
                yield found, found.samples

    def _keys(self, events: str, group: Group, rules: Sequence[Sequence[Test]]) -> str | None:
        """Make the table of the keys that may break one of ``rules``; ``None`` if all may."""
        name: str | None = None
        for narrowing in (sliding_measures.active, sliding_measures.worth, sliding_measures.running):
            query = narrowing(group, rules, events, name)
            if query is not None:
                name = f"{events}_{narrowing.__name__}"
                self._database.make(name, query)
        return name

    def _periods(
        self, events: str, group: Group, judging: Sequence[Judging]
    ) -> Iterator[tuple[Found, Sequence[int]]]:
        measures = f"{events}_measures"
        self._database.make(measures, period_measures.measured(group, events))
        for number, each in enumerate(judging):
            query = spells.periods(each.rule.when, group, measures).order_by(PERIOD)
            found = list(each.periods(self._database.rows(query)))
            samples = self._samples(f"{events}_found{number}", events, group, each.rule, found)
            for place, one in enumerate(found):
                yield one, samples.get(place, ())

    def _samples(
        self, name: str, events: str, group: Group, rule: Rule, found: Sequence[Found]
    ) -> dict[int, Sequence[int]]:
        """Return the numbers of the facts that show each finding."""
        if not found:
            return {}
        types = [*(ARROW[sql_type(type_of(part))] for part in group.by), pa.int64()]
        values = zip(*(each.raw for each in found), strict=True)
        raw = zip((*group.keys, PERIOD), values, types, strict=True)
        rows = {key: pa.array(each, of) for key, each, of in raw}
        self._database.make_of(name, pa.table({"finding": pa.array(range(len(found)), pa.int64()), **rows}))
        query = spells.period_samples(rule.signal, group, events, name, SAMPLES_MAX)
        return {row[0]: row[1] for row in self._database.rows(query)}

    def _facts(self, numbers: set[int]) -> dict[int, Any]:
        """Return facts by their numbers."""
        wanted, names = f"{name_of(self._kind)}_wanted", list(columns(self._kind))
        self._database.make_of(wanted, pa.table({NUMBER: pa.array(sorted(numbers), pa.int64())}))
        query = exp.select(*(column(each, "r") for each in names)).from_(table(name_of(self._kind), "r"))
        query = query.join(table(wanted), using=[NUMBER], join_type="semi")
        rows = (dict(zip(names, row, strict=True)) for row in self._database.rows(query))
        return {row[NUMBER]: fact_of(self._kind, row) for row in rows}


def _asks_for_two(test: Test) -> bool:
    """Whether the test can only be broken where two leases are open at once."""
    at_once = test.floor > 1 if test.signal.counting is SignalCounting.CONCURRENT else test.signal.level > 1
    return test.signal.counting in LEASES and test.floor > 0 and at_once


MEASURES = ("hits", "base", "unknown")
