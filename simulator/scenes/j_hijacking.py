"""Clause j: a number is hijacked for its calls and codes; an office gets new telephones."""

from datetime import datetime, timedelta

from fairline.facts import Access, Change, Deed, Fact, Registration, Setting
from simulator.scenes.scene import Draw, Scene

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def _desk(draw: Draw, start: datetime) -> list[Fact]:
    """A telephone that registers every hour of ten days, now and then on another network."""
    return [
        Registration(
            id=f"desk-{number}",
            at=start + number * HOUR,
            account=draw.account,
            aor="sip:101@office.example",
            instance="desk",
            ip=f"198.51.100.{draw.between(1, 9)}",
            displaces=number % 24 == 5,
        )
        for number in range(10 * 24)
    ]


def _second(draw: Draw, at: datetime, *, displaces: bool) -> Fact:
    return Registration(
        id="second",
        at=at,
        account=draw.account,
        aor="sip:101@office.example",
        instance=f"device-{draw.between(1000, 9999)}",
        ip=f"203.0.113.{draw.between(1, 250)}",
        displaces=displaces,
    )


def _leads(draw: Draw, at: datetime, setting: Setting, *, outside: bool, ticket: str | None) -> Fact:
    return Change(
        id=f"leads-{setting}",
        at=at,
        account=draw.account,
        setting=setting,
        enabled=True,
        target=draw.number("+1646"),
        outside=outside,
        ticket=ticket,
    )


def _codes(draw: Draw, start: datetime, tries: int, *, ip: str) -> list[Fact]:
    """Wrong codes of mailboxes from one address, a minute or two apart."""
    return [
        Access(
            id=f"code-{number}",
            at=start + number * 2 * MINUTE,
            account=draw.account,
            user=str(101 + number),
            deed=Deed.VOICEMAIL_PIN,
            succeeded=False,
            ip=ip,
        )
        for number in range(tries)
    ]


def _hijacker(draw: Draw) -> list[Fact]:
    start = draw.monday()
    at = start + timedelta(days=draw.between(8, 9), minutes=draw.between(1, 59))
    return [
        *_desk(draw, start),
        _second(draw, at, displaces=True),
        _leads(draw, at + MINUTE, draw.one_of((Setting.REDIRECT, Setting.DNS)), outside=True, ticket=None),
        _leads(draw, at + 2 * MINUTE, Setting.MESSAGE_FORWARDING, outside=True, ticket=None),
        *_codes(draw, at + HOUR, draw.between(12, 25), ip=f"203.0.113.{draw.between(1, 250)}"),
    ]


def _renewal(draw: Draw) -> list[Fact]:
    """A second telephone beside the first, a planned move of names, messages to the office's own mobile."""
    start = draw.monday()
    at = start + timedelta(days=draw.between(8, 9), minutes=draw.between(1, 59))
    move = f"CH-{draw.between(100, 999)}"
    return [
        *_desk(draw, start),
        _second(draw, at, displaces=False),
        _leads(draw, at + MINUTE, draw.one_of((Setting.REDIRECT, Setting.DNS)), outside=True, ticket=move),
        _leads(draw, at + 2 * MINUTE, Setting.MESSAGE_FORWARDING, outside=False, ticket=None),
        *_codes(draw, at + HOUR, draw.between(3, 9), ip="198.51.100.1"),
    ]


SCENES = (
    Scene(
        letter="J",
        name="hijacking",
        breaks=frozenset({"J-MITM", "J-SIM"}),
        inline=frozenset({"J-MITM", "J-SIM"}),
        abuser=_hijacker,
        twin=_renewal,
    ),
)
