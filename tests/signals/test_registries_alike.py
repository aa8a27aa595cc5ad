"""Consents, opt-outs, numbers and agreements: online, history and oracle read the same record of each."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairline.engine import Engine
from fairline.facts import (
    Agreement,
    Call,
    Channel,
    Consent,
    Direction,
    Fact,
    ListCheck,
    Message,
    Number,
    OptOut,
    Permit,
    Seat,
)
from fairline.history import History
from fairline.law import load
from fairline.policy import DEFAULT_PLAN
from fairline.signals import Signal, calendar, columns, count, equal, first_known, known, more_than
from fairline.signals.oracle import Oracle
from fairline.stores.sorted_facts import in_order
from tests.signals.made_up import clause_of

LAW, START = load(), datetime(2026, 3, 2, tzinfo=UTC)
call, message, consent, opt_out = columns(Call), columns(Message), columns(Consent), columns(OptOut)
number, agreement, seat, check = columns(Number), columns(Agreement), columns(Seat), columns(ListCheck)
DAY = calendar("day")
SIGNALS: dict[str, Signal] = {
    "messages to who opted out since the consent": count(
        more_than(opt_out.at, first_known(consent.at, START)), by=message.account, over=DAY
    ),
    "calls to who opted out": count(known(opt_out.at), by=call.account, over=DAY),
    "calls with a number of the account": count(
        equal(number.account, call.account), by=call.account, over=DAY
    ),
    "messages with one": count(equal(number.account, message.account), by=message.account, over=DAY),
    "calls of a supervisor": count(seat.supervisor, by=call.account, over=DAY),
    "calls under an agreement": count(known(agreement.permits), by=call.account, over=DAY),
    "calls to who is listed": count(check.listed, by=call.account, over=DAY),
    "consents in writing, themselves": count(consent.written, by=consent.account, over=DAY),
    "purposes of a consent": count(known(consent.purposes), by=message.account, over=DAY),
}
ACCOUNTS, PEOPLE = st.sampled_from(["a", "b", None]), st.sampled_from(["+331", "+332", None, "x"])
OWN = st.sampled_from(["+441", "+442", None])


@st.composite
def traffic(draw: st.DrawFn) -> list[Fact]:
    now, facts = START, list[Fact]()
    for each in range(draw(st.integers(1, 25))):
        now += timedelta(seconds=draw(st.sampled_from([1, 60, 90_000])))
        shared: dict[str, Any] = {"id": str(each), "account": draw(ACCOUNTS)}
        people, own, maybe = draw(PEOPLE), draw(OWN), draw(st.sampled_from([True, False, None]))
        direction = draw(st.sampled_from(Direction))
        made: list[Fact] = [
            Call(started_at=now, called=people, dialed=draw(PEOPLE), caller=own, user=draw(OWN), **shared),
            Message(sent_at=now, recipient=people, sender=own, direction=Direction.OUTBOUND, **shared),
            Message(sent_at=now, sender=people, opts_out=maybe, direction=direction, **shared),
            Consent(at=now, contact=people, written=maybe, channels=(Channel.SMS,), **shared),
            OptOut(at=now, contact=people, **shared),
            ListCheck(at=now, contact=people, listed=maybe, **shared),
            Number(at=now, **(shared | {"id": own or "+449"})),
            Seat(at=now, supervisor=maybe, **(shared | {"id": own or "u"})),
            Agreement(at=now, permits=(Permit.RESALE,) if maybe else None, **shared),
        ]
        facts.append(draw(st.sampled_from(made)))
    return facts


@pytest.mark.parametrize("name", SIGNALS)
@settings(max_examples=25, deadline=None)
@given(facts=traffic())
def test_all_three_count_alike(name: str, facts: list[Fact]) -> None:
    signal = SIGNALS[name]
    expected = by_oracle(signal, facts)
    assert online(signal, facts) == expected
    assert in_history(signal, facts) == expected


def by_oracle(signal: Signal, facts: Sequence[Fact]) -> dict[tuple[Any, Any], Any]:
    """Count each account's days as the oracle does."""
    oracle, found = Oracle(list(in_order(facts))), {}
    for place in range(len(oracle.facts)):
        key = oracle.key(signal, place)
        if key is not None:
            at = int(oracle.facts[place].at.timestamp()) * 1_000_000
            span = oracle.span(signal, place, at)
            assert span is not None
            found[key, span[0]] = oracle.measure(signal, key, span, 1 << 62)
    return found


def online(signal: Signal, facts: Sequence[Fact]) -> dict[tuple[Any, Any], Any]:
    """Count them as the engine does."""
    engine = Engine([clause_of(signal)], law=LAW, plan=DEFAULT_PLAN)
    findings = [each for fact in in_order(facts) for each in engine.observe(fact)] + engine.conclude()
    return {(each.key, int(each.since.timestamp()) * 1_000_000): each.measure for each in findings}


def in_history(signal: Signal, facts: Sequence[Fact]) -> dict[tuple[Any, Any], Any]:
    """Count them in the database."""
    with History() as history:
        history.add(facts)
        history.settle()
        return {(each.key, each.at): each.measure for each in history.measures(signal, law=LAW)}
