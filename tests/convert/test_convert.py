"""Any format to our own, and back: an audit of what was written finds what an audit of the source does."""

import os
import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from itertools import islice
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from fairline.audit import Options, audit
from fairline.audited import Audit
from fairline.clauses import CLAUSES
from fairline.cli import build
from fairline.convert import partitioned
from fairline.convert.converting import UNFINISHED, Converted, convert
from fairline.convert.forms import Form
from fairline.facts import KINDS, Account, Call, Dialing, Fact, FairlineError, Message, Unreadable
from fairline.history import History
from fairline.policy import DEFAULT_PLAN, Lang
from fairline.readers import fairline_ndjson, fairline_parquet
from fairline.readers.source import Source
from simulator import week

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
HERE = timezone(timedelta(hours=-5))
OPTIONS = Options(owner="owner", plan=DEFAULT_PLAN)
READERS = {Form.PARQUET: fairline_parquet, Form.NDJSON: fairline_ndjson}
FORMS = pytest.mark.parametrize("form", Form)


def ndjson(path: Path, facts: Iterable[Fact]) -> str:
    path.write_bytes(b"\n".join(map(msgspec.json.encode, facts)))
    return str(path)


def converted(source: str, to: Path, form: Form = Form.PARQUET, **more: object) -> Converted:
    return convert([source], OPTIONS, to, form, **more)  # type: ignore[arg-type]


def files_of(folder: Path) -> list[str]:
    return sorted(str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file())


def facts_in(folder: Path, form: Form) -> list[Fact | Unreadable]:
    found: list[Fact | Unreadable] = []
    for name in files_of(folder):
        source = Source.open(str(folder / name))
        found += READERS[form].read(source, zone=UTC, region=None)
        source.close()
    return found


def bare(facts: Iterable[Fact | Unreadable]) -> list[str]:
    """Facts in some order, without where they stood."""
    return sorted(repr(msgspec.structs.replace(each, line=None)) for each in facts)  # type: ignore[type-var]


def told(done: Audit) -> tuple[object, ...]:
    """An audit without files and lines."""
    findings = [
        (*(getattr(each, name) for name in TOLD), *(sample.id for sample in each.samples))
        for each in done.findings
    ]
    measured = [(each.rule.name, each.found, each.kept) for each in done.rules]
    facts = (dict(done.facts), done.since, done.until, done.duplicates, done.undirected)
    return findings, measured, facts


TOLD = ("id", "subject", "measure", "severity", "since", "until", "open")
EVERY = [
    Call(id="a", started_at=START, account="acme", ring=timedelta(microseconds=1), cost=Decimal("0.0100"),
         answered=True, called_places=("US-FL", "US-GA"), sip_status=200, line=9),
    Call(id="b", started_at=START.astimezone(HERE), ended_at=START, revision=3, called_places=()),
    Dialing(id="d", at=START + timedelta(days=1), account="acme", dialed=7, answered_live=3),
    Message(id="m", sent_at=START - timedelta(days=1), account="a/b =é%", sender="+1", recipient="+2"),
    Account(id="acme", at=START, plan="business-phone", features=("api",)),
    Account(id="..", at=START),
]  # fmt: skip


@FORMS
@pytest.mark.parametrize("by_account", [False, True])
def test_every_value_comes_back_as_it_was(form: Form, by_account: bool, tmp_path: Path) -> None:
    source = ndjson(tmp_path / "x.ndjson", EVERY)
    done = converted(source, tmp_path / "out", form, by_account=by_account)
    assert (done.written, done.refused, done.unreadable) == (6, 0, 0)
    assert bare(facts_in(tmp_path / "out", form)) == bare(EVERY)
    parts = files_of(tmp_path / "out")
    assert len(parts) == done.parts
    assert f"day=2026-03-03/{'account=acme/' if by_account else ''}dialing-00000.{form}" in parts
    if by_account:
        assert f"day=2026-03-02/account=__HIVE_DEFAULT_PARTITION__/call-00000.{form}" in parts
        assert f"day=2026-03-01/account=a%2Fb%20%3D%C3%A9%25/message-00000.{form}" in parts
    again = audit([str(tmp_path / "out")], OPTIONS, CLAUSES)
    assert sum(again.facts.values()) == 6
    assert again.unreadable == 0, "no record contradicts its folder"


def test_a_column_with_another_clock_keeps_it_and_others_stay_timestamps(tmp_path: Path) -> None:
    converted(ndjson(tmp_path / "x.ndjson", EVERY), tmp_path / "out")
    schema = pq.read_schema(tmp_path / "out/day=2026-03-02/call-00000.parquet")
    kinds = {name: str(of) for name, of in zip(schema.names, schema.types, strict=True)}
    assert kinds["started_at"] == "string"
    assert kinds["ended_at"] == "timestamp[us, tz=UTC]"
    assert set(kinds) == {"kind", *Call.__struct_fields__} - {"line"}, "said or not, all are there"


@pytest.mark.parametrize(("form", "by_account"), [(Form.PARQUET, True), (Form.NDJSON, False)])
def test_an_audit_of_what_was_written_equals_that_of_the_source(
    form: Form, by_account: bool, tmp_path: Path
) -> None:
    facts = [*islice(week(7, 2_000), 5_000)]
    random.Random(7).shuffle(facts)
    source = ndjson(tmp_path / "x.ndjson", [*facts, *facts[:50]])
    done = converted(source, tmp_path / "out", form, by_account=by_account, held=1_500)
    assert done.written == len(facts) + 50
    assert len({type(each) for each in facts}) > 3
    before, after = audit([source], OPTIONS, CLAUSES), audit([str(tmp_path / "out")], OPTIONS, CLAUSES)
    assert before.found > 5
    assert told(after) == told(before)
    assert [each.rule.name for each in after.not_measurable] == [
        each.rule.name for each in before.not_measurable
    ]


def test_the_database_reads_what_was_written(tmp_path: Path) -> None:
    facts = [*EVERY, *islice(week(3, 400), 1_000)]
    converted(ndjson(tmp_path / "x.ndjson", facts), tmp_path / "out")
    with History() as direct, History() as read:
        direct.add(facts)
        for name in files_of(tmp_path / "out"):
            read.read(str(tmp_path / "out" / name))
        for history in (direct, read):
            history.settle()
        for kind in KINDS:
            fields = tuple(each for each in kind.__struct_fields__ if each != "line")
            assert read.seen(kind, fields) == direct.seen(kind, fields)


def test_records_that_are_no_facts_are_counted_and_not_written(tmp_path: Path) -> None:
    source = tmp_path / "x.ndjson"
    lines = [*map(msgspec.json.encode, EVERY), b'{"kind":"call"}', b'{"kind":"fax"}']
    source.write_bytes(b"\n".join(lines))
    status, said = fairline("convert", str(source), "--to", str(tmp_path / "out"))
    assert status == 1
    assert "written: facts: 6, files: 4, below" in said
    assert "records that could not be read: 2" in said
    assert "line 7, line: found" in said
    status, said = fairline("convert", str(source), "--to", str(tmp_path / "fr"), lang=Lang.FR)
    assert "écrit\u00a0: faits\u00a0: 6, fichiers\u00a0: 4, sous" in said


def test_what_the_files_cannot_hold_is_refused_and_counted(tmp_path: Path) -> None:
    long = Call(id="l", started_at=START, account="é" * 100)
    half = Call(id="h", started_at=START, account="x", user="\ud800")
    part = partitioned.Partitioned(tmp_path, Form.PARQUET, by_account=True)
    refused = [bad for fact in (EVERY[0], long, half) for bad in part.put(fact)] + [*part.finish()]
    assert [(bad.field, bad.wanted) for bad in refused] == [
        ("account", "at most 200 bytes as a folder's name"), ("user", "text in UTF-8")
    ]  # fmt: skip
    assert (part.written, part.files) == (1, 1)


@FORMS
def test_memory_is_bounded_and_files_are_few(form: Form, tmp_path: Path) -> None:
    part = partitioned.Partitioned(tmp_path, form, by_account=False, held=100)
    most = 0
    for n in range(1000):
        assert not list(part.put(Call(id=f"{n}", started_at=START + timedelta(minutes=5 * n))))
        most = max(most, sum(map(len, part._held.values())))
    assert not list(part.finish())
    assert (part.written, most) == (1000, 99)
    assert part.files <= 20
    assert len(facts_in(tmp_path, form)) == 1000


def test_a_folder_with_files_in_it_is_not_touched(tmp_path: Path) -> None:
    source = ndjson(tmp_path / "x.ndjson", EVERY)
    for to in (tmp_path, tmp_path / "x.ndjson"):
        status, said = fairline("convert", source, "--to", str(to))
        assert status == 2
        assert "wanted an empty" in said
    assert files_of(tmp_path) == ["x.ndjson"]


def test_nothing_is_there_when_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = ndjson(tmp_path / "x.ndjson", EVERY)
    written = iter(range(3))

    def full(kind: type, facts: object, to: Path) -> None:
        if next(written, None) is None:
            raise OSError(28, os.strerror(28), str(to))
        to.write_bytes(b"x")

    monkeypatch.setattr(partitioned, "FORMS", {Form.PARQUET: full})
    status, said = fairline("convert", source, "--to", str(tmp_path / "out"))
    assert status == 2
    assert "No space left on device" in said
    assert not [*(tmp_path / "out").iterdir()]


def test_what_is_unfinished_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "out" / UNFINISHED / "day=2026-03-02").mkdir(parents=True)
    ndjson(tmp_path / "out" / UNFINISHED / "day=2026-03-02" / "call-00000.ndjson", EVERY)
    done = audit([str(tmp_path / "out")], OPTIONS, CLAUSES)
    assert done.left_out == (str(tmp_path / "out" / UNFINISHED),)
    with pytest.raises(FairlineError, match="wanted an empty one"):
        converted(str(tmp_path / "out"), tmp_path / "out")


def fairline(*arguments: str, lang: Lang = Lang.EN) -> tuple[int, str]:
    done = CliRunner().invoke(build(lang, lambda: CLAUSES), [*arguments], env={"COLUMNS": "400"})
    return done.exit_code, done.output
