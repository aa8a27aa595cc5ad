"""Inbound calling: people call in, wait for a free agent, and give up if it takes too long.

A call is answered when an agent takes it: until then the caller hears ringing, so ``ring`` is the wait.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from fairline.facts import EndReason, Fact, Side
from simulator.center import Center, Line, register
from simulator.desk import Agent, Desk, Shift
from simulator.hours import Hours, open_slots, timetable
from simulator.numbers import Area
from simulator.process import Process


@dataclass(frozen=True, kw_only=True)
class Support:
    """One inbound line. Times are seconds; a pair is a lowest and a highest value."""

    line: Line
    calls: int
    numbers: tuple[str, ...]
    areas: tuple[Area, ...]
    hours: Hours
    zone: str
    shifts: tuple[Shift, ...]
    busy_hours: tuple[int, ...] = ()
    """Local hours with twice the calls."""
    talk: tuple[float, float] = (40, 420)
    wrap: tuple[float, float] = (60, 300)
    patience: tuple[float, float] = (40, 240)

    def registry(self, center: Center) -> Iterator[Fact]:
        """Yield the campaign, if the line belongs to one."""
        return register(center, self.line)

    def start(self, center: Center) -> None:
        """Open the lines."""
        center.env.process(_Lines(self, center).run())


class _Lines:
    """One run of an inbound line."""

    def __init__(self, plan: Support, center: Center) -> None:
        self._plan = plan
        self._center = center
        self._desk = Desk(center.env, plan.shifts, center.days)

    def run(self) -> Process:
        """Let people call at the times of the timetable."""
        env, center = self._center.env, self._center
        for begin in timetable(center.rng, self._plan.calls, self._weights()):
            yield env.timeout(begin - env.now)
            env.process(self._serve(begin))

    def _weights(self) -> list[float]:
        plan, center = self._plan, self._center
        is_open = open_slots(center.start, center.days, plan.hours, plan.zone)
        peaks = Hours(plan.hours.days, tuple((float(hour), hour + 1.0) for hour in plan.busy_hours))
        is_peak = open_slots(center.start, center.days, peaks, plan.zone)
        return [
            (2.0 if peak else 1.0) if open_ else 0.0 for open_, peak in zip(is_open, is_peak, strict=True)
        ]

    def _serve(self, begin: float) -> Process:
        plan, center, env, rng = self._plan, self._center, self._center.env, self._center.rng
        caller, _ = center.directory.person(plan.areas)
        called = plan.numbers[int(rng.random() * len(plan.numbers))]
        agent = self._desk.take()
        if agent is None:
            seat = self._desk.wait()
            patience = rng.uniform(*plan.patience)
            yield seat | env.timeout(patience)
            if not seat.triggered:
                self._desk.leave(seat)
                gave_up = EndReason.CANCELED
                center.record(
                    plan.line,
                    begin,
                    caller=caller,
                    called=called,
                    ring=patience,
                    reason=gave_up,
                    by=Side.CALLER,
                )
                return
            agent = seat.value
        assert isinstance(agent, Agent)
        ring = env.now - begin + rng.uniform(1.5, 6)
        talk = rng.triangular(plan.talk[0], plan.talk[1], plan.talk[0] * 2)
        yield env.timeout(begin + ring + talk - env.now)
        by = Side.CALLER if rng.random() < 0.7 else Side.CALLED
        center.record(
            plan.line,
            begin,
            caller=caller,
            called=called,
            ring=ring,
            talk=talk,
            by=by,
            user=agent.name,
            joined=True,
        )
        yield env.timeout(rng.uniform(*plan.wrap))
        self._desk.free(agent)
