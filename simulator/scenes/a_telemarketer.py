"""Telemarketing in France after the opt-in: one that calls whom it likes, one that has everybody's yes."""

from datetime import datetime, timedelta

from fairline.facts import (
    Account,
    Call,
    Campaign,
    Channel,
    Consent,
    ConsentSource,
    Direction,
    Fact,
    OptOut,
    Purpose,
)
from simulator.scenes.scene import Draw, Scene

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
MOBILE, SELLERS_OWN = "+33612345678", "+33162001234"
SELLER = "Lumen"


def _call(draw: Draw, name: str, at: datetime, called: str, **fields: object) -> Call:
    whole: dict[str, object] = {
        "account": draw.account, "campaign": "solar", "caller": MOBILE, "seller": SELLER,
        "direction": Direction.OUTBOUND, "answered": True, "answered_live": True, "agent_joined": True,
        "agent_delay": timedelta(seconds=1), "talk": MINUTE,
    }  # fmt: skip
    return Call(
        id=f"{draw.account}-{name}",
        started_at=at,
        called=called,
        **(whole | fields),  # type: ignore[arg-type]
    )


def _known(draw: Draw, monday: datetime) -> list[Fact]:
    """The account says that its consents are all there are; the campaign sells."""
    before = monday - 30 * DAY
    return [
        Account(id=draw.account, at=before, consents_complete=True),
        Campaign(id="solar", at=before, account=draw.account, purpose=Purpose.MARKETING, seller=SELLER),
    ]


def _abuser(draw: Draw) -> list[Fact]:
    """It has no consent, calls on Saturday, at night and again and again, and shows a mobile number."""
    monday = draw.monday()
    morning = monday + 9 * HOUR + draw.between(5, 25) * MINUTE  # after ten in Paris, all year
    facts = _known(draw, monday)
    facts += [
        _call(draw, f"m{each}", morning + each * timedelta(seconds=20), draw.number("+33142"))
        for each in range(draw.between(200, 260))
    ]
    facts += [
        _call(draw, f"l{each}", monday + 19 * HOUR + (15 + each) * MINUTE, draw.number("+33142"))
        for each in range(draw.between(22, 35))
    ]
    facts += [
        _call(draw, f"s{each}", monday + 5 * DAY + 9 * HOUR + each * MINUTE, draw.number("+33142"))
        for each in range(draw.between(5, 20))
    ]
    tired = draw.number("+33143")
    facts += [_call(draw, f"t{each}", morning + each * DAY / 2, tired) for each in range(draw.between(6, 8))]
    refused = draw.number("+33144")
    facts += [
        OptOut(id=f"{draw.account}-no", at=monday - 40 * DAY, account=draw.account, contact=refused),
        _call(draw, "r", morning, refused),
    ]
    silent = draw.number("+33145")
    facts += [
        _call(
            draw, f"q{each}", morning + each * HOUR, silent, agent_joined=False, agent_delay=None, talk=None
        )
        for each in range(2)
    ]
    return facts


def _twin(draw: Draw) -> list[Fact]:
    """It calls as many, each with a consent that names it, in the hours; who refused is left in peace."""
    monday = draw.monday()
    morning = monday + 9 * HOUR + draw.between(5, 25) * MINUTE
    facts = _known(draw, monday)
    people = list(dict.fromkeys(draw.number("+33142") for _ in range(draw.between(200, 260))))
    facts += [
        Consent(
            id=f"{draw.account}-c{each}", at=monday - 20 * DAY, account=draw.account, contact=person,
            seller=SELLER, channels=(Channel.CALL,), purposes=(Purpose.MARKETING,), proven=True,
            source=ConsentSource.FORM, given_at=monday - 20 * DAY,
        )
        for each, person in enumerate(people)
    ]  # fmt: skip
    facts += [
        _call(draw, f"m{each}", morning + each * timedelta(seconds=20), person, caller=SELLERS_OWN)
        for each, person in enumerate(people)
    ]
    again = people[: draw.between(5, 12)]
    facts += [
        _call(draw, f"a{each}", morning + DAY + each * MINUTE, person, caller=SELLERS_OWN)
        for each, person in enumerate(again)
    ]
    facts.append(
        OptOut(id=f"{draw.account}-no", at=monday + 2 * DAY, account=draw.account, contact=people[0])
    )
    return facts


SCENES = (
    Scene(
        letter="A",
        name="telemarketer",
        breaks=frozenset({"A-OPT", "A-HRS", "A-HRS-B", "A-HOL", "A-FRQ", "A-REV", "A-CLI", "A-SIL"}),
        inline=frozenset({"A-OPT", "A-HRS", "A-HOL", "A-FRQ", "A-REV", "A-CLI"}),
        abuser=_abuser,
        twin=_twin,
    ),
)
