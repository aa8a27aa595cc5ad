"""Which files a folder stands for: all regular ones below it, sorted, without what others put there for
themselves.

Left out, and said, are names that begin with a dot or an underscore (``.part-0.crc``, ``_SUCCESS``,
``_delta_log``), as Spark and Hive have it, unless it is a partition (``_zone=1``); links to folders, which
may lead in a circle; and what is no file, such as a pipe.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fairline.audited import FileRead, Unusable

Fault = tuple[str, OSError]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is to be read, in order: a path, or a folder of which nothing can be read, with why.

    ``left_out`` are the paths that were passed over, as they stood in their folders.
    """

    items: tuple[str | FileRead, ...]
    left_out: tuple[str, ...]

    @property
    def files(self) -> tuple[str, ...]:
        """The paths that are to be read."""
        return tuple(item for item in self.items if isinstance(item, str))


def found(paths: Iterable[str]) -> Found:
    """Look below each of ``paths`` that is a folder; all others stay what they are."""
    items: list[str | FileRead] = []
    left_out: list[str] = []
    for path in paths:
        if Path(path).is_dir():
            items += _below(path, left_out)
        else:
            items.append(path)
    return Found(items=tuple(items), left_out=tuple(left_out))


def _below(folder: str, left_out: list[str]) -> list[str | FileRead]:
    files: list[str] = []
    faults: list[Fault] = []
    _walk(folder, files, left_out, faults)
    items: list[str | FileRead] = [_unusable(path, error) for path, error in faults]
    if not files and not faults:
        items.append(FileRead(name=shown(folder), format=None, unusable=Unusable.EMPTY_FOLDER))
    return items + list(files)


def _walk(folder: str, files: list[str], left_out: list[str], faults: list[Fault]) -> None:
    """Gather the files below ``folder``, each folder's in order of their names."""
    try:
        with os.scandir(folder) as entries:
            inside = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        faults.append((folder, error))
        return
    for entry in inside:
        if _is_marker(entry.name) or (entry.is_dir() and entry.is_symlink()):
            left_out.append(entry.path)
        elif entry.is_dir():
            _walk(entry.path, files, left_out, faults)
        elif entry.is_file():
            files.append(entry.path)
        else:
            left_out.append(entry.path)


def _is_marker(name: str) -> bool:
    return name.startswith(".") or (name.startswith("_") and "=" not in name)


def _unusable(path: str, error: OSError) -> FileRead:
    why = error.strerror or str(error)
    return FileRead(name=shown(path), format=None, unusable=Unusable.NOT_OPENED, detail=why)


def shown(path: str) -> str:
    """Return a file's name as text that can be written anywhere, whatever bytes it has."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
