"""The span that is counted. A window has a kind, and the kinds give different numbers.

Instants are whole microseconds since 1970-01-01 UTC.

- ``sliding``: the last ``length`` up to and including now, moved in hops: it covers the hop that now is in
  and the whole hops before it, together ``length``. So it is never longer than ``length`` and shorter by
  less than one hop. Hops are counted from 1970-01-01 UTC.
- ``successive``: one span of ``length`` after another from an anchor that each fact names; a span includes
  its start and not its end. A fact without an anchor, or before it, is in no span.
- ``calendar``: the day, week (from Monday) or month of a zone's wall clock; so a day may have 23 or 25 hours.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from fairline.signals.expressions import Expression, expression

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
Unit = Literal["day", "week", "month"]

HOPS = (  # ours: (up to this length, this hop); at most 96 hops a key, so state stays small
    (timedelta(minutes=5), timedelta(seconds=5)),
    (timedelta(minutes=15), timedelta(seconds=15)),
    (timedelta(hours=1), timedelta(minutes=1)),
    (timedelta(hours=24), timedelta(minutes=15)),
    (timedelta(days=7), timedelta(hours=2)),
    (timedelta(days=30), timedelta(hours=12)),
    (timedelta(days=90), timedelta(days=1)),
)


def instant(at: datetime) -> int:
    """Return ``at`` as whole microseconds since 1970-01-01 UTC."""
    return (at - EPOCH) // MICROSECOND


def moment(at: int) -> datetime:
    """Return microseconds since 1970-01-01 UTC as a time in UTC."""
    return EPOCH + timedelta(microseconds=at)


@dataclass(frozen=True, slots=True)
class Sliding:
    """The last ``length``, moved by ``hop``."""

    length: timedelta
    hop: timedelta

    def __post_init__(self) -> None:
        """Assert that hops fill the window exactly."""
        assert self.hop > timedelta(0), "a hop has a length"
        assert self.length % self.hop == timedelta(0), (
            f"{self.length} is no whole number of hops of {self.hop}"
        )


@dataclass(frozen=True, slots=True)
class Successive:
    """One ``length`` after another from ``since``."""

    length: timedelta
    since: Expression


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days, weeks or months of ``zone``."""

    unit: Unit
    zone: ZoneInfo

    def index(self, at: int) -> int:
        """Return the number of the period that ``at`` is in; the next period has the next number."""
        local = moment(at).astimezone(self.zone).date()
        match self.unit:
            case "day":
                return local.toordinal()
            case "week":
                return (local.toordinal() - 1) // 7
            case "month":
                return local.year * 12 + local.month - 1

    def start(self, index: int) -> int:
        """Return the instant at which period ``index`` starts; the end of one is the start of the next."""
        match self.unit:
            case "day":
                day = date.fromordinal(index)
            case "week":
                day = date.fromordinal(index * 7 + 1)
            case "month":
                day = date(index // 12, index % 12 + 1, 1)
        return instant(datetime.combine(day, time(), tzinfo=self.zone))


Window = Sliding | Successive | Calendar


def sliding(
    *, days: int = 0, hours: int = 0, minutes: int = 0, seconds: int = 0, hop: timedelta | None = None
) -> Sliding:
    """The last so many days, hours, minutes and seconds. The hop is that of ``HOPS`` unless named."""
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if hop is None:
        hop = next(step for longest, step in HOPS if length <= longest)
    return Sliding(length, hop)


def successive(*, days: int, since: datetime | None) -> Successive:
    """One span of ``days`` after another from the column ``since``."""
    return Successive(timedelta(days=days), expression(since))


def calendar(unit: Unit, zone: str = "UTC") -> Calendar:
    """The days, weeks or months of the wall clock in ``zone`` (IANA name)."""
    return Calendar(unit, ZoneInfo(zone))
