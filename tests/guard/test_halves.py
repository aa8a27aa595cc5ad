"""Two halves over one journal find what one engine of all rules finds: nothing twice, nothing less."""

import asyncio
import tempfile
from collections import Counter
from datetime import timedelta
from itertools import islice
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairline.engine import policy_digest
from fairline.facts import Call, Fact
from fairline.guard.course import Course
from fairline.guard.halves import answering, may_answer, watching
from fairline.guard.watching import Watching
from tests.guard.guarding import LATENESS, LAW, PLAN, POLICY, Clock, call, run
from tests.guard.halved import CLAUSES, made_up, opened, played, same, work_on


def test_every_rule_is_in_one_half() -> None:
    halves = [
        {rule.name for clause in half for rule in clause.rules}
        for half in (answering(CLAUSES), watching(CLAUSES))
    ]
    assert not halves[0] & halves[1]
    assert halves[0] | halves[1] == {rule.name for clause in CLAUSES for rule in clause.rules}
    assert all(map(len, halves))
    assert policy_digest(CLAUSES) == Course(CLAUSES, law=LAW, plan=PLAN, lateness=LATENESS).engine.policy


def test_a_week_by_two_halves_is_a_week_by_one_engine(tmp_path: Path) -> None:
    async def work() -> None:
        clock = Clock(made_up()[0].at)
        guard = opened(tmp_path, clock)
        await played(guard, clock, islice(made_up(), 0, None, 4))
        await guard.written()
        watched = Watching(work_on(tmp_path, every=3_000))
        while some := watched.read():
            guard.find(watched.take(some))
            await guard.written()
        watched.close()
        await guard.close()

    run(work())
    found = same(tmp_path)
    rules = {rule.name: may_answer(rule) for clause in CLAUSES for rule in clause.rules}
    by_half = Counter(rules[msgspec.json.decode(each)["rule"]] for each in found)
    assert by_half[True] > 10
    assert by_half[False] > 100
    assert list((tmp_path / "watch/snapshots").glob("*.snapshot"))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["decide", "decide", "decide", "facts", "wait", "watch", "lost", "killed"]),
        st.integers(0, 2),
        st.integers(0, 120),
    ),
    max_size=60,
)


async def interleaved(folder: Path, steps: list[tuple[str, int, int]], every: int) -> None:
    """Let a guard take all steps while it is watched, told, not told, and killed in any order."""
    clock = Clock(step_us=1_000)
    guard = opened(folder, clock, POLICY)
    watch = Watching(work_on(folder, POLICY, every))
    for number, (what, of, seconds) in enumerate(steps):
        at, account = clock.moment - timedelta(seconds=seconds), f"a{of}"
        match what:
            case "decide":
                guard.decide(call(f"c{number}", at, account=account, answered=False))
            case "facts":
                await guard.observe(
                    [call(f"f{number}-{each}", at, account=account, answered=False) for each in range(9)]
                )
            case "wait":
                clock.wait(timedelta(seconds=30 * seconds))
                await asyncio.sleep(0.025)
            case "watch":
                guard.find(watch.take(watch.read()[: 1 + seconds]))
            case "lost" | "killed":
                if what == "lost":  # it says what it found, and nobody is there
                    watch.take(watch.read()[: 1 + seconds])
                watch = Watching(work_on(folder, POLICY, every, await guard.written()))
    watch = Watching(work_on(folder, POLICY, every, await guard.written()))
    while some := watch.read():
        guard.find(watch.take(some))
        await guard.written()
    await guard.close()


@settings(max_examples=20, deadline=None)
@given(steps=STEPS, every=st.integers(1, 30))
def test_whenever_it_is_killed_nothing_is_found_twice_or_missed(
    steps: list[tuple[str, int, int]], every: int
) -> None:
    with tempfile.TemporaryDirectory() as made:
        run(interleaved(Path(made), steps, every))
        same(Path(made), POLICY)


def test_what_the_engine_fails_at_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work() -> Watching:
        clock = Clock()
        guard = opened(tmp_path, clock, POLICY)
        await guard.observe([call(str(number), answered=False) for number in range(12)])
        watch = Watching(work_on(tmp_path, POLICY))
        take = watch.course.engine.book.take

        def failing(fact: Fact) -> object:
            if isinstance(fact, Call) and fact.id == "3":
                raise ZeroDivisionError
            return take(fact)

        monkeypatch.setattr(watch.course.engine.book, "take", failing)
        assert [each.rule.name for each in watch.take(watch.read())] == ["unanswered"]
        assert watch.report([]).faults == 1
        await guard.close()
        return watch

    assert run(work()).sequence == 14  # the policy, 12 facts, what the other half found
