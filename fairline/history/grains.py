"""What the law's functions see of a time: not the microsecond, but the quarter of an hour or the UTC day."""

from collections.abc import Callable, Mapping

from fairline.law import outside_binding_hours, outside_recommended_hours
from fairline.law.frequency import binding_cap, recommended_cap
from fairline.law.hours import QUARTER_S, contact_weight
from fairline.law.ring_time import binding_ring, recommended_ring

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
}
"""A test holds each of them to its word."""
