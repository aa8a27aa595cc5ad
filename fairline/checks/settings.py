"""The table ``[checks]``: what content is held against, and within which bounds."""

from dataclasses import dataclass

from fairline.facts.errors import FairlineError

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecksSettings:
    """The table ``[checks]``. Without it, nothing is looked at, and ``/v1/inspect`` is not there.

    ``within_ms``: of one item. ``bytes_max``: of a request, a file in base64 and all. ``memory_mb_max``: what
    the process of the checks may use. All three are ours.
    """

    within_ms: int = 5000
    bytes_max: int = 35 * MIB
    memory_mb_max: int = 4096

    def __post_init__(self) -> None:
        """Refuse bounds that leave nothing to look at."""
        for name, least in (("within_ms", 10), ("bytes_max", 1024), ("memory_mb_max", 512)):
            if not getattr(self, name) >= least:
                raise FairlineError(f"checks.{name}: found {getattr(self, name)}, wanted at least {least}")
