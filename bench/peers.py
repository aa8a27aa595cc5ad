"""The same twelve comparisons on the same facts by other rule engines: zen-engine, rule-engine, CEL.

Each gets the comparisons in its own language, written from ``COMPARISONS``, compiled before the clock starts,
and the twelve fields it needs as plain values in a dict made beforehand: enumerations as strings, durations
as milliseconds. That favors them: a fact that arrives would have to be turned into such a dict first. Of the
ways that a peer offers, the fastest that was found is taken. zen-engine's decision table is also timed by
``create_decision``, as its documentation shows it first: that is ten times slower (2.1.3).

Nobody is timed before everybody has found the same number of comparisons to hold. fairline itself does more
than is asked: it counts what holds, by account and day, and tells at the end.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from enum import Enum
from typing import Any

import cel
import rule_engine
import zen

from bench.engine import new_engine
from bench.policy import clause, most
from bench.reference import COMPARISONS, Comparison, reference
from bench.sections import Measured, Scale, Table, micros, rate, times
from bench.timing import Contestant, Work, costs, once
from bench.traffic import calls
from fairline.facts import Call, Fact
from fairline.policy import Clause
from fairline.signals import at_least, at_most, calendar, columns, count, equal, known, less_than, negated

Plain = dict[str, str | int | bool | None]
MILLISECOND = timedelta(milliseconds=1)
TABLE = "zen-engine, decision table"


def rules_only() -> Clause:
    """Return the comparisons as fairline's own policy: each counted by account and day, told if any hold."""
    call, day = columns(Call), calendar("day")
    held = [expression(call, each) for each in COMPARISONS]
    return clause(
        {
            f"rule-{n}": (count(holds, by=call.account, over=day).above(most(0)),)
            for n, holds in enumerate(held)
        }
    )


def expression(call: Call, each: Comparison) -> bool:
    """Return a comparison in fairline's words. ``call`` are its columns."""
    column = getattr(call, each.field)
    if each.value is None:
        return negated(known(column))
    if each.operator == "!=":
        return negated(equal(column, each.value))
    return {"==": equal, "<": less_than, "<=": at_most, ">=": at_least}[each.operator](column, each.value)


def fairline(facts: Sequence[Call]) -> Contestant:
    """Return fairline with ``rules_only``. Its hits are those of its findings."""

    def start() -> Work:
        engine = new_engine([rules_only()])

        def work() -> int:
            found = [finding for fact in facts for finding in engine.observe(fact)]
            return sum(finding.measure.hits for finding in (*found, *engine.conclude()))

        return work

    return Contestant(name="fairline, rules only", facts=len(facts), start=start)


def plain(value: object) -> str | int | bool | None:
    """Return a field's value as every peer takes it."""
    match value:
        case timedelta():
            return value // MILLISECOND
        case Enum():
            return str(value.value)
        case None | bool() | int() | str():
            return value
        case _:
            raise AssertionError(f"no comparison is over {type(value).__name__}")


def plain_facts(facts: Sequence[Fact]) -> list[Plain]:
    """Return the fields that are compared, and no others."""
    return [{each.field: plain(getattr(fact, each.field)) for each in COMPARISONS} for fact in facts]


def conditions() -> list[str]:
    """Return the comparisons as all three languages write them."""
    return [f"{each.field} {each.operator} {json.dumps(plain(each.value))}" for each in COMPARISONS]


def decision_table() -> str:
    """Return a JSON decision model: one table that collects the outcome of every row that holds."""
    columns_ = [{"id": each.field, "name": each.field, "field": each.field} for each in COMPARISONS]
    rows = [
        {
            "_id": f"row-{n}",
            **{other.field: "" for other in COMPARISONS},
            each.field: _cell(each),
            "hit": f"{n}",
        }
        for n, each in enumerate(COMPARISONS)
    ]
    table = {
        "hitPolicy": "collect",
        "inputs": columns_,
        "outputs": [{"id": "hit", "name": "hit", "field": "hit"}],
        "rules": rows,
    }
    place = {"position": {"x": 0, "y": 0}}
    return json.dumps(
        {
            "nodes": [
                {"id": "in", "name": "in", "type": "inputNode", **place},
                {"id": "table", "name": "table", "type": "decisionTableNode", "content": table, **place},
                {"id": "out", "name": "out", "type": "outputNode", **place},
            ],
            "edges": [
                {"id": "1", "sourceId": "in", "targetId": "table", "type": "edge"},
                {"id": "2", "sourceId": "table", "targetId": "out", "type": "edge"},
            ],
        }
    )


def _cell(each: Comparison) -> str:
    value = json.dumps(plain(each.value))
    return value if each.operator == "==" else f"{each.operator} {value}"


def ways() -> Mapping[str, Callable[[Plain], int]]:
    """Return each peer as a function that counts what holds of one fact."""
    listed = "[" + ", ".join(conditions()) + "]"
    summed = " + ".join(f"({each} ? 1 : 0)" for each in conditions())
    loaded: Any = zen.ZenEngine(
        {"loader": {"type": "static", "content": {"it": json.loads(decision_table())}}}
    )
    created: Any = zen.ZenEngine().create_decision(decision_table())
    compiled: Any = zen.compile_expression(listed)
    parsed: Any = rule_engine.Rule(listed)
    program: Any = cel.compile(summed)
    return {
        TABLE: lambda fact: len(loaded.evaluate("it", fact)["result"]),
        f"{TABLE}, by create_decision": lambda fact: len(created.evaluate(fact)["result"]),
        "zen-engine, compiled expression": lambda fact: sum(compiled.evaluate(fact)),
        "rule-engine": lambda fact: sum(parsed.evaluate(fact)),
        "CEL (common-expression-language)": lambda fact: int(program.execute(fact)),
    }


def peers(facts: Sequence[Call]) -> list[Contestant]:
    """Return the peers over ``facts``."""
    ready = plain_facts(facts)

    def contestant(name: str, holds: Callable[[Plain], int]) -> Contestant:
        def work() -> int:
            hits = 0
            for fact in ready:
                hits += holds(fact)
            return hits

        return Contestant(name=name, facts=len(ready), start=lambda: work)

    return [contestant(name, holds) for name, holds in ways().items()]


def agreed(contestants: Sequence[Contestant]) -> int:
    """Return how many comparisons hold, once all have found the same."""
    hits = {each.name: once(each)[1] for each in contestants}
    assert len(set(hits.values())) == 1, f"not the same work: {hits}"
    return next(iter(hits.values()))


def measure(scale: Scale) -> Measured:
    """Time the contestants, once they agree."""
    facts = list(calls(scale.facts))
    alone = reference(facts)
    contestants = [fairline(facts), *peers(facts)]
    hits = agreed([alone, *contestants])
    measured = costs(alone, contestants, scale.rounds)
    slowest = measured[TABLE].ratio
    rows = tuple(
        (name, rate(cost.rate), micros(cost.seconds), times(cost.ratio), times(slowest / cost.ratio))
        for name, cost in measured.items()
    )
    return Measured(
        tables=(
            Table(
                title="Rules only: twelve comparisons, against peers",
                headings=("who", "facts/s", "us/fact", "against reference", "faster than the decision table"),
                rows=rows,
                note=f"All found the same {hits:,} comparisons to hold in {len(facts):,} facts. fairline also"
                " counts them by account and day; the peers get their facts as dicts made beforehand.",
            ),
        ),
        ratios=tuple((name, cost.ratio) for name, cost in measured.items()),
    )
