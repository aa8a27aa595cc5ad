"""What the values of a column look like: times, durations, numbers, and for which field they will do."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from fairline.facts import Unreadable
from fairline.readers import rows
from fairline.readers.numbers import e164
from fairline.readers.reading import Reading

MOSTLY = 0.9  # ours: one odd row in ten does not change what a column is
TIMES = frozenset({"started_at", "answered_at", "ended_at", "sent_at"})
DURATIONS = frozenset({"talk", "duration", "ring"})
PARTIES = frozenset({"caller", "called", "forwarded_from"})
TRUTH_FIELDS = frozenset({"answered", "answered_live", "abandoned"})
MILLISECONDS_FROM = 20_000.0  # ours: a column of calls of over five hours on average is in milliseconds

FORMATS = (  # day first: it is read by most of the world; a day over 12 or under tells which
    *(f"%d{s}%m{s}%Y {t}" for s in "/.-" for t in ("%H:%M:%S", "%H:%M")),
    *(f"%m{s}%d{s}%Y {t}" for s in "/-" for t in ("%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p")),
    "%d/%m/%y %H:%M:%S",
    "%d/%m/%y %H:%M",
    "%m/%d/%y %H:%M:%S",
    "%m/%d/%y %H:%M",
    "%Y%m%d%H%M%S",
    "%Y%m%d %H%M%S",
    "%Y%m%dT%H%M%S",
    "%d %b %Y %H:%M:%S",
    "%b %d, %Y %H:%M:%S",
    "%a %b %d %H:%M:%S %Y",
)
EPOCHS = {"s": 1, "ms": 1_000, "us": 1_000_000}
EPOCH_YEARS = range(1995, 2070)  # ours: a counter in these years is a time, another is some number
_ZONED = re.compile(r"(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})$", re.IGNORECASE)
_PARTY = re.compile(r"[+()\d\s.*#-]{2,25}|[\w.+-]{1,64}@[\w.-]+|(?:sips?|tel):\S+|[\w.-]{1,32}", re.ASCII)
_HMS, _MS = re.compile(r"\d{1,4}:[0-5]\d:[0-5]\d(?:\.\d+)?"), re.compile(r"\d{1,4}:[0-5]\d")
_TRUTH = re.compile(r"true|false|yes|no|[tfyn01]|oui|non|vrai|faux", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What most values of one column are; ``None`` or 0 for what they are not.

    ``time`` and ``duration`` are as a mapping writes them. ``parties`` and ``numbers`` are the shares that
    could be a side of a call, and that are E.164 numbers.
    """

    empty: bool
    time: str | None
    sure_of_time: bool
    naive: bool
    duration: str | None
    parties: float
    numbers: float
    whole: bool
    most: int
    truths: bool
    amounts: bool

    def fit(self, field: str) -> float:
        """Return how well the values do for the field: 1 as they should be, 0 not at all."""
        if field in TIMES:
            return 0.0 if self.time is None else 1.0 if self.sure_of_time else 0.5
        if field in DURATIONS:
            return 0.0 if self.duration is None or self.time in EPOCHS else 1.0
        if field in PARTIES:
            return 0.0 if self.parties < MOSTLY else 1.0 if self.numbers > 0.5 else 0.6
        by_field = {
            "q850": self.whole and self.most <= 127,
            "sip_status": self.whole and 100 <= self.most <= 699,
            "segments": self.whole,
            "cost": self.amounts,
            **dict.fromkeys(TRUTH_FIELDS, self.truths),
        }
        return float(by_field.get(field, True))

    def doubt(self, field: str) -> str:
        """Return why the values fit only in part."""
        return "day before month is a guess" if field in TIMES else "few are whole telephone numbers"

    def is_time(self, field: str) -> bool:
        """Return whether the field is a time."""
        return field in TIMES

    def written(self, field: str, key: str) -> str | None:
        """Return what the mapping's ``time`` or ``duration`` must say of the field; ``None`` if nothing."""
        if key == "time" and field in TIMES and self.time != "iso":
            return self.time
        return self.duration if key == "duration" and field in DURATIONS and self.duration != "s" else None


def look_at(values: list[str]) -> Look:
    """Look at the values of one column. Blank ones say nothing."""
    said = [value for value in values if value]
    time, sure = _time(said)
    wholes = [int(value) for value in said if value.isascii() and value.isdigit() and len(value) < 10]
    return Look(
        empty=not said,
        time=time,
        sure_of_time=sure,
        naive=time is not None and time not in EPOCHS and not all(map(_ZONED.search, said)),
        duration=_duration(said),
        parties=_share(said, lambda value: _PARTY.fullmatch(value) is not None),
        numbers=_share(said, lambda value: e164(value) is not None),
        whole=len(wholes) == len(said) and bool(said),
        most=max(wholes, default=0),
        truths=_share(said, lambda value: _TRUTH.fullmatch(value) is not None) == 1,
        amounts=_share(said, lambda value: not isinstance(rows.number(0, "", value), Unreadable)) >= MOSTLY,
    )


def _share(said: list[str], fits: Callable[[str], bool]) -> float:
    return sum(map(fits, said)) / len(said) if said else 0.0


def _time(said: list[str]) -> tuple[str | None, bool]:
    """Return how the times are written, and whether that is beyond doubt."""
    if _share(said, _is_usual) >= MOSTLY:
        return "iso", True
    for unit, per_second in EPOCHS.items():
        if _share(said, partial(_is_epoch, per_second)) >= MOSTLY:
            return unit, True
    fitting = [form for form in FORMATS if _share(said, partial(_is_form, form)) >= MOSTLY]
    if not fitting:
        return None, False
    best = max(fitting, key=lambda form: _share(said, partial(_is_form, form)))
    rivals = {form for form in fitting if form.startswith("%m") != best.startswith("%m")}
    return best, not rivals


def _is_usual(value: str) -> bool:
    reading = Reading(0, UTC, None)
    return reading.time("", value) is not None


def _is_epoch(per_second: int, value: str) -> bool:
    moment = rows.epoch(0, "", value, per_second=per_second)
    return isinstance(moment, datetime) and moment.year in EPOCH_YEARS


def _is_form(form: str, value: str) -> bool:
    try:
        return datetime.strptime(value, form).year in EPOCH_YEARS  # noqa: DTZ007
    except ValueError:
        return False


def _duration(said: list[str]) -> str | None:
    if _share(said, lambda value: _HMS.fullmatch(value) is not None) >= MOSTLY:
        return "hh:mm:ss"
    if _share(said, lambda value: _MS.fullmatch(value) is not None) >= MOSTLY:
        return "mm:ss"
    spans = [
        span.total_seconds()
        for value in said
        if not isinstance(span := rows.seconds(0, "", value), Unreadable)
    ]
    if not said or len(spans) / len(said) < MOSTLY:
        return None
    return "ms" if sum(spans) / len(spans) > MILLISECONDS_FROM else "s"
