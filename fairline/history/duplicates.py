"""Facts that came more than once: of those with one kind, id, account and time only one counts.

Which one is said by ``stores.sorted_facts``, and that is asked. Here is only found out quickly that nearly
every fact came once: by a number that the same facts have in common and others hardly ever.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from msgspec import Struct
from sqlglot import exp

from fairline.facts import Account
from fairline.history.database import ROWS, Database
from fairline.history.schema import NUMBER, columns, fact_of
from fairline.signals.sql.preparing import AT
from fairline.signals.sql.writing import Sql, column, named, sql, table, within
from fairline.stores.sorted_facts import in_order

Row = dict[str, Any]


def without_duplicates(kind: type[Struct], raw: str, gone: str, database: Database) -> int:
    """Put the numbers of the facts in ``raw`` that do not count into the table ``gone``; return how many."""
    database.create(gone, {NUMBER: "BIGINT"})
    alike = f"{gone}_alike"
    database.make(alike, _alike(kind, raw))
    names, key = list(columns(kind)), [column(AT[kind]), column("id"), _account(kind)]
    query = (
        exp.select(*map(column, names)).from_(table(alike)).order_by(*key[: 3 if kind is not Account else 2])
    )
    rows = (dict(zip(names, row, strict=True)) for row in database.rows(query.order_by(column(NUMBER))))
    lost, count = _lost(kind, rows), 0
    while some := list(islice(lost, ROWS)):
        database.put(gone, pa.table({NUMBER: pa.array(some, pa.int64())}))
        count += len(some)
    return count


def once(kind: type[Struct], rows: pa.Table, database: Database) -> pa.Table:
    """Return the rows of facts that count: each fact once. Of equals the lowest number stays."""
    raw, gone = "lent", "lent_gone"
    with database.lent(raw, rows), database.passing():
        count = without_duplicates(kind, raw, gone, database)
    lost = database.table(exp.select(NUMBER).from_(gone)).column(0)
    database.drop(gone)
    return rows.filter(pc.invert(pc.is_in(rows.column(NUMBER), value_set=lost))) if count else rows


def _alike(kind: type[Struct], raw: str) -> exp.Select:
    """Return the facts that share a mark with another: duplicates, and hardly any others."""
    mark = named(exp.func("hash", column("id"), _account(kind), column(AT[kind])), "mark")
    marks = exp.select(mark).from_(table(raw))
    twice = exp.select("mark").from_(within(marks, "m")).group_by("mark").having(sql("count(*) > 1"))
    rows = exp.select(*map(column, columns(kind)), mark).from_(table(raw))
    return (
        exp.select("r.*").from_(within(rows, "r")).join(within(twice, "t"), using=["mark"], join_type="semi")
    )


def _account(kind: type[Struct]) -> Sql:
    return exp.Literal.string("") if kind is Account else sql("coalesce(account, '')")


def _lost(kind: type[Struct], rows: Iterable[Row]) -> Iterator[int]:
    """Yield the numbers of those that do not count. Rows of the same fact come one after another."""

    def same(row: Row) -> tuple[Any, ...]:
        return row[AT[kind]], row["id"], row.get("account") or ""

    for _, together in groupby(rows, same):
        facts = [(fact_of(kind, row), row[NUMBER]) for row in together]
        kept = list(in_order(fact for fact, _ in facts))
        yield from (number for fact, number in facts if fact is not kept[0])
