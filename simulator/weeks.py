"""A sample provider's week, month or quarter: every center's facts in one stream, and the labels."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from heapq import merge

from msgspec import Struct

from fairline.facts import Fact
from simulator.abusers import BASE_CALLS, abusers
from simulator.benign import benign_centers
from simulator.center import Center, Profile, Work
from simulator.quarters import QUARTER_DAYS, QUARTER_START, quarter_centers

WEEK_START = datetime(
    2026, 10, 5, tzinfo=UTC
)  # a Monday, in a week without holidays in any place called here
MONTH_START = datetime(2026, 10, 1, tzinfo=UTC)  # so that a run of four weeks or more fills a calendar month
ABUSIVE_SHARE = 0.25  # of all calls; the rest are benign


class Label(Struct, frozen=True, kw_only=True):
    """What is known of one account: ``expected`` are the catalogue ids it must be found by."""

    account: str
    title: str
    plan: str | None
    benign: bool
    expected: tuple[str, ...]


def week_centers(calls: int = 200_000, days: int = 7) -> list[tuple[Profile, list[Work]]]:
    """Return the centers of a run of ``days`` days with about ``calls`` calls in all.

    Below some 25 000 calls the abusers, who need a least volume to be found, outweigh the benign centers.
    """
    size = max(1.0, calls * ABUSIVE_SHARE / BASE_CALLS)
    benign = max(4_000, calls - round(BASE_CALLS * size))
    return [*benign_centers(benign, days), *abusers(size, days)]


def week(
    seed: int, calls: int = 200_000, *, days: int = 7, accounts: Sequence[str] | None = None
) -> Iterator[Fact]:
    """Yield the facts of a sample provider's week in the order in which they count.

    The same arguments give the same facts, to the byte. ``accounts`` keeps only those; each center draws from
    its own chance, so an account's facts do not depend on which others run.
    """
    start = WEEK_START if days < 28 else MONTH_START
    return _facts(week_centers(calls, days), seed=seed, start=start, days=days, accounts=accounts)


def quarter(seed: int, *, accounts: Sequence[str] | None = None) -> Iterator[Fact]:
    """Yield the facts of three calendar months of few seats, for the rules on volume."""
    return _facts(quarter_centers(), seed=seed, start=QUARTER_START, days=QUARTER_DAYS, accounts=accounts)


def labels(scenario: str = "week", *, days: int = 7) -> list[Label]:
    """Return one label for each account of a scenario, ``week`` or ``quarter``, by account."""
    made = quarter_centers() if scenario == "quarter" else week_centers(days=days)
    known = [
        Label(
            account=profile.account,
            title=profile.title,
            plan=profile.plan,
            benign=not profile.expected,
            expected=profile.expected,
        )
        for profile, _ in made
    ]
    return sorted(known, key=lambda label: label.account)


def _facts(
    made: list[tuple[Profile, list[Work]]],
    *,
    seed: int,
    start: datetime,
    days: int,
    accounts: Sequence[str] | None,
) -> Iterator[Fact]:
    centers = [
        Center(profile, works, seed=seed, start=start, days=days)
        for profile, works in made
        if accounts is None or profile.account in accounts
    ]
    return merge(*(center.facts() for center in centers), key=_when)


def _when(fact: Fact) -> datetime:
    return fact.at
