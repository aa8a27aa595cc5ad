"""What a fact of law can say: one shape per topic, read strictly from the data files."""

from msgspec import Struct

from fairline.law.words import hours_text

DAY_MINUTES = 24 * 60

Windows = tuple[tuple[int, int], ...]
"""Allowed spans of a day, each from its first minute to before its last, in minutes since midnight.
1440 is the end of the day. They are in order and do not touch or overlap."""


class Hours(Struct, frozen=True, kw_only=True):
    """When calling is allowed, on the local clock. On a day with no windows it is not allowed at all."""

    mon_fri: Windows
    sat: Windows
    sun: Windows
    public_holidays: Windows | None
    """``None``: a public holiday is a day of the week like any other."""
    clock: str | None = None
    """The IANA zone of the clock that the law names; ``None`` is the clock where the called person is."""

    def text(self, lang: str) -> str:
        """Say the hours in a sentence without its full stop; ``lang`` is ``en`` or ``fr``."""
        return hours_text(self.mon_fri, self.sat, self.sun, self.public_holidays, self.clock, lang)

    def on(self, weekday: int, *, holiday: bool) -> Windows:
        """Return the windows of one day; ``weekday`` counts from Monday, which is 0."""
        if holiday and self.public_holidays is not None:
            return self.public_holidays
        return (self.mon_fri, self.sat, self.sun)[max(0, weekday - 4)]


class Abandonment(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many live answers may find no agent. ``share_max`` is 0.0 to 1.0, ``None`` where the law names no
    share, so that any abandoned call may be a breach."""

    share_max: float | None
    base: str
    window: str
    agent_within_s: float
    after: str
    redial_with_agent_only_hours: int | None = None


class FrequencyCap(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How often one person may be tried: ``attempts_max`` within ``hours`` or ``days``; one is given."""

    attempts_max: int
    scope: str
    hours: int | None = None
    days: int | None = None
    after_refusal_days: int | None = None

    def __post_init__(self) -> None:
        """Refuse a cap without a span, or with two."""
        if (self.hours is None) is (self.days is None):
            raise ValueError("one of hours and days")


class MinRing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long a call must ring before the caller may give up."""

    seconds: int
    rings: int | None = None


class AccessStimulation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Terminating to originating minutes past which traffic counts as stimulated, over whole calendar months.

    ``growth_max`` is the growth against the same month of the year before, 1.0 for doubling.
    """

    months: int
    ratio_max: float | None = None
    growth_max: float | None = None
    minutes_month_min: int | None = None


class ShortCalls(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many calls of at most ``short_s_max`` seconds a day get the caller blocked. ``share_max`` is of all
    calls of the day."""

    short_s_max: int
    calls_day_max: int
    share_max: float | None
    block_days: int


Numbers = tuple[str, ...]
"""Short numbers as they are dialed."""

Value = Hours | Abandonment | FrequencyCap | MinRing | AccessStimulation | ShortCalls | Numbers | str

TOPICS: dict[str, type] = {
    "calling_hours": Hours,
    "adad_hours": Hours,  # automatic dialing and announcing devices
    "research_hours": Hours,
    "abandonment": Abandonment,
    "frequency_cap": FrequencyCap,
    "frequency_cap_adad": FrequencyCap,
    "frequency_cap_debt": FrequencyCap,
    "frequency_cap_exempt_prerecorded": FrequencyCap,
    "min_ring": MinRing,
    "access_stimulation_revenue_share": AccessStimulation,
    "access_stimulation_competitive_carrier": AccessStimulation,
    "access_stimulation_rate_of_return_carrier": AccessStimulation,
    "access_stimulation_exit": AccessStimulation,
    "access_stimulation_ip_providers": str,
    "short_call_blocking": ShortCalls,
    "emergency_numbers": tuple,
}
