"""Days that were kept for long enough, removed from the journal's beginning; what is held is put aside."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from fairline.stores.durable import fsync
from fairline.stores.holds import HELD, held_days
from fairline.stores.journal_files import days, open_days, parquet_of, span


@dataclass(frozen=True, slots=True, kw_only=True)
class Retired:
    """The days that were removed, those that are held and were put aside, and those that no longer are."""

    removed: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    released: tuple[str, ...] = ()


def retire(folder: Path, *, before: str, counted: int) -> Retired:
    """Remove the closed days before the day ``before`` whose entries are all in every snapshot: up to the
    entry ``counted``. The first day that has to stay keeps all after it, so that the journal has no gap.

    Whatever a process that ends in between leaves is done by the next. Raises ``FairlineError`` if it is not
    known what is held, ``OSError`` if something cannot be removed.
    """
    kept, store = held_days(folder), open_days(folder)
    here = set(store.days())
    removed, held = [], []
    for day in days(folder):
        closed = parquet_of(folder, day)
        unmoved = day in here and not (store.keeps and closed.exists())
        if day >= before or unmoved or span(folder, day).last > counted:
            break
        if day in kept:
            aside = folder / HELD / closed.parent.name
            aside.parent.mkdir(exist_ok=True)
            closed.parent.replace(aside)
            fsync(aside.parent)
            held.append(day)
        else:
            shutil.rmtree(closed.parent)
            removed.append(day)
        fsync(folder / closed.parent.parent.name)
        if day in here:
            store.remove(day, held=day in kept)
    store.release(kept)
    released = []
    for path in sorted((folder / HELD).glob("day=*")):
        day = path.name.removeprefix("day=")
        if day not in kept:
            shutil.rmtree(path)
            released.append(day)
    return Retired(removed=tuple(removed), held=tuple(held), released=tuple(released))
