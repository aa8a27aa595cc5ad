"""Our own facts in Parquet: every kind of value, what is none, and files that are not whole."""

import gzip
import io
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from fairline import wanted
from fairline.facts import Call, Fact, Message, Purpose, Unreadable
from fairline.policy import Lang
from fairline.readers import fairline_parquet as reader
from fairline.readers.source import Source

NOON = datetime(2026, 8, 1, 12, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
CODECS = ("none", "snappy", "gzip", "brotli", "zstd", "lz4")


def packed(columns: dict[str, Any], **how: Any) -> bytes:
    made = io.BytesIO()
    pq.write_table(pa.table(columns), made, **how)
    return made.getvalue()


def read(content: bytes, name: str = "x.parquet") -> list[Fact | Unreadable]:
    source = Source(name, io.BytesIO(content))
    assert reader.recognise(source.head())
    return list(reader.read(source, zone=PARIS, region=None))


def calls(count: int = 1, **columns: Any) -> dict[str, Any]:
    """So many calls, a minute apart, with more columns."""
    started = [NOON + timedelta(minutes=n) for n in range(count)]
    said = {"kind": ["call"] * count, "id": [f"c{n}" for n in range(count)]}
    return said | {"started_at": pa.array(started, pa.timestamp("us", "UTC"))} | columns


def only(**columns: Any) -> Fact | Unreadable:
    (found,) = read(packed(calls(**columns)))
    return found


def seen(*of: object) -> pa.Array:
    return pa.array(of)


SAID: dict[str, tuple[pa.Array, str, object]] = {
    # column, the field of a call, and its value
    "a text": (seen("acme"), "account", "acme"),
    "a text of dictionary": (seen("acme").dictionary_encode(), "account", "acme"),
    "a large text": (pa.array(["acme"], pa.large_string()), "account", "acme"),
    "bytes that nobody declared a text": (pa.array(["été".encode()]), "account", "été"),
    "a choice": (seen("marketing"), "purpose", Purpose.MARKETING),
    "a truth": (seen(True), "answered", True),
    "a truth as a number": (seen(0), "answered", False),
    "a whole number": (pa.array([200], pa.int16()), "sip_status", 200),
    "a whole number of a table with gaps": (seen(200.0), "sip_status", 200),
    "a decimal": (seen(Decimal("0.010")), "cost", Decimal("0.010")),
    "an amount in text": (seen("0.010"), "cost", Decimal("0.010")),
    "an amount in binary": (seen(0.1), "cost", Decimal("0.1")),
    "a list": (seen(["US-FL", "US-GA"]), "called_places", ("US-FL", "US-GA")),
    "a list in JSON": (seen('["US-FL"]'), "called_places", ("US-FL",)),
    "microseconds": (seen(5_500_000), "ring", timedelta(seconds=5.5)),
    "a duration": (pa.array([timedelta(seconds=5)], pa.duration("ms")), "ring", timedelta(seconds=5)),
    "a duration in ISO 8601": (seen("PT1M5S"), "ring", timedelta(seconds=65)),
    "a duration in seconds as text": (seen("5.5"), "ring", timedelta(seconds=5.5)),
    "a timestamp": (pa.array([NOON], pa.timestamp("ns", "UTC")), "answered_at", NOON),
    "a timestamp in seconds": (pa.array([NOON], pa.timestamp("s", "UTC")), "answered_at", NOON),
    "a timestamp of another zone": (
        pa.array([NOON], pa.timestamp("ms", "America/New_York")), "answered_at", NOON
    ),
    "a timestamp without a zone": (
        pa.array([datetime(2026, 8, 1, 14)], pa.timestamp("us")), "answered_at", NOON  # noqa: DTZ001
    ),
    "a time in text": (seen("2026-08-01T14:00:00+02:00"), "answered_at", NOON),
    "a time in text without a zone": (seen("2026-08-01T14:00:00"), "answered_at", NOON),
    "null": (pa.nulls(1, pa.int64()), "sip_status", None),
    "a column of nothing": (pa.nulls(1), "ring", None),
    "a revision that is not said": (pa.nulls(1, pa.int64()), "revision", 0),
}  # fmt: skip


@pytest.mark.parametrize("name", SAID)
def test_what_is_said(name: str) -> None:
    column, field, value = SAID[name]
    found = only(**{field: column})
    assert isinstance(found, Call), found
    assert getattr(found, field) == value
    assert type(getattr(found, field)) is type(value)


BAD: dict[str, tuple[str, pa.Array, str]] = {
    "no text": ("account", seen(17), "Expected `str | null`, got `int`"),
    "bytes that are no text": ("account", seen(b"\xff\xfe"), "text in UTF-8"),
    "no choice": ("purpose", seen("nothing"), "Invalid enum value 'nothing'"),
    "no truth": ("answered", seen("perhaps"), "Expected `bool | null`, got `str`"),
    "a broken number": ("sip_status", seen(200.5), "Expected `int | null`, got `float`"),
    "a number past 64 bits": (
        "sip_status", pa.array([2**64 - 1], pa.uint64()), "a whole number of 64 bits"
    ),
    "a time as a number": ("answered_at", seen(1_785_585_600), "a timestamp or a time as ISO 8601 text"),
    "a day": ("answered_at", seen(date(2026, 8, 1)), "a timestamp or a time as ISO 8601 text"),
    "no time in text": ("answered_at", seen("noon"), "Invalid RFC3339 encoded datetime"),
    "a clock that was never set": (
        "answered_at", pa.array([0], pa.timestamp("us", "UTC")), "a year from 1971 to 2099"
    ),
    "a year that no calendar has": (
        "answered_at", pa.array([2**62], pa.timestamp("us", "UTC")), "a year from 1971 to 2099"
    ),
    "a duration in broken seconds": (
        "ring", seen(5.5), "whole microseconds, or a duration as ISO 8601 text"
    ),
    "a duration below nothing": ("ring", seen(-1), "a duration from 0 to 366 days"),
    "a duration of years": ("ring", seen(2**62), "a duration from 0 to 366 days"),
    "no duration in text": ("ring", seen("long"), "Invalid ISO8601 duration"),
    "no list": ("called_places", seen("US-FL"), "a list of texts, or JSON of one"),
    "a list of numbers": ("called_places", seen([1]), "Expected `str`, got `int`"),
    "a text too long": ("account", seen("x" * 5000), "at most 4096 characters"),
    "no identifier": ("id", pa.nulls(1, pa.string()), "a value"),
    "no start": ("started_at", pa.nulls(1, pa.timestamp("us", "UTC")), "a value"),
    "no such kind": ("kind", seen("fax"), "a kind of fact"),
    "no kind": ("kind", pa.nulls(1, pa.string()), "a kind of fact"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_is_none_costs_its_row_and_no_other(name: str) -> None:
    field, column, said = BAD[name]
    table = pa.table(calls(2))
    good = pa.nulls(1, column.type)
    if field in table.column_names:
        table = table.drop_columns([field])
        good = pa.array({"id": ["b"], "started_at": [NOON], "kind": ["call"]}[field], column.type)
    content = packed(
        dict(zip([*table.column_names, field], [*table, pa.concat_arrays([column, good])], strict=True))
    )
    bad, call = read(content)
    assert isinstance(bad, Unreadable), bad
    assert (bad.line, bad.field.partition("[")[0], bad.wanted) == (1, field, said)
    assert isinstance(call, Call), call
    assert call.line == 2
    if not said.startswith(("at most", "a whole number of")):
        assert wanted.said(said, Lang.FR) != said


def test_other_columns_are_passed_over_and_rows_of_several_kinds_stay_in_order() -> None:
    columns = calls(4) | {
        "kind": ["call", "message", "call", "dialing"],
        "sent_at": [NOON] * 4,
        "at": [NOON] * 4,
        "dialed": ["+1", None, "x", "7"],  # a text of a call, a number of a campaign's dialing
        "weather": [{"sunny": True}] * 4,
    }
    found = read(packed(columns))
    assert [(type(each).__name__, each.line, getattr(each, "dialed", None)) for each in found] == [
        ("Call", 1, "+1"), ("Message", 2, None), ("Call", 3, "x"), ("Dialing", 4, 7)
    ]  # fmt: skip


@pytest.mark.parametrize("codec", CODECS)
def test_codecs(codec: str) -> None:
    found = read(packed(calls(5000, account=["acme"] * 5000), compression=codec, row_group_size=700))
    assert [each.line for each in found] == list(range(1, 5001))
    assert {type(each) for each in found} == {Call}


@pytest.mark.parametrize("path", ["kind=message/x.parquet", "a/message/x.parquet", "kind=message/b=c/x"])
def test_a_folder_says_the_kind_where_no_column_does(path: str) -> None:
    content = packed({"id": ["m"], "sent_at": [NOON], "line": [77]})
    (found,) = read(content, path)
    assert isinstance(found, Message)
    assert found.line == 1


def test_without_a_kind_each_row_is_refused() -> None:
    found = read(packed({"id": ["m", "n"], "sent_at": [NOON] * 2}), "letters/x.parquet")
    assert [(each.line, each.field) for each in found if isinstance(each, Unreadable)] == [
        (1, "kind"),
        (2, "kind"),
    ]


def test_two_columns_of_one_name() -> None:
    content = io.BytesIO()
    table = pa.table(calls(3, account=["a"] * 3)).append_column("account", pa.array(["b"] * 3))
    pq.write_table(table, content)
    found = read(content.getvalue())
    assert [each.field for each in found if isinstance(each, Unreadable)] == ["account"] * 3


def broken_group(number: int) -> bytes:
    """Ten row groups of 100 calls; the pages of one are overwritten."""
    content = bytearray(packed(calls(1000, account=["acme"] * 1000), row_group_size=100, compression="zstd"))
    group = pq.ParquetFile(io.BytesIO(bytes(content))).metadata.row_group(number)
    start = min(
        group.column(each).dictionary_page_offset or group.column(each).data_page_offset for each in range(4)
    )
    size = sum(group.column(each).total_compressed_size for each in range(4))
    content[start : start + size] = b"\xa5" * size
    return bytes(content)


@pytest.mark.parametrize("number", [0, 4, 9])
def test_a_broken_row_group_costs_its_own_rows(number: int) -> None:
    source = Source("x", io.BytesIO(broken_group(number)))
    found = list(reader.read(source, zone=UTC, region=None))
    refused = [each for each in found if isinstance(each, Unreadable)]
    assert [each.line for each in refused] == list(range(number * 100 + 1, number * 100 + 101))
    assert {each.wanted for each in refused} == {"a whole row group"}
    assert len(found) == 1000
    assert (source.damage or "").startswith(f"row group {number + 1}: ")


def test_a_page_that_does_not_fit_its_checksum_is_no_fact() -> None:
    content = packed(calls(1, account=["acme-account"]), compression="none", write_page_checksum=True)
    assert content.count(b"acme-account") > 1, "in a page, and in the statistics"
    at = content.index(b"acme-account")
    (found,) = read(content[:at] + b"evil" + content[at + 4 :])
    assert isinstance(found, Unreadable)
    assert "CRC" in found.found


@pytest.mark.parametrize("left", [4, 12, 3000])
def test_a_file_without_its_end_is_damaged(left: int) -> None:
    source = Source("x", io.BytesIO(packed(calls(1000))[:left]))
    (found,) = reader.read(source, zone=UTC, region=None)
    assert isinstance(found, Unreadable)
    assert found.wanted == "a whole parquet file"
    assert source.damage


class Pipe(io.BytesIO):
    """Bytes that come once."""

    def seekable(self) -> bool:
        return False


@pytest.mark.parametrize("raw", [Pipe(packed(calls())), io.BytesIO(gzip.compress(packed(calls())))])
def test_neither_a_pipe_nor_a_packed_file_has_an_end_to_start_from(raw: io.BytesIO) -> None:
    (found,) = reader.read(Source("-", raw), zone=UTC, region=None)
    assert isinstance(found, Unreadable)
    assert found.wanted.startswith("a file that can be read from its end")


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    schema = pa.schema({"kind": pa.string(), "id": pa.string(), "started_at": pa.timestamp("us", "UTC")})
    with pq.ParquetWriter(path, schema) as writer:
        for _ in range(4):
            writer.write_table(pa.table(calls(100_000), schema=schema), row_group_size=400_000)
    before = pa.total_allocated_bytes()
    most = 0
    with path.open("rb") as raw:
        for count, _ in enumerate(reader.read(Source("x", raw), zone=UTC, region=None)):
            if count % 1000 == 0:
                most = max(most, pa.total_allocated_bytes() - before)
    assert count == 399_999
    assert most < 16 << 20


def test_bytes_are_told_as_they_are_read(tmp_path: Path) -> None:
    content, told = packed(calls(1000), row_group_size=100), []
    source = Source("x", io.BytesIO(content), on_bytes=told.append)
    source.head()
    told.clear()
    consumed: Iterable[object] = reader.read(source, zone=UTC, region=None)
    assert len(list(consumed)) == 1000
    assert 0.9 * len(content) < sum(told) <= len(content)
