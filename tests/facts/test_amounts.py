"""Amounts against a plan: what is cut off favors the account, and what cannot be divided is unknown."""

from datetime import timedelta

import pytest

from fairline.facts.amounts import for_each, hundredths, lacks, spacing
from fairline.facts.numbering import range_of
from fairline.law.sectors import in_sector

MS = timedelta(milliseconds=1)


@pytest.mark.parametrize(
    ("rate", "expected"),
    [(1, 1000 * MS), (3, 333 * MS), (100, 10 * MS), (1001, 0 * MS), (0, None), (-1, None)],
)
def test_spacing(rate: int, expected: timedelta | None) -> None:
    assert spacing(rate) == expected


@pytest.mark.parametrize("rate", range(1, 31))
def test_a_minute_at_the_rate_takes_at_most_a_minute_and_one_more_call_is_more(rate: int) -> None:
    """Up to 30 a second: past it a few more may pass, since spacings are whole milliseconds."""
    each = spacing(rate)
    assert each is not None
    assert 60 * rate * each <= timedelta(minutes=1)
    assert (60 * rate + 60) * each > timedelta(minutes=1)


@pytest.mark.parametrize(
    ("amount", "whole", "each", "part"),
    [(200, 100, 2, 200), (201, 100, 2, 201), (299, 100, 2, 299), (999, 500, 1, 199), (7, 0, None, None)],
)
def test_amounts(amount: int, whole: int, each: int | None, part: int | None) -> None:
    assert for_each(amount, whole) == each
    assert hundredths(amount, whole) == part


def test_features() -> None:
    assert lacks(("api", "bulk-sms"), "own-trunk")
    assert not lacks(("api", "bulk-sms"), "api")
    assert lacks((), "api")


def test_ranges() -> None:
    assert range_of("+33612345678") == "+33612345"
    assert range_of("+331") == "+331"


def test_sectors() -> None:
    assert in_sector(("naics:517121", "nope"), "telecom_resale")
    assert not in_sector(("naics:517121",), "call_centers")
    assert in_sector(("8220Z",), "call_centers")
    assert not in_sector((), "call_centers")
