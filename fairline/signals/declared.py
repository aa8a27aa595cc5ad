"""A signal: what to count, of what, by whom, over which window. Declared once, as data."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import Enum
from math import inf

from msgspec import Struct

from fairline.signals.errors import DeclarationError
from fairline.signals.expressions import UNSAID, Expression, name_of
from fairline.signals.limits import AnyLimit, Comparison, Limit, Unit, in_unit, wrong
from fairline.signals.measures import Measure
from fairline.signals.windows import Successive, Window


class Counting(Enum):
    """How the facts in a window become a measure."""

    COUNT = "count"
    SHARE = "share"
    TOTAL = "total"
    MEAN = "mean"
    RATIO = "ratio"
    DISTINCT = "distinct"
    HIGHEST = "highest"
    LONGEST_RUN = "longest run"
    CONCURRENT = "concurrent"
    OCCASIONS = "occasions"
    OVERDUE = "overdue"
    COHORT = "cohort"


class Against(Enum):
    """What a key of a cohort is held against.

    ``SPREAD``: how far above the median it is, in spreads of the cohort: 1.4826 times the median of all
    distances from the median, which is the standard deviation where values are spread as chance spreads them.
    One or two huge values move neither the median nor the spread.
    """

    MEAN = "mean"
    MEDIAN = "median"
    SPREAD = "spread"


SPREAD_TEN_THOUSANDTHS = 14_826
"""From the median distance to the spread: 1 / 0.6745, the 75 % point of the normal distribution."""


class Reading(Enum):
    """Which number of the measure is held against a limit."""

    HITS = "hits"
    SHARE = "share"
    MEAN = "mean"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """What is measured. Compared by what it says, so that two clauses that say the same share its counts.

    ``of`` chooses the facts that count (the base), ``value`` what each of them adds. ``by`` are the parts of
    the key; a fact that lacks one is counted nowhere.
    """

    kind: type[Struct]
    counting: Counting
    value: Expression
    of: Expression
    by: tuple[Expression, ...]
    over: Window
    reading: Reading = Reading.HITS
    unit: Unit = Unit.NUMBER
    against: Expression = UNSAID
    step_max: int = 1
    until: Expression = UNSAID
    lasting_max: timedelta | None = None
    within: timedelta | None = None
    level: int = 0
    cohort: Expression = UNSAID
    cohort_min: int = 0
    compared: Against = Against.MEAN

    def above(self, limit: AnyLimit, *, base_min: int = 0, wilson: bool = False) -> "Test":
        """Return the test that a measure over ``limit`` breaks."""
        return Test(self, Comparison.ABOVE, limit, base_min, wilson)

    def at_least(self, limit: AnyLimit, *, base_min: int = 0, wilson: bool = False) -> "Test":
        """Return the test that a measure of ``limit`` or more breaks."""
        return Test(self, Comparison.AT_LEAST, limit, base_min, wilson)

    def below(self, limit: AnyLimit, *, base_min: int = 0, wilson: bool = False) -> "Test":
        """Return the test that a measure under ``limit`` breaks."""
        return Test(self, Comparison.BELOW, limit, base_min, wilson)

    @property
    def limit_unit(self) -> Unit:
        """What a limit is written in: shares and ratios are numbers, whatever is divided by what."""
        return Unit.NUMBER if self.reading in (Reading.SHARE, Reading.RATIO) else self.unit

    def check(self, limit: AnyLimit) -> None:
        """Raise ``DeclarationError`` for a limit that no measure of this signal can be held against."""
        for each in limit.variants():
            wanted = wrong(each.value, self.limit_unit, is_share=self.reading is Reading.SHARE)
            if wanted is not None:
                raise DeclarationError(
                    f"{self.counting.value}: found a limit of {each.value!r}, wanted {wanted}"
                )

    @property
    def key_names(self) -> tuple[str, ...]:
        """The names of the key's parts, such as ``("account", "caller")``."""
        return tuple(name_of(part) for part in self.by)

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """Everything that is read off a fact for this signal."""
        anchor = (self.over.since,) if isinstance(self.over, Successive) else ()
        return (self.of, self.value, self.against, self.until, self.cohort, *self.by, *anchor)


@dataclass(frozen=True, slots=True)
class Test:
    """A signal, a limit, and on which side of it a measure breaks the rule.

    ``base_min``: with fewer facts in the base there is no measure. ``wilson``: a share is above the limit
    only if the lower end of its 95 % interval is, below it only if the upper end is, so that chance alone
    does not accuse. ``times`` of ``of_periods``: so many of the last so many periods, this one included.
    """

    __test__ = False  # pytest collects classes of this name otherwise

    signal: Signal
    comparison: Comparison
    limit: AnyLimit
    base_min: int = 0
    wilson: bool = False
    times: int = 1
    of_periods: int = 1
    floor: float = field(init=False, compare=False)
    slope: float = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Work out what a breach takes at the least, which is what decides on the hot path.

        ``hits >= floor`` and ``hits >= slope * base``; a share's are a billionth less than the limit asks, so
        that rounding never hides a breach from the exact comparison. Raises ``DeclarationError`` for what no
        measure can be held against.
        """
        self.signal.check(self.limit)
        if self.base_min < 0:
            raise DeclarationError(f"base_min: found {self.base_min}, wanted 0 or more")
        if not 1 <= self.times <= self.of_periods:
            raise DeclarationError(
                f"on: found {self.times} of {self.of_periods} periods, wanted 1 or more of at least as many"
            )
        least = min(float(in_unit(limit.value, self.signal.unit)) for limit in self.limit.variants())
        below, counted = self.comparison is Comparison.BELOW, self.signal.reading is Reading.HITS
        slope = 0 if below or counted else least - abs(least) * 1e-9
        floor = slope * self.base_min if slope >= 0 else -inf  # how far above a median may be less than 0
        object.__setattr__(self, "floor", -inf if below else least if counted else floor)
        object.__setattr__(self, "slope", slope)

    def on(self, times: int, *, of: int) -> "Test":
        """Return the test that holds when this one does in ``times`` of the last ``of`` periods."""
        return replace(self, times=times, of_periods=of)

    def estimate(self, measure: Measure) -> float | int | None:
        """Return the number that is held against the limit, or ``None`` if there is too little to measure.

        A ratio of something to nothing at all is infinite: who only receives is past every ratio.
        """
        if measure.base < self.base_min:
            return None
        if self.signal.counting is Counting.RATIO and measure.base == 0 and measure.hits > 0:
            return inf
        return measure.hits if self.signal.reading is Reading.HITS else measure.ratio

    def possible(self, measure: Measure) -> bool:
        """Return whether some limit may be broken: mostly not, and this is cheap."""
        return measure.hits >= self.floor and (not self.slope or measure.hits >= self.slope * measure.base)

    def breached(self, measure: Measure, limit: Limit) -> bool:
        """Return whether ``measure`` is on the wrong side of ``limit``."""
        found = self.estimate(measure)
        if found is None:
            return False
        if self.wilson and 0 <= measure.hits <= measure.base:
            bounds = measure.bounds
            found = bounds.upper if self.comparison is Comparison.BELOW else bounds.lower
        bound = in_unit(limit.value, self.signal.unit)
        match self.comparison:
            case Comparison.ABOVE:
                return found > bound
            case Comparison.AT_LEAST:
                return found >= bound
            case Comparison.BELOW:
                return found < bound
