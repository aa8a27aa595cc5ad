"""Clause j: somebody listens, copies and carries away; quality assurance does so in the open."""

from datetime import datetime, timedelta

from fairline.facts import Access, Change, Deed, Fact, Media, Recording, Seat, Setting
from simulator.scenes.scene import Draw, Scene

SECOND, MINUTE, HOUR, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def _listening(
    draw: Draw, start: datetime, *, supervisor: bool, sessions: int, other_team: bool
) -> list[Fact]:
    """A user who listens in so many times."""
    seat = Seat(id="ear", at=start - DAY, account=draw.account, supervisor=supervisor)
    heard = [
        Access(
            id=f"heard-{number}",
            at=start + number * 10 * MINUTE,
            account=draw.account,
            user="ear",
            deed=Deed.LISTEN,
            succeeded=True,
            other_team=other_team,
        )
        for number in range(sessions)
    ]
    return [seat, *heard]


def _downloads(draw: Draw, start: datetime, *, ticket: str | None, open_hours: bool) -> list[Fact]:
    """An archive that leaves in pieces."""
    return [
        Access(
            id=f"piece-{number}",
            at=start + number * MINUTE,
            account=draw.account,
            token="export",
            deed=Deed.DOWNLOAD,
            succeeded=True,
            records=draw.between(60, 120),
            business_hours=open_hours,
            known_network=open_hours,
            ticket=ticket,
        )
        for number in range(draw.between(10, 20))
    ]


def _fork(draw: Draw, start: datetime, *, approvals: int, told: bool, age: timedelta) -> Fact:
    return Change(
        id="fork",
        at=start,
        account=draw.account,
        user="ear",
        setting=Setting.MEDIA_FORK,
        enabled=True,
        target=f"copy{draw.between(1, 99)}.example",
        target_age=age,
        outside=True,
        approvals=approvals,
        parties_told=told,
    )


def _legs(draw: Draw, start: datetime, *, clear: int, certificate_ok: bool) -> list[Fact]:
    """Legs of which so many in a hundred go on in the clear."""
    return [
        Media(
            id=f"leg-{number}",
            at=start + number * SECOND,
            account=draw.account,
            downgraded=draw.between(1, 100) <= clear,
            codecs_stripped=False,
            certificate_ok=certificate_ok or number % 50 != 0,
        )
        for number in range(draw.between(300, 500))
    ]


def _payments(draw: Draw, start: datetime, *, paused: bool) -> list[Fact]:
    """Recordings of an order line, with the card in them unless they were paused."""
    return [
        Recording(
            id=f"order-{number}",
            at=start + number * 7 * MINUTE,
            account=draw.account,
            campaign="orders",
            card_number=not paused and number % 4 == 0,
        )
        for number in range(draw.between(10, 30))
    ]


def _eavesdropper(draw: Draw) -> list[Fact]:
    start = draw.monday() + timedelta(hours=draw.between(8, 11))
    return [
        *_listening(draw, start, supervisor=False, sessions=draw.between(3, 9), other_team=True),
        *_downloads(draw, start + 12 * HOUR, ticket=None, open_hours=False),
        _fork(draw, start + HOUR, approvals=0, told=False, age=timedelta(days=draw.between(1, 25))),
        *_legs(draw, start, clear=draw.between(15, 50), certificate_ok=False),
        *_payments(draw, start, paused=False),
    ]


def _quality(draw: Draw) -> list[Fact]:
    """Samples of the own team, an archive moved under a ticket, an approved service, a few old telephones."""
    start = draw.monday() + timedelta(hours=draw.between(8, 11))
    return [
        *_listening(draw, start, supervisor=True, sessions=draw.between(5, 25), other_team=False),
        *_downloads(draw, start + 12 * HOUR, ticket=f"MIG-{draw.between(10, 99)}", open_hours=False),
        _fork(draw, start + HOUR, approvals=2, told=True, age=timedelta(days=draw.between(300, 3000))),
        *_legs(draw, start, clear=2, certificate_ok=True),
        *_payments(draw, start, paused=True),
    ]


SCENES = (
    Scene(
        letter="J",
        name="eavesdropping",
        breaks=frozenset({"J-MON", "J-REC", "J-FORK", "J-DOWN", "J-PCI"}),
        inline=frozenset({"J-MON", "J-REC", "J-FORK", "J-DOWN", "J-PCI"}),
        abuser=_eavesdropper,
        twin=_quality,
    ),
)
