"""Clause i: a stolen token, swallowed STOPs and tampered logs; and a security test amid a day of outages."""

from datetime import datetime, timedelta

from fairline.facts import (
    Access,
    Change,
    Deed,
    Direction,
    Fact,
    Message,
    Meter,
    Setting,
    Usage,
)
from simulator.scenes.scene import Draw, Scene

SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def _token(draw: Draw, start: datetime, *, ticket: str | None) -> list[Fact]:
    """A token that is used from all over and knocks at closed doors."""
    networks = draw.between(7, 12)
    return [
        Access(
            id=f"request-{number}",
            at=start + number * 5 * MINUTE,
            account=draw.account,
            token="live-token",
            deed=Deed.REQUEST,
            network=f"AS{64500 + number % networks}",
            documented=number % 4 != 0,
            scope_allowed=number % 3 != 0,
            revoked=number > 20,
            user_agent_agrees=number % 2 == 0,
            ticket=ticket,
        )
        for number in range(draw.between(30, 50))
    ]


def _stops(draw: Draw, start: datetime, *, within: timedelta | None) -> list[Fact]:
    """Requests for no more messages, answered within a span or never."""
    return [
        Message(
            id=f"stop-{number}",
            sent_at=start + number * MINUTE,
            account=draw.account,
            direction=Direction.INBOUND,
            sender=draw.number("+1312"),
            recipient="+12025550150",
            opts_out=True,
            answered_at=None if within is None else start + number * MINUTE + within,
        )
        for number in range(draw.between(6, 20))
    ]


def _page(draw: Draw, start: datetime, *, failed: int, status: int) -> list[Fact]:
    """Visits to the page for opting out, of which so many in a hundred fail."""
    return [
        Access(
            id=f"visit-{number}",
            at=start + number * SECOND,
            account=draw.account,
            deed=Deed.UNSUBSCRIBE,
            status=status if draw.between(1, 100) <= failed else 200,
        )
        for number in range(draw.between(200, 400))
    ]


def _logs(draw: Draw, start: datetime, *, missing: int, skew: int) -> list[Fact]:
    """A day's readings of the account's own log and clock."""
    readings = ((Meter.LOG_RECORDS, 100_000), (Meter.LOG_GAP_RECORDS, missing), (Meter.CLOCK_SKEW_MS, skew))
    return [
        Usage(id=f"reading-{meter}", at=start, account=draw.account, meter=meter, amount=amount)
        for meter, amount in readings
    ]


def _handler(draw: Draw, start: datetime, *, drops: bool) -> Fact:
    return Change(
        id="handler",
        at=start,
        account=draw.account,
        setting=Setting.OPT_OUT_HANDLING,
        enabled=True,
        drops_opt_out_words=drops,
    )


def _deletion(draw: Draw, start: datetime, *, held: bool) -> Fact:
    return Access(id="deletion", at=start, account=draw.account, deed=Deed.DELETE, legal_hold=held)


def _tampering(draw: Draw) -> list[Fact]:
    start = draw.monday() + timedelta(hours=draw.between(8, 12))
    return [
        _handler(draw, start, drops=True),
        *_token(draw, start, ticket=None),
        *_stops(draw, start, within=None),
        *_page(draw, start, failed=draw.between(10, 40), status=404),
        *_logs(draw, start + 6 * HOUR, missing=draw.between(150, 900), skew=draw.between(6000, 90_000)),
        _deletion(draw, start + 7 * HOUR, held=True),
        Message(id="later", sent_at=start + 2 * DAY, account=draw.account, direction=Direction.OUTBOUND),
    ]


def _outages(draw: Draw) -> list[Fact]:
    """A test under a ticket, a slow confirmation, a page that is down (5xx), a few lost records."""
    start = draw.monday() + timedelta(hours=draw.between(8, 12))
    return [
        _handler(draw, start, drops=False),
        *_token(draw, start, ticket=f"VDP-{draw.between(10, 99)}"),
        *_stops(draw, start, within=timedelta(hours=draw.between(1, 20))),
        *_page(draw, start, failed=draw.between(10, 40), status=503),
        *_logs(draw, start + 6 * HOUR, missing=draw.between(1, 90), skew=draw.between(10, 4000)),
        _deletion(draw, start + 7 * HOUR, held=False),
        Message(id="later", sent_at=start + 2 * DAY, account=draw.account, direction=Direction.OUTBOUND),
    ]


SCENES = (
    Scene(
        letter="I",
        name="tampering",
        breaks=frozenset({"I-CIR-06", "I-CIR-07", "I-CIR-11"}),
        inline=frozenset({"I-CIR-07", "I-CIR-11"}),
        abuser=_tampering,
        twin=_outages,
    ),
)
