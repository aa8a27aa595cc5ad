"""An attempt whose id was used before: the same one asked about again, or another one."""

from msgspec.structs import replace

from fairline.facts import Event

REACHED = ("called", "recipient", "caller", "sender")
"""Whom an attempt reaches, and as whom: with others it is another attempt."""


def parties(attempt: Event) -> tuple[str | None, ...]:
    """Return whom an attempt reaches, and as whom; ``None`` for what its kind does not have or say."""
    return tuple(getattr(attempt, name, None) for name in REACHED)


def as_its_own(attempt: Event, before: Event) -> Event:
    """Return ``attempt`` as it is, if it is the one of ``before`` again; else under an id of its own.

    That id is the same whenever the same parties come again, so that it counts once too. What one of the two
    does not say makes no other of it.
    """
    now, then = parties(attempt), parties(before)
    if all(one == other or one is None or other is None for one, other in zip(now, then, strict=True)):
        return attempt
    return replace(attempt, id=f"{attempt.id} ({' '.join(each or '-' for each in now)})")
