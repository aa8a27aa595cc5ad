"""Desired and acknowledged standing, and whoever works on the gap: one task for each switch.

New calls are stopped before live ones are ended, and numbers before all else. What fails is tried again, ever
more rarely. A switch that was started anew has forgotten everything: it is noticed and told again.
"""

import asyncio
import logging
import random
import sqlite3
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fairline.actuators.actuator import Actuator, NotDone, ends_calls, key_of
from fairline.actuators.kept import Held, Kept
from fairline.policy import ScopeKind
from fairline.standing import Change, Standing, Subject

AGAIN_S, AGAIN_S_MAX = 0.25, 30.0  # ours: the first pause after a failure, which doubles, and the longest
AT_ONCE = 16  # ours: subjects whose live calls are ended at once
LOOK_AGAIN_S = 2.0  # ours: a call that was being set up while its subject was suspended is live by then

log = logging.getLogger("fairline.actuators")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that is wanted and not acknowledged. ``why`` is what the last try said."""

    actuator: str
    subject: Subject
    desired: Standing
    acknowledged: Standing
    since: datetime
    tries: int
    why: str | None


@dataclass(slots=True)
class _Trying:
    tries: int = 0
    next_at: float = 0.0
    why: str | None = None


class Enforcement:
    """All switches of one provider. ``poll_s``: how often each is asked whether it remembers, and
    ``reconcile_s``: how often its whole table is compared. ``chance`` gives 0.0 to 1.0.
    """

    def __init__(
        self,
        path: Path,
        actuators: Sequence[Actuator],
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        chance: Callable[[], float] = random.random,
        poll_s: float = 2.0,
        reconcile_s: float = 60.0,
    ) -> None:
        self.counts: Counter[str] = Counter()
        self._kept = Kept(path)
        self._desired = self._kept.desired()
        self._now = now
        self._workers = [_Worker(self, each, chance, poll_s, reconcile_s) for each in actuators]

    async def start(self, standings: Mapping[Subject, Standing]) -> None:
        """Begin, with everything that is not active now; whatever else was wanted before is active."""
        gone = {subject: Standing.ACTIVE for subject in self._desired if subject not in standings}
        self._wanted({**gone, **standings})
        for worker in self._workers:
            await worker.start()

    async def stop(self) -> None:
        """Stop. Nothing is undone, and what is not acknowledged is known at the next start."""
        for worker in self._workers:
            await worker.stop()
        self._kept.close()

    def want(self, changes: Iterable[Change]) -> None:
        """Take standings that moved; returns at once. What holds in some countries is not for switches."""
        self._wanted(
            {each.subject: each.after if each.everywhere is None else each.everywhere for each in changes}
        )
        for worker in self._workers:
            worker.wake()

    def gaps(self) -> list[Gap]:
        """Return what is not acknowledged yet, the longest wanted first."""
        return sorted((gap for each in self._workers for gap in each.gaps()), key=lambda gap: gap.since)

    def desired(self, subject: Subject) -> Standing:
        """Return what is wanted."""
        held = self._desired.get(subject)
        return Standing.ACTIVE if held is None else held.standing

    def acknowledged(self, actuator: str, subject: Subject) -> Standing:
        """Return what a switch said last."""
        worker = next(each for each in self._workers if each.actuator.name == actuator)
        return worker.said(subject)

    def _wanted(self, wanted: Mapping[Subject, Standing]) -> None:
        at = self._now()
        news = {
            subject: Held(standing, at)
            for subject, standing in wanted.items()
            if self.desired(subject) is not standing
        }
        if not news:
            return
        self._desired |= news
        try:
            self._kept.want(news)
        except sqlite3.Error:  # the switches are told all the same; the next start reconciles
            self.counts["not kept"] += 1
            log.exception("%d standings could not be kept", len(news))

    def _settled(self, subject: Subject) -> None:
        """Forget a subject that is active and known to be so everywhere."""
        held = self._desired.get(subject)
        if held is None or held.standing is not Standing.ACTIVE:
            return
        if all(each.said(subject) is Standing.ACTIVE for each in self._workers):
            self._kept.drop(subject)
            del self._desired[subject]
            for each in self._workers:
                each.acknowledged.pop(subject, None)


class _Worker:
    """One switch: what it said, what is being tried, and the task that tries."""

    def __init__(
        self,
        whole: Enforcement,
        actuator: Actuator,
        chance: Callable[[], float],
        poll_s: float,
        reconcile_s: float,
    ) -> None:
        self.actuator = actuator
        self.acknowledged = whole._kept.acknowledged(actuator.name)
        self._whole, self._chance = whole, chance
        self._poll_s, self._reconcile_s = poll_s, reconcile_s
        self._trying: dict[Subject, _Trying] = {}
        self._again: dict[Subject, float] = {}
        """Suspended lately: when to look once more for calls that were being set up."""
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._compared_at: float | None = None
        self._polled_at = 0.0

    async def start(self) -> None:
        await self.actuator.start()
        self._task = asyncio.get_running_loop().create_task(self._work())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
        await self.actuator.stop()

    def wake(self) -> None:
        self._woken.set()

    def said(self, subject: Subject) -> Standing:
        held = self.acknowledged.get(subject)
        return Standing.ACTIVE if held is None else held.standing

    def gaps(self) -> list[Gap]:
        return [
            Gap(
                actuator=self.actuator.name,
                subject=subject,
                desired=held.standing,
                acknowledged=self.said(subject),
                since=held.at,
                tries=trying.tries,
                why=trying.why,
            )
            for subject, held in self._open()
            for trying in [self._trying.get(subject, _Trying())]
        ]

    def _open(self) -> list[tuple[Subject, Held]]:
        return [
            (subject, held)
            for subject, held in self._whole._desired.items()
            if self.said(subject) is not held.standing
        ]

    async def _work(self) -> None:
        while True:
            self._woken.clear()
            sure = await self._sure()
            due = [self._polled_at + self._poll_s]
            if sure:
                await self._close_gaps()
                await self._look_again()
                due += [each.next_at for subject, _ in self._open() if (each := self._trying.get(subject))]
                due += self._again.values()
            pause = max(0.01, min(due) - time.monotonic())
            try:
                await asyncio.wait_for(self._woken.wait(), pause)
            except TimeoutError:
                continue

    async def _sure(self) -> bool:
        """See now and then that the switch is there and knows what it was told; ``False``: it is not there.

        A change is tried at once even if it was not there when last asked.
        """
        now = time.monotonic()
        first = self._compared_at is None
        if not first and now - self._polled_at < self._poll_s:
            return True
        self._polled_at = now
        try:
            remembers = await self.actuator.remembers()
            if first or not remembers or now - (self._compared_at or 0.0) >= self._reconcile_s:
                await self._compare(remembers)
                self._compared_at = now
        except (NotDone, OSError, TimeoutError) as error:
            self.actuator.counts["not reached"] += 1
            for subject, _ in self._open():
                trying = self._trying.setdefault(subject, _Trying())
                trying.why = str(error) or type(error).__name__
            return False
        return True

    async def _compare(self, remembers: bool) -> None:
        """Make what we think the switch was told what it knows."""
        if not remembers:
            self.actuator.counts["forgotten"] += 1
        blocked = await self.actuator.blocked()
        desired = {
            key_of(subject) for subject, held in self._whole._desired.items() if ends_calls(held.standing)
        }
        for key in sorted(blocked - desired):
            self.actuator.counts["strays"] += 1
            await self.actuator.release(key)
        lost = [
            subject
            for subject, held in self.acknowledged.items()
            if ends_calls(held.standing) and (not remembers or key_of(subject) not in blocked)
        ]
        self._whole._kept.forget(self.actuator.name, lost)
        for subject in lost:
            del self.acknowledged[subject]
            self._trying.pop(subject, None)
        if not remembers:
            await self.actuator.remember()

    async def _close_gaps(self) -> None:
        now = time.monotonic()
        due = [
            (subject, held)
            for subject, held in self._open()
            if (trying := self._trying.get(subject)) is None or trying.next_at <= now or not trying.tries
        ]
        due.sort(key=lambda each: (each[0].kind is not ScopeKind.NUMBER, each[1].at))
        ending = []
        for subject, held in due:
            if not await self._tried(subject, self._new_calls(subject, held.standing)):
                continue
            if ends_calls(held.standing):
                ending.append((subject, held))
            else:
                self._acknowledge(subject, held)
        for at in range(0, len(ending), AT_ONCE):
            await asyncio.gather(*(self._ended(*each) for each in ending[at : at + AT_ONCE]))

    async def _new_calls(self, subject: Subject, standing: Standing) -> None:
        if ends_calls(standing):
            await self.actuator.block(key_of(subject), standing)
        else:
            await self.actuator.release(key_of(subject))

    async def _ended(self, subject: Subject, held: Held) -> None:
        if await self._tried(subject, self._live_calls(subject)):
            self._acknowledge(subject, held)
            self._again[subject] = time.monotonic() + LOOK_AGAIN_S

    async def _live_calls(self, subject: Subject) -> None:
        self.actuator.counts["calls ended"] += await self.actuator.end_calls(subject)

    async def _look_again(self) -> None:
        for subject in [subject for subject, at in self._again.items() if at <= time.monotonic()]:
            del self._again[subject]
            if ends_calls(self._whole.desired(subject)) and not await self._tried(
                subject, self._live_calls(subject)
            ):
                self._again[subject] = time.monotonic() + LOOK_AGAIN_S

    async def _tried(self, subject: Subject, work: Awaitable[None]) -> bool:
        """Do it; ``False`` and a later try if it fails. The boundary: no answer stops the rest."""
        try:
            await work
        except Exception as error:
            if not isinstance(error, NotDone | OSError | TimeoutError):
                log.exception("%s: %s", self.actuator.name, key_of(subject))
            trying = self._trying.setdefault(subject, _Trying())
            pause = min(AGAIN_S_MAX, AGAIN_S * 2**trying.tries) * (0.5 + self._chance() / 2)
            trying.tries = min(trying.tries + 1, 1000)
            trying.next_at = time.monotonic() + pause
            trying.why = str(error) or type(error).__name__
            self.actuator.counts["not done"] += 1
            return False
        return True

    def _acknowledge(self, subject: Subject, held: Held) -> None:
        """Keep what was done; if something else is wanted by now, that is the next gap."""
        done = Held(held.standing, self._whole._now())
        self.acknowledged[subject] = done
        self._trying.pop(subject, None)
        self.actuator.counts["acknowledged"] += 1
        try:
            self._whole._kept.acknowledge(self.actuator.name, subject, done)
            self._whole._settled(subject)
        except sqlite3.Error:
            self._whole.counts["not kept"] += 1
            log.exception("what %s acknowledged could not be kept", self.actuator.name)
