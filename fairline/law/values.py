"""What a fact of law can say: one shape per topic, read strictly from the data files."""

from msgspec import Struct

from fairline.law.wording import HARD, counted, decimal, percent, said, spans, whole
from fairline.law.words import WORDS_FR, hours_text

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

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        late = decimal(self.agent_within_s, lang)
        after, base, window = (in_words(each, lang) for each in (self.after, self.base, self.window))
        if self.share_max is None:
            told = said(
                lang,
                f"any with no agent within {late}{HARD}s of {after}, for {window}",
                f"tout appel sans agent à {late}{HARD}s {after}, pour {window}",
            )
        else:
            told = said(
                lang,
                f"at most {percent(self.share_max, lang)} of {base} with no agent within {late}{HARD}s of"
                f" {after}, over {window}",
                f"au plus {percent(self.share_max, lang)} des {base} sans agent à {late}{HARD}s {after},"
                f" sur {window}",
            )
        if self.redial_with_agent_only_hours is None:
            return told
        hours = counted(self.redial_with_agent_only_hours, "hours", lang)
        return told + said(
            lang,
            f"; redialed within {hours} only by an agent",
            f"{HARD}; rappel sous {hours} par un agent seulement",
        )


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

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        span = spans({"hours": self.hours or 0, "days": self.days or 0}, lang)
        told = said(
            lang,
            f"{counted(self.attempts_max, 'attempts', lang)} in {span}, to {in_words(self.scope, lang)}",
            f"{counted(self.attempts_max, 'attempts', lang)} en {span}, vers {in_words(self.scope, lang)}",
        )
        if self.after_refusal_days is None:
            return told
        days = counted(self.after_refusal_days, "days", lang)
        return told + said(
            lang, f"; none for {days} after a refusal", f"{HARD}; aucune pendant {days} après un refus"
        )


class MinRing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long a call must ring before the caller may give up."""

    seconds: int
    rings: int | None = None

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        told = counted(self.seconds, "seconds", lang)
        if self.rings is None:
            return told
        return told + said(lang, f" or {self.rings} rings", f" ou {self.rings} sonneries")


class AccessStimulation(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Terminating to originating minutes past which traffic counts as stimulated, over whole calendar months.

    ``growth_max`` is the growth against the same month of the year before, 1.0 for doubling.
    """

    months: int
    ratio_max: float | None = None
    growth_max: float | None = None
    minutes_month_min: int | None = None

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        months = counted(self.months, "months", lang)
        if self.ratio_max is None:
            return said(lang, f"below the ratio for {months}", f"sous le rapport pendant {months}")
        ratio = decimal(self.ratio_max, lang)
        told = said(
            lang,
            f"more than {ratio} minutes in for one out, over {months}",
            f"plus de {ratio} minutes entrantes pour une sortante, sur {months}",
        )
        if self.growth_max is not None:
            growth = percent(self.growth_max, lang)
            told += said(
                lang, f", or growth past {growth} in a year", f", ou une hausse de plus de {growth} en un an"
            )
        if self.minutes_month_min is not None:
            least = whole(self.minutes_month_min, lang)
            told += said(
                lang, f", from {least} minutes a month on", f", à partir de {least} minutes par mois"
            )
        return told


class ShortCalls(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many calls of at most ``short_s_max`` seconds a day get the caller blocked. ``share_max`` is of all
    calls of the day."""

    short_s_max: int
    calls_day_max: int
    share_max: float | None
    block_days: int

    def text(self, lang: str) -> str:
        """Say it; ``lang`` is ``en`` or ``fr``."""
        calls, days = whole(self.calls_day_max, lang), counted(self.block_days, "days", lang)
        short = counted(self.short_s_max, "seconds", lang)
        told = said(
            lang, f"{calls} calls a day of at most {short}", f"{calls} appels par jour d'au plus {short}"
        )
        if self.share_max is not None:
            share = percent(self.share_max, lang)
            told += said(lang, f", or {share} of all", f", ou {share} du total")
        return told + said(lang, f": blocked for {days}", f"{HARD}: blocage de {days}")


def in_words(english: str, lang: str) -> str:
    """Return words of the data in ``lang``. The data has them in English; a test demands each in French."""
    return english if lang == "en" else WORDS_FR.get(english, english)
