"""A customer's data as one ZIP file, written while it is sent: nothing of it is ever held as a whole."""

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING

import msgspec
from django.conf import settings

from fairline.cases.saying import filled, said
from fairline.console.door.export_tables import Row, Table, files, path_in, tables
from fairline.console.door.export_words import NAMES, README
from fairline.console.files.keeping import path_of
from fairline.console.tables import cell
from fairline.policy import Lang

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

CHUNK_BYTES = 64 * 1024  # ours
_JSON = msgspec.json.Encoder(order="deterministic").encode


class _Sink(io.RawIOBase):
    """Takes what the archive writes until somebody comes for it. It cannot go back."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: "Buffer") -> int:
        before = len(self._held)
        self._held += data
        return len(self._held) - before

    def taken(self, least: int = CHUNK_BYTES) -> Iterator[bytes]:
        """Yield what there is, if it is at least so much."""
        if len(self._held) >= least:
            yield bytes(self._held)
            self._held.clear()


def exported(account: str, now: datetime) -> Iterator[bytes]:
    """Yield the bytes of the archive."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for lang in Lang:
            told = filled(README, provider=settings.CONSOLE.sender.name, account=account, now=now)
            archive.writestr(_named(said(NAMES, lang), now), said(told, lang))
        for table in tables(account, now):
            for _ in _as_json(archive, table, now):
                yield from sink.taken()
            for _ in _as_csv(archive, table, now):
                yield from sink.taken()
        for each in files(account):
            path = path_of(each.sha256)
            if path.exists():
                archive.writestr(_named(path_in(each), now), path.read_bytes(), zipfile.ZIP_STORED)
                yield from sink.taken()
    yield from sink.taken(1)


def _as_json(archive: zipfile.ZipFile, table: Table, now: datetime) -> Iterator[None]:
    """Write a table as a list, a row a line; come back after each."""
    with archive.open(_named(f"{table.name}.json", now), "w") as opened:
        opened.write(b"[")
        for number, row in enumerate(table.rows()):
            opened.write(b",\n" if number else b"\n")
            opened.write(_JSON({name: row[name] for name in table.columns}))
            yield
        opened.write(b"\n]\n")
    yield


def _as_csv(archive: zipfile.ZipFile, table: Table, now: datetime) -> Iterator[None]:
    """Write a table as a spreadsheet reads it; come back after each row."""
    with archive.open(_named(f"{table.name}.csv", now), "w") as opened:
        opened.write(b"\xef\xbb\xbf")  # without it a spreadsheet takes UTF-8 for something else
        _write_line(opened, list(table.columns))
        for row in table.rows():
            _write_line(opened, [cell(_flat(row, name)) for name in table.columns])
            yield
    yield


def _write_line(to: IO[bytes], cells: list[str]) -> None:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    to.write(line.getvalue().encode())


def _flat(row: Row, name: str) -> object:
    """Return a value as one cell has it."""
    value = row[name]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    return _JSON(value).decode() if isinstance(value, list | dict) else value


def _named(name: str, now: datetime) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, now.astimezone(UTC).timetuple()[:6])
    made.compress_type, made.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    return made
