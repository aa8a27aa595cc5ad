"""The people who talk: who is on duty, who is free, and who has waited longest."""

from collections import deque
from dataclasses import dataclass

from simulator.center import DAY_S, HOUR_S
from simulator.process import Environment, Event, Process


@dataclass(frozen=True)
class Shift:
    """A team on duty from hour ``begin`` to ``end`` UTC (over 24: the next day) of every ``every``-th day."""

    names: tuple[str, ...]
    begin: float
    end: float
    every: int = 1
    first: int = 0


@dataclass(frozen=True)
class Agent:
    """A person on duty until ``until`` (seconds on the center's clock)."""

    name: str
    until: float


class Desk:
    """Free agents, longest free first. A call in progress is finished after the shift; no new one begins."""

    def __init__(self, env: Environment, shifts: tuple[Shift, ...], days: int) -> None:
        """Bring every shift to the desk at its hours."""
        self._env = env
        self._free: deque[Agent] = deque()
        self._waiting: deque[Event] = deque()
        for shift in shifts:
            env.process(self._attend(shift, days))

    def _attend(self, shift: Shift, days: int) -> Process:
        # One turn early: a shift that began the evening before is still on when the run starts.
        for day in range(shift.first - shift.every, days, shift.every):
            until = day * DAY_S + shift.end * HOUR_S
            if until <= self._env.now:
                continue
            yield self._env.timeout(max(0, day * DAY_S + shift.begin * HOUR_S - self._env.now))
            for name in shift.names:
                self.free(Agent(name, until))

    @property
    def idle(self) -> int:
        """How many agents are free now."""
        self._dismiss()
        return len(self._free)

    def take(self) -> Agent | None:
        """Return the agent who has been free longest, or ``None``."""
        self._dismiss()
        return self._free.popleft() if self._free else None

    def free(self, agent: Agent) -> None:
        """Give the agent to whoever waits, or back to the desk; one whose shift is over goes home."""
        if agent.until <= self._env.now:
            return
        while self._waiting:
            seat = self._waiting.popleft()
            if not seat.triggered:
                seat.succeed(agent)
                return
        self._free.append(agent)

    def wait(self) -> Event:
        """Return an event whose value will be an agent. Cancel it with ``leave``."""
        seat = self._env.event()
        self._waiting.append(seat)
        return seat

    def leave(self, seat: Event) -> None:
        """Stop waiting."""
        if not seat.triggered:
            self._waiting.remove(seat)

    def _dismiss(self) -> None:
        now = self._env.now
        while self._free and self._free[0].until <= now:
            self._free.popleft()


def team(prefix: str, count: int) -> tuple[str, ...]:
    """Return ``count`` names of seats."""
    return tuple(f"{prefix}-{number:03}" for number in range(1, count + 1))
