"""A guard under load, to be killed: ``python -m tests.guard.loaded FOLDER ROUND``.

Each line on standard output is something that was acknowledged: its kind and id. It is written, unbuffered,
only after the future came.
"""

import asyncio
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from fairline.guard import Guard, GuardSettings
from tests.guard.guarding import LATENESS, LAW, PLAN, POLICY, call, ruling

ABREAST = 40


def said(kind: str, id: str) -> None:
    os.write(1, f"{kind} {id}\n".encode())


async def load(folder: Path, name: str) -> None:
    """Send attempts, facts and rulings until killed."""
    guard = Guard.open(
        folder,
        POLICY,
        law=LAW,
        plan=PLAN,
        lateness=LATENESS,
        now=lambda: time.time_ns() // 1000,
        settings=GuardSettings(snapshot_every=300, tick_s=0.05),
        behind=True,
    )
    await guard.ready
    said("ready", name)

    async def one(number: int, of: int) -> None:
        id, now = f"{name}-{number}-{of}", datetime.now(UTC)
        account, called = f"a{of % 5}", f"+1202555{number % 50:04d}"
        if of == 0 and number % 10 == 0:
            await guard.rule(ruling(id, now, account=f"s{number % 7}"))
            said("ruling", id)
        elif of % 4 == 0:
            facts = [
                call(f"{id}-{each}", now, account=account, called=called, answered=False) for each in range(3)
            ]
            await guard.observe(facts)
            for each in facts:
                said("fact", each.id)
        else:
            await guard.decide(call(id, now, account=account, called=called))
            said("attempt", id)

    for number in range(10**9):
        await asyncio.gather(*(one(number, of) for of in range(ABREAST)))


if __name__ == "__main__":
    asyncio.run(load(Path(sys.argv[1]), sys.argv[2]))
