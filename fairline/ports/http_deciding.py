"""Attempts asked about, and what is told of them when nobody decides, or not in time."""

import asyncio
import inspect
import logging
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence

from msgspec.structs import replace

from fairline.decision import Decision
from fairline.facts import Event
from fairline.findings import Finding
from fairline.policy import Act, Cause, Doubt, Lang
from fairline.ports.deadlines import Deadlines
from fairline.ports.http_asked import Asked
from fairline.ports.overload import Overloaded, cause_of
from fairline.ports.sip_peers import Undecided
from fairline.signals.book import Taken
from fairline.signals.repeated import parties
from fairline.standing import ACTIVE, Standing
from fairline.wire import (
    ActName,
    AnswerName,
    Decided,
    Doubted,
    KindName,
    Reason,
    Said,
    StandingName,
    Subject,
    TakenName,
)

LOG_EVERY_S = 10.0  # ours: a failing decide is told in the log at most so often
REMEMBERED_MAX = 100_000  # ours: attempts not let pass, whose answer a repeated request gets again

ACTS: dict[Act, ActName] = {
    Act.ALLOW: "allow",
    Act.CHANGE: "change",
    Act.CHALLENGE: "challenge",
    Act.HOLD: "hold",
    Act.REFUSE: "refuse",
}
ANSWERS: tuple[AnswerName, ...] = (
    "observe", "challenge", "throttle", "hold", "suspend-number", "suspend-service", "terminate",
)  # fmt: skip
"""By ``Answer``, whose numbers these follow."""
STANDINGS: dict[Standing, StandingName] = {
    Standing.ACTIVE: "active",
    Standing.RESTRICTED: "restricted",
    Standing.SUSPENDED: "suspended",
    Standing.TERMINATED: "terminated",
}
TAKEN: dict[Taken, TakenName] = {
    Taken.COUNTED: "counted",
    Taken.CORRECTED: "corrected",
    Taken.DUPLICATE: "duplicate",
    Taken.LATE: "late",
    Taken.PASSED: "passed",
}
KIND_NAMES: tuple[KindName, ...] = ("account", "service", "campaign", "user", "device", "number")

log = logging.getLogger("fairline.ports.http")


Pending = Decision | asyncio.Future[Decision] | Cause | Overloaded
Known = tuple[type, str, str | None, tuple[str | None, ...]]


class Deciding:
    """Asks, waits, and remembers what was not let pass. ``counts`` by act, and by why nobody decided."""

    def __init__(self, asked: Asked, *, within_s: float, when_undecided: Undecided) -> None:
        """Ask ``asked`` and wait ``within_s`` for it."""
        self.counts: Counter[str] = Counter()
        self.stopped = False
        self._asked = asked
        self._deadlines = Deadlines(within_s)
        self._undecided: ActName = "allow" if when_undecided is Undecided.ALLOW else "refuse"
        self._remembered: dict[Known, Decided] = {}
        self._logged_at = -LOG_EVERY_S
        self._background: set[asyncio.Future[Decision]] = set()

    def stop(self) -> None:
        """Let whoever waits have what ``when_undecided`` says."""
        self.stopped = True
        self._deadlines.stop()

    def helped(self, attempt: Event, *, noted: bool) -> Decided:
        """Return the answer to a call for help, whatever is behind the port. ``noted``: it is told of it."""
        self.counts["emergency"] += 1
        pending: Pending = self.ask(attempt) if noted else Cause.FAILED
        if isinstance(pending, asyncio.Future):
            if pending.done() and not pending.cancelled() and pending.exception() is None:
                pending = pending.result()
            else:
                self._background.add(pending)
                pending.add_done_callback(self._finished)
        if isinstance(pending, Decision) and pending.emergency:
            return decided(attempt, pending)
        return Decided(id=attempt.id, act="allow", standing="active", emergency=True)

    def ask(self, attempt: Event) -> Pending:
        """Ask about an attempt. The boundary: whatever fails behind it stops nobody else."""
        began = time.monotonic()
        try:
            answer = self._asked.decide(attempt)
        except Overloaded as overloaded:
            return overloaded
        except Exception as error:
            if isinstance(error, self._asked.busy):
                return self._busy(error)
            self.failure("an attempt could not be decided", error)
            return Cause.FAILED
        if isinstance(answer, Decision):
            return Cause.SLOW if time.monotonic() - began > self._deadlines.within_s else answer
        return _future(answer)

    async def settled(self, pending: Pending) -> Decision | Cause | Overloaded:
        """Return the decision, once it is kept, or why there is none."""
        if isinstance(pending, asyncio.Future) and not pending.done():
            await self._deadlines.settled(pending)
        return self.became(pending)

    def later(self, pending: "asyncio.Future[Decision]", then: Callable[[], None]) -> None:
        """Call ``then`` when there is a decision, or no more time for one."""
        self._deadlines.call(pending, then)

    async def all_settled(self, pending: Sequence[Pending]) -> list[Decision | Cause | Overloaded]:
        """Return what became of each, in order, after waiting once for all."""
        waiting = [each for each in pending if isinstance(each, asyncio.Future) and not each.done()]
        if waiting:
            await asyncio.wait(waiting, timeout=self._deadlines.within_s)
        return [self.became(each) for each in pending]

    def became(self, pending: Pending) -> Decision | Cause | Overloaded:
        """Return the decision, if there is one by now, or why there is none."""
        if not isinstance(pending, asyncio.Future):
            return pending
        if not pending.done():
            self._background.add(pending)
            pending.add_done_callback(self._finished)
            return Cause.STOPPED if self.stopped else Cause.SLOW
        if pending.cancelled():
            return Cause.STOPPED
        error = pending.exception()
        if error is None:
            return pending.result()
        if isinstance(error, Overloaded):
            return error
        if isinstance(error, self._asked.busy):
            return self._busy(error)
        self.failure("an attempt could not be decided", error)
        return Cause.FAILED

    def told(self, attempt: Event, found: Decision | Cause) -> Decided:
        """Return what is told of an attempt: the decision, or what ``when_undecided`` says."""
        if isinstance(found, Cause):
            self.counts[f"undecided: {found}"] += 1
            return self._doubted(attempt, found)
        told = self._told(attempt, found)
        self.counts[told.act] += 1
        return told

    def failure(self, what: str, error: BaseException) -> None:
        """Log a failure, with what raised it, but no flood of them."""
        now = time.monotonic()
        if now - self._logged_at >= LOG_EVERY_S:
            self._logged_at = now
            log.error(what, exc_info=error)

    def _busy(self, error: BaseException) -> Cause | Overloaded:
        """Where the way out of each class of rules is known, that is the answer; else: come again."""
        return Overloaded() if self._asked.in_doubt is None else cause_of(error)

    def _doubted(self, attempt: Event, cause: Cause) -> Decided:
        """Return what is told of an attempt that nobody decided."""
        if self._asked.in_doubt is None:
            return Decided(id=attempt.id, act=self._undecided, standing="active", undecided=cause.value)
        decision = self._asked.in_doubt(attempt, cause, self._undecided == "refuse")
        why = decision.doubts[0].cause if decision.doubts else cause
        return replace(decided(attempt, decision), undecided=why.value)

    def _told(self, attempt: Event, decision: Decision) -> Decided:
        if decision.taken is Taken.DUPLICATE:
            before = self._remembered.get(_known_by(attempt))
            if before is not None:
                return replace(before, taken="duplicate")
        made = decided(attempt, decision)
        if decision.act is not Act.ALLOW and not decision.emergency:
            self._remembered[_known_by(attempt)] = made
            if len(self._remembered) > REMEMBERED_MAX:
                del self._remembered[next(iter(self._remembered))]
        return made

    def _finished(self, future: "asyncio.Future[Decision]") -> None:
        """Look at what came too late, so that its failure is not lost."""
        self._background.discard(future)
        if not future.cancelled() and (error := future.exception()) is not None:
            self.failure("an attempt was answered, and could not be kept", error)


def decided(attempt: Event, decision: Decision) -> Decided:
    """Return a decision as it goes over HTTP."""
    standing = decision.standing
    if standing is ACTIVE and not decision.reasons and not decision.doubts:
        return Decided(
            id=attempt.id,
            act=ACTS[decision.act],
            standing="active",
            policy=decision.policy,
            taken=TAKEN[decision.taken],
            emergency=decision.emergency,
        )
    subject = standing.subject
    return Decided(
        id=attempt.id,
        act=ACTS[decision.act],
        mends=tuple(decision.mends),
        answer=ANSWERS[decision.answer],
        reasons=tuple(map(_reason, decision.reasons)),
        standing=STANDINGS[standing.standing],
        subject=None if subject is None else subject_of(subject.kind, subject.account, subject.id),
        ruling=standing.ruling,
        policy=decision.policy,
        taken=TAKEN[decision.taken],
        emergency=decision.emergency,
        doubts=tuple(map(_doubt, decision.doubts)),
        retry_after_s=round(decision.wait_s, 3) or None,
    )


def subject_of(kind: str, account: str, id: str) -> Subject:
    """Return a subject of a standing as it goes over HTTP."""
    return Subject(kind=next(each for each in KIND_NAMES if each == kind), account=account, id=id)


def _reason(finding: Finding) -> Reason:
    rule = finding.rule
    return Reason(
        rule=rule.name,
        clause=finding.clause.id,
        finding=finding.id,
        severity=finding.severity.name.lower(),
        act=ACTS[rule.act],
        answer=ANSWERS[finding.answer],
        mode=rule.mode.value,
        said=Said(en=finding.reason(Lang.EN), fr=finding.reason(Lang.FR)),
        warming=finding.warming,
    )


def _doubt(doubt: Doubt) -> Doubted:
    return Doubted(rules=doubt.rules.value, way=doubt.way.value, cause=doubt.cause.value)


def _known_by(attempt: Event) -> Known:
    """Ids are each account's own; one that is used again for other numbers is another attempt's."""
    return type(attempt), attempt.id, attempt.account, parties(attempt)


def _future(answer: Awaitable[Decision]) -> "asyncio.Future[Decision]":
    if isinstance(answer, asyncio.Future):
        return answer
    if inspect.iscoroutine(answer):
        return asyncio.get_running_loop().create_task(answer)
    return asyncio.ensure_future(answer)
