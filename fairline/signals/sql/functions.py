"""Named functions that have a form in SQL, each beside the Python that it equals.

A function that is not here is evaluated in Python, once for each different set of arguments.
"""

from collections.abc import Callable, Mapping

from fairline.facts.numbering import digits, hour_slot, off_hours, range_of, same_exchange
from fairline.facts.permits import permitted
from fairline.signals import expressions
from fairline.signals.sql.writing import Sql, floor_div, floor_mod, sql

HOUR, DAY = 3_600_000_000, 86_400_000_000  # microseconds
THURSDAY = 3  # the weekday of 1970-01-01


def _digits(number: Sql) -> Sql:
    return sql(
        "CASE WHEN regexp_full_match(substr($number, 2), '[0-9]{1,15}')"
        " THEN TRY_CAST(substr($number, 2) AS BIGINT) END",
        number=number,
    )


def _range_of(number: Sql) -> Sql:
    return sql("left($number, 9)", number=number)


def _same_exchange(caller: Sql, called: Sql) -> Sql:
    return sql(
        "CASE WHEN starts_with($caller, '+1') AND starts_with($called, '+1')"
        " THEN left($caller, 8) = left($called, 8) END",
        caller=caller,
        called=called,
    )


def _hour_slot(at: Sql) -> Sql:
    """Python cuts the fraction of a second off toward zero before it divides."""
    return floor_div(sql("$at // 1000000", at=at), 3600)


def _elapsed(since: Sql, until: Sql) -> Sql:
    return sql("$until - $since", since=since, until=until)


def _permitted(permits: Sql, customer: Sql, provider: Sql, until: Sql, at: Sql, permit: Sql) -> Sql:
    """Permits are the text of a JSON list; a permit's own word stands in it between quotes."""
    return sql(
        "CASE WHEN $permits IS NOT NULL AND $customer IS NOT NULL AND $provider IS NOT NULL"
        " AND $until IS NOT NULL AND $at IS NOT NULL THEN contains($permits, '\"' || $permit || '\"')"
        " AND $customer <= $at AND $provider <= $at AND $at <= $until END",
        permits=permits,
        customer=customer,
        provider=provider,
        until=until,
        at=at,
        permit=permit,
    )


def off_hours_on(local: Sql) -> Sql:
    """Return ``off_hours`` of a wall clock, in microseconds since 1970-01-01 on that clock."""
    return sql(
        "$weekday >= 5 OR NOT ($hour >= 7 AND $hour < 20)",
        weekday=floor_mod(sql("$days + $thursday", days=floor_div(local, DAY), thursday=THURSDAY), 7),
        hour=sql("$left // $hour", left=floor_mod(local, DAY), hour=HOUR),
    )


FORMS: Mapping[Callable[..., object], Callable[..., Sql]] = {
    digits: _digits,
    range_of: _range_of,
    same_exchange: _same_exchange,
    hour_slot: _hour_slot,
    permitted: _permitted,
    expressions._between: _elapsed,
}
"""Functions of values alone."""

ON_OWN_CLOCK: Mapping[Callable[..., object], Callable[[Sql], Sql]] = {off_hours: off_hours_on}
"""Functions of one time that read the clock of that time's own zone."""
