"""The law's functions see no more of a time than their grain: what is asked once may stand for all of it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairline.checks.public_holidays import public_holidays
from fairline.clauses import CLAUSES
from fairline.history.grains import GRAINS
from fairline.law import load
from fairline.law.frequency import binding_cap, recommended_cap
from fairline.law.hours import contact_weight, outside_binding_hours, outside_recommended_hours
from fairline.law.ring_time import binding_ring, recommended_ring
from fairline.signals.expressions import Derived, walk
from fairline.signals.sql.expressions import in_python
from fairline.signals.windows import instant, moment

LAW = load(public_holidays)
PLACES = st.lists(st.sampled_from(["US-FL", "US-OK", "US-MD", "FR", "CA", "BR", "IN", "US-OR"]), max_size=2)
ZONES = st.lists(
    st.sampled_from(["America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "Europe/Paris", "No/Where"]),
    max_size=2,
)
AT = st.datetimes(datetime(1995, 1, 1), datetime(2035, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001  (the strategy takes none)
CAPS = ((3, timedelta(hours=24)), (4, timedelta(days=30)), (2, timedelta(days=1)))
CALLED: dict[Callable[..., object], Callable[[Any, Any, datetime], object]] = {
    outside_binding_hours: lambda places, zones, at: outside_binding_hours(LAW, places, zones, at),
    outside_recommended_hours: lambda places, zones, at: outside_recommended_hours(LAW, places, zones, at),
    contact_weight: contact_weight,
    binding_cap: lambda places, _, at: [binding_cap(LAW, places, at, *cap) for cap in CAPS],
    recommended_cap: lambda places, _, at: [recommended_cap(LAW, places, at, *cap) for cap in CAPS],
    binding_ring: lambda places, _, at: binding_ring(LAW, places, at),
    recommended_ring: lambda places, _, at: recommended_ring(LAW, places, at),
}


@pytest.mark.parametrize("function", CALLED, ids=lambda function: function.__name__)
@settings(deadline=None)
@given(places=PLACES.map(tuple), zones=ZONES.map(tuple), at=AT)
def test_a_whole_grain_has_one_answer(function: Any, places: Any, zones: Any, at: datetime) -> None:
    grain = GRAINS[function]
    start = moment(instant(at) // grain * grain)
    assert CALLED[function](places, zones, at) == CALLED[function](places, zones, start)


def test_every_function_of_the_catalogue_that_is_asked_in_python_has_a_grain() -> None:
    """Without one it would be asked for every single call."""
    asked = {
        each.function
        for clause in CLAUSES
        for rule in clause.rules
        for signal in rule.signals
        for top in signal.expressions
        for each in walk(top)
        if isinstance(each, Derived) and in_python(each)
    }
    assert asked == set(GRAINS)
    assert set(CALLED) == set(GRAINS)
