"""The table ``[store]``: where journal, cases, rulings and registers are kept."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from fairline.facts.errors import FairlineError

SQLITE = "sqlite"
GUARD = "guard"
"""The name of a guard that was given none."""
NAME = re.compile(r"[A-Za-z0-9._-]{1,60}")
SCHEMES = ("postgresql", "postgres")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreSettings:
    """``folder`` holds all, with ``database`` at ``sqlite``: journal, snapshots, what was enforced.

    ``database``: else a database of PostgreSQL, ``postgresql://user@host1,host2/name``, has journal, cases,
    rulings and registers; of several hosts the one that takes writes is used. ``password_file`` holds its
    password. ``guard``: whose journal it is, as several may be there; without it the name that ``[shared]``
    has.
    """

    folder: Path = Path("data")
    database: str = SQLITE
    password_file: Path | None = None
    guard: str = ""

    def __post_init__(self) -> None:
        """Refuse an address and a name that are none."""
        address("store.database", self.database)
        if self.guard and not NAME.fullmatch(self.guard):
            raise FairlineError(
                f"store.guard: found {self.guard!r}, wanted 1 to 60 letters, digits, dots, hyphens"
            )

    @property
    def in_files(self) -> bool:
        """Whether all is in the folder."""
        return self.database == SQLITE


def address(key: str, given: str) -> None:
    """Refuse what is neither SQLite nor the address of a database."""
    if given != SQLITE and (urlsplit(given).scheme not in SCHEMES or not urlsplit(given).path.strip("/")):
        raise FairlineError(f"{key}: found {given!r}, wanted sqlite, or one such as postgresql://host/name")
