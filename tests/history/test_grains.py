"""The law's functions see no more of a time than their grain: what is asked once may stand for all of it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairline.checks.public_holidays import public_holidays
from fairline.clauses import CLAUSES
from fairline.facts import Channel, Purpose
from fairline.facts.consenting import day_after
from fairline.facts.numbering import minute_of_hour
from fairline.history.grains import GRAINS
from fairline.law import load, outside_binding_hours, outside_recommended_hours
from fairline.law.ages import age_of_consent, recommended_age_of_consent
from fairline.law.banned_days import banned_day, recommended_banned_day
from fairline.law.complaints import complaints_max
from fairline.law.consent_asked import spares_customers, wants_writing
from fairline.law.duty_held import duty_held
from fairline.law.frequency import binding_cap, debt_cap, recommended_cap
from fairline.law.from_abroad import shown_from_abroad
from fairline.law.hours import contact_weight
from fairline.law.opt_in import needs_opt_in, recommended_needs_opt_in
from fairline.law.recording import recommended_recording_mode, recording_mode
from fairline.law.refusals import opt_out_hours_max
from fairline.law.registers import recommended_scrub_age_max, scrub_age_max
from fairline.law.ring_time import binding_ring, recommended_ring
from fairline.law.shown_numbers import caller_prefix_ok, recommended_caller_prefix_ok
from fairline.signals.answers import AT as AT_OF
from fairline.signals.expressions import Column, Derived, Expression, walk
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
SHOWN = ("+33612345678", "+442071838750", "+5530312345678")
CALLED: dict[Callable[..., object], Callable[[Any, Any, datetime], object]] = {
    outside_binding_hours: lambda places, zones, at: outside_binding_hours(LAW, places, zones, at),
    outside_recommended_hours: lambda places, zones, at: outside_recommended_hours(LAW, places, zones, at),
    contact_weight: contact_weight,
    binding_cap: lambda places, _, at: [binding_cap(LAW, places, at, *cap) for cap in CAPS],
    recommended_cap: lambda places, _, at: [recommended_cap(LAW, places, at, *cap) for cap in CAPS],
    binding_ring: lambda places, _, at: binding_ring(LAW, places, at),
    recommended_ring: lambda places, _, at: recommended_ring(LAW, places, at),
    age_of_consent: lambda places, _, at: age_of_consent(LAW, places, at),
    recommended_age_of_consent: lambda places, _, at: recommended_age_of_consent(LAW, places, at),
    complaints_max: lambda places, _, at: complaints_max(LAW, places, at, timedelta(days=10)),
    spares_customers: lambda places, _, at: spares_customers(LAW, places, at, Channel.CALL, False),
    wants_writing: lambda places, _, at: wants_writing(LAW, places, at, Channel.CALL, True),
    duty_held: lambda places, _, at: duty_held(LAW, places, at, "caller_id"),
    debt_cap: lambda places, _, at: debt_cap(LAW, places, at, 7, timedelta(days=7)),
    shown_from_abroad: lambda _, __, at: [shown_from_abroad(LAW, at, each, "US") for each in SHOWN],
    needs_opt_in: lambda places, _, at: needs_opt_in(LAW, places, at, Channel.CALL, False),
    recommended_needs_opt_in: lambda places, _, at: recommended_needs_opt_in(
        LAW, places, at, Channel.SMS, False
    ),
    recording_mode: lambda places, _, at: recording_mode(LAW, places, at),
    recommended_recording_mode: lambda places, _, at: recommended_recording_mode(LAW, places, at),
    opt_out_hours_max: lambda places, _, at: opt_out_hours_max(LAW, places, at),
    scrub_age_max: lambda places, _, at: scrub_age_max(LAW, places, at),
    recommended_scrub_age_max: lambda places, _, at: recommended_scrub_age_max(LAW, places, at),
    caller_prefix_ok: lambda places, _, at: [
        caller_prefix_ok(LAW, places, at, each, Purpose.MARKETING) for each in SHOWN
    ],
    recommended_caller_prefix_ok: lambda places, _, at: [
        recommended_caller_prefix_ok(LAW, places, at, each, Purpose.MARKETING) for each in SHOWN
    ],
    banned_day: lambda places, zones, at: banned_day(LAW, places, zones, at),
    recommended_banned_day: lambda places, zones, at: recommended_banned_day(LAW, places, zones, at),
    minute_of_hour: lambda _, __, at: minute_of_hour(at),
}
EXACT = {day_after}
"""What answers with an instant itself sees all of the time that it is asked of."""


@pytest.mark.parametrize("function", CALLED, ids=lambda function: function.__name__)
@settings(deadline=None)
@given(places=PLACES.map(tuple), zones=ZONES.map(tuple), at=AT)
def test_a_whole_grain_has_one_answer(function: Any, places: Any, zones: Any, at: datetime) -> None:
    grain = GRAINS[function]
    start = moment(instant(at) // grain * grain)
    assert CALLED[function](places, zones, at) == CALLED[function](places, zones, start)


def is_time(of: Expression) -> bool:
    return isinstance(of, Column) and of.field == AT_OF.get(of.kind)


def test_every_function_of_the_catalogue_that_is_asked_in_python_has_a_grain() -> None:
    """Without one, what takes a fact's own time would be asked for every single call."""
    asked = {
        each.function
        for clause in CLAUSES
        for rule in clause.rules
        for signal in rule.signals
        for top in signal.expressions
        for each in walk(top)
        if isinstance(each, Derived) and in_python(each) and any(map(is_time, each.terms))
    } - EXACT
    assert asked == set(GRAINS)
    assert set(CALLED) == set(GRAINS)
