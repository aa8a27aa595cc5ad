"""What one fact adds to a signal: hits, base and unknown, or the value that is looked at."""

from dataclasses import dataclass
from datetime import timedelta

from sqlglot import exp

from fairline.signals.declared import Counting, Signal
from fairline.signals.layout import LEASES, TRUTHS
from fairline.signals.limits import Unit
from fairline.signals.sql.expressions import Known_, translated
from fairline.signals.sql.writing import FALSE, ZERO, Sql, all_of, any_of, case, floor_div, sql
from fairline.signals.windows import MICROSECOND

LOOKED_AT = frozenset({Counting.DISTINCT, Counting.HIGHEST, Counting.LONGEST_RUN, Counting.CONCURRENT})
"""Values that are not summed: the measure's hits come of what all the values in the window are."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """SQL of one row. ``counts``: the key has an entry by it. ``judged``: sliding rules are judged at it.

    ``value`` is NULL in rows that show none.
    """

    counts: Sql
    hits: Sql
    base: Sql
    unknown: Sql
    value: Sql
    judged: Sql


def contribution(signal: Signal, known: Known_) -> Contribution:
    """Return what a fact adds to ``signal`` when it happens. A lease or timer adds at its own time."""
    of = translated(signal.of, known)
    counts = sql("coalesce($of, TRUE)", of=of)
    if signal.counting in LEASES:
        lacking = all_of(of, sql("NOT $whole", whole=lease_known(signal, known)))
        unknown = _either(sql("$of IS NULL", of=of), lacking)
        return Contribution(unknown, ZERO, ZERO, _number(unknown), exp.null(), FALSE)
    if signal.counting in TRUTHS:
        return _truth(signal, of, counts, known)
    value = converted(translated(signal.value, known), signal.unit)
    here = all_of(of, sql("$value IS NOT NULL", value=value))
    unknown = _either(sql("$of IS NULL", of=of), all_of(of, sql("$value IS NULL", value=value)))
    if signal.counting is Counting.RATIO:
        return _ratio(signal, here, value, counts, unknown, known)
    looked_at = signal.counting in LOOKED_AT
    return Contribution(
        counts,
        hits=ZERO if looked_at else case((here, value), otherwise=ZERO),
        base=_number(here),
        unknown=_number(unknown),
        value=case((here, value)) if looked_at else _peers(signal, here, known),
        judged=here,
    )


def _peers(signal: Signal, here: Sql, known: Known_) -> Sql:
    """Return, for a cohort, who the peers are by this fact: wrapped, because having none is told too."""
    if signal.counting is not Counting.COHORT:
        return exp.null()
    return case((here, sql("struct_pack(peers := $peers)", peers=translated(signal.cohort, known))))


def _truth(signal: Signal, of: Sql, counts: Sql, known: Known_) -> Contribution:
    value = translated(signal.value, known)
    hit = all_of(of, value)
    unknown = _either(sql("$of IS NULL", of=of), all_of(of, sql("$value IS NULL", value=value)))
    return Contribution(
        counts,
        hits=_number(hit),
        base=_number(all_of(of, sql("$value IS NOT NULL", value=value))),
        unknown=_number(unknown),
        value=exp.null(),
        judged=hit if signal.counting is Counting.COUNT else of,
    )


def _ratio(signal: Signal, here: Sql, value: Sql, counts: Sql, unknown: Sql, known: Known_) -> Contribution:
    side = translated(signal.against, known)
    return Contribution(
        counts,
        hits=case((all_of(here, side), value), otherwise=ZERO),
        base=case((all_of(here, sql("NOT $side", side=side)), value), otherwise=ZERO),
        unknown=_number(_either(unknown, all_of(here, sql("$side IS NULL", side=side)))),
        value=exp.null(),
        judged=here,
    )


def converted(value: Sql, unit: Unit) -> Sql:
    """Return durations as whole milliseconds and money as whole millionths."""
    match unit:
        case Unit.DURATION:
            return floor_div(value, 1000)
        case Unit.MONEY:
            return sql("CAST(trunc($value * 1000000) AS BIGINT)", value=value)
        case Unit.NUMBER:
            return value


def lease_start(signal: Signal, known: Known_) -> Sql:
    """Return from when a lease is open, or when what is waited for is due."""
    since = translated(signal.value, known)
    return since if signal.within is None else _after(since, signal.within)


def lease_end(signal: Signal, known: Known_) -> Sql:
    """Return when a lease ends: where the source did not say, after as long as it lasts at most."""
    until = translated(signal.until, known)
    if signal.lasting_max is None:
        return until
    longest = _after(translated(signal.value, known), signal.lasting_max)
    return sql("coalesce($until, $longest)", until=until, longest=longest)


def lease_known(signal: Signal, known: Known_) -> Sql:
    """Return whether it can be told from when to when a lease lasts, or when what is waited for is due."""
    has_start = sql("$since IS NOT NULL", since=translated(signal.value, known))
    if signal.within is not None:
        return has_start
    return all_of(has_start, sql("$end IS NOT NULL", end=lease_end(signal, known)))


def missing(signal: Signal, known: Known_) -> Sql:
    """Return whether what is waited for has not come when it is due; what comes exactly then has."""
    until, due = translated(signal.until, known), lease_start(signal, known)
    return sql("$until IS NULL OR $until > $due", until=until, due=due)


def _after(since: Sql, span: timedelta) -> Sql:
    return sql("$since + $span", since=since, span=span // MICROSECOND)


def _either(*terms: Sql) -> Sql:
    return any_of(*terms)


def _number(truth: Sql) -> Sql:
    """Return 1 for what is true and 0 for what is false or unknown."""
    return ZERO if truth == FALSE else case((truth, exp.Literal.number(1)), otherwise=ZERO)
