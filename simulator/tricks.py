"""What abusive callers do that a plain campaign does not: pester, scan, ring once, and call as neighbors."""

from collections.abc import Iterator
from dataclasses import dataclass

from fairline.facts import Direction, EndReason, Fact, Side
from simulator.center import DAY_S, HOUR_S, Center, Line, register
from simulator.numbers import EASTERN_AREAS, FLORIDA_AREAS, US_AREAS
from simulator.process import Process

NEW_YORK_MORNING_S = 14 * HOUR_S  # 10:00 in New York in summer time, on the first day
OUTBOUND = Line(direction=Direction.OUTBOUND)


@dataclass(frozen=True, kw_only=True)
class Pester:
    """Calls the same people all day: ``people`` in Florida six times, three of them fourteen times."""

    line: Line
    people: int
    days: int
    caller: str

    def registry(self, center: Center) -> Iterator[Fact]:
        """Yield the campaign."""
        return register(center, self.line)

    def start(self, center: Center) -> None:
        """Pick the victims, and begin with each."""
        for victim in range(self.people):
            number, _ = center.directory.person(FLORIDA_AREAS)
            center.env.process(self._pester(center, number, 14 if victim < 3 else 6))

    def _pester(self, center: Center, called: str, times: int) -> Process:
        env, rng = center.env, center.rng
        for day in range(self.days):
            for attempt in range(times):
                gap = 8.5 * HOUR_S / times
                begin = day * DAY_S + NEW_YORK_MORNING_S + gap * (attempt + rng.random() * 0.8)
                yield env.timeout(begin - env.now)
                ring = rng.uniform(19, 35)
                if rng.random() < 0.25:
                    talk = rng.uniform(20, 60)
                    yield env.timeout(ring + talk)
                    center.record(
                        self.line,
                        begin,
                        caller=self.caller,
                        called=called,
                        ring=ring,
                        talk=talk,
                        live=True,
                        joined=True,
                        delay=0.6,
                        abandoned=False,
                    )
                else:
                    reason, by = EndReason.NO_ANSWER, Side.NETWORK
                    center.record(
                        self.line, begin, caller=self.caller, called=called, ring=ring, reason=reason, by=by
                    )


@dataclass(frozen=True, kw_only=True)
class Scan:
    """Dials one number after the next through whole exchanges, six seconds apart; half do not exist."""

    line: Line
    calls: int
    caller: str
    days: int = 2

    def registry(self, center: Center) -> Iterator[Fact]:
        """Yield the campaign."""
        return register(center, self.line)

    def start(self, center: Center) -> None:
        """Begin the scan."""
        center.env.process(self._scan(center))

    def _scan(self, center: Center) -> Process:
        env, rng = center.env, center.rng
        for day in range(self.days):
            yield env.timeout(day * DAY_S + NEW_YORK_MORNING_S - env.now)
            block, first = 0, 0
            for step in range(self.calls // self.days):
                if step % 400 == 0:
                    exchange, first = 230 + day * 20 + block, int(rng.random() * 9_000)
                    block += 1
                    prefix = f"+1{('614', '704')[day % 2]}{exchange}"
                yield env.timeout(rng.uniform(5, 7))
                self._try(center, f"{prefix}{first + step % 400:04}")

    def _try(self, center: Center, called: str) -> None:
        rng, begin = center.rng, center.env.now
        if rng.random() < 0.5:
            reason, ring = EndReason.UNALLOCATED, rng.uniform(0.2, 1)
            center.record(
                self.line, begin, caller=self.caller, called=called, ring=ring, reason=reason, by=Side.NETWORK
            )
        elif rng.random() < 0.6:
            talk, live = rng.uniform(15, 40), rng.random() < 0.6
            ring = rng.uniform(5, 24)
            center.record(
                self.line, begin, caller=self.caller, called=called, ring=ring, talk=talk, live=live
            )
        else:
            reason, ring = EndReason.NO_ANSWER, rng.uniform(25, 40)
            center.record(
                self.line, begin, caller=self.caller, called=called, ring=ring, reason=reason, by=Side.NETWORK
            )


@dataclass(frozen=True, kw_only=True)
class RingOnce:
    """Wangiri: bursts of calls from one number, each to somebody else, hung up after one ring."""

    bursts: int
    calls_per_burst: int
    caller: str

    def registry(self, center: Center) -> Iterator[Fact]:
        """Yield nothing."""
        return iter(())

    def start(self, center: Center) -> None:
        """Begin with the first morning's burst."""
        center.env.process(self._ring(center))

    def _ring(self, center: Center) -> Process:
        env, rng = center.env, center.rng
        for burst in range(self.bursts):
            yield env.timeout(burst % center.days * DAY_S + NEW_YORK_MORNING_S + 3 * HOUR_S - env.now)
            for _ in range(self.calls_per_burst):
                yield env.timeout(rng.uniform(0.5, 1.5))
                called, _ = center.directory.person(US_AREAS)
                reason, ring = EndReason.CANCELED, rng.uniform(1.0, 2.9)
                center.record(
                    OUTBOUND,
                    env.now,
                    caller=self.caller,
                    called=called,
                    ring=ring,
                    reason=reason,
                    by=Side.CALLER,
                )


@dataclass(frozen=True, kw_only=True)
class Snowshoe:
    """Hundreds of caller numbers with few calls each, all looking like the called person's neighbor."""

    line: Line
    calls: int
    exchanges: int = 60
    numbers_per_exchange: int = 8

    def registry(self, center: Center) -> Iterator[Fact]:
        """Yield the campaign."""
        return register(center, self.line)

    def start(self, center: Center) -> None:
        """Begin on the first morning."""
        center.env.process(self._call(center))

    def _call(self, center: Center) -> Process:
        env, rng = center.env, center.rng
        codes = [
            f"{rng.choice(EASTERN_AREAS).code}{exchange}" for exchange in range(620, 620 + self.exchanges)
        ]
        days = min(center.days, 5)
        per_day = self.calls // days
        for day in range(days):
            yield env.timeout(day * DAY_S + NEW_YORK_MORNING_S - env.now)
            for _ in range(per_day):
                yield env.timeout(2 * HOUR_S / per_day)
                code = rng.choice(codes)
                caller = f"{code}{1_000 + rng.randrange(self.numbers_per_exchange) * 7:04}"
                called = f"{code}{2_000 + rng.randrange(7_000):04}"
                self._record(center, caller, called)

    def _record(self, center: Center, caller: str, called: str) -> None:
        rng, begin = center.rng, center.env.now
        if rng.random() < 0.55:
            ring, talk = rng.uniform(5, 20), rng.uniform(14, 60)
            center.record(self.line, begin, caller=caller, called=called, ring=ring, talk=talk, live=True)
        else:
            reason, ring = EndReason.NO_ANSWER, rng.uniform(25, 40)
            center.record(
                self.line, begin, caller=caller, called=called, ring=ring, reason=reason, by=Side.NETWORK
            )
