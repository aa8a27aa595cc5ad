"""Misuse of what an account has: its forwarding, its credit, its numbers' revenue, its seats."""

from collections.abc import Iterator
from dataclasses import dataclass

from fairline.facts import Direction, Fact, Side
from simulator.center import DAY_S, HOUR_S, Center, Line, forwarding
from simulator.numbers import EASTERN_AREAS, SOMALIA, US_AREAS
from simulator.process import Process

NEW_YORK_MORNING_S = 14 * HOUR_S  # 10:00 in New York in summer time, on the first day
INBOUND = Line(direction=Direction.INBOUND)
OUTBOUND = Line(direction=Direction.OUTBOUND)


@dataclass(frozen=True, kw_only=True)
class Forwarded:
    """Calls of ``number`` sent on to ``target``: ``occasions`` a day with ``together`` at once."""

    number: str
    target: str
    occasions: int
    together: int
    begin_hour: float = 13.0
    talk: tuple[float, float] = (240, 420)

    def registry(self, center: Center) -> Iterator[Fact]:
        """Yield the forwarding."""
        yield forwarding(center, self.number, self.target)

    def start(self, center: Center) -> None:
        """Begin."""
        center.env.process(self._days(center))

    def _days(self, center: Center) -> Process:
        env, rng = center.env, center.rng
        for day in range(center.days):
            for occasion in range(self.occasions):
                begin = day * DAY_S + self.begin_hour * HOUR_S + occasion * 1200 + rng.uniform(0, 300)
                yield env.timeout(begin - env.now)
                for _ in range(self.together):
                    self._forward(center, begin + rng.uniform(0, 30))

    def _forward(self, center: Center, begin: float) -> None:
        rng = center.rng
        caller, _ = center.directory.person(EASTERN_AREAS)
        ring, talk = rng.uniform(3, 9), rng.uniform(*self.talk)
        center.record(INBOUND, begin, caller=caller, called=self.number, ring=ring, talk=talk, by=Side.CALLER)
        center.record(
            OUTBOUND,
            begin + 0.2,
            caller=caller,
            called=self.target,
            ring=ring - 0.2,
            talk=talk,
            by=Side.CALLER,
            forwarded_from=self.number,
        )


@dataclass(frozen=True, kw_only=True)
class TakenOver:
    """From the fifth night on, somebody else calls a country new to the account, many lines at once."""

    calls: int
    caller: str
    user: str

    def registry(self, center: Center) -> Iterator[Fact]:
        """Yield nothing: nobody registers a theft."""
        return iter(())

    def start(self, center: Center) -> None:
        """Begin on the fifth day at 06:00 UTC, two in the morning in New York."""
        center.env.process(self._drain(center))

    def _drain(self, center: Center) -> Process:
        env, rng = center.env, center.rng
        line = Line(direction=Direction.OUTBOUND, currency="EUR", cost_per_minute="0.62")
        yield env.timeout(4 * DAY_S + 6 * HOUR_S)
        targets = [SOMALIA.code + f"00{rng.randrange(10_000):04}" for _ in range(12)]
        for _ in range(self.calls):
            yield env.timeout(rng.uniform(6, 12))
            ring, talk = rng.uniform(1, 3), rng.uniform(500, 900)
            called = targets[rng.randrange(len(targets))]
            center.record(
                line,
                env.now,
                caller=self.caller,
                called=called,
                ring=ring,
                talk=talk,
                by=Side.CALLER,
                user=self.user,
            )


@dataclass(frozen=True, kw_only=True)
class Pumped:
    """Long calls sent to toll-free numbers for a share of what they cost, day and night."""

    numbers: tuple[str, ...]
    calls: int

    def registry(self, center: Center) -> Iterator[Fact]:
        """Yield nothing."""
        return iter(())

    def start(self, center: Center) -> None:
        """Begin."""
        center.env.process(self._pump(center))

    def _pump(self, center: Center) -> Process:
        env, rng = center.env, center.rng
        callers = [center.directory.person(US_AREAS)[0] for _ in range(40)]
        gap = center.days * DAY_S / (self.calls + 1)
        for call in range(self.calls):
            yield env.timeout(gap)
            called = self.numbers[call % len(self.numbers)]
            talk = rng.uniform(1400, 1790)
            center.record(
                INBOUND,
                env.now,
                caller=callers[call % len(callers)],
                called=called,
                ring=0.4,
                talk=talk,
                by=Side.CALLER,
            )


@dataclass(frozen=True, kw_only=True)
class SharedSeat:
    """Two people on one named user: again and again both are on a call."""

    user: str
    caller: str
    pairs_per_day: int

    def registry(self, center: Center) -> Iterator[Fact]:
        """Yield nothing."""
        return iter(())

    def start(self, center: Center) -> None:
        """Begin."""
        center.env.process(self._share(center))

    def _share(self, center: Center) -> Process:
        env, rng = center.env, center.rng
        for day in range(min(center.days, 5)):
            yield env.timeout(day * DAY_S + NEW_YORK_MORNING_S - env.now)
            for _ in range(self.pairs_per_day):
                for later in (0.0, rng.uniform(5, 40)):
                    called, _ = center.directory.person(EASTERN_AREAS)
                    ring, talk = rng.uniform(5, 15), rng.uniform(120, 300)
                    begin = env.now + later
                    center.record(
                        OUTBOUND,
                        begin,
                        caller=self.caller,
                        called=called,
                        ring=ring,
                        talk=talk,
                        user=self.user,
                        live=True,
                    )
                yield env.timeout(rng.uniform(420, 600))


@dataclass(frozen=True, kw_only=True)
class EndlessShift:
    """One user who talks 22 hours a day, with one call of more than four hours in each."""

    user: str
    caller: str

    def registry(self, center: Center) -> Iterator[Fact]:
        """Yield nothing."""
        return iter(())

    def start(self, center: Center) -> None:
        """Begin at one in the morning, UTC, of each day."""
        center.env.process(self._talk(center))

    def _talk(self, center: Center) -> Process:
        env, rng = center.env, center.rng
        for day in range(center.days):
            yield env.timeout(day * DAY_S + 1 * HOUR_S - env.now)
            talks = [rng.uniform(2200, 2700) for _ in range(20)]
            talks.insert(6, rng.uniform(4.3, 4.5) * HOUR_S)
            for talk in talks:
                called, _ = center.directory.person(US_AREAS)
                begin, ring = env.now, rng.uniform(4, 12)
                yield env.timeout(ring + talk)
                if env.now > (day + 1) * DAY_S - 0.1 * HOUR_S:
                    break
                center.record(
                    OUTBOUND,
                    begin,
                    caller=self.caller,
                    called=called,
                    ring=ring,
                    talk=talk,
                    user=self.user,
                    live=True,
                )
                yield env.timeout(rng.uniform(400, 900))
