"""Expressions to SQL. Its NULL is our unknown: AND, OR, NOT and comparisons have the same three values."""

from collections.abc import Mapping

from sqlglot import exp

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
    walk,
)
from fairline.signals.sql.functions import FORMS, ON_OWN_CLOCK
from fairline.signals.sql.types import literal
from fairline.signals.sql.writing import Sql, all_of, any_of, case, sql

COMPARISONS: dict[str, type[exp.Binary]] = {
    "==": exp.EQ,
    "<": exp.LT,
    "<=": exp.LTE,
    ">": exp.GT,
    ">=": exp.GTE,
}
Known_ = Mapping[Expression, Sql]
OFFSET = "_offset"  # what a time column's own zone added to UTC, in microseconds


def translated(of: Expression, known: Known_) -> Sql:
    """Return SQL for the value of ``of``. ``known`` has its columns and what was worked out beforehand."""
    have = known.get(of)
    if have is not None:
        return have.copy()
    match of:
        case Constant(constant):
            return literal(constant)
        case Compare(operator, left, right):
            one, other = translated(left, known), translated(right, known)
            return COMPARISONS[operator](this=_operand(one), expression=_operand(other))
        case Both(terms):
            return all_of(*(translated(term, known) for term in terms))
        case Either(terms):
            return any_of(*(translated(term, known) for term in terms))
        case Negated(term):
            return sql("NOT $term", term=translated(term, known))
        case Known(term):
            return sql("$term IS NOT NULL", term=translated(term, known))
        case FirstKnown(terms):
            return exp.func("coalesce", *(translated(term, known) for term in terms))
        case Choose(condition, yes, no):
            truth = translated(condition, known)
            return case(
                (truth, translated(yes, known)),
                (sql("NOT $truth", truth=truth), translated(no, known)),
            )
        case Derived(function, terms, False) if function in FORMS:
            return FORMS[function](*(translated(term, known) for term in terms))
        case Derived(function, (Column(kind, field) as at,), False) if function in ON_OWN_CLOCK:
            local = sql("$at + $offset", at=known[at], offset=known[Column(kind, field + OFFSET)])
            return ON_OWN_CLOCK[function](local)
        case _:
            raise AssertionError(f"{of} is not worked out")


def _operand(of: Sql) -> Sql:
    return exp.paren(of) if isinstance(of, exp.Binary | exp.Unary) else of


def in_python(of: Expression) -> bool:
    """Whether ``of`` is a function that SQL has no form of."""
    if not isinstance(of, Derived):
        return False
    if of.function in ON_OWN_CLOCK:
        return not (len(of.terms) == 1 and isinstance(of.terms[0], Column))
    return of.by_law or of.function not in FORMS


def columns_of(of: Expression) -> list[Column]:
    """Return every column that ``of`` reads, and the clock of those whose own zone matters."""
    found = []
    for each in walk(of):
        if isinstance(each, Column):
            found.append(each)
        if isinstance(each, Derived) and each.function in ON_OWN_CLOCK and not in_python(each):
            (at,) = each.terms
            assert isinstance(at, Column)
            found.append(Column(at.kind, at.field + OFFSET))
    return found
