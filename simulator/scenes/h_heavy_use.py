"""Clause h: one seat that is a whole team and more; a desk shared by contract, on a plan that fits."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from fairline.facts import (
    Access,
    Account,
    Agreement,
    Call,
    Campaign,
    Deed,
    Direction,
    Fact,
    Media,
    Meter,
    Permit,
    Usage,
)
from simulator.scenes.scene import Draw, Scene

HOUR, MINUTE, SECOND, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1), timedelta(days=1)
FIRST = datetime.fromisoformat("2026-09-01T00:00:00+00:00")
MONTHS = (FIRST, FIRST + 30 * DAY, FIRST + 61 * DAY)  # September, October and November


def crowd(draw: Draw) -> list[Fact]:
    """One login for many: around the clock, three devices at once, features and rates of another plan."""
    known = Account(
        id=draw.account, at=FIRST - DAY, plan="contact-center", features=("own-trunk",), seats=12,
        requests_per_s=2,
    )  # fmt: skip
    campaign = Campaign(id="c", at=FIRST - DAY, account=draw.account, mode="predictive")
    facts: list[Fact] = [known, campaign, *_seats(draw, heavy=True), *_clock(draw, FIRST + 7 * DAY)]
    facts += [*_sessions(draw, FIRST + 8 * DAY + 9 * HOUR), *_media(draw, FIRST + 8 * DAY, always=True)]
    facts += [*_requests(draw, FIRST + 9 * DAY, draw.between(160, 200), SECOND / 10)]
    return [*facts, *_meters(draw, recorded=draw.between(1400, 2000), stored=draw.between(220, 400), idle=5)]


def desk(draw: Draw) -> list[Fact]:
    """A desk that three shifts share by an agreement, with the features it pays for, near every limit."""
    known = Account(
        id=draw.account, at=FIRST - DAY, plan="contact-center", features=("predictive-dialer", "api"),
        seats=12, requests_per_s=20,
    )  # fmt: skip
    campaign = Campaign(id="c", at=FIRST - DAY, account=draw.account, mode="predictive")
    agreement = Agreement(
        id=f"{draw.account}-agreement", at=FIRST - 9 * DAY, account=draw.account,
        permits=(Permit.SHARED_DESK, Permit.DIALER), customer_signed_at=FIRST - 9 * DAY,
        provider_signed_at=FIRST - 8 * DAY,
    )  # fmt: skip
    facts: list[Fact] = [known, campaign, agreement, *_seats(draw, heavy=False)]
    facts += [*_clock(draw, FIRST + 7 * DAY), *_sessions(draw, FIRST + 8 * DAY + 9 * HOUR)]
    facts += [*_media(draw, FIRST + 8 * DAY, always=False)]
    facts += [*_requests(draw, FIRST + 9 * DAY, draw.between(160, 200), SECOND / 10)]
    return [*facts, *_meters(draw, recorded=draw.between(900, 1100), stored=draw.between(90, 190), idle=2)]


def _call(draw: Draw, name: str, at: datetime, user: str, talk: timedelta, **fields: object) -> Call:
    shared: dict[str, object] = {
        "direction": Direction.OUTBOUND, "answered": True, "answered_at": at, "ended_at": at + talk,
        "called": draw.number("+1312"), "campaign": "c",
    }  # fmt: skip
    return Call(
        id=f"{draw.account}-{name}", started_at=at, account=draw.account, user=user, talk=talk,
        **(shared | fields),  # type: ignore[arg-type]
    )  # fmt: skip


def _seats(draw: Draw, *, heavy: bool) -> Iterator[Fact]:
    """Eleven seats of some 700 minutes a month, and one that is many times as much if ``heavy``."""
    for month, start in enumerate(MONTHS):
        for seat in range(11):
            for day in range(20):
                at, talk = start + day * DAY + 15 * HOUR, draw.between(30, 40) * MINUTE
                yield _call(draw, f"seat-{month}-{seat}-{day}", at, f"s{seat}", talk)
        for each in range(120):
            at = start + each // 6 * DAY + (each % 6) * 3 * HOUR + 3 * HOUR
            talk = draw.between(55, 65) * MINUTE if heavy else draw.between(5, 9) * MINUTE
            sent = draw.number("+1202") if heavy else None
            yield _call(draw, f"big-{month}-{each}", at, "desk", talk, forwarded_from=sent)
            if heavy:
                yield _call(draw, f"small-{month}-{each}", at + 2 * HOUR, "desk", 3 * SECOND,
                            forwarded_from=sent)  # fmt: skip


def _clock(draw: Draw, start: datetime) -> Iterator[Fact]:
    """A call in every hour of a week, two at once at times."""
    for hour in range(7 * 24):
        at = start + hour * HOUR + draw.between(0, 20) * MINUTE
        yield _call(draw, f"clock-{hour}", at, "clock", 2 * MINUTE)
        if hour % 12 == 0:
            yield _call(draw, f"twice-{hour}", at + MINUTE, "clock", 2 * MINUTE)


def _sessions(draw: Draw, start: datetime) -> Iterator[Fact]:
    """A login on three devices at once, for a day on end."""
    for place, device in enumerate(("desk", "laptop", "telephone")):
        at = start + place * 20 * MINUTE
        yield Access(
            id=f"{draw.account}-session-{device}", at=at, account=draw.account, user="clock", device=device,
            deed=Deed.SESSION, succeeded=True, ends_at=at + draw.between(17, 20) * HOUR,
            speed_kmh=draw.between(1200, 4000) if place == 2 else None,
        )  # fmt: skip


def _media(draw: Draw, start: datetime, *, always: bool) -> Iterator[Fact]:
    for each in range(draw.between(120, 140)):
        yield Media(
            id=f"{draw.account}-media-{each}", at=start + each * MINUTE, account=draw.account, user="clock",
            negotiated=True, forked_always=always or each % 2 == 0,
        )  # fmt: skip


def _requests(draw: Draw, start: datetime, number: int, every: timedelta) -> Iterator[Fact]:
    for each in range(number):
        yield Access(
            id=f"{draw.account}-request-{each}", at=start + each * every, account=draw.account, token="t",
            deed=Deed.REQUEST,
        )  # fmt: skip


def _meters(draw: Draw, *, recorded: int, stored: int, idle: int) -> Iterator[Fact]:
    at, me = FIRST + 29 * DAY, draw.account
    for meter, amount in ((Meter.RECORDED_MINUTES, recorded), (Meter.TALK_MINUTES, 1000)):
        yield Usage(id=f"{me}-{meter}", at=at, account=me, meter=meter, amount=amount)
    yield Usage(id=f"{me}-stored", at=at, account=me, meter=Meter.STORAGE_MB, amount=stored * 1000,
                included=100_000)  # fmt: skip
    for each in range(12):
        yield Usage(
            id=f"{me}-number-{each}", at=at, account=me, meter=Meter.NUMBER_EVENTS,
            number=draw.number("+1202"), amount=0 if each < idle else draw.between(2, 900),
        )  # fmt: skip


SCENES = (
    Scene(
        letter="H",
        name="h-heavy-use",
        breaks=frozenset(
            {"H-SEAT", "H-SHARE", "H-PLAN", "H-CONT", "H-VOL", "H-COH", "H-PAT", "H-API", "H-STO", "H-IDLE"}
        ),
        inline=frozenset({"H-SHARE", "H-PLAN", "H-API"}),
        abuser=crowd,
        twin=desk,
    ),
)
