"""What functions see of a time: not the microsecond, but its minute, quarter of an hour or UTC day."""

from collections.abc import Callable, Mapping

from fairline.facts.numbering import minute_of_hour
from fairline.law.grains import GRAINS as OF_LAW

MINUTE = 60_000_000
GRAINS: Mapping[Callable[..., object], int] = {**OF_LAW, minute_of_hour: MINUTE}
"""A test holds each of them to its word."""
