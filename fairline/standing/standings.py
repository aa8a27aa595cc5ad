"""Who stands how: a map that rulings, appeals and the passing of time move, and nothing else.

Rulings may come in any order and more than once; what counts is when they were decided and, at the same
instant, their place in the journal. Time is what ``tick`` says and never goes back.
"""

from collections.abc import Iterable
from datetime import datetime
from heapq import heappop, heappush
from typing import NamedTuple

from fairline.cases import AppealDecision, Outcome, Ruling
from fairline.policy import ScopeKind
from fairline.standing.standing import MOVE_OF, MOVES, Move, Standing


class Subject(NamedTuple):
    """What has a standing: an account, or something of an account."""

    kind: ScopeKind
    account: str
    id: str


class Change(NamedTuple):
    """A standing that moved: what, from which, to which, and when that was seen.

    ``everywhere`` is what holds in every country now: no worse than ``after``. ``before`` and ``after`` are
    the same where only that moved, as when what held in one country comes to hold in all.
    """

    subject: Subject
    before: Standing
    after: Standing
    at: datetime
    everywhere: Standing | None = None


class Effective(NamedTuple):
    """The worst standing of a chain, what it is of, and the ruling behind it."""

    standing: Standing
    subject: Subject | None = None
    ruling: str | None = None


class _Entry(NamedTuple):
    decided_at: datetime
    sequence: int
    ruling: Ruling


class _Live(NamedTuple):
    """A ruling that holds a subject at a standing now, in some territory or (none named) everywhere."""

    standing: Standing
    territory: frozenset[str]
    ruling: str


ACTIVE = Effective(Standing.ACTIVE)


class Standings:
    """The standing of everything that was ever ruled upon, as of the last tick; the rest is active."""

    def __init__(self, now: datetime) -> None:
        """Start with nothing ruled upon."""
        self.now = now
        self._entries: dict[Subject, dict[str, _Entry]] = {}
        self._rulings: dict[str, Subject] = {}
        self._overturned: dict[str, datetime] = {}
        self._live: dict[Subject, tuple[_Live, ...]] = {}
        self._due: list[tuple[datetime, Subject]] = []

    def apply(self, ruling: Ruling, sequence: int) -> tuple[Change, ...]:
        """Take a ruling with its place in the journal; return what moved. The same id again is ignored."""
        if ruling.id in self._rulings:
            return ()
        scope = ruling.scope
        subject = Subject(scope.kind, scope.account, scope.id)
        self._rulings[ruling.id] = subject
        if ruling.outcome not in MOVE_OF:
            return ()
        entry = _Entry(ruling.decided_at, sequence, ruling)
        self._entries.setdefault(subject, {})[ruling.id] = entry
        for instant in (ruling.effective_at, ruling.expires_at, self._overturned.get(ruling.id)):
            if instant is not None and instant > self.now:
                heappush(self._due, (instant, subject))
        return self._recounted((subject,))

    def decide(self, decision: AppealDecision) -> tuple[Change, ...]:
        """Take the decision on an appeal, which may come before its ruling does.

        From then on an overturned ruling counts no more; of several such decisions the earliest counts.
        """
        if not decision.overturned:
            return ()
        known = self._overturned.get(decision.ruling)
        if known is not None and known <= decision.decided_at:
            return ()
        self._overturned[decision.ruling] = decision.decided_at
        subject = self._rulings.get(decision.ruling)
        if subject is None:
            return ()
        if decision.decided_at > self.now:
            heappush(self._due, (decision.decided_at, subject))
        return self._recounted((subject,))

    def knows(self, ruling: str) -> bool:
        """Whether a ruling was taken."""
        return ruling in self._rulings

    def overturned(self, ruling: str) -> bool:
        """Whether a decision on an appeal overturned a ruling, which itself may still be to come."""
        return ruling in self._overturned

    def tick(self, now: datetime) -> tuple[Change, ...]:
        """Let time pass to ``now`` and return what stands otherwise after it, by subject."""
        if now <= self.now:
            return ()
        self.now = now
        touched = set()
        while self._due and self._due[0][0] <= now:
            touched.add(heappop(self._due)[1])
        return self._recounted(sorted(touched))

    def deadline(self) -> datetime | None:
        """Return when the next standing may move by itself, ``None`` if none will."""
        return self._due[0][0] if self._due else None

    def of(self, subject: Subject, territory: str | None = None) -> Effective:
        """Return how one subject stands: anywhere, or for attempts to one country."""
        held = [
            live
            for live in self._live.get(subject, ())
            if territory is None or not live.territory or territory in live.territory
        ]
        if not held:
            return ACTIVE
        worst = max(held, key=lambda live: live.standing)
        return Effective(worst.standing, subject, worst.ruling)

    def everywhere(self, subject: Subject) -> Standing:
        """Return how one subject stands in every country: rulings on some countries do not count."""
        held = (live.standing for live in self._live.get(subject, ()) if not live.territory)
        return max(held, default=Standing.ACTIVE)

    def all_everywhere(self) -> dict[Subject, Standing]:
        """Return everything that is not active in every country."""
        found = ((subject, self.everywhere(subject)) for subject in sorted(self._live))
        return {subject: standing for subject, standing in found if standing is not Standing.ACTIVE}

    def effective(self, chain: Iterable[Subject], territory: str | None = None) -> Effective:
        """Return the worst standing of a chain; of equal ones the first.

        Where the country called is unknown, rulings on some countries count too: nobody gets round one by
        hiding where the call goes.
        """
        worst = ACTIVE
        for subject in chain:
            if subject in self._live:
                found = self.of(subject, territory)
                if found.standing > worst.standing:
                    worst = found
        return worst

    def all(self) -> dict[Subject, Standing]:
        """Return everything that is not active."""
        return {subject: self.of(subject).standing for subject in sorted(self._live)}

    def rulings(self, subject: Subject) -> tuple[Ruling, ...]:
        """Return the rulings that were ever made on a subject, in the order in which they count."""
        return tuple(entry.ruling for entry in sorted(self._entries.get(subject, {}).values(), key=_order))

    def _recounted(self, subjects: Iterable[Subject]) -> tuple[Change, ...]:
        changes = []
        for subject in subjects:
            before, before_everywhere = self.of(subject).standing, self.everywhere(subject)
            live = self._counted(subject)
            if live:
                self._live[subject] = live
            else:
                self._live.pop(subject, None)
            after, everywhere = self.of(subject).standing, self.everywhere(subject)
            if before is not after or before_everywhere is not everywhere:
                changes.append(Change(subject, before, after, self.now, everywhere))
        return tuple(changes)

    def _counted(self, subject: Subject) -> tuple[_Live, ...]:
        """Move through the rulings that hold now, in order.

        A restoration clears those decided before it, also those that would have taken effect later. One for
        some countries clears those for these countries alone.
        """
        standing = Standing.ACTIVE
        live: list[_Live] = []
        for entry in sorted(self._entries[subject].values(), key=_order):
            ruling = entry.ruling
            move = MOVE_OF[ruling.outcome]
            if not self._holds(ruling) or (standing, move) not in MOVES:
                continue
            where = frozenset(ruling.scope.territory)
            if not where:
                standing = MOVES[standing, move]
            if move is Move.RESTORE:
                live = [each for each in live if where and not (each.territory and each.territory <= where)]
            else:
                live.append(_Live(MOVES[Standing.ACTIVE, move], where, ruling.id))
        return tuple(live)

    def _holds(self, ruling: Ruling) -> bool:
        overturned = self._overturned.get(ruling.id)
        if overturned is not None and overturned <= self.now:
            return False
        if ruling.effective_at > self.now:
            return False
        ended = ruling.expires_at
        return ruling.outcome is Outcome.RESTORE or ended is None or self.now < ended


def _order(entry: _Entry) -> tuple[datetime, int, str]:
    return entry.decided_at, entry.sequence, entry.ruling.id
