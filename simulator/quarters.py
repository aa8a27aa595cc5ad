"""Three calendar months of two small plans, with seats that use far more than their peers."""

from datetime import UTC, datetime

from fairline.facts import Direction
from simulator.center import Line, Profile, Work
from simulator.hours import EVERY_DAY, WORKDAYS, Hours
from simulator.numbers import EASTERN_AREAS, NEW_YORK, US_AREAS, own_numbers
from simulator.seat import Seat

QUARTER_START = datetime(2026, 7, 1, tzinfo=UTC)
QUARTER_DAYS = 92
AUGUST = (31, 62)  # days of the quarter
OFFICE_HOURS = Hours(WORKDAYS, ((9.0, 12.0), (13.0, 17.0)))
LONG_HOURS = Hours(EVERY_DAY, ((8.0, 22.0),))
USUAL_CALLS = 240  # about 400 minutes a month


def quarter_centers() -> list[tuple[Profile, list[Work]]]:
    """Return a benign office, an office with two excessive seats on the same plan, and a workhorse."""
    quiet = _office("quiet-office", [USUAL_CALLS] * 20)
    greedy = _office("greedy-office", [USUAL_CALLS * 4, *[USUAL_CALLS] * 18], "H-COH")
    greedy[1].append(_seat("surge", USUAL_CALLS * 4, US_AREAS[2].code, LONG_HOURS, days=AUGUST))
    return [quiet, greedy, _workhorse()]


def _office(account: str, calls: list[int], *expected: str) -> tuple[Profile, list[Work]]:
    profile = Profile(
        account=account,
        title="office on a business telephone plan",
        plan="business-phone",
        seats=len(calls) + len(expected),
        expected=expected,
    )
    caller = EASTERN_AREAS[0].code
    works: list[Work] = [
        _seat(f"{account}-{number:02}", count, caller, OFFICE_HOURS)
        for number, count in enumerate(calls, start=1)
    ]
    return profile, works


def _workhorse() -> tuple[Profile, list[Work]]:
    profile = Profile(
        account="tireless-agency", title="heavy seat", plan="contact-center", seats=12, expected=("H-VOL",)
    )
    works: list[Work] = [
        _seat("workhorse", 5_000, US_AREAS[8].code, LONG_HOURS),
        *(_seat(f"agent-{number:02}", 1_000, US_AREAS[8].code, OFFICE_HOURS) for number in range(1, 12)),
    ]
    return profile, works


def _seat(
    user: str, calls: int, area: str, hours: Hours, *, days: tuple[int, int] = (0, QUARTER_DAYS)
) -> Seat:
    caller = next(own_numbers(known, 1)[0] for known in US_AREAS if known.code == area)
    return Seat(
        line=Line(direction=Direction.OUTBOUND),
        user=user,
        calls=calls,
        caller=caller,
        areas=EASTERN_AREAS,
        hours=hours,
        zone=NEW_YORK,
        reached=0.9,
        talk=(60, 700),
        first_day=days[0],
        last_day=days[1],
    )
