"""Facts of one kind as one file of our own schema: Parquet or NDJSON.

Every field of the kind is a column of the Parquet file, said or not, so that the files of a folder have one
schema. Times are timestamps of microseconds in UTC; where one is on another clock the whole column is ISO
8601 text, because a timestamp would lose the hour there. Durations are whole microseconds, amounts their
digits as text. Pages carry checksums.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
from msgspec import Struct

from fairline.convert.forms import Form
from fairline.facts import Fact
from fairline.readers.parquet_columns import fields

MICROSECOND = timedelta(microseconds=1)
NO_OFFSET = timedelta(0)
GROUP_ROWS = 50_000  # ours: a reader that wants a whole row group holds some 10 MB
Write = Callable[[type[Struct], Sequence[Fact], Path], None]


def write_parquet(kind: type[Struct], facts: Sequence[Fact], to: Path) -> None:
    """Write facts of one kind. Raises ``UnicodeEncodeError`` for a text that is none, and ``OSError``."""
    columns = {"kind": pa.array([str(kind.__struct_config__.tag)] * len(facts), pa.string())}
    for name, of in fields(kind).items():
        columns[name] = _column([getattr(fact, name) for fact in facts], of)
    pq.write_table(
        pa.table(columns), to, row_group_size=GROUP_ROWS, compression="zstd", write_page_checksum=True
    )


def write_ndjson(kind: type[Struct], facts: Sequence[Fact], to: Path) -> None:
    """Write facts of one kind, one a line. Raises ``UnicodeEncodeError`` and ``OSError``."""
    encode = msgspec.json.Encoder().encode
    with to.open("wb") as file:
        file.writelines(encode(msgspec.structs.replace(fact, line=None)) + b"\n" for fact in facts)


FORMS: Mapping[Form, Write] = MappingProxyType({Form.PARQUET: write_parquet, Form.NDJSON: write_ndjson})


def _column(values: list[Any], of: type) -> pa.Array:
    if issubclass(of, datetime):
        return _times(values)
    if issubclass(of, timedelta):
        return pa.array([None if each is None else each // MICROSECOND for each in values], pa.int64())
    if issubclass(of, tuple):
        return pa.array(values, pa.list_(pa.string()))
    if issubclass(of, Decimal):
        return pa.array([None if each is None else str(each) for each in values], pa.string())
    if issubclass(of, str):
        return pa.array(values, pa.string())
    return pa.array(values, pa.bool_() if of is bool else pa.int64())


def _times(values: list[datetime | None]) -> pa.Array:
    if all(each is None or each.utcoffset() == NO_OFFSET for each in values):
        return pa.array(values, pa.timestamp("us", "UTC"))
    return pa.array([None if each is None else each.isoformat() for each in values], pa.string())
