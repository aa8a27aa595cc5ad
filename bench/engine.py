"""The engine in process: what a fact costs under a windowed policy, the whole catalogue and parts of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from statistics import median, quantiles
from time import perf_counter_ns, thread_time_ns

from msgspec.structs import replace as with_fields

from bench.policy import WINDOWED
from bench.reference import reference
from bench.sections import Measured, Scale, Table, micros, rate, times
from bench.timing import Contestant, Cost, Work, costs, frozen
from bench.traffic import calls
from fairline.checks.public_holidays import public_holidays
from fairline.clauses import CLAUSES
from fairline.engine import Engine
from fairline.facts import Call, Direction, Fact, Message
from fairline.law import load
from fairline.policy import DEFAULT_PLAN, Clause
from fairline.readers.places import located
from simulator import week

SEED = 42
LAW = load(public_holidays)
STEPS = (1, 5, 10, 20, 40)
"""How many rules, before all of them; as many as there are at most."""
ROUNDS = 3  # ours: for what is shown side by side; the headline figures take the scale's
PERCENTILES = (50.0, 99.0, 99.9)

Act = Callable[[Engine], Callable[[Fact], int]]


def observe(engine: Engine) -> Callable[[Fact], int]:
    """Count a fact and judge what it changes; the number of findings."""

    def act(fact: Fact) -> int:
        return len(engine.observe(fact))

    return act


def decide(engine: Engine) -> Callable[[Fact], int]:
    """Count and answer an attempt, count what is none; the number of findings."""

    def act(fact: Fact) -> int:
        if isinstance(fact, Call | Message):
            return len(engine.decide(fact)[1])
        return len(engine.observe(fact))

    return act


ACTS: dict[str, Act] = {"observe": observe, "decide + observe": decide}
"""What is done with each fact, by name. Another way to use the engine is one function and one line here."""


def new_engine(clauses: Iterable[Clause]) -> Engine:
    """Return an engine that has seen nothing."""
    return Engine(clauses, law=LAW, plan=DEFAULT_PLAN)


def contestant(
    name: str,
    clauses: Sequence[Clause],
    facts: Sequence[Fact],
    act: Act = observe,
    *,
    before: Sequence[Fact] = (),
) -> Contestant:
    """Return an engine over ``facts``, concluded at the end; ``before`` come first, untimed.

    Its hits are findings.
    """

    def start() -> Work:
        engine = new_engine(clauses)
        take = act(engine)
        for fact in before:
            take(fact)

        def work() -> int:
            found = 0
            for fact in facts:
                found += take(fact)
            return found + len(engine.conclude())

        return work

    return Contestant(name=name, facts=len(facts), start=start)


def latencies(clauses: Sequence[Clause], facts: Sequence[Fact], act: Act) -> tuple[float, ...]:
    """Return ``PERCENTILES`` of seconds a fact over the second half of ``facts``.

    First by processor time, which is the engine's own, then by the wall clock, in which other work is too.
    """
    take, half = act(new_engine(clauses)), len(facts) // 2
    for fact in facts[:half]:
        take(fact)
    processor, wall = [], []
    with frozen():
        for fact in facts[half:]:
            begun_wall, begun = perf_counter_ns(), thread_time_ns()
            take(fact)
            ended, ended_wall = thread_time_ns(), perf_counter_ns()
            processor.append(ended - begun)
            wall.append(ended_wall - begun_wall)
    cuts = (quantiles(processor, n=1000), quantiles(wall, n=1000))
    return tuple(each[round(part * 10) - 1] / 1e9 for each in cuts for part in PERCENTILES)


def sample_week(number: int) -> list[Fact]:
    """Return the facts of a simulated week of about ``number`` calls, as an audit completes them."""
    made = islice(week(SEED, number), number)  # a small week is mostly abuse, and larger than asked
    return [located(fact) if isinstance(fact, Call) else fact for fact in made]


def first_rules(number: int) -> tuple[Clause, ...]:
    """Return the catalogue cut to its first ``number`` rules."""
    left, cut = number, []
    for clause in CLAUSES:
        if left > 0:
            cut.append(replace(clause, rules=clause.rules[:left]))
            left -= len(clause.rules)
    return tuple(cut)


def kinds_of_facts(facts: Sequence[Call]) -> dict[str, list[Fact]]:
    """Return the same moments and keys as other kinds of fact, from those most rules are about to none."""
    change = with_fields
    return {
        "outbound marketing call": [change(call, direction=Direction.OUTBOUND) for call in facts],
        "inbound call": [change(call, direction=Direction.INBOUND) for call in facts],
        "internal call": [change(call, direction=Direction.INTERNAL) for call in facts],
        "call of nobody we know": [change(call, account=None) for call in facts],
        "message": [Message(id=call.id, sent_at=call.started_at, account=call.account) for call in facts],
    }


def measure(scale: Scale) -> Measured:
    """Time the engine."""
    facts, weekly = list(calls(scale.facts)), sample_week(scale.week)
    few = facts[: max(1, len(facts) // 4)]
    rules = sum(len(clause.rules) for clause in CLAUSES)
    whole = [
        contestant(f"{label}: {name}", clauses, taken, act)
        for label, clauses, taken in (
            ("30 signals, 12 rules", (WINDOWED,), facts),
            (f"whole catalogue, {rules} rules", CLAUSES, facts),
            (f"whole catalogue, {rules} rules, simulated week", CLAUSES, weekly),
        )
        for name, act in ACTS.items()
    ]
    steps = [contestant(f"{n}", first_rules(n), few) for n in (*(n for n in STEPS if n < rules), rules)]
    kinds = [contestant(name, CLAUSES, taken) for name, taken in kinds_of_facts(few).items()]
    timed = partial(costs, reference(facts))
    measured, added, by_kind = timed(whole, scale.rounds), timed(steps, ROUNDS), timed(kinds, ROUNDS)
    return Measured(
        tables=(
            _costs("The engine, in process, one core", "what", measured, WEEK_NOTE),
            _latency(scale, facts),
            _costs("The cost as rules of the catalogue are added", "rules", added, ""),
            _costs("The cost by how many rules apply to a fact", "fact", by_kind, KINDS_NOTE),
        ),
        ratios=tuple((name, cost.ratio) for name, cost in measured.items()),
    )


WEEK_NOTE = (
    "The simulated week is a quarter abusive, so it opens and ends thousands of findings; the bench's own"
    " traffic is ordinary."
)
KINDS_NOTE = "The whole catalogue over the same moments and keys, told as another kind of fact."


def _costs(title: str, first: str, measured: dict[str, Cost], note: str) -> Table:
    rows = tuple(
        (name, rate(cost.rate), micros(cost.seconds), times(cost.ratio)) for name, cost in measured.items()
    )
    return Table(
        title=title, headings=(first, "facts/s", "us/fact", "against reference"), rows=rows, note=note
    )


def _latency(scale: Scale, facts: Sequence[Fact]) -> Table:
    """The median of each percentile over the rounds."""
    rows = []
    for label, clauses in (("30 signals, 12 rules", (WINDOWED,)), ("whole catalogue", CLAUSES)):
        for name, act in ACTS.items():
            rounds = [latencies(clauses, facts, act) for _ in range(scale.rounds)]
            rows.append((f"{label}: {name}", *(micros(median(each)) for each in zip(*rounds, strict=True))))
    return Table(
        title="Latency of one fact, microseconds",
        headings=("what", *(f"p{each:g}{clock}" for clock in ("", ", wall") for each in PERCENTILES)),
        rows=tuple(rows),
        note="Half of the facts come first, untimed. By processor time, then by the wall clock, which also"
        " shows what else ran on the machine.",
    )
