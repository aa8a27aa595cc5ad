"""A journal copied from files to PostgreSQL and back: every entry held against its chain on both sides.

The source is read whole before anything is written. A copy to PostgreSQL that was broken off goes on where it
was; until it is whole no guard takes it. Files are made aside, and put in their place when they are whole.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from fairline.facts import FairlineError
from fairline.stores.audit_log import FILE as CONSOLE
from fairline.stores.durable import fsync
from fairline.stores.entries import BEGINNING, Entry, Span, follows
from fairline.stores.journal_files import days, entries, lock, open_days, span
from fairline.stores.open_days import DayWriter, Sought
from fairline.stores.place import FILE, Place, read_place, write_place
from fairline.stores.postgresql import TABLES, connect, told
from fairline.stores.postgresql_days import PostgresqlDays
from fairline.stores.postgresql_writer import PostgresqlWriter
from fairline.stores.sqlite_days import JOURNAL, SqliteDays, SqliteWriter
from fairline.stores.verifying import verify

ASIDE, COPIED = "copying", "copied"
SOME = 1_000  # ours: entries written at once


class Held(NamedTuple):
    """What a side holds: its first entry, how many, the last one's number and hash."""

    first: int
    entries: int
    last: int
    hash: str


class Copied(NamedTuple):
    """The journal on both sides."""

    source: Held
    target: Held


@contextmanager
def to_postgresql(folder: Path, place: Place) -> Iterator[Copied]:
    """Copy a folder's journal; it counts once the block has ended without an error: then the folder says
    where its journal is, and its own files are put aside.

    Raises ``FairlineError`` if a guard has either side, if the source is damaged, if the target holds
    anything but a part of the same journal that was copied before, or for a folder that is in PostgreSQL.
    """
    if read_place(folder) is not None:
        raise FairlineError(f"{folder}: found its journal in PostgreSQL already, wanted it in files")
    held = lock(folder)
    try:
        source = _whole(folder)
        writer = PostgresqlWriter(place, copying=True)
        try:
            before = span(folder, days(folder)[0])
            _began(place, writer, before)
            _copy(entries(folder), before, writer)
            yield Copied(source, _read(PostgresqlDays(place), before))
            with told(place), connect(place, name="copies") as connection:
                connection.execute("UPDATE journal_head SET copying = false WHERE guard = %s", (place.guard,))
        finally:
            writer.close()
        write_place(folder, place)
        _put_aside(folder)
    finally:
        os.close(held)


@contextmanager
def to_files(folder: Path) -> Iterator[Copied]:
    """Copy a folder's journal from PostgreSQL to files; it counts once the block has ended without an error.

    Raises ``FairlineError`` as ``to_postgresql`` does. What is in PostgreSQL stays there.
    """
    place = read_place(folder)
    if place is None:
        raise FairlineError(f"{folder}: found its journal in files already, wanted it in PostgreSQL")
    if SqliteDays(folder).days() or (folder / CONSOLE).exists():
        raise FairlineError(f"{folder}: found a journal or {CONSOLE} of its own, wanted none: move them away")
    held = lock(folder)
    try:
        holder = PostgresqlWriter(place)
        try:
            source = _whole(folder)
            aside = folder / ASIDE
            shutil.rmtree(aside, ignore_errors=True)
            (aside / JOURNAL).mkdir(parents=True)
            rows = open_days(folder)
            before = rows.span(rows.days()[0])
            writer = SqliteWriter(aside, ("", _end_before(before)))
            kept = (each for day in rows.days() for each in rows.find(day, Sought()))
            _copy(kept, before, writer)
            writer.close()
            yield Copied(source, _read(SqliteDays(aside), before))
        finally:
            holder.close()
        for path in sorted((aside / JOURNAL).iterdir()):
            path.replace(folder / JOURNAL / path.name)
        for path in aside.glob(f"{CONSOLE}*"):
            path.replace(folder / path.name)
        (folder / JOURNAL / FILE).unlink()
        fsync(folder / JOURNAL)
        shutil.rmtree(aside)
    finally:
        os.close(held)


def _whole(folder: Path) -> Held:
    """Return what a journal holds. Raises ``FairlineError`` naming the first entry that is wrong."""
    done = verify(folder)
    if done.problems:
        wrong = done.problems[0]
        raise FairlineError(
            f"{folder}: found entry {wrong.sequence} {wrong.wrong.value} ({wrong.told}), wanted it whole:"
            " see fairline journal verify"
        )
    return Held(done.first, done.entries, done.last, done.hash)


def _end_before(first: Span) -> Span:
    """Return where a journal ends whose next day is ``first``."""
    return BEGINNING._replace(last=first.first - 1, hash=first.previous)


def _began(place: Place, writer: PostgresqlWriter, first: Span) -> None:
    """See to it that the target is empty, or a copy of this journal that was broken off."""
    with told(place), connect(place, name="copies") as connection:
        ask = "SELECT copying FROM journal_head WHERE guard = %s"
        row = connection.execute(ask, (place.guard,)).fetchone()
        if row is not None and row[0]:
            return
        for table in TABLES[:-1]:
            ask = f"SELECT EXISTS (SELECT FROM {table} WHERE guard = %s)"
            found = connection.execute(ask, (place.guard,)).fetchone()
            if found is None or found[0]:
                raise FairlineError(
                    f"journal of {place.guard} in PostgreSQL: found entries, wanted none: give another name,"
                    " or clear it"
                )
        end = _end_before(first)
        connection.execute(
            "UPDATE journal_head SET copying = true, last = %s, at = %s, hash = %s WHERE guard = %s",
            (end.last, end.at, end.hash, place.guard),
        )
    writer.expect(end)


def _copy(source: Iterable[Entry], first: Span, writer: DayWriter) -> None:
    """Write what is not written, each entry held against the one before it."""
    previous, sequence = first.previous, first.first - 1
    end, rows = writer.newest(), iter(source)
    while some := list(islice(rows, SOME)):
        for each in some:
            if each.sequence != sequence + 1 or not follows(each, previous):
                raise FairlineError(f"journal: found entry {each.sequence} altered, wanted it whole")
            sequence, previous = each.sequence, each.hash
            if sequence == end.last and previous != end.hash:
                raise FairlineError(f"journal: found another entry {sequence} in the copy, wanted the same")
        rest = [each for each in some if each.sequence > end.last]
        if rest:
            writer.put(rest)
    if sequence < end.last:
        raise FairlineError(f"journal: found {end.last} entries in the copy, wanted at most {sequence}")


def _read(rows: PostgresqlDays | SqliteDays, first: Span) -> Held:
    """Read a copy from its beginning to its end and hold it against its chain."""
    previous, sequence, count = first.previous, first.first - 1, 0
    for day in rows.days():
        for each in rows.find(day, Sought()):
            if each.sequence != sequence + 1 or not follows(each, previous):
                raise FairlineError(
                    f"journal: found entry {each.sequence} of the copy wrong, wanted it whole"
                )
            sequence, previous, count = each.sequence, each.hash, count + 1
    return Held(first.first, count, sequence, previous.hex())


def _put_aside(folder: Path) -> None:
    """Move the files that no longer count below ``copied``, where somebody may remove them."""
    kept = folder / COPIED
    kept.mkdir(exist_ok=True)
    for path in (*(folder / JOURNAL).glob("????-??-??.sqlite*"), *folder.glob(f"{CONSOLE}*")):
        path.replace(kept / path.name)
    fsync(folder / JOURNAL)
