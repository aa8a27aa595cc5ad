"""A dialer paced for more agents than there are, in four countries; and one whose misses keep to the law."""

from datetime import datetime, timedelta

from fairline.facts import Account, Call, Campaign, Channel, Consent, Direction, Fact, ListCheck, Purpose
from simulator.scenes.scene import Draw, Scene

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WHERE = (
    ("US", "+1212555", 11, 15, "+12125550100"),
    ("CA", "+1416555", 11, 15, "+14165550100"),
    ("IT", "+390612", 12, 9, "+390655500100"),
    ("GB", "+442079", 12, 9, "+442079460100"),
)
"""Country, how its numbers begin, how long they are, from which hour UTC it is called, by which number."""


def _calls(draw: Draw, monday: datetime, missed: float, *, again: bool) -> list[Fact]:
    """Return four campaigns of some hundreds of answered calls, a share of them without an agent."""
    facts: list[Fact] = [Account(id=draw.account, at=monday - 9 * DAY)]
    for country, prefix, digits, hour, caller in WHERE:
        name = f"{draw.account}-{country}"
        facts.append(
            Campaign(id=country, at=monday - 9 * DAY, account=draw.account, purpose=Purpose.MARKETING,
                     started_at=monday)
        )  # fmt: skip
        number = draw.between(600, 800)
        people = [draw.number(prefix, digits) for _ in range(number)]
        for each, person in enumerate(people):
            at = monday + hour * HOUR + each * timedelta(seconds=10)
            late = draw.random.random() < missed
            facts += [
                *_leave(draw, f"{name}-{each}", monday, person),
                _call(name, f"{each}", at, person, draw.account, country, caller, late=late),
            ]
            if late and again:
                facts.append(
                    _call(
                        name, f"{each}-again", at + 3 * HOUR, person, draw.account, country, caller, late=True
                    )
                )
    return facts


def _leave(draw: Draw, name: str, monday: datetime, person: str) -> list[Fact]:
    """Return a consent to be called and a check against the register."""
    return [
        Consent(id=f"{name}-c", at=monday - 3 * DAY, account=draw.account, contact=person,
                channels=(Channel.CALL,), purposes=(Purpose.MARKETING,), proven=True),
        ListCheck(id=f"{name}-k", at=monday - DAY, account=draw.account, contact=person, listed=False),
    ]  # fmt: skip


def _call(
    name: str, suffix: str, at: datetime, called: str, account: str, country: str, caller: str, *, late: bool
) -> Call:
    return Call(
        id=f"{name}-{suffix}", started_at=at, account=account, campaign=country, caller=caller,
        called=called, called_country=country, direction=Direction.OUTBOUND, purpose=Purpose.MARKETING,
        answered=True, answered_live=True, agent_joined=not late,
        agent_delay=None if late else timedelta(seconds=1), talk=timedelta(seconds=0 if late else 40),
    )  # fmt: skip


def _abuser(draw: Draw) -> list[Fact]:
    """Every tenth person hears nobody, and then hears nobody again."""
    return _calls(draw, draw.monday(), draw.between(10, 14) / 100, again=True)


def _twin(draw: Draw) -> list[Fact]:
    """The same campaigns with agents enough: one in a hundred is missed, and left in peace."""
    return _calls(draw, draw.monday(), 0.01, again=False)


SCENES = (
    Scene(
        letter="A",
        name="silent-dialer",
        breaks=frozenset({"A-ABN-US", "A-ABN-CA", "A-ABN-IT", "A-ABN-UK", "A-SIL"}),
        abuser=_abuser,
        twin=_twin,
    ),
)
