"""Shares of whole numbers that one fact tells together. Pure and cheap."""


def per_thousand(part: int, whole: int) -> int | None:
    """Return how many in a thousand ``part`` of ``whole`` is, rounded up; ``None`` of nothing at all.

    Rounded up, so that whatever is more than so many in a thousand is at least one more.
    """
    return None if whole <= 0 else -(-1000 * part // whole)
