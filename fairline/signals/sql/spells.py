"""Breaches to what is reported: the spells of a sliding rule, and the periods in which a rule was broken."""

from collections.abc import Sequence

from sqlglot import exp

from fairline.signals.declared import Counting, Signal, Test
from fairline.signals.limits import Comparison, Limit, PerPlan
from fairline.signals.sql.breaches import breached, estimate, possible
from fairline.signals.sql.periods import PERIOD
from fairline.signals.sql.streams import Group
from fairline.signals.sql.writing import (
    Sql,
    all_of,
    any_of,
    column,
    named,
    shared,
    sql,
    table,
    within,
)
from fairline.signals.windows import MICROSECOND, Sliding

PLANS = "plans"
"""The table of which plan an account (``id``) had from ``since`` to before ``until``."""


def measures_of(tests: Sequence[Test], group: Group) -> list[Sql]:
    """Return hits, base and unknown of each test, in its turn."""
    numbers = [group.signals.index(test.signal) for test in tests]
    return [
        named(column(f"{part}{number}"), f"{part}_{place}")
        for place, number in enumerate(numbers)
        for part in ("hits", "base", "unknown")
    ]


def _broken(tests: Sequence[Test], group: Group, plan: Sql, at: Sql) -> Sql:
    return all_of(
        *(
            breached(test, hits, base, plan, at)
            for test, (hits, base) in zip(tests, _columns(tests, group), strict=True)
        )
    )


def _columns(tests: Sequence[Test], group: Group) -> list[tuple[Sql, Sql]]:
    numbers = (group.signals.index(test.signal) for test in tests)
    return [(column(f"hits{number}"), column(f"base{number}")) for number in numbers]


def periods(tests: Sequence[Test], group: Group, measures: str) -> exp.Select:
    """Return the key, period and measures wherever ``tests`` may be broken.

    Limits by plan or day are left to whoever reads it, because they are those of the period's end.
    """
    first = group.signals.index(tests[0].signal)
    conditions = [
        breached(test, hits, base, exp.null(), exp.null())
        if isinstance(test.limit, Limit)
        else possible(test, hits, base, base)
        for test, (hits, base) in zip(tests, _columns(tests, group), strict=True)
    ]
    return (
        exp.select(*(column(each) for each in (*group.keys, PERIOD)), *measures_of(tests, group))
        .from_(table(measures))
        .where(all_of(sql("$n > 0", n=column(f"n{first}")), *conditions))
    )


def spells(tests: Sequence[Test], group: Group, measures: str, *, plan: str, samples: int) -> exp.Select:
    """Return one row for each spell in which ``tests`` are broken.

    Columns: the key; ``since`` and ``last``, the first and last breach; ``worst_at`` and the measures of the
    first of the worst; ``samples``, the numbers of the facts of the first breaches. ``plan`` is that of
    accounts that name none.
    """
    assert isinstance(group.over, Sliding)
    of, calm = ", ".join(group.keys), group.over.length // MICROSECOND
    test, number = tests[0], group.signals.index(tests[0].signal)
    keys = [column(each) for each in group.keys]
    judged = any_of(*(column(f"j{group.signals.index(each.signal)}") for each in tests))
    at = column("at", "m")
    events = exp.select(*(column(each) for each in (*group.keys, "at", "ord", "fact"))).from_(
        table(measures, "m")
    )
    of_account: Sql = exp.null()
    if any(isinstance(each.limit, PerPlan) for each in tests):
        of_account = sql("coalesce(plans.plan, $plan)", plan=plan)
        on = sql("m.k0 = plans.id AND m.at >= plans.since AND m.at < plans.until")
        events = events.join(table(PLANS), on=on, join_type="left")
    how_bad = estimate(test, column(f"hits{number}"), column(f"base{number}"))
    broken = events.select(*measures_of(tests, group), named(how_bad, "how_bad")).where(
        all_of(judged, _broken(tests, group, of_account, at))
    )
    begins = sql(
        f"CASE WHEN at - lag(at) OVER (PARTITION BY {of} ORDER BY ord) <= $calm THEN 0 ELSE 1 END", calm=calm
    )
    marked = exp.select("*", named(begins, "begins")).from_(within(broken, "broken"))
    spell = sql(f"sum(begins) OVER (PARTITION BY {of} ORDER BY ord ROWS UNBOUNDED PRECEDING)")
    numbered = exp.select("*", named(spell, "spell")).from_(within(marked, "marked"))
    worst_first = "" if test.comparison is Comparison.BELOW else "DESC"
    ranked = exp.select(
        "*",
        named(sql(f"row_number() OVER (PARTITION BY {of}, spell ORDER BY ord)"), "place"),
        named(
            sql(f"row_number() OVER (PARTITION BY {of}, spell ORDER BY how_bad {worst_first}, ord)"), "worse"
        ),
    ).from_(within(numbered, "numbered"))
    parts = [f"{part}_{place}" for place in range(len(tests)) for part in ("hits", "base", "unknown")]
    return (
        exp.select(*keys, named(sql("min(at)"), "since"), named(sql("max(at)"), "last"))
        .select(
            *(_of_worst(part, name) for part, name in [("at", "worst_at"), *zip(parts, parts, strict=True)])
        )
        .select(
            named(sql("list(fact ORDER BY place) FILTER (WHERE place <= $most)", most=samples), "samples")
        )
        .from_(within(ranked, "ranked"))
        .group_by(*keys, column("spell"))
    )


def _of_worst(part: str, name: str) -> Sql:
    return named(sql("max($part) FILTER (WHERE worse = 1)", part=column(part)), name)


def period_samples(signal: Signal, group: Group, stream: str, found: str, most: int) -> exp.Select:
    """Return the first facts that count for each row of ``found``, which has its ``finding``, key and period.

    What counts is what raised the hits: for values that are looked at, the first, a higher, a longer or a
    different one.
    """
    number, order = group.signals.index(signal), ", ".join(group.order)
    using = shared((*group.keys, PERIOD))
    mine = (
        exp.select(
            "finding",
            "fact",
            *map(column, group.order),
            *(named(column(f"{each}{number}"), each) for each in "hv"),
        )
        .from_(table(stream))
        .join(table(found), using=using)
        .where(column(f"n{number}"))
    )
    counted = exp.select("*").from_(within(_raising(signal, mine, order), "mine")).where(column("raises"))
    place = sql(f"row_number() OVER (PARTITION BY finding ORDER BY {order})")
    placed = exp.select("finding", "fact", named(place, "place")).from_(within(counted, "counted"))
    return (
        exp.select("finding", named(sql("list(fact ORDER BY place)"), "samples"))
        .from_(within(placed, "placed"))
        .where(sql("place <= $most", most=most))
        .group_by("finding")
    )


def _raising(signal: Signal, mine: exp.Select, order: str) -> exp.Select:
    """Add whether each event raises the hits of its finding."""
    before = f"OVER (PARTITION BY finding ORDER BY {order} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
    match signal.counting:
        case Counting.DISTINCT:
            raises = sql(
                f"v IS NOT NULL AND row_number() OVER (PARTITION BY finding, v ORDER BY {order}) = 1"
            )
        case Counting.HIGHEST | Counting.CONCURRENT:
            raises = sql(f"coalesce(v > coalesce(max(v) {before}, 0), FALSE)")
        case Counting.LONGEST_RUN:
            return _raising_runs(signal, mine, order)
        case _:
            raises = sql("h <> 0")
    return exp.select("*", named(raises, "raises")).from_(within(mine, "every"))


def _raising_runs(signal: Signal, mine: exp.Select, order: str) -> exp.Select:
    by = f"PARTITION BY finding ORDER BY {order}"
    starts = sql(
        f"CASE WHEN v - lag(v) OVER ({by}) BETWEEN 1 AND $step THEN 0 ELSE 1 END", step=signal.step_max
    )
    shown = exp.select("*").from_(within(mine, "every")).where(sql("v IS NOT NULL"))
    marked = exp.select("*", named(starts, "starts")).from_(within(shown, "shown"))
    runs = exp.select("*", named(sql(f"sum(starts) OVER ({by} ROWS UNBOUNDED PRECEDING)"), "run")).from_(
        within(marked, "marked")
    )
    lengths = exp.select(
        "*", named(sql(f"row_number() OVER (PARTITION BY finding, run ORDER BY {order})"), "length")
    ).from_(within(runs, "runs"))
    longer = sql(
        f"length > coalesce(max(length) OVER ({by} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)"
    )
    return exp.select("*", named(longer, "raises")).from_(within(lengths, "lengths"))
