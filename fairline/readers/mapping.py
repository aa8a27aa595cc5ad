"""A mapping file: which of their columns is which of our fields, and how their values are written.

TOML. ``kind`` is one of the kinds of fact. ``[columns]`` has our field = their column:
its name, its number from 1, several to be joined by a blank, or a dotted path into JSON. ``time`` and
``duration`` say how times and durations are written, for all fields or in a table by field. ``[values]``
translates what a column holds, ``"*"`` standing for anything else and ``""`` for "not said"; ``[constants]``
are what every record has. ``duration``, from the attempt to the end, is one more field of a call.
"""

import tomllib
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct
from msgspec.structs import fields

from fairline.facts import EVENTS, KINDS, FairlineError
from fairline.facts.errors import no_such

Value = str | bool | int
Place = tuple[str | int, ...]
"""One of their columns, or several that are joined."""

NAMED: dict[str, type[Struct]] = {str(kind.__struct_config__.tag): kind for kind in KINDS}
REQUIRED = {
    name: tuple(
        each.name for each in fields(kind) if each.required and not (each.name == "id" and kind in EVENTS)
    )
    for name, kind in NAMED.items()
}
"""What a fact cannot be without. What happened, and has no id, gets one made from its columns."""

EPOCHS = {"s": 1, "ms": 1_000, "us": 1_000_000}
DURATIONS = frozenset({"s", "ms", "hh:mm:ss", "mm:ss"})
DECIMALS = frozenset({".", ","})
KEYS = frozenset({"kind", "delimiter", "header", "zone", "decimal", "time", "duration"})
TABLES = frozenset({"columns", "values", "constants"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """One mapping file, checked. ``times`` and ``durations`` are by field; a field not there is as usual.

    Usual times are RFC 3339, RFC 2822 or ``YYYY-MM-DD hh:mm:ss``, usual durations are seconds.
    """

    kind: str
    columns: MappingOf[str, Place]
    times: MappingOf[str, str] = field(default_factory=dict)
    durations: MappingOf[str, str] = field(default_factory=dict)
    values: MappingOf[str, MappingOf[str, Value]] = field(default_factory=dict)
    constants: MappingOf[str, Value] = field(default_factory=dict)
    zone: ZoneInfo | None = None
    delimiter: str | None = None
    header: bool = True
    decimal: str = "."


def load(path: str) -> Mapping:
    """Read the mapping file at ``path``. Raises ``FairlineError`` for anything wrong with it."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FairlineError(f"{path}: {error}") from error
    return mapping_of(text)


def mapping_of(text: str) -> Mapping:
    """Read a mapping from TOML text. Raises ``FairlineError`` naming the key, with the nearest known one."""
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FairlineError(f"mapping: found no toml ({error})") from error
    for key in read:
        if key not in KEYS | TABLES:
            raise no_such(key, "key", key, KEYS | TABLES)
    kind = read.get("kind", "call")
    if kind not in NAMED:
        raise no_such("kind", "kind of fact", kind, NAMED)
    known = fields_of(kind)
    constants = _table(read, "constants", known)
    values = _table(read, "values", known)
    columns = {
        name: _place(f"columns.{name}", their) for name, their in _table(read, "columns", known).items()
    }
    for required in REQUIRED[kind]:
        if required not in columns and required not in constants:
            raise FairlineError(f"columns.{required}: found nothing, wanted the column that has it")
    for name, found in values.items():
        _check_values(f"values.{name}", found, given=name in columns)
    for name, found in constants.items():
        if not isinstance(found, Value):
            raise FairlineError(
                f"constants.{name}: found {found}, wanted text, a whole number, true or false"
            )
    return Mapping(
        kind=kind,
        columns=MappingProxyType(columns),
        times=_written(read, "time", known, columns),
        durations=_written(read, "duration", known, columns),
        values=values,
        constants=constants,
        zone=_zone(read.get("zone")),
        delimiter=_choice(read, "delimiter", None),
        header=_header(read.get("header", True), columns),
        decimal=_choice(read, "decimal", "."),
    )


def fields_of(kind: str) -> frozenset[str]:
    """Return the fields that a mapping of this kind may fill."""
    own = frozenset(NAMED[kind].__struct_fields__) - {"line"}
    return own | {"duration"} if kind == "call" else own


def _table(read: dict[str, Any], key: str, known: frozenset[str]) -> dict[str, Any]:
    table = read.get(key, {})
    if not isinstance(table, dict):
        raise FairlineError(f"{key}: found {table}, wanted a table")
    for name in table:
        if name not in known:
            raise no_such(f"{key}.{name}", "field", name, known)
    return table


def _place(path: str, their: object) -> Place:
    places = tuple(their) if isinstance(their, list) else (their,)
    for place in places:
        number = isinstance(place, int) and not isinstance(place, bool) and place >= 1
        if not number and not (isinstance(place, str) and place):
            raise FairlineError(
                f"{path}: found {their}, wanted a column's name, its number from 1, or a list of these"
            )
    if not places:
        raise FairlineError(f"{path}: found an empty list, wanted a column")
    return places


def _check_values(path: str, found: object, *, given: bool) -> None:
    if not isinstance(found, dict) or not all(isinstance(value, Value) for value in found.values()):
        raise FairlineError(f"{path}: found {found}, wanted a table such as {{ yes = true }}")
    if not given:
        raise FairlineError(f"{path}: found values of a field that columns does not name")


def _written(
    read: dict[str, Any], key: str, known: frozenset[str], columns: MappingOf[str, Place]
) -> MappingOf[str, str]:
    """Return how each field's times or durations are written: one word for all, or a table by field."""
    found = read.get(key, {})
    table = _table(read, key, known) if isinstance(found, dict) else dict.fromkeys(columns, found)
    for name, written in table.items():
        path = f"{key}.{name}" if isinstance(found, dict) else key
        if key == "duration" and written not in DURATIONS:
            raise FairlineError(f"{path}: found {written}, wanted one of {', '.join(sorted(DURATIONS))}")
        if key == "time" and not (
            isinstance(written, str) and (written in {"iso", *EPOCHS} or "%" in written)
        ):
            raise FairlineError(
                f"{path}: found {written}, wanted iso, s, ms, us or a format such as %d/%m/%Y %H:%M"
            )
    return MappingProxyType(table)


def _zone(name: object) -> ZoneInfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(str(name))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise FairlineError(f"zone: found {name}, wanted a time zone such as Europe/Paris") from error


def _choice(read: dict[str, Any], key: str, usual: str | None) -> Any:
    found = read.get(key, usual)
    if found is None or (isinstance(found, str) and len(found) == 1 and found not in '"\r\n\0'):
        if key == "decimal" and found not in DECIMALS:
            raise FairlineError(f'decimal: found {found}, wanted "." or ","')
        return found
    raise FairlineError(f"{key}: found {found}, wanted one character")


def _header(found: object, columns: MappingOf[str, Place]) -> bool:
    if not isinstance(found, bool):
        raise FairlineError(f"header: found {found}, wanted true or false")
    if not found and any(isinstance(place, str) for places in columns.values() for place in places):
        raise FairlineError("header: found false, wanted columns by number then")
    return found
