"""What the tests of the contract share: few facts, and the same numbers twice.

``counted`` and ``periods`` count online and by the oracle, and demand that both say the same.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count as count_from
from typing import Any

from fairline.engine import Engine
from fairline.facts import Account, Call, Direction, Fact
from fairline.findings import Finding
from fairline.policy import Clause
from fairline.signals import Measure, Signal, Test, columns, count, sliding
from fairline.signals.oracle import Oracle
from fairline.signals.windows import MICROSECOND, Sliding, instant, moment
from tests.findings.test_judged_when_all_is_counted import clause
from tests.signals.made_up import LAW, clause_of
from tests.signals.test_online_equals_oracle import expected_of_periods, measured

call, account = columns(Call), columns(Account)
AT = datetime(2026, 3, 2, 12, tzinfo=UTC)  # a Monday, and the start of a hop of every size
NONE = timedelta(0)
SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LAST_HOUR = sliding(hours=1)
ATTEMPTS = count(True, by=call.account, over=LAST_HOUR)
"""All attempts of an account in an hour."""


def one(after: timedelta = NONE, **fields: Any) -> Call:
    """Return a call that starts ``after`` AT. Its id tells it apart from calls that say otherwise."""
    said = {"started_at": AT + after, "account": "acme", "direction": Direction.OUTBOUND} | fields
    return Call(**({"id": repr(sorted(said.items(), key=lambda each: each[0]))} | said))


def seconds(number: float) -> timedelta:
    """Return so many seconds."""
    return timedelta(seconds=number)


def engine_of(*tests: Test | Signal, lateness: timedelta = NONE) -> Engine:
    """Return an engine with a rule for each of ``tests``; a bare signal's rule finds everything."""
    clauses = [clause_of(each) if isinstance(each, Signal) else clause(each) for each in tests]
    return Engine(map(_named, clauses, count_from(1)), law=LAW, plan="p", lateness=lateness)


def _named(clause: Clause, number: int) -> Clause:
    """Return a clause whose rule has a name of its own, as those of a policy have."""
    (rule,) = clause.rules
    return replace(clause, rules=(replace(rule, name=f"rule-{number}"),))


def counted(
    signal: Signal,
    facts: Iterable[Fact],
    after: timedelta | None = None,
    *,
    key: tuple[Any, ...] = ("acme",),
    lateness: timedelta = NONE,
) -> Measure:
    """Return what ``signal`` measures for ``key`` when AT is ``after`` ago, else at the latest fact.

    A lease or timer that is due at that very instant is not counted yet: it is due once time has passed it.
    """
    engine, oracle, latest = engine_of(signal, lateness=lateness), Oracle(lateness=lateness), 0
    for fact in facts:
        engine.observe(fact)
        oracle.observe(fact)
        latest = max(latest, instant(fact.at))
    at = latest if after is None else instant(AT + after)
    engine.tick(at)
    assert isinstance(signal.over, Sliding)
    hop = signal.over.hop // MICROSECOND
    end = (at // hop + 1) * hop
    online = engine.measure(signal, key, at)
    assert online == oracle.measure(signal, key, (end - signal.over.length // MICROSECOND, end), at)
    return online


def periods(
    signal: Signal, facts: Iterable[Fact], *, lateness: timedelta = NONE
) -> dict[tuple[tuple[Any, ...], datetime], Measure]:
    """Return what ``signal`` measures for each key and start of a period, once all is over."""
    facts = list(facts)
    found = findings(signal, facts=facts, lateness=lateness)
    assert measured(found) == expected_of_periods(Oracle(facts, lateness=lateness), signal)
    return {(key, moment(since)): measure for (key, since), measure in measured(found).items()}


def findings(*tests: Test | Signal, facts: Iterable[Fact], lateness: timedelta = NONE) -> list[Finding]:
    """Return the findings of a rule for each of ``tests``, each when it is over, in order of time."""
    engine = engine_of(*tests, lateness=lateness)
    found = [each for fact in facts for each in engine.observe(fact)] + engine.conclude()
    return sorted((each for each in found if not each.open), key=lambda each: each.since)
