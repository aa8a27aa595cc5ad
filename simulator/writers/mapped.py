"""A table as some house system would export it, as CSV or Parquet, and the mapping file that explains it.

The mapping stands beside the table, with ``.toml`` for the table's suffixes.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from fairline.facts import Call, Fact
from simulator.writers.output import Format, calls_of, lines

COLUMNS = {
    "id": "call_ref",
    "started_at": "begin",
    "account": "customer",
    "user": "agent",
    "campaign": "project",
    "campaign_started_at": "project_begin",
    "purpose": "project_kind",
    "direction": "way",
    "caller": "a_number",
    "called": "b_number",
    "dialed": "typed",
    "forwarded_from": "via",
    "answered": "connected",
    "answered_at": "connected_at",
    "ended_at": "end",
    "ring": "ring_ms",
    "talk": "talk_ms",
    "end_reason": "why",
    "released_by": "hung_up",
    "sip_status": "sip",
    "q850": "q850",
    "answered_live": "human",
    "agent_joined": "agent_there",
    "agent_delay": "agent_after_ms",
    "abandoned": "silent",
    "cost": "charge",
    "currency": "charge_in",
}
BATCH_ROWS = 8192
MILLISECOND = timedelta(milliseconds=1)

Cell = str | None


def mapping() -> str:
    """Return the mapping file."""
    columns = "".join(f'{ours} = "{their}"\n' for ours, their in COLUMNS.items())
    return f'kind = "call"\nduration = "ms"\n\n[columns]\n{columns}'


def mapping_path(path: Path) -> Path:
    """Return where the mapping of the table at ``path`` stands."""
    return path.with_name(path.name.split(".")[0] + ".toml")


def write_csv(facts: Iterable[Fact], path: Path) -> int:
    """Write a row per call, separated by semicolons, and the mapping."""
    mapping_path(path).write_text(mapping(), encoding="utf-8")
    return lines(path, _lines(facts)) - 1


def write_parquet(facts: Iterable[Fact], path: Path) -> int:
    """Write a row per call in batches, and the mapping."""
    mapping_path(path).write_text(mapping(), encoding="utf-8")
    pa: Any = import_module("pyarrow")  # only when needed: it takes longer to load than most files to write
    parquet: Any = import_module("pyarrow.parquet")
    schema = pa.schema([(their, pa.string()) for their in COLUMNS.values()])
    calls = calls_of(facts)
    count = 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as table:
        while batch := [_cells(call) for call in islice(calls, BATCH_ROWS)]:
            columns = [pa.array(column, pa.string()) for column in zip(*batch, strict=True)]
            table.write_batch(pa.record_batch(columns, schema=schema))
            count += len(batch)
    return count


def _lines(facts: Iterable[Fact]) -> Iterator[bytes]:
    yield ";".join(COLUMNS.values()).encode()
    for call in calls_of(facts):
        row = io.StringIO()
        csv.writer(row, delimiter=";", lineterminator="").writerow(_cells(call))
        yield row.getvalue().encode()


def _cells(call: Call) -> list[Cell]:
    return [_cell(getattr(call, ours)) for ours in COLUMNS]


def _cell(value: str | bool | int | Decimal | datetime | timedelta | None) -> Cell:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value // MILLISECOND)
    return str(value)


TELLS = frozenset(COLUMNS)
CSV = Format(name="mapped-csv", suffix=".csv", reader="mapped", write=write_csv, tells=TELLS)
PARQUET = Format(name="mapped-parquet", suffix=".parquet", reader="mapped", write=write_parquet, tells=TELLS)
