"""What the law's functions see of a time: not the microsecond, but its quarter of an hour or UTC day."""

from collections.abc import Callable, Mapping

from fairline.law.ages import age_of_consent, recommended_age_of_consent
from fairline.law.banned_days import banned_day, recommended_banned_day
from fairline.law.complaints import complaints_max
from fairline.law.consent_asked import spares_customers, wants_writing
from fairline.law.duty_held import duty_held
from fairline.law.frequency import binding_cap, debt_cap, recommended_cap
from fairline.law.from_abroad import shown_from_abroad
from fairline.law.hours import QUARTER_S, contact_weight, outside_binding_hours, outside_recommended_hours
from fairline.law.opt_in import needs_opt_in, recommended_needs_opt_in
from fairline.law.recording import recommended_recording_mode, recording_mode
from fairline.law.refusals import opt_out_hours_max
from fairline.law.registers import recommended_scrub_age_max, scrub_age_max
from fairline.law.ring_time import binding_ring, recommended_ring
from fairline.law.shown_numbers import caller_prefix_ok, recommended_caller_prefix_ok

QUARTER = QUARTER_S * 1_000_000
DAY = 86_400_000_000
GRAINS: Mapping[Callable[..., object], int] = {
    outside_binding_hours: QUARTER,
    outside_recommended_hours: QUARTER,
    contact_weight: QUARTER,
    binding_cap: DAY,
    recommended_cap: DAY,
    binding_ring: DAY,
    recommended_ring: DAY,
    age_of_consent: DAY,
    recommended_age_of_consent: DAY,
    complaints_max: DAY,
    spares_customers: DAY,
    wants_writing: DAY,
    duty_held: DAY,
    debt_cap: DAY,
    shown_from_abroad: DAY,
    needs_opt_in: DAY,
    recommended_needs_opt_in: DAY,
    recording_mode: DAY,
    recommended_recording_mode: DAY,
    opt_out_hours_max: DAY,
    scrub_age_max: DAY,
    recommended_scrub_age_max: DAY,
    caller_prefix_ok: DAY,
    recommended_caller_prefix_ok: DAY,
    banned_day: QUARTER,
    recommended_banned_day: QUARTER,
}
"""A test holds each of them to its word."""
