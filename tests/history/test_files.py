"""Facts that the database reads from a file are the facts that were written."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pytest

from fairline.facts import (
    Account,
    Call,
    Campaign,
    Direction,
    EndReason,
    Fact,
    FairlineError,
    Message,
    Purpose,
)
from fairline.findings import Finding
from fairline.history import History
from fairline.law import load
from fairline.policy import Clause
from fairline.signals import calendar, columns, count, first_known, known
from tests.signals.test_online_equals_oracle import clause_of

START = datetime(2026, 3, 2, 9, 30, 0, 250_001, tzinfo=UTC)
TOKYO = timezone(timedelta(hours=9))
LAW = load()
call, account = columns(Call), columns(Account)
EVERY = count(
    known(first_known(account.plan, "-")),
    by=(call.account, call.called_places, first_known(call.direction, Direction.INTERNAL)),
    over=calendar("day"),
)


def facts() -> Iterator[Fact]:
    yield Account(id="a", at=START, plan="business-phone", seats=3)
    yield Campaign(id="c", at=START, account="a", purpose=Purpose.MARKETING)
    yield Message(id="m", sent_at=START, account="a")
    for number in range(4):
        yield Call(
            id=f'"{number}", it\'s',
            started_at=(START + timedelta(seconds=number)).astimezone(TOKYO if number % 2 else UTC),
            account="a",
            campaign="c",
            direction=Direction.OUTBOUND,
            called="+33140000000",
            called_places=("FR", "FR-é,\"x'"),
            called_zones=(),
            answered=number > 1,
            answered_at=START + timedelta(seconds=9),
            ring=timedelta(seconds=8, microseconds=750_000),
            talk=timedelta(days=1, hours=2, minutes=3, seconds=4) if number else None,
            end_reason=EndReason.COMPLETED,
            cost=Decimal("1.50"),
            line=number,
            revision=number,
        )


def written(path: Path) -> str:
    lines = path.with_suffix(".ndjson")
    lines.write_bytes(b"\n".join(map(msgspec.json.encode, facts())) + b"\n")
    kept = {".csv": "(HEADER TRUE)", ".parquet": "(FORMAT parquet)"}
    if path.suffix in kept:
        every = {
            name: "VARCHAR" for kind in (Account, Call, Campaign, Message) for name in kind.__struct_fields__
        }
        read = f"read_json('{lines}', format = 'newline_delimited', columns = {every | {'kind': 'VARCHAR'}})"
        duckdb.execute(f"COPY (FROM {read}) TO '{path}' {kept[path.suffix]}")
    return str(path)


def found(history: History, clause: Clause) -> list[Finding]:
    history.settle()
    return sorted(history.findings([clause], law=LAW, plan="p"), key=lambda each: each.key[0])  # type: ignore[arg-type,return-value]


@pytest.mark.parametrize("ending", [".ndjson", ".csv", ".parquet"])
def test_a_file_is_what_was_added(tmp_path: Path, ending: str) -> None:
    with History() as history:
        history.add(facts())
        expected = found(history, clause_of(EVERY))
    with History() as history:
        history.read(written(tmp_path / f"facts{ending}"))
        assert found(history, clause_of(EVERY)) == expected
    assert [len(each.samples) for each in expected] == [4]
    assert expected[0].key == ("a", ("FR", "FR-é,\"x'"), Direction.OUTBOUND)
    assert [each.started_at.utcoffset() for each in expected[0].samples if isinstance(each, Call)] == [
        timedelta(0), timedelta(hours=9), timedelta(0), timedelta(hours=9),
    ]  # fmt: skip


def test_typed_columns_of_parquet(tmp_path: Path) -> None:
    path = tmp_path / "typed.parquet"
    duckdb.execute(
        f"""COPY (SELECT 'call' AS kind, '1' AS id, TIMESTAMPTZ '2026-03-02 09:30:00.250001+00' AS started_at,
            TIMESTAMP '2026-03-02 09:30:09' AS answered_at, 'a' AS account, 6000001 AS ring,
            ['FR', 'BE'] AS called_places,
            'outbound' AS direction) TO '{path}' (FORMAT parquet)"""
    )
    with History() as history:
        history.read(str(path))
        (one,) = found(history, clause_of(EVERY))
    assert one.samples == (
        Call(
            id="1",
            started_at=START,
            answered_at=datetime(2026, 3, 2, 9, 30, 9, tzinfo=UTC),
            account="a",
            ring=timedelta(microseconds=6_000_001),
            called_places=("FR", "BE"),
            direction=Direction.OUTBOUND,
        ),
    )


def test_files_and_facts_together_are_each_counted_once(tmp_path: Path) -> None:
    with History() as history:
        history.add(facts())
        history.read(written(tmp_path / "facts.ndjson"))
        history.read(written(tmp_path / "again.csv"))
        (one,) = found(history, clause_of(EVERY))
        assert history.duplicates == 2 * len(list(facts()))
    assert one.measure.hits == 4


WRONG: dict[str, tuple[str, str]] = {
    "another ending": ("facts.txt", "x"),
    "no kind": ("facts.csv", "id,started_at\n1,2026-03-02T09:30:00Z\n"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_file_of_facts(tmp_path: Path, name: str) -> None:
    path, text = WRONG[name]
    (tmp_path / path).write_text(text)
    with History() as history, pytest.raises(FairlineError, match="found"):
        history.read(str(tmp_path / path))


def test_a_value_that_is_none_stops_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_text("kind,id,started_at,account\ncall,1,yesterday,a\n")
    with History() as history:
        history.read(str(path))
        with pytest.raises(FairlineError, match="yesterday"):
            history.settle()


def test_distinct_says_at_least_past_its_cap() -> None:
    from fairline.history.judging import measure
    from fairline.signals import distinct
    from fairline.signals.entries import DISTINCT_MAX as ONLINE
    from fairline.signals.sql.period_measures import DISTINCT_MAX

    signal: Any = distinct(call.called, by=call.account, over=calendar("day"))
    assert DISTINCT_MAX == ONLINE
    assert measure(signal, ONLINE, 200_000, 0) == (ONLINE, 200_000, 0, False)
    assert measure(signal, ONLINE + 1, 200_000, 0) == (ONLINE, 200_000, 0, True)
