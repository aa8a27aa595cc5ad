"""Days that a case holds: they outlast the time for which a journal is kept.

::

    FOLDER/holds/case-77.json                    who holds what: {"days": ["2026-11-24"], "why": "..."}
    FOLDER/held/day=2026-11-24/entries.parquet   a day that is no longer part of the journal, and is held

Whoever can write the folder can hold; no guard need run.
"""

import re
from datetime import date
from pathlib import Path

import msgspec

from fairline.facts import FairlineError

HOLDS, HELD = "holds", "held"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", re.ASCII)


class Hold(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The days (UTC) that are held, and why."""

    days: tuple[date, ...]
    why: str


def hold(folder: Path, name: str, days: tuple[date, ...], why: str) -> None:
    """Hold days under a name, in place of those it held before. Raises ``FairlineError``."""
    path = _path(folder, name)
    if not days:
        raise FairlineError("days: found none, wanted one or more")
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}")
    aside.write_bytes(msgspec.json.encode(Hold(days=tuple(sorted(set(days))), why=why)))
    aside.replace(path)


def release(folder: Path, name: str) -> None:
    """Hold nothing under a name any more. Raises ``FairlineError`` where nothing is held."""
    try:
        _path(folder, name).unlink()
    except FileNotFoundError:
        raise FairlineError(f"{name}: found no hold of that name, wanted one in {folder / HOLDS}") from None


def holds(folder: Path) -> dict[str, Hold]:
    """Return all holds by name. Raises ``FairlineError`` for one that cannot be read: then nobody knows what
    is held, and nothing may be removed."""
    found = {}
    for path in sorted((folder / HOLDS).glob("[!.]*.json")):
        try:
            found[path.stem] = msgspec.json.decode(path.read_bytes(), type=Hold)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
            raise FairlineError(f"{path}: found {error}, wanted the days that are held") from error
    return found


def held_days(folder: Path) -> frozenset[str]:
    """Return every day that somebody holds. Raises ``FairlineError`` as ``holds`` does."""
    return frozenset(day.isoformat() for each in holds(folder).values() for day in each.days)


def _path(folder: Path, name: str) -> Path:
    if NAME.fullmatch(name) is None:
        raise FairlineError(f"name: found {name!r}, wanted letters, digits, dots and hyphens, at most 100")
    return folder / HOLDS / f"{name}.json"
