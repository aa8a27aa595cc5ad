"""Any table by a mapping: every kind and form, what follows from what, bad rows, the operator's errors."""

import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairline.facts import (
    Account,
    Call,
    Campaign,
    Channel,
    Direction,
    EndReason,
    Fact,
    FairlineError,
    Forwarding,
    Message,
    Purpose,
    Unreadable,
)  # fmt: skip
from fairline.readers.mapped import with_mapping
from fairline.readers.mapping import load, mapping_of
from fairline.readers.source import Source

pa: Any = pyarrow  # it has no types

MAPPING = """
kind = "call"
zone = "Europe/Paris"
[columns]
id = "ref"
started_at = "begin"
caller = "a"
called = "b"
duration = "total"
talk = "spoken"
direction = "way"
answered = "outcome"
end_reason = "outcome"
cost = "price"
user = "agent"
[values]
direction = { in = "inbound", out = "outbound" }
answered = { ANSWERED = true, "*" = false }
end_reason = { ANSWERED = "completed", BUSY = "busy", "*" = "" }
[constants]
account = "acme"
currency = "EUR"
"""
NAMES = ("ref", "begin", "a", "b", "total", "spoken", "way", "outcome", "price", "agent")
GOOD = (
    "7",
    "2026-03-02 10:00:00",
    "+33142685300",
    "0612345678",
    "65",
    "60.5",
    "out",
    "answered",
    "0.05",
    "ann",
)
CALL = Call(
    id="7",
    line=2,
    started_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
    account="acme",
    user="ann",
    direction=Direction.OUTBOUND,
    caller="+33142685300",
    called="+33612345678",
    answered=True,
    answered_at=datetime(2026, 3, 2, 9, 0, 4, 500_000, tzinfo=UTC),
    ended_at=datetime(2026, 3, 2, 9, 1, 5, tzinfo=UTC),
    ring=timedelta(seconds=4.5),
    talk=timedelta(seconds=60.5),
    end_reason=EndReason.COMPLETED,
    cost=Decimal("0.05"),
    currency="EUR",
)


def facts(content: bytes, mapping: str = MAPPING) -> list[Fact | Unreadable]:
    reader = with_mapping(mapping_of(mapping))
    source = Source("made up", io.BytesIO(content))
    found = list(reader.read(source, zone=UTC, region="FR"))
    source.close()
    return found


def csv(*rows: tuple[str, ...], delimiter: str = ",") -> bytes:
    return "\n".join(delimiter.join(row) for row in (NAMES, *rows)).encode()


def parquet(table: Any) -> bytes:
    out = io.BytesIO()
    pa.parquet.write_table(table, out)
    return out.getvalue()


def at_line_2(found: list[Fact | Unreadable]) -> list[object]:
    return [msgspec.structs.replace(each, line=2) for each in found]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_separated_by_anything(delimiter: str) -> None:
    assert facts(csv(GOOD, delimiter=delimiter)) == [CALL]


def test_named_delimiter_and_columns_by_number() -> None:
    mapping = 'delimiter = "~"\nheader = false\n[columns]\nid = 1\nstarted_at = [2, 3]\n'
    (call,) = facts(b"x~2026-03-02~10:00:00~,,,,", mapping)
    assert isinstance(call, Call)
    assert (call.id, call.line, call.started_at) == ("x", 1, datetime(2026, 3, 2, 10, tzinfo=UTC))


def test_json_and_parquet_equal_csv() -> None:
    record = dict(zip(NAMES, GOOD, strict=True))
    assert at_line_2(facts(msgspec.json.encode(record) + b"\n" + msgspec.json.encode(record))) == [CALL, CALL]
    assert at_line_2(facts(msgspec.json.encode([record]))) == [CALL]
    assert at_line_2(facts(parquet(pa.Table.from_pylist([record])))) == [CALL]
    typed = record | {"total": 65, "spoken": 60.5, "price": 0.05}
    assert at_line_2(facts(msgspec.json.encode(typed))) == [CALL]


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
@pytest.mark.parametrize("zone", [None, "UTC", "America/New_York"])
def test_parquet_types(unit: str, zone: str | None) -> None:
    wall = datetime(2026, 3, 2, 10) if zone is None else CALL.started_at  # noqa: DTZ001
    table = pa.table(
        {
            **{name: [value] for name, value in zip(NAMES, GOOD, strict=True)},
            "begin": pa.array([wall], pa.timestamp(unit, zone)),
            "total": pa.array([timedelta(seconds=65)], pa.duration(unit)),
            "spoken": pa.array([60.5], pa.float64()),
            "price": pa.array([Decimal("0.05")], pa.decimal128(10, 2)),
        }
    )
    assert at_line_2(facts(parquet(table))) == [CALL]


def test_json_paths() -> None:
    mapping = '[columns]\nid = "a.b"\nstarted_at = "call.times.start"\ncalled = "call.to"\n'
    record = {"a.b": 3, "call": {"times": {"start": "2026-03-02T10:00:00Z"}, "to": "+33612345678"}}
    (call,) = facts(msgspec.json.encode(record), mapping)
    assert isinstance(call, Call)
    assert (call.id, call.called, call.started_at.hour) == ("3", "+33612345678", 10)


WRITTEN = {
    "seconds since 1970": ('time = "s"', "1772445600", "65", 65.0),
    "milliseconds": ('time = "ms"\nduration = "ms"', "1772445600000", "65500", 65.5),
    "microseconds": ('time = "us"', "1772445600000000", "65.25", 65.25),
    "a clock": ('duration = "hh:mm:ss"', "2026-03-02T10:00:00Z", "0:01:05", 65.0),
    "minutes": ('duration = "mm:ss"', "2026-03-02T10:00:00Z", "01:05", 65.0),
    "day first": ('time = "%d/%m/%Y %H:%M"', "02/03/2026 10:00", "65", 65.0),
    "a decimal comma": ('decimal = ","', "2026-03-02T10:00:00+00:00", '"65,5"', 65.5),
    "by field": ('[time]\nstarted_at = "s"', "1772445600", "65", 65.0),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_how_times_and_durations_are_written(name: str) -> None:
    options, start, lasted, seconds = WRITTEN[name]
    mapping = f'{options}\n[columns]\nstarted_at = "s"\nduration = "d"\n'
    (call,) = facts(f"s,d\n{start},{lasted}\n".encode(), mapping)
    assert isinstance(call, Call), call
    assert call.started_at == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert call.ended_at == call.started_at + timedelta(seconds=seconds)


BAD = {
    "begin": ("2026-03-02", "2026-13-02 10:00:00", "2026-03-29 02:30:00", ""),
    "total": ("-1", "x", "99999999999"),
    "spoken": ("sixty", "1:00", "66"),
    "way": ("sideways",),
    "price": ("0,05,1", "free"),
}


@pytest.mark.parametrize(("column", "value"), [(column, value) for column in BAD for value in BAD[column]])
def test_one_bad_row_then_a_good_one(column: str, value: str) -> None:
    place = NAMES.index(column)
    bad, good = facts(csv((*GOOD[:place], f'"{value}"', *GOOD[place + 1 :]), GOOD))
    assert isinstance(bad, Unreadable)
    assert bad.line == 2
    assert bad.field in (column, "talk")
    assert good == msgspec.structs.replace(CALL, line=3)


def test_rows_too_short_and_too_long() -> None:
    short, long, good = facts(csv(GOOD[:-1], (*GOOD, "x"), GOOD))
    assert [each.field for each in (short, long) if isinstance(each, Unreadable)] == ["columns", "columns"]
    assert isinstance(good, Call)


def test_a_column_that_the_file_has_not() -> None:
    missing, call = facts(b"begin\n2026-03-02 10:00:00\n", '[columns]\nstarted_at = "begin"\ncalled = "b"\n')
    assert missing == Unreadable(line=1, field="b", found="begin", wanted="a column b")
    assert isinstance(call, Call)
    assert call.called is None


FOLLOWS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "no talk, no word: not known": ("talk = 'x'", "0", {"answered": None, "talk": timedelta(0)}),
    "talk says answered": ("talk = 'x'", "9", {"answered": True, "end_reason": None}),
    "a cause says why": ("q850 = 'x'", "17", {"end_reason": EndReason.BUSY, "q850": 17}),
    "a status says why": ("sip_status = 'x'", "404", {"end_reason": EndReason.UNALLOCATED}),
    "an answer time says answered": (
        "answered_at = 'x'",
        "2026-03-02T10:00:09Z",
        {"ring": timedelta(seconds=9)},
    ),
    "no number: what was dialed": ("called = 'x'", "reception", {"called": None, "dialed": "reception"}),
    "unanswered: no talk": ("answered = 'x'", "no", {"answered": False, "talk": timedelta(0)}),
    "ended: rang until then": (
        "duration = 'x'",
        "9",
        {"ended_at": datetime(2026, 3, 2, 10, 0, 9, tzinfo=UTC)},
    ),
}


@pytest.mark.parametrize("name", FOLLOWS)
def test_what_follows(name: str) -> None:
    column, value, expected = FOLLOWS[name]
    mapping = f"[columns]\nstarted_at = 's'\n{column}\n"
    (call,) = facts(f"s,x\n2026-03-02T10:00:00Z,{value}\n".encode(), mapping)
    assert {field: getattr(call, field) for field in expected} == expected
    told = {field for field in expected if expected[field] not in (None, timedelta(0))}
    assert not told & with_mapping(mapping_of(mapping)).FORMAT.silent_on


def test_silent_on_what_is_not_mapped() -> None:
    silent = with_mapping(mapping_of(MAPPING)).FORMAT.silent_on
    assert {"campaign", "answered_live", "q850", "forwarded_from"} <= silent
    assert not silent & {field for field in Call.__struct_fields__ if getattr(CALL, field) is not None}


def test_rows_without_an_id_get_one_from_what_they_say() -> None:
    rows = ["2026-03-02T10:00:00Z,1", "2026-03-02T10:00:00Z,1", "2026-03-02T10:00:00Z,2"]
    first, same, other = facts("\n".join(["s,x", *rows]).encode(), "[columns]\nstarted_at = 's'\n")
    assert isinstance(first, Call)
    assert isinstance(same, Call)
    assert isinstance(other, Call)
    assert first.id == same.id != other.id


AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
KINDS = {
    "message": (
        "sent_at='t'\nid='i'\nsender='x'\nrecipient='y'\nchannel='c'\ndelivered='d'\nsegments='n'",
        "t,i,x,y,c,d,n\n2026-03-02T10:00:00Z,1,ACME,0612345678,SMS,yes,2\n",
        Message(id="1", sent_at=AT, sender="ACME", recipient="+33612345678", channel=Channel.SMS,
                delivered=True,
                segments=2, line=2),
    ),
    "account": (
        "at='t'\nid='i'\nseats='n'\nreseller='d'",
        "t,i,n,d\n2026-03-02T10:00:00Z,1,40,non\n",
        Account(id="1", at=AT, seats=40, reseller=False, line=2),
    ),
    "campaign": (
        "at='t'\nid='i'\npurpose='p'",
        "t,i,p\n2026-03-02T10:00:00Z,1,Survey\n",
        Campaign(id="1", at=AT, purpose=Purpose.SURVEY, line=2),
    ),
    "forwarding": (
        "at='t'\nid='i'\nnumber='x'\ntarget='y'\nactive='d'",
        "t,i,x,y,d\n2026-03-02T10:00:00Z,1,0612345678,+442071838750,1\n",
        Forwarding(id="1", at=AT, number="+33612345678", target="+442071838750", active=True, line=2),
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_kinds(kind: str) -> None:
    columns, content, fact = KINDS[kind]
    mapping = f'kind = "{kind}"\n[columns]\n{columns}\n'
    assert facts(content.encode(), mapping) == [fact]
    assert with_mapping(mapping_of(mapping)).FORMAT.kinds == {kind}


ERRORS = {
    "columns.calld: found no such field, did you mean called": "[columns]\nstarted_at = 's'\ncalld = 'x'",
    "delimeter: found no such key, did you mean delimiter": "delimeter = ';'",
    "kind: found no such kind of fact, did you mean call": "kind = 'calls'",
    "columns.started_at: found nothing, wanted the column that has it": "[columns]\nid = 'x'",
    "columns.line: found no such field, did you mean": "[columns]\nline = 'x'",
    "columns.id: found 0, wanted a column's name": "[columns]\nid = 0",
    "values.direction.in: found inboud, wanted one of inbound, outbound, internal": (
        "[columns]\nstarted_at = 's'\ndirection = 'd'\n[values]\ndirection = { in = 'inboud' }"
    ),
    "values.answered: found values of a field that columns does not name": (
        "[columns]\nstarted_at = 's'\n[values]\nanswered = { x = true }"
    ),
    "constants.purpose: found spam, wanted one of marketing": (
        "[columns]\nstarted_at = 's'\n[constants]\npurpose = 'spam'"
    ),
    "zone: found Europe/Pariss, wanted a time zone": "zone = 'Europe/Pariss'\n[columns]\nstarted_at = 's'",
    "time: found seconds, wanted iso, s, ms, us or a format": "time = 'seconds'\n[columns]\nstarted_at = 's'",
    "duration.talk: found h, wanted one of": "[columns]\nstarted_at = 's'\n[duration]\ntalk = 'h'",
    "delimiter: found ;;, wanted one character": "delimiter = ';;'\n[columns]\nstarted_at = 's'",
    "header: found false, wanted columns by number": "header = false\n[columns]\nstarted_at = 's'",
    "mapping: found no toml": "kind = call",
}


@pytest.mark.parametrize("message", ERRORS)
def test_errors_of_the_operator(message: str) -> None:
    if message.startswith("columns.line"):
        message = "columns.line: found no such field"
    with pytest.raises(FairlineError) as caught:
        with_mapping(mapping_of(ERRORS.get(message, "[columns]\nline = 'x'")))
    assert str(caught.value).startswith(message)


def test_a_mapping_file(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(MAPPING)
    assert load(str(path)).zone == ZoneInfo("Europe/Paris")
    with pytest.raises(FairlineError, match="nowhere"):
        load(str(tmp_path / "nowhere.toml"))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([csv(), csv(GOOD) + b"\n", b'{"ref": ', b"[", b"PAR1", b""]))
def test_arbitrary_bytes(data: bytes, before: bytes) -> None:
    assert all(isinstance(each, Call | Unreadable) for each in facts(before + data))


def test_a_parquet_file_cut_anywhere() -> None:
    content = parquet(pa.Table.from_pylist([dict(zip(NAMES, GOOD, strict=True))] * 3))
    for size in range(4, len(content), 101):
        assert all(isinstance(each, Call | Unreadable) for each in facts(content[:size]))
