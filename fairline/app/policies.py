"""Which policy a guard goes by: the program's clauses, the operator's own limits, and what only observes.

Limits that all guards share take the place of the file that the configuration names.
"""

from pathlib import Path

from fairline.app.modes import observing, read_modes
from fairline.audit import read_policy
from fairline.config import Config
from fairline.facts import FairlineError
from fairline.guard.halves import answering, watching
from fairline.policy import Clause
from fairline.policy.tightened import tightened
from fairline.stores.whole import write_whole

SHARED = "shared-policy.toml"


class Policies:
    """Reads them anew whenever it is asked."""

    def __init__(self, config: Config, clauses: tuple[Clause, ...]) -> None:
        self.clauses = clauses
        self._config = config
        self._shared = config.store.folder / SHARED

    @property
    def file(self) -> Path | None:
        """The limits in force, ``None`` if there are none but the program's."""
        shared = self._config.shared is not None and self._shared.exists()
        return self._shared if shared else self._config.policy.file

    def applied(self) -> tuple[Clause, ...]:
        """Return the clauses as they are applied. ``FairlineError`` says what does not fit."""
        applied = self.clauses
        if self.file is not None:
            applied, _ = tightened(applied, read_policy(str(self.file), applied))
        return observing(applied, read_modes(self._config.store.folder))

    def halves(self) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
        """Return the policy as it answers, and what is watched beside it."""
        applied = self.applied()
        return (answering(applied), watching(applied)) if self._config.guard.watch else (applied, ())

    def share(self, limits: bytes) -> bytes | None:
        """Take limits that all guards share; return those from before. ``FairlineError``: they stay."""
        before = self._shared.read_bytes() if self._shared.exists() else None
        write_whole(self._shared, limits)
        try:
            self.applied()
        except FairlineError:
            self.restore(before)
            raise
        return before

    def restore(self, before: bytes | None) -> None:
        """Go back to what was there."""
        if before is None:
            self._shared.unlink(missing_ok=True)
        else:
            write_whole(self._shared, before)
