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
from typing import Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fairline.signals.errors import DeclarationError
from fairline.signals.expressions import Constant, Expression, expression

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
Unit = Literal["day", "week", "month"]
UNITS = get_args(Unit)

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
        """Raise ``DeclarationError`` unless hops fill the window exactly."""
        if self.length <= timedelta(0):
            raise DeclarationError(f"sliding: found a window of {self.length}, wanted one that lasts")
        if self.hop <= timedelta(0):
            raise DeclarationError(f"sliding: found a hop of {self.hop}, wanted one that lasts")
        if self.length % self.hop != timedelta(0):
            raise DeclarationError(
                f"sliding: found a window of {self.length} and a hop of {self.hop}, "
                "wanted a whole number of hops in the window"
            )


@dataclass(frozen=True, slots=True)
class Successive:
    """One ``length`` after another from ``since``."""

    length: timedelta
    since: Expression

    def __post_init__(self) -> None:
        """Raise ``DeclarationError`` for a span that does not last, or that starts at no known time."""
        if self.length <= timedelta(0):
            raise DeclarationError(f"successive: found spans of {self.length}, wanted some that last")
        if isinstance(self.since, Constant):
            raise DeclarationError(f"successive: found since {self.since.value}, wanted a column")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days, weeks or months of ``zone``."""

    unit: Unit
    zone: ZoneInfo

    def __post_init__(self) -> None:
        """Raise ``DeclarationError`` for a period that is none."""
        if self.unit not in UNITS:
            raise DeclarationError(f"calendar: found {self.unit}, wanted one of {', '.join(UNITS)}")

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
        hop = next((step for longest, step in HOPS if length <= longest), None)
    if hop is None:
        longest = HOPS[-1][0].days
        raise DeclarationError(f"sliding: found {length} and no hop, wanted at most {longest} days, or a hop")
    return Sliding(length, hop)


def successive(*, days: int, since: datetime | None) -> Successive:
    """One span of ``days`` after another from the column ``since``."""
    return Successive(timedelta(days=days), expression(since))


def calendar(unit: Unit, zone: str = "UTC") -> Calendar:
    """The days, weeks or months of the wall clock in ``zone`` (IANA name)."""
    try:
        clock = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise DeclarationError(f"calendar: found zone {zone}, wanted an IANA name") from None
    return Calendar(unit, clock)
