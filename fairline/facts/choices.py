"""Whether a value is among several that one fact or record lists. Pure and cheap."""

from collections.abc import Container, Iterable


def is_among(value: object, values: Container[object]) -> bool:
    """Whether ``value`` is one of ``values``."""
    return value in values


def any_among(values: Iterable[object], others: Container[object]) -> bool:
    """Whether one of ``values`` is one of ``others``; of none, none is."""
    return any(value in others for value in values)
