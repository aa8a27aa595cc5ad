"""What an operator can set of the guard."""

from dataclasses import dataclass

from fairline.facts import FairlineError


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardSettings:
    """How often a snapshot is made, how often time is looked at, and how much may wait to be written.

    ``snapshot_every``: entries after which one is begun, but none sooner than as long after the last one
    as that took. ``tick_s``: seconds between looks at what has fallen due.
    ``waiting_max``: entries that may wait to be written at once; past that everything but a call for help is
    refused. ``watch``: rules that answer nobody run in a process of their own; if not, with the others.
    ``keep_days``: how long a day of the journal is kept after it is over; 0: for ever.
    ``quiet_max``: notes of calls for help that are kept for the journal while the disk refuses it.
    """

    snapshot_every: int = 5_000
    tick_s: float = 1.0
    waiting_max: int = 50_000
    quiet_max: int = 10_000
    watch: bool = True
    keep_days: int = 0

    def __post_init__(self) -> None:
        """Raise ``FairlineError`` for a number that is too small to work with."""
        for name, least in (
            ("snapshot_every", 1),
            ("tick_s", 0.01),
            ("waiting_max", 1),
            ("quiet_max", 0),
            ("keep_days", 0),
        ):
            found = getattr(self, name)
            if not found >= least:
                raise FairlineError(f"guard.{name}: found {found}, wanted at least {least}")
