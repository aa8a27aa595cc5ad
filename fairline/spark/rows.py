"""What travels between the machines: few rows, each with thousands of facts of one kind as packed Arrow.

A row is (``bin``, ``what``, ``body``): to which partition, the word of a kind of fact or of something else,
and bytes.
"""

import pickle
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa
from msgspec import Struct

from fairline.facts import KINDS
from fairline.history.schema import ARROW, NUMBER, columns
from fairline.signals.sql.preparing import word_of

SCHEMA = "bin int, what string, body binary"
PACK = 8_192  # ours: facts of one row; fewer cost more bytes each, more cost memory at the JVM
KIND_OF = {word_of(kind): kind for kind in KINDS}
FILE, COUNTS, FOUND, SEEN, FAILED = "=file", "=counts", "=found", "=seen", "=failed"
"""Rows that are no facts; no kind's word starts with ``=``."""
Row = tuple[int, str, bytes]


def rows_of(batches: Iterable[pa.RecordBatch]) -> Iterator[Row]:
    """Yield the rows that Spark gives a task."""
    for batch in batches:
        yield from zip(*(batch.column(number).to_pylist() for number in range(3)), strict=True)


def batches_of(rows: Iterable[Row]) -> Iterator[pa.RecordBatch]:
    """Yield rows as Spark takes them, one at a time: a body is large enough."""
    for bin_, what, body in rows:
        arrays = [pa.array([bin_], pa.int32()), pa.array([what], pa.string()), pa.array([body], pa.binary())]
        yield pa.RecordBatch.from_arrays(arrays, names=["bin", "what", "body"])


def packed(facts: pa.Table) -> bytes:
    """Return rows of facts as bytes; columns in which nothing is said are left out."""
    said = [name for name in facts.column_names if facts.column(name).null_count < facts.num_rows]
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_stream(sink, facts.select(said).schema, options=options) as out:
        out.write_table(facts.select(said))
    return sink.getvalue().to_pybytes()  # type: ignore[no-any-return]


def unpacked(kind: type[Struct], body: bytes) -> pa.Table:
    """Return the rows of facts of a kind that were packed, with every column."""
    found = pa.ipc.open_stream(body).read_all()
    known = set(found.column_names)
    return pa.table(
        {
            name: found.column(name) if name in known else pa.nulls(found.num_rows, ARROW[of])
            for name, of in columns(kind).items()
        }
    )


def one_table(kind: type[Struct], bodies: Sequence[bytes]) -> pa.Table:
    """Return all that was packed of a kind as one table."""
    return pa.concat_tables([unpacked(kind, body) for body in bodies])


def said(value: object) -> bytes:
    """Return a value of our own (numbers, texts, what became of a file) as bytes."""
    return pickle.dumps(value, protocol=5)


def heard(body: bytes) -> Any:
    """Return what was said by a task of this same run."""
    return pickle.loads(body)


__all__ = ["COUNTS", "FAILED", "FILE", "FOUND", "KIND_OF", "NUMBER", "PACK", "SCHEMA", "SEEN", "Row"]
