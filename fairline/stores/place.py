"""Where a folder's journal is, if it is not in the folder: a database of PostgreSQL, and under whose name.

It stands in the folder itself, so that whoever is given the folder, also a command, reads the right journal.
"""

import os
import re
from pathlib import Path

import msgspec

from fairline.facts import FairlineError
from fairline.stores.durable import fsync

FILE = "place.json"
GUARD = re.compile(r"[A-Za-z0-9._-]{1,60}")


class Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """``database``: a connection string. ``guard``: whose journal it is, of the several that may be there.
    ``password_file``: absolute."""

    database: str
    guard: str
    password_file: str | None = None


def read_place(folder: Path) -> Place | None:
    """Return where the journal of a folder is, ``None`` if it is in the folder. ``FairlineError``."""
    path = folder / "journal" / FILE
    try:
        return msgspec.json.decode(path.read_bytes(), type=Place)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError) as error:
        raise FairlineError(f"{path}: found {error}, wanted where the journal is") from error


def write_place(folder: Path, place: Place) -> None:
    """Write down where the journal of a folder is, for its owner alone. Raises ``OSError``."""
    path = folder / "journal" / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".new")
    aside.unlink(missing_ok=True)
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(msgspec.json.encode(place))
        out.flush()
        os.fsync(out.fileno())
    aside.replace(path)
    fsync(path.parent)
