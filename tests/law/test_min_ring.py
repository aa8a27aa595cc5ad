"""Ring time: 47 CFR 64.1200(a)(6), 16 CFR 310.4(b)(4)(ii); Ofcom 2010, kept as good practice."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.law import load
from fairline.law.ring_time import binding_ring, recommended_ring

LAW = load()
NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)
NONE, RING = timedelta(0), timedelta(seconds=15)

CASES = {
    "the United States bind": (("US",), NOW, RING, NONE),
    "a state inherits it": (("US-NY",), NOW, RING, NONE),
    "Britain's is good practice": (("GB",), NOW, NONE, RING),
    "France has none": (("FR",), NOW, NONE, NONE),
    "of two places the longer counts": (("FR", "US-NY"), NOW, RING, NONE),
    "nowhere known to the book": (("XX",), NOW, NONE, NONE),
    "no place at all": ((), NOW, NONE, NONE),
    "the day before the rule": (("US",), datetime(2003, 9, 30, 23, tzinfo=UTC), NONE, NONE),
    "the day of the rule": (("US",), datetime(2003, 10, 1, tzinfo=UTC), RING, NONE),
}


@pytest.mark.parametrize("name", CASES)
def test_rings(name: str) -> None:
    places, at, law, practice = CASES[name]
    assert (binding_ring(LAW, places, at), recommended_ring(LAW, places, at)) == (law, practice)
