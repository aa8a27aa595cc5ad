"""Clause i: who goes round every control, and who changes the same settings for good reasons."""

from datetime import datetime, timedelta
from decimal import Decimal

from fairline.facts import (
    Basis,
    Call,
    Campaign,
    Change,
    Channel,
    Consent,
    Direction,
    Fact,
    Inspection,
    Message,
    Purpose,
    Seat,
    Setting,
    Topic,
)
from simulator.scenes.scene import Draw, Scene

SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
CAMPAIGN = "autumn"


def _account(draw: Draw, start: datetime) -> list[Fact]:
    """A campaign that says it serves customers, and the user who runs it."""
    return [
        Campaign(id=CAMPAIGN, at=start - DAY, account=draw.account, purpose=Purpose.TRANSACTIONAL),
        Seat(id="boss", at=start - DAY, account=draw.account, administrator=True),
        Seat(id="clerk", at=start - DAY, account=draw.account, administrator=False),
    ]


def _rotated(draw: Draw, start: datetime, after: timedelta) -> list[Fact]:
    """Numbers that are replaced so long after they were labeled, one a day."""
    return [
        Change(
            id=f"number-{number}",
            at=start + number * DAY,
            account=draw.account,
            setting=Setting.CALLER_NUMBER,
            number=draw.number("+1202"),
            labeled_at=start + number * DAY - after,
        )
        for number in range(draw.between(3, 5))
    ]


def _settings(draw: Draw, start: datetime, *, user: str, ticket: str | None, opens: bool) -> list[Fact]:
    """A register's check switched off, a region moved, zones edited."""
    made: list[Fact] = [
        Change(
            id="check",
            at=start,
            account=draw.account,
            user=user,
            campaign=CAMPAIGN,
            setting=Setting.REGISTER_CHECK,
            enabled=False,
            campaign_running=True,
            ticket=ticket,
        )
    ]
    moved = [Setting.REGION] + [Setting.CONTACT_ZONE] * draw.between(3, 6)
    for number, setting in enumerate(moved):
        made.append(
            Change(
                id=f"moved-{number}",
                at=start + HOUR + number * MINUTE,
                account=draw.account,
                user=user,
                campaign=CAMPAIGN,
                setting=setting,
                opens_hours=opens,
                before_dialing=timedelta(minutes=draw.between(1, 45)),
                ticket=ticket,
            )
        )
    return made


def _content(draw: Draw, start: datetime, *, confirmed: bool, hidden: int) -> list[Fact]:
    """What a complaint led a person to read, and messages of which so many in a hundred hide their text."""
    read = Inspection(
        id="read",
        at=start,
        account=draw.account,
        campaign=CAMPAIGN,
        topic=Topic.MARKETING,
        basis=Basis.COMPLAINT,
        score=Decimal("0.9"),
        confirmed=confirmed,
    )
    sent = [
        Message(
            id=f"sent-{number}",
            sent_at=start + number * SECOND,
            account=draw.account,
            campaign=CAMPAIGN,
            channel=Channel.SMS,
            direction=Direction.OUTBOUND,
            sender="+12025550150",
            recipient=draw.number("+1312"),
            hides_text=draw.between(1, 100) <= hidden,
        )
        for number in range(draw.between(200, 300))
    ]
    return [read, *sent]


def _consents(draw: Draw, start: datetime, *, forged: bool) -> list[Fact]:
    """Records made a day after the contact: of consents before it, or of those given on it."""
    contacted = start - DAY
    return [
        Consent(
            id=f"consent-{number}",
            at=start + number * SECOND,
            account=draw.account,
            contact=draw.number("+1312"),
            given_at=contacted - timedelta(days=draw.between(1, 90))
            if forged
            else contacted + number * SECOND,
            contacted_at=contacted,
        )
        for number in range(draw.between(5, 40))
    ]


def _transfers(draw: Draw, start: datetime, *, permitted: bool) -> list[Fact]:
    """Calls that were handed on abroad."""
    return [
        Call(
            id=f"call-{number}",
            started_at=start + number * HOUR,
            account=draw.account,
            user="clerk",
            direction=Direction.INBOUND,
            transferred_to=draw.number("+371", 12),
            transfer_permitted=permitted,
        )
        for number in range(draw.between(3, 6))
    ]


def _dodger(draw: Draw) -> list[Fact]:
    start = draw.monday() + timedelta(hours=draw.between(8, 12))
    return [
        *_account(draw, start),
        *_rotated(draw, start, timedelta(hours=draw.between(1, 23))),
        *_settings(draw, start, user="clerk", ticket=None, opens=True),
        *_content(draw, start + 3 * HOUR, confirmed=True, hidden=draw.between(20, 60)),
        *_consents(draw, start, forged=True),
        *_transfers(draw, start, permitted=False),
    ]


def _careful(draw: Draw) -> list[Fact]:
    """A planned change of numbers, a ticketed outage, a hoax of a complaint, agreement on the call itself."""
    start = draw.monday() + timedelta(hours=draw.between(8, 12))
    return [
        *_account(draw, start),
        *_rotated(draw, start, timedelta(days=draw.between(2, 20))),
        *_settings(draw, start, user="boss", ticket=f"CH-{draw.between(100, 999)}", opens=True),
        *_content(draw, start + 3 * HOUR, confirmed=False, hidden=1),
        *_consents(draw, start, forged=False),
        *_transfers(draw, start, permitted=True),
    ]


SCENES = (
    Scene(
        letter="I",
        name="round-every-control",
        breaks=frozenset({"I-CIR-03", "I-CIR-04", "I-CIR-05", "I-CIR-08", "I-CIR-10"}),
        inline=frozenset({"I-CIR-03", "I-CIR-04", "I-CIR-05", "I-CIR-08"}),
        abuser=_dodger,
        twin=_careful,
    ),
)
