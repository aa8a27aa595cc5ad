"""Rules that can be counted apart from each other, and by what their facts may be parted.

A rule is counted rightly wherever all facts of one of its keys are, with all that its expressions remember
of others (``NewlySeen``) and all records they look up. Nearly every rule can be parted by account.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from msgspec import Struct

from fairline.facts import EVENTS, Account, OptOut
from fairline.policy import Clause, Mode, Rule
from fairline.signals.declared import Counting
from fairline.signals.expressions import Column, NewlySeen, walk
from fairline.signals.windows import Sliding

ACCOUNT = "account"
OFF = (Mode.MUTED, Mode.DRAFT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Rules whose facts may be parted by the same field.

    ``by`` is a field that every key of the rules names, so that facts of one key have one value of it; a fact
    without one has no key here and counts nowhere. ``None``: they must all be in one place. ``clauses`` are
    those of the policy with these rules alone, ``counted`` the kinds of fact that they count, ``looked_up``
    those that the counting reads something of: an account's record always, as limits go by its plan.
    """

    name: str
    by: str | None
    clauses: tuple[Clause, ...]
    counted: frozenset[type[Struct]]
    looked_up: frozenset[type[Struct]]

    @property
    def names(self) -> frozenset[str]:
        """The names of its rules."""
        return frozenset(rule.name for clause in self.clauses for rule in clause.rules)

    @property
    def by_account(self) -> bool:
        """Whether records that are looked up by account are needed only where that account's facts are."""
        return self.by == ACCOUNT


def families(clauses: Iterable[Clause]) -> tuple[Family, ...]:
    """Return the families of all rules that are not off: that of the account first, then by name.

    Each rule is in one. Those that no field parts are the family ``everything``.
    """
    clauses = tuple(clauses)
    rules = [rule for clause in clauses for rule in clause.rules if rule.mode not in OFF]
    fields = {rule.name: parting(rule) for rule in rules}
    names = sorted({*fields.values()}, key=lambda each: (each != ACCOUNT, each is None, each or ""))
    return tuple(_family(by, clauses, [rule for rule in rules if fields[rule.name] == by]) for by in names)


def parting(rule: Rule) -> str | None:
    """Return the field that the facts of ``rule`` may be parted by: the account where it can be.

    Else it is the first part of the key that is a field and that every ``NewlySeen`` goes by too. ``None``
    where there is none, where accounts are compared with each other, and where a record that is itself
    counted somewhere (a consent, a message that is an opt-out) is looked up by account.
    """
    if any(signal.counting is Counting.COHORT for signal in rule.signals):
        return None
    kind = rule.signal.kind
    keys = [part.field for part in rule.signal.by if isinstance(part, Column) and part.kind is kind]
    remembered = {each.by for each in everything_in(rule) if isinstance(each, NewlySeen)}
    fit = [field for field in keys if remembered <= {Column(kind, field)}]
    if ACCOUNT in fit:
        return ACCOUNT
    return fit[0] if fit and not looked_up([rule]) & COUNTED_TOO else None


def compares(rule: Rule) -> bool:
    """Whether ``rule`` only compares what each account comes to, so that accounts may be summed apart."""
    account = Column(rule.signal.kind, ACCOUNT)
    remembered = {each.by for each in everything_in(rule) if isinstance(each, NewlySeen)}
    return account in rule.signal.by and remembered <= {account} and not isinstance(rule.signal.over, Sliding)


COUNTED_TOO = frozenset(EVENTS) | {OptOut}
"""Kinds that cannot be sent everywhere to be looked up: where rules count them they would count again. An
opt-out may be a message."""


def looked_up(rules: Sequence[Rule]) -> frozenset[type[Struct]]:
    """Return the kinds of record that ``rules`` read beside the facts that they count."""
    return frozenset(
        each.kind
        for rule in rules
        for each in everything_in(rule)
        if isinstance(each, Column) and each.kind is not rule.signal.kind
    )


def everything_in(rule: Rule) -> list[object]:
    """Return every expression of every signal of ``rule``, and what they are made of."""
    return [each for signal in rule.signals for top in signal.expressions for each in walk(top)]


def with_only(clauses: Iterable[Clause], names: Collection[str]) -> tuple[Clause, ...]:
    """Return ``clauses`` with only the rules of these names; those that have none of them are left out."""
    parted = (
        replace(clause, rules=tuple(rule for rule in clause.rules if rule.name in names))
        for clause in clauses
    )
    return tuple(clause for clause in parted if clause.rules)


def with_rules(family: Family, rules: Sequence[Rule]) -> Family:
    """Return the family of only ``rules`` of it."""
    return _family(family.by, family.clauses, rules)


def _family(by: str | None, clauses: tuple[Clause, ...], rules: Sequence[Rule]) -> Family:
    return Family(
        name=by or "everything",
        by=by,
        clauses=with_only(clauses, {rule.name for rule in rules}),
        counted=frozenset(rule.signal.kind for rule in rules),
        looked_up=looked_up(rules) | {Account},
    )
