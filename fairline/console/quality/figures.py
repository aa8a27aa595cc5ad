"""What the judgments come to: per rule how often the machine was right, and how far people agree.

Nothing of the running day counts: else whoever judged a sample could see by the figures whether it did, and
so whether its answer was known.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from fairline.console.people.models import Person
from fairline.console.quality.agreement import Agreement, agreement
from fairline.console.quality.models import Judgment, Kind, Said
from fairline.signals.measures import Bounds, wilson

YEAR = timedelta(days=365)  # ours: as long as rulings count for a rule
QUARTER_MIN = 200  # the catalogue, R.6: samples of automated answers that people look at in a quarter


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What first judgments say of automated answers. ``between``: the share that was wrong, 95 percent."""

    right: int
    wrong: int
    unknown: int

    @property
    def told(self) -> int:
        """How many could be told."""
        return self.right + self.wrong

    @property
    def share(self) -> float | None:
        """The share that was wrong."""
        return self.wrong / self.told if self.told else None

    @property
    def between(self) -> Bounds | None:
        """Between what the share of all answers lies."""
        return wilson(self.wrong, self.told) if self.told else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The figures of one rule, or of all, where ``rule`` is empty."""

    rule: str
    judged: Judged
    agreed: Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How somebody does on samples whose answer is known."""

    person: Person
    right: int
    judged: int

    @property
    def share(self) -> float:
        """The share they got right."""
        return self.right / self.judged


@dataclass(slots=True)
class _Sample:
    kind: str
    rules: list[str]
    said: dict[int, str]


def settled(now: datetime) -> datetime:
    """Return up to when judgments count: the beginning of today."""
    return datetime.combine(now.astimezone(UTC).date(), datetime.min.time(), UTC)


def rows(now: datetime) -> tuple[Row, ...]:
    """Return the figures of the last year: all rules first, then each by name."""
    samples = _samples(now)
    names = sorted({rule for each in samples for rule in each.rules})
    by_rule = ((name, [each for each in samples if name in each.rules]) for name in names)
    return (_row("", samples), *(_row(name, held) for name, held in by_rule))


def in_quarter(now: datetime) -> int:
    """Return how many automated answers were judged in this quarter."""
    day = now.astimezone(UTC).date()
    begun = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return (
        Judgment.objects.filter(
            at__gte=datetime.combine(begun, datetime.min.time(), UTC),
            at__lt=settled(now),
            place=1,
            sample__golden="",
        )
        .exclude(sample__kind=Kind.CASE)
        .count()
    )


def scores() -> tuple[Score, ...]:
    """Return how each person does on samples whose answer is known, by name. For seniors alone."""
    held = Judgment.objects.exclude(sample__golden="").values_list("by", "said", "sample__golden")
    counts: dict[int, tuple[int, int]] = {}
    for by, said, golden in held.iterator(2_000):
        right, judged = counts.get(by, (0, 0))
        counts[by] = (right + (said == golden), judged + 1)
    people = Person.objects.in_bulk(counts)
    made = (Score(person=people[by], right=right, judged=judged) for by, (right, judged) in counts.items())
    return tuple(sorted(made, key=lambda each: str(each.person)))


def _samples(now: datetime) -> list[_Sample]:
    """Return what was said of samples without a known answer; of a closed case, first by its ruling."""
    held = Judgment.objects.filter(at__gte=now - YEAR, at__lt=settled(now), sample__golden="").values_list(
        "sample", "sample__kind", "sample__rules", "sample__first", "place", "said"
    )
    found: dict[str, _Sample] = {}
    for id, kind, rules, first, place, said in held.iterator(2_000):
        sample = found.setdefault(id, _Sample(kind, rules.split(), {}))
        if kind == Kind.CASE:
            sample.said[1], place = first, place + 1
        sample.said[place] = said
    return list(found.values())


def _row(rule: str, samples: Iterable[_Sample]) -> Row:
    held = list(samples)
    firsts = [each.said.get(1) for each in held if each.kind != Kind.CASE]
    judged = Judged(
        right=firsts.count(Said.RIGHT), wrong=firsts.count(Said.WRONG), unknown=firsts.count(Said.UNKNOWN)
    )
    pairs = [(each.said[1], each.said[2]) for each in held if {1, 2} <= each.said.keys()]
    return Row(rule=rule, judged=judged, agreed=agreement(pairs))
