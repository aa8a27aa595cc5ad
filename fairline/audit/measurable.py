"""Which rules an input cannot be measured by, and why. Pure: it looks at what was seen, not at files."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from typing import get_args

from msgspec import Struct

from fairline.audited import NotMeasurable, Why
from fairline.facts import Account, Call, Fact
from fairline.policy import Clause, Mode, Rule
from fairline.readers.format import Format
from fairline.signals import PerPlan
from fairline.signals.expressions import Column, needs
from fairline.signals.possible import Lack, Never, lacks_of

BY_NUMBER = frozenset({"called_country", "called_places", "called_zones"})
"""What the audit tells from the called number where the source does not say it."""


class Seen:
    """How many facts of each kind there were, and which columns that rules need no fact has filled so far."""

    def __init__(self, clauses: Iterable[Clause]) -> None:
        """Watch for every column that a rule of ``clauses`` needs."""
        self.counts: Counter[type[Struct]] = Counter()
        self.plans: set[str] = set()
        self._unseen: dict[type[Struct], set[str]] = {}
        for clause in clauses:
            for rule in clause.rules:
                for column in frozenset[Column]().union(*needed(rule)):
                    self._unseen.setdefault(column.kind, set()).add(column.field)

    def note(self, fact: Fact) -> None:
        """Look at one fact. It costs what is still unseen, and that shrinks."""
        kind = type(fact)
        self.counts[kind] += 1
        if isinstance(fact, Account) and fact.plan is not None:
            self.plans.add(fact.plan)
        unseen = self._unseen.get(kind)
        if unseen:
            unseen.difference_update([name for name in unseen if getattr(fact, name) is not None])

    def wanted(self) -> dict[type[Struct], tuple[str, ...]]:
        """Return the columns of each kind of fact that no fact has filled so far."""
        kinds: tuple[type[Struct], ...] = get_args(Fact)
        return {kind: tuple(sorted(self._unseen.get(kind, ()))) for kind in kinds}

    def take(self, kind: type[Struct], count: int, filled: Iterable[str]) -> None:
        """Note so many facts of a kind at once, and which columns some of them fill."""
        self.counts[kind] += count
        self._unseen.get(kind, set()).difference_update(filled)

    def has(self, column: Column) -> bool:
        """Whether some fact has filled ``column``."""
        return bool(self.counts[column.kind]) and column.field not in self._unseen.get(column.kind, ())


def needed(rule: Rule) -> frozenset[frozenset[Column]]:
    """Return what a source must say for ``rule`` to be measured: of each set, at least one column."""
    return frozenset[frozenset[Column]]().union(
        *(needs(expression) for signal in rule.signals for expression in signal.expressions)
    )


def not_measurable(
    clauses: Iterable[Clause],
    seen: Seen,
    formats: Iterable[Format],
    plan: str,
    filled: Container[str] = (),
) -> Iterator[NotMeasurable]:
    """Yield every rule that measured nothing, by clause. ``plan`` is that of accounts that name none.

    ``filled`` are the fields that the operator said for all: whatever the format, they have that value.

    A rule whose base stayed under its minimum was measured: there was too little to accuse anybody.
    """
    known = {each.name: each for each in formats}
    for clause in clauses:
        for rule in clause.rules:
            reason = _why(rule, seen, known, seen.plans | {plan})
            if reason is None or reason[0] is Why.RECORDS:
                # Other records may say more; what a format has no word for, none will.
                reason = _never_found(rule, seen, known, filled) or reason
            if reason is not None:
                why, missing, silent = reason
                yield NotMeasurable(clause=clause, rule=rule, why=why, missing=missing, formats=silent)


Reason = tuple[Why, tuple[tuple[str, ...], ...], tuple[str, ...]]


def _why(rule: Rule, seen: Seen, formats: Mapping[str, Format], plans: set[str]) -> Reason | None:
    if rule.mode in (Mode.MUTED, Mode.DRAFT):
        return Why.OFF, (), ()
    if not any(_is_for(rule, plan) for plan in plans):
        return Why.PLAN, (), ()
    kind = rule.signal.kind
    if not seen.counts[kind]:
        return Why.NO_FACTS, ((kind_name(kind),),), ()
    missing = [columns for columns in needed(rule) if not any(seen.has(column) for column in columns)]
    if not missing:
        return None
    silent = [columns for columns in missing if all(_never_said(column, formats) for column in columns)]
    names = tuple(
        sorted(
            tuple(sorted(f"{kind_name(each.kind)}.{each.field}" for each in columns))
            for columns in silent or missing
        )
    )
    return (Why.FORMAT, names, tuple(formats)) if silent else (Why.RECORDS, names, ())


def _never_found(
    rule: Rule, seen: Seen, formats: Mapping[str, Format], filled: Container[str]
) -> Reason | None:
    """Return why no record that these formats can give would ever count for the rule, if that is so."""
    lacking: set[Lack] = set()
    of_kind = [each for each in formats.values() if kind_name(rule.signal.kind) in each.kinds]
    for each in of_kind:
        never = _never(rule.signal.kind, each, seen, formats, filled)
        lacks = frozenset[Lack]().union(*(lacks_of(signal, never) for signal in rule.signals))
        if not lacks:
            return None
        lacking |= lacks
    names = tuple(sorted((_said(column, value),) for column, value in lacking))
    return (Why.VALUES, names, tuple(each.name for each in of_kind)) if names else None


def _never(
    kind: type[Struct], of: Format, seen: Seen, formats: Mapping[str, Format], filled: Container[str]
) -> Never:
    """Return what calls of one format never say. A column that some fact has filled is told."""

    def never(column: Column) -> frozenset[object] | None:
        silent = _silent(of, column) if column.kind is kind else _never_said(column, formats)
        if silent and not seen.has(column):
            return None
        unsaid = column.kind is Call and column.field not in filled
        return frozenset(of.never.get(column.field, ())) if unsaid else frozenset()

    return never


def _said(column: Column, value: object) -> str:
    name = f"{kind_name(column.kind)}.{column.field}"
    return name if value is None else f"{name}={str(value).lower()}"


def _is_for(rule: Rule, plan: str) -> bool:
    """Whether the rule has limits for ``plan``; one whose limits are dated is for every plan."""
    limits = (test.limit for test in rule.when)
    return all(not isinstance(limit, PerPlan) or limit.on(plan, date.max) is not None for limit in limits)


def _never_said(column: Column, formats: Mapping[str, Format]) -> bool:
    return all(_silent(each, column) for each in formats.values())


def _silent(of: Format, column: Column) -> bool:
    if kind_name(column.kind) not in of.kinds:
        return True
    if column.kind is not Call or column.field not in of.silent_on:
        return False
    return column.field not in BY_NUMBER or "called" in of.silent_on


def kind_name(kind: type[Struct]) -> str:
    """Return the word for a kind of fact: ``call``, ``message`` and so on."""
    return str(kind.__struct_config__.tag)
