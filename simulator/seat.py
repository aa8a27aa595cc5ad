"""One named seat that calls by hand, one call after another, and extensions that call each other."""

from collections.abc import Iterator
from dataclasses import dataclass

from fairline.facts import Direction, EndReason, Fact, Side
from simulator.center import Center, Line, register
from simulator.hours import Hours, open_slots, timetable
from simulator.numbers import Area
from simulator.process import Process


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A person who places ``calls`` calls. A start within a call waits for its end. Times in seconds."""

    line: Line
    user: str
    calls: int
    caller: str
    areas: tuple[Area, ...]
    hours: Hours
    zone: str
    reached: float = 0.8
    talk: tuple[float, float] = (30, 500)
    first_day: int = 0
    last_day: int | None = None

    def registry(self, center: Center) -> Iterator[Fact]:
        """Yield the campaign, if the seat works on one."""
        return register(center, self.line)

    def start(self, center: Center) -> None:
        """Sit down."""
        center.env.process(self._call(center))

    def _call(self, center: Center) -> Process:
        env, rng = center.env, center.rng
        for planned in timetable(rng, self.calls, self._weights(center)):
            yield env.timeout(max(planned - env.now, 2))
            begin = env.now
            called, _ = center.directory.person(self.areas)
            ring = rng.uniform(5, 20)
            if rng.random() < self.reached:
                talk = rng.triangular(self.talk[0], self.talk[1], self.talk[0])
                yield env.timeout(ring + talk)
                center.record(
                    self.line,
                    begin,
                    caller=self.caller,
                    called=called,
                    ring=ring,
                    talk=talk,
                    user=self.user,
                    live=True,
                    joined=True,
                )
            else:
                ring = rng.uniform(25, 45)
                yield env.timeout(ring)
                reason, by = EndReason.NO_ANSWER, Side.NETWORK
                center.record(
                    self.line,
                    begin,
                    caller=self.caller,
                    called=called,
                    ring=ring,
                    reason=reason,
                    by=by,
                    user=self.user,
                )

    def _weights(self, center: Center) -> list[float]:
        last = center.days if self.last_day is None else self.last_day
        is_open = open_slots(center.start, center.days, self.hours, self.zone)
        return [
            1.0 if open_ and self.first_day <= slot // 48 < last else 0.0
            for slot, open_ in enumerate(is_open)
        ]


@dataclass(frozen=True, kw_only=True)
class Extensions:
    """Colleagues who call each other inside the office."""

    users: tuple[str, ...]
    calls: int
    hours: Hours
    zone: str

    def registry(self, center: Center) -> Iterator[Fact]:
        """Yield nothing."""
        return iter(())

    def start(self, center: Center) -> None:
        """Begin."""
        center.env.process(self._call(center))

    def _call(self, center: Center) -> Process:
        env, rng = center.env, center.rng
        line = Line(direction=Direction.INTERNAL, purpose=None)
        is_open = open_slots(center.start, center.days, self.hours, self.zone)
        for begin in timetable(rng, self.calls, [float(open_) for open_ in is_open]):
            yield env.timeout(begin - env.now)
            dialed = str(101 + int(rng.random() * len(self.users)))
            center.record(
                line,
                begin,
                caller=None,
                called=None,
                dialed=dialed,
                ring=rng.uniform(2, 8),
                talk=rng.uniform(20, 90),
            )
