"""A provider's own, tighter limits put in the place of the policy's. They may tighten and never loosen.

A wish is for one rule: a limit for its first test (``limit``), its second (``limit2``) and so on, and a mode.
A limit is one number for all calling plans, or one for each plan named.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from types import MappingProxyType

from fairline.facts import FairlineError
from fairline.facts.errors import no_such
from fairline.policy.clause import Clause, Rule
from fairline.policy.plans import PLANS
from fairline.policy.text import Text
from fairline.policy.words import Mode
from fairline.signals import Comparison, Dated, Limit, Origin, PerPlan, Reading, Test
from fairline.signals.limits import AnyLimit, Value, in_unit

Bound = Value | Mapping[str, Value]
"""One number, or one for each plan named."""
MILLISECOND = timedelta(milliseconds=1)
UNITS = {"h": timedelta(hours=1), "min": timedelta(minutes=1), "s": timedelta(seconds=1), "ms": MILLISECOND}
SOURCE = Text(en="policy file", fr="fichier de politique")
"""Where a tightened limit stands, for whoever reads a finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the operator wants of one rule. ``limits`` are by the number of the test, from 1."""

    limits: Mapping[int, Bound] = field(default_factory=lambda: MappingProxyType({}))
    mode: Mode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tightening:
    """A rule as the policy has it and as it was applied."""

    before: Rule
    after: Rule


def tightened(
    clauses: Iterable[Clause], wishes: Mapping[str, Wish]
) -> tuple[tuple[Clause, ...], tuple[Tightening, ...]]:
    """Return the clauses with every wish granted, and what was changed.

    Raises ``FairlineError`` for a rule that is none, and for a wish that would loosen one.
    """
    clauses = tuple(clauses)
    known = {rule.name: rule for clause in clauses for rule in clause.rules}
    for name in wishes:
        if name not in known:
            raise no_such(f"rules.{name}", "rule", name, known)
    after = {name: _granted(known[name], wish) for name, wish in wishes.items()}
    applied = tuple(
        replace(clause, rules=tuple(after.get(rule.name, rule) for rule in clause.rules))
        for clause in clauses
    )
    changes = tuple(Tightening(before=known[name], after=rule) for name, rule in after.items())
    return applied, tuple(change for change in changes if change.before != change.after)


def _granted(rule: Rule, wish: Wish) -> Rule:
    path = f"rules.{rule.name}"
    tests = list(rule.when)
    for number, bound in wish.limits.items():
        key = "limit" if number == 1 else f"limit{number}"
        if not 1 <= number <= len(tests):
            known = ("mode", "limit", *(f"limit{each}" for each in range(2, len(tests) + 1)))
            raise no_such(f"{path}.{key}", "key", key, known)
        test = tests[number - 1]
        tests[number - 1] = replace(test, limit=_tightened(test, bound, f"{path}.{key}"))
    mode = rule.mode if wish.mode is None else wish.mode
    limits = (*(test.limit for test in tests), *(rung.limit for rung in rule.ladder))
    ours = any(each.origin is Origin.DESIGN for limit in limits for each in limit.variants())
    if ours and mode not in (Mode.DRAFT, Mode.OBSERVE, Mode.MUTED):
        raise FairlineError(
            f"{path}.mode: found {mode.value}, wanted observe or muted, because its limit is not calibrated"
        )
    return replace(rule, when=tuple(tests), mode=mode)


def _tightened(test: Test, bound: Bound, path: str) -> AnyLimit:
    """Return the limit with ``bound`` in its place, for every plan and day or for the plans named."""
    limit = test.limit
    if not isinstance(bound, Mapping):
        return _everywhere(test, limit, bound, path)
    for plan in bound:
        if plan not in PLANS:
            raise no_such(f"{path}.{plan}", "plan", plan, PLANS)
    if isinstance(limit, Dated):
        raise FairlineError(
            f"{path}: found a table by plan, wanted one number, because it is the same for all"
        )
    by_plan: dict[str, Limit] = dict(limit.plans) if isinstance(limit, PerPlan) else {}
    otherwise = limit.otherwise if isinstance(limit, PerPlan) else limit
    for plan, value in bound.items():
        before = by_plan.get(plan, otherwise)
        if before is None:
            raise FairlineError(
                f"{path}.{plan}: found {said(value)}, wanted none, because the rule is not for it"
            )
        by_plan[plan] = _tighter(test, before, value, f"{path}.{plan}")
    return PerPlan(tuple(by_plan.items()), otherwise)


def _everywhere(test: Test, limit: AnyLimit, value: Value, path: str) -> AnyLimit:
    match limit:
        case Limit():
            return _tighter(test, limit, value, path)
        case PerPlan(plans, otherwise):
            tight = tuple((plan, _tighter(test, each, value, path)) for plan, each in plans)
            return PerPlan(tight, None if otherwise is None else _tighter(test, otherwise, value, path))
        case Dated(since):
            return Dated(tuple((day, _tighter(test, each, value, path)) for day, each in since))


def _tighter(test: Test, before: Limit, value: Value, path: str) -> Limit:
    """Return ``value`` as the operator's limit. The policy's own number said again changes nothing."""
    unit = test.signal.unit
    found, wanted = in_unit(value, unit), in_unit(before.value, unit)
    below = test.comparison is Comparison.BELOW
    if found < wanted if below else found > wanted:
        side = "at least" if below else "at most"
        raise FairlineError(f"{path}: found {said(value)}, wanted {side} {said(before.value)}")
    if found < 0:
        raise FairlineError(f"{path}: found {said(value)}, wanted 0 or more")
    if test.signal.reading is Reading.SHARE and found > 1:
        raise FairlineError(f"{path}: found {said(value)}, wanted a share, at most 1")
    return before if found == wanted else Limit(value, Origin.OPERATOR, SOURCE.en, SOURCE.fr)


def said(value: Value) -> str:
    """Return a limit as the policy file has it."""
    if not isinstance(value, timedelta):
        return str(value)
    for unit, length in UNITS.items():
        if value % length == timedelta(0):
            return f"{value // length} {unit}"
    return f"{value / MILLISECOND} ms"
