"""Clause b, forwarding: a telephone system behind one seat; the same system, as both parties agreed."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from fairline.facts import (
    Agreement,
    Call,
    Change,
    Direction,
    Fact,
    Line,
    Permit,
    Registration,
    Setting,
)
from simulator.scenes.scene import Draw, Scene

HOUR, MINUTE, SECOND, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1), timedelta(days=1)


def exchange(draw: Draw) -> list[Fact]:
    """Calls of one number sent on to an exchange, week after week; a loop now and then."""
    start = draw.monday() + 9 * HOUR
    return [*_system(draw, start), *_loop(draw, start + 5 * HOUR)]


def by_contract(draw: Draw) -> list[Fact]:
    """The same system and traffic, under an agreement that both signed; calls diverted a few times."""
    start = draw.monday() + 9 * HOUR
    agreement = Agreement(
        id=f"{draw.account}-agreement", at=start - 30 * DAY, account=draw.account,
        permits=(Permit.MULTI_LINE_FORWARDING, Permit.OWN_TRUNK),
        customer_signed_at=start - 32 * DAY, provider_signed_at=start - 31 * DAY,
        expires_at=start + 365 * DAY,
    )  # fmt: skip
    return [agreement, *_system(draw, start), *_chain(draw, start + 5 * HOUR)]


def _system(draw: Draw, start: datetime) -> Iterator[Fact]:
    me, number, target = draw.account, draw.number("+1202555"), draw.number("+1312555")
    yield Change(
        id=f"{me}-set", at=start - HOUR, account=me, user="desk", setting=Setting.FORWARDING, enabled=True,
        number=number, target=target, target_line=Line.PBX,
    )  # fmt: skip
    yield Registration(
        id=f"{me}-device", at=start - HOUR, account=me, user="desk", aor=f"sip:{me}@fairline", contacts=3,
        user_agent=draw.one_of(("Asterisk PBX 18.9", "FPBX-16.0.40", "3CXPhoneSystem 18.0")),
        data_center=draw.one_of((True, False)),
    )  # fmt: skip
    for day in range(24):
        for each in range(draw.between(26, 30)):
            yield from _sent_on(draw, start + day * DAY + each * 12 * MINUTE, f"{day}-{each}", number, target)


def _sent_on(draw: Draw, start: datetime, name: str, number: str, target: str) -> Iterator[Fact]:
    """Two callers at once, both sent on to the target."""
    for place in range(2):
        at = start + place * MINUTE
        talk = draw.between(7, 9) * MINUTE
        shared = {
            "account": draw.account,
            "user": "desk",
            "answered": True,
            "caller": draw.number("+1646"),
            "ring": SECOND,
            "answered_at": at + SECOND,
            "ended_at": at + SECOND + talk,
            "talk": talk,
        }
        yield Call(
            id=f"{draw.account}-in-{name}-{place}", started_at=at, direction=Direction.INBOUND, called=number,
            **shared,  # type: ignore[arg-type]
        )  # fmt: skip
        yield Call(
            id=f"{draw.account}-out-{name}-{place}", started_at=at, direction=Direction.OUTBOUND,
            called=target, forwarded_from=number, **shared,  # type: ignore[arg-type]
        )  # fmt: skip


def _loop(draw: Draw, start: datetime) -> Iterator[Fact]:
    number = draw.number("+1202555")
    for each in range(draw.between(2, 5)):
        yield Call(
            id=f"{draw.account}-loop-{each}", started_at=start + each * MINUTE, account=draw.account,
            direction=Direction.OUTBOUND, called=number, forwarded_from=number, diversions=6 + each,
        )  # fmt: skip


def _chain(draw: Draw, start: datetime) -> Iterator[Fact]:
    for each in range(draw.between(2, 5)):
        yield Call(
            id=f"{draw.account}-chain-{each}", started_at=start + each * MINUTE, account=draw.account,
            direction=Direction.OUTBOUND, called=draw.number("+1312555"),
            forwarded_from=draw.number("+1202555"), diversions=draw.between(1, 5),
        )  # fmt: skip


SCENES = (
    Scene(
        letter="B",
        name="b-forwarding",
        breaks=frozenset({"B-FWD-C", "B-FWD-P", "B-FWD-V", "B-TRK-U", "B-LOOP"}),
        inline=frozenset({"B-FWD-P", "B-TRK-U", "B-LOOP"}),
        abuser=exchange,
        twin=by_contract,
    ),
)
