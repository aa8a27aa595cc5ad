"""Records and columns: what is read, and what is refused with its place and reason."""

import csv
import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairline.facts import Unreadable
from fairline.readers import rows
from fairline.readers.source import Source

PARIS = ZoneInfo("Europe/Paris")


def records(content: bytes) -> list[rows.Row | Unreadable]:
    return list(rows.records(Source("x", io.BytesIO(content))))


def starts(content: bytes) -> list[object]:
    """Return the columns of each record, or the line of one that is none."""
    return [found.line if isinstance(found, Unreadable) else found[1] for found in records(content)]


RECORDS = {
    "quotes and commas": (b'"a, ""b""",c\n', [['a, "b"', "c"]]),
    "a quoted column over two lines": (b'"a\nb",c\nd,e\n', [["a\nb", "c"], ["d", "e"]]),
    "blanks after commas, as FreeSWITCH's snom template has them": (b'"a", "b"\n', [["a", "b"]]),
    "quotes not doubled": (b'"Bob "X"","1"\nc,d\n', [['Bob X""', "1"], ["c", "d"]]),
    "an unclosed quote costs its own line": (
        b'a,"b\nc,d\n"e","f"\ng,h\n',
        [1, ["c", "d"], ["e", "f"], ["g", "h"]],
    ),
    "also before quoted rows": (b'"a","b\n"c","d"\n"e","f"\n', [1, ["c", "d"], ["e", "f"]]),
    "and on the last line": (b'a,b\n"c,d', [["a", "b"], 2]),
    "blank lines are no records": (b"\na,b\n   \n\nc,d\n", [["a", "b"], ["c", "d"]]),
    "a NUL costs its line": (b"a,\0\nb,c\n", [1, ["b", "c"]]),
    "a carriage return in the open costs its line": (b"a\rb,c\nd,e\n", [1, ["d", "e"]]),
    "a column over the limit costs its line": (
        b"a," + b"x" * (csv.field_size_limit() + 1) + b"\nb,c\n",
        [1, ["b", "c"]],
    ),
}


@pytest.mark.parametrize("name", RECORDS)
def test_records(name: str) -> None:
    content, expected = RECORDS[name]
    assert starts(content) == expected


def test_every_quote_unclosed_is_one_unreadable_a_line() -> None:
    assert starts(b'"a\n' * 100) == list(range(1, 101))


def test_a_column_of_eight_lines_is_read_and_of_nine_is_not() -> None:
    assert starts(b'"' + b"a\n" * 7 + b'a",b\n') == [["\n".join("a" * 8), "b"]]
    assert starts(b'"' + b"a\n" * 8 + b'a",b\n')[0] == 1


def test_line_numbers_are_those_of_the_start_of_the_record() -> None:
    found = records(b'a,b\n"c\nd",e\n\nf,g\n')
    assert [item[0] for item in found if not isinstance(item, Unreadable)] == [1, 2, 5]


def test_what_was_found_is_cut_to_80_characters() -> None:
    (found,) = records(b'"' + b"x" * 500)
    assert isinstance(found, Unreadable)
    assert len(found.found) == 80


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_characters="\0\r\n", codec="utf-8")), min_size=2), max_size=5
    )
)
def test_what_csv_wrote_is_read_back(table: list[list[str]]) -> None:
    table = [[cell.lstrip() for cell in row] for row in table]
    table = [row for row in table if "".join(row)]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(table)
    assert starts(text.getvalue().encode()) == table


@given(st.binary(max_size=400))
def test_any_bytes_give_records_in_order(content: bytes) -> None:
    found = records(content)
    numbers = [item.line if isinstance(item, Unreadable) else item[0] for item in found]
    assert numbers == sorted(set(numbers))


TIMES = {
    "2023-07-26 01:51:32": datetime(2023, 7, 25, 23, 51, 32, tzinfo=UTC),
    "2020/2/10 22:41": datetime(2020, 2, 10, 21, 41, tzinfo=UTC),
    "2023-07-26T01:51:32.5": datetime(2023, 7, 25, 23, 51, 32, 500_000, tzinfo=UTC),
    "2023-07-26 01:51:32Z": datetime(2023, 7, 26, 1, 51, 32, tzinfo=UTC),
    "2023-07-26T01:51:32-0430": datetime(2023, 7, 26, 6, 21, 32, tzinfo=UTC),
    "2024-10-27 02:30:00": datetime(2024, 10, 27, 0, 30, tzinfo=UTC),  # the first of two
    "2024-03-31 02:30:00": None,  # left out by the spring change
    "2024-03-31 03:00:00": datetime(2024, 3, 31, 1, tzinfo=UTC),
    "2024-02-30 00:00:00": None,
    "2024-01-01 24:00:00": None,
    "0000-01-01 00:00:00": None,
    "1970-01-01 00:00:00": None,
    "9999-12-31 23:59:59": None,
    "2100-01-01 00:00:00": None,
    "2099-12-31 23:59:59": datetime(2099, 12, 31, 22, 59, 59, tzinfo=UTC),
    "2024-01/01 00:00:00": None,
    "٢٠٢٤-01-01 00:00:00": None,
    "": None,
    "yesterday": None,
}


@pytest.mark.parametrize("text", TIMES)
def test_times(text: str) -> None:
    found = rows.time(7, "start", text, PARIS)
    assert found == TIMES[text] or isinstance(found, Unreadable)
    assert isinstance(found, Unreadable) is (TIMES[text] is None)


DURATIONS = {"0": 0, "31": 31, "-1": None, "1.5": None, "": None, "1e3": None, "1_0": None, "٣": None}
DURATIONS |= {str(366 * 86400): 366 * 86400, str(366 * 86400 + 1): None, "9" * 400: None}


@pytest.mark.parametrize("text", DURATIONS)
def test_whole_seconds(text: str) -> None:
    found = rows.whole_seconds(1, "billsec", text)
    expected = DURATIONS[text]
    assert isinstance(found, Unreadable) if expected is None else found == timedelta(seconds=expected)


@pytest.mark.parametrize("text", ["nan", "inf", "-0.1", "1e5", "1,5", "", "0x1", "9" * 15])
def test_no_seconds(text: str) -> None:
    assert isinstance(rows.seconds(1, "duration", text), Unreadable)


def test_numbers() -> None:
    assert rows.seconds(1, "duration", "1.509") == timedelta(seconds=1.509)
    assert rows.number(1, "price", "-0.00750") == Decimal("-0.00750")
    assert rows.whole(1, "segments", " 12 ") == 12
    assert isinstance(rows.whole(1, "segments", "9" * 19), Unreadable)


def test_epochs() -> None:
    expected = datetime(2018, 1, 11, 10, 25, 44, 534355, tzinfo=UTC)
    assert rows.epoch(1, "start", "1515666344534355", per_second=1_000_000) == expected
    assert rows.epoch(1, "start", 1515666344.534355) == expected
    for text in ("0", "-5", "9" * 20, "nan", "1e9", str(2**63)):
        assert isinstance(rows.epoch(1, "start", text), Unreadable)


AUTUMN = {
    "an end in the second hour": ("02:59:50", "02:00:05", None, "00:59:50", "01:00:05"),
    "a start in the second hour, by its duration": ("02:59:50", "03:00:05", 15, "01:59:50", "02:00:05"),
    "both in the first hour": ("02:10:00", "02:20:00", 600, "00:10:00", "00:20:00"),
    "from the first hour to the next day's offset": ("02:30:00", "03:30:00", 7200, "00:30:00", "02:30:00"),
    "no duration, so the first": ("02:59:50", "03:00:05", None, "00:59:50", "02:00:05"),
    "another hour stays": ("12:00:00", "13:00:00", 60, "11:00:00", "12:00:00"),
}


@pytest.mark.parametrize("name", AUTUMN)
def test_the_repeated_hour(name: str) -> None:
    start, end, lasted, start_utc, end_utc = AUTUMN[name]
    times = [rows.time(1, "x", f"2024-10-27 {text}", PARIS) for text in (start, end)]
    assert isinstance(times[0], datetime)
    assert isinstance(times[1], datetime)
    settled = rows.settle(times[0], times[1], None if lasted is None else timedelta(seconds=lasted), PARIS)
    assert [f"{moment:%H:%M:%S}" for moment in settled if moment is not None] == [start_utc, end_utc]


def test_a_digest_tells_the_same_row_from_another() -> None:
    assert rows.digest("a", "b") == rows.digest("a", "b") != rows.digest("ab", "")
    assert len(rows.digest("a")) == 16
