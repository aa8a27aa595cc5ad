"""Facts come out in order of time, each once, whatever the order and the memory."""

import heapq
import os
import random
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairline.facts import Account, Call, Campaign, EndReason, Fact, Forwarding, Message, Purpose
from fairline.stores import sorted_facts
from fairline.stores.sorted_facts import in_order

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
PARIS, NEW_YORK = ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York")


def call(id: str, second: int = 0, **fields: object) -> Call:
    return Call(id=id, started_at=START + timedelta(seconds=second), **fields)  # type: ignore[arg-type]


def test_order_is_time_then_registry_then_id() -> None:
    facts: list[Fact] = [
        Message(id="m", sent_at=START),
        call("b"),
        call("a"),
        Forwarding(id="f", at=START),
        Campaign(id="c", at=START),
        Account(id="x", at=START),
        call("early", -1),
    ]
    assert [fact.id for fact in in_order(facts)] == ["early", "x", "c", "f", "a", "b", "m"]


def test_order_is_of_instants_not_of_wall_clocks() -> None:
    # 02:30 happens twice that night in Paris; the second is an hour after the first.
    first = Call(id="first", started_at=datetime(2025, 10, 26, 2, 30, tzinfo=PARIS))
    second = Call(id="second", started_at=datetime(2025, 10, 26, 2, 15, tzinfo=PARIS, fold=1))
    assert [fact.id for fact in in_order([second, first])] == ["first", "second"]


CASES = {
    "the same row twice": ([call("a", line=1), call("a", line=2)], [("a", 0)], 1),
    "a higher revision replaces": ([call("a", revision=2), call("a", revision=1)], [("a", 2)], 1),
    "three times": ([call("a"), call("a", revision=1), call("a")], [("a", 1)], 2),
    "another time is another call": ([call("a"), call("a", 1)], [("a", 0), ("a", 0)], 0),
    "another account's id is its own": ([call("a", account="x"), call("a", account="y")], [("a", 0)] * 2, 0),
}


@pytest.mark.parametrize("name", CASES)
def test_duplicates(name: str) -> None:
    facts, expected, duplicates = CASES[name]
    told: list[Fact] = []
    out = list(in_order(facts, on_duplicate=told.append))
    assert [(fact.id, fact.revision) for fact in out] == expected  # type: ignore[union-attr]
    assert len(told) == duplicates


def test_kinds_do_not_replace_each_other() -> None:
    assert len(list(in_order([Account(id="a", at=START), Forwarding(id="a", at=START), call("a")]))) == 3


def test_of_two_unlike_records_of_one_revision_the_same_one_counts_in_any_order() -> None:
    one, other = call("a", caller="+12025550100"), call("a", caller="+12025550199")
    assert list(in_order([one, other])) == list(in_order([other, one]))


times = st.builds(
    lambda seconds, zone: (START + timedelta(seconds=seconds)).astimezone(zone),
    st.integers(0, 60),
    st.sampled_from([UTC, PARIS, NEW_YORK, timezone(timedelta(hours=5, minutes=30))]),
)
maybe = st.none() | times
facts = st.one_of(
    st.builds(
        Call,
        id=st.sampled_from("abcdef"),
        started_at=times,
        account=st.none() | st.sampled_from("xy"),
        answered_at=maybe,
        ended_at=maybe,
        campaign_started_at=maybe,
        purpose=st.none() | st.sampled_from(Purpose),
        end_reason=st.none() | st.sampled_from(EndReason),
        called_places=st.none() | st.just(("US-FL", "US-GA")),
        ring=st.none() | st.timedeltas(timedelta(0), timedelta(days=3)),
        cost=st.none() | st.just(Decimal("0.0125")),
        revision=st.integers(0, 2),
    ),
    st.builds(Message, id=st.sampled_from("abc"), sent_at=times, revision=st.integers(0, 2)),
    st.builds(Account, id=st.sampled_from("abc"), at=times, seats=st.none() | st.integers(0, 9)),
    st.builds(Campaign, id=st.sampled_from("abc"), at=times, started_at=maybe),
)


def obvious(given_facts: list[Fact]) -> list[Fact]:
    """The slow and clear way: of each identity the last by revision and content, then sorted."""
    ranks = [Account, Campaign, Forwarding, Call, Message]
    best: dict[tuple[object, ...], Fact] = {}
    for fact in given_facts:
        account = "" if isinstance(fact, Account) else fact.account or ""
        identity = (fact.at.astimezone(UTC), ranks.index(type(fact)), fact.id, account)
        held = best.get(identity)
        if held is None or weight(fact) > weight(held):
            best[identity] = fact
    return [best[identity] for identity in sorted(best)]


def weight(fact: Fact) -> tuple[int, str]:
    return getattr(fact, "revision", 0), repr(fact)


def shown(all_facts: list[Fact]) -> list[str]:
    """With zones, which equality of times does not look at."""
    return [repr(fact) for fact in all_facts]


@settings(max_examples=100, deadline=None)
@given(given_facts=st.lists(facts, max_size=60), run=st.sampled_from([2, 3, 5, 8, 1000]))
def test_spilled_or_not_the_same_facts_come_out(given_facts: list[Fact], run: int) -> None:
    told: list[Fact] = []
    out = list(in_order(given_facts, run=run, on_duplicate=told.append))
    assert shown(out) == shown(obvious(given_facts))
    assert len(out) + len(told) == len(given_facts)


def test_many_runs_shuffled() -> None:
    facts = [call(f"{n:05}", n // 3) for n in range(5_000)]
    shuffled = random.Random(7).sample(facts, len(facts))
    assert list(in_order(shuffled, run=200)) == facts


def test_nothing_is_spilled_when_one_run_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise AssertionError("a temporary file was made")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    assert len(list(in_order([call(str(n)) for n in range(100)], run=100))) == 100
    with pytest.raises(AssertionError):
        list(in_order([call(str(n)) for n in range(101)], run=100))


def test_a_stream_in_order_is_one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    merged: list[int] = []

    def merge(*runs: Any, key: Any) -> Any:
        merged.append(len(runs))
        return real(*runs, key=key)

    real = heapq.merge
    monkeypatch.setattr(sorted_facts, "merge", merge)
    # Records are written when calls end, so starts are out of order by as much as calls last.
    facts = [call(f"{n:05}", n + (n * 7919) % 40) for n in range(2_000)]
    out = list(in_order(facts, run=200))
    assert out == sorted(facts, key=lambda fact: (fact.at, fact.id))
    assert merged == [2]  # what was spilled, and what was still held


@pytest.mark.parametrize("way", ["read to the end", "left half way", "error in the source"])
def test_no_file_is_left(tmp_path: Path, way: str) -> None:
    def source() -> Iterator[Fact]:
        for n in range(1_000):
            if way == "error in the source" and n == 900:
                raise ValueError("broken")
            yield call(str(n), n)

    ordered = in_order(source(), run=50, folder=str(tmp_path))
    if way == "error in the source":
        with pytest.raises(ValueError, match="broken"):
            list(ordered)
    elif way == "left half way":
        next(ordered)
        ordered.close()  # type: ignore[attr-defined]
    else:
        assert len(list(ordered)) == 1_000
    assert os.listdir(tmp_path) == []
