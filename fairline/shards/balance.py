"""Facts by account, put into bins of about one size; what is too heavy for one is cut by finer keys."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from heapq import heapify, heapreplace
from math import ceil

from msgspec import Struct

from fairline.shards.families import ACCOUNT, Family
from fairline.shards.stages import Stage, stages

Weights = Mapping[type[Struct], Mapping[str, int]]
"""How many facts each account has of each kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How large bins are to be, in facts. ``slots`` is how many are counted at once.

    ``bin`` is what one bin is to hold. An account is cut if it is heavier than a half of what one slot has to
    count, and ``cut_min``; and always past ``cut_max``.
    """

    bin: int = 500_000  # ours: each costs 12 s of a core, measured, however few facts it holds
    cut_min: int = 200_000  # ours: a smaller account is counted before its copies would be made
    cut_max: int = 8_000_000  # ours: what one place counts within some ten minutes
    slots: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """One place where facts are counted: by which rules, and how many facts it was made for.

    ``home``: it has every fact of its accounts, each of which has one such bin.
    """

    title: str
    rules: frozenset[str]
    facts: int
    home: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Facts that go to some of the bins ``numbers``, by what ``stage`` or a field says.
    What ``looked_up`` names goes to all of them."""

    numbers: tuple[int, ...]
    looked_up: frozenset[type[Struct]]
    counted: frozenset[type[Struct]]
    stage: Stage | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which bins there are, the heaviest first, and which facts go where.

    ``homes`` has the bin of each account, ``cuts`` how the facts of a heavy account are spread besides, and
    ``others`` how those of rules that are not parted by account are.
    """

    bins: tuple[Bin, ...]
    homes: Mapping[str, int]
    cuts: Mapping[str, tuple[Spread, ...]]
    others: tuple[Spread, ...]

    @property
    def by_account(self) -> tuple[int, ...]:
        """The bins of the rules that are parted by account, cut or not."""
        cut = (number for spreads in self.cuts.values() for each in spreads for number in each.numbers)
        return tuple(sorted({*self.homes.values(), *cut}))


def planned(families: Iterable[Family], weights: Weights, sizes: Sizes) -> Plan:
    """Return the plan for facts of these ``weights``. What nothing parts has one bin."""
    plan = _Planning(sizes, weights, totals(weights))
    for family in families:
        if family.by == ACCOUNT:
            plan.accounts(family)
        else:
            plan.fields(family)
    return plan.made()


def totals(weights: Weights) -> Counter[str]:
    """Return how many facts of all kinds each account has."""
    found: Counter[str] = Counter()
    for of in weights.values():
        found.update(of)
    return found


def packed(weights: Mapping[str, int], bins: int) -> dict[str, int]:
    """Return a bin for each of ``weights``: the heaviest first, each into the bin that is then lightest."""
    heap = [(0, number) for number in range(bins)]
    heapify(heap)
    found = {}
    for name, weight in sorted(weights.items(), key=lambda each: (-each[1], each[0])):
        filled, number = heap[0]
        heapreplace(heap, (filled + weight, number))
        found[name] = number
    return found


class _Planning:
    """A plan that is being made; its bins are numbered as they come, and by their weight at the end."""

    def __init__(self, sizes: Sizes, weights: Weights, totals: Mapping[str, int]) -> None:
        self._sizes, self._weights, self._totals = sizes, weights, totals
        self._bins: list[Bin] = []
        self._homes: dict[str, int] = {}
        self._cuts: dict[str, tuple[Spread, ...]] = {}
        self._others: list[Spread] = []

    def accounts(self, family: Family) -> None:
        """Cut what is too heavy, and pack the others."""
        share = sum(self._totals.values()) / (2 * self._sizes.slots)
        heavy_from = min(max(share, self._sizes.cut_min), self._sizes.cut_max)
        light = dict(self._totals)
        for account, total in sorted(self._totals.items()):
            if total > heavy_from and (cut := self._cut_stages(family, account)):
                del light[account]
                self._cut(family, account, cut)
        if not light and self._bins:
            return
        count = self._bins_for(sum(light.values()))
        of = packed(light, count)
        first, rules = len(self._bins), family.names
        filled = [0] * count
        for account, number in of.items():
            filled[number] += light[account]
            self._homes[account] = first + number
        self._bins += (Bin(title=family.name, rules=rules, facts=each, home=True) for each in filled)

    def fields(self, family: Family) -> None:
        """Part the facts of a family by its own field."""
        facts = sum(sum(self._weights.get(kind, {}).values()) for kind in family.counted)
        if facts:
            numbers = self._add(
                family.name, family.names, facts, 1 if family.by is None else self._bins_for(facts)
            )
            self._others.append(
                Spread(numbers=numbers, looked_up=family.looked_up, counted=family.counted, by=family.by)
            )

    def made(self) -> Plan:
        """Return the plan, with the heaviest bins first: what takes longest is begun first."""
        order = sorted(range(len(self._bins)), key=lambda each: (-self._bins[each].facts, each))
        now = {before: number for number, before in enumerate(order)}
        return Plan(
            bins=tuple(self._bins[before] for before in order),
            homes={account: now[number] for account, number in self._homes.items()},
            cuts={each: tuple(_renumbered(s, now) for s in spreads) for each, spreads in self._cuts.items()},
            others=tuple(_renumbered(each, now) for each in self._others),
        )

    def _cut_stages(self, family: Family, account: str) -> list[tuple[Stage, int]]:
        """Return how the rules of an account can be parted further, with how many facts each stage has."""
        counts = ((kind, of.get(account, 0)) for kind, of in self._weights.items())
        large = [(kind, count) for kind, count in counts if count >= self._sizes.cut_min / 2]
        return [(stage, count) for kind, count in large for stage in stages(family, kind)]

    def _cut(self, family: Family, account: str, cut: list[tuple[Stage, int]]) -> None:
        spreads = []
        for stage, count in cut:
            title = f"{account} by {stage.name}"
            numbers = self._add(title, stage.rules, count, ceil(count / self._sizes.bin))
            known = frozenset({stage.kind})
            spreads.append(Spread(numbers=numbers, looked_up=stage.looked_up, counted=known, stage=stage))
        gone = frozenset[str]().union(*(stage.rules for stage, _ in cut))
        self._homes[account] = len(self._bins)
        self._cuts[account] = tuple(spreads)
        home = Bin(title=account, rules=family.names - gone, facts=self._totals[account], home=True)
        self._bins.append(home)

    def _add(self, title: str, rules: frozenset[str], facts: int, count: int) -> tuple[int, ...]:
        first = len(self._bins)
        self._bins += [Bin(title=title, rules=rules, facts=facts // count)] * count
        return tuple(range(first, first + count))

    def _bins_for(self, facts: int) -> int:
        """Return how many bins such a number of facts fills; some, a multiple of what is counted at once."""
        sizes = self._sizes
        if facts <= sizes.bin:
            return max(1, min(sizes.slots, ceil(facts / sizes.cut_min)))
        return ceil(ceil(facts / sizes.bin) / sizes.slots) * sizes.slots


def _renumbered(spread: Spread, now: Mapping[int, int]) -> Spread:
    return replace(spread, numbers=tuple(now[number] for number in spread.numbers))
