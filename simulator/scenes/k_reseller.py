"""Clause k: a shop of lines behind one account; an outsourcer and a partner that both signed for it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from fairline.facts import (
    Agreement,
    Basis,
    Call,
    Channel,
    Direction,
    Fact,
    Inspection,
    Message,
    Number,
    Permit,
    Registration,
    Topic,
    Vetting,
)
from simulator.scenes.scene import Draw, Scene

HOUR, MINUTE, SECOND, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1), timedelta(days=1)
COUNTRIES = (
    "US", "CA", "MX", "BR", "FR", "DE", "ES", "IT", "GB", "NL", "BE", "PL", "PT", "SE", "NO", "FI", "DK",
    "IE", "AT", "CH", "AU", "NZ", "JP", "SG",
)  # fmt: skip


def shop(draw: Draw) -> list[Fact]:
    """Lines and minutes sold on, with nobody's signature under it."""
    return _trade(draw, draw.monday())


def partner(draw: Draw) -> list[Fact]:
    """The same trade, as an agreement allows that both have signed."""
    start = draw.monday()
    agreement = Agreement(
        id=f"{draw.account}-agreement", at=start - 40 * DAY, account=draw.account,
        permits=(Permit.RESALE, Permit.CLIENTS, Permit.OWN_TRUNK), customer_signed_at=start - 40 * DAY,
        provider_signed_at=start - draw.between(30, 39) * DAY, expires_at=start + 365 * DAY,
    )  # fmt: skip
    return [agreement, *_trade(draw, start)]


def _trade(draw: Draw, start: datetime) -> list[Fact]:
    me, clients = draw.account, [f"client {each}" for each in range(draw.between(6, 12))]
    look = Vetting(
        id=f"{me}-look", at=start, account=me, sectors=("naics:517121", "82.20"), sells_lines=True,
        names_us=True, websites=draw.between(6, 20), letters=len(clients), sub_accounts=draw.between(21, 60),
    )  # fmt: skip
    page = Inspection(
        id=f"{me}-page", at=start + HOUR, account=me, topic=Topic.RESALE_OFFER, basis=Basis.COMPLAINT,
        confirmed=True, score=Decimal(1),
    )  # fmt: skip
    switch = Registration(
        id=f"{me}-switch", at=start + HOUR, account=me, user="trunk",
        user_agent=draw.one_of(("VOS3000 V2.1", "Sippy Softswitch", "PortaSIP B2BUA")),
    )  # fmt: skip
    numbers = [Number(id=draw.number("+1202"), at=start, account=me, letter_of=client) for client in clients]
    return [look, page, switch, *numbers, *_calls(draw, start + DAY, numbers), *_texts(draw, start, clients)]


def _calls(draw: Draw, start: datetime, numbers: list[Number]) -> Iterator[Fact]:
    """A day and night of calls to everywhere, in everybody's name, few of them answered."""
    for each in range(draw.between(1300, 1500)):
        number = numbers[each % len(numbers)]
        at, answered = start + each % 24 * HOUR + each * 2 * SECOND, each % 4 == 0
        talk = draw.between(5, 50) * SECOND if answered else timedelta(0)
        yield Call(
            id=f"{draw.account}-call-{each}", started_at=at, account=draw.account,
            direction=Direction.OUTBOUND, caller=number.id, seller=number.letter_of, called=draw.number("+1"),
            called_country=COUNTRIES[each % len(COUNTRIES)], answered=answered, talk=talk,
            answered_at=at if answered else None, ended_at=at + talk,
        )  # fmt: skip


def _texts(draw: Draw, start: datetime, clients: list[str]) -> Iterator[Fact]:
    for each in range(draw.between(110, 140)):
        yield Message(
            id=f"{draw.account}-text-{each}", sent_at=start + each * MINUTE, account=draw.account,
            direction=Direction.OUTBOUND, channel=Channel.SMS, brand=clients[each % len(clients)],
            recipient=draw.number("+1312"),
        )  # fmt: skip


SCENES = (
    Scene(
        letter="K",
        name="k-reseller",
        breaks=frozenset({"K-KYC", "K-DIV", "K-CLI", "K-SUB", "K-TRF", "K-BIL"}),
        inline=frozenset({"K-KYC", "K-DIV", "K-CLI", "K-SUB", "K-TRF", "K-BIL"}),
        abuser=shop,
        twin=partner,
    ),
)
