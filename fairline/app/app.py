"""Everything of one provider on one loop: guard, ports and actuators, as the configuration has it.

Where the guard cannot answer (too much waits to be written, or the disk takes nothing), standing is still
known and still bites; everything else is answered as each port's ``when_undecided`` has it, and says so.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from prometheus_client import CollectorRegistry

from fairline.actuators.actuator import Actuator
from fairline.actuators.enforcement import Enforcement
from fairline.actuators.freeswitch import FreeSwitch
from fairline.actuators.kamailio import Kamailio
from fairline.actuators.webhook import Webhook
from fairline.app.console import ConsoleProcess
from fairline.app.metrics import AppCollector
from fairline.app.status import PortStatus, Status, StatusFile, gap_of
from fairline.app.throttle import Throttle
from fairline.audit import read_policy
from fairline.checks.public_holidays import public_holidays
from fairline.config import Config
from fairline.decision import Decision
from fairline.facts import Call, Event, Fact
from fairline.findings import Finding
from fairline.guard import Guard, NotWritten, TooMany, Watch, Work
from fairline.guard.halves import answering, digest, watching
from fairline.law import load
from fairline.policy import Clause
from fairline.policy.tightened import tightened
from fairline.ports.console import SOCKET, ConsolePort
from fairline.ports.evapi import EvapiPort
from fairline.ports.hep import HepPort
from fairline.ports.http import HttpPort
from fairline.ports.http_asked import Asked
from fairline.ports.sip import SipPort
from fairline.ports.tail import TailPort
from fairline.ports.verdict import Verdict, refused_by, slowed_by, verdict_of
from fairline.readers.places import located
from fairline.signals.book import Taken
from fairline.standing import Change, Effective, Standing

Port = SipPort | HttpPort | HepPort | TailPort | EvapiPort | ConsolePort
STATUS_EVERY_S = 1.0  # ours
WATCH_SNAPSHOTS = 10  # ours: entries between those of the watching half, in those of the answering one
FINDINGS_MAX = 100_000  # ours: ids whose rule is remembered, so that one that goes on counts once

log = logging.getLogger("fairline")


def clock() -> int:
    """Return microseconds since 1970-01-01 UTC."""
    return time.time_ns() // 1000


class App:
    """Built from a configuration, started once, stopped once. ``now``: microseconds since 1970-01-01 UTC.

    ``file``: where the configuration was read, for the console to read it too; without one, none is started.
    """

    def __init__(
        self,
        config: Config,
        clauses: Iterable[Clause],
        *,
        now: Callable[[], int] = clock,
        file: Path | None = None,
    ) -> None:
        self.config = config
        self.counts: Counter[str] = Counter()
        self.found: dict[str, str] = {}
        """Findings since the start, the latest: the rule by the finding's id."""
        self.registry = CollectorRegistry()
        self.http: HttpPort | None = None
        self.sip: SipPort | None = None
        self.hep: HepPort | None = None
        self.tails: list[TailPort] = []
        self.watch: Watch | None = None
        self.asked: ConsolePort | None = None
        """What the console asks of the guard."""
        self.console = None if file is None or config.console is None else ConsoleProcess(file)
        self._throttle = Throttle(config.standing.restricted_per_s, config.standing.restricted_burst)
        self._clauses = tuple(clauses)
        self._now = now
        self._started: list[Port] = []
        self._status: asyncio.Task[None] | None = None
        self._began = datetime.now(UTC)

    async def start(self) -> None:
        """Take the folder and open every port. ``FairlineError`` says what cannot be had; then none is."""
        config = self.config
        folder = config.store.folder
        folder.mkdir(parents=True, exist_ok=True)
        self._open(folder)
        try:
            self._wire()
            await self.enforcement.start(self.guard.standings.all_everywhere())
            for webhook in self.webhooks:
                await webhook.start(self.guard.standings.all())
            for port in self._ports():
                await port.start()
                self._started.append(port)
            if self.watch is not None:
                self.watch.start()
            if self.console is not None:
                self.console.start()
        except BaseException:
            await self._close()
            raise
        self.registry.register(AppCollector(self))
        self._file = StatusFile(folder)
        self._status = asyncio.create_task(self._tell(), name="status")

    async def stop(self) -> None:
        """Take nothing more, answer what is asked, keep what is counted."""
        if self._status is not None:
            self._status.cancel()
            await asyncio.gather(self._status, return_exceptions=True)
            self._status = None
            self._file.remove()
        await self._close()

    async def reload(self) -> int:
        """Read the policy file again and go on by it; return how many signals are new."""
        clauses, beside = self._halves()
        new = await self.guard.reload(clauses, digest(beside) if self.watch else "")
        if self.watch is not None:
            self.watch.reload(beside)
        log.info("the policy was read again: %s, %d new signals", self.guard.engine.policy, len(new))
        return len(new)

    def status(self) -> Status:
        """Return how it stands now."""
        return Status(
            since=self._began,
            at=datetime.now(UTC),
            policy=self.guard.engine.policy,
            sequence=self.guard.sequence,
            pending=self.guard.pending,
            trouble=self.guard.trouble,
            counts=dict(self.guard.counts) | dict(self.counts),
            ports=tuple(self._port_statuses()),
            standing=dict(Counter(each.name.lower() for each in self.guard.standings.all().values())),
            gaps=tuple(map(gap_of, self.enforcement.gaps())),
            findings=dict(Counter(self.found.values())),
            behind=None if self.watch is None else self.watch.behind,
        )

    def _policy(self) -> tuple[Clause, ...]:
        file = self.config.policy.file
        if file is None:
            return self._clauses
        applied, _ = tightened(self._clauses, read_policy(str(file), self._clauses))
        return applied

    def _halves(self) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
        """Return the policy as it answers, and what is watched beside it."""
        policy = self._policy()
        return (answering(policy), watching(policy)) if self.config.guard.watch else (policy, ())

    def _open(self, folder: Path) -> None:
        """Open the guard, and have the rest of the policy watched beside it."""
        config = self.config
        law, lateness = load(public_holidays), timedelta(seconds=config.policy.lateness_s)
        clauses, beside = self._halves()
        self.guard = Guard.open(
            folder,
            clauses,
            law=law,
            plan=config.policy.plan,
            lateness=lateness,
            now=self._now,
            settings=config.guard,
            beside=digest(beside) if config.guard.watch else "",
        )
        if config.guard.watch:
            work = Work(
                folder=folder,
                clauses=beside,
                law=law,
                plan=config.policy.plan,
                lateness=lateness,
                snapshot_every=WATCH_SNAPSHOTS * config.guard.snapshot_every,
            )
            self.watch = Watch(self.guard, work)

    def _wire(self) -> None:
        config, guard = self.config, self.guard
        actuators: list[Actuator] = [
            *(Kamailio(each) for each in config.actuators.kamailio),
            *(FreeSwitch(each) for each in config.actuators.freeswitch),
        ]
        self.enforcement = Enforcement(config.store.folder / "enforcement.sqlite", actuators)
        self.webhooks = [
            Webhook(each, config.store.folder / f"webhook-{each.name}.sqlite")
            for each in config.actuators.webhook
        ]
        guard.on_change.append(self._changed)
        guard.on_finding.append(self._finding)
        ports = config.ports
        numbers = load(public_holidays).all_emergency_numbers()
        if ports.sip is not None:
            self.sip = SipPort(
                ports.sip, decide=self._verdict, observe=self._observe, emergency=numbers, now=self._now
            )
        if ports.http is not None:
            self.http = HttpPort(
                ports.http,
                Asked(
                    decide=self._decide,
                    observe=self._observe,
                    rule=guard.rule,
                    standings=lambda: guard.standings,
                    is_emergency=guard.engine.is_emergency,
                    ready=lambda: guard.trouble is None,
                    now=self._now,
                    busy=(TooMany, NotWritten),
                ),
                registry=self.registry,
            )
        if ports.hep is not None:
            self.hep = HepPort(ports.hep, take=self._observe)
        self.tails = [TailPort(each, take=self._observe) for each in ports.tail]
        if config.console is not None:
            self.asked = ConsolePort(
                config.store.folder / SOCKET,
                rule=guard.rule,
                overturn=guard.overturn,
                observe=self._observe,
                standings=lambda: guard.standings,
                busy=(TooMany, NotWritten),
            )
        peers = {} if ports.sip is None else {each.name: each for each in ports.sip.peers}
        self.evapis = [
            EvapiPort(each, peer=peers[each.peer], decide=self._verdict, emergency=numbers)
            for each in ports.evapi
        ]

    def _ports(self) -> list[Port]:
        """Return what there is, in the order in which it starts: first whatever only tells."""
        told: list[Port] = [*self.tails, *(each for each in (self.hep, self.asked) if each is not None)]
        asked: list[Port] = [*(each for each in (self.http, self.sip) if each is not None), *self.evapis]
        return told + asked

    async def _close(self) -> None:
        if self.console is not None:
            await self.console.stop()
        while self._started:
            await self._started.pop().stop()
        if hasattr(self, "enforcement"):
            await self.enforcement.stop()
            for webhook in self.webhooks:
                await webhook.stop()
        if self.watch is not None:
            await self.watch.stop()
        await self.guard.close()

    # What the ports ask

    def _decide(self, attempt: Event) -> "Decision | asyncio.Future[Decision]":
        guard = self.guard
        if not guard.engine.is_emergency(attempt):
            held = guard.engine.standing_of(attempt)
            full = guard.trouble is not None or guard.pending >= self.config.guard.waiting_max
            if full and held.standing >= Standing.SUSPENDED:
                self.counts["undecided"] += 1
                return guard.engine.refusal(held)
            if self._wait_s(held):
                return guard.engine.refusal(held)
        return guard.decide(located(attempt))

    def _verdict(self, call: Call) -> "Verdict | asyncio.Future[Verdict]":
        engine = self.guard.engine
        if not engine.is_emergency(call):
            held = engine.standing_of(call)
            wait_s = self._wait_s(held)
            if wait_s:
                return slowed_by(held, wait_s)
        told: asyncio.Future[Verdict] = asyncio.get_running_loop().create_future()
        self.guard.decide(located(call)).add_done_callback(partial(self._decided, call, told))
        return told

    def _wait_s(self, held: Effective) -> float:
        """Return how long an attempt that hangs on ``held`` has to wait; 0: it may pass."""
        if held.standing is not Standing.RESTRICTED:
            return 0.0
        wait_s = self._throttle.wait_s(held, self._now())
        self.counts["throttled"] += wait_s > 0
        return wait_s

    def _decided(
        self, call: Call, told: "asyncio.Future[Verdict]", future: "asyncio.Future[Decision]"
    ) -> None:
        """Tell a decision as a verdict; where there is none, standing alone, if it refuses."""
        if future.cancelled() or told.done():
            return
        error = future.exception()
        if error is None:
            decision = future.result()
            if decision.taken is Taken.DUPLICATE and not decision.emergency:
                self._ask_anew(call, told)
            else:
                told.set_result(verdict_of(decision))
            return
        self.counts["undecided"] += 1
        held = self.guard.engine.standing_of(call)
        if isinstance(error, NotWritten | TooMany) and held.standing >= Standing.SUSPENDED:
            told.set_result(refused_by(held))
        else:
            told.set_exception(error)

    def _ask_anew(self, call: Call, told: "asyncio.Future[Verdict]") -> None:
        """Ask about an attempt under an id of its own. The core has absorbed what is sent twice, so an INVITE
        with the names of an earlier one is another attempt: it may not pass uncounted because of them."""
        self.counts["names used again"] += 1
        anew = replace(call, id=f"{call.id};again={self.guard.sequence}")
        self.guard.decide(located(anew)).add_done_callback(partial(self._decided, anew, told))

    def _observe(self, facts: Sequence[Fact]) -> "asyncio.Future[list[Taken]]":
        return self.guard.observe([located(fact) for fact in facts])

    # What the guard tells

    def _changed(self, changes: tuple[Change, ...]) -> None:
        for each in changes:
            self._throttle.forget(each.subject)
            log.info("%s: %s, was %s", each.subject, each.after.name.lower(), each.before.name.lower())
        self.enforcement.want(changes)
        for webhook in self.webhooks:
            webhook.want(changes)

    def _finding(self, findings: list[Finding]) -> None:
        for each in findings:
            self.found.pop(each.id, None)
            self.found[each.id] = each.rule.name
        while len(self.found) > FINDINGS_MAX:
            del self.found[next(iter(self.found))]
        if self.http is not None:
            self.http.take_findings(findings)

    async def _tell(self) -> None:
        while True:
            try:
                self._file.write(self.status())
            except OSError as error:
                log.warning("the status cannot be written: %s", error)
            await asyncio.sleep(STATUS_EVERY_S)

    def _port_statuses(self) -> Iterable[PortStatus]:
        for name, port in (("sip", self.sip), ("http", self.http), ("hep", self.hep)):
            if port is not None:
                listens = tuple(f"{host}:{number}" for host, number in port.addresses)
                yield PortStatus(name=name, listens=listens, counts=self._port_counts(name))
        for tail in self.tails:
            yield PortStatus(
                name=f"tail {tail.settings.name}", listens=(tail.settings.path,), counts=dict(tail.counts)
            )
        for evapi in self.evapis:
            yield PortStatus(name="evapi", listens=(evapi.settings.address,), counts=dict(evapi.counts))
        if self.asked is not None:
            where = self.config.console.listen if self.config.console is not None else ""
            yield PortStatus(name="console", listens=(where,), counts=dict(self.asked.counts))
        for webhook in self.webhooks:
            yield PortStatus(name=f"webhook {webhook.name}", listens=(), counts=dict(webhook.counts))

    def _port_counts(self, name: str) -> dict[str, int]:
        """Return what a port counted, by what became of it."""
        if name == "sip" and self.sip is not None:
            told = Counter({f"{peer}: {what}": count for (peer, what), count in self.sip.by_peer.items()})
            return dict(self.sip.counts + told)
        if name == "http" and self.http is not None:
            counts = self.http.app.counts
            refused = {f"refused, {why} ({who})": count for (who, why), count in counts.refusals.items()}
            return dict(self.http.app.deciding.counts) | dict(counts.facts) | refused
        if name == "hep" and self.hep is not None:
            return dict(self.hep.counts)
        return {}
