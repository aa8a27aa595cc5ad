"""Outbound calling: a list of people, a dialer, and agents (or a recorded message) behind it.

Whether calls are abandoned is not drawn: it comes out of how many lines the dialer opens and how many agents
are free when a person answers.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from fairline.facts import EndReason, Fact, Side
from simulator.center import DAY_S, Center, Line, register
from simulator.desk import Agent, Desk, Shift
from simulator.hours import POLITE, Hours, open_slots, timetable
from simulator.numbers import Area
from simulator.process import Process

GREETING_S = 1.8  # an agent who joins later than this is too late for the two seconds of the law


@dataclass(frozen=True, kw_only=True)
class Outcomes:
    """Shares of attempts; what is left over rings out. ``machine`` is voicemail."""

    live: float
    machine: float
    busy: float = 0.04
    unallocated: float = 0.015
    canceled: float = 0.02


@dataclass(frozen=True, kw_only=True)
class Dialing:
    """One campaign. Times are seconds; a pair is a lowest and a highest value."""

    line: Line
    calls: int
    callers: tuple[str, ...]
    areas: tuple[Area, ...]
    outcomes: Outcomes
    hours: Hours = POLITE
    shifts: tuple[Shift, ...] = ()
    """Nobody: every answer hears a recording, ``talk`` long."""
    pace_held: bool = True
    """Dial only while today's abandoned share stays low."""
    talk: tuple[float, float] = (30, 240)
    wrap: tuple[float, float] = (60, 240)
    machine_talk: tuple[float, float] = (18, 34)
    abandoned_talk: tuple[float, float] = (8, 12)
    answer_ring: tuple[float, float] = (5, 22)
    voicemail_ring: tuple[float, float] = (20, 26)
    ring_out: tuple[float, float] = (30, 55)
    give_up: tuple[float, float] = (18.5, 30)
    give_up_reason: EndReason = EndReason.CANCELED
    retry_share: float = 0.6
    """How many of the unreached are tried again."""
    retry_after_s: tuple[float, ...] = (DAY_S * 1.05,)
    """The least time to the second attempt, the third, and so on; there are no more attempts than that."""
    hung_up_share: float = 0.05
    """How many of those who reach an agent hang up at once."""
    days: int | None = None
    """Dial on the first days only."""

    def registry(self, center: Center) -> Iterator[Fact]:
        """Yield the campaign."""
        return register(center, self.line)

    def start(self, center: Center) -> None:
        """Begin to dial at the first open half-hour."""
        center.env.process(Dialer(self, center).run())


ABANDONED_SHARE_AIM = 0.013


@dataclass
class _Day:
    live: int = 0
    abandoned: int = 0


@dataclass
class Dialer:
    """One run of a campaign."""

    plan: Dialing
    center: Center
    desk: Desk | None = None
    ringing: int = 0
    """Attempts under way that will be answered by a person: what a good forecast of answers would say."""
    dialed: int = 0
    backlog: int = 0
    open_now: tuple[Area, ...] = ()
    today: _Day = field(default_factory=_Day)
    retries: dict[str, deque[tuple[float, str, Area, int]]] = field(default_factory=dict)

    def run(self) -> Process:
        """Dial at the times of the timetable."""
        plan, center, env = self.plan, self.center, self.center.env
        days = min(center.days, plan.days or center.days)
        opened = {area: open_slots(center.start, days, plan.hours, area.zone) for area in plan.areas}
        slots = range(days * 48)
        areas = [tuple(area for area in plan.areas if opened[area][slot]) for slot in slots]
        if plan.shifts:
            self.desk = Desk(env, plan.shifts, center.days)
        day, slot = -1, -1
        for begin in timetable(center.rng, plan.calls, [1.0 if open_ else 0.0 for open_ in areas]):
            yield env.timeout(begin - env.now)
            if int(begin // 1800) != slot:
                slot = int(begin // 1800)
                self.open_now = areas[slot]
            if int(begin // DAY_S) != day:
                day, self.today = int(begin // DAY_S), _Day()
            self.backlog += 1
            for _ in range(min(self.backlog, 2)):
                if not self._held():
                    self.backlog -= 1
                    self._dial(begin)

    def _held(self) -> bool:
        """Tell whether to put this attempt off, because an answer would find nobody."""
        if self.desk is None or not self.plan.pace_held:
            return False
        risky = self.desk.idle <= self.ringing
        return risky and self.today.abandoned >= ABANDONED_SHARE_AIM * self.today.live

    def _dial(self, begin: float) -> None:
        plan, center, rng = self.plan, self.center, self.center.rng
        called, area, attempt = self._contact(begin)
        self.dialed += 1
        caller = plan.callers[self.dialed % len(plan.callers)]
        outcome = rng.random() - plan.outcomes.live
        if outcome < 0:
            ring = rng.uniform(*plan.answer_ring)
            if self.desk is not None:
                center.env.process(self._connect(begin, caller, called, ring))
                return
            self._record(begin, caller, called, ring, talk=rng.uniform(*plan.talk), live=True)
            return
        if (outcome := outcome - plan.outcomes.machine) < 0:
            talk = rng.uniform(*plan.machine_talk)
            self._record(begin, caller, called, rng.uniform(*plan.voicemail_ring), talk=talk, live=False)
            return
        reason, ring, by = self._failure(outcome)
        center.record(plan.line, begin, caller=caller, called=called, ring=ring, reason=reason, by=by)
        again = attempt <= len(plan.retry_after_s) and rng.random() < plan.retry_share
        if again and reason is not EndReason.UNALLOCATED:
            later = begin + plan.retry_after_s[attempt - 1]
            self.retries.setdefault(area.code, deque()).append((later, called, area, attempt + 1))

    def _contact(self, now: float) -> tuple[str, Area, int]:
        """Return whom to call, and which attempt it is: somebody due again, or else somebody new."""
        for area in self.open_now:
            due = self.retries.get(area.code)
            if due and due[0][0] <= now and self.center.rng.random() < 0.2:
                _, called, area, attempt = due.popleft()
                return called, area, attempt
        called, area = self.center.directory.person(self.open_now)
        return called, area, 1

    def _failure(self, outcome: float) -> tuple[EndReason, float, Side]:
        plan, rng = self.plan, self.center.rng
        if (outcome := outcome - plan.outcomes.busy) < 0:
            return EndReason.BUSY, rng.uniform(0.5, 3), Side.NETWORK
        if (outcome := outcome - plan.outcomes.unallocated) < 0:
            return EndReason.UNALLOCATED, rng.uniform(0.2, 1.5), Side.NETWORK
        if (outcome := outcome - plan.outcomes.canceled) < 0:
            return plan.give_up_reason, rng.uniform(*plan.give_up), Side.CALLER
        return EndReason.NO_ANSWER, rng.uniform(*plan.ring_out), Side.NETWORK

    def _connect(self, begin: float, caller: str, called: str, ring: float) -> Process:
        """Ring, and find an agent for the person who answers."""
        assert self.desk is not None
        plan, env, rng = self.plan, self.center.env, self.center.rng
        self.ringing += 1
        yield env.timeout(ring)
        self.ringing -= 1
        self.today.live += 1
        recognized = rng.uniform(0.3, 1.2)
        agent = self.desk.take()
        if agent is None:
            seat = self.desk.wait()
            yield seat | env.timeout(GREETING_S)
            if not seat.triggered:
                self.desk.leave(seat)
                self.today.abandoned += 1
                talk = rng.uniform(*plan.abandoned_talk)
                self._record(begin, caller, called, ring, talk=talk, live=True, joined=False, abandoned=True)
                return
            agent = seat.value
        assert isinstance(agent, Agent)
        delay = max(recognized, env.now - begin - ring)
        if rng.random() < plan.hung_up_share:
            talk = delay + rng.uniform(2, 9)
        else:
            talk = delay + rng.triangular(plan.talk[0], plan.talk[1], plan.talk[0] * 2)
        yield env.timeout(begin + ring + talk - env.now)
        self._record(
            begin,
            caller,
            called,
            ring,
            talk=talk,
            live=True,
            user=agent.name,
            joined=True,
            delay=delay,
            abandoned=False,
        )
        yield env.timeout(rng.uniform(*plan.wrap))
        self.desk.free(agent)

    def _record(
        self,
        begin: float,
        caller: str,
        called: str,
        ring: float,
        *,
        talk: float,
        live: bool,
        user: str | None = None,
        joined: bool | None = None,
        delay: float | None = None,
        abandoned: bool | None = None,
    ) -> None:
        rng = self.center.rng
        by = Side.CALLED if live and rng.random() < 0.6 else Side.CALLER
        self.center.record(
            self.plan.line,
            begin,
            caller=caller,
            called=called,
            ring=ring,
            talk=talk,
            by=by,
            user=user,
            live=live,
            joined=joined,
            delay=delay,
            abandoned=abandoned,
        )
