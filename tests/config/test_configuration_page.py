"""Both pages of the configuration name every table, every key of it and its default, and nothing else."""

import dataclasses
import re
import types
import typing
from collections.abc import Iterator, Mapping
from datetime import timedelta
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from fairline.config import Config

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"
NEEDED = {"configuration.md": "needed", "configuration.fr.md": "requis"}
SECTION = re.compile(r"^## `(\[+[a-z.]+\]+)`$(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| `(?P<key>[a-z_]+)` \| .+? \| (?P<default>[^|]+?) \| (?P<does>[^|]+) \|$", re.MULTILINE)
Rows = dict[str, dict[str, str]]
"""The default of each key of each table, as it is written."""


def wanted(needed: str) -> Rows:
    """What the dataclasses say, walked from ``Config`` down. Tables that only hold tables have no section."""
    rows: dict[str, dict[str, str]] = {}
    for heading, key, default in walked(Config, "", one=True):
        rows.setdefault(heading, {})[key] = needed if default is dataclasses.MISSING else spelled(default)
    return rows


def walked(kind: type[Any], where: str, *, one: bool) -> Iterator[tuple[str, str, object]]:
    """Yield the heading, key and default of every field of ``kind``, and of the tables below it."""
    heading = f"[{where}]" if one else f"[[{where}]]"
    hints = typing.get_type_hints(kind)
    for each in dataclasses.fields(kind):
        hint, listed = inner(hints[each.name])
        below = f"{where}.{each.name}" if where else each.name
        default = None if each.default_factory is not dataclasses.MISSING else each.default
        if not dataclasses.is_dataclass(hint):
            key = f"{each.name}_ms" if hint is timedelta else each.name
            yield heading, key, () if listed and default is None else default
            continue
        if where not in ("", "ports", "actuators"):
            yield heading, each.name, default
        yield from walked(typing.cast("type[Any]", hint), below, one=not listed)


def inner(hint: Any) -> tuple[Any, bool]:
    """Return a type without ``| None`` and without the tuple around it, and whether there was one."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        hint = next(each for each in typing.get_args(hint) if each is not type(None))
    if typing.get_origin(hint) is tuple:
        return typing.get_args(hint)[0], True
    return (str, False) if typing.get_origin(hint) is Mapping else (hint, False)


def spelled(default: object) -> str:
    """Return a default as the file would have it, in the page's marks."""
    if default is None:
        return "-"
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    if isinstance(default, timedelta):
        return f"`{default / timedelta(milliseconds=1):.0f}`"
    if isinstance(default, tuple):
        return "`[" + ", ".join(f'"{each}"' for each in default) + "]`"
    plain = default.value if isinstance(default, Enum) else default
    return f"`{plain}`" if isinstance(plain, int | float) else f'`"{plain}"`'


def told(page: str) -> Rows:
    text = (REFERENCE / page).read_text(encoding="utf-8")
    return {
        heading: {row["key"]: row["default"] for row in ROW.finditer(section)}
        for heading, section in SECTION.findall(text)
    }


@pytest.mark.parametrize("page", NEEDED)
def test_every_table_key_and_default_stands_on_the_page(page: str) -> None:
    assert told(page) == wanted(NEEDED[page])


def test_the_walk_reaches_the_tables_within_tables() -> None:
    """So the test above does not pass because it sees nothing."""
    rows = wanted("needed")
    assert rows["[[ports.sip.peers]]"]["when_undecided"] == '`"allow"`'
    assert rows["[ports.sip]"]["decide_within_ms"] == "`20`"
    assert rows["[ports.sip.peers.redress]"]["location"] == '`"RLN"`'
    assert rows["[[actuators.webhook]]"]["secret_file"] == "needed"
    assert len(rows) == 32


def test_both_pages_have_the_same_rows_in_one_order() -> None:
    english, french = ([*told(page)] for page in NEEDED)
    assert english == french
    for heading in english:
        assert [*told("configuration.md")[heading]] == [*told("configuration.fr.md")[heading]]
