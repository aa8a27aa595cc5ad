"""What a measure is held against, and whose number that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum, StrEnum
from math import isfinite


class Origin(StrEnum):
    """Whose number a limit is."""

    LAW = "law"
    PEER = "peer"
    INDUSTRY = "industry"
    CONTRACT = "contract"
    """The provider's own: the policy itself, or what the account's plan names, such as its features."""
    DESIGN = "design"
    """Ours: it may only observe until a person has calibrated it on the operator's own traffic."""
    OPERATOR = "operator"
    """Tightened by the operator's configuration."""


class Unit(Enum):
    """What ``Measure.hits`` counts, so that a reader of it sees 4,312 min and not 258720000."""

    NUMBER = "number"
    DURATION = "duration"
    MONEY = "money"


Value = float | int | timedelta | Decimal


@dataclass(frozen=True, slots=True)
class Limit:
    """One number, whose it is, and where it stands or, if it is ours, why it is so.

    ``source_fr`` says in French what ``source`` says in English; a citation or a name is the same in both.
    """

    value: Value
    origin: Origin
    source: str
    source_fr: str

    def on(self, plan: str, day: date) -> "Limit | None":
        """Return itself: it holds for every plan on every day."""
        return self

    def variants(self) -> tuple["Limit", ...]:
        """Return every limit it may turn out to be."""
        return (self,)


@dataclass(frozen=True, slots=True)
class PerPlan:
    """A limit by calling plan. Other plans have ``otherwise``; ``None``: the rule is not for them."""

    plans: tuple[tuple[str, Limit], ...]
    otherwise: Limit | None

    def on(self, plan: str, day: date) -> Limit | None:
        """Return the limit of ``plan``."""
        return next((limit for name, limit in self.plans if name == plan), self.otherwise)

    def variants(self) -> tuple[Limit, ...]:
        """Return every limit it may turn out to be."""
        rest = () if self.otherwise is None else (self.otherwise,)
        return tuple(limit for _, limit in self.plans) + rest


@dataclass(frozen=True, slots=True)
class Dated:
    """A limit that changed: each holds from its day on. Before the first there was none."""

    since: tuple[tuple[date, Limit], ...]

    def on(self, plan: str, day: date) -> Limit | None:
        """Return the limit in force on ``day``."""
        return next((limit for start, limit in reversed(self.since) if start <= day), None)

    def variants(self) -> tuple[Limit, ...]:
        """Return every limit it may turn out to be."""
        return tuple(limit for _, limit in self.since)


AnyLimit = Limit | PerPlan | Dated


def law(value: Value, source: str, *, fr: str | None = None) -> Limit:
    """A limit that a statute or regulator sets. ``fr``: the source in French, if it is more than a name."""
    return _cited(value, Origin.LAW, source, fr)


def peer(value: Value, source: str, *, fr: str | None = None) -> Limit:
    """A limit that another provider publishes. ``fr``: the source in French, if it is more than a name."""
    return _cited(value, Origin.PEER, source, fr)


def industry(value: Value, source: str, *, fr: str | None = None) -> Limit:
    """A limit that an industry body or publication states. ``fr``: as for ``law``."""
    return _cited(value, Origin.INDUSTRY, source, fr)


def contract(value: Value, *, en: str, fr: str) -> Limit:
    """A limit that the contract or the policy itself sets, and where, in both languages."""
    return Limit(value, Origin.CONTRACT, en, fr)


def ours(value: Value, *, en: str, fr: str) -> Limit:
    """A limit that we propose, and why, in both languages."""
    return Limit(value, Origin.DESIGN, en, fr)


def per_plan(plans: Mapping[str, Limit], *, otherwise: Limit | None) -> PerPlan:
    """A limit by calling plan."""
    return PerPlan(tuple(plans.items()), otherwise)


def dated(since: Mapping[date, Limit]) -> Dated:
    """A limit that changed on the days named."""
    return Dated(tuple(sorted(since.items(), key=lambda entry: entry[0])))


TYPES: dict[Unit, tuple[type, ...]] = {
    Unit.NUMBER: (int, float),
    Unit.DURATION: (timedelta,),
    Unit.MONEY: (Decimal,),
}
WANTED = {Unit.NUMBER: "a number", Unit.DURATION: "a timedelta", Unit.MONEY: "a Decimal"}


def wrong(value: Value, unit: Unit, *, is_share: bool) -> str | None:
    """Return what a limit should have been, if nothing can be held against ``value``."""
    if isinstance(value, bool) or not isinstance(value, TYPES[unit]):
        return WANTED[unit]
    if not isinstance(value, timedelta) and not isfinite(value):
        return "a finite number"
    if is_share and not 0 <= float(value) <= 1:  # type: ignore[arg-type]
        return "a share, from 0 to 1"
    return None


def _cited(value: Value, origin: Origin, source: str, french: str | None) -> Limit:
    return Limit(value, origin, source, source if french is None else french)


class Comparison(Enum):
    """How the measure is held against the limit. Being on the right side of it is a breach."""

    ABOVE = "above"
    AT_LEAST = "at least"
    BELOW = "below"


def in_unit(value: Value, unit: Unit) -> float | int:
    """Return a limit in the unit that measures are in: milliseconds, millionths or the number itself."""
    match value:
        case timedelta():
            assert unit is Unit.DURATION, "a duration is held against a duration"
            return value // timedelta(milliseconds=1)
        case Decimal():
            assert unit is Unit.MONEY, "money is held against money"
            return int(value * 1_000_000)
        case _:
            return value
