"""A journal decided again: by its own policy to see that it is the same, by another to see what is not."""

from collections import Counter, deque
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import msgspec

from fairline.engine import policy_digest
from fairline.facts import FairlineError
from fairline.guard.course import ATTEMPT, FINDING, POLICY, Course, Entered
from fairline.guard.halves import answering, watched, watching
from fairline.guard.records import (
    ENCODE,
    AttemptBody,
    DecisionRecord,
    FindingRecord,
    PolicyRecord,
    decision_record,
    finding_record,
)
from fairline.law import LawBook
from fairline.policy import Clause, WhenInDoubt
from fairline.signals.windows import MICROSECOND
from fairline.stores.entries import Entry
from fairline.stores.journal_files import entries

OTHERWISE_MAX = 1_000  # ours: of those shown; all are counted
ATTEMPTS = msgspec.json.Decoder(AttemptBody)
DECISIONS = msgspec.json.Decoder(DecisionRecord)
FINDINGS = msgspec.json.Decoder(FindingRecord)
POLICIES = msgspec.json.Decoder(PolicyRecord)


class Otherwise(NamedTuple):
    """An attempt that is decided otherwise: its entry, its id, how it was decided and how it would be."""

    sequence: int
    id: str
    before: DecisionRecord
    after: DecisionRecord


@dataclass(slots=True, kw_only=True)
class Replayed:
    """What came of it. ``same``: every decision and finding is there again byte for byte, and no other.

    ``otherwise`` counts attempts by how they were decided and how they would be; ``lost`` and ``gained``
    count findings by rule that are in the journal alone, and that come out now alone. ``policies`` are those
    that the journal was decided by. ``from_start``: whether the journal begins with its first entry.
    """

    policy: str
    from_start: bool = True
    entries: int = 0
    decisions: int = 0
    findings: int = 0
    differing: int = 0
    policies: tuple[str, ...] = ()
    otherwise: Counter[tuple[str, str]] = field(default_factory=Counter)
    shown: list[Otherwise] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)
    gained: Counter[str] = field(default_factory=Counter)

    @property
    def same(self) -> bool:
        """Whether nothing differs in any byte."""
        return not self.differing and not self.lost and not self.gained


def replay(folder: Path, clauses: Iterable[Clause], *, law: LawBook) -> Replayed:
    """Decide all that a journal holds again. The plan and the allowed lateness are the journal's own, and so
    is whether it was decided by rules of which some only watched.

    Raises ``FairlineError`` for a journal that cannot be read, or that does not say what it was decided by.
    """
    rows = entries(folder)
    first = next(rows, None)
    if first is None:
        raise FairlineError(f"{folder}: found no journal, wanted the folder of one")
    record = _policy(folder)
    clauses = tuple(clauses)
    beside = watching(clauses) if record.watched else ()
    halves = [answering(clauses) if record.watched else clauses, *([beside] if record.watched else [])]
    lateness = record.lateness_us * MICROSECOND
    doubt = WhenInDoubt.that_closes(record.closed)
    course, *other = (
        Course(each, law=law, plan=record.plan, lateness=lateness, doubt=doubt) for each in halves
    )
    course.beside = policy_digest(beside) if record.watched else ""
    done = Replayed(policy=course.policy.name, from_start=first.sequence == 1)
    comparison = _Comparison(done, {rule.name for clause in beside for rule in clause.rules})
    for entry in chain((first,), rows):
        comparison.take(entry, course.enter(entry))
        for each in other:
            comparison.watched(watched(each, entry))
    comparison.end()
    return done


def found(folder: Path, *, since: int = 0) -> dict[str, FindingRecord]:
    """Return the newest word on each finding of a journal, by id, of entries past the number ``since``."""
    listed = entries(folder, after=since, kinds=(FINDING,))
    return {entry.id: FINDINGS.decode(entry.body) for entry in listed}


def _policy(folder: Path) -> PolicyRecord:
    told = deque(entries(folder, kinds=(POLICY,)), 1)
    if not told:
        raise FairlineError(f"{folder}: found no policy in the journal, wanted what it was decided by")
    return POLICIES.decode(told[0].body)


class _Comparison:
    """What was written against what comes out. Findings stand after the entry that they follow from: those of
    the answering half at once, those of rules that only watched whenever these got to it."""

    def __init__(self, done: Replayed, beside: Set[str]) -> None:
        self._done = done
        self._beside = beside
        self._answering = _Pairs(done)
        self._watching = _Pairs(done)

    def take(self, entry: Entry, came: Entered) -> None:
        done = self._done
        done.entries += 1
        if entry.kind == FINDING:
            done.findings += 1
            rule = FINDINGS.decode(entry.body).rule
            pairs = self._watching if rule in self._beside else self._answering
            pairs.then.append((entry.id, entry.body, rule))
            pairs.pair()
            return
        if entry.kind == POLICY and entry.id not in done.policies:
            done.policies = (*done.policies, entry.id)
        if entry.kind == ATTEMPT and came.decision is not None:
            self._decided(entry, decision_record(came.decision))
        self._answering.found(came)

    def watched(self, came: Entered | None) -> None:
        if came is not None:
            self._watching.found(came)

    def end(self) -> None:
        """Count what has no counterpart."""
        self._answering.end()
        self._watching.end()

    def _decided(self, entry: Entry, after: DecisionRecord) -> None:
        done = self._done
        done.decisions += 1
        written = ATTEMPTS.decode(entry.body).decision
        if bytes(written) == ENCODE(after):
            return
        done.differing += 1
        before = DECISIONS.decode(written)
        if before == msgspec.structs.replace(after, policy=before.policy):
            return  # it is only another policy that says the same
        done.otherwise[before.act, after.act] += 1
        if len(done.shown) < OTHERWISE_MAX:
            done.shown.append(Otherwise(entry.sequence, entry.id, before, after))


class _Pairs:
    """Findings that come out now, and those that were written then; each its id, its body and its rule."""

    def __init__(self, done: Replayed) -> None:
        self._done = done
        self._now: deque[tuple[str, bytes, str]] = deque()
        self.then: deque[tuple[str, bytes, str]] = deque()

    def found(self, came: Entered) -> None:
        for each in came.findings:
            self._now.append((each.id, ENCODE(finding_record(each)), each.rule.name))

    def pair(self) -> None:
        """Take out what is in both, in order; under another policy some are in one alone."""
        while self._now and self.then:
            if self._now[0] == self.then[0]:
                self._now.popleft()
                self.then.popleft()
            elif self.then[0] in self._now:
                self._done.gained[self._now.popleft()[2]] += 1
            else:
                self._done.lost[self.then.popleft()[2]] += 1

    def end(self) -> None:
        """Count what has no counterpart."""
        self.pair()
        self._done.lost.update(rule for *_, rule in self.then)
        self._done.gained.update(rule for *_, rule in self._now)
