"""Facts that came more than once: of those with one kind, id, account and time only one counts.

Which one is said by ``stores.sorted_facts``, and that is asked. Here is only found out quickly that nearly
every fact came once: by a number that the same facts have in common and others hardly ever.
"""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from msgspec import Struct
from sqlglot import exp

from fairline.facts import Account, Fact
from fairline.history.database import Database
from fairline.history.schema import NUMBER, columns, fact_of
from fairline.signals.sql.preparing import AT
from fairline.signals.sql.writing import column, named, sql, table, within
from fairline.stores.sorted_facts import in_order


def without_duplicates(kind: type[Struct], raw: str, gone: str, database: Database) -> int:
    """Put the numbers of the facts in ``raw`` that do not count into the table ``gone``; return how many."""
    database.create(gone, {NUMBER: "BIGINT"})
    who = sql("coalesce(account, '')") if kind is not Account else exp.Literal.string("")
    mark = exp.func("hash", column("id"), who, column(AT[kind]))
    marks = exp.select(named(mark, "mark")).from_(table(raw))
    twice = exp.select("mark").from_(within(marks, "m")).group_by("mark").having(sql("count(*) > 1"))
    alike = f"{gone}_alike"
    rows = exp.select(*map(column, columns(kind)), named(mark, "mark")).from_(table(raw))
    database.make(
        alike,
        exp.select("r.*").from_(within(rows, "r")).join(within(twice, "t"), using=["mark"], join_type="semi"),
    )
    numbers: dict[int, int] = {}
    lost: list[int] = []

    def facts() -> Iterator[Fact]:
        for row in database.rows(
            exp.select(*map(column, columns(kind))).from_(table(alike)).order_by(NUMBER)
        ):
            values: dict[str, Any] = dict(zip(columns(kind), row, strict=True))
            fact = fact_of(kind, values)
            numbers[id(fact)] = values[NUMBER]
            held.append(fact)
            yield fact

    held: list[Fact] = []
    count = int(database.one(exp.select(sql("count(*)")).from_(table(alike)))[0])
    kept = in_order(facts(), run=max(2, count + 1), on_duplicate=lambda fact: lost.append(numbers[id(fact)]))
    for _ in kept:
        pass
    if lost:
        database.put(gone, pa.table({NUMBER: pa.array(lost, pa.int64())}))
    return len(lost)
