"""Folders as inputs: which files they stand for, what they say of them, and what drifts between them."""

import os
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from small import CLAUSES, options, row, rows, written
from typer.testing import CliRunner

from fairline.audit import audit
from fairline.audit.folders import found
from fairline.audited import Audit, Unusable
from fairline.cli import build
from fairline.exports import write_json
from fairline.facts import Call
from fairline.policy import Lang

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def fairline(*arguments: str, lang: Lang = Lang.EN) -> tuple[int, str]:
    done = CliRunner().invoke(build(lang, lambda: CLAUSES), [*arguments], env={"COLUMNS": "400"})
    return done.exit_code, done.output


def calls(count: int, **more: object) -> list[Call]:
    said: dict[str, object] = {"user": "u", "answered": False}
    return [
        Call(id=f"c{n}", started_at=START + timedelta(minutes=n), **(said | more))  # type: ignore[arg-type]
        for n in range(count)
    ]


def ndjson(path: Path, facts: Iterable[Call]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\n".join(map(msgspec.json.encode, facts)))
    return path


def parquet(path: Path, facts: list[Call], *columns: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    made: dict[str, object] = {"kind": ["call"] * len(facts)}
    for name in ("id", "started_at", *columns):
        made[name] = [getattr(each, name) for each in facts]
    pq.write_table(pa.table(made), path)
    return path


def findings(done: Audit) -> list[tuple[object, ...]]:
    return [(each.id, each.subject, each.measure, each.severity) for each in done.findings]


def test_a_folder_is_the_files_below_it(tmp_path: Path) -> None:
    for n, line in enumerate(rows()):
        written(tmp_path, [line], f"{n:02}.csv") if n % 2 else None
    for n in range(0, 30, 2):
        (tmp_path / f"in{n % 3}").mkdir(exist_ok=True)
        written(tmp_path / f"in{n % 3}", [rows()[n]], f"{n}.csv")
    done = audit([str(tmp_path)], options(), CLAUSES)
    one = audit([written(tmp_path, rows(), "all.csv")], options(), CLAUSES)
    assert findings(done) == findings(one)
    assert len(done.findings) == 2
    names = [file.name for file in done.files]
    assert len(names) == 30
    assert names == sorted(names)


def test_markers_and_what_is_no_file_are_left_out_and_said(tmp_path: Path) -> None:
    folder = tmp_path / "facts"
    ndjson(folder / "account=acme" / "part-0.ndjson", calls(2))
    ndjson(folder / "_kept=1" / "part-1.ndjson", calls(3))
    for name in ("_SUCCESS", ".hidden.csv", "account=acme/.part-0.ndjson.crc", "_delta_log/0.json"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("not read")
    os.mkfifo(folder / "pipe")
    (folder / "circle").symlink_to(folder)
    (folder / "link.ndjson").symlink_to(ndjson(tmp_path / "beside.ndjson", calls(4)))
    of = found([str(folder)])
    assert [Path(each).name for each in of.files] == ["part-1.ndjson", "part-0.ndjson", "link.ndjson"]
    assert {Path(each).name for each in of.left_out} == {
        "_SUCCESS", ".hidden.csv", ".part-0.ndjson.crc", "_delta_log", "pipe", "circle"
    }  # fmt: skip
    status, said = fairline("audit", str(folder), "--json", str(tmp_path / "out.json"))
    assert status in (0, 1)
    assert "Left out, because they are hidden, markers or no files: " in said
    assert "_SUCCESS" in said
    assert "and 1 more" in said
    assert len(msgspec.json.decode((tmp_path / "out.json").read_bytes())["left_out"]) == 6
    assert "Laissés de côté" in fairline("audit", str(folder), lang=Lang.FR)[1]


@pytest.mark.parametrize("inside", [(), ("_SUCCESS",), ("deeper/",)])
def test_an_empty_folder_is_an_unusable_input(inside: tuple[str, ...], tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    for name in inside:
        (folder / name).mkdir() if name.endswith("/") else (folder / name).touch()
    status, said = fairline("audit", str(folder), written(tmp_path, rows()))
    assert status == 2
    assert f"{folder} is a folder without a file to read" in said
    assert "est un dossier sans fichier à lire" in fairline("audit", str(folder), lang=Lang.FR)[1]


def test_a_folder_that_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed = tmp_path / "facts" / "closed"
    closed.mkdir(parents=True)
    scandir = os.scandir

    def refused(path: str) -> object:  # as root may read every folder, its mode alone would not do
        if path == str(closed):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    (file,) = audit([str(tmp_path / "facts")], options(), CLAUSES).files
    assert (file.name, file.unusable) == (str(closed), Unusable.NOT_OPENED)


def test_folders_fill_what_records_do_not_say_in_any_format(tmp_path: Path) -> None:
    at = tmp_path / "account=acme"
    ndjson(at / "a.ndjson", calls(5))
    parquet(at / "user=u" / "b.parquet", calls(9)[5:], "answered")
    (at / "c").mkdir()
    written(at / "c", [row(n, answered=False, account="") for n in range(20, 25)], "c.csv")
    done = audit([str(tmp_path)], options(owner="nobody"), CLAUSES)
    assert {each.subject for each in done.findings} == {"acme"}
    assert [each.measure[:2] for each in done.findings] == [(14, 14)]


def test_a_record_that_contradicts_its_folder_is_refused_with_that_reason(tmp_path: Path) -> None:
    at = tmp_path / "account=acme"
    ndjson(at / "a.ndjson", [*calls(3), *calls(5, account="evil")[3:], *calls(7, account="acme")[5:]])
    status, said = fairline("audit", str(at), "--json", str(tmp_path / "out.json"))
    assert status == 1
    assert "line 4, account: found 'evil', wanted account=acme, as its folder says" in said
    document = msgspec.json.decode((tmp_path / "out.json").read_bytes())
    assert [(each["facts"], each["unreadable"]) for each in document["files"]] == [(5, 2)]
    french = fairline("audit", str(at), lang=Lang.FR)[1]
    assert "attendu account=acme, comme le dit son dossier" in french


def test_a_schema_that_drifts_is_read_where_it_can_be_and_said(tmp_path: Path) -> None:
    parquet(tmp_path / "day=1" / "a.parquet", calls(10, account="acme", talk=None), "account", "answered")
    parquet(tmp_path / "day=2" / "b.parquet", calls(14, account="acme")[10:], "account")
    path = parquet(tmp_path / "day=3" / "c.parquet", calls(18, account="acme")[14:], "account", "answered")
    table = pq.read_table(path)
    changed = pa.array(["perhaps", "false", "true", None])
    pq.write_table(table.set_column(table.column_names.index("answered"), "answered", changed), path)
    done = audit([str(tmp_path)], options(), CLAUSES)
    assert [(each.facts, each.unreadable, each.lacks) for each in done.files] == [
        (10, 0, ()), (4, 0, ("call.answered",)), (3, 1, ())
    ]  # fmt: skip
    assert done.files[1].lacks_since == START + timedelta(minutes=10)
    assert [each.measure[:3] for each in done.findings] == [(11, 12, 0)]
    write_json(done, str(tmp_path / "out.json"))
    file = msgspec.json.decode((tmp_path / "out.json").read_bytes())["files"][1]
    assert (file["lacks"], file["lacks_since"]) == (["call.answered"], "2026-03-02T09:10:00Z")
    shutil.rmtree(tmp_path / "day=3")
    (tmp_path / "out.json").unlink()
    _, english = fairline("audit", str(tmp_path), "--html", str(tmp_path / "out.html"))
    assert "have no column for what those of other files say: whether it was answered" in english
    assert "have no column for what those of other files say" in (tmp_path / "out.html").read_text()
    (tmp_path / "out.html").unlink()
    assert "n'ont pas de colonne pour ce que disent" in fairline("audit", str(tmp_path), lang=Lang.FR)[1]


def test_what_a_folder_says_is_not_lacking(tmp_path: Path) -> None:
    parquet(tmp_path / "account=acme" / "a.parquet", calls(2), "answered")
    parquet(tmp_path / "account=b" / "b.parquet", calls(2, account="b"), "account", "answered")
    done = audit([str(tmp_path)], options(), CLAUSES)
    assert [(each.facts, each.lacks) for each in done.files] == [(2, ()), (2, ())]


def test_a_damaged_file_among_others_is_used_as_far_as_it_goes(tmp_path: Path) -> None:
    parquet(tmp_path / "a.parquet", calls(20, account="acme"), "account", "answered")
    whole = parquet(tmp_path / "b.parquet", calls(20, account="acme"), "account", "answered").read_bytes()
    (tmp_path / "b.parquet").write_bytes(whole[: len(whole) // 2])
    status, said = fairline("audit", str(tmp_path))
    assert status == 2
    assert "b.parquet has no readable record (line 0, file: found " in said
    assert "wanted a whole parquet file" in said
    assert "16 of" not in said
    assert "20 of 20" in said


@pytest.mark.parametrize(
    ("stamp", "assumed"), [(pa.timestamp("us"), True), (pa.timestamp("us", "UTC"), False)]
)
def test_whether_its_times_name_a_zone_shows_in_a_large_file_too(
    stamp: pa.DataType, assumed: bool, tmp_path: Path
) -> None:
    count = 20_000
    started = pa.array([n * 60_000_000 + 1_785_585_600_000_000 for n in range(count)], pa.int64()).cast(stamp)
    ids = [f"{n * 7919 % 1_000_003:x}-{n}" for n in range(count)]
    pq.write_table(pa.table({"kind": ["call"] * count, "id": ids, "started_at": started}), tmp_path / "x")
    assert (tmp_path / "x").stat().st_size > 65536
    done = audit([str(tmp_path / "x")], options(), CLAUSES)
    assert [(file.facts, file.zone_assumed) for file in done.files] == [(count, assumed)]
