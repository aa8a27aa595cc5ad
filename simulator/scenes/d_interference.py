"""Clause d: an attacker at the edge, in files, links and calls; a busy office that only looks like one."""

from datetime import datetime, timedelta
from decimal import Decimal

from fairline.facts import (
    Access,
    Basis,
    Call,
    Channel,
    Deed,
    Direction,
    Fact,
    File,
    Inspection,
    Line,
    Media,
    Message,
    Request,
    Topic,
    Verdict,
)
from simulator.scenes.scene import Draw, Scene

HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)


def attacker(draw: Draw) -> list[Fact]:
    """Malware, harmful links, floods, guesses, a hospital's line kept busy, an interface worn down."""
    start = draw.monday() + draw.between(0, 20) * HOUR
    facts = [*_carried(draw, start), *_knocked(draw, start + HOUR)]
    return [*facts, *_rang(draw, start + 2 * HOUR), *_wore_down(draw, start + 3 * HOUR)]


def _carried(draw: Draw, start: datetime) -> list[Fact]:
    """Files and links that one user sends."""
    me = draw.account
    files: list[Fact] = [
        File(
            id=f"{me}-file-{each}", at=start + each * MINUTE, account=me, user="u1",
            sha256=f"{draw.between(0, 1 << 60):064x}", verdict=Verdict.MALICIOUS, executable=True,
        )
        for each in range(draw.between(3, 6))
    ]  # fmt: skip
    links: list[Fact] = [
        Inspection(
            id=f"{me}-link-{each}", at=start + each * MINUTE, account=me, campaign="parcel",
            topic=Topic.BAD_LINK, basis=Basis.COMPLAINT, score=Decimal(1),
        )
        for each in range(draw.between(1, 3))
    ]  # fmt: skip
    texts: list[Fact] = [
        Message(
            id=f"{me}-text-{each}", sent_at=start + each * SECOND, account=me, template="parcel",
            direction=Direction.OUTBOUND, channel=Channel.SMS, recipient=draw.number("+3361"),
            link_age=timedelta(days=draw.between(0, 5)), shared_shortener=True,
        )
        for each in range(draw.between(130, 160))
    ]  # fmt: skip
    return [*files, *links, *texts]


def _knocked(draw: Draw, start: datetime) -> list[Fact]:
    """Requests of nobody's account, and passwords guessed."""
    me, ip = draw.account, f"192.0.2.{draw.between(1, 250)}"
    flood: list[Fact] = [
        Request(
            id=f"{me}-flood-{each}", at=start + each * timedelta(milliseconds=20), ip=ip, aor="sip:100@pbx",
            method="OPTIONS", user_agent="friendly-scanner", malformed=each % 9 == 0,
        )
        for each in range(draw.between(60, 90))
    ]  # fmt: skip
    scan: list[Fact] = [
        Request(
            id=f"{me}-scan-{each}", at=start + MINUTE + each * SECOND, ip=ip, aor=f"sip:{100 + each}@pbx",
            method="REGISTER", authenticated=False,
        )
        for each in range(draw.between(40, 80))
    ]  # fmt: skip
    rings: list[Fact] = [
        Request(
            id=f"{me}-ring-{each}", at=start + 2 * MINUTE + each * SECOND, ip=ip, aor=f"sip:{100 + each}@pbx",
            method="INVITE", user_agent="friendly-scanner",
        )
        for each in range(draw.between(3, 9))
    ]  # fmt: skip
    guesses: list[Fact] = [
        Access(
            id=f"{me}-guess-{each}", at=start + each * 2 * SECOND, account=me, user="ann", ip=ip,
            deed=Deed.LOGIN, succeeded=False,
        )
        for each in range(draw.between(8, 20))
    ]  # fmt: skip
    return [*flood, *scan, *rings, *guesses]


def _rang(draw: Draw, start: datetime) -> list[Fact]:
    """One hospital's line kept busy, and media that nobody agreed on."""
    me, called, caller = draw.account, draw.number("+1312555"), draw.number("+1202555")
    calls: list[Fact] = [
        Call(
            id=f"{me}-call-{each}", started_at=start + each * 9 * SECOND, account=me, caller=caller,
            called=called, called_line=Line.PROTECTED, direction=Direction.OUTBOUND, answered=True,
            answered_at=start + each * 9 * SECOND, ended_at=start + each * 9 * SECOND + 4 * MINUTE,
        )
        for each in range(draw.between(40, 60))
    ]  # fmt: skip
    media = Media(
        id=f"{me}-media", at=start, account=me, call_id=f"{me}-call-0", negotiated=False, emergency=False,
        tones_per_s=draw.between(25, 60),
    )  # fmt: skip
    return [*calls, media]


def _wore_down(draw: Draw, start: datetime) -> list[Fact]:
    """A token past its rate, and a webhook that calls itself."""
    me, pause = draw.account, timedelta(milliseconds=200)
    return [
        Access(
            id=f"{me}-request-{each}", at=start + each * pause, account=me, token="t1", deed=Deed.REQUEST,
            status=429 if each % 2 else 200, looped=True,
        )
        for each in range(draw.between(200, 260))
    ]  # fmt: skip


def office(draw: Draw) -> list[Fact]:
    """Eighty telephones behind one router on a busy morning, an incident line, clean files, own links."""
    me, ip = draw.account, f"198.51.100.{draw.between(1, 250)}"
    start = draw.monday() + draw.between(7, 9) * HOUR
    facts: list[Fact] = []
    for each in range(80):
        at = start + each * timedelta(milliseconds=50)
        aor = f"sip:{200 + each}@pbx"
        facts += [
            Request(id=f"{me}-r{each}", at=at, account=me, ip=ip, aor=aor, method="REGISTER",
                    user_agent="Yealink SIP-T46S", malformed=False),
            Request(id=f"{me}-s{each}", at=at + SECOND / 100, account=me, ip=ip, aor=aor, method="REGISTER",
                    user_agent="Yealink SIP-T46S", malformed=False, authenticated=True),
        ]  # fmt: skip
    for each in range(draw.between(20, 40)):
        at, called = start + each * 2 * MINUTE, draw.number("+1312555")
        facts += [
            Call(id=f"{me}-c{each}", started_at=at, account=me, called=called, direction=Direction.OUTBOUND,
                 called_line=Line.FIXED, answered=True, answered_at=at, ended_at=at + MINUTE),
            Media(id=f"{me}-m{each}", at=at, account=me, call_id=f"{me}-c{each}", negotiated=True,
                  tones_per_s=draw.between(0, 9), replayed=False, emergency=False),
            File(id=f"{me}-f{each}", at=at, account=me, user="ann", sha256=f"{each:064x}",
                 verdict=Verdict.CLEAN, executable=False, type_mismatch=False, depth=1),
            Message(id=f"{me}-t{each}", sent_at=at, account=me, template="bill", channel=Channel.SMS,
                    direction=Direction.OUTBOUND, recipient=called, link_age=timedelta(days=4000),
                    shared_shortener=False),
            Inspection(id=f"{me}-i{each}", at=at, account=me, campaign="bill", topic=Topic.BAD_LINK,
                       basis=Basis.CUSTOMER, score=Decimal(1), allowed=True),
            Access(id=f"{me}-a{each}", at=at, account=me, token="t1", user="ann", deed=Deed.REQUEST,
                   status=429 if each == 0 else 200, documented=True, looped=False),
        ]  # fmt: skip
    facts += [
        Access(id=f"{me}-l{each}", at=start + each * MINUTE, account=me, user="bob", ip=ip, deed=Deed.LOGIN,
               succeeded=each == 3)
        for each in range(4)
    ]  # fmt: skip
    return facts


def silent(draw: Draw) -> list[Fact]:
    """A line that dials for help again and again without a word."""
    start = draw.monday() + draw.between(0, 22) * HOUR
    number = draw.one_of(("112", "911"))
    return [
        Call(
            id=f"{draw.account}-{each}", started_at=start + each * MINUTE, account=draw.account,
            dialed=number, direction=Direction.OUTBOUND, answered=False,
        )
        for each in range(draw.between(3, 8))
    ]  # fmt: skip


def in_need(draw: Draw) -> list[Fact]:
    """Somebody dials for help twice, is cut off once, and then talks."""
    start = draw.monday() + draw.between(0, 22) * HOUR
    number = draw.one_of(("112", "911"))
    return [
        Call(
            id=f"{draw.account}-{each}", started_at=start + each * MINUTE, account=draw.account,
            dialed=number, direction=Direction.OUTBOUND, answered=True,
            talk=timedelta(seconds=3) if each == 0 else timedelta(seconds=draw.between(60, 300)),
        )
        for each in range(3)
    ]  # fmt: skip


ALL = frozenset({"D-AV", "D-URL", "D-FLD", "D-BRU", "D-TDOS", "D-API", "D-MED"})
SCENES = (
    Scene(letter="D", name="interference", breaks=ALL, inline=ALL, abuser=attacker, twin=office),
    Scene(letter="D", name="silent-help", breaks=frozenset({"D-TDOS"}), abuser=silent, twin=in_need),
)
