"""Runs: facts of a key, one after another, each of whose values is 1 to ``step_max`` more than the last."""

from collections.abc import Sequence

from sqlglot import exp

from fairline.signals.sql.streams import ORDER
from fairline.signals.sql.writing import Sql, column, named, sql, table, within


def longest_runs(stream: str, value: Sql, keys: Sequence[Sql], step_max: int, name: str) -> exp.Select:
    """Return the length of the longest run of each of ``keys`` under ``name``."""
    by = ", ".join(each.sql() for each in keys)
    starts = sql(
        f"CASE WHEN $v - lag($v) OVER (PARTITION BY {by} ORDER BY {ORDER}) BETWEEN 1 AND $step THEN 0 ELSE 1 END",
        v=value,
        step=step_max,
    )
    marked = (
        exp.select(*keys, named(starts, "starts"), *map(column, ORDER.split(", ")))
        .from_(table(stream))
        .where(sql("$v IS NOT NULL", v=value))
    )
    run = sql(f"sum(starts) OVER (PARTITION BY {by} ORDER BY {ORDER} ROWS UNBOUNDED PRECEDING)")
    numbered = exp.select(*keys, named(run, "run")).from_(within(marked, "m"))
    lengths = (
        exp.select(*keys, named(sql("count(*)"), "length"))
        .from_(within(numbered, "r"))
        .group_by(*keys, column("run"))
    )
    return exp.select(*keys, named(sql("max(length)"), name)).from_(within(lengths, "l")).group_by(*keys)
