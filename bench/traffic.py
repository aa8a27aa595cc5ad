"""Ordinary calls with a fixed number of active keys: the same facts for every contestant, cheap to make.

Each tells 23 of the fields of ``Call``. Some accounts call more than others. As a program,
``python -m bench.traffic CALLS`` writes them as NDJSON, evenly over thirty days.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

import msgspec

from fairline.facts import Call, Direction, EndReason, Purpose, Side

ACCOUNTS, CALLERS, USERS, CAMPAIGNS, CALLED = 50, 20, 40, 3, 20_000  # of each account, but CALLED is of all
START = datetime(2026, 10, 1, tzinfo=UTC)
CAMPAIGN_START = datetime(2026, 9, 21, tzinfo=UTC)
STEP = timedelta(seconds=3)  # so that 40,000 calls cross a midnight
SPAN = timedelta(days=30)
PLACES = (
    ("212", "US", "US-NY", "America/New_York"),
    ("305", "US", "US-FL", "America/New_York"),
    ("312", "US", "US-IL", "America/Chicago"),
    ("415", "US", "US-CA", "America/Los_Angeles"),
    ("514", "CA", "CA", "America/Toronto"),
)
UNANSWERED = (  # how often, how it ended, SIP status, Q.850 cause
    (0.60, EndReason.NO_ANSWER, 480, 19),
    (0.80, EndReason.BUSY, 486, 17),
    (0.90, EndReason.CANCELED, 487, 16),
    (0.96, EndReason.UNALLOCATED, 404, 1),
    (1.00, EndReason.CONGESTION, 503, 34),
)


def calls(
    number: int, *, step: timedelta = STEP, accounts: int = ACCOUNTS, called: int = CALLED, seed: int = 1
) -> Iterator[Call]:
    """Yield ``number`` calls in order of time, one each ``step``. The same arguments give the same calls."""
    chance = Random(seed)
    for each in range(number):
        account = min(chance.randrange(accounts), chance.randrange(accounts))
        yield _call(str(each), START + each * step, account, chance.randrange(called), chance)


def _call(id: str, at: datetime, account: int, number: int, chance: Random) -> Call:
    area, country, place, zone = PLACES[number % len(PLACES)]
    ring = timedelta(milliseconds=chance.randrange(1_000, 30_000))
    answered = chance.random() < 0.55
    if answered:
        talk = timedelta(milliseconds=round(1_000 * chance.expovariate(1 / 120)))
        reason, status, cause = EndReason.COMPLETED, 200, 16
    else:
        talk, drawn = timedelta(0), chance.random()
        _, reason, status, cause = next(each for each in UNANSWERED if drawn <= each[0])
    return Call(
        id=id,
        started_at=at,
        account=f"a{account}",
        user=f"a{account}-u{chance.randrange(USERS)}",
        campaign=f"a{account}-c{chance.randrange(CAMPAIGNS)}",
        campaign_started_at=CAMPAIGN_START,
        purpose=Purpose.MARKETING if account % 3 else Purpose.APPOINTMENT,
        direction=Direction.OUTBOUND if chance.random() < 0.8 else Direction.INBOUND,
        caller=None if chance.random() < 0.02 else f"+1646{account:03d}{chance.randrange(CALLERS):04d}",
        called=f"+1{area}{2_000_000 + number}",
        called_country=country,
        called_places=(place,),
        called_zones=(zone,),
        answered=answered,
        answered_at=at + ring if answered else None,
        ended_at=at + ring + talk,
        ring=ring,
        talk=talk,
        end_reason=reason,
        released_by=Side.CALLER if chance.random() < 0.4 else Side.CALLED,
        sip_status=status,
        q850=cause,
        answered_live=chance.random() < 0.8 if answered and chance.random() < 0.9 else None,
    )


def main(number: int) -> None:
    """Write ``number`` calls to standard output."""
    encode, out = msgspec.json.encode, sys.stdout.buffer
    for call in calls(number, step=SPAN / number):
        out.write(encode(call) + b"\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
