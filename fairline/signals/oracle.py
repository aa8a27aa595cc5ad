"""The slow, obvious reading of a signal: keep every fact and count again, each time, from the start.

It is what the fast one must equal. Nothing here is clever: read it to know what a signal means.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from msgspec import Struct

from fairline.facts import Event, Fact, Message, implied
from fairline.signals.belonging import BELONGS, key_in, key_of
from fairline.signals.declared import Against, Counting, Signal
from fairline.signals.expressions import (
    Both,
    Choose,
    Column,
    Compare,
    Constant,
    Derived,
    Either,
    Expression,
    FirstKnown,
    Known,
    Negated,
    NewlySeen,
)
from fairline.signals.measures import NOTHING, Measure
from fairline.signals.windows import MICROSECOND, Calendar, Sliding, Successive, instant

OPERATORS = {
    "==": lambda left, right: left == right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
Span = tuple[int, int]


class Oracle:
    """The facts so far that count, in order of time, those of one instant in the order in which they came."""

    def __init__(
        self, facts: Sequence[Fact] = (), *, law: object = None, lateness: timedelta = timedelta(0)
    ) -> None:
        """Take facts in the order in which they were observed."""
        self.facts: list[Fact] = []
        self.law = law
        self._lateness = lateness
        self._came: list[Fact] = []
        for fact in facts:
            self.observe(fact)

    def observe(self, fact: Fact) -> None:
        """Count a fact, unless it is too late or known already. A correction takes the place of a version."""
        if self._came and fact.at < max(each.at for each in self._came) - self._lateness:
            return
        versions = [each for each in self._came if _same(each, fact)]
        if any(_revision(each) >= _revision(fact) for each in versions):
            return
        if any(
            each.at < max(other.at for other in [*self._came, fact]) - self._lateness for each in versions
        ):
            return
        self._came = [each for each in self._came if each not in versions] + [fact]
        opt_out = implied(fact) if isinstance(fact, Message) else None
        if opt_out is not None:
            self._came.append(opt_out)
        self.facts = sorted(self._came, key=lambda each: each.at)

    def came_before(self, one: Fact, other: Fact) -> bool:
        """Whether ``one`` was known when ``other`` was counted."""
        return next(each for each in self._came if each is one or each is other) is one

    def value(self, of: Expression, number: int) -> Any:
        """Return the value of ``of`` for the fact at ``number``, ``None`` if it is unknown."""
        match of:
            case Constant(constant):
                return constant
            case Column(kind, field):
                record = self.record(kind, number)
                return None if record is None else getattr(record, field)
            case Compare(operator, left, right):
                one, other = self.value(left, number), self.value(right, number)
                return None if one is None or other is None else OPERATORS[operator](one, other)
            case Both(terms):
                values = [self.value(term, number) for term in terms]
                return False if False in values else None if None in values else True
            case Either(terms):
                values = [self.value(term, number) for term in terms]
                return True if True in values else None if None in values else False
            case Negated(term):
                truth = self.value(term, number)
                return None if truth is None else not truth
            case Known(term):
                return self.value(term, number) is not None
            case FirstKnown(terms):
                return next((v for term in terms if (v := self.value(term, number)) is not None), None)
            case Choose(condition, yes, no):
                truth = self.value(condition, number)
                return None if truth is None else self.value(yes if truth else no, number)
            case Derived(function, terms, by_law):
                values = [self.value(term, number) for term in terms]
                given = [self.law, *values] if by_law else values
                return None if None in values else function(*given)
            case NewlySeen():
                return self.newly_seen(of, number)
        raise AssertionError(f"{of} has no value")

    def record(self, kind: type[Struct], number: int) -> Any:
        """Return the fact itself, or the latest record before it of what it belongs to."""
        fact = self.facts[number]
        if isinstance(fact, kind):
            return fact
        if kind not in BELONGS.get(type(fact), {}):
            return None
        wanted = key_in(fact, kind)
        for earlier in reversed(self.facts[:number]):
            known_by = key_of(kind, earlier) if isinstance(earlier, kind) else None
            if known_by is not None and known_by == wanted and self.came_before(earlier, fact):
                return earlier
        return None

    def newly_seen(self, of: NewlySeen, number: int) -> bool | None:
        """Say whether the value began, or began again after silence, less than ``within`` ago."""
        key, value = self.value(of.by, number), self.value(of.value, number)
        if key is None or value is None:
            return None
        kind, now = type(self.facts[number]), self.facts[number].at
        times, first = [], None
        for earlier in range(number + 1):
            fact = self.facts[earlier]
            if type(fact) is kind and self.value(of.by, earlier) == key:
                seen = self.value(of.value, earlier)
                if seen is not None and first is None:
                    first = fact.at
                if seen == value:
                    times.append(fact.at)
        began = max(
            at
            for before, at in zip([None, *times], times, strict=False)
            if before is None or at - before > of.after
        )
        if now - began >= of.within:
            return False
        assert first is not None
        return True if began - first >= of.history_min else None

    def key(self, signal: Signal, number: int) -> tuple[Any, ...] | None:
        """Return whom the fact at ``number`` counts for, ``None`` if for nobody."""
        if type(self.facts[number]) is not signal.kind:
            return None
        parts = tuple(self.value(part, number) for part in signal.by)
        return None if None in parts else parts

    def span(self, signal: Signal, number: int, at: int) -> Span | None:
        """Return the window (from, to before) that the fact at ``number`` is in when it counts at ``at``."""
        match signal.over:
            case Sliding(length, hop):
                size = hop // MICROSECOND
                end = (at // size + 1) * size
                return end - length // MICROSECOND, end
            case Calendar() as calendar:
                index = calendar.index(at)
                return calendar.start(index), calendar.start(index + 1)
            case Successive(length, since):
                anchor = self.value(since, number)
                if anchor is None or at < instant(anchor):
                    return None
                size, start = length // MICROSECOND, instant(anchor)
                start += (at - start) // size * size
                return start, start + size

    def measure(self, signal: Signal, key: tuple[Any, ...], span: Span, until: int) -> Measure:
        """Count for ``key`` what lies in ``span``. A lease that opens at ``until`` is not open yet."""
        if signal.counting in (Counting.CONCURRENT, Counting.OCCASIONS):
            return self._leases(signal, key, span, until)
        if signal.counting is Counting.OVERDUE:
            return self._timers(signal, key, span, until)
        mine = [
            number
            for number in range(len(self.facts))
            if self.key(signal, number) == key and self._in(signal, number, span)
        ]
        in_base = [self.value(signal.of, number) for number in mine]
        counted = [number for number, of in zip(mine, in_base, strict=True) if of is True]
        values = [_number(self.value(signal.value, number)) for number in counted]
        known = [value for value in values if value is not None]
        unknown = in_base.count(None) + values.count(None)
        match signal.counting:
            case Counting.COUNT | Counting.SHARE:
                return Measure(known.count(True), len(known), unknown)
            case Counting.TOTAL | Counting.MEAN:
                return Measure(sum(known), len(known), unknown)
            case Counting.RATIO:
                return self._ratio(signal, counted, unknown)
            case Counting.DISTINCT:
                return Measure(len(set(known)), len(known), unknown)
            case Counting.HIGHEST:
                return Measure(max(known, default=0), len(known), unknown)
            case Counting.LONGEST_RUN:
                return Measure(_longest_run(known, signal.step_max), len(known), unknown)
            case Counting.COHORT:
                return self._cohort(signal, key, span)
        raise AssertionError(signal.counting)

    def _in(self, signal: Signal, number: int, span: Span) -> bool:
        at = instant(self.facts[number].at)
        if isinstance(signal.over, Successive):
            return self.span(signal, number, at) == span
        return span[0] <= at < span[1]

    def _ratio(self, signal: Signal, counted: list[int], unknown: int) -> Measure:
        hits = base = 0
        for number in counted:
            value, side = _number(self.value(signal.value, number)), self.value(signal.against, number)
            if value is None:
                continue
            if side is None:
                unknown += 1
            elif side:
                hits += value
            else:
                base += value
        return Measure(hits, base, unknown)

    def _cohort(self, signal: Signal, key: tuple[Any, ...], span: Span) -> Measure:
        sums: dict[tuple[Any, ...], int] = {}
        peers: dict[tuple[Any, ...], Any] = {}
        unknown: dict[tuple[Any, ...], int] = {}
        for number in range(len(self.facts)):
            whose = self.key(signal, number)
            if whose is None or not self._in(signal, number, span):
                continue
            of, value = self.value(signal.of, number), _number(self.value(signal.value, number))
            if of is False:
                continue
            sums.setdefault(whose, 0)
            if of is None or value is None:
                unknown[whose] = unknown.get(whose, 0) + 1
            else:
                sums[whose] += value
                peers[whose] = self.value(signal.cohort, number)
        mine = [sums[each] for each in sums if peers.get(each) == peers.get(key)]
        own, not_told = sums.get(key, 0), unknown.get(key, 0)
        enough = len(mine) >= signal.cohort_min
        match signal.compared:
            case Against.MEAN:
                return Measure(own, sum(mine) // len(mine) if enough else 0, not_told)
            case Against.MEDIAN:
                return Measure(own, _median(mine) if enough else 0, not_told)
            case Against.SPREAD if not enough:
                return Measure(0, 0, not_told)
            case Against.SPREAD:
                middle = _median(mine)
                spread = _median([abs(each - middle) for each in mine]) * 14_826 // 10_000
                return Measure(own - middle, spread, not_told)

    def _leases(self, signal: Signal, key: tuple[Any, ...], span: Span, until: int) -> Measure:
        leases, unknown = [], 0
        for number, fact in enumerate(self.facts):
            if self.key(signal, number) != key:
                continue
            of, since, end = (self.value(each, number) for each in (signal.of, signal.value, signal.until))
            if since is not None and end is None and signal.lasting_max is not None:
                end = since + signal.lasting_max
            if of is None or (of and (since is None or end is None)):
                unknown += self._in(signal, number, span)
            elif of:
                start = max(instant(since), instant(fact.at))
                if start < min(instant(end), until) and self.span(signal, number, start) is not None:
                    leases.append((start, number, instant(end)))
        leases.sort()
        levels = []
        for place, (start, number, _) in enumerate(leases):
            level = sum(1 for _, _, end in leases[: place + 1] if end > start)
            where = self.span(signal, number, start) if isinstance(signal.over, Successive) else None
            if where == span or (where is None and span[0] <= start < span[1]):
                levels.append(level)
        if not levels and not unknown:
            return NOTHING
        if signal.counting is Counting.CONCURRENT:
            return Measure(max(levels, default=0), len(levels), unknown)
        return Measure(levels.count(signal.level), len(levels), unknown)

    def _timers(self, signal: Signal, key: tuple[Any, ...], span: Span, until: int) -> Measure:
        hits = base = unknown = 0
        assert signal.within is not None
        for number, fact in enumerate(self.facts):
            if self.key(signal, number) != key:
                continue
            of, since, came = (self.value(each, number) for each in (signal.of, signal.value, signal.until))
            if of is None or (of and since is None):
                unknown += self._in(signal, number, span)
            elif of:
                due = max(instant(since + signal.within), instant(fact.at))
                where = self.span(signal, number, due)
                inside = where == span if isinstance(signal.over, Successive) else span[0] <= due < span[1]
                if due < until and where is not None and inside:
                    base += 1
                    hits += came is None or came - since > signal.within
        return Measure(hits, base, unknown)


def _same(one: Fact, other: Fact) -> bool:
    """Whether two are versions of one call or message. A registry's records are each their own."""
    known_by = [(type(each), each.id, getattr(each, "account", None)) for each in (one, other)]
    return isinstance(one, Event) and known_by[0] == known_by[1]


def _revision(fact: Fact) -> int:
    return fact.revision if isinstance(fact, Event) else 0


def _number(value: Any) -> Any:
    """Durations are whole milliseconds and money millionths; everything else is what it is."""
    match value:
        case timedelta():
            return value // timedelta(milliseconds=1)
        case Decimal():
            return int(value * 1_000_000)
        case datetime():
            return instant(value)
        case _:
            return value


def _median(values: list[int]) -> int:
    """Half of the values are no more and half no less; between two, halfway, cut off downward."""
    ordered = sorted(values)
    half, rest = divmod(len(ordered), 2)
    return ordered[half] if rest else (ordered[half - 1] + ordered[half]) // 2


def _longest_run(values: list[Any], step_max: int) -> int:
    longest = length = 0
    for place, value in enumerate(values):
        follows = place > 0 and 0 < value - values[place - 1] <= step_max
        length = length + 1 if follows else 1
        longest = max(longest, length)
    return longest
