"""Two collectors of debts: one that gives no peace, and one that keeps to seven tries and a pause."""

from datetime import datetime, timedelta

from fairline.facts import Call, Direction, Fact, Purpose
from simulator.scenes.scene import Draw, Scene

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def _call(draw: Draw, name: str, at: datetime, called: str, spoken_at: datetime | None) -> Call:
    return Call(
        id=f"{draw.account}-{name}", started_at=at, account=draw.account, campaign="late-bills",
        caller="+12125550100", called=called, direction=Direction.OUTBOUND, purpose=Purpose.DEBT,
        answered=False, spoken_at=spoken_at,
    )  # fmt: skip


def _abuser(draw: Draw) -> list[Fact]:
    """It tries three times a day for days, also the day after the person talked to it."""
    start = draw.monday() + 15 * HOUR
    facts: list[Fact] = []
    for person in range(draw.between(3, 6)):
        called, talked = draw.number("+1212555"), start - DAY if person % 2 else None
        facts += [
            _call(draw, f"{person}-{each}", start + person * HOUR / 10 + each // 3 * DAY + each % 3 * HOUR,
                  called, talked)
            for each in range(draw.between(10, 14))
        ]  # fmt: skip
    return facts


def _twin(draw: Draw) -> list[Fact]:
    """It tries once a day, seven times a week at the most, and waits more than a week after a talk."""
    start = draw.monday() + 15 * HOUR
    facts: list[Fact] = []
    for person in range(draw.between(3, 6)):
        called, talked = draw.number("+1212555"), start - draw.between(8, 20) * DAY
        facts += [
            _call(draw, f"{person}-{each}", start + person * HOUR / 10 + each * DAY, called, talked)
            for each in range(7)
        ]
    return facts


SCENES = (
    Scene(
        letter="A",
        name="collector",
        breaks=frozenset({"A-DEB"}),
        inline=frozenset({"A-DEB"}),
        abuser=_abuser,
        twin=_twin,
    ),
)
