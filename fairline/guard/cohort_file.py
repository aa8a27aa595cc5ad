"""What is usual for the accounts of a plan, as the watching half wrote it last. Derived: it may be lost."""

import os
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from fairline.findings.cohorts import Cohort

FILE = "cohorts.json"


class CohortFile(Struct, frozen=True, kw_only=True):
    """The file. ``plans``: accounts whose plan is another than ``plan``, which is that of all the rest."""

    at: datetime
    plan: str
    plans: dict[str, str]
    cohorts: tuple[Cohort, ...]

    def of(self, account: str, rule: str) -> Cohort | None:
        """Return what is usual for an account by a rule, if enough of its plan are measured by it."""
        plan = self.plans.get(account, self.plan)
        return next((each for each in self.cohorts if (each.rule, each.plan) == (rule, plan)), None)


_DECODE = msgspec.json.Decoder(CohortFile).decode


def write_cohorts(folder: Path, made: CohortFile) -> None:
    """Write the file, whole or not at all. ``OSError``."""
    aside = folder / f".{FILE}"
    aside.write_bytes(msgspec.json.encode(made))
    os.replace(aside, folder / FILE)


def read_cohorts(folder: Path) -> CohortFile | None:
    """Return what was written last; ``None`` if nothing was, or it cannot be read."""
    try:
        return _DECODE((folder / FILE).read_bytes())
    except (OSError, msgspec.DecodeError):
        return None
