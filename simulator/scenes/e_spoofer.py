"""Numbers of others: a caller that shows a bank's, and an outsourcer that shows its client's, by letter."""

from datetime import datetime, timedelta
from decimal import Decimal

from fairline.facts import (
    About,
    Attestation,
    Basis,
    Call,
    Campaign,
    Channel,
    Complaint,
    ComplaintSource,
    Direction,
    Fact,
    Inspection,
    Message,
    Number,
    Topic,
)
from simulator.scenes.scene import Draw, Scene

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
BANKS, INBOUND_ONLY, CLIENTS = "+12125550111", "+18005550122", "+12125550133"


def _call(draw: Draw, name: str, at: datetime, caller: str, **fields: object) -> Call:
    whole: dict[str, object] = {
        "account": draw.account, "campaign": "cards", "caller": caller, "called": draw.number("+1312555"),
        "direction": Direction.OUTBOUND, "brand": "City Bank", "seller": "City Bank",
        "identity_agrees": True, "signed_as": Attestation.FULL, "verified": True, "labeled": False,
    }  # fmt: skip
    return Call(id=f"{draw.account}-{name}", started_at=at, **(whole | fields))  # type: ignore[arg-type]


def _check(draw: Draw, name: str, at: datetime, topic: Topic, **fields: object) -> Inspection:
    return Inspection(
        id=f"{draw.account}-{name}", at=at, account=draw.account, campaign="cards", topic=topic,
        basis=Basis.COMPLAINT, score=Decimal("0.97"), confirmed=True, **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def _mail(draw: Draw, name: str, at: datetime, passes: bool) -> Message:
    return Message(
        id=f"{draw.account}-{name}", sent_at=at, account=draw.account, channel=Channel.EMAIL,
        direction=Direction.OUTBOUND, sender="service@citybank.example", recipient=f"{name}@mail.example",
        identity_agrees=passes, authenticated=passes,
    )  # fmt: skip


def _abuser(draw: Draw) -> list[Fact]:
    """It shows the bank's number and one that never calls, and says that it is the bank."""
    monday, own = draw.monday(), draw.account
    start = monday + (15 + draw.between(0, 2)) * HOUR
    facts: list[Fact] = [
        Number(id=BANKS, at=monday - 90 * DAY, account="the-bank"),
        Number(id=INBOUND_ONLY, at=monday - 90 * DAY, account="the-bank", do_not_originate=True),
        Campaign(id="cards", at=monday - DAY, account=own, seller="Quick Loans"),
    ]
    facts += [
        _call(draw, f"c{each}", start + each * MINUTE, draw.one_of((BANKS, BANKS, INBOUND_ONLY)),
              seller=None, identity_agrees=each % 3 != 0, verified=each % 4 != 0, labeled=each % 6 == 0,
              signed_as=Attestation.GATEWAY)
        for each in range(draw.between(300, 360))
    ]  # fmt: skip
    facts += [
        _mail(draw, f"m{each}", start + each * MINUTE, passes=False) for each in range(draw.between(5, 9))
    ]
    facts += [
        _check(draw, "i", start + HOUR, Topic.BRAND_CLAIM, allowed=False),
        _check(draw, "n", start + HOUR, Topic.NO_IDENTITY),
    ]
    facts += [
        Complaint(id=f"{own}-p{each}", at=start + each * MINUTE, account=own, number=BANKS,
                  source=ComplaintSource.PERSON, about=About.IMPERSONATION, complainant=f"person {each}")
        for each in range(draw.between(2, 5))
    ]  # fmt: skip
    return facts


def _twin(draw: Draw) -> list[Fact]:
    """It calls for the bank, whose letter lets it show the number, and the bank's name is its client's."""
    monday, own = draw.monday(), draw.account
    start = monday + (15 + draw.between(0, 2)) * HOUR
    facts: list[Fact] = [
        Number(id=CLIENTS, at=monday - 90 * DAY, account=own, letter_of="City Bank",
               right_until=monday + 200 * DAY),
        Campaign(id="cards", at=monday - DAY, account=own, seller="City Bank"),
    ]  # fmt: skip
    facts += [
        _call(
            draw, f"c{each}", start + each * MINUTE, CLIENTS, verified=each % 50 != 0, labeled=each % 60 == 0
        )
        for each in range(draw.between(300, 360))
    ]
    facts += [
        _mail(draw, f"m{each}", start + each * MINUTE, passes=True) for each in range(draw.between(5, 9))
    ]
    facts += [
        _check(draw, "i", start + HOUR, Topic.BRAND_CLAIM, allowed=True),
        Complaint(id=f"{own}-p", at=start, account=own, number=CLIENTS, source=ComplaintSource.PERSON,
                  about=About.IMPERSONATION, complainant="one"),
        Complaint(id=f"{own}-l", at=start, account=own, number=CLIENTS, source=ComplaintSource.LABEL,
                  answer_drop=Decimal("0.1")),
    ]  # fmt: skip
    return facts


SCENES = (
    Scene(
        letter="E",
        name="spoofer",
        breaks=frozenset({"E-CLI-I", "E-DNO", "E-HDR", "E-IDT", "E-ATT", "E-LBL", "E-DEC"}),
        inline=frozenset({"E-CLI-I", "E-DNO", "E-HDR"}),
        abuser=_abuser,
        twin=_twin,
    ),
)
