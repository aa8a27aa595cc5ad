"""The files that a tail follows, by inode: how far each was read, and how far that is kept for a restart."""

import os
from collections.abc import Container, Iterable
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from hashlib import blake2b
from pathlib import Path

import msgspec

PRINT_BYTES = 256  # ours: what stands before a position, by which a file is known again
OPEN_MAX = 64  # ours: files that are kept open at once, so that one that is removed can be read to its end
PACKED = (".gz", ".xz", ".bz2", ".zst", ".lz4")
"""Rotated and compressed: it was read before it was packed."""

Key = tuple[int, int]


class Kept(msgspec.Struct, forbid_unknown_fields=True):
    """What is kept of one file: before which byte nothing is read again, and a print of what stands there."""

    device: int
    inode: int
    offset: int
    print: str


class State(msgspec.Struct, forbid_unknown_fields=True):
    """What a tail keeps: since when it reads (nanoseconds since 1970), and how far in each file."""

    since: int
    files: list[Kept]


@dataclass(slots=True)
class Followed:
    """One file. ``offset``: read so far; ``done``: what need not be read again; both in bytes."""

    key: Key
    path: Path
    offset: int = 0
    done: int = 0
    print: str = ""
    """A print of what stands before ``done``."""
    header: bytes | None = None
    opened: int | None = None
    gone: bool = False
    there: int = 0
    """How large it was when it was last looked at; ``size``: when it was last read."""
    size: int = -1
    seen: str | None = None
    """A print of what stands before ``offset``."""
    changed_at: float = 0.0
    before: tuple[int, str] | None = None
    """Where reading stood when it was cut, and the print there."""
    finished: bool = False
    """A whole document that was read."""

    def bytes_at(self, offset: int, size: int) -> bytes:
        """Return up to ``size`` bytes from ``offset``. Raises ``OSError`` as reading does."""
        if self.opened is None:
            self.opened = os.open(self.path, os.O_RDONLY)
            found = os.fstat(self.opened)
            if (found.st_dev, found.st_ino) != self.key:  # another took its name meanwhile
                self.close()
                raise FileNotFoundError(str(self.path))
        return os.pread(self.opened, size, offset)

    def print_at(self, offset: int) -> str:
        """Return the print of what stands before ``offset``."""
        start = max(0, offset - PRINT_BYTES)
        return blake2b(self.bytes_at(start, offset - start), digest_size=12).hexdigest()

    def close(self) -> None:
        """Let the file go."""
        if self.opened is not None:
            os.close(self.opened)
            self.opened = None


class Files:
    """The files of one tail in the order in which they were found. ``kept`` is what a restart begins with."""

    def __init__(self, path: Path, pattern: str, state: Path, since: int) -> None:
        self.followed: dict[Key, Followed] = {}
        self.kept: dict[Key, Kept] = {}
        self.lost = 0
        self.folder = path if path.is_dir() else path.parent
        self._name = None if path.is_dir() else path.name
        self._pattern, self._path, self._state = pattern, path, state
        self._written: bytes | None = None
        self._since = since
        self._strange: dict[Key, int] = {}
        """Rotated files that nobody has read, and how large each was when it was last looked at."""

    def load(self) -> bool:
        """Read what was kept; ``False`` if there is something, and it cannot be read."""
        try:
            data = self._state.read_bytes()
        except FileNotFoundError:
            return True
        except OSError:
            return False
        try:
            found = msgspec.json.decode(data, type=State)
        except msgspec.DecodeError:
            return False
        self.kept = {(each.device, each.inode): each for each in found.files}
        self._since = found.since
        return True

    def save(self) -> None:
        """Keep how far each file is done. Raises ``OSError`` as writing does."""
        rows = [
            Kept(device=key[0], inode=key[1], offset=each.done, print=each.print)
            for key, each in self.followed.items()
            if each.done
        ]
        rows += [row for key, row in self.kept.items() if key not in self.followed]
        data = msgspec.json.encode(State(since=self._since, files=rows))
        if data == self._written:
            return
        new = self._state.with_name(self._state.name + ".new")
        new.write_bytes(data)
        os.replace(new, self._state)
        self._written = data

    def look(self) -> None:
        """See which files are there, which are new, and which are gone."""
        if self._name is not None and self._path.is_dir():
            self.folder, self._name = self._path, None
        there: dict[Key, tuple[int, str, int]] = {}
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(self.folder) as entries:
            for entry in entries:
                with suppress(OSError):
                    if entry.is_file():
                        found = entry.stat()
                        there[found.st_dev, found.st_ino] = found.st_mtime_ns, entry.path, found.st_size
        for key, (modified, path, size) in sorted(there.items(), key=lambda item: item[1]):
            each = self.followed.get(key)
            if each is None and (key in self.kept or self._wanted(Path(path))):
                each = self.followed[key] = Followed(key, Path(path))
            elif each is None and modified > self._since and self._rotated(Path(path)):
                each = self._adopted(key, Path(path), size)
            if each is not None:
                each.path, each.there, each.gone = Path(path), size, False
        for key, each in self.followed.items():
            each.gone = each.gone or key not in there
        self._forget_lost(there)
        self._close_some()

    def _forget_lost(self, there: Container[Key]) -> None:
        """Forget what was kept of files that are nowhere; ``lost`` counts them."""
        if self.kept and self.folder.is_dir():
            for key in [key for key in self.kept if key not in there]:
                del self.kept[key]
                self.lost += 1

    def drop(self, key: Key) -> None:
        """Forget a file that is gone and read to its end."""
        self.followed.pop(key).close()
        self.kept.pop(key, None)

    def close(self) -> None:
        """Let all files go."""
        for each in self.followed.values():
            each.close()

    def _rotated(self, path: Path) -> bool:
        """Whether it is what became of the one file: its name with something after it."""
        return self._name is not None and path.name.startswith(self._name) and path.suffix not in PACKED

    def _adopted(self, key: Key, path: Path, size: int) -> Followed | None:
        """Follow a rotated file that was written since we read and never seen, once it grows no more.

        What begins as a file that was read to some byte is a copy of it, and read from there.
        """
        if self._strange.get(key) != size:
            self._strange[key] = size
            return None
        del self._strange[key]
        each = self.followed[key] = Followed(key, path)
        read = [(other.offset, other.seen) for other in self.followed.values()]
        read += [other.before for other in self.followed.values() if other.before is not None]
        read += [(kept.offset, kept.print) for kept in self.kept.values()]
        with suppress(OSError):
            for offset, print in sorted(read, key=lambda item: -item[0]):
                if 0 < offset <= size and each.print_at(offset) == print:
                    each.offset, each.seen = offset, print
                    break
        return each

    def _wanted(self, path: Path) -> bool:
        if path.name.startswith(".") or path.suffix in PACKED or path.name.startswith(self._state.name):
            return False
        return path.name == self._name if self._name is not None else fnmatch(path.name, self._pattern)

    def _close_some(self) -> None:
        opened = [each for each in self.followed.values() if each.opened is not None and not each.gone]
        for each in _quietest(opened)[: max(0, len(opened) - OPEN_MAX)]:
            each.close()


def _quietest(files: Iterable[Followed]) -> list[Followed]:
    return sorted(files, key=lambda each: each.changed_at)
