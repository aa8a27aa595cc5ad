"""A seat that threatens and will not stop calling, and one whose heated customers answer back."""

from datetime import datetime, timedelta
from decimal import Decimal

from fairline.facts import (
    About,
    Basis,
    Call,
    Complaint,
    ComplaintSource,
    Direction,
    Fact,
    Inspection,
    Number,
    Topic,
)
from simulator.scenes.scene import Draw, Scene

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
CALLER = "+12125550144"


def _call(draw: Draw, name: str, at: datetime, person: str, *, back: bool = False) -> Call:
    caller, called = (person, CALLER) if back else (CALLER, person)
    return Call(
        id=f"{draw.account}-{name}", started_at=at, account=draw.account, user="107", caller=caller,
        called=called, direction=Direction.INBOUND if back else Direction.OUTBOUND, answered=True,
    )  # fmt: skip


def _check(draw: Draw, name: str, at: datetime, score: str, *, complained: bool) -> Inspection:
    return Inspection(
        id=f"{draw.account}-{name}", at=at, account=draw.account, user="107", item=f"{draw.account}-c0",
        topic=Topic.THREAT, basis=Basis.COMPLAINT if complained else Basis.CUSTOMER, score=Decimal(score),
        complained=complained,
    )  # fmt: skip


def _number(draw: Draw, at: datetime) -> Number:
    return Number(id=CALLER, at=at, account=draw.account)


def _abuser(draw: Draw) -> list[Fact]:
    """It calls a person a dozen times in a morning and threatens; two people complain."""
    start, person = draw.monday() + 15 * HOUR, draw.number("+1312555")
    own = draw.account
    facts: list[Fact] = [_number(draw, start - 9 * DAY)]
    facts += [
        _call(draw, f"c{each}", start + each * 10 * MINUTE, person) for each in range(draw.between(12, 18))
    ]
    facts.append(_check(draw, "i", start + 4 * HOUR, "0.98", complained=True))
    facts += [
        Complaint(id=f"{own}-p{each}", at=start + 4 * HOUR + each * MINUTE, account=own, number=CALLER,
                  source=ComplaintSource.PERSON, about=About.THREAT, complainant=f"person {each}")
        for each in range(2)
    ]  # fmt: skip
    return facts


def _twin(draw: Draw) -> list[Fact]:
    """It calls as often, and the person calls back; a score without a complaint is a heated customer."""
    start, person = draw.monday() + 15 * HOUR, draw.number("+1312555")
    own = draw.account
    facts: list[Fact] = [_number(draw, start - 9 * DAY), _call(draw, "b", start - MINUTE, person, back=True)]
    facts += [
        _call(draw, f"c{each}", start + each * 10 * MINUTE, person) for each in range(draw.between(12, 18))
    ]
    facts += [
        _check(draw, "i", start + 4 * HOUR, "0.98", complained=False),
        Complaint(id=f"{own}-p", at=start + 4 * HOUR, account=own, number=CALLER,
                  source=ComplaintSource.PERSON, about=About.THREAT, complainant="one"),
    ]  # fmt: skip
    return facts


SCENES = (
    Scene(
        letter="E",
        name="harasser",
        breaks=frozenset({"E-HAR", "E-ABU"}),
        abuser=_abuser,
        twin=_twin,
    ),
)
