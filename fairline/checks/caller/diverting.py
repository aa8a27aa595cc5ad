"""Which signed diversions lead from the number first called to the one called now (RFC 8946 section 4.2)."""

from collections.abc import Sequence

from fairline.checks.caller.passport import Passport


def steps(origin: Passport, diversions: Sequence[Passport], called: str) -> tuple[Passport, ...] | None:
    """Return the diversions in order, none if the call came straight; ``None`` if none lead there.

    Each step signs the same caller, diverts a number that the token before it names as called, and names the
    next. The fewest steps are taken, and no token twice, so a ring ends.
    """
    ways: list[tuple[Passport, ...]] = [()]
    used: set[int] = set()
    while ways:
        further: list[tuple[Passport, ...]] = []
        for way in ways:
            reached = (way[-1] if way else origin).destinations
            if called in reached:
                return way
            for number, each in enumerate(diversions):
                if number not in used and each.diverted in reached and each.origin == origin.origin:
                    used.add(number)
                    further.append((*way, each))
        ways = further
    return None
