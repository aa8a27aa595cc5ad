"""One row for each fact with every column that its signals read: joined, looked up and worked out once.

What a fact reads of its account, campaign or forwarding is the latest record before it. A function that SQL
has no form of is asked in Python once for each different set of arguments, and its answers are joined back.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from msgspec import Struct
from sqlglot import exp

from fairline.facts import Account, Call, Campaign, Forwarding, Message
from fairline.signals.expressions import Column, Constant, Derived, Expression, NewlySeen, walk
from fairline.signals.sql.expressions import OFFSET, columns_of, in_python, translated
from fairline.signals.sql.types import MONEY, fields, type_of
from fairline.signals.sql.writing import (
    Sql,
    all_of,
    case,
    column,
    floor_div,
    named,
    same,
    sql,
    table,
    within,
)
from fairline.signals.windows import MICROSECOND

FOREVER = (1 << 63) - 1
AT: Mapping[type[Struct], str] = {
    Call: "started_at",
    Message: "sent_at",
    Account: "at",
    Campaign: "at",
    Forwarding: "at",
}
"""The column that says when a fact counts."""
BELONGS: Mapping[type[Struct], Mapping[str, str]] = {
    Account: {"id": "r.account"},
    Campaign: {"account": "r.account", "id": "r.campaign"},
    Forwarding: {"account": "r.account", "target": "coalesce(nullif(r.called, ''), r.dialed)"},
}
"""A registry's key and where a fact has it."""
Grains = Mapping[Callable[..., object], int]
"""Functions that see no more of a time than which span of so many microseconds since 1970 it is in."""


@dataclass(frozen=True, slots=True)
class Made:
    """A table that a query makes."""

    name: str
    query: exp.Query


@dataclass(frozen=True, slots=True)
class Asked:
    """A table of answers: ``functions`` of each row of ``arguments``, whose columns are ``a0``, ``a1`` ...

    ``types`` are those of the arguments. An ``int`` there is an argument's offset from UTC to be put on the
    time before it. Answers are columns ``v0``, ``v1`` ...
    """

    name: str
    arguments: exp.Query
    types: tuple[type | None, ...]
    functions: tuple[Derived, ...]


Step = Made | Asked


def name_of(kind: type[Struct]) -> str:
    """Return the name of the table of a kind of fact."""
    return str(kind.__struct_config__.tag)


def ready_name(kind: type[Struct]) -> str:
    """Return the name of the table that has every column its signals read."""
    return f"{name_of(kind)}_ready"


@dataclass
class Preparing:
    """How far the columns of one kind of fact are joined together."""

    kind: type[Struct]
    grains: Grains
    steps: list[Step] = field(default_factory=list)
    joins: list[Callable[[exp.Select], exp.Select]] = field(default_factory=list)
    known: dict[Expression, Sql] = field(default_factory=dict)

    def rows(self, *columns: Sql) -> exp.Select:
        """Return a query of ``columns`` over all facts, with what is joined so far."""
        query = exp.select(*columns).from_(table(name_of(self.kind), "r"))
        for join in self.joins:
            query = join(query)
        return query

    def at(self) -> Sql:
        """Return the column that says when the fact counts."""
        return column(AT[self.kind], "r")

    def join(self, query: str | exp.Query, alias: str, on: Sql) -> None:
        """Join a table or query, keeping facts that it has no row for."""
        right = table(query, alias) if isinstance(query, str) else within(query, alias)
        self.joins.append(lambda so_far: so_far.join(right.copy(), on=on.copy(), join_type="left"))


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
                _newly_seen(each, to)
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
    name, key = name_of(registry), BELONGS[registry]
    account = ", coalesce(account, '')" if registry is not Account else ""
    until = sql(
        f"coalesce(lead(at) OVER (PARTITION BY {', '.join(key)} ORDER BY at, id{account}), $forever)",
        forever=FOREVER,
    )
    fields = dict.fromkeys([*key, *(each.field for each in columns)])
    spans = exp.select(
        *(column(each) for each in fields), named(column("at"), "since"), named(until, "until")
    ).from_(table(name))
    to.steps.append(Made(f"{name_of(to.kind)}_{name}", spans))
    on = [same(column(part, name), sql(where)) for part, where in key.items()]
    between = sql(
        "$at >= $since AND $at < $until", at=to.at(), since=column("since", name), until=column("until", name)
    )
    to.join(f"{name_of(to.kind)}_{name}", name, all_of(*on, between))
    for each in columns:
        to.known[each] = _read(each, name)


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
        if isinstance(term, Column) and kind.__name__ == "datetime":
            yield column(term.field + OFFSET, "r"), None


def _newly_seen(of: NewlySeen, to: Preparing) -> None:
    """Join, for each key and value, when it was first seen or seen again after a long silence."""
    key, value = translated(of.by, to.known), translated(of.value, to.known)
    after = of.after // MICROSECOND
    name = f"{name_of(to.kind)}_new{len(to.steps)}"
    sightings = to.rows(named(key, "k"), named(value, "v"), named(to.at(), "at")).where(
        sql("$k IS NOT NULL AND $v IS NOT NULL", k=key, v=value)
    )
    pairs = (
        exp.select(column("k"), column("v"), named(sql("min(at)"), "began"), named(sql("max(at)"), "last"))
        .from_(within(sightings, "s"))
        .group_by(column("k"), column("v"))
    )
    to.steps.append(Made(f"{name}_pairs", pairs))
    long_ = (
        exp.select(column("k"), column("v"))
        .from_(table(f"{name}_pairs"))
        .where(sql("last - began > $after", after=after))
    )
    again = (
        exp.select("s.k", "s.v", named(column("at", "s"), "began"))
        .from_(within(sightings, "s"))
        .join(within(long_, "l"), on=sql("s.k = l.k AND s.v = l.v"), join_type="semi")
        .qualify(
            sql(
                "coalesce(s.at - lag(s.at) OVER (PARTITION BY s.k, s.v ORDER BY s.at) > $after, TRUE)",
                after=after,
            )
        )
    )
    once = (
        exp.select(column("k"), column("v"), column("began"))
        .from_(table(f"{name}_pairs"))
        .where(sql("last - began <= $after", after=after))
    )
    spells = exp.select(
        column("k"),
        column("v"),
        column("began"),
        named(
            sql("coalesce(lead(began) OVER (PARTITION BY k, v ORDER BY began), $forever)", forever=FOREVER),
            "until",
        ),
        named(sql("min(began) OVER (PARTITION BY k)"), "first"),
    ).from_(within(exp.union(once, again, distinct=False), "b"))
    to.steps.append(Made(name, spells))
    at, began = to.at(), column("began", name)
    to.join(
        name,
        name,
        sql(
            "$k = $key AND $v = $value AND $at >= $began AND $at < $until",
            k=column("k", name),
            key=key,
            v=column("v", name),
            value=value,
            at=at,
            began=began,
            until=column("until", name),
        ),
    )
    to.known[of] = case(
        (sql("$at - $began >= $within", at=at, began=began, within=of.within // MICROSECOND), exp.false()),
        (
            sql(
                "$began - $first >= $history",
                began=began,
                first=column("first", name),
                history=of.history_min // MICROSECOND,
            ),
            exp.true(),
        ),
    )
