"""How signals are written: one function for each way of counting.

Each raises ``DeclarationError`` for a declaration that cannot be right (``fairline.signals.checking``).
"""

from datetime import datetime, timedelta
from decimal import Decimal

from fairline.signals.checking import checked, kind_of
from fairline.signals.declared import Against, Counting, Reading, Signal
from fairline.signals.expressions import UNSAID, Expression, expression
from fairline.signals.limits import Unit
from fairline.signals.windows import Calendar, Window


def _by(by: object) -> tuple[Expression, ...]:
    return tuple(expression(part) for part in (by if isinstance(by, tuple) else (by,)))


def _signal(
    counting: Counting,
    value: object,
    of: object,
    by: object,
    over: Window,
    unit: Unit = Unit.NUMBER,
    reading: Reading = Reading.HITS,
    *,
    until: object = UNSAID,
    against: object = UNSAID,
    peers: object = UNSAID,
    peers_min: int = 0,
    compared: Against = Against.MEAN,
    step_max: int = 1,
    lasting_max: timedelta | None = None,
    within: timedelta | None = None,
    level: int = 0,
) -> Signal:
    """Return the signal. Raises ``DeclarationError`` if it cannot be right."""
    counted, chosen, key = expression(value), expression(of), _by(by)
    return checked(
        Signal(
            kind=kind_of(counting.value, counted, chosen, *key),
            counting=counting,
            value=counted,
            of=chosen,
            by=key,
            over=over,
            unit=unit,
            reading=reading,
            until=expression(until),
            against=expression(against),
            cohort=expression(peers),
            cohort_min=peers_min,
            compared=compared,
            step_max=step_max,
            lasting_max=lasting_max,
            within=within,
            level=level,
        )
    )


def count(where: bool | None, *, of: bool | None = True, by: object, over: Window) -> Signal:
    """How many facts of ``of`` are ``where``; hits is held against the limit."""
    return _signal(Counting.COUNT, where, of, by, over)


def share(where: bool | None, *, of: bool | None, by: object, over: Window) -> Signal:
    """Which share of the facts of ``of`` are ``where``; hits / base is held against the limit."""
    return _signal(Counting.SHARE, where, of, by, over, reading=Reading.SHARE)


def total(
    value: timedelta | Decimal | int | None, *, of: bool | None = True, by: object, over: Window, unit: Unit
) -> Signal:
    """The sum of ``value``. Durations are summed in whole milliseconds, money in millionths."""
    return _signal(Counting.TOTAL, value, of, by, over, unit)


def mean(
    value: timedelta | Decimal | int | None, *, of: bool | None = True, by: object, over: Window, unit: Unit
) -> Signal:
    """The sum of ``value`` per fact of ``of``; hits / base is held against the limit."""
    return _signal(Counting.MEAN, value, of, by, over, unit, Reading.MEAN)


def ratio(
    value: timedelta | int | None,
    *,
    where: bool | None,
    of: bool | None = True,
    by: object,
    over: Window,
    unit: Unit,
) -> Signal:
    """The sum of ``value`` where ``where`` is true (hits) to its sum where it is false (base)."""
    return _signal(Counting.RATIO, value, of, by, over, unit, Reading.RATIO, against=where)


def distinct(value: object, *, of: bool | None = True, by: object, over: Window) -> Signal:
    """How many different values; says so when it reaches ``DISTINCT_MAX``."""
    return _signal(Counting.DISTINCT, value, of, by, over)


def share_distinct(value: object, *, of: bool | None = True, by: object, over: Window) -> Signal:
    """Different values per fact of ``of``: hits / base is held against the limit."""
    return _signal(Counting.DISTINCT, value, of, by, over, reading=Reading.SHARE)


def highest(
    value: timedelta | Decimal | int | None, *, of: bool | None = True, by: object, over: Window, unit: Unit
) -> Signal:
    """The largest value."""
    return _signal(Counting.HIGHEST, value, of, by, over, unit)


def longest_run(
    value: int | None, *, step_max: int = 1, of: bool | None = True, by: object, over: Window
) -> Signal:
    """The length of the longest run in which each value is 1 to ``step_max`` more than the one before it."""
    return _signal(Counting.LONGEST_RUN, value, of, by, over, step_max=step_max)


def concurrent(
    *,
    since: datetime | None,
    until: datetime | None,
    lasting_max: timedelta | None = None,
    of: bool | None = True,
    by: object,
    over: Window,
) -> Signal:
    """The most that were open at once. Each fact of ``of`` is a lease from ``since`` to before ``until``.

    A lease without an end lasts ``lasting_max``; without that too, it is unknown.
    """
    return _signal(Counting.CONCURRENT, since, of, by, over, until=until, lasting_max=lasting_max)


def occasions(
    *,
    level: int,
    since: datetime | None,
    until: datetime | None,
    lasting_max: timedelta | None = None,
    of: bool | None = True,
    by: object,
    over: Window,
) -> Signal:
    """How often the number open at once rose to ``level``. The base is the number of leases."""
    return _signal(Counting.OCCASIONS, since, of, by, over, until=until, lasting_max=lasting_max, level=level)


def overdue(
    *,
    since: datetime | None,
    within: timedelta,
    until: datetime | None,
    of: bool | None = True,
    by: object,
    over: Window,
) -> Signal:
    """How often what was due ``within`` of ``since`` did not come: ``until`` is later, or not known by then.

    It counts at the instant it was due, so that what does not come is counted without a further fact. The
    base is all that was waited for.
    """
    return _signal(Counting.OVERDUE, since, of, by, over, until=until, within=within, level=1)


def cohort(
    value: timedelta | int | None,
    *,
    peers: object,
    peers_min: int,
    of: bool | None = True,
    by: object,
    over: Calendar,
    unit: Unit,
    against: Against = Against.MEAN,
) -> Signal:
    """The sum of ``value`` (hits) against the mean or median over all keys with the same ``peers`` (base).

    ``Against.SPREAD``: how far the sum is above the median (hits) against the cohort's spread (base), which
    is the robust z. Not measured where fewer than ``peers_min`` keys were active in the period, nor where
    there is no spread.
    """
    return _signal(
        Counting.COHORT, value, of, by, over, unit, Reading.RATIO,
        peers=peers, peers_min=peers_min, compared=against,
    )  # fmt: skip
