"""An audit as JSON, CSV and Parquet: a document that never changes unnoticed, and its rows twice."""

import csv
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pyarrow.parquet as pq
import pytest
from small import CLAUSES, options, row, rows, written

from fairline import __version__
from fairline.audit import audit
from fairline.audited import Audit
from fairline.exports import write_csv, write_json, write_parquet
from fairline.exports.records import Document, Row

GOLDEN = Path(__file__).parent / "golden" / "small.json"


@pytest.fixture
def done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Audit:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, [*rows(), rows()[0], "bad,row"])
    written(tmp_path, [], "empty.csv")
    return audit(["Master.csv", "empty.csv"], options(), CLAUSES)


def test_json_is_the_golden_document(done: Audit, tmp_path: Path) -> None:
    """If this fails because the document is meant to change, copy the new one over and raise ``SCHEMA``."""
    write_json(done, str(tmp_path / "out.json"))
    written_now = (tmp_path / "out.json").read_text()
    assert written_now.replace(f'"fairline": "{__version__}"', '"fairline": "VERSION"') == GOLDEN.read_text()


def test_json_is_read_back_as_it_was_written(done: Audit, tmp_path: Path) -> None:
    write_json(done, str(tmp_path / "out.json"))
    content = (tmp_path / "out.json").read_bytes()
    document = msgspec.json.decode(content, type=Document)
    assert json.loads(msgspec.json.encode(document)) == json.loads(content)


def read_csv(path: Path) -> list[dict[str, Any]]:
    """Read the rows as a spreadsheet would, each cell by its column's type."""
    kinds = {field.name: field.type for field in msgspec.structs.fields(Row)}
    with path.open(newline="", encoding="utf-8") as file:
        return [
            {name: typed(cell, kinds[name]) for name, cell in line.items()} for line in csv.DictReader(file)
        ]


def typed(cell: str, kind: Any) -> Any:
    if kind is datetime:
        return datetime.fromisoformat(cell)
    if kind is bool:
        return cell == "true"
    if kind is str:
        return cell.removeprefix("'")
    if kind is int:
        return int(cell)
    return float(cell) if cell else None


def test_csv_and_parquet_say_what_json_says(done: Audit, tmp_path: Path) -> None:
    write_json(done, str(tmp_path / "out.json"))
    write_csv(done, str(tmp_path / "out.csv"))
    write_parquet(done, str(tmp_path / "out.parquet"))
    findings = json.loads((tmp_path / "out.json").read_text())["findings"]
    flat = read_csv(tmp_path / "out.csv")
    assert flat == pq.read_table(tmp_path / "out.parquet").to_pylist()  # type: ignore[no-untyped-call]
    assert len(flat) == len(findings) == 2
    for line, finding in zip(flat, findings, strict=True):
        measure, limit = finding["measure"], finding["limit"]
        for name in ("hits", "base", "unknown", "saturated", "unit", "ratio", "lower", "upper"):
            assert line[name] == measure[name]
        for name in ("id", "letter", "clause", "rule_id", "rule", "account", "mode", "severity", "answer"):
            assert line[name] == finding[name]
        assert (line["limit"], line["limit_origin"]) == (limit["value"], limit["origin"])
        assert line["since"] == datetime.fromisoformat(finding["since"]).astimezone(UTC)
        assert (line["reason_en"], line["reason_fr"]) == (finding["reason"]["en"], finding["reason"]["fr"])
        assert line["sample_ids"].split() == [sample["id"] for sample in finding["samples"]]
        assert line["who"] == "; ".join(f"{k}={v}" for k, v in finding["who"].items() if k != "account")


def test_no_finding_is_a_header_and_an_empty_table(tmp_path: Path) -> None:
    done = audit([written(tmp_path, [row(1)])], options(), CLAUSES)
    write_csv(done, str(tmp_path / "out.csv"))
    write_parquet(done, str(tmp_path / "out.parquet"))
    assert (tmp_path / "out.csv").read_text().strip() == ",".join(Row.__struct_fields__)
    table = pq.read_table(tmp_path / "out.parquet")  # type: ignore[no-untyped-call]
    assert (table.num_rows, table.column_names) == (0, list(Row.__struct_fields__))


@pytest.mark.parametrize("name", ["=cmd()", "@sum(a1)", "+1+1", "-1+1"])
def test_a_spreadsheet_takes_no_cell_for_a_formula(tmp_path: Path, name: str) -> None:
    done = audit(
        [written(tmp_path, [row(n, account=name, answered=False) for n in range(9)])], options(), CLAUSES
    )
    write_csv(done, str(tmp_path / "out.csv"))
    with (tmp_path / "out.csv").open(newline="") as file:
        assert [line["account"] for line in csv.DictReader(file)] == [f"'{name}"]
