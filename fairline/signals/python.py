"""Expressions to Python source.

Truth is compiled twice, as "certainly true" and "certainly false"; what is neither is unknown. A value that
is worked out once in a block of the source is not worked out again in it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from typing import Any

import msgspec

from fairline.facts import EVENTS, REGISTRIES
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
)

COUNTED_ONLY = tuple(kind for kind in EVENTS if kind not in REGISTRIES)
ALWAYS_SAID = frozenset(
    (kind, field.name) for kind in COUNTED_ONLY for field in msgspec.structs.fields(kind) if field.required
) | {(kind, "revision") for kind in COUNTED_ONLY}
"""Columns that no fact lacks. Of what is not only counted but belonged to, too, there may be no record."""
PLAIN = (type(None), bool, int, str)  # constants whose repr is their source


@dataclass
class Source:
    """Lines of Python as they are written, and the names that they use."""

    names: dict[str, Any]
    column: Callable[[Column], str]
    """Returns Python for a column that no variable holds yet."""
    answered: Callable[[Derived], str | None]
    """Returns what holds the answer of a function whose answers are remembered, ``None`` of another."""
    reserved: set[str]
    """Names that the source gives to its own variables."""
    lines: list[str] = field(default_factory=list)
    depth: int = 1
    _known: list[dict[Expression, str]] = field(default_factory=lambda: [{}])
    _bound: dict[int, str] = field(default_factory=dict)
    _count: int = 0

    def line(self, text: str) -> None:
        """Write one line at the present depth."""
        self.lines.append("    " * self.depth + text)

    def bind(self, wish: str, value: object) -> str:
        """Return the name by which the source can use ``value``, ``wish`` or one like it."""
        name = self._bound.get(id(value))
        if name is None:
            name = wish if wish not in {*self.names, *self.reserved} else self.fresh(f"{wish}_")
            self._bound[id(value)] = name
            self.names[name] = value
        return name

    def fresh(self, prefix: str) -> str:
        """Return a name that nothing has yet."""
        self._count += 1
        return f"{prefix}{self._count}"

    def begin(self, opening: str) -> None:
        """Open a block. What it works out is forgotten when it ends."""
        self.line(f"{opening}:")
        self.depth += 1
        self._known.append({})

    def end(self) -> None:
        """Close the block; one that nothing was written in does nothing."""
        if self.lines[-1].endswith(":"):
            self.line("pass")
        self.depth -= 1
        self._known.pop()

    def worked_out(self, of: Expression) -> str | None:
        """Return the variable that holds ``of`` already, if one does."""
        return next((known[of] for known in reversed(self._known) if of in known), None)

    def keep(self, of: Expression, code: str, name: str | None = None) -> str:
        """Assign ``code`` to a variable that holds ``of`` from here on in this block."""
        name = name or self.fresh("v")
        self.line(f"{name} = {code}")
        self._known[-1][of] = name
        return name

    def keep_all(self, of: Sequence[Expression], code: str) -> None:
        """Assign ``code``, which is a tuple, to variables that hold one of ``of`` each."""
        names = {each: self.fresh("v") for each in of}
        self.line(f"{', '.join(names.values())}, = {code}")
        self._known[-1].update(names)


def value(of: Expression, to: Source) -> str:
    """Return Python for the value of ``of``; it is ``None`` where that is unknown."""
    have = to.worked_out(of)
    if have is not None:
        return have
    match of:
        case Constant(constant):
            return repr(constant) if type(constant) in PLAIN else to.bind(_called(constant), constant)
        case Column():
            return to.column(of)
        case FirstKnown(terms):
            codes = [value(term, to) for term in terms]
            code = codes[-1]
            for first in reversed(codes[:-1]):
                code = f"({first} if {first} is not None else {code})"
            return to.keep(of, code)
        case Choose(condition, yes, no):
            is_true, is_false = truth(condition, to)
            code = f"{value(yes, to)} if {is_true} else {value(no, to)} if {is_false} else None"
            return to.keep(of, code)
        case Derived() if (answer := to.answered(of)) is not None:
            return answer
        case Derived(_, terms, _):
            return to.keep(of, call(of, to, [value(term, to) for term in terms]))
        case _:
            is_true, is_false = truth(of, to)
            return to.keep(of, f"True if {is_true} else False if {is_false} else None")


def call(of: Derived, to: Source, codes: list[str]) -> str:
    """Return Python for asking the function of ``of``, whose terms have the values ``codes``."""
    given = ", ".join((["LAW"] if of.by_law else []) + codes)
    called = f"{to.bind(of.function.__name__.strip('_'), of.function)}({given})"
    checks = [f"{code} is None" for code, term in zip(codes, of.terms, strict=True) if may_be_unknown(term)]
    return f"None if {' or '.join(checks)} else {called}" if checks else called


def _called(constant: object) -> str:
    """Return a name for a constant that a reader of the source knows again."""
    match constant:
        case Enum():
            return constant.name
        case timedelta():
            return f"MS_{constant // timedelta(milliseconds=1)}"
        case _:
            return "CONSTANT"


def truth(of: Expression, to: Source) -> tuple[str, str]:
    """Return Python conditions for "``of`` is true" and "``of`` is false"."""
    match of:
        case Constant(constant):
            return str(constant is True), str(constant is False)
        case Compare(operator, left, right):
            one, other = value(left, to), value(right, to)
            sides = ((one, left), (other, right))
            known = [f"{code} is not None" for code, term in sides if may_be_unknown(term)]
            test = f"{one} {operator} {other}"
            if operator == "==":
                # What is unknown equals nothing that is known, so one test is enough for "true".
                sure = [] if len(known) < 2 else known[:1]
                return _all([*sure, test]), _all([*known, f"{one} != {other}"])
            return _all([*known, test]), _all([*known, f"not {test}"])
        case Both(terms):
            pairs = [truth(term, to) for term in terms]
            return _all([yes for yes, _ in pairs]), _any([no for _, no in pairs])
        case Either(terms):
            pairs = [truth(term, to) for term in terms]
            return _any([yes for yes, _ in pairs]), _all([no for _, no in pairs])
        case Negated(term):
            is_true, is_false = truth(term, to)
            return is_false, is_true
        case Known(term):
            code = value(term, to)
            return f"{code} is not None", f"{code} is None"
        case _:
            code = value(of, to)
            return f"{code} is True", f"{code} is False"


def _all(codes: list[str]) -> str:
    return codes[0] if len(codes) == 1 else "(" + " and ".join(codes) + ")"


def _any(codes: list[str]) -> str:
    return codes[0] if len(codes) == 1 else "(" + " or ".join(codes) + ")"


def may_be_unknown(of: Expression) -> bool:
    """Whether ``of`` can have no known value for some fact."""
    match of:
        case Constant(constant):
            return constant is None
        case Column(kind, name):
            return (kind, name) not in ALWAYS_SAID
        case Compare(_, left, right):
            return may_be_unknown(left) or may_be_unknown(right)
        case Both(terms) | Either(terms):
            return any(may_be_unknown(term) for term in terms)
        case Negated(term):
            return may_be_unknown(term)
        case Known():
            return False
        case FirstKnown(terms):
            return all(may_be_unknown(term) for term in terms)
        case _:
            return True
