"""What a verification is asked, and what it answers."""

from msgspec import Struct

from fairline.checks.caller.faults import MEANING, Fault, Verstat
from fairline.facts import Attestation
from fairline.policy import Text

PASSED = Text(
    en="The signature, its certificate and the numbers hold.",
    fr="La signature, son certificat et les numéros tiennent.",
)


class Shown(Struct, frozen=True, kw_only=True):
    """What a call shows. Numbers are E.164; the plus sign may be there or not."""

    identities: tuple[str, ...]
    """The Identity headers as they were written."""
    caller: str | None
    """The asserted number, else the one in From."""
    called: tuple[str, ...]
    """The number in the Request-URI, and the one in To: either may be what was signed (ATIS-1000074)."""
    date: int | None = None
    """The Date header, seconds since 1970: needed for the compact form only."""
    call: str | None = None
    """What tells this call from every other, as its Call-ID: the same token with another is a replay.
    ``None``: not looked at."""


class Proof(Struct, frozen=True, kw_only=True):
    """What was found. ``fault``: ``None`` if all holds."""

    fault: Fault | None = None
    field: str = ""
    """Of which part the fault is."""
    attestation: Attestation | None = None
    """What the signer vouches for, only where all holds."""
    origin: str | None = None
    origid: str | None = None
    diverted: tuple[str, ...] = ()
    """The numbers that sent the call on, as signed, the first first."""
    priorities: tuple[str, ...] = ()
    """What it may claim as Resource-Priority, as signed."""
    signer: str = ""
    """The subject of the certificate."""

    @property
    def verstat(self) -> Verstat:
        """What SIP says of it."""
        return Verstat.PASSED if self.fault is None else MEANING[self.fault].verstat

    @property
    def verified(self) -> bool | None:
        """As a fact has it: ``None`` if nothing could be verified."""
        return VERIFIED[self.verstat]

    @property
    def status(self) -> int | None:
        """The SIP status of RFC 8224 that tells the fault."""
        return None if self.fault is None else MEANING[self.fault].status

    @property
    def phrase(self) -> str | None:
        """The reason phrase of the status."""
        return None if self.fault is None else MEANING[self.fault].phrase

    @property
    def why(self) -> Text:
        """One sentence for people."""
        return PASSED if self.fault is None else MEANING[self.fault].why


VERIFIED = {Verstat.PASSED: True, Verstat.FAILED: False, Verstat.NONE: None}


class Wanted(Struct, frozen=True, kw_only=True):
    """Certificates that are needed first, by their addresses."""

    addresses: tuple[str, ...]
