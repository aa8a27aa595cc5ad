"""Rows of the database to findings: limits by plan and day, rungs, laws, how often in how many periods."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fairline.facts import Event
from fairline.findings import Finding
from fairline.findings.judging import climb
from fairline.history.plans import Plans
from fairline.law import LawBook, laws_for
from fairline.policy import Clause, Rule
from fairline.signals import Counting, Limit, Measure, Signal, Test
from fairline.signals.sql.period_measures import DISTINCT_MAX
from fairline.signals.sql.periods import bounds
from fairline.signals.sql.types import decoder, type_of
from fairline.signals.windows import Calendar, Sliding, moment

Sample = Event


@dataclass(frozen=True, slots=True)
class Found:
    """A finding whose samples are still numbers, and the raw key and period by which they are looked up."""

    finding: Callable[[tuple[Sample, ...]], Finding]
    raw: tuple[Any, ...]
    samples: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Judging:
    """One rule, and what it is judged by."""

    clause: Clause
    rule: Rule
    plans: Plans
    law: LawBook

    def spells(self, rows: Iterable[Sequence[Any]]) -> Iterator[Found]:
        """Yield a finding for each spell: key, since, last, when it was worst, measures, samples."""
        size, decode = len(self.rule.signal.by), key_decoder(self.rule.signal)
        for row in rows:
            key, (since, last, worst_at) = decode(row[:size]), row[size : size + 3]
            measures = self._measures(row[size + 3 : -1])
            limits = self._limits(self.plans.at(key[0], worst_at), moment(worst_at))
            assert limits is not None, "a breach has limits"
            plan = self.plans.at(key[0], since)
            yield Found(
                self._finding(key, (since, last), measures, limits, plan), tuple(row[:size]), tuple(row[-1])
            )

    def periods(self, rows: Iterable[Sequence[Any]]) -> Iterator[Found]:
        """Yield a finding for each period in which the rule was broken often enough: key, period, measures.

        Rows of one key are in order of time.
        """
        over = self.rule.signal.over
        assert not isinstance(over, Sliding)
        size, decode, tests = len(self.rule.signal.by), key_decoder(self.rule.signal), self.rule.when
        often = Often(tests[0])
        for row in rows:
            key, number, measures = decode(row[:size]), row[size], self._measures(row[size + 1 :])
            since, end = bounds(over, number)
            plan = self.plans.before(key[0], end)
            limits = self._limits(plan, moment(since))
            if limits is None or not _broken(tests, measures, limits):
                continue
            counted = number if isinstance(over, Calendar) else since // (end - since)
            if often.enough(row[:size], counted):
                finding = self._finding(key, (since, end), measures, limits, plan)
                yield Found(finding, tuple(row[: size + 1]))

    def _measures(self, values: Sequence[int]) -> tuple[Measure, ...]:
        return tuple(
            measure(test.signal, *values[3 * place : 3 * place + 3])
            for place, test in enumerate(self.rule.when)
        )

    def _limits(self, plan: str, at: datetime) -> tuple[Limit, ...] | None:
        limits = [test.limit.on(plan, at.date()) for test in self.rule.when]
        known = tuple(limit for limit in limits if limit is not None)
        return known if len(known) == len(limits) else None

    def _finding(
        self,
        key: tuple[Any, ...],
        span: tuple[int, int],
        measures: tuple[Measure, ...],
        limits: tuple[Limit, ...],
        plan: str,
    ) -> Callable[[tuple[Sample, ...]], Finding]:
        rule, (since, until) = self.rule, map(moment, span)
        rungs = [
            (limit, rung.severity, rung.answer)
            for rung in rule.ladder
            if (limit := rung.limit.on(plan, since.date())) is not None
        ]
        limit, severity, answer = climb(
            rule.when[0], measures[0], (limits[0], rule.severity, rule.answer), rungs
        )
        others = zip(rule.when[1:], measures[1:], limits[1:], strict=True)
        further = tuple((test.signal, measure, bound) for test, measure, bound in others)
        places = next((part for part in key if isinstance(part, tuple)), ())
        laws = () if rule.law is None else laws_for(self.law, rule.law, places, since.date())
        return lambda samples: Finding(
            clause=self.clause,
            rule=rule,
            key=key,
            since=since,
            until=until,
            measure=measures[0],
            limit=limit,
            severity=severity,
            answer=answer,
            others=further,
            laws=laws,
            samples=samples,
        )


def key_decoder(signal: Signal) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    """Return what makes a signal's key of its parts as SQL has them."""
    decoders = [decoder(type_of(part)) for part in signal.by]
    return lambda raw: tuple(decode(each) for decode, each in zip(decoders, raw, strict=True))


def measure(signal: Signal, hits: int, base: int, unknown: int) -> Measure:
    """Return a measure of what SQL counted: distinct values past the cap are "at least"."""
    if signal.counting is Counting.DISTINCT and hits > DISTINCT_MAX:
        return Measure(DISTINCT_MAX, base, unknown, saturated=True)
    return Measure(hits, base, unknown)


def _broken(tests: Sequence[Test], measures: Sequence[Measure], limits: Sequence[Limit]) -> bool:
    return all(
        test.breached(measure, limit) for test, measure, limit in zip(tests, measures, limits, strict=True)
    )


class Often:
    """In which of the last periods each key broke a rule."""

    def __init__(self, test: Test) -> None:
        """Start with no past."""
        self._test = test
        self._past: dict[Any, list[int]] = {}

    def enough(self, key: Any, number: int) -> bool:
        """Note that ``key`` broke the rule in this period; say whether that makes it often enough."""
        if self._test.of_periods == 1:
            return True
        past = self._past.setdefault(key, [])
        past.append(number)
        while past[0] <= number - self._test.of_periods:
            past.pop(0)
        return len(past) >= self._test.times
