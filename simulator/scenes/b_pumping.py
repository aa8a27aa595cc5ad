"""Clause b, pumping: minutes made for money; a storm that brings a service as many calls."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from fairline.facts import (
    Account,
    Attestation,
    Call,
    Channel,
    Direction,
    EndReason,
    Fact,
    Line,
    Message,
)
from simulator.scenes.scene import Draw, Scene

HOUR, MINUTE, SECOND, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1), timedelta(days=1)


def pump(draw: Draw) -> list[Fact]:
    """A chat line for a share, toll-free calls of a machine, one-ring calls, a far country, unused codes."""
    start = draw.monday()
    known = Account(id=draw.account, at=start - DAY, revenue_share=True)
    facts = [known, *_chat_line(draw, start + 15 * HOUR), *_toll_free(draw, start + 2 * HOUR)]
    facts += [*_one_ring(draw, start + 20 * HOUR), *_far_away(draw, start + 5 * DAY + 3 * HOUR)]
    return [*facts, *_codes(draw, start + 6 * HOUR, used=0, step=1)]


def storm(draw: Draw) -> list[Fact]:
    """The same crowds, codes and a new market, at a service whose agents answer and that nobody pays."""
    start = draw.monday()
    known = Account(id=draw.account, at=start - DAY, revenue_share=False)
    facts = [known, *_service(draw, start + 15 * HOUR), *_new_market(draw, start + 5 * DAY + 9 * HOUR)]
    return [*facts, *_codes(draw, start + 6 * HOUR, used=15, step=7)]


def _call(draw: Draw, name: str, at: datetime, ring: timedelta, talk: timedelta, **fields: object) -> Call:
    """Return an answered call, unless told otherwise."""
    shared: dict[str, object] = {
        "answered": True, "answered_at": at + ring, "ended_at": at + ring + talk, "talk": talk,
        "end_reason": EndReason.COMPLETED,
    }  # fmt: skip
    return Call(
        id=f"{draw.account}-{name}", started_at=at, account=draw.account, ring=ring,
        **(shared | fields),  # type: ignore[arg-type]
    )  # fmt: skip


def _chat_line(draw: Draw, start: datetime) -> Iterator[Fact]:
    """Sixty people, twice a day, half an hour each; and no agent."""
    number, people = draw.number("+1712555"), [draw.number("+1641") for _ in range(60)]
    for each in range(2 * len(people)):
        at = start + each // len(people) * HOUR + each % len(people) * SECOND
        yield _call(
            draw, f"chat-{each}", at, SECOND, draw.between(25, 40) * MINUTE, direction=Direction.INBOUND,
            called=number, caller=people[each % len(people)], agent_joined=False,
        )  # fmt: skip


def _toll_free(draw: Draw, start: datetime) -> Iterator[Fact]:
    number = draw.number("+1800555")
    for each in range(draw.between(220, 260)):
        yield _call(
            draw, f"free-{each}", start + each * 10 * SECOND, SECOND, draw.between(3, 11) * SECOND,
            direction=Direction.INBOUND, called=number, caller=draw.number("+1"),
            called_line=Line.TOLL_FREE, attestation=Attestation.GATEWAY,
        )  # fmt: skip


def _one_ring(draw: Draw, start: datetime) -> Iterator[Fact]:
    shown = draw.number("+1876")
    for each in range(draw.between(70, 120)):
        yield _call(
            draw, f"ring-{each}", start + each * SECOND, draw.between(1, 3) * SECOND, timedelta(0),
            direction=Direction.OUTBOUND, caller=shown, called=draw.number("+1212"), called_country="US",
            answered=False, answered_at=None, end_reason=EndReason.CANCELED,
        )  # fmt: skip


def _far_away(draw: Draw, start: datetime) -> Iterator[Fact]:
    """A weekend's night, a country the account never called, many lines at once."""
    targets = [draw.number("+252") for _ in range(6)]
    for each in range(draw.between(30, 45)):
        yield _call(
            draw, f"far-{each}", start + each * 7 * SECOND, 2 * SECOND, draw.between(8, 14) * MINUTE,
            direction=Direction.OUTBOUND, caller="+12125550100", called=draw.one_of(targets),
            called_country="SO", cost=Decimal(draw.between(5, 8)), currency="EUR",
        )  # fmt: skip


def _service(draw: Draw, start: datetime) -> Iterator[Fact]:
    """A storm's calls: long, many at once, from many people, and agents take them."""
    number = draw.number("+1800555")
    for each in range(draw.between(200, 260)):
        ring = draw.between(2, 40) * SECOND
        yield _call(
            draw, f"storm-{each}", start + each * 5 * SECOND, ring, draw.between(4, 40) * MINUTE,
            direction=Direction.INBOUND, called=number, caller=draw.number("+1"), agent_joined=True,
            called_line=Line.TOLL_FREE, attestation=Attestation.FULL, verified=True,
        )  # fmt: skip
    for each in range(draw.between(10, 20)):
        yield _call(
            draw, f"back-{each}", start + 2 * HOUR + each * MINUTE, 8 * SECOND, 5 * MINUTE,
            direction=Direction.OUTBOUND, caller=number, called=draw.number("+1"), called_country="US",
        )  # fmt: skip


def _new_market(draw: Draw, start: datetime) -> Iterator[Fact]:
    """A first few calls to a country, one after another and cheap."""
    for each in range(draw.between(4, 8)):
        yield _call(
            draw, f"market-{each}", start + each * 20 * MINUTE, 9 * SECOND, 4 * MINUTE,
            direction=Direction.OUTBOUND, caller="+12125550100", called=draw.number("+48"),
            called_country="PL", cost=Decimal("0.20"), currency="EUR",
        )  # fmt: skip


def _codes(draw: Draw, start: datetime, *, used: int, step: int) -> Iterator[Fact]:
    for each in range(draw.between(24, 40)):
        yield Message(
            id=f"{draw.account}-code-{each}", sent_at=start + each * 9 * SECOND, account=draw.account,
            direction=Direction.OUTBOUND, channel=Channel.SMS, one_time_code=True,
            recipient=f"+22996123{100 + each * step:03}", converted=each < used,
        )  # fmt: skip


SCENES = (
    Scene(
        letter="B",
        name="b-pumping",
        breaks=frozenset({"B-ACC", "B-CONF", "B-TFP", "B-IRSF", "B-WAN", "B-AIT"}),
        abuser=pump,
        twin=storm,
    ),
)
