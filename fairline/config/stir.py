"""The tables ``[stir]`` and ``[numbers]``: whose signatures count, what is signed, who never calls."""

from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path

from fairline.facts.errors import FairlineError

FRESH_S_MAX = 600.0  # ours: an identity that is older proves nothing of a call


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningSettings:
    """The table ``[stir.signing]``: with it calls can be signed."""

    key: Path
    """The private key, P-256, PEM, without a password."""
    certificate_url: str
    """Where others fetch its certificate: https, port 443 or 8443."""
    certificate: Path | None = None
    """The certificate itself: with it, a key that is not its own is told at the start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StirSettings:
    """The table ``[stir]``: with it signed identities are verified here."""

    anchors: tuple[Path, ...] = ()
    """Certificates, PEM, of those who are trusted to sign signers' certificates."""
    certificates: Path | None = None
    """A folder of signers' certificates: ``host/path`` in it for ``https://host/path``."""
    hosts: tuple[str, ...] = ()
    """Hosts from which certificates may be fetched; ``.example.com`` is all below it."""
    hosts_ca: Path | None = None
    """Certificates, PEM, by which those hosts are trusted, in the place of the system's."""
    networks: tuple[str, ...] = ()
    """Networks that are not public, from which certificates may be fetched nonetheless."""
    fetch_within_s: float = 2.0
    kept_s: float = 86_400.0
    """How long a fetched certificate is kept."""
    fresh_s: float = 60.0
    """RFC 8224's: how far the signing may be from the call."""
    authority_needed: bool = True
    """Whether a certificate must say for which provider or numbers it signs (ATIS-1000080)."""
    replays_refused: bool = True
    """Whether a token that another call showed fails."""
    signing: SigningSettings | None = None

    def __post_init__(self) -> None:
        """Refuse what could not work."""
        if not self.anchors and (self.hosts or self.certificates is not None):
            raise FairlineError(
                "stir.anchors: found none, wanted some, because certificates are to be judged"
            )
        for name, most in (("fetch_within_s", 60.0), ("kept_s", 30 * 86_400.0), ("fresh_s", FRESH_S_MAX)):
            if not 0 < getattr(self, name) <= most:
                raise FairlineError(
                    f"stir.{name}: found {getattr(self, name)}, wanted more than 0, at most {most:g}"
                )
        for each in self.hosts:
            if not each.strip(".") or any(c in each for c in "/:@* "):
                raise FairlineError(f"stir.hosts: found {each!r}, wanted a host, or a domain after a dot")
        for each in self.networks:
            try:
                ip_network(each)
            except ValueError:
                raise FairlineError(f"stir.networks: found {each!r}, wanted a network") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersSettings:
    """The table ``[numbers]``: which numbers never call, and so may not be shown."""

    do_not_originate: Path | None = None
    """A list: its day, then a number a line."""
    premium: bool = True
    """Whether premium numbers of the numbering plan are such."""
    unallocated: bool = False
    """Whether numbers that the numbering plan gives to nobody are such."""
    stale_days: int = 30
    """Ours: a list that is older is told in the log at the start."""

    def __post_init__(self) -> None:
        """Refuse an age that is none."""
        if self.stale_days < 1:
            raise FairlineError(f"numbers.stale_days: found {self.stale_days}, wanted at least 1")
