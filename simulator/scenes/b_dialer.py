"""Clause b, dialing: a machine that works off blocks of numbers; a team that rings its own customers."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from fairline.facts import Account, Call, Direction, EndReason, Fact, Purpose
from simulator.scenes.scene import Draw, Scene

HOUR, MINUTE, SECOND, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1), timedelta(days=1)


def machine(draw: Draw) -> list[Fact]:
    """Faster than agreed, short, given up, along the numbers, from many numbers, again and again."""
    start = draw.monday() + draw.between(14, 18) * HOUR
    account = Account(id=draw.account, at=start - DAY, plan="business-phone", calls_per_s=1)
    return [account, *_blocks(draw, start), *_abroad(draw, start + 3 * HOUR), *_again(draw, start + 4 * HOUR)]


def _blocks(draw: Draw, start: datetime) -> Iterator[Fact]:
    """Some 1,500 attempts, one number after another; most of them from one number, the rest from forty."""
    area = draw.one_of(("+1212555", "+1312555", "+1415555"))
    own, others = draw.number(area), [draw.number(area) for _ in range(45)]
    for each in range(draw.between(1550, 1700)):
        at, ring = start + each * SECOND / 2, draw.between(2, 9) * SECOND
        talk = draw.between(2, 5) * SECOND
        answered, canceled, dead = each % 3 == 0, each % 3 == 1, each % 6 == 2
        reason = EndReason.CANCELED if canceled else EndReason.UNALLOCATED if dead else EndReason.BUSY
        yield Call(
            id=f"{draw.account}-block-{each}", started_at=at, account=draw.account,
            direction=Direction.OUTBOUND, purpose=Purpose.SURVEY,
            caller=others[each % len(others)] if each % 5 > 2 else own,
            called=f"{area}{1000 + each:04}", called_country="US", auto_dialed=True,
            called_business=f"b{each // 2}", ring=ring, answered=answered,
            answered_at=at + ring if answered else None,
            ended_at=at + ring + (talk if answered else timedelta(0)),
            talk=talk if answered else timedelta(0),
            end_reason=EndReason.COMPLETED if answered else reason,
        )  # fmt: skip


def _abroad(draw: Draw, start: datetime) -> Iterator[Fact]:
    """A thousand calls to Brazil that last a moment."""
    for each in range(draw.between(1020, 1080)):
        at = start + each * SECOND
        yield Call(
            id=f"{draw.account}-br-{each}", started_at=at, account=draw.account,
            direction=Direction.OUTBOUND, campaign="abroad", caller="+12125550100", called_country="BR",
            called=draw.number("+5511"), ring=4 * SECOND, answered=True, answered_at=at + 4 * SECOND,
            ended_at=at + 7 * SECOND, talk=3 * SECOND, end_reason=EndReason.COMPLETED,
        )  # fmt: skip


def _again(draw: Draw, start: datetime) -> Iterator[Fact]:
    """One person, tried over and over."""
    person = draw.number("+1646")
    for each in range(draw.between(5, 8)):
        yield Call(
            id=f"{draw.account}-again-{each}", started_at=start + each * 10 * MINUTE, account=draw.account,
            direction=Direction.OUTBOUND, purpose=Purpose.MARKETING, caller="+12125550100", called=person,
            answered=False, ring=20 * SECOND, end_reason=EndReason.NO_ANSWER,
        )  # fmt: skip


def team(draw: Draw) -> list[Fact]:
    """As many numbers and reminders, dialed by a machine too, within the rate and one business at a time."""
    start = draw.monday() + draw.between(14, 16) * HOUR
    account = Account(id=draw.account, at=start - DAY, plan="contact-center", calls_per_s=2)
    return [account, *_reminders(draw, start)]


def _reminders(draw: Draw, start: datetime) -> Iterator[Fact]:
    shown = [draw.number("+1212555") for _ in range(3)]
    for each in range(draw.between(1500, 1600)):
        at, ring = start + each * 8 * SECOND, draw.between(6, 24) * SECOND
        answered = each % 10 < 6
        talk = draw.between(12, 140) * SECOND
        yield Call(
            id=f"{draw.account}-reminder-{each}", started_at=at, account=draw.account, campaign="reminders",
            direction=Direction.OUTBOUND, purpose=Purpose.MARKETING, caller=shown[each % 3],
            called=draw.number(draw.one_of(("+1312", "+1415", "+1646"))), called_country="US",
            auto_dialed=True, called_business=f"b{each}", ring=ring, answered=answered,
            answered_at=at + ring if answered else None,
            ended_at=at + ring + (talk if answered else timedelta(0)),
            talk=talk if answered else timedelta(0),
            end_reason=EndReason.COMPLETED if answered else EndReason.NO_ANSWER,
        )  # fmt: skip


SCENES = (
    Scene(
        letter="B",
        name="b-dialer",
        breaks=frozenset(
            {
                "B-SDC", "B-S12", "B-CAN", "B-ASR", "B-DIAL", "B-BR", "B-SEQ", "B-UNR", "B-CPS", "B-TIE",
                "B-SNW", "B-RTRY",
            }
        ),
        inline=frozenset({"B-CPS", "B-TIE", "B-RTRY"}),
        abuser=machine,
        twin=team,
    ),
)  # fmt: skip
