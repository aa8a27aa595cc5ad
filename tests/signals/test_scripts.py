"""The program that a failing case prints is short, runs, and checks the very case."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairline.facts import Account, Call, Fact
from fairline.policy import Rule
from fairline.signals import Signal, columns, overdue, sliding
from tests.history.test_history_equals_engine import history_finds_the_same, rules
from tests.signals import made_up
from tests.signals.made_up import START, checked, script, signals, traffic
from tests.signals.test_online_equals_oracle import online_equals_oracle

call, account = columns(Call), columns(Account)
LATE = overdue(
    since=call.answered_at,
    within=timedelta(seconds=5),
    until=call.ended_at,
    of=account.reseller,
    by=call.account,
    over=sliding(minutes=5),
)
FACTS: list[Fact] = [Account(id="a", at=START, reseller=True), Call(id="0", started_at=START, account="a")]
PROGRAM = """\
from fairline.facts.call import Call
from fairline.facts.registry import Account
from fairline.signals.declared import Counting
from fairline.signals.declared import Signal
from fairline.signals.expressions import columns
from fairline.signals.windows import Sliding
from tests.signals.test_scripts import refuse
import datetime
import zoneinfo

call = columns(Call)
account = columns(Account)

signal = Signal(kind=Call, counting=Counting.OVERDUE, value=call.answered_at, of=account.reseller, \
by=(call.account,), over=Sliding(length=datetime.timedelta(seconds=300), hop=datetime.timedelta(seconds=5)), \
until=call.ended_at, within=datetime.timedelta(seconds=5), level=1)
facts = [
    Account(id='a', at=datetime.datetime(2026, 3, 28, 21, 0, tzinfo=datetime.timezone.utc), reseller=True),
    Call(id='0', started_at=datetime.datetime(2026, 3, 28, 21, 0, tzinfo=datetime.timezone.utc), account='a'),
]

refuse(signal=signal, facts=facts)
"""


def refuse(**given: object) -> None:
    """Find a difference in everything."""
    raise AssertionError(f"{', '.join(given)}: refused")


def run(program: str) -> dict[str, Any]:
    """Run a program, and return what it has named."""
    names: dict[str, Any] = {}
    exec(program, names)
    return names


def test_only_what_is_set_is_written() -> None:
    assert script(refuse, signal=LATE, facts=FACTS) == PROGRAM


def test_a_case_that_fails_prints_its_program(monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[str] = []
    monkeypatch.setattr(made_up, "note", printed.append)
    with pytest.raises(AssertionError, match="signal, facts: refused"):
        checked(refuse, signal=LATE, facts=FACTS)
    assert printed == [PROGRAM]
    with pytest.raises(AssertionError, match="signal, facts: refused"):
        run(printed[0])


@settings(max_examples=100, deadline=None)
@given(signal=signals(), facts=traffic(), drawn=st.lists(rules(), max_size=3))
def test_a_program_has_the_same_case(signal: Signal, facts: list[Fact], drawn: list[Rule]) -> None:
    names = run(script(SimpleNamespace, signal=signal, facts=facts, drawn=drawn))
    assert (names["signal"], names["facts"], names["drawn"]) == (signal, facts, drawn)


@settings(max_examples=5, deadline=None)
@given(drawn=st.lists(rules(), min_size=1, max_size=2), facts=traffic())
def test_a_program_compares(drawn: list[Rule], facts: list[Fact]) -> None:
    run(script(online_equals_oracle, signal=drawn[0].signal, facts=facts))
    run(script(history_finds_the_same, drawn=drawn, facts=facts))
