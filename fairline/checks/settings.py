"""The tables below ``[checks]``: what content is held against, and within which bounds."""

from dataclasses import dataclass, field
from pathlib import Path

from fairline.facts import Topic
from fairline.facts.errors import FairlineError, no_such

MIB = 1024 * 1024
KEPT_DAYS_MAX = 366  # ours: what was found is a case by then, or is nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChecks:
    """``[checks.files]``. ``clamd``: its socket or ``host:port``. ``scanner_wanted``: whether a file is held
    where no ``clamd`` is set up. ``rules``: a folder of YARA rules, beside fairline's own if ``own_rules``.
    ``hash_lists``: files of digests. ``processes``: how many files are judged at a time.
    """

    clamd: str | None = None
    scanner_wanted: bool = True
    rules: Path | None = None
    own_rules: bool = True
    hash_lists: tuple[Path, ...] = ()
    processes: int = 1

    def __post_init__(self) -> None:
        """Refuse to judge none at a time."""
        if self.processes < 1:
            raise FairlineError(f"checks.files.processes: found {self.processes}, wanted at least 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkChecks:
    """``[checks.links]``. ``lists``: files of harmful links. ``disposable``: domains of throw-away mail.
    ``registrations``: when domains were registered. ``unshared``: shorteners that only one's own customers
    use.
    """

    lists: tuple[Path, ...] = ()
    disposable: Path | None = None
    registrations: Path | None = None
    unshared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MailChecks:
    """``[checks.mail]``. ``dns``: whether SPF, DKIM and DMARC may ask for records, at ``servers`` or at those
    of the system. ``trusted_sealers``: domains whose ARC seals are believed.
    """

    dns: bool = False
    servers: tuple[str, ...] = ()
    trusted_sealers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedModelChecks:
    """``[checks.model]``: a language model that is asked what the checks here cannot tell.

    ``url``: of its chat completions. ``topics``: what it may be asked about. It is asked ``per_minute`` and
    ``per_day`` at most, each time for ``within_ms``.
    """

    url: str
    model: str
    per_minute: int
    per_day: int
    topics: tuple[str, ...] = (Topic.SCAM.value,)
    key_file: Path | None = None
    within_ms: int = 3000

    def __post_init__(self) -> None:
        """Refuse topics that are none."""
        for each in self.topics:
            if each not in {topic.value for topic in Topic}:
                raise no_such("checks.model.topics", "topic", each, [topic.value for topic in Topic])


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecksSettings:
    """The table ``[checks]``. Without it, nothing is looked at, and ``/v1/inspect`` is not there.

    ``within_ms``: of one item. ``bytes_max``: of a request, a file in base64 and all. ``memory_mb_max``: what
    the process of the checks may use. ``brands``: names that others are protected in, with their domains
    and, where a customer is the brand, its account. ``age_limit``: who is younger is a child.
    ``alike_hours``: over how long messages of one account are compared with each other. ``keep_days``: how
    long a text in which something was found is kept for whoever has to look at it, 0: not at all. All numbers
    but the age are ours.
    """

    within_ms: int = 5000
    bytes_max: int = 35 * MIB
    memory_mb_max: int = 4096
    brands: Path | None = None
    age_limit: int = 13  # 15 U.S.C. 6501(1)
    alike_hours: float = 24.0
    keep_days: int = 0
    files: FileChecks = field(default_factory=FileChecks)
    links: LinkChecks = field(default_factory=LinkChecks)
    mail: MailChecks = field(default_factory=MailChecks)
    model: AskedModelChecks | None = None

    def __post_init__(self) -> None:
        """Refuse bounds that leave nothing to look at."""
        for name, least, most in (
            ("within_ms", 10, 600_000),
            ("bytes_max", 1024, 1 << 30),
            ("memory_mb_max", 512, 1 << 20),
            ("age_limit", 1, 18),
            ("alike_hours", 0.1, 24 * 31),
            ("keep_days", 0, KEPT_DAYS_MAX),
        ):
            if not least <= getattr(self, name) <= most:
                raise FairlineError(
                    f"checks.{name}: found {getattr(self, name)}, wanted {least:g} to {most:g}"
                )
