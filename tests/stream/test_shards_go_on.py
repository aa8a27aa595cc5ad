"""Shards that take batches find, all together, what one engine finds; also when their process is killed."""

from collections import Counter
from random import Random

import pytest

from fairline.facts import FairlineError
from fairline.signals.book import Taken
from fairline.stream import going_on
from fairline.stream.going_on import Shards
from fairline.stream.rows import Control, Result, in_turn
from fairline.stream.shard import FAILED
from tests.stream.streaming import FEW, disturbed, one_engine, policy, program, rows_of, said, traffic

SIZE = 1_500


class Memory:
    """What is kept of one shard, with each batch whole or not at all."""

    def __init__(self) -> None:
        self._head: bytes | None = None
        self._entries: list[bytes] = []
        self._snapshot: list[bytes] = []
        self.snapshots = 0

    def copy(self) -> "Memory":
        other = Memory()
        other._head, other.snapshots = self._head, self.snapshots
        other._entries, other._snapshot = list(self._entries), list(self._snapshot)
        return other

    def head(self) -> bytes | None:
        return self._head

    def put_head(self, body: bytes) -> None:
        self._head = body

    def entries(self) -> list[bytes]:
        return self._entries

    def append(self, entry: bytes) -> None:
        self._entries.append(entry)

    def put_snapshot(self, pieces: list[bytes], entries: list[bytes]) -> None:
        self._snapshot, self._entries = list(pieces), list(entries)
        self.snapshots += 1

    def snapshot(self) -> list[bytes]:
        return self._snapshot


def test_shards_find_what_one_engine_finds() -> None:
    batches = disturbed(traffic(6), SIZE)
    expected, engine = one_engine(batches)
    assert len({each.rule for each in expected}) > 25
    here, of = Shards(), program(2)
    kept = {place: Memory() for place in of.places}
    results: list[Result] = []
    for number, batch in enumerate([*batches, []]):
        controls = [policy(of)] if number == 0 else [Control(conclude=True)] if not batch else []
        for place, rows in rows_of(of, batch, controls=controls).items():
            results.append(here.take("run", place, of, in_turn(rows), kept[place]))
    assert said(found for each in results for found in each.findings) == said(expected)
    home: Counter[str] = Counter()
    for each in results:
        home.update(each.home)
    assert home == Counter({str(taken): number for taken, number in engine.taken.items()})
    assert min(home[each] for each in (Taken.DUPLICATE, Taken.LATE, Taken.COUNTED)) > 5
    assert home.total() == sum(map(len, batches)) == sum(part.facts for each in results for part in each.told)
    assert FAILED not in home


@pytest.mark.parametrize("pack_after", [10_000, 0], ids=["from batches", "from snapshots"])
def test_processes_that_are_killed_change_nothing(pack_after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch may be taken by a process that dies before it is kept, by two, or by one that is behind."""
    monkeypatch.setattr(going_on, "PACK_AFTER", pack_after)
    batches = disturbed(traffic(20), SIZE // 4)[:12]
    expected, _ = one_engine(batches, FEW)
    of, chance = program(2, FEW), Random(3)
    kept = {place: Memory() for place in of.places}
    processes = [Shards(), Shards()]
    found = []
    for number, batch in enumerate([*batches, []]):
        controls = [policy(of)] if number == 0 else [Control(conclude=True)] if not batch else []
        for place, rows in rows_of(of, batch, controls=controls).items():
            if chance.random() < 0.1:  # taken, and never kept
                chance.choice(processes).take("run", place, of, in_turn(rows), kept[place].copy())
            if chance.random() < 0.05:
                processes[chance.randrange(2)] = Shards()
            found += chance.choice(processes).take("run", place, of, in_turn(rows), kept[place]).findings
    assert said(found) == said(expected)
    assert (sum(each.snapshots for each in kept.values()) > 0) == (pack_after == 0)


def test_state_that_has_a_gap_is_refused() -> None:
    of, kept, here = program(2, FEW), Memory(), Shards()
    place = of.places[0]
    for batch in disturbed(traffic(20)[:300], 100):
        here.take("run", place, of, in_turn(rows_of(of, batch)[place]), kept)
    del kept.entries()[1]
    with pytest.raises(FairlineError, match="found batch 3 after 1, wanted 2"):
        Shards().take("run", place, of, [], kept)


def test_other_rules_than_the_querys_are_refused() -> None:
    of = program(2, FEW)
    rows = rows_of(of, [], controls=[Control(policy="", digest="0123")])
    with pytest.raises(FairlineError, match="wanted 0123: install the same version"):
        Shards().take("run", of.places[0], of, in_turn(rows[of.places[0]]), Memory())
