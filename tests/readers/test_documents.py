"""JSON records come out of whatever they are wrapped in, with their places, and a break costs one of them."""

import gzip
import io

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairline.facts import Unreadable
from fairline.readers import documents
from fairline.readers.documents import Record, Shape
from fairline.readers.source import Source

SHAPE = Shape(marks=frozenset({"sid"}), lists=frozenset({"calls", "messages"}))


def records(content: str | bytes) -> list[tuple[int, str]]:
    """Return (place, the record or the field that was wrong)."""
    raw = content.encode() if isinstance(content, str) else content
    found = documents.records(Source("test", io.BytesIO(raw)), SHAPE)
    return [(f.line, f.raw.decode() if isinstance(f, Record) else f"unreadable {f.field}") for f in found]


A, B, C = '{"sid":"a"}', '{"sid":"b"}', '{"sid":"c"}'

WRAPPED = {
    "one object": (A, [(1, A)]),
    "one a line": (f"{A}\n{B}\n", [(1, A), (2, B)]),
    "blank lines count as lines": (f"{A}\n\n{B}\r\n", [(1, A), (3, B)]),
    "an array": (f"[{A}, {B}]", [(1, A), (2, B)]),
    "an array over lines": (f"[\n{A},\n{B}\n]\n", [(1, A), (2, B)]),
    "an array over lines with one element": (f"[\n{A}\n]\n", [(1, A)]),
    "a page": (f'{{"page":0,"calls":[{A},{B}]}}', [(1, A), (2, B)]),
    "an empty page": ('{"page":0,"calls":[]}', []),
    "a page of two kinds": (f'{{"calls":[{A}],"messages":[{B}]}}', [(1, A), (2, B)]),
    "a page a line has the place of its line": (
        f'{{"calls":[{A},{B}]}}\n{{"calls":[{C}]}}\n',
        [(1, A), (1, B), (2, C)],
    ),
    "pages in an array": (f'[{{"calls":[{A}]}},{{"calls":[{B}]}}]', [(1, A), (2, B)]),
    "documents one after another": (f"{A}{B} {C}", [(1, A), (2, B), (3, C)]),
    "printed over lines, one after another": ('{\n "sid":"a"\n}\n{\n "sid":"b"\n}\n', None),
    "a catalogue passes over what bears no mark": (
        f'{{"GET /x":{{"calls":[{A}]}},"GET /y":{B},"GET /z":{{"code":1}},"GET /w":{{"other":[{C}]}}}}',
        [(1, A), (2, B)],
    ),
    "an object that is neither is handed out": ('{"code":20003}', [(1, '{"code":20003}')]),
    "nothing": ("", []),
    "blanks": (" \n\n", []),
}


@pytest.mark.parametrize("name", WRAPPED)
def test_wrapped(name: str) -> None:
    content, expected = WRAPPED[name]
    found = records(content)
    if expected is None:
        assert [(place, msgspec.json.decode(raw)) for place, raw in found] == [
            (1, {"sid": "a"}),
            (2, {"sid": "b"}),
        ]
    else:
        assert found == expected


BROKEN = {
    "a broken line": (f"{A}\n{{oops\n{B}\n", [(1, A), (2, "unreadable record"), (3, B)]),
    "a broken first line": (f"{{oops\n{A}\n{B}\n{C}\n", [(1, "unreadable record"), (2, A), (3, B), (4, C)]),
    "a line that is no object": (f"{A}\n7\n{B}\n", [(1, A), (2, "unreadable record"), (3, B)]),
    "an element that is no object": (f"[{A},7,{B}]", [(1, A), (2, "unreadable record"), (3, B)]),
    "a broken element": (f'[{A},{{"sid":oops}},{B}]', [(1, A), (2, "unreadable record"), (3, B)]),
    "an array cut off": (f'[{A},{B},{{"sid":"c', [(1, A), (2, B), (3, "unreadable record")]),
    "a page cut off": (f'{{"calls":[{A},{B},{{"si', [(1, A), (2, B), (3, "unreadable record")]),
    "cut off inside a record's own array": (
        f'[{A},{{"sid":"b","legs":[{{"x":1}},{{"x"',
        [(1, A), (2, "unreadable record")],
    ),
    "rubbish between documents": (f"{A} oops {B}", [(1, A), (2, "unreadable record"), (3, B)]),
    "rubbish before": (f"oops {A}", [(1, "unreadable record"), (2, A)]),
    "rubbish after": (f"{A} oops", [(1, A), (2, "unreadable record")]),
    "no JSON at all": ("oops", [(1, "unreadable record")]),
    "a bare number": ("7", [(1, "unreadable record")]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_break_costs_one_record(name: str) -> None:
    content, expected = BROKEN[name]
    assert records(content) == expected


def test_marks_of_order_and_other_encodings() -> None:
    assert records(b"\xef\xbb\xbf" + A.encode()) == [(1, A)]
    assert records(f"[{A}]".encode("utf-16")) == [(1, A)]
    assert records(b'[{"sid":"caf\xe9"}]') == [(1, '{"sid":"café"}')]
    assert records('[{"sid":"café"},{"sid":"é'.encode()[:-1]) == [
        (1, '{"sid":"café"}'),
        (2, "unreadable record"),
    ]
    assert records(gzip.compress(f"[{A},{B}]".encode())) == [(1, A), (2, B)]


def test_lines_are_read_in_bounded_memory_past_the_largest_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "DOCUMENT_BYTES_MAX", 100)
    assert len(records(f"{A}\n" * 1000)) == 1000
    assert records("[" + ",".join([A] * 1000) + "]") == [(1, "unreadable record")]


def test_a_document_larger_than_the_head_on_one_line() -> None:
    assert len(records("[" + ",".join([A] * 100_000) + "]")) == 100_000


@pytest.mark.parametrize(
    "content", ["[" * 100_000, '{"a":' * 100_000, '{"calls":[' * 50_000, '"\\"' * 100_000]
)
def test_deep_or_unclosed_nesting_is_unreadable_and_quick(content: str) -> None:
    assert [found for _, found in records(content)] == ["unreadable record"]


class Leg(msgspec.Struct):
    name: str | None = None


class Whole(msgspec.Struct):
    sid: str | None = None
    duration: int | None = None
    legs: list[Leg] | None = None


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ('{"sid":7}', ("sid", "7", "str | null")),
        ('{"duration":"long"}', ("duration", "long", "int | null")),
        ('{"legs":[{"name":"a"},{"name":{"first":1}}]}', ("legs.name", "{'first': 1}", "str | null")),
        ("[]", ("record", "[]", "object")),
    ],
)
def test_a_wrong_type_names_its_field(raw: str, expected: tuple[str, str, str]) -> None:
    record = Record(3, raw.encode(), frozenset())
    found = documents.decoded(msgspec.json.Decoder(Whole, strict=False), record)
    field, value, wanted = expected
    assert found == Unreadable(line=3, field=field, found=value, wanted=wanted)


def test_what_was_found_is_cut() -> None:
    record = Record(1, msgspec.json.encode({"sid": ["x" * 1000]}), frozenset())
    found = documents.decoded(msgspec.json.Decoder(Whole), record)
    assert isinstance(found, Unreadable)
    assert len(found.found) == 80


def test_keys_are_told_only_of_json() -> None:
    assert documents.keys_in(b'[{"sid": {"a.b" :1}') == {"sid", "a.b"}
    assert documents.keys_in(b'sid,"to":') == frozenset()


@settings(max_examples=100, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(["sid", "to"]), st.text()), max_size=5), st.data())
def test_any_cut_of_an_array_gives_back_its_whole_records_and_one_break(
    rows: list[dict[str, str]], data: st.DataObject
) -> None:
    rows = [{"sid": "x"} | row for row in rows]
    whole = msgspec.json.encode(rows)
    cut = data.draw(st.integers(1, len(whole) - 1))
    found = records(whole[:cut])
    good = [msgspec.json.decode(raw) for _, raw in found if not raw.startswith("unreadable")]
    assert good == rows[: len(good)]
    assert len(found) == len(good) + 1


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_arbitrary_bytes(content: bytes) -> None:
    records(content)
