"""One row for each fact with every column that its signals read: joined, looked up and worked out once.

What a fact reads of its account, campaign or forwarding is the latest record before it. A function that SQL
has no form of is asked in Python once for each different set of arguments, and its answers are joined back.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from msgspec import Struct
from sqlglot import exp

from fairline.facts import Account
from fairline.signals.answers import AT, Grains
from fairline.signals.belonging import BELONGS, KEYS, Part
from fairline.signals.expressions import Column, Constant, Derived, Expression, NewlySeen, walk
from fairline.signals.sql.expressions import OFFSET, columns_of, in_python, translated
from fairline.signals.sql.newly_seen import join_newly_seen
from fairline.signals.sql.preparing import (
    FOREVER,
    Asked,
    Made,
    Preparing,
    Step,
    name_of,
    ready_name,
)
from fairline.signals.sql.types import MONEY, fields, type_of
from fairline.signals.sql.writing import Sql, all_of, column, floor_div, named, same, sql, table


def prepared(
    kind: type[Struct], wanted: Iterable[Expression], grains: Grains
) -> tuple[list[Step], dict[Expression, Sql]]:
    """Return the steps that make ``ready_name(kind)``, and where it has what was worked out and each column.

    Needs a table for each kind of fact: its fields, ``fact`` to tell them apart, and the offset from UTC
    of each time. Beside the columns wanted there are ``fact``, ``at``, ``id`` and ``account_``.
    """
    every = list(dict.fromkeys(wanted))
    to = Preparing(kind, grains)
    columns = dict.fromkeys(each for top in every for each in columns_of(top))
    for own in (each for each in columns if each.kind is kind):
        to.known[own] = _read(own, "r")
    for registry in dict.fromkeys(each.kind for each in columns if each.kind is not kind):
        _register(registry, [each for each in columns if each.kind is registry], to)
    made: list[Expression] = []
    for wave in _waves(every):
        _ask([each for each in wave if isinstance(each, Derived)], to)
        for each in wave:
            if isinstance(each, NewlySeen):
                join_newly_seen(each, to)
        made += wave
    return _gathered([*columns, *made], to)


def _gathered(wanted: Sequence[Expression], to: Preparing) -> tuple[list[Step], dict[Expression, Sql]]:
    fixed = [
        named(column("fact", "r"), "fact"),
        named(to.at(), "at"),
        named(column("id", "r"), "id"),
        named(sql("coalesce(r.account, '')"), "account_"),
    ]
    names = {each: f"c{number}" for number, each in enumerate(wanted)}
    query = to.rows(*fixed, *(named(to.known[each], name) for each, name in names.items()))
    to.steps.append(Made(ready_name(to.kind), query))
    return to.steps, {each: column(name) for each, name in names.items()}


def _waves(tops: Iterable[Expression]) -> list[list[Expression]]:
    """Return what must be worked out beforehand; each wave needs only those before it."""
    depth: dict[Expression, int] = {}
    for top in tops:
        for each in walk(top):
            below = max((depth.get(part, 0) for part in walk(each)[:-1]), default=0)
            if isinstance(each, NewlySeen) or in_python(each):
                depth[each] = below + 1
    return [
        [each for each, found in depth.items() if found == level]
        for level in range(1, max(depth.values(), default=0) + 1)
    ]


def _register(registry: type[Struct], columns: Sequence[Column], to: Preparing) -> None:
    """Join the record that holds at each fact: from its own time to that of the next with the same key."""
    name = name_of(registry)
    key = dict(zip(KEYS[registry], map(_said, BELONGS[to.kind][registry]), strict=True))
    account = ", coalesce(account, '')" if registry is not Account else ""
    until = sql(
        f"coalesce(lead(at) OVER (PARTITION BY {', '.join(key)} ORDER BY at, id{account}), $forever)",
        forever=FOREVER,
    )
    offsets = (each.field + OFFSET for each in columns if issubclass(type_of(each), datetime))
    fields = dict.fromkeys([*key, *(each.field for each in columns), *offsets])
    spans = exp.select(
        *(column(each) for each in fields), named(column("at"), "since"), named(until, "until")
    ).from_(table(name))
    to.steps.append(Made(f"{name_of(to.kind)}_{name}", spans))
    on = [same(column(part, name), where) for part, where in key.items()]
    between = sql(
        "$at >= $since AND $at < $until", at=to.at(), since=column("since", name), until=column("until", name)
    )
    to.join(f"{name_of(to.kind)}_{name}", name, all_of(*on, between))
    for each in columns:
        to.known[each] = _read(each, name)


def _said(part: Part) -> Sql:
    """Return what a fact has in the place of a part of a key: the first field that is said and not empty."""
    *others, last = (column(name, "r") for name in part)
    if not others:
        return last
    return exp.func("coalesce", *(sql("nullif($each, '')", each=each) for each in others), last)


def _read(of: Column, relation: str) -> Sql:
    """Return a column as it is counted. Amounts are kept as they were written."""
    read = column(of.field, relation)
    is_amount = fields(of.kind).get(of.field) is Decimal
    return exp.cast(read, MONEY) if is_amount else read


def _ask(functions: Sequence[Derived], to: Preparing) -> None:
    """Ask functions of the same arguments together."""
    together: dict[tuple[Sql, ...], tuple[tuple[type | None, ...], list[Derived]]] = {}
    for each in functions:
        arguments = list(_arguments(each, to))
        key = tuple(sql_ for sql_, _ in arguments)
        together.setdefault(key, (tuple(type_ for _, type_ in arguments), []))[1].append(each)
    for arguments_, (types, asked) in together.items():
        name = f"{name_of(to.kind)}_asked{len(to.steps)}"
        numbered = list(enumerate(arguments_))
        distinct = (
            to.rows(*(named(each, f"a{number}") for number, each in numbered))
            .where(all_of(*(sql("$each IS NOT NULL", each=each) for each in arguments_)))
            .distinct()
        )
        to.steps.append(Asked(name, distinct, types, tuple(asked)))
        on = (sql("$a = $each", a=column(f"a{number}", name), each=each) for number, each in numbered)
        to.join(name, name, all_of(*on))
        for number, each_ in enumerate(asked):
            to.known[each_] = column(f"v{number}", name)


def _arguments(of: Derived, to: Preparing) -> Iterable[tuple[Sql, type | None]]:
    """Yield what ``of`` must be told apart by, and its type. Constants need no telling."""
    grain = to.grains.get(of.function)
    for term in of.terms:
        if isinstance(term, Constant):
            continue
        kind, value = type_of(term), translated(term, to.known)
        if AT[to.kind] == getattr(term, "field", None) and grain is not None:
            yield sql("$grain * $count", grain=grain, count=floor_div(value, grain)), kind
            continue
        yield value, kind
        if isinstance(term, Column) and issubclass(kind, datetime):
            yield column(term.field + OFFSET, "r" if term.kind is to.kind else name_of(term.kind)), None
