"""Whether a value is among several that one fact or record lists. Pure and cheap."""

from collections.abc import Container


def is_among(value: object, values: Container[object]) -> bool:
    """Whether ``value`` is one of ``values``."""
    return value in values
