"""Caps on attempts: Fla. Stat. 501.616(6)(b), C. conso. art. D. 223-9 and what is cited in the law data."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.law import FrequencyCap, load
from fairline.law.frequency import binding_cap, cap_span, recommended_cap

LAW = load()
NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)
DAY, MONTH, ONE_DAY = timedelta(hours=24), timedelta(days=30), timedelta(days=1)

CASES = {
    "Florida binds": (("US-FL",), NOW, 3, DAY, True, False),
    "so does Maryland, of medium confidence": (("US-MD",), NOW, 3, DAY, True, False),
    "Oregon binds": (("US-OR",), NOW, 3, DAY, True, False),
    "Brazil's is a code of conduct": (("BR",), NOW, 2, ONE_DAY, False, True),
    "France binds": (("FR",), NOW, 4, MONTH, True, False),
    "another number is another cap": (("FR",), NOW, 3, MONTH, False, False),
    "another span is another cap": (("FR",), NOW, 4, DAY, False, False),
    "New York has none": (("US-NY",), NOW, 3, DAY, False, False),
    "of two places one is enough": (("US-NY", "US-FL"), NOW, 3, DAY, True, False),
    "nowhere known to the book": (("XX",), NOW, 3, DAY, False, False),
    "no place at all": ((), NOW, 3, DAY, False, False),
    "the day before France's decree": (
        ("FR",),
        datetime(2023, 2, 28, 23, tzinfo=UTC),
        4,
        MONTH,
        False,
        False,
    ),
    "the day of France's decree": (("FR",), datetime(2023, 3, 1, tzinfo=UTC), 4, MONTH, True, False),
}


@pytest.mark.parametrize("name", CASES)
def test_caps(name: str) -> None:
    places, at, attempts_max, span, binds, recommended = CASES[name]
    assert binding_cap(LAW, places, at, attempts_max, span) is binds
    assert recommended_cap(LAW, places, at, attempts_max, span) is recommended


def test_a_cap_has_hours_or_days() -> None:
    assert cap_span(FrequencyCap(attempts_max=3, scope="a person", hours=24)) == DAY
    assert cap_span(FrequencyCap(attempts_max=4, scope="a person", days=30)) == MONTH
