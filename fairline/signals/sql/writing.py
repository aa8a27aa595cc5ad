"""How queries are written: a text with ``$slots`` is parsed once, and expressions are put into the tree.

Nothing that comes from a fact, a policy or a file is ever part of a text: it enters as a literal node.
"""

from collections.abc import Iterable
from functools import lru_cache

from sqlglot import exp, parse_one

Sql = exp.Expr
DIALECT = "duckdb"
TRUE, FALSE = exp.true(), exp.false()
ZERO, ONE = exp.Literal.number(0), exp.Literal.number(1)


@lru_cache(maxsize=1024)
def _parsed(text: str) -> Sql:
    return parse_one(text, dialect=DIALECT)


def sql(text: str, /, **slots: Sql | int | str) -> Sql:
    """Return ``text`` parsed, with each ``$slot`` replaced. Numbers and strings become literals."""
    return exp.replace_placeholders(_parsed(text), **{name: _part(each) for name, each in slots.items()})


def _part(value: Sql | int | str) -> Sql:
    if isinstance(value, int | str):
        return exp.convert(value)
    return exp.paren(value) if isinstance(value, exp.Binary | exp.Unary) else value.copy()


def column(name: str, of: str | None = None) -> Sql:
    """Return a column, of the relation ``of`` if that is named."""
    return exp.column(name, table=of, quoted=True)


def named(value: Sql, name: str) -> Sql:
    """Return ``value`` under a name."""
    return exp.alias_(value, name, quoted=True)


def shared(keys: Iterable[str]) -> list[int | str | Sql]:
    """Return the names of columns that a join has on both sides."""
    return [exp.to_identifier(each) for each in keys]


def table(name: str, alias: str | None = None) -> exp.Table:
    """Return a table by its name."""
    found = exp.to_table(name)
    return exp.alias_(found, alias, table=True) if alias else found  # type: ignore[return-value]


def within(query: exp.Query, alias: str) -> exp.Subquery:
    """Return a query as a relation to select from."""
    return query.subquery(alias)


def all_of(*terms: Sql) -> Sql:
    """Return that every term holds."""
    return exp.and_(*terms) if terms else TRUE.copy()


def any_of(*terms: Sql) -> Sql:
    """Return that some term holds."""
    return exp.or_(*terms) if terms else FALSE.copy()


def same(left: Sql, right: Sql) -> Sql:
    """Return that two values are the same, or both are missing."""
    return sql("$left IS NOT DISTINCT FROM $right", left=left, right=right)


def case(*pairs: tuple[Sql, Sql], otherwise: Sql | None = None) -> Sql:
    """Return the value of the first condition that holds."""
    made = exp.Case()
    for condition, value in pairs:
        made = made.when(condition.copy(), value.copy(), copy=False)
    return made if otherwise is None else made.else_(otherwise.copy(), copy=False)


def floor_div(value: Sql, by: int) -> Sql:
    """Return ``value // by`` as Python rounds it, downward; SQL rounds toward zero."""
    assert by > 0
    return sql("($v - (($v % $by) + $by) % $by) // $by", v=value, by=by)


def floor_mod(value: Sql, by: int) -> Sql:
    """Return ``value % by`` as Python has it, never negative."""
    return sql("(($v % $by) + $by) % $by", v=value, by=by)


def total(value: Sql) -> Sql:
    """Return a sum that is 0 over nothing."""
    return sql("coalesce(sum($v), 0)", v=value)
