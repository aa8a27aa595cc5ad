"""Shards that take batches find, all together, what one engine finds; also when their process is killed."""

from collections import Counter
from random import Random

import pytest

from fairline.facts import Fact, FairlineError
from fairline.guard.records import FindingRecord
from fairline.signals.book import Taken
from fairline.signals.windows import Sliding
from fairline.stream import going_on
from fairline.stream.going_on import Shards
from fairline.stream.rows import FACTS, PAST, PAST_TOLD, TOLD, Control, Result, in_turn
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
                processes.pop(chance.randrange(2)).close()
                processes.append(Shards())
            found += chance.choice(processes).take("run", place, of, in_turn(rows), kept[place]).findings
    for each in processes:
        each.close()
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


def taken(
    texts: dict[int, Control], batches: list[list[Fact]], *, past: bool = False
) -> tuple[list[FindingRecord], list[int]]:
    """What shards of few clauses find that are told ``texts`` at those batches, and how many rules warm up
    after each batch."""
    of, here = program(2, FEW), Shards()
    found: list[FindingRecord] = []
    warming = [0] * len(batches)
    kept = {place: Memory() for place in of.places}
    for number, batch in enumerate(batches):
        rows = rows_of(of, batch, controls=[texts[number]] if number in texts else [])
        if past and number in texts:
            for step, before in enumerate(batches[:number], start=1):
                for place, again in rows_of(of, before).items():
                    rows[place] += [row._replace(what=AGAIN[row.what], step=step) for row in again]
        for place, mine in rows.items():
            result = here.take("run", place, of, in_turn(mine), kept[place])
            found += result.findings
            warming[number] += result.warming
    return found, warming


AGAIN = {FACTS: PAST, TOLD: PAST_TOLD}


def test_a_policy_changes_and_what_is_new_in_it_is_counted_from_the_past_first() -> None:
    batches, change, of = disturbed(traffic(6), 600), 4, program(2, FEW)
    always, _ = taken({0: policy(of)}, batches)
    at = max(fact.at for batch in batches[:change] for fact in batch)
    later = Counter(each.rule for each in always if each.since > at and not each.open)
    rule = next(each for each, _ in later.most_common() if is_sliding(each))
    muted = policy(of, f'[rules.{rule}]\nmode = "muted"\n')

    def of_rule(found: list[FindingRecord], of_others: bool = False) -> list[bytes]:
        """Spells that began after the change; of keys that broke the rule then, they begin otherwise."""
        held = [
            tuple(each.who.items()) for each in always if each.rule == rule and each.since <= at <= each.until
        ]
        return said(
            each
            for each in found
            if (each.rule != rule) == of_others
            and (of_others or (each.since > at and tuple(each.who.items()) not in held))
        )

    assert of.reach(muted.policy or "", "") is not None
    assert of.reach("", "") is None
    hydrated, warm = taken({0: muted, change: policy(of, past_from=0)}, batches, past=True)
    assert of_rule(hydrated) == of_rule(always)
    assert of_rule(hydrated)
    assert of_rule(hydrated, of_others=True) == of_rule(always, of_others=True)
    assert not any(warm)
    unhydrated, warming = taken({0: muted, change: policy(of)}, batches)
    assert not any(warming[:change])
    assert warming[change]
    assert of_rule(unhydrated, of_others=True) == of_rule(always, of_others=True)


def is_sliding(name: str) -> bool:
    rules = {rule.name: rule for clause in FEW for rule in clause.rules}
    return isinstance(rules[name].signal.over, Sliding)
