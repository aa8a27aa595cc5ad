"""What no fact may hold is unreadable in every format, and the record after it is read."""

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import msgspec
import pyarrow
import pyarrow.parquet
import pytest

from fairline.audit.inputs import Inputs, Options
from fairline.facts import Call, Fact, Message, Unreadable
from fairline.readers import amazon_connect, fairline_ndjson, twilio
from fairline.readers.edge import AMOUNT_MAX, TEXT_MAX, WHOLE_MAX, at_the_edge
from fairline.readers.mapped import MappedReader, with_mapping
from fairline.readers.mapping import mapping_of
from fairline.readers.recognition import READERS
from fairline.readers.source import Source
from tests.readers.test_amazon_connect import CONTACT
from tests.readers.test_twilio import CALL as TWILIO_CALL

pa: Any = pyarrow  # it has no types

AT = datetime(2026, 8, 1, 12, tzinfo=UTC)
GOOD = Call(id="good", started_at=AT, line=1)
LONG = "x" * (TEXT_MAX + 1)
TEN_MEGABYTES = "x" * 10_000_000
MAPPING = """
kind = "call"
zone = "UTC"
[columns]
id = "ref"
started_at = "begin"
user = "agent"
cost = "price"
sip_status = "status"
"""


def read(reader: Any, content: bytes) -> list[Fact | Unreadable]:
    return list(reader.read(Source("x", io.BytesIO(content)), zone=UTC, region=None))


def ours(**more: object) -> list[Fact | Unreadable]:
    """Read a call with ``more``, and a good one after it."""
    told: dict[str, object] = {"kind": "call", "started_at": "2026-08-01T12:00:00Z"}
    records = ({"id": "bad"} | more, {"id": "good"})
    return read(fairline_ndjson, b"\n".join(msgspec.json.encode(told | each) for each in records))


REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "one character over the limit": ({"user": LONG}, "user", "at most 4096 characters"),
    "an id too": ({"id": LONG}, "id", "at most 4096 characters"),
    "a list is as long as its parts together": (
        {"called_places": ["x" * 4000, "y" * 97]},
        "called_places",
        "at most 4096 characters in all",
    ),
    "one past 64 bits": ({"sip_status": WHOLE_MAX + 1}, "sip_status", "a whole number of 64 bits"),
    "one below them": ({"revision": -WHOLE_MAX - 2}, "revision", "a whole number of 64 bits"),
    "no number": ({"cost": "NaN"}, "cost", "an amount"),
    "no end": ({"cost": "-Infinity"}, "cost", "an amount"),
    "an amount of a million digits": (
        {"cost": "1e999999"}, "cost", "an amount of at most 9223372036855"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_by_its_field_and_the_next_record_is_read(name: str) -> None:
    more, field, wanted = REFUSED[name]
    refused, good = ours(**more)
    assert isinstance(refused, Unreadable)
    assert (refused.line, refused.field, refused.wanted) == (1, field, wanted)
    assert refused.found
    assert len(refused.found) <= 80
    assert isinstance(good, Call)
    assert good.id == "good"


HELD: dict[str, dict[str, Any]] = {
    "at the limit": {"user": LONG[1:]},
    "a list at the limit": {"called_places": ["x" * 4000, "y" * 96]},
    "the most of 64 bits": {"sip_status": WHOLE_MAX, "revision": -WHOLE_MAX - 1},
    "as much money": {"cost": str(AMOUNT_MAX)},
    "a cost that is given back": {"cost": "-0.01"},
}


@pytest.mark.parametrize("name", HELD)
def test_what_is_at_the_limit_is_held(name: str) -> None:
    held, _ = ours(**HELD[name])
    assert isinstance(held, Call)
    for field, value in HELD[name].items():
        assert getattr(held, field) == (
            Decimal(value) if field == "cost" else tuple(value) if isinstance(value, list) else value
        )


def mapped(content: bytes) -> list[Fact | Unreadable]:
    return read(with_mapping(mapping_of(MAPPING)), content)


def separated(agent: str = "ann", price: str = "1", status: str = "200") -> bytes:
    lines = [
        "ref,begin,agent,price,status",
        f"bad,2026-08-01 12:00:00,{agent},{price},{status}",
        "good,2026-08-01 12:00:00,ann,1,200",
    ]
    return "\n".join(lines).encode()


CELLS: dict[str, tuple[dict[str, str], str]] = {
    "long text": ({"agent": LONG}, "user"),
    "not a number": ({"price": "NaN"}, "price"),
    "no end": ({"price": "inf"}, "price"),
    "past 64 bits": ({"status": str(WHOLE_MAX + 1)}, "status"),
    "an exponent": ({"price": "1e400"}, "price"),
    "more millionths than 64 bits": ({"price": "99999999999999"}, "cost"),
}


@pytest.mark.parametrize("name", CELLS)
def test_a_mapped_table_lets_none_through(name: str) -> None:
    cells, field = CELLS[name]
    refused, good = mapped(separated(**cells))
    assert isinstance(refused, Unreadable)
    assert refused.field == field
    assert isinstance(good, Call)


COLUMNS: dict[str, tuple[dict[str, object], str]] = {
    "long text": ({"agent": LONG}, "user"),
    "ten megabytes": ({"agent": TEN_MEGABYTES}, "user"),
    "not a number": ({"price": float("nan")}, "price"),
    "no end": ({"price": float("inf")}, "price"),
    "not a number where a text is wanted": ({"agent": float("nan")}, "agent"),
    "past 64 bits": ({"status": 2**64 - 1}, "status"),
}


@pytest.mark.parametrize("name", COLUMNS)
def test_parquet_lets_none_through(name: str) -> None:
    changed, field = COLUMNS[name]
    good: dict[str, object] = {"ref": "good", "begin": AT, "agent": "ann", "price": 1.0, "status": 200}
    if isinstance(changed.get("agent"), float):
        good["agent"] = 7.0
    held = pa.table({column: [value] * 2 for column, value in good.items()} | two_of(changed, good))
    file = io.BytesIO()
    pa.parquet.write_table(held, file)
    refused, read_after = mapped(file.getvalue())
    assert isinstance(refused, Unreadable)
    assert (refused.line, refused.field) == (1, field)
    assert isinstance(read_after, Call)


def two_of(changed: dict[str, object], good: dict[str, object]) -> dict[str, Any]:
    unsigned = {"status": pa.uint64()}
    return {
        column: pa.array([value, good[column]], type=unsigned.get(column))
        for column, value in changed.items()
    }


@pytest.mark.parametrize("text", [LONG, TEN_MEGABYTES], ids=["over the limit", "ten megabytes"])
def test_documents_let_no_long_text_through(text: str) -> None:
    contacts = [CONTACT | {"ContactId": text}, CONTACT]
    calls = [TWILIO_CALL | {"account_sid": text}, TWILIO_CALL]
    for reader, records, field in ((amazon_connect, contacts, "id"), (twilio, calls, "account")):
        refused, good = read(reader, json.dumps(records).encode())
        assert isinstance(refused, Unreadable)
        assert (refused.field, refused.found) == (field, "x" * 80)
        assert isinstance(good, Call)


def test_documents_let_no_endless_number_through() -> None:
    for number in ("1e999", "NaN", "Infinity", str(10**400)):
        raw = json.dumps(TWILIO_CALL).replace('"-0.01300"', number)
        assert number in raw
        found = read(twilio, f"{raw}\n{json.dumps(TWILIO_CALL)}\n".encode())
        assert [type(each) for each in found] == [Unreadable, Call]


def test_every_reader_stands_at_the_edge() -> None:
    made = [with_mapping(mapping_of(MAPPING)), *(READERS[name] for name in READERS)]
    assert {type(each) for each in made} >= {MappedReader}
    for reader in made:
        assert hasattr(reader.read, "__wrapped__"), f"{reader.FORMAT.name}: read is not at_the_edge"


def test_whatever_a_reader_yields_is_looked_at() -> None:
    said = Unreadable(line=3, field="x", found="", wanted="y")
    bad = Message(id="m", sent_at=AT, line=7, sender=LONG)

    def yields() -> Iterator[Fact | Unreadable]:
        yield from (GOOD, said, bad)

    refused = Unreadable(line=7, field="sender", found="x" * 80, wanted="at most 4096 characters")
    assert list(at_the_edge(yields)()) == [GOOD, said, refused]


def test_it_is_counted_and_shown(tmp_path: Any) -> None:
    file = tmp_path / "facts.ndjson"
    told = {"kind": "call", "started_at": "2026-08-01T12:00:00Z"}
    file.write_bytes(b"\n".join(msgspec.json.encode(told | {"id": text}) for text in ("good", LONG)))
    inputs = Inputs([str(file)], Options(owner="acme", plan="contact-center"))
    assert [fact.id for fact in inputs.facts()] == ["good"]
    (read_from,) = inputs.files
    assert (read_from.facts, read_from.unreadable) == (1, 1)
    assert [each.field for each in read_from.examples] == ["id"]
