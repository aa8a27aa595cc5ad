"""One shard: its engine, and what a batch does to it. The same rows in the same order, the same outcome."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from fairline.facts import Fact
from fairline.findings import Finding
from fairline.findings.carried import CarriedOn
from fairline.guard.records import finding_record
from fairline.shards.routing import Place
from fairline.signals.hydrating import Hydration
from fairline.stream.program import Program
from fairline.stream.rows import (
    CONTROL,
    FACTS,
    PAST,
    PAST_TOLD,
    TOLD,
    Control,
    PartTold,
    Result,
    Row,
    unpacked,
    unpacked_facts,
)

FAILED = "failed"
"""What became of a fact that the engine failed at. It is passed over as far as it got, as a guard does."""
FAULTS_MAX = 5  # ours: of those told; all are counted
AT, STEP = attrgetter("at"), attrgetter("step")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """All that a shard holds, packed. ``now``: the latest time of all shards."""

    counts: CarriedOn
    policy: str
    now: int | None


class Shard:
    """The engine of one place. ``now`` is the latest time of a fact anywhere, µs since 1970.

    The facts of a batch are taken in order of time. Before its first and after its last the engine is told
    the time of all, so that it counts as if it were alone and had every fact: what is late anywhere is late
    here, and what time ends ends.
    """

    def __init__(self, program: Program, place: Place, held: Held | None = None) -> None:
        """Start with nothing, or with what was held. Raises ``FairlineError`` if that was counted
        otherwise."""
        self.policy = "" if held is None else held.policy
        self.now = None if held is None else held.now
        self._program, self._place = program, place
        self.engine = program.engine(place, self.policy)
        if held is not None:
            self.engine.adopt(held.counts)

    def held(self) -> Held:
        """Return all that it holds."""
        return Held(counts=self.engine.carried().packed(), policy=self.policy, now=self.now)

    def take(self, rows: Sequence[Row], *, again: bool = False) -> Result:
        """Take the rows of one batch, which are in turn. ``again``: they were taken before, by this version
        of the rules or an older one. Raises ``FairlineError`` for a policy that means something else here."""
        controls = [unpacked(row.body, Control) for row in rows if row.what == CONTROL]
        told = [unpacked(row.body, PartTold) for row in rows if row.what == TOLD]
        for control in controls:
            if control.policy is not None:
                if not again:
                    self._program.agreed(control.policy, control.digest)
                self._change(control.policy, control.past_from is not None, rows)
        facts = [fact for row in rows if row.what == FACTS for fact in unpacked_facts(row.body)]
        facts.sort(key=AT)
        home, faults, found = self._count(facts)
        self.now = latest(self.now, told)
        if self.now is not None:
            found += self.engine.tick(self.now)
        if any(control.conclude for control in controls):
            found += self.engine.conclude()
        return Result(
            place=self._program.name(self._place),
            policy=self._program.digest(self.policy),
            home=dict(home),
            seen=len(facts),
            findings=tuple(map(finding_record, found)),
            told=tuple(told) if self._place == self._program.places[0] else (),
            faults=tuple(faults),
            warming=self._warming(),
        )

    def _count(self, facts: Iterable[Fact]) -> tuple[Counter[str], list[str], list[Finding]]:
        """Let facts happen; return what became of those that are at home here, the first faults, and what was
        found."""
        home: Counter[str] = Counter()
        faults: list[str] = []
        found: list[Finding] = []
        engine, place, is_home = self.engine, self._place, self._program.is_home
        for fact in facts:
            try:
                found += engine.observe(fact)
                taken = str(engine.took)
            except Exception as error:
                taken = FAILED
                if len(faults) < FAULTS_MAX:
                    faults.append(f"{type(fact).__name__.lower()} {fact.id}: {error!r}")
            if is_home(fact, place):
                home[taken] += 1
        return home, faults, found

    def _change(self, policy: str, with_past: bool, rows: Sequence[Row]) -> None:
        """Go by another policy; what is new in it is counted from the past, if that is there."""
        changed = self._program.engine(self._place, policy)
        if self.now is not None and changed.adopt(self.engine.carried()) and with_past:
            changed.warm(self._again(changed.hydration(), rows))
        self.engine, self.policy = changed, policy

    def _again(self, hydration: Hydration, rows: Sequence[Row]) -> Hydration:
        """Count the batches of the past again, each as it was counted."""
        assert self.now is not None
        past = sorted((row for row in rows if row.what in (PAST, PAST_TOLD)), key=STEP)
        now: int | None = None
        for _, of_step in groupby(past, key=STEP):
            step = list(of_step)
            facts = [fact for row in step if row.what == PAST for fact in unpacked_facts(row.body)]
            for fact in sorted(facts, key=AT):
                hydration.take(fact)
            now = latest(now, [unpacked(row.body, PartTold) for row in step if row.what == PAST_TOLD])
            if now is not None:
                hydration.book.tick(now)
        hydration.book.tick(self.now)
        return hydration

    def _warming(self) -> int:
        """Return how many rules only observe because what they count does not reach back far enough."""
        now = self.now or 0
        rules = (rule for clause in self._program.of_place(self._place, self.policy) for rule in clause.rules)
        return sum(self.engine.warm_at(rule) > now for rule in rules)


def latest(now: int | None, told: Iterable[PartTold]) -> int | None:
    """Return the latest time of all, ``None`` if there is none yet."""
    times = [each.until for each in told]
    return max((each for each in (now, *times) if each is not None), default=None)
