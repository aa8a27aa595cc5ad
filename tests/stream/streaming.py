"""Traffic as it streams: in batches, out of order, twice, and too late; and what one engine finds in it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import cache
from random import Random

import msgspec

from fairline.checks.public_holidays import public_holidays
from fairline.clauses import CLAUSES
from fairline.engine import Engine
from fairline.facts import Fact
from fairline.guard.records import FindingRecord, finding_record
from fairline.law import load
from fairline.policy import Clause
from fairline.readers.places import located
from fairline.signals.windows import instant
from fairline.stores.sorted_facts import in_order
from fairline.stream.program import Program
from fairline.stream.rows import CONTROL, FACTS, TOLD, Control, FileTold, PartTold, Row, packed, packed_facts
from simulator import quarter
from simulator.scenes import SCENES
from tests.shards.spraying import sprayed

LATENESS = timedelta(hours=1)
PLAN = "contact-center"
LAW = load(public_holidays)
FEW = tuple(each for each in CLAUSES if each.letter.name in "AH")
"""Clauses that an engine is quickly made for."""


@cache
def program(shards: int, clauses: tuple[Clause, ...] = CLAUSES) -> Program:
    """What is counted in so many shards."""
    return Program(clauses, law=LAW, plan=PLAN, lateness=LATENESS, shards=shards)


@cache
def traffic(share: int = 1) -> tuple[Fact, ...]:
    """Facts of nearly every kind in order of time: accounts that break rules, records of numbers and
    accounts, passwords tried from one address at many accounts, heavy users for rules that compare
    accounts."""
    scenes = [located(fact) for scene in SCENES[::share] for fact in scene.played(1, guilty=True)]
    heavy = [located(fact) for number, fact in enumerate(quarter(42)) if number % (4 * share) == 0]
    return tuple(in_order([*scenes, *sprayed(), *heavy]))


def disturbed(facts: Sequence[Fact], size: int) -> list[list[Fact]]:
    """Batches of about ``size`` facts: one in ten comes up to 50 minutes late, one in twenty comes again, and
    one in thirty comes hours late."""
    chance = Random(7)
    coming = []
    for number, fact in enumerate(facts):
        drawn = chance.random()
        delay = chance.randrange(3_000) if drawn < 0.1 else 20_000 if drawn > 0.96 else 0
        coming.append((instant(fact.at) + delay * 1_000_000, number, fact))
        if chance.random() < 0.05:
            coming.append((instant(fact.at) + chance.randrange(3_000) * 1_000_000, number, fact))
    coming.sort(key=lambda each: each[:2])
    return [[fact for *_, fact in coming[at : at + size]] for at in range(0, len(coming), size)]


def one_engine(
    batches: Iterable[Sequence[Fact]], clauses: Iterable[Clause] = CLAUSES
) -> tuple[list[FindingRecord], Engine]:
    """What one engine finds that takes every batch in order of time, with all its periods judged at the
    end."""
    engine = Engine(clauses, law=LAW, plan=PLAN, lateness=LATENESS)
    found = []
    for batch in batches:
        for fact in sorted(batch, key=lambda each: each.at):
            found += engine.observe(fact)
    found += engine.conclude()
    return [finding_record(each) for each in found], engine


def rows_of(
    of: Program, batch: Sequence[Fact], *, parts: int = 2, controls: Sequence[Control] = ()
) -> dict[tuple[int, int], list[Row]]:
    """The rows of a batch for every place, read in several parts, and handed over in no order."""
    rows: dict[tuple[int, int], list[Row]] = {place: [] for place in of.places}
    for mine in rows.values():
        mine += [Row(CONTROL, 0, 0, number, packed(each)) for number, each in enumerate(controls)]
    for part in range(parts):
        some = batch[len(batch) * part // parts : len(batch) * (part + 1) // parts]
        waiting = defaultdict(list)
        for fact in some:
            for place in of.of(fact):
                waiting[place].append(fact)
        latest = {"s": max(instant(each.at) for each in some)} if some else {}
        told = packed(PartTold(latest=latest, files=(FileTold(name=f"part {part}", facts=len(some)),)))
        for place, mine in rows.items():
            for number, at in enumerate(range(0, len(waiting[place]), 100)):
                body = packed_facts(waiting[place][at : at + 100])
                mine.insert(0, Row(FACTS, 0, part, number, body))
            mine.insert(0, Row(TOLD, 0, part, 0, told))
    return rows


def said(found: Iterable[FindingRecord]) -> list[bytes]:
    """All that findings say, in an order that does not depend on who found them."""
    read = (msgspec.json.decode(msgspec.json.encode(each), type=FindingRecord) for each in found)
    return sorted(map(msgspec.json.encode, read))  # as whoever reads it writes it: a limit of 1 is 1.0


def policy(of: Program, text: str = "", past_from: int | None = None) -> Control:
    """A policy file, as a query is told of it."""
    return Control(policy=text, digest=of.digest(text), past_from=past_from)
