"""What each key measured in each period: one pass for a group, and one more for what cannot be summed."""

from collections.abc import Sequence

from sqlglot import exp

from fairline.signals.declared import SPREAD_TEN_THOUSANDTHS, Against, Counting, Signal
from fairline.signals.sql.periods import PERIOD
from fairline.signals.sql.runs import longest_runs
from fairline.signals.sql.streams import Group
from fairline.signals.sql.writing import (
    Sql,
    case,
    column,
    floor_div,
    named,
    shared,
    sql,
    table,
    total,
    within,
)

DISTINCT_MAX = 100_000
"""Ours: past it distinct says "at least", as the online engine does."""
MEASURES = ("hits", "base", "unknown")


def measured(group: Group, stream: str) -> exp.Select:
    """Return what every signal ``i`` of ``group`` measures, by key and period.

    ``stream`` is the table of its events. Columns: how many of them count for the signal at all (``n0`` ...),
    and its measure (``hits0 base0 unknown0`` ...).
    """
    return compared(group, summed(group, stream))


def summed(group: Group, stream: str) -> exp.Select:
    """Return what the events of each key and period come to, before keys are compared with each other."""
    keys = [*group.keys, PERIOD]
    query = exp.select(*map(column, keys)).from_(table(stream)).group_by(*map(column, keys))
    for number, signal in enumerate(group.signals):
        query = query.select(*_summed(number, signal), copy=False)
    for number, signal in enumerate(group.signals):
        apart = _apart(number, signal, group, stream)
        if apart is not None:
            query = exp.select(exp.Star()).from_(within(query, f"s{number}"))
            query = query.join(within(apart, f"x{number}"), using=shared(keys), join_type="left")
    return query


def compared(group: Group, sums: exp.Query) -> exp.Select:
    """Return the measures that come of ``sums``, which has what ``summed`` gives of all keys."""
    for number, signal in enumerate(group.signals):
        if signal.counting is Counting.COHORT and signal.compared is Against.SPREAD:
            middle = named(_median(column(f"hits{number}"), _cohort(number)), f"middle{number}")
            sums = exp.select(exp.Star(), middle).from_(within(sums, f"m{number}"))
    query = exp.select(*map(column, [*group.keys, PERIOD])).from_(within(sums, "s"))
    for number, signal in enumerate(group.signals):
        query = query.select(*_read(number, signal), copy=False)
    return query


def beside(signal: Signal) -> tuple[str, ...]:
    """Return the names of further columns that the sums of ``signal`` have."""
    if signal.counting is Counting.COHORT:
        return ("peers",)
    return ("apart",) if signal.counting in (Counting.DISTINCT, Counting.LONGEST_RUN) else ()


def _summed(number: int, signal: Signal) -> list[Sql]:
    hits = total(column(f"h{number}"))
    if signal.counting in (Counting.HIGHEST, Counting.CONCURRENT):
        hits = sql("coalesce(max($v), 0)", v=column(f"v{number}"))
    found = [
        named(sql("count_if($n)", n=column(f"n{number}")), f"n{number}"),
        named(hits, f"hits{number}"),
        named(total(column(f"b{number}")), f"base{number}"),
        named(total(column(f"u{number}")), f"unknown{number}"),
    ]
    if signal.counting is Counting.COHORT:
        latest = sql("arg_max($v, struct_pack(a := at, b := id, c := account_))", v=column(f"v{number}"))
        found.append(named(latest, f"peers{number}"))
    return found


def _apart(number: int, signal: Signal, group: Group, stream: str) -> exp.Select | None:
    """Return the hits that are counted on their own, by key and period."""
    keys = [column(each) for each in (*group.keys, PERIOD)]
    if signal.counting is Counting.LONGEST_RUN:
        return longest_runs(group, table(stream), number, (*group.keys, PERIOD), f"apart{number}")
    if signal.counting is not Counting.DISTINCT:
        return None
    value = column(f"v{number}")
    different = exp.select(*keys, value).from_(table(stream)).where(sql("$v IS NOT NULL", v=value)).distinct()
    count = named(sql("count(*)"), f"apart{number}")
    return exp.select(*keys, count).from_(within(different, "d")).group_by(*keys)


def _read(number: int, signal: Signal) -> Sequence[Sql]:
    hits, base = column(f"hits{number}"), column(f"base{number}")
    if signal.counting in (Counting.DISTINCT, Counting.LONGEST_RUN):
        hits = sql("coalesce($apart, 0)", apart=column(f"apart{number}"))
    if signal.counting is Counting.COHORT:
        hits, base = _compared(number, signal)
    columns = [column(f"n{number}"), named(hits, f"hits{number}"), named(base, f"base{number}")]
    return [*columns, column(f"unknown{number}")]


def _cohort(number: int) -> str:
    """Return the window of all keys with the same peers in the period."""
    return f"OVER (PARTITION BY {PERIOD}, peers{number}.peers, n{number} > 0)"


def _compared(number: int, signal: Signal) -> tuple[Sql, Sql]:
    """Return hits and base of a cohort. The base is 0 where they are too few."""
    own, over = column(f"hits{number}"), _cohort(number)
    size = sql(f"count(*) {over}")
    enough = sql("$size >= $least", size=size, least=signal.cohort_min)
    none = exp.Literal.number(0)
    match signal.compared:
        case Against.MEAN:
            return own, case((enough, _mean(own, size, over)), otherwise=none)
        case Against.MEDIAN:
            return own, case((enough, _median(own, over)), otherwise=none)
        case Against.SPREAD:
            above = sql("$own - $middle", own=own, middle=column(f"middle{number}"))
            distance = _median(sql("abs($above)", above=above), over)
            spread = sql("$distance * $times // 10000", distance=distance, times=SPREAD_TEN_THOUSANDTHS)
            return case((enough, above), otherwise=none), case((enough, spread), otherwise=none)


def _mean(own: Sql, size: Sql, over: str) -> Sql:
    hits = sql(f"sum($own) {over}", own=own)
    mean = sql("$hits // $size", hits=hits, size=size)
    below = sql("$hits % $size < 0", hits=hits, size=size)
    return case((below, sql("$mean - 1", mean=mean)), otherwise=mean)


def _median(of: Sql, over: str) -> Sql:
    """Return half of the two in the middle together: the lower and, counted from above, the upper."""
    lower = sql(f"quantile_disc($of, 0.5) {over}", of=of)
    upper = sql(f"quantile_disc(-$of, 0.5) {over}", of=exp.paren(of))
    return floor_div(sql("$lower - $upper", lower=lower, upper=upper), 2)
