"""Recording in California and France: a flow that announces too late, and one that announces first."""

from datetime import datetime, timedelta

from fairline.facts import Fact, Recording
from simulator.scenes.scene import Draw, Scene

HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
PLACES = (("US-CA",), ("US-NY", "US-CA"), ("FR",))


def _recordings(draw: Draw, told_after: tuple[int, int]) -> list[Fact]:
    """Return some hundred recordings with the announcement so many seconds after the first instant."""
    start = draw.monday() + 16 * HOUR
    facts: list[Fact] = []
    for each in range(draw.between(300, 400)):
        at = start + each * MINUTE
        facts.append(_recording(draw, each, at, at + draw.between(*told_after) * SECOND))
    return facts


def _recording(draw: Draw, each: int, at: datetime, told: datetime) -> Recording:
    return Recording(
        id=f"{draw.account}-r{each}", at=at, account=draw.account, campaign="care", call_id=f"c{each}",
        places=draw.one_of(PLACES), announced_at=told, consented=True, length=5 * MINUTE, talk=5 * MINUTE,
        encrypted=True,
    )  # fmt: skip


def _abuser(draw: Draw) -> list[Fact]:
    """The announcement plays five to twenty seconds into the recording."""
    return _recordings(draw, (5, 20))


def _twin(draw: Draw) -> list[Fact]:
    """The announcement plays first, and the recording begins when it has ended."""
    return _recordings(draw, (-20, -5))


SCENES = (
    Scene(
        letter="A",
        name="recorder",
        breaks=frozenset({"A-REC", "A-REC-B"}),
        inline=frozenset({"A-REC"}),
        abuser=_abuser,
        twin=_twin,
    ),
)
