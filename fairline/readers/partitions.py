"""What the folders of a path say of all its records, as Hive writes it: ``account=acme/day=2026-01-05``.

A name that is a field of a fact fills that field where a record does not say it. All other names, such as
``day``, only order the files.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import PurePath
from types import UnionType
from typing import Any, get_args, get_type_hints
from urllib.parse import unquote

import msgspec
from msgspec import Struct

from fairline.facts import KINDS, Account, Fact, Unreadable
from fairline.readers.rows import unreadable

NOTHING = "__HIVE_DEFAULT_PARTITION__"
"""What Hive writes for the records that do not say the field."""
KIND_OF: dict[str, type[Struct]] = {str(kind.__struct_config__.tag): kind for kind in KINDS}


def said_by(path: str) -> dict[str, str]:
    """Return what each folder of ``path`` says; of several that say the same name, the nearest counts."""
    folders = (each.partition("=") for each in PurePath(path).parts[:-1])
    said = {name: unquote(value) for name, sign, value in folders if sign and name}
    return {name: value for name, value in said.items() if value not in ("", NOTHING)}


def kind_said(path: str) -> type[Struct] | None:
    """Return the kind of fact that the folders say: by ``kind=call``, or the last by its name ``call``."""
    return KIND_OF.get(said_by(path).get("kind", PurePath(path).parent.name))


class Partition:
    """The fields that the folders of one file say."""

    def __init__(self, path: str) -> None:
        """Read the path."""
        self._said = said_by(path)
        self._fields: dict[type[Struct], list[tuple[str, object, str]]] = {}

    def __bool__(self) -> bool:
        """Whether a folder says anything that a record could contradict."""
        return bool(self._said.keys() & FILLABLE)

    def filled(self, fact: Fact) -> Fact | Unreadable:
        """Return ``fact`` with what only its folder says, or which field contradicts its folder."""
        fields = self._fields.get(type(fact))
        if fields is None:
            fields = self._fields[type(fact)] = list(self._of(type(fact)))
        filling: dict[str, Any] = {}
        for field, wanted, folder in fields:
            found = type(fact).__struct_config__.tag if field == "kind" else getattr(fact, field)
            if wanted is None or (found is not None and found != wanted):
                shown = "" if found is None else found
                return unreadable(fact.line or 0, field, shown, f"{folder}, as its folder says")
            if found is None:
                filling[field] = wanted
        return msgspec.structs.replace(fact, **filling) if filling else fact

    def _of(self, kind: type[Struct]) -> Iterator[tuple[str, object, str]]:
        """Yield each field that a folder says, what it must be (``None``: it cannot be that), the folder."""
        fillable = _fillable(kind)
        for name, text in self._said.items():
            folder = f"{name}={text}"
            if name == "kind" or (name == "account" and kind is Account):  # whose account is its id
                yield "kind" if name == "kind" else "id", text, folder
            elif name in fillable:
                yield name, _converted(text, fillable[name]), folder


@cache
def _fillable(kind: type[Struct]) -> dict[str, Any]:
    """Return the fields that a folder may fill: texts, choices, truths, whole numbers, all may be unsaid."""
    found = {}
    for name, hint in get_type_hints(kind).items():
        bare = next((each for each in get_args(hint) if each is not type(None)), None)
        if isinstance(hint, UnionType) and isinstance(bare, type) and issubclass(bare, str | bool | int):
            found[name] = bare
    found.pop("line", None)
    return found


def _converted(text: str, of: Any) -> object:
    try:
        return msgspec.convert(text, of, strict=False)
    except msgspec.ValidationError:
        return None


FILLABLE = frozenset({"kind", *(name for kind in KINDS for name in _fillable(kind))})
