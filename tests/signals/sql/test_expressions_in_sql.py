"""Every expression has the same value in SQL as in the slow, obvious reading: unknown is a third one."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from itertools import product
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlglot import exp

from fairline.facts import Call, Direction, Permit
from fairline.facts.numbering import digits, hour_slot, off_hours, range_of, same_exchange
from fairline.facts.permits import permitted
from fairline.signals import (
    at_least,
    at_most,
    both,
    choose,
    columns,
    either,
    elapsed,
    equal,
    first_known,
    known,
    less_than,
    more_than,
    negated,
    one_of,
)
from fairline.signals.expressions import Expression, expression
from fairline.signals.oracle import Oracle
from fairline.signals.sql.expressions import columns_of, translated
from fairline.signals.sql.functions import FORMS, off_hours_on
from fairline.signals.sql.types import MONEY, fields, literal, type_of
from fairline.signals.sql.writing import DIALECT, Sql, floor_div, floor_mod
from fairline.signals.windows import MICROSECOND, instant

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
call = columns(Call)
TRUTH = (True, False, None)


def told(query: Sql) -> Any:
    return duckdb.execute(exp.select(query).sql(DIALECT)).fetchall()[0][0]


def in_sql(of: Any, fact: Call) -> Any:
    """The value of an expression whose columns are put in as constants."""
    found = expression(of)
    assert isinstance(found, Expression)
    columns_ = columns_of(found)
    values: dict[Expression, Sql] = {
        each: exp.cast(literal(getattr(fact, each.field)), SQL[fields(Call)[each.field]]) for each in columns_
    }
    return told(translated(found, values))


SQL: dict[type, str] = {
    bool: "BOOLEAN",
    timedelta: "BIGINT",
    datetime: "BIGINT",
    str: "VARCHAR",
    Direction: "VARCHAR",
    int: "BIGINT",
    Decimal: MONEY,
}
THREE: dict[str, Any] = {
    "both": both(call.answered, call.abandoned),
    "either": either(call.answered, call.abandoned),
    "negated": negated(call.answered),
    "known": known(call.answered),
    "first known": first_known(call.answered, call.abandoned),
    "first known, with a constant last": first_known(call.answered, False),
    "chosen": choose(call.answered, yes=call.abandoned, no=negated(call.abandoned)),
    "chosen, with nothing else": choose(call.answered, yes=call.abandoned, no=None),
    "equal": equal(call.answered, call.abandoned),
    "negated both": negated(both(call.answered, either(call.abandoned, call.agent_joined))),
    "either of both": either(both(call.answered, call.abandoned), call.agent_joined),
    "known of both": known(both(call.answered, call.abandoned)),
}


@pytest.mark.parametrize("name", THREE)
@pytest.mark.parametrize(("one", "other", "third"), list(product(TRUTH, TRUTH, TRUTH)))
def test_three_values(name: str, one: bool | None, other: bool | None, third: bool | None) -> None:
    fact = Call(id="1", started_at=START, answered=one, abandoned=other, agent_joined=third)
    assert in_sql(THREE[name], fact) is Oracle([fact]).value(expression(THREE[name]), 0)


COMPARED: dict[str, Any] = {
    "over": more_than(call.talk, timedelta(seconds=6)),
    "at least": at_least(call.talk, timedelta(seconds=6)),
    "under": less_than(call.talk, timedelta(seconds=6)),
    "at most": at_most(call.talk, timedelta(seconds=6)),
    "another column": more_than(call.talk, call.ring),
    "a choice": equal(call.direction, Direction.OUTBOUND),
    "one of": one_of(call.direction, Direction.INBOUND, Direction.INTERNAL),
    "an amount": more_than(call.cost, Decimal("0.1")),
    "a time": at_least(call.ended_at, START),
    "since": more_than(elapsed(call.started_at, call.ended_at), timedelta(seconds=5)),
}


@pytest.mark.parametrize("name", COMPARED)
@pytest.mark.parametrize("micro", [-1, 0, 1, None])
def test_comparisons_to_the_microsecond(name: str, micro: int | None) -> None:
    talk = None if micro is None else timedelta(seconds=6, microseconds=micro)
    fact = Call(
        id="1",
        started_at=START,
        talk=talk,
        ring=timedelta(seconds=6),
        direction=None if micro is None else list(Direction)[micro + 1],
        cost=None if micro is None else Decimal("0.1") + Decimal(micro).scaleb(-18),
        ended_at=None if talk is None else START + talk - timedelta(seconds=1),
    )
    assert in_sql(COMPARED[name], fact) is Oracle([fact]).value(expression(COMPARED[name]), 0)


@given(value=st.integers(-(10**17), 10**17), by=st.integers(1, 10**12))
def test_division_rounds_downward(value: int, by: int) -> None:
    assert told(floor_div(exp.convert(value), by)) == value // by
    assert told(floor_mod(exp.convert(value), by)) == value % by


TIMES = st.datetimes(datetime(1960, 1, 1), datetime(2100, 1, 1))  # noqa: DTZ001  (the strategy takes none)
ZONES = st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))


@given(at=TIMES, zone=ZONES)
def test_functions_of_a_time(at: datetime, zone: timezone) -> None:
    local = at.replace(tzinfo=zone)
    wall = instant(local) + zone.utcoffset(None) // MICROSECOND
    assert told(off_hours_on(exp.convert(wall))) is off_hours(local)
    assert told(FORMS[hour_slot](exp.convert(instant(local)))) == hour_slot(local)


NUMBERS = (
    "+12125550123", "+12125559999", "+13105550123", "+33140000000", "+1", "+999999999999999",
    "+1999999999999999", "someone@example.org", "72345", "+ 1212", "+", "", "+-12", "+٣٤",
)  # fmt: skip


@pytest.mark.parametrize(("caller", "called"), list(product(NUMBERS, NUMBERS)))
def test_functions_of_numbers(caller: str, called: str) -> None:
    assert told(FORMS[digits](literal(caller))) == digits(caller)
    assert told(FORMS[range_of](literal(caller))) == range_of(caller)
    assert told(FORMS[same_exchange](literal(caller), literal(called))) is same_exchange(caller, called)


PERMITS = ((), (Permit.RESALE,), (Permit.CLIENTS, Permit.OWN_TRUNK), (Permit.OWN_TRUNK, Permit.RESALE))
MOMENTS = (START, START + timedelta(microseconds=1))


@pytest.mark.parametrize("permits", PERMITS)
@pytest.mark.parametrize(("customer", "provider"), list(product(MOMENTS, MOMENTS)))
@pytest.mark.parametrize(("until", "at"), list(product(MOMENTS, MOMENTS)))
def test_what_agreements_permit(
    permits: tuple[Permit, ...], customer: datetime, provider: datetime, until: datetime, at: datetime
) -> None:
    given = (permits, customer, provider, until, at, Permit.RESALE)
    assert told(FORMS[permitted](*map(literal, given))) is permitted(*given)


@pytest.mark.parametrize("missing", range(5))
def test_what_is_unknown_of_an_agreement_leaves_it_unknown(missing: int) -> None:
    given = ((), MOMENTS[1], MOMENTS[1], MOMENTS[0], MOMENTS[0], Permit.RESALE)
    values = [exp.null() if place == missing else literal(each) for place, each in enumerate(given)]
    assert told(FORMS[permitted](*values)) is None


def test_types_follow_what_an_expression_says() -> None:
    assert type_of(expression(first_known(None, call.talk))) is timedelta
    assert type_of(expression(choose(call.answered, yes=None, no=call.caller))) is str
    assert type_of(expression(elapsed(call.started_at, call.ended_at))) is timedelta
    assert type_of(expression(equal(call.talk, call.ring))) is bool


def test_what_comes_from_a_policy_is_a_literal() -> None:
    """A quote in a value ends no text."""
    nasty = "x' OR '1'='1"
    fact = Call(id="1", started_at=START, caller=nasty)
    assert in_sql(equal(call.caller, nasty), fact) is True
    assert in_sql(equal(call.caller, "x"), fact) is False
