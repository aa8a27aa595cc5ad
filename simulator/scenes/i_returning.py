"""Clause i: a suspended seller is back within days under three accounts; a franchise shares a card."""

from datetime import timedelta
from decimal import Decimal

from fairline.facts import Account, Complaint, ComplaintSource, Fact, Link, LinkedBy, Vetting
from simulator.scenes.scene import Draw, Scene

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def _back(draw: Draw) -> list[Fact]:
    """One card and the same list as before; two more accounts beside it, each just below its limit."""
    account, opened = draw.account, draw.monday() + timedelta(hours=draw.between(8, 11))
    seen = opened + timedelta(minutes=draw.between(20, 90))
    before: dict[str, object] = {
        "other": f"{account}-before",
        "other_sanctioned_at": opened - timedelta(days=draw.between(1, 25)),
    }
    near: dict[str, object] = {
        "limit_share": Decimal(draw.between(75, 98)) / 100,
        "other_limit_share": Decimal(draw.between(75, 98)) / 100,
        "cluster_share": Decimal(draw.between(210, 290)) / 100,
    }
    shared = [
        (LinkedBy.PAYMENT_INSTRUMENT, Decimal(1), before),
        (LinkedBy.DESTINATIONS, Decimal(draw.between(55, 95)) / 100, before),
        (LinkedBy.DEVICE, Decimal(1), {"other": f"{account}-2", **near}),
        (LinkedBy.BENEFICIAL_OWNER, Decimal(1), {"other": f"{account}-3", **near}),
    ]
    links = [
        Link(
            id=f"link-{number}",
            at=seen + number * MINUTE,
            account=account,
            attribute=attribute,
            overlap=overlap,
            **more,  # type: ignore[arg-type]
        )
        for number, (attribute, overlap, more) in enumerate(shared)
    ]
    return [
        Account(id=account, at=opened, opened_at=opened),
        Vetting(id="vetting", at=opened + MINUTE, account=account, mail_drop=True, registration_void=True),
        *links,
        Complaint(
            id="traceback",
            at=seen + 2 * DAY,
            account=account,
            source=ComplaintSource.TRACEBACK,
            refused=True,
        ),
    ]


def _franchise(draw: Draw) -> list[Fact]:
    """The head office pays for every shop, one of which was suspended; their lists overlap a little."""
    account, opened = draw.account, draw.monday() + timedelta(hours=draw.between(8, 11))
    seen = opened + timedelta(minutes=draw.between(20, 90))
    cards = [
        Link(
            id=f"card-{shop}",
            at=seen + shop * MINUTE,
            account=account,
            other=f"{account}-shop-{shop}",
            attribute=LinkedBy.PAYMENT_INSTRUMENT,
            overlap=Decimal(1),
            other_sanctioned_at=opened - timedelta(days=draw.between(1, 25)) if shop == 0 else None,
            limit_share=Decimal(draw.between(75, 98)) / 100,
            other_limit_share=Decimal(draw.between(75, 98)) / 100,
            cluster_share=Decimal(draw.between(210, 290)) / 100,
        )
        for shop in range(draw.between(3, 8))
    ]
    regulars = Link(
        id="regulars",
        at=seen + DAY,
        account=account,
        other=f"{account}-shop-0",
        attribute=LinkedBy.DESTINATIONS,
        overlap=Decimal(draw.between(5, 45)) / 100,
        other_sanctioned_at=opened - timedelta(days=draw.between(1, 25)),
    )
    return [
        Account(id=account, at=opened, opened_at=opened),
        Vetting(id="vetting", at=opened + MINUTE, account=account, mail_drop=False, registration_void=False),
        *cards,
        regulars,
        Complaint(
            id="traceback",
            at=seen + 2 * DAY,
            account=account,
            source=ComplaintSource.TRACEBACK,
            refused=False,
            answered_at=seen + 2 * DAY + timedelta(hours=draw.between(1, 20)),
        ),
    ]


SCENES = (
    Scene(
        letter="I",
        name="back-under-three-names",
        breaks=frozenset({"I-CIR-01", "I-CIR-02", "I-CIR-09"}),
        inline=frozenset({"I-CIR-02", "I-CIR-09"}),
        abuser=_back,
        twin=_franchise,
    ),
)
