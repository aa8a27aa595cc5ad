"""The table ``[ports.http]``: where to listen, which keys count, what is too much, whose webhooks come."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fairline.facts.errors import FairlineError
from fairline.ports.listening import host_and_port
from fairline.ports.sip_peers import Undecided
from fairline.ports.tls import check_files

WHERE = "ports.http"


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoomHook:
    """``[ports.http.zoom]``. ``account`` is whose facts they are; without it, Zoom's own account id is."""

    secret_file: Path
    account: str | None = None
    region: str | None = None
    tolerance_s: float = 300.0
    """Ours: how far the signed time may be from our clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TwilioHook:
    """``[ports.http.twilio]``. ``public_url`` is the address of the webhook as Twilio was given it."""

    auth_token_file: Path
    public_url: str
    account: str | None = None
    region: str | None = None
    zone: str = "UTC"

    def __post_init__(self) -> None:
        """Refuse an address that is none, and a zone that is none."""
        parts = urlsplit(self.public_url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise FairlineError(
                f"{WHERE}.twilio.public_url: found {self.public_url!r}, wanted an address such as "
                "https://example.com/v1/webhooks/twilio"
            )
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError):
            raise FairlineError(f"{WHERE}.twilio.zone: found {self.zone!r}, wanted a time zone") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpSettings:
    """Every number is ours, and a bound: what is beyond it is refused, counted and told so.

    ``listen``: ``host:port`` each, IPv6 in brackets. ``keys``: the file that ``fairline keys`` writes.
    """

    listen: tuple[str, ...] = ("127.0.0.1:8080",)
    certificate: Path | None = None
    """With it and its ``key`` every address is by TLS, and by nothing else."""
    key: Path | None = None
    keys: Path = Path("keys.json")
    decide_within_ms: int = 50
    when_undecided: Undecided = Undecided.ALLOW
    body_bytes_max: int = 1024 * 1024
    lines_max: int = 10_000
    """Facts in one request."""
    batch_max: int = 1_000
    """Attempts in one request."""
    rate_per_s: float = 2_000.0
    """Attempts and facts a second of each key, on average."""
    burst: float = 10_000.0
    """How many more may come at once."""
    headers_within_s: float = 10.0
    body_within_s: float = 30.0
    idle_s_max: float = 75.0
    connections_max: int = 1_000
    header_bytes_max: int = 32 * 1024
    ahead_s_max: float = 60.0
    """How far in the future a fact may lie: one from next year would make all others late."""
    behind_s_max: float = 300.0
    """How old an attempt may be that is still to be decided."""
    findings_max: int = 10_000
    """Findings that ``/v1/findings`` remembers, the latest."""
    metrics_need_key: bool = True
    zoom: ZoomHook | None = None
    twilio: TwilioHook | None = None

    def __post_init__(self) -> None:
        """Refuse what could not work."""
        check_files(WHERE, self.certificate, self.key)
        for text in self.listen:
            host_and_port(text, f"{WHERE}.listen")
        if not self.listen:
            raise FairlineError(f"{WHERE}.listen: found none, wanted at least one host:port")
        for name in POSITIVE:
            if not getattr(self, name) > 0:
                raise FairlineError(f"{WHERE}.{name}: found {getattr(self, name)}, wanted more than 0")


POSITIVE = (
    "decide_within_ms", "body_bytes_max", "lines_max", "batch_max", "rate_per_s", "burst", "headers_within_s",
    "body_within_s", "idle_s_max", "connections_max", "header_bytes_max", "ahead_s_max", "behind_s_max",
    "findings_max",
)  # fmt: skip


def secret(path: Path, where: str) -> bytes:
    """Return the secret that a file holds, without blanks around it. ``FairlineError`` if there is none."""
    try:
        found = path.read_bytes().strip()
    except OSError as error:
        raise FairlineError(f"{WHERE}.{where}: found no file to read at {path} ({error.strerror})") from None
    if not found:
        raise FairlineError(f"{WHERE}.{where}: found nothing in {path}, wanted a secret")
    return found
