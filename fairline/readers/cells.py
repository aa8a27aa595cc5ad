"""What stands in one mapped column, as the type its field wants."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import Enum
from types import UnionType
from typing import Any, get_args, get_type_hints

from fairline.facts import FairlineError, Unreadable
from fairline.readers import rows
from fairline.readers.mapping import EPOCHS, NAMED, Mapping, Value
from fairline.readers.reading import Reading

Cell = str | datetime | timedelta
"""What a column holds: text, or what Parquet has a type for."""
Convert = Callable[[Reading, str, Cell], object]
"""Reads a cell of the column named so; notes in the reading what is wrong. ``None`` is "not said"."""

NUMBERS = {  # the fields that are E.164, by kind
    "call": frozenset({"caller", "called", "forwarded_from"}),
    "message": frozenset(),
    "forwarding": frozenset({"number", "target"}),
}
ADDRESSES = frozenset({"sender", "recipient"})  # of a message: E.164 if they are numbers, else as written
TRUTHS = {
    **dict.fromkeys(("true", "t", "yes", "y", "1", "oui", "vrai"), True),
    **dict.fromkeys(("false", "f", "no", "n", "0", "non", "faux"), False),
}
_HMS = re.compile(r"(?:(\d{1,4}):)?(\d{1,4}):([0-5]\d)(?:\.(\d{1,6})\d*)?", re.ASCII)
_LIST = re.compile(r"[\s,;|]+")


def converters(mapping: Mapping) -> dict[str, Convert]:
    """Return how to read each mapped column. Raises ``FairlineError`` for values that no field takes."""
    found = {name: _translated(mapping, name, _plain(mapping, name)) for name in mapping.columns}
    for name, constant in mapping.constants.items():
        _check(f"constants.{name}", _plain(mapping, name), constant)
    for name, table in mapping.values.items():
        for word, value in table.items():
            _check(f"values.{name}.{word}", _plain(mapping, name), value)
    return found


def constants(mapping: Mapping, reading: Reading) -> dict[str, object]:
    """Return what every record has, read in the reading's zone and region."""
    return {name: _plain(mapping, name)(reading, name, _text(v)) for name, v in mapping.constants.items()}


def _check(path: str, convert: Convert, value: Value) -> None:
    reading = Reading(0, UTC, None)
    convert(reading, path, _text(value))
    if reading.wrong is not None:
        raise FairlineError(f"{path}: found {reading.wrong.found}, wanted {reading.wrong.wanted}")


def _translated(mapping: Mapping, name: str, convert: Convert) -> Convert:
    table = {word.casefold(): _text(value) for word, value in mapping.values.get(name, {}).items()}
    if not table:
        return convert
    other = table.get("*")

    def translate(reading: Reading, column: str, cell: Cell) -> object:
        text = cell.strip() if isinstance(cell, str) else str(cell)
        usual = None if text == "" else other
        found = table.get(text.casefold(), usual)
        return convert(reading, column, cell if found is None else found)

    return translate


def _plain(mapping: Mapping, name: str) -> Convert:
    """Return the converter for the field's type, without the mapping's own values."""
    kind = _type(mapping.kind, name)
    if name in NUMBERS.get(mapping.kind, frozenset()):
        return lambda reading, column, cell: reading.number(_word(cell))
    if name in ADDRESSES:
        return lambda reading, column, cell: reading.number(_word(cell)) or _said(cell)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda reading, column, cell: _member(reading, column, cell, kind)
    if kind is datetime:
        return _time(mapping.times.get(name, "iso"))
    if kind is timedelta:
        return _duration(mapping.durations.get(name, "s"), mapping.decimal)
    if kind is Decimal:
        return lambda reading, column, cell: _amount(reading, column, cell, mapping.decimal)
    by_type: dict[object, Convert] = {
        bool: lambda reading, column, cell: _one_of(reading, column, cell, TRUTHS),
        int: lambda reading, column, cell: reading.whole(column, _word(cell)),
        str: lambda reading, column, cell: _said(cell),
    }
    return by_type.get(
        kind, lambda reading, column, cell: tuple(_LIST.split(_word(cell))) if _said(cell) else None
    )


def _type(kind: str, name: str) -> Any:
    """Return the field's type without its ``None``."""
    if (kind, name) == ("call", "duration"):
        return timedelta
    hint = get_type_hints(NAMED[kind])[name]
    return get_args(hint)[0] if isinstance(hint, UnionType) else hint


def _time(written: str) -> Convert:
    def convert(reading: Reading, column: str, cell: Cell) -> object:
        if isinstance(cell, datetime):
            return reading.time(column, cell.isoformat(sep=" "))
        text = _said(cell)
        if text is None or written == "iso":
            return reading.time(column, text)
        if written in EPOCHS:
            moment = rows.epoch(reading.line, column, text, per_second=EPOCHS[written])
            return _kept(reading, column, cell, moment)
        try:
            wall = datetime.strptime(text, written)  # noqa: DTZ007
        except ValueError:
            reading.refuse(column, text, written)
            return None
        return reading.time(column, wall.isoformat(sep=" "))

    return convert


def _duration(written: str, decimal: str) -> Convert:
    def convert(reading: Reading, column: str, cell: Cell) -> object:
        if isinstance(cell, timedelta):
            return reading.seconds(column, f"{cell.total_seconds():.6f}")
        text = _said(cell)
        if text is None:
            return None
        text = text.replace(decimal, ".")
        if written == "s":
            return reading.seconds(column, text)
        if written == "ms":
            lasted = reading.seconds(column, text)
            return None if lasted is None else lasted / 1000
        return _clock(reading, column, text, written)

    return convert


def _clock(reading: Reading, column: str, text: str, written: str) -> timedelta | None:
    found = _HMS.fullmatch(text)
    if found is None or (found[1] is None) != (written == "mm:ss"):
        reading.refuse(column, text, written)
        return None
    micro = int((found[4] or "0").ljust(6, "0"))
    return timedelta(
        hours=int(found[1] or 0), minutes=int(found[2]), seconds=int(found[3]), microseconds=micro
    )


def _amount(reading: Reading, column: str, cell: Cell, decimal: str) -> Decimal | None:
    text = _said(cell)
    if text is None:
        return None
    amount: Decimal | None = _kept(
        reading, column, cell, rows.number(reading.line, column, text.replace(decimal, "."))
    )
    return amount


def _member(reading: Reading, column: str, cell: Cell, kind: type[Enum]) -> object:
    return _one_of(reading, column, cell, {str(member.value): member for member in kind})


def _one_of(reading: Reading, column: str, cell: Cell, words: dict[str, Any]) -> object:
    text = _said(cell)
    if text is None:
        return None
    found = words.get(text.casefold())
    if found is None:
        reading.refuse(column, text, _listed(words))
    return found


def _listed(words: Iterable[str]) -> str:
    return "one of " + ", ".join(words)


def _kept(reading: Reading, column: str, cell: Cell, found: Any) -> Any:
    if isinstance(found, Unreadable):
        reading.refuse(column, cell, found.wanted)
        return None
    return found


def _said(cell: Cell) -> str | None:
    return _word(cell).strip() or None


def _word(cell: Cell) -> str:
    return cell if isinstance(cell, str) else str(cell)


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
