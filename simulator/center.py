"""One made-up contact center: a clock of its own, its people, and the records it leaves behind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from random import Random
from typing import Protocol

from fairline.facts import (
    Account,
    Call,
    Campaign,
    Channel,
    Direction,
    EndReason,
    Fact,
    Forwarding,
    Message,
    Purpose,
    Side,
)
from simulator.numbers import Directory
from simulator.process import Environment

HOUR_S, DAY_S = 3600, 86_400
SETTLE_S = 7 * HOUR_S  # longer than any call made here, so that a record is never late

# What a switch writes for each outcome: SIP status and Q.850 cause.
CODES: dict[EndReason, tuple[int, int]] = {
    EndReason.COMPLETED: (200, 16),
    EndReason.BUSY: (486, 17),
    EndReason.NO_ANSWER: (480, 19),
    EndReason.CANCELED: (487, 16),
    EndReason.UNALLOCATED: (404, 1),
    EndReason.REJECTED: (603, 21),
    EndReason.CONGESTION: (503, 34),
    EndReason.FAILED: (500, 127),
}


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Who the center is, and what is known to be wrong with it."""

    account: str
    title: str
    plan: str
    seats: int
    expected: tuple[str, ...] = ()
    """Catalogue ids under which it must be found; none for a benign center."""
    revenue_share: bool = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """What all calls of one activity share."""

    direction: Direction
    campaign: str | None = None
    purpose: Purpose | None = None
    currency: str | None = None
    cost_per_minute: str = "0.008"


class Work(Protocol):
    """One activity of a center."""

    def registry(self, center: "Center") -> Iterator[Fact]:
        """Yield what is registered about the activity before it begins."""
        ...

    def start(self, center: "Center") -> None:
        """Put the activity's processes on the center's clock."""
        ...


class Center:
    """A center and its clock. ``env.now`` is in seconds after ``start``; all chance is ``rng``."""

    def __init__(
        self, profile: Profile, works: Sequence[Work], *, seed: int, start: datetime, days: int
    ) -> None:
        """Prepare a run of ``days`` days from ``start``, which has a zone."""
        self.profile = profile
        self.start = start
        self.days = days
        self.env = Environment()
        self.rng = Random(f"{seed}/{profile.account}")
        self.directory = Directory(self.rng)
        self._works = works
        self._pending: list[Call | Message] = []

    @property
    def slots(self) -> int:
        """How many half-hours the run has."""
        return self.days * 48

    def facts(self) -> Iterator[Fact]:
        """Run the center, and yield its facts by the time they count. A center runs once."""
        profile = self.profile
        yield Account(
            id=profile.account,
            at=self.start,
            plan=profile.plan,
            seats=profile.seats,
            revenue_share=profile.revenue_share,
            reseller=False,
        )
        for work in self._works:
            yield from work.registry(self)
        for work in self._works:
            work.start(self)
        end = self.days * DAY_S + SETTLE_S
        for now in range(6 * HOUR_S, end + 6 * HOUR_S, 6 * HOUR_S):
            self.env.run(until=now)
            yield from self._settled(now - SETTLE_S)
        yield from self._settled(end)

    def _settled(self, until_s: float) -> list[Call | Message]:
        until = self.moment(until_s * 1000)
        self._pending.sort(key=attrgetter("at", "id"))
        ready = [fact for fact in self._pending if fact.at < until]
        del self._pending[: len(ready)]
        return ready

    def moment(self, after_ms: float) -> datetime:
        """Return the time so many milliseconds after the start."""
        return self.start + timedelta(milliseconds=int(after_ms))

    def new_id(self) -> str:
        """Return an id in the shape of a UUID, drawn from the center's own chance."""
        digits = f"{self.rng.getrandbits(128):032x}"
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"

    def record(
        self,
        line: Line,
        began: float,
        *,
        caller: str | None,
        called: str | None,
        ring: float,
        talk: float | None = None,
        reason: EndReason = EndReason.COMPLETED,
        by: Side = Side.CALLED,
        user: str | None = None,
        live: bool | None = None,
        joined: bool | None = None,
        delay: float | None = None,
        abandoned: bool | None = None,
        forwarded_from: str | None = None,
        dialed: str | None = None,
    ) -> None:
        """Write the record of one call. ``began`` in seconds; ``talk`` is ``None`` for an unanswered one."""
        began_ms, ring_ms, talk_ms = int(began * 1000), int(ring * 1000), int((talk or 0.0) * 1000)
        answered = talk is not None
        status, cause = CODES[reason]
        paid = answered and line.direction is Direction.OUTBOUND
        self._pending.append(
            Call(
                id=self.new_id(),
                started_at=self.moment(began_ms),
                account=self.profile.account,
                user=user,
                campaign=line.campaign,
                campaign_started_at=self.start if line.campaign is not None else None,
                purpose=line.purpose,
                direction=line.direction,
                caller=caller,
                called=called,
                dialed=dialed,
                forwarded_from=forwarded_from,
                answered=answered,
                answered_at=self.moment(began_ms + ring_ms) if answered else None,
                ended_at=self.moment(began_ms + ring_ms + talk_ms),
                ring=timedelta(milliseconds=ring_ms),
                talk=timedelta(milliseconds=talk_ms),
                end_reason=reason,
                released_by=by,
                sip_status=status,
                q850=cause,
                answered_live=live,
                agent_joined=joined,
                agent_delay=None if delay is None else timedelta(milliseconds=int(delay * 1000)),
                abandoned=abandoned,
                cost=_cost(-(-talk_ms // 60_000), line.cost_per_minute) if paid else None,
                currency=(line.currency or "USD") if paid else None,
            )
        )

    def text(self, line: Line, sent: float, *, sender: str, recipient: str, segments: int = 1) -> None:
        """Write the record of one delivered text message."""
        self._pending.append(
            Message(
                id=self.new_id(),
                sent_at=self.moment(sent * 1000),
                account=self.profile.account,
                campaign=line.campaign,
                purpose=line.purpose,
                channel=Channel.SMS,
                direction=line.direction,
                sender=sender,
                recipient=recipient,
                delivered=True,
                segments=segments,
            )
        )


def register(center: Center, line: Line) -> Iterator[Fact]:
    """Yield the campaign of ``line``, if it has one."""
    if line.campaign is not None:
        yield Campaign(
            id=line.campaign,
            at=center.start,
            account=center.profile.account,
            purpose=line.purpose,
            started_at=center.start,
        )


def forwarding(center: Center, number: str, target: str) -> Forwarding:
    """Return the setting that sends calls of ``number`` on to ``target``."""
    return Forwarding(
        id=f"{center.profile.account}-forward",
        at=center.start,
        account=center.profile.account,
        number=number,
        target=target,
        active=True,
    )


@lru_cache(maxsize=4096)
def _cost(minutes: int, per_minute: str) -> Decimal:
    return minutes * Decimal(per_minute)
