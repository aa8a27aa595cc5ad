"""Tests as conditions, exactly as ``Test.breached`` has them.

Where hits are held against the limit, integers are compared. Shares are divided and bounded in doubles, each
step the one that Python takes, so that both come out the same to the last bit (below 2**53).
"""

from datetime import UTC, date, datetime, time
from math import ceil, floor

from sqlglot import exp

from fairline.signals.declared import Counting, Reading, Test
from fairline.signals.limits import AnyLimit, Comparison, Dated, Limit, PerPlan, in_unit
from fairline.signals.measures import WILSON_Z
from fairline.signals.sql.types import literal
from fairline.signals.sql.writing import Sql, all_of, case, sql
from fairline.signals.windows import instant

SLACK = 1 - 1e-9
"""Necessary conditions are this much wider, so that rounding never hides a breach from the exact one."""
COMPARISONS = {Comparison.ABOVE: exp.GT, Comparison.AT_LEAST: exp.GTE, Comparison.BELOW: exp.LT}


def estimate(test: Test, hits: Sql, base: Sql) -> Sql:
    """Return what is held against the limit; NULL where the base is too small to measure."""
    found = hits if test.signal.reading is Reading.HITS else _ratio(hits, base)
    if test.signal.counting is Counting.RATIO:
        endless = sql("$base = 0 AND $hits > 0", base=base, hits=hits)
        found = case((endless, literal(float("inf"))), otherwise=exp.cast(found, "DOUBLE"))
    if test.base_min > 0:
        found = case((sql("$base >= $least", base=base, least=test.base_min), found))
    return found


def breached(test: Test, hits: Sql, base: Sql, plan: Sql, at: Sql) -> Sql:
    """Return whether a measure is on the wrong side of the limit of ``plan`` at ``at``."""
    found = estimate(test, hits, base)
    if test.wilson:
        bounds = _wilson(hits, base, upper=test.comparison is Comparison.BELOW)
        found = case(
            (sql("$found IS NULL", found=found), exp.null()),
            (sql("$hits >= 0 AND $hits <= $base", hits=hits, base=base), bounds),
            otherwise=exp.cast(found, "DOUBLE"),
        )
    return COMPARISONS[test.comparison](this=exp.paren(found), expression=_bound(test, test.limit, plan, at))


def possible(test: Test, hits_max: Sql, base_min: Sql, base_max: Sql) -> Sql:
    """Return what a breach takes at the least, where hits and base can only be told from to."""
    terms = [sql("TRUE")]
    if test.floor > 0:
        terms.append(sql("$hits >= $floor", hits=hits_max, floor=literal(test.floor * SLACK)))
    if test.slope > 0:
        terms.append(
            sql("$hits >= $slope * $base", hits=hits_max, slope=literal(test.slope * SLACK), base=base_min)
        )
    if test.base_min > 0:
        terms.append(sql("$base >= $least", base=base_max, least=test.base_min))
    return all_of(*terms)


def prunes(test: Test) -> bool:
    """Whether ``possible`` rules anything out."""
    return test.floor > 0 or test.base_min > 0


def _bound(test: Test, limit: AnyLimit, plan: Sql, at: Sql) -> Sql:
    match limit:
        case PerPlan(plans, otherwise):
            named = [
                (sql("$plan = $name", plan=plan, name=name), _number(test, each))
                for name, each in dict(reversed(plans)).items()
            ]
            rest = exp.null() if otherwise is None else _number(test, otherwise)
            return case(*named, otherwise=rest) if named else rest
        case Dated(since):
            days = [
                (sql("$at >= $day", at=at, day=_midnight(day)), _number(test, each))
                for day, each in reversed(since)
            ]
            return case(*days)
        case Limit():
            return _number(test, limit)


def _number(test: Test, limit: Limit) -> Sql:
    """Return a limit as a number; against hits as the integer on whose side the same integers are."""
    bound = in_unit(limit.value, test.signal.unit)
    doubles = test.wilson or test.signal.reading is not Reading.HITS or test.signal.counting is Counting.RATIO
    if doubles:
        return literal(float(bound))
    return literal(floor(bound) if test.comparison is Comparison.ABOVE else ceil(bound))


def _midnight(day: date) -> int:
    return instant(datetime.combine(day, time(), UTC))


def _ratio(hits: Sql, base: Sql) -> Sql:
    return sql("CAST($hits AS DOUBLE) / CAST(nullif($base, 0) AS DOUBLE)", hits=hits, base=base)


def _wilson(hits: Sql, base: Sql, *, upper: bool) -> Sql:
    """Return one end of the interval, by the steps of ``measures.wilson``."""
    z, z2 = literal(WILSON_Z), literal(WILSON_Z * WILSON_Z)
    size = exp.cast(base, "DOUBLE")
    share = _ratio(hits, base)
    middle = sql("$share + $z2 / (2 * $n)", share=share, z2=z2, n=size)
    spread = sql(
        "$z * sqrt($share * (1 - $share) / $n + $z2 / (4 * $n * $n))", z=z, share=share, n=size, z2=z2
    )
    scale = sql("1 + $z2 / $n", z2=z2, n=size)
    text = (
        "least($end, ($middle + $spread) / $scale)"
        if upper
        else "greatest($end, ($middle - $spread) / $scale)"
    )
    end = literal(1.0 if upper else 0.0)
    found = sql(text, end=end, middle=middle, spread=spread, scale=scale)
    return case((sql("$base = 0", base=base), end), otherwise=found)
