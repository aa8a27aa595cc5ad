"""Our own facts as Parquet: the columns are the fields of the kinds, and ``kind`` says which a row is.

Where there is no column ``kind``, the folder says it (``partitions``). A column that is not there, and a
null, was not said; other columns are passed over. It is read row group by row group, in memory that does not
grow with the file. A row group that cannot be read costs its own rows: each is ``Unreadable``, and ``damage``
says why. ``line`` is the row, counted from 1.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import tzinfo
from typing import cast

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
from msgspec import Struct

from fairline.facts import Fact, Unreadable
from fairline.readers.edge import at_the_edge
from fairline.readers.fairline_ndjson import TIMES, settled
from fairline.readers.format import Format, TriedOn
from fairline.readers.parquet_columns import KNOWN, Value, Wrong, fields, needs_a_look, values
from fairline.readers.partitions import KIND_OF, kind_said
from fairline.readers.rows import FOUND_MAX, unreadable
from fairline.readers.source import Source

FORMAT = Format(
    name="fairline-parquet",
    title="fairline's own facts (Parquet)",
    title_fr="Faits de fairline (Parquet)",
    source="docs/how-to/audit-a-folder.md",
    silent_on=frozenset(),
    tried_on=TriedOn.SAMPLES,
    kinds=frozenset(KIND_OF),
)

MAGIC = b"PAR1"
ROWS = 4096  # ours: rows that are values at once
BUFFER = 1 << 18  # ours: stored bytes that are read ahead of each column
LOST_MAX = 1 << 24  # ours: rows that a broken row group may claim; whoever claims more is not believed
BROKEN = (pa.ArrowException, OSError, UnicodeError)  # the last for names of columns that are no text
_MISSING = re.compile(r"Object missing required field `(\w+)`")


def recognise(head: bytes) -> bool:
    """Return whether this is a Parquet file. Whether its columns are ours, its end says."""
    return head.startswith(MAGIC)


@at_the_edge
def read(source: Source, *, zone: tzinfo, region: str | None) -> Iterator[Fact | Unreadable]:
    """Yield one fact or one ``Unreadable`` per row. A time without a zone is in ``zone``."""
    file = source.whole()
    if file is None:
        yield unreadable(0, "file", source.name, "a file that can be read from its end: no pipe, not packed")
        return
    try:
        file.seek(0)
        opened = pq.ParquetFile(
            file, buffer_size=BUFFER, pre_buffer=False, page_checksum_verification=True, memory_map=False
        )
        names = opened.schema_arrow.names
    except BROKEN as error:
        source.break_off(_first_line(error))
        yield unreadable(0, "file", _first_line(error), "a whole parquet file")
        return
    source.columns = frozenset(names)
    yield from _groups(opened, source, zone)


def _groups(opened: pq.ParquetFile, source: Source, zone: tzinfo) -> Iterator[Fact | Unreadable]:
    names = opened.schema_arrow.names
    known = [name for name in dict.fromkeys(names) if name in KNOWN and names.count(name) == 1]
    twice = sorted({name for name in names if name in KNOWN and names.count(name) > 1})
    kind = kind_said(source.name)
    line, size = 1, source.size()
    for number in range(opened.metadata.num_row_groups):
        group = opened.metadata.row_group(number)
        last = line + min(group.num_rows, LOST_MAX)
        if twice:
            yield from _lost(line, last, twice[0], "two columns of that name", "one")
        elif "kind" not in known and kind is None:
            found = ", ".join(names)
            yield from _lost(line, last, "kind", found, "a column kind, or a folder that says it")
        else:
            yield from _group(opened, number, known, source, line, last, _Rows(kind, zone))
        line = last
        # By rows: asked for a broken column's size, pyarrow ends the process (a mutant of 60 000 showed it).
        source.passed(size * group.num_rows // max(1, opened.metadata.num_rows))
    if line - 1 != opened.metadata.num_rows:
        source.break_off(f"{line - 1} rows in its row groups, {opened.metadata.num_rows} in all")


def _group(
    opened: pq.ParquetFile, number: int, known: list[str], source: Source, line: int, last: int, read: "_Rows"
) -> Iterator[Fact | Unreadable]:
    """Yield the rows of a row group; those after a break are lost, one by one."""
    batches = opened.iter_batches(ROWS, row_groups=[number], columns=known)
    while line < last:
        try:
            batch = next(batches, None)
            records = [] if batch is None else read(batch, line)
        except BROKEN as error:
            source.break_off(f"row group {number + 1}: {_first_line(error)}")
            yield from _lost(line, last, "row group", _first_line(error), "a whole row group")
            return
        if not records:
            source.break_off(f"row group {number + 1}: rows are missing")
            yield from _lost(line, last, "row group", "fewer rows than it has", "a whole row group")
            return
        yield from records
        line += len(records)


def _lost(line: int, last: int, field: str, found: str, wanted: str) -> Iterator[Unreadable]:
    return (unreadable(each, field, found, wanted) for each in range(line, last))


class _Rows:
    """Batches of rows to facts. ``said`` is the kind of those that name none."""

    def __init__(self, said: type[Struct] | None, zone: tzinfo) -> None:
        self._said = None if said is None else str(said.__struct_config__.tag)
        self._zone = zone

    def __call__(self, batch: pa.RecordBatch, first: int) -> list[Fact | Unreadable]:
        """Return the rows of a batch in order, the first of them at line ``first``."""
        named = values(batch.column("kind"), str) if "kind" in batch.schema.names else [None] * len(batch)
        words = [self._said if word is None else word for word in named]
        kinds = {word for word in words if isinstance(word, str) and word in KIND_OF}
        lines = range(first, first + len(batch))
        if len(kinds) == 1 and words.count(words[0]) == len(words):
            return list(self._of(batch, KIND_OF[kinds.pop()], lines))
        found: list[Fact | Unreadable] = [
            unreadable(line, "kind", _shown(word), "a kind of fact")
            for line, word in zip(lines, words, strict=True)
        ]
        # Rows of several kinds are read kind by kind: one name may have another type in each.
        for word in kinds:
            places = [n for n, each in enumerate(words) if each == word]
            mine = self._of(batch.take(pa.array(places)), KIND_OF[word], [lines[n] for n in places])
            for n, record in zip(places, mine, strict=True):
                found[n] = record
        return found

    def _of(
        self, batch: pa.RecordBatch, kind: type[Struct], lines: Sequence[int]
    ) -> Iterator[Fact | Unreadable]:
        """Yield the rows of a batch of one kind."""
        columns = {
            name: batch.column(name)
            for name in fields(kind)
            if name in batch.schema.names and batch.column(name).null_count < len(batch)
        }
        settling = any(needs_a_look(columns[name].type) for name in TIMES[kind] if name in columns)
        names = ("line", *columns)
        read = [values(column, fields(kind)[name]) for name, column in columns.items()]
        for row in zip(lines, *read, strict=True):
            said = {name: value for name, value in zip(names, row, strict=True) if value is not None}
            try:
                fact = cast(Fact, msgspec.convert(said, kind, strict=False))
            except msgspec.ValidationError as error:
                yield _refused(said, str(error))
                continue
            yield settled(fact, 0, self._zone) if settling else fact


def _refused(said: dict[str, Value], error: str) -> Unreadable:
    """Return which value of a row is none, or which is not there."""
    line = said["line"]
    for name, value in said.items():
        if isinstance(value, Wrong):
            return unreadable(line, name, _shown(value.found), value.wanted)
    missing = _MISSING.match(error)
    if missing is not None:
        return unreadable(line, missing[1], "", "a value")
    wanted, _, path = error.partition(" - at `$.")
    name = re.match(r"\w*", path)[0]  # type: ignore[index]  # it matches anything
    return unreadable(line, path.rstrip("`"), _shown(said.get(name)), wanted)


def _shown(found: object) -> str:
    """Return the start of a value as text: nothing that is damaged is written out whole."""
    if isinstance(found, Wrong):
        return _shown(found.found)
    return "" if found is None else (found if isinstance(found, str) else str(found))[:FOUND_MAX]


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:FOUND_MAX]
