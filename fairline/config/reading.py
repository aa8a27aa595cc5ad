"""From TOML to the tables. A key that is none is an error that names the nearest; a wrong value is one, too.

A field that is a length of time is written with its unit: ``decide_within_ms = 20``. Paths count from the
file's own folder, also those that a table has as text under a name that ends in ``_file``.
"""

import tomllib
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import timedelta
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from fairline.config.tables import Config
from fairline.facts.errors import FairlineError, no_such

UNITS = {
    "ms": timedelta(milliseconds=1),
    "s": timedelta(seconds=1),
    "minutes": timedelta(minutes=1),
    "hours": timedelta(hours=1),
    "days": timedelta(days=1),
}
PATHS = frozenset({"path", "state", "map"})
"""Fields that are text and name a file, besides those that end in ``_file``."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Given:
    """One value in force: its key, what it is, and whether the file says it."""

    key: str
    value: str
    said: bool


def read(path: Path) -> Config:
    """Return what the file says, and defaults for the rest. ``FairlineError`` names the key that is wrong."""
    return _Reader(path.parent).table(Config, _toml(path), "")


def told(config: Config, path: Path) -> list[Given]:
    """Return every value in force, by key, with whether it stands in the file. Secrets are paths."""
    return list(_told(config, _toml(path), ""))


def _toml(path: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise FairlineError(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FairlineError(f"{path}: found no toml ({error})") from error


class _Reader:
    """Reads tables; ``folder`` is where paths start."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def table(self, kind: type[T], given: object, where: str) -> T:
        if not isinstance(given, Mapping):
            raise FairlineError(f"{where}: found {given!r}, wanted a table")
        hints = typing.get_type_hints(kind)
        values = {}
        spelled = {name: key for key in given for name in (_field_of(key, hints),)}
        known = [written for name, hint in hints.items() for written in _written(name, hint)]
        for name, key in spelled.items():
            if name is None:
                raise no_such(f"{_under(where, key)}", "key", key, known)
            values[name] = self._value(hints[name], given[key], _under(where, key), key)
        lacking = [each.name for each in fields(kind) if _needed(each) and each.name not in values]  # type: ignore[arg-type]
        if lacking:
            raise FairlineError(f"{_under(where, lacking[0])}: found none, wanted one")
        for each in fields(kind):  # type: ignore[arg-type]
            if each.name in values:
                continue
            if isinstance(each.default, Path):
                values[each.name] = self._folder / each.default
            elif is_dataclass(hints[each.name]) and not _needed(each):  # its paths count from the folder, too
                values[each.name] = self.table(hints[each.name], {}, _under(where, each.name))
        try:
            return kind(**values)
        except ValueError as error:  # of a part that knows nothing of configurations
            raise FairlineError(f"{where}: {error}") from error

    def _value(self, hint: Any, given: object, where: str, key: str) -> object:
        hint = _sure(hint)
        origin, inner = typing.get_origin(hint), typing.get_args(hint)
        if is_dataclass(hint):
            return self.table(typing.cast("type[object]", hint), given, where)
        if origin is tuple:
            if not isinstance(given, list):
                raise FairlineError(f"{where}: found {given!r}, wanted a list")
            named = [_named(each, at) for at, each in enumerate(given)]
            return tuple(
                self._value(inner[0], each, f"{where}.{name}", key)
                for each, name in zip(given, named, strict=True)
            )
        if hint is timedelta:
            return self._plain(float, given, where) * _unit(key)
        if hint is Path or (hint is str and (key.endswith("_file") or key in PATHS)):
            text = self._plain(str, given, where)
            path = self._folder / Path(text).expanduser()
            return path if hint is Path else str(path)
        return self._plain(hint, given, where)

    def _plain(self, hint: type[T], given: object, where: str) -> T:
        try:
            return msgspec.convert(given, hint)
        except msgspec.ValidationError:
            raise FairlineError(f"{where}: found {given!r}, wanted {_wanted(hint)}") from None


def _field_of(key: str, hints: Mapping[str, Any]) -> str | None:
    """Return the field that a key is for: itself, or a length of time with its unit."""
    if key in hints and _sure(hints[key]) is not timedelta:
        return key
    name, _, unit = key.rpartition("_")
    return name if unit in UNITS and name in hints and _sure(hints[name]) is timedelta else None


def _written(name: str, hint: Any) -> Iterator[str]:
    if _sure(hint) is timedelta:
        yield from (f"{name}_{unit}" for unit in UNITS)
    else:
        yield name


def _unit(key: str) -> timedelta:
    return UNITS[key.rpartition("_")[2]]


def _sure(hint: Any) -> Any:
    """Return a type without its ``| None``: what a file says is never nothing."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return next(each for each in typing.get_args(hint) if each is not type(None))
    return hint


def _needed(of: Any) -> bool:
    return of.default is MISSING and of.default_factory is MISSING


def _named(given: object, at: int) -> str:
    named = given.get("name") if isinstance(given, Mapping) else None
    return named if isinstance(named, str) else str(at + 1)


def _under(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _wanted(hint: Any) -> str:
    if isinstance(hint, type) and issubclass(hint, Enum):
        return "one of " + ", ".join(repr(each.value) for each in hint)
    words = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
    return words.get(hint, "a table of text")


def _told(table: Any, said: object, where: str) -> Iterator[Given]:
    """Yield each value of a table, and of those below it."""
    given = said if isinstance(said, Mapping) else {}
    hints = typing.get_type_hints(type(table))
    spelled = {_field_of(key, hints): key for key in given}
    for each in fields(table):
        value = getattr(table, each.name)
        key = spelled.get(each.name, f"{each.name}_s" if isinstance(value, timedelta) else each.name)
        under, inside = _under(where, key), given.get(key)
        if is_dataclass(value):
            yield from _told(value, inside, under)
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            listed = inside if isinstance(inside, list) else []
            for at, (one, of) in enumerate(zip(value, listed, strict=False)):
                yield from _told(one, of, f"{under}.{_named(of, at)}")
        else:
            unit = _unit(key) if isinstance(value, timedelta) else None
            shown = value if unit is None else value / unit
            yield Given(under, _shown(shown), key in given)


def _shown(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "-"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} = {each}" for name, each in value.items()) or "-"
    return "-" if value is None else str(value)
