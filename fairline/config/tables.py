"""What an operator can set, table by table. The parts that need more have tables of their own."""

from dataclasses import dataclass, field
from pathlib import Path

from fairline.actuators.freeswitch import FreeSwitchSettings
from fairline.actuators.kamailio import KamailioSettings
from fairline.actuators.webhook import WebhookSettings
from fairline.checks.settings import ChecksSettings
from fairline.config.console import ConsoleSettings
from fairline.config.shared import SharedSettings
from fairline.config.stir import NumbersSettings, StirSettings
from fairline.config.store import GUARD, StoreSettings
from fairline.facts.errors import FairlineError, no_such
from fairline.guard.settings import GuardSettings
from fairline.policy import DEFAULT_PLAN, WhenInDoubt
from fairline.policy.plans import PLANS
from fairline.ports.evapi import EvapiSettings
from fairline.ports.hep import HepSettings
from fairline.ports.http_settings import HttpSettings
from fairline.ports.sip_peers import SipSettings
from fairline.ports.tail_lines import TailSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicySettings:
    """The table ``[policy]``. ``file``: limits of one's own, which only tighten. ``plan``: of accounts that
    name none. ``lateness_s``: how far behind the latest fact one may come and still count; the record of a
    call takes the place of its attempt only within it.
    """

    file: Path | None = None
    plan: str = DEFAULT_PLAN
    lateness_s: int = 3600

    def __post_init__(self) -> None:
        """Refuse a plan and a lateness that are none."""
        if self.plan not in PLANS:
            raise no_such("policy.plan", "plan", self.plan, PLANS)
        if not 0 <= self.lateness_s <= 7 * 86_400:
            raise FairlineError(
                f"policy.lateness_s: found {self.lateness_s}, wanted 0 to {7 * 86_400} (a week)"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingSettings:
    """The table ``[standing]``: how fast what is restricted may go on. Both numbers are ours."""

    restricted_per_s: float = 1.0
    restricted_burst: int = 5

    def __post_init__(self) -> None:
        """Refuse a rate that lets nothing pass: that is a suspension."""
        for name, least in (("restricted_per_s", 0.001), ("restricted_burst", 1)):
            if not getattr(self, name) >= least:
                raise FairlineError(f"standing.{name}: found {getattr(self, name)}, wanted at least {least}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """The tables below ``[ports]``. A port without a table is not opened."""

    sip: SipSettings | None = None
    http: HttpSettings | None = None
    hep: HepSettings | None = None
    tail: tuple[TailSettings, ...] = ()
    evapi: tuple[EvapiSettings, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an evapi connection of a peer that is none."""
        peers = {} if self.sip is None else {each.name: each for each in self.sip.peers}
        for each in self.evapi:
            if each.peer not in peers:
                raise no_such("ports.evapi.peer", "peer of ports.sip", each.peer, peers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actuators:
    """The tables below ``[actuators]``: switches that are told who is suspended."""

    kamailio: tuple[KamailioSettings, ...] = ()
    freeswitch: tuple[FreeSwitchSettings, ...] = ()
    webhook: tuple[WebhookSettings, ...] = ()

    def __post_init__(self) -> None:
        """Refuse two switches of one name: what each acknowledged is kept under it."""
        switches = (self.kamailio, self.freeswitch, self.webhook)
        names = [each.name for told in switches for each in told]
        for name in names:
            if names.count(name) > 1:
                raise FairlineError(f"actuators: found {name!r} twice, wanted a name of its own each")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogSettings:
    """The table ``[log]``. ``json``: one object a line, for machines; else lines for people."""

    json: bool = False
    level: str = "info"

    def __post_init__(self) -> None:
        """Refuse a level that is none."""
        if self.level not in LEVELS:
            raise FairlineError(f"log.level: found {self.level!r}, wanted one of {', '.join(LEVELS)}")


LEVELS = ("debug", "info", "warning", "error")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The whole file."""

    store: StoreSettings = field(default_factory=StoreSettings)
    policy: PolicySettings = field(default_factory=PolicySettings)
    guard: GuardSettings = field(default_factory=GuardSettings)
    standing: StandingSettings = field(default_factory=StandingSettings)
    undecided: WhenInDoubt = field(default_factory=WhenInDoubt)
    ports: Ports = field(default_factory=Ports)
    actuators: Actuators = field(default_factory=Actuators)
    checks: ChecksSettings | None = None
    console: ConsoleSettings | None = None
    stir: StirSettings | None = None
    numbers: NumbersSettings | None = None
    shared: SharedSettings | None = None
    log: LogSettings = field(default_factory=LogSettings)

    def __post_init__(self) -> None:
        """Refuse guards that share something without a database to share it through."""
        if self.shared is not None and not self.shared.database and self.store.in_files:
            raise FairlineError("shared.database: found none, wanted one, or a PostgreSQL as store.database")

    @property
    def guard_name(self) -> str:
        """Under which this guard's journal is in a database."""
        return self.store.guard or (self.shared.guard if self.shared is not None else GUARD)

    @property
    def console_database(self) -> tuple[str, Path | None]:
        """Where the pages' own records are, and the file with its password."""
        given = self.console
        if given is None or given.database is None:
            return self.store.database, self.store.password_file
        return given.database, given.password_file

    @property
    def shared_database(self) -> tuple[str, Path | None]:
        """Where guards share what all must know, and the file with its password."""
        if self.shared is None or not self.shared.database:
            return self.store.database, self.store.password_file
        return self.shared.database, self.shared.password_file
