"""Steps toward a row for each fact with all that its signals read: tables to make, answers to ask for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from msgspec import Struct
from sqlglot import exp

from fairline.facts import KINDS, Call, Message
from fairline.signals.expressions import Derived, Expression
from fairline.signals.sql.writing import Sql, column, table, within

FOREVER = (1 << 63) - 1
AT: Mapping[type[Struct], str] = dict.fromkeys(KINDS, "at") | {Call: "started_at", Message: "sent_at"}
"""The column that says when a fact counts."""
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
    return word_of(kind).replace("-", "_")


def word_of(kind: type[Struct]) -> str:
    """Return the word by which records name a kind of fact."""
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
        query = exp.select(*columns).from_(table(name_of(self.kind), "r"), copy=False)
        for join in self.joins:
            query = join(query)
        return query

    def at(self) -> Sql:
        """Return the column that says when the fact counts."""
        return column(AT[self.kind], "r")

    def join(self, query: str | exp.Query, alias: str, on: Sql) -> None:
        """Join a table or query, keeping facts that it has no row for."""
        right = table(query, alias) if isinstance(query, str) else within(query, alias)
        self.joins.append(
            lambda so_far: so_far.join(right.copy(), on=on.copy(), join_type="left", copy=False)
        )
