"""Every small change of a clause that its tests should notice. Pure: data in, data out.

A change that cannot be declared at all is left out: it would never have been imported.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from functools import partial

from fairline.policy import Act, Clause, Rule
from fairline.signals import (
    Against,
    Comparison,
    Counting,
    Dated,
    DeclarationError,
    Limit,
    PerPlan,
    Signal,
    Test,
    calendar,
)
from fairline.signals.checking import checked
from fairline.signals.expressions import Both, Expression, parts
from fairline.signals.limits import AnyLimit, Value
from fairline.signals.windows import Calendar, Sliding, Successive, Window

OTHER = {
    Comparison.ABOVE: Comparison.AT_LEAST,
    Comparison.AT_LEAST: Comparison.ABOVE,
    Comparison.BELOW: Comparison.AT_LEAST,
}
UNITS = ("day", "week", "month")
HALF, TWICE = 0.5, 2


@dataclass(frozen=True, slots=True)
class Change:
    """A clause with one thing changed. ``name`` says what, and is the same in every run."""

    name: str
    clause: Clause


def changes(clause: Clause) -> Iterator[Change]:
    """Yield every change of every rule."""
    for place, rule in enumerate(clause.rules):
        for name, make in _of_rule(rule):
            try:
                changed = make()
            except (DeclarationError, AssertionError):
                continue
            if changed != rule:
                rules = (*clause.rules[:place], changed, *clause.rules[place + 1 :])
                yield Change(f"{clause.id}/{rule.name}: {name}", replace(clause, rules=rules))


Made = tuple[str, Callable[[], Rule]]


def _of_rule(rule: Rule) -> Iterator[Made]:
    for number, test in enumerate(rule.when):
        for name, changed in _of_test(test):
            yield f"test {number + 1}, {name}", partial(_with, rule, number, changed)
    for number, rung in enumerate(rule.ladder):
        for name, limit in _limits(rung.limit):
            ladder = (*rule.ladder[:number], replace(rung, limit=limit), *rule.ladder[number + 1 :])
            yield f"step {number + 1}, {name}", partial(replace, rule, ladder=ladder)
    for part in range(1, len(rule.signal.by)):
        yield f"key without part {part + 1}", partial(_rekeyed, rule, part)
    for name, window in _windows(rule.signal.over):
        yield f"window {name}", partial(_over, rule, window)
    if rule.act is not Act.ALLOW:
        yield "act", partial(replace, rule, act=Act.ALLOW, mend=None)
    if len(rule.when) > 1:
        for number in range(len(rule.when)):
            left = (*rule.when[:number], *rule.when[number + 1 :])
            yield f"without test {number + 1}", partial(replace, rule, when=left)


def _with(rule: Rule, number: int, make: Callable[[], Test]) -> Rule:
    return replace(rule, when=(*rule.when[:number], make(), *rule.when[number + 1 :]))


def _over(rule: Rule, window: Window) -> Rule:
    return _everywhere(rule, lambda signal: replace(signal, over=window))


def _counting(test: Test, signal: Signal) -> Test:
    return replace(test, signal=checked(signal))


def _everywhere(rule: Rule, change: Callable[[Signal], Signal]) -> Rule:
    """Return the rule with the signals of all its tests changed alike."""
    when = tuple(replace(test, signal=checked(change(test.signal))) for test in rule.when)
    return replace(rule, when=when)


def _rekeyed(rule: Rule, part: int) -> Rule:
    return _everywhere(rule, lambda signal: replace(signal, by=(*signal.by[:part], *signal.by[part + 1 :])))


def _of_test(test: Test) -> Iterator[tuple[str, Callable[[], Test]]]:
    for name, limit in _limits(test.limit):
        yield name, partial(replace, test, limit=limit)
    yield "comparison", partial(replace, test, comparison=OTHER[test.comparison])
    if test.base_min:
        yield "base one more", partial(replace, test, base_min=test.base_min + 1)
        yield "base one less", partial(replace, test, base_min=test.base_min - 1)
    if test.wilson:
        yield "without the interval", partial(replace, test, wilson=False)
    if test.of_periods > 1:
        yield "one period less", partial(replace, test, times=test.times - 1)
        yield "one period more", partial(replace, test, times=test.times + 1, of_periods=test.of_periods + 1)
    for name, signal in _signals(test.signal):
        yield name, partial(_counting, test, signal)


def _signals(signal: Signal) -> Iterator[tuple[str, Signal]]:
    for field in ("of", "value", "against"):
        for name, changed in _weaker(getattr(signal, field)):
            yield f"{field} {name}", _both_fields(signal, field, changed)
    if signal.step_max > 1:
        yield "smaller step", replace(signal, step_max=signal.step_max - 1)
    if signal.level > 1:
        yield "lower level", replace(signal, level=signal.level - 1)
    if signal.counting is Counting.COHORT:
        for other in Against:
            if other is not signal.compared:
                yield f"against the {other.value}", replace(signal, compared=other)
    if signal.cohort_min > 1:
        yield "smaller cohort", replace(signal, cohort_min=signal.cohort_min - 1)
    if signal.within is not None:
        yield "later", replace(signal, within=signal.within * TWICE)


def _both_fields(signal: Signal, field: str, changed: Expression) -> Signal:
    """Return the signal changed; where what is asked is what makes the base, both are."""
    if field in ("of", "value") and signal.value == signal.of:
        return replace(signal, of=changed, value=changed)
    return replace(signal, **{field: changed})  # type: ignore[arg-type]


def _weaker(of: Expression) -> Iterator[tuple[str, Expression]]:
    """Yield ``of`` with one condition less."""
    if not isinstance(of, Both):
        return
    for place, term in enumerate(of.terms):
        rest = (*of.terms[:place], *of.terms[place + 1 :])
        left = rest[0] if len(rest) == 1 else Both(rest)
        if parts(term):
            yield f"without condition {place + 1}", left


def _limits(of: AnyLimit) -> Iterator[tuple[str, AnyLimit]]:
    match of:
        case Limit():
            for name, value in _values(of.value):
                yield f"limit {name}", replace(of, value=value)
        case PerPlan(plans, otherwise):
            for place, (plan, limit) in enumerate(plans):
                for name, value in _values(limit.value):
                    changed = (*plans[:place], (plan, replace(limit, value=value)), *plans[place + 1 :])
                    yield f"limit of {plan} {name}", replace(of, plans=changed)
            for name, value in () if otherwise is None else _values(otherwise.value):
                assert otherwise is not None
                yield f"limit {name}", replace(of, otherwise=replace(otherwise, value=value))
        case Dated(since):
            for place, (day, limit) in enumerate(since):
                for name, value in _values(limit.value):
                    past = (*since[:place], (day, replace(limit, value=value)), *since[place + 1 :])
                    yield f"limit since {day} {name}", replace(of, since=past)


def _values(value: Value) -> Iterable[tuple[str, Value]]:
    match value:
        case timedelta():
            return ("a tenth more", value * 11 / 10), ("a tenth less", value * 9 / 10)
        case Decimal():
            return ("a tenth more", value * 11 / 10), ("a tenth less", value * 9 / 10)
        case float():
            return ("a tenth more", value * 1.1), ("a tenth less", value * 0.9)
        case _:
            return ("one more", value + 1), ("one less", value - 1)


def _windows(over: Window) -> Iterator[tuple[str, Window]]:
    match over:
        case Sliding(length, hop):
            yield "longer", Sliding(length + hop, hop)
            if length > hop:
                yield "shorter", Sliding(length - hop, hop)
        case Successive(length, since):
            yield "longer", Successive(length * TWICE, since)
            yield "sliding", Sliding(length, length / 30)
        case Calendar(unit, zone):
            for other in UNITS:
                if other != unit:
                    yield f"by {other}", calendar(other, zone=zone.key)  # type: ignore[arg-type]
