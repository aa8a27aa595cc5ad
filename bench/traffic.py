"""An endless-enough stream of ordinary calls as NDJSON, cheap to make, with a fixed number of active keys."""

import sys
from datetime import UTC, datetime, timedelta
from random import Random

ACCOUNTS, USERS, NUMBERS = 50, 40, 5_000
START = datetime(2026, 10, 1, tzinfo=UTC)
SPAN = timedelta(days=30)


def lines(number: int, seed: int = 1) -> "list[str]":
    """Return the call records of one turn of the pattern, without their times and ids."""
    chance = Random(seed)
    made = []
    for _ in range(number):
        account, user = chance.randrange(ACCOUNTS), chance.randrange(USERS)
        talk, ring = chance.randrange(20, 400), chance.randrange(5, 30)
        answered = chance.random() < 0.6
        called = f"+1{chance.choice((212, 305, 312, 415, 713))}{chance.randrange(200, 999)}{chance.randrange(NUMBERS):04d}"
        outbound = chance.random() < 0.7
        made.append(
            f'"account":"a{account}","user":"a{account}-u{user}","campaign":"c{account}",'
            f'"direction":"{"outbound" if outbound else "inbound"}","caller":"+1646555{account:04d}",'
            f'"called":"{called}","answered":{"true" if answered else "false"},'
            f'"ring":{ring},"talk":{talk if answered else 0},'
            f'"end_reason":"{"completed" if answered else "no-answer"}"'
        )
    return made


def main(calls: int) -> None:
    """Write ``calls`` records to standard output, evenly over thirty days, in order of time."""
    patterns = lines(100_003)  # a prime, so that the pattern meets every hour of the day
    step = SPAN / calls
    out = sys.stdout
    for number in range(calls):
        at = (START + number * step).isoformat()
        out.write(
            f'{{"kind":"call","id":"{number}","started_at":"{at}",{patterns[number % len(patterns)]}}}\n'
        )


if __name__ == "__main__":
    main(int(sys.argv[1]))
