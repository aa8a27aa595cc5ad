"""Amounts held against what a plan or contract names. Pure and cheap; what is cut off favors the account."""

from datetime import timedelta

SECOND = timedelta(seconds=1)


def spacing(per_s: int) -> timedelta | None:
    """Return the time between two acts at so many a second, in whole milliseconds; ``None`` for no rate.

    So many acts take as long as their spacings together: at a contract's rate, those of a minute take at most
    a minute.
    """
    return None if per_s <= 0 else timedelta(milliseconds=1000 // per_s)


def for_each(amount: int, among: int) -> int | None:
    """Return ``amount`` divided among so many, cut off to a whole number; ``None`` among none."""
    return None if among <= 0 else amount // among


def hundredths(amount: int, whole: int) -> int | None:
    """Return ``amount`` in hundredths of ``whole``, cut off to a whole number; ``None`` of nothing."""
    return None if whole <= 0 else 100 * amount // whole


def lacks(features: tuple[str, ...], feature: str) -> bool:
    """Whether a plan with these features does not have ``feature``."""
    return feature not in features
