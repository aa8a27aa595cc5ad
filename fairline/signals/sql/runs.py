"""Runs: facts of a key, one after another, each of whose values is 1 to ``step_max`` more than the last."""

from sqlglot import exp

from fairline.signals.sql.streams import Group
from fairline.signals.sql.writing import Sql, all_of, column, named, sql, within


def linked(value: Sql, step_max: int, by: str, order: str) -> Sql:
    """Return whether a value goes on the run of the value before it, among rows that all have one."""
    return sql(
        f"coalesce($v - lag($v) OVER (PARTITION BY {by} ORDER BY {order}) BETWEEN 1 AND $step, FALSE)",
        v=value,
        step=step_max,
    )


def longest_runs(group: Group, stream: exp.Expr, number: int, keys: tuple[str, ...], name: str) -> exp.Select:
    """Return the length of the longest run of each of ``keys`` in signal ``number``, under ``name``."""
    by, order, of = ", ".join(keys), ", ".join(group.order), [column(each) for each in keys]
    value = column(f"v{number}")
    starts = sql("NOT $linked", linked=linked(value, group.signals[number].step_max, by, order))
    marked = (
        exp.select(*of, named(starts, "starts"), *map(column, group.order))
        .from_(stream)
        .where(sql("$v IS NOT NULL", v=value))
    )
    run = sql(f"count_if(starts) OVER (PARTITION BY {by} ORDER BY {order} ROWS UNBOUNDED PRECEDING)")
    numbered = exp.select(*of, named(run, "run")).from_(within(marked, "m"))
    lengths = (
        exp.select(*of, named(sql("count(*)"), "length"))
        .from_(within(numbered, "r"))
        .group_by(*of, column("run"))
    )
    return exp.select(*of, named(sql("max(length)"), name)).from_(within(lengths, "l")).group_by(*of)


def links(group: Group, stream: exp.Expr, least: dict[int, int]) -> exp.Select:
    """Return the keys in which, for some signal, at least so many values go on a run: of any, not of one."""
    by, order, of = ", ".join(group.keys), ", ".join(group.order), [column(each) for each in group.keys]
    numbers = list(least)
    found = (
        named(linked(column(f"v{number}"), group.signals[number].step_max, by, order), f"l{number}")
        for number in numbers
    )
    every = all_of(*(sql("$v IS NOT NULL", v=column(f"v{number}")) for number in numbers))
    marked = exp.select(*of, *found).from_(stream).where(every)
    enough = (
        sql("count_if($linked) >= $least", linked=column(f"l{number}"), least=size)
        for number, size in least.items()
    )
    having = exp.or_(*enough)
    return exp.select(*of).from_(within(marked, "m")).group_by(*of).having(having)
