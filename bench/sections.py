"""What a part of the bench is asked, and what it answers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How much is measured: enough to tell, a short form of it, or with what takes an hour."""

    name: str
    rounds: int
    facts: int
    """Calls that each contestant takes in each round."""
    week: int
    """About how many calls the simulated week has."""
    records: int
    """Records in the file that each reader reads."""
    subjects: int
    """Active numbers, or accounts tenfold fewer, whose memory is measured."""
    audited: tuple[int, ...]
    """Calls of each whole audit."""


QUICK = Scale(name="quick", rounds=2, facts=5_000, week=5_000, records=800, subjects=1_000, audited=(20_000,))
USUAL = Scale(
    name="usual",
    rounds=5,
    facts=40_000,
    week=40_000,
    records=4_000,
    subjects=10_000,
    audited=(500_000, 1_000_000),
)
LARGE = Scale(
    name="large", rounds=5, facts=60_000, week=200_000, records=20_000, subjects=1_000_000,
    audited=(1_000_000, 3_000_000, 10_000_000),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Figures as they are shown. The first column is what was measured; the others are numbers as text."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one part found. ``ratios`` are costs in reference loops a fact, for the chart."""

    tables: tuple[Table, ...]
    ratios: tuple[tuple[str, float], ...] = ()


def rate(value: float) -> str:
    """Return a number of things a second, to three figures: more would be noise."""
    return f"{float(f'{value:.3g}'):,.0f}"


def times(value: float) -> str:
    """Return a ratio, to three figures."""
    return f"{float(f'{value:.3g}'):,g} x"


def micros(seconds: float) -> str:
    """Return microseconds, to three figures."""
    return f"{float(f'{seconds * 1e6:.3g}'):,g}"
