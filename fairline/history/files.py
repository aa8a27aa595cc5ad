"""Files in fairline's own schema of facts, read by the database itself: Parquet, NDJSON and CSV.

A record names its ``kind``; its columns are the fields of that kind, and a column that is not there was not
said. Times are timestamps (without a zone: UTC) or ISO 8601 text, durations whole microseconds or ISO 8601
text, lists are lists or JSON text. Nothing is passed over: a value that is none stops the reading.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from msgspec import Struct
from sqlglot import exp

from fairline.facts import KINDS, FairlineError
from fairline.history.database import Database
from fairline.history.schema import NUMBER, columns, times
from fairline.signals.sql.expressions import OFFSET
from fairline.signals.sql.preparing import word_of
from fairline.signals.sql.types import fields, stored_type
from fairline.signals.sql.writing import Sql, column, named, sql, within

_EVERY = dict.fromkeys(["kind", *(name for kind in KINDS for name in fields(kind))], "VARCHAR")
READING: Mapping[str, str] = {
    ".parquet": "SELECT * FROM read_parquet($path, file_row_number = TRUE)",
    ".ndjson": "SELECT *, row_number() OVER () - 1 AS file_row_number"
    f" FROM read_json($path, format = 'newline_delimited', columns = {_EVERY})",
    ".csv": "SELECT *, row_number() OVER () - 1 AS file_row_number"
    " FROM read_csv($path, header = TRUE, all_varchar = TRUE)",
}
"""How a file is read by its ending. The columns of NDJSON are our own fields, and all are text at first."""


class FactFile:
    """One file, and what columns it has."""

    def __init__(self, path: str, database: Database) -> None:
        """Look at the file. Raises ``FairlineError`` for a name with another ending."""
        ending = Path(path).suffix.lower()
        if ending not in READING:
            raise FairlineError(f"{path}: found {ending or 'no ending'}, wanted one of {', '.join(READING)}")
        self._records = sql(READING[ending], path=path)
        assert isinstance(self._records, exp.Query)
        self._types = {row[0]: str(row[1]) for row in database.rows(exp.Describe(this=self._records.copy()))}
        if "kind" not in self._types:
            raise FairlineError(f"{path}: found no column kind, wanted one that says which fact a record is")
        words = {word for (word,) in database.rows(exp.select("kind").from_(self._source()).distinct())}
        self.kinds = frozenset(kind for kind in KINDS if word_of(kind) in words)
        self.rows = int(
            database.one(exp.select(sql("coalesce(max(file_row_number), -1) + 1")).from_(self._source()))[0]
        )

    def facts(self, kind: type[Struct], first: int) -> exp.Select:
        """Return the facts of a kind as rows of its raw table, numbered from ``first``."""
        of = fields(kind)
        query = exp.select(*(named(self._read(name, each), name) for name, each in of.items()))
        query = query.select(*(named(self._offset(name), name + OFFSET) for name in times(kind)))
        number = named(sql("file_row_number + $first", first=first), NUMBER)
        assert len(columns(kind)) == len(of) + len(times(kind)) + 1
        return query.select(number).from_(self._source()).where(sql("kind = $kind", kind=word_of(kind)))

    def _source(self) -> exp.Subquery:
        assert isinstance(self._records, exp.Query)
        return within(self._records, "records")

    def _read(self, name: str, of: type) -> Sql:
        found, there = self._types.get(name), column(name)
        if name == "revision":  # the only field that is never unknown, and is left out when it is 0
            return exp.Literal.number(0) if found is None else sql("coalesce(CAST($v AS BIGINT), 0)", v=there)
        if found is None:
            return exp.cast(exp.null(), stored_type(of))
        if issubclass(of, datetime):
            return sql("epoch_us(CAST($at AS TIMESTAMPTZ))", at=_in_utc(there, found))
        if issubclass(of, timedelta):
            return _duration(there) if found == "VARCHAR" else exp.cast(there, "BIGINT")
        if issubclass(of, tuple) and found.endswith("[]"):
            return exp.cast(exp.func("to_json", there), "VARCHAR")
        return exp.cast(there, stored_type(of))

    def _offset(self, name: str) -> Sql:
        """Return what the zone that a text names adds to UTC; a timestamp has none left."""
        if self._types.get(name) != "VARCHAR":
            return exp.Literal.number(0)
        return sql(
            "CASE WHEN regexp_matches($at, '[+-][0-9]{2}:[0-9]{2}$') THEN"
            " (CASE WHEN $at[-6:-6] = '-' THEN -1 ELSE 1 END)"
            " * (CAST($at[-5:-4] AS BIGINT) * 60 + CAST($at[-2:] AS BIGINT)) * 60000000 ELSE 0 END",
            at=column(name),
        )


def _in_utc(at: Sql, type_: str) -> Sql:
    """Return a time that is read the same whatever zone the database is in."""
    if type_ == "VARCHAR":
        return sql(
            "CASE WHEN regexp_matches($at, '([Zz]|[+-][0-9]{2}:[0-9]{2})$') THEN $at ELSE $at || 'Z' END",
            at=at,
        )
    return sql("$at AT TIME ZONE 'UTC'", at=at) if type_ == "TIMESTAMP" else at


def _duration(text: Sql) -> Sql:
    """Return the microseconds of ``PT6S``, ``-P1DT2H3M4.5S`` or a number of seconds."""
    parts = {"D": 86_400_000_000, "H": 3_600_000_000, "M": 60_000_000, "S": 1_000_000}
    total: Sql = exp.Literal.number(0)
    for unit, size in parts.items():
        amount = sql(
            "CAST(coalesce(nullif(regexp_extract($text, $pattern, 1), ''), '0') AS DECIMAL(18, 6))",
            text=text,
            pattern=f"([0-9.]+){unit}",
        )
        total = sql("$total + CAST($amount * $size AS BIGINT)", total=total, amount=amount, size=size)
    return sql(
        "CASE WHEN starts_with(upper($text), '-P') THEN -($total)"
        " WHEN starts_with(upper($text), 'P') THEN $total"
        " ELSE CAST(CAST($text AS DECIMAL(18, 6)) * 1000000 AS BIGINT) END",
        text=text,
        total=total,
    )
