"""Everything of one provider on one loop: guard, ports and actuators, as the configuration has it.

Where the guard cannot answer (too much waits to be written, the disk takes nothing, it is late), standing is
still known and still bites; all else is answered by the way out of each class of rules, and says so.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import msgspec
from prometheus_client import CollectorRegistry

from fairline.actuators.actuator import Actuator
from fairline.actuators.enforcement import Enforcement
from fairline.actuators.freeswitch import FreeSwitch
from fairline.actuators.kamailio import Kamailio
from fairline.actuators.webhook import Webhook
from fairline.app.asking import Asking
from fairline.app.checking import Checking
from fairline.app.http_wiring import http_port
from fairline.app.identities import Identities, identities_of, verifying
from fairline.app.laws import Laws
from fairline.app.looking import Looking
from fairline.app.metrics import AppCollector
from fairline.app.modes import check_names, keep_modes, read_modes
from fairline.app.other_process import OtherProcess
from fairline.app.policies import Policies
from fairline.app.sharing import Sharing, Taking
from fairline.app.stands import status_of
from fairline.app.status import Status, StatusFile
from fairline.app.storing import settle, told_of_standby
from fairline.app.vouching import Vouching, vouching
from fairline.checks.settings import ChecksSettings
from fairline.config import Config
from fairline.engine import policy_digest
from fairline.facts import Fact, FairlineError
from fairline.findings import Finding
from fairline.guard import CatchingUp, Guard, NotWritten, TooMany, Watch, Work
from fairline.guard.throttle import Throttle
from fairline.policy import Clause
from fairline.ports.console import SOCKET, ConsolePort
from fairline.ports.evapi import EvapiPort
from fairline.ports.hep import HepPort
from fairline.ports.http import HttpPort
from fairline.ports.sip import SipPort
from fairline.ports.tail import TailPort
from fairline.readers.places import located
from fairline.signals.book import Taken
from fairline.standing import Change
from fairline.stores.shared_log import MODES, with_password

Port = SipPort | HttpPort | HepPort | TailPort | EvapiPort | ConsolePort
STATUS_EVERY_S = 1.0  # ours
WATCH_SNAPSHOTS = 10  # ours: entries between those of the watching half, in those of the answering one
FINDINGS_MAX = 100_000  # ours: ids whose rule is remembered, so that one that goes on counts once
CONSOLE, CHECKS = "fairline.console.serving", "fairline.app.checks_process"

log = logging.getLogger("fairline")


def clock() -> int:
    """Return microseconds since 1970-01-01 UTC."""
    return time.time_ns() // 1000


def _beside(name: str, module: str, wanted: object | None, file: Path | None) -> OtherProcess | None:
    return None if wanted is None or file is None else OtherProcess(name, module, file)


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
        self.identities: Identities | None = None
        self.shown: Vouching | None = None
        self.watch: Watch | None = None
        self.asked: ConsolePort | None = None
        """What the console asks of the guard."""
        self.console = _beside("the console", CONSOLE, config.console, file)
        self.checks = _beside("the process of the checks", CHECKS, config.checks, file)
        self.checking: Checking | None = None
        self.looking: Looking | None = None
        self.policies = Policies(config, tuple(clauses))
        self.sharing: Sharing | None = None
        self.now = now
        self._started: list[Port] = []
        self._status: asyncio.Task[None] | None = None
        self._reloading = asyncio.Lock()
        self.began = datetime.now(UTC)

    async def start(self) -> None:
        """Take the folder and open every port. ``FairlineError`` says what cannot be had; then none is."""
        config = self.config
        folder = config.store.folder
        folder.mkdir(parents=True, exist_ok=True)
        settle(config)
        self._open(folder)
        told_of_standby(self.guard.journal.standby)
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
            self.laws.begin(self.guard, self._reloading)
            if self.sharing is not None:
                self.sharing.start()
            for beside in (self.checks, self.console):
                if beside is not None:
                    beside.start()
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
        async with self._reloading:
            clauses, beside = self.policies.halves()
            new = await self.guard.reload(clauses, policy_digest(beside) if self.watch else "")
            if self.watch is not None:
                self.watch.reload(beside)
        log.info("the policy was read again: %s, %d new signals", self.guard.engine.policy, len(new))
        return len(new)

    async def observe_only(self, names: tuple[str, ...]) -> bool:
        """Have these rules, and no others, only observe, at all guards; return whether that is new here.
        ``FairlineError``."""
        new = await self._observe_only(names)
        if new and self.sharing is not None:
            await self.sharing.publish(MODES, uuid4().hex, msgspec.json.encode(names))
        return new

    async def _observe_only(self, names: tuple[str, ...]) -> bool:
        folder = self.config.store.folder
        check_names(names, self.policies.clauses)
        before = read_modes(folder)
        if set(before) == set(names):
            async with self._reloading:  # that they are written down is not yet that they hold
                return False
        keep_modes(folder, names)
        try:
            await self.reload()
        except FairlineError:
            keep_modes(folder, before)
            raise
        await self.guard.written()
        return True

    def reload_certificates(self) -> None:
        """Read the certificates of the ports again; where they do not fit, those from before stay."""
        told = (None if each is None else each.reload_certificates for each in (self.http, self.sip))
        for reload in (*told, None if self.identities is None else self.identities.reload):
            try:
                if reload is not None:
                    reload()
            except FairlineError as error:
                log.error("the certificate stays as it was: %s", error)

    def status(self) -> Status:
        """Return how it stands now."""
        return status_of(self)

    def _open(self, folder: Path) -> None:
        """Open the guard, and have the rest of the policy watched beside it."""
        config = self.config
        self.laws = Laws(config)
        law, lateness = self.laws.installed, timedelta(seconds=config.policy.lateness_s)
        clauses, beside = self.policies.halves()
        self.guard = Guard.open(
            folder,
            clauses,
            law=law,
            plan=config.policy.plan,
            lateness=lateness,
            now=self.now,
            settings=config.guard,
            beside=policy_digest(beside) if config.guard.watch else "",
            doubt=config.undecided,
            behind=True,
            throttle=Throttle(config.standing.restricted_per_s, config.standing.restricted_burst),
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
        if config.shared is not None:
            taking = Taking(policy=self._take_policy, modes=self._observe_only, law=self._take_law)
            database = with_password(*config.shared_database)
            self.sharing = Sharing(config.shared, database, config.store.folder, guard, taking)
        ports = config.ports
        numbers = self.laws.emergency
        asking = self._asking()
        if ports.sip is not None:
            self.sip = SipPort(
                ports.sip,
                decide=asking.verdict,
                in_doubt=asking.doubted,
                observe=self.observe,
                emergency=numbers,
                now=self.now,
                identify=verifying(self.identities),
            )
        if config.checks is not None:
            self._look(config.checks)
        if ports.http is not None:
            self.http = http_port(self, ports.http, asking)
        if ports.hep is not None:
            self.hep = HepPort(ports.hep, take=self.observe)
        self.tails = [TailPort(each, take=self.observe) for each in ports.tail]
        if config.console is not None:
            self.asked = ConsolePort(
                config.store.folder / SOCKET,
                rule=self.judging.rule,
                overturn=self.judging.overturn,
                observe=self.observe,
                standings=lambda: guard.standings,
                modes=self.observe_only,
                busy=(TooMany, NotWritten, CatchingUp),
            )
        peers = {} if ports.sip is None else {each.name: each for each in ports.sip.peers}
        self.evapis = [
            EvapiPort(
                each,
                peer=peers[each.peer],
                decide=asking.verdict,
                in_doubt=asking.doubted,
                emergency=numbers,
                identify=verifying(self.identities),
            )
            for each in ports.evapi
        ]

    def _asking(self) -> Asking:
        """Return who asks the guard, once it is known what numbers shown are worth."""
        config, guard = self.config, self.guard
        self.identities = identities_of(config.stir, guard)
        self.shown = vouching(guard, self.identities, config.numbers)
        return Asking(guard, self.counts, self._refuses_stale, self.shown)

    def _look(self, settings: ChecksSettings) -> None:
        """Have what is looked at go by the gate, into the journal, and to the checks."""
        self.checking = Checking(self.config.store.folder, self.checks, settings.within_ms / 1000)
        self.looking = Looking(self.checking, observe=self.observe, inspects=self._inspects, now=self.now)

    def _inspects(self, account: str | None) -> tuple[str, ...] | None:
        known = None if account is None else self.guard.engine.account(account)
        return None if known is None else known.inspects

    def _ports(self) -> list[Port]:
        """Return what there is, in the order in which it starts: first whatever only tells."""
        told: list[Port] = [*self.tails, *(each for each in (self.hep, self.asked) if each is not None)]
        asked: list[Port] = [*(each for each in (self.http, self.sip) if each is not None), *self.evapis]
        return told + asked

    async def _close(self) -> None:
        for beside in (self.console, self.checks):
            if beside is not None:
                await beside.stop()
        for each in (self.checking, self.sharing, self.laws):
            if each is not None:
                await each.stop()
        while self._started:
            await self._started.pop().stop()
        if self.identities is not None:
            await self.identities.stop()
        if hasattr(self, "enforcement"):
            await self.enforcement.stop()
            for webhook in self.webhooks:
                await webhook.stop()
        if self.watch is not None:
            await self.watch.stop()
        await self.guard.close()

    # What the ports ask

    def observe(self, facts: Sequence[Fact]) -> "asyncio.Future[list[Taken]]":
        """Count facts, with the places of their numbers; back when they are on disk."""
        return self.guard.observe([located(fact) for fact in facts])

    @property
    def judging(self) -> Guard | Sharing:
        """Whoever takes rulings: with other guards, for all of them."""
        return self.sharing or self.guard

    # What other guards were told

    def _refuses_stale(self) -> bool:
        return self.sharing is not None and self.sharing.refuses

    async def _take_policy(self, limits: bytes) -> None:
        before = self.policies.share(limits)
        try:
            await self.reload()
        except FairlineError:
            self.policies.restore(before)
            raise

    async def _take_law(self, body: bytes) -> None:
        async with self._reloading:
            await self.laws.take(self.guard, body)

    # What the guard tells

    def _changed(self, changes: tuple[Change, ...]) -> None:
        for each in changes:
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
