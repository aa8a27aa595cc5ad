"""The table ``[shared]``: what makes several guards one."""

import re
from dataclasses import dataclass
from pathlib import Path

from fairline.facts.errors import FairlineError
from fairline.policy import WayOut

GUARD = re.compile(r"[A-Za-z0-9._-]{1,60}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedSettings:
    """``database``: a connection string of PostgreSQL; of several hosts the one that takes writes is used.
    Without it, that of ``[store]`` and its password.

    ``guard``: this one's name, no other's. ``stale_after_s``: how old what is known of the others' rulings
    may be; ``when_stale``: whether attempts then pass as usual, or are refused. ``share_within_ms``: how long
    whoever rules waits for the others to be able to know. All numbers are ours.
    """

    guard: str
    database: str = ""
    password_file: Path | None = None
    stale_after_s: float = 60.0
    when_stale: WayOut = WayOut.OPEN
    share_within_ms: int = 2000

    def __post_init__(self) -> None:
        """Refuse a name that is none, and times that are none."""
        if not GUARD.fullmatch(self.guard):
            raise FairlineError(
                f"shared.guard: found {self.guard!r}, wanted 1 to 60 letters, digits, dots, hyphens"
            )
        for name, least in (("stale_after_s", 2), ("share_within_ms", 1)):
            if not getattr(self, name) >= least:
                raise FairlineError(f"shared.{name}: found {getattr(self, name)}, wanted at least {least}")
