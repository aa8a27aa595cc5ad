"""What all shards of one query go by: the clauses, how they are parted, and the policy that is applied."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from functools import lru_cache

from fairline.audit.policy_file import wishes_of
from fairline.engine import Engine, policy_digest
from fairline.facts import Fact, FairlineError
from fairline.law import LawBook
from fairline.policy import Clause, Mode
from fairline.policy.tightened import tightened
from fairline.shards import Family, Routing, families
from fairline.shards.families import with_only
from fairline.shards.routing import Place, account_of, shard_of
from fairline.signals.windows import MICROSECOND


class Program:
    """Makes the engines of all places. ``places`` are all of them, in order; the first passes on what was
    told.

    Which rules are counted together is read off the clauses with every rule in force, so that a policy that
    switches rules off or on parts nothing otherwise.
    """

    def __init__(
        self, clauses: Iterable[Clause], *, law: LawBook, plan: str, lateness: timedelta, shards: int
    ) -> None:
        self.clauses = tuple(clauses)
        self._law, self._plan, self._lateness, self._shards = law, plan, lateness, shards
        self.families: tuple[Family, ...] = families(map(_in_force, self.clauses))
        self.routing = Routing(self.families, shards)
        self.places: tuple[Place, ...] = tuple(
            (number, shard)
            for number, family in enumerate(self.families)
            for shard in range(1 if family.by is None else shards)
        )

    def of(self, fact: Fact) -> tuple[Place, ...]:
        """Return where a fact goes. The first is where it is counted as taken; what no rule reads goes there
        too, so that what comes twice is seen."""
        return self.routing.of(fact) or ((0, shard_of(account_of(fact), self._shards)),)

    def is_home(self, fact: Fact, place: Place) -> bool:
        """Whether a fact is counted as taken at ``place``, which is one of its places."""
        return self.of(fact)[0] == place

    def name(self, place: Place) -> str:
        """Return a place in words, such as ``account-3``."""
        return f"{self.families[place[0]].name}-{place[1]}"

    @lru_cache(maxsize=4)  # noqa: B019 - there is one program in a process
    def applied(self, policy: str) -> tuple[Clause, ...]:
        """Return the clauses as a policy file has them. ``FairlineError`` says what does not fit."""
        return tightened(self.clauses, wishes_of(policy, self.clauses))[0]

    def digest(self, policy: str) -> str:
        """Return what an engine of all rules of a policy calls it."""
        return policy_digest(self.applied(policy))

    def engine(self, place: Place | None, policy: str) -> Engine:
        """Return an engine for a place, ``None``: for all, that has counted nothing."""
        clauses = self.applied(policy) if place is None else self.of_place(place, policy)
        return Engine(clauses, law=self._law, plan=self._plan, lateness=self._lateness)

    def of_place(self, place: Place, policy: str) -> tuple[Clause, ...]:
        """Return the clauses of a policy with the rules that are counted at a place."""
        return with_only(self.applied(policy), self.families[place[0]].names)

    def reach(self, before: str, after: str) -> int | None:
        """Return how far back facts are needed (µs) for what a policy counts that the one before it did not;
        ``None`` if that is nothing."""
        old, new = self.engine(None, before), self.engine(None, after)
        return new.hydration().reaches_back // MICROSECOND if new.adopt(old.carried()) else None

    def agreed(self, policy: str, digest: str) -> None:
        """Raise ``FairlineError`` if the rules here are not those that whoever began the query has."""
        here = self.digest(policy)
        if here != digest:
            raise FairlineError(
                f"executor: found rules {here}, wanted {digest}: install the same version of fairline"
                f" everywhere"
            )


def _in_force(clause: Clause) -> Clause:
    return replace(clause, rules=tuple(replace(rule, mode=Mode.OBSERVE) for rule in clause.rules))
