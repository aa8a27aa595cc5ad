"""A schema that drifts: fields that some files of an audit have a column for, and others do not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from msgspec import Struct

from fairline.audited import FileRead
from fairline.facts import Fact


@dataclass(slots=True)
class Told:
    """What columns one file has, which kinds of fact stand in it, and when the first of them was."""

    columns: frozenset[str]
    kinds: set[type[Struct]] = field(default_factory=set)
    since: datetime | None = None

    def note(self, fact: Fact) -> None:
        """Take one fact of the file."""
        self.kinds.add(type(fact))
        at = fact.at
        if self.since is None or at < self.since:
            self.since = at


def with_lacks(files: Sequence[FileRead], told: Mapping[int, Told]) -> list[FileRead]:
    """Return ``files`` with what each has no column for, and others with the same kind of fact do."""
    made = list(files)
    for number, lacks in zip(told, lacking([*told.values()]), strict=True):
        since = told[number].since if lacks else None
        made[number] = replace(made[number], lacks=lacks, lacks_since=since)
    return made


def lacking(files: Sequence[Told]) -> list[tuple[str, ...]]:
    """Return what each file has no column for, and others with the same kind of fact do: ``call.talk``."""
    everywhere: dict[type[Struct], set[str]] = {}
    for file in files:
        for kind in file.kinds:
            everywhere.setdefault(kind, set()).update(file.columns)
    return [tuple(sorted(_lacks(file, everywhere))) for file in files]


def _lacks(file: Told, everywhere: Mapping[type[Struct], set[str]]) -> list[str]:
    return [
        f"{kind.__struct_config__.tag}.{name}"
        for kind in file.kinds
        for name in kind.__struct_fields__
        if name in everywhere[kind] and name not in file.columns
    ]
