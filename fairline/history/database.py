"""The database of one history: DuckDB in memory; what is beyond a bound is spilled to a folder of its own."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from sqlglot import exp

from fairline.facts import FairlineError
from fairline.signals.sql.writing import DIALECT

MEMORY = "4GB"  # ours: what is beyond is spilled to the temporary folder
ROWS = 100_000  # ours: how many rows are fetched at once


class Database:
    """Tables made by queries. Nothing is downloaded, and no extension loaded that is not built in."""

    def __init__(
        self, *, memory: str = MEMORY, threads: int | None = None, folder: str | None = None
    ) -> None:
        """Open an empty database below ``folder``, or where the system keeps temporary files."""
        self._folder = tempfile.TemporaryDirectory(prefix="fairline-", dir=folder)
        settings: dict[str, Any] = {
            "memory_limit": memory,
            "temp_directory": str(Path(self._folder.name) / "spilled"),
            "autoinstall_known_extensions": False,
            "preserve_insertion_order": False,
        }
        if threads is not None:
            settings["threads"] = threads
        self._made: list[tuple[str, str]] = []
        self._connection = duckdb.connect(":memory:", config=settings)
        # Compressed tables cost a tenth more time, and let more calls stay in memory.
        self._connection.execute("ATTACH ':memory:' AS history (COMPRESS)")
        self._connection.execute("USE history")

    def close(self) -> None:
        """Close it and remove its files."""
        self._connection.close()
        self._folder.cleanup()

    def run(self, query: exp.Expr) -> Any:
        """Run ``query``; return DuckDB's result."""
        return _run(self._connection, query)

    def make(self, name: str, query: exp.Query) -> None:
        """Make a table of what ``query`` gives."""
        self.run(exp.Create(this=exp.to_table(name), kind="TABLE", expression=query))
        self._made.append(("TABLE", name))

    def view(self, name: str, query: exp.Query) -> None:
        """Give ``query`` a name."""
        self.run(exp.Create(this=exp.to_table(name), kind="VIEW", expression=query))
        self._made.append(("VIEW", name))

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Drop at the end what is made within, so that memory has room for what comes next."""
        before = len(self._made)
        yield
        while len(self._made) > before:
            kind, name = self._made.pop()
            self.run(exp.Drop(kind=kind, tables=[exp.to_table(name)]))

    def create(self, name: str, columns: dict[str, str], *, lasting: bool = True) -> None:
        """Make an empty table. One that is not ``lasting`` is dropped as those made by queries are."""
        defined = [
            exp.ColumnDef(
                this=exp.to_identifier(each, quoted=True), kind=exp.DataType.build(type_, dialect=DIALECT)
            )
            for each, type_ in columns.items()
        ]
        self.run(exp.Create(this=exp.Schema(this=exp.to_table(name), expressions=defined), kind="TABLE"))
        if not lasting:
            self._made.append(("TABLE", name))

    def drop(self, name: str) -> None:
        """Remove a table."""
        self.run(exp.Drop(kind="TABLE", tables=[exp.to_table(name)]))

    def put(self, name: str, rows: pa.Table) -> None:
        """Append rows to a table by the names of their columns."""
        self._connection.register("incoming", rows)
        self.run(
            exp.insert(
                exp.select(*(exp.column(each, quoted=True) for each in rows.column_names)).from_("incoming"),
                name,
                columns=[exp.to_identifier(each, quoted=True) for each in rows.column_names],
            )
        )
        self._connection.unregister("incoming")

    @contextmanager
    def lent(self, name: str, rows: pa.Table) -> Iterator[None]:
        """Let queries that make tables read ``rows`` under a name, without a copy."""
        self._connection.register(name, rows)
        yield
        self._connection.unregister(name)

    def table(self, query: exp.Expr) -> pa.Table:
        """Return what ``query`` gives as one table."""
        with _translated():
            return self._connection.sql(query.sql(DIALECT)).to_arrow_table()

    def make_of(self, name: str, rows: pa.Table) -> None:
        """Make a table of rows."""
        self._connection.register("incoming", rows)
        self.make(name, exp.select("*").from_("incoming"))
        self._connection.unregister("incoming")

    def rows(self, query: exp.Expr) -> Iterator[Sequence[Any]]:
        """Yield what ``query`` gives, row by row. Run nothing else until it is read to its end."""
        cursor = self._connection.cursor()
        cursor.execute("USE history")
        result = _run(cursor, query)
        while some := result.fetchmany(ROWS):
            yield from some

    def one(self, query: exp.Expr) -> Sequence[Any]:
        """Return the only row of ``query``."""
        (found,) = self.run(query).fetchall()
        return found  # type: ignore[no-any-return]


def _run(connection: Any, query: exp.Expr) -> Any:
    """Run ``query``."""
    with _translated():
        return connection.execute(query.sql(DIALECT))


@contextmanager
def _translated() -> Iterator[None]:
    """Tell what went wrong in our own errors.

    Raises ``OSError`` when what does not fit in memory cannot be written, and ``FairlineError`` for what a
    file has in the place of a value.
    """
    try:
        yield
    except (duckdb.ConversionException, duckdb.InvalidInputException) as error:
        raise FairlineError(str(error).split("\n", 1)[0]) from error
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise OSError(str(error)) from error
