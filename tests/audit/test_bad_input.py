"""Files that are not as they should be, on the command line with the whole policy: read as far as can be.

Each row alters the same file of 30 readable records, twenty of which break the small policy.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from small import CLAUSES, rows
from typer.testing import CliRunner

from fairline.clauses import CLAUSES as WHOLE
from fairline.cli import build
from fairline.policy import Lang

GOOD = "".join(f"{line}\n" for line in rows()).encode()
LINES = GOOD.splitlines(keepends=True)
FIRST = LINES[0]


def dated(day: str) -> bytes:
    """One record of its own id on another day."""
    return FIRST.replace(b"2026-03-02", day.encode()).replace(b".0", b".99")


def at(start: str, end: str) -> bytes:
    """One answered record of its own id that lasted from ``start`` to ``end`` on the clock, five to ring."""
    answer = start[:-1] + "5"
    changed = FIRST.replace(b"2026-03-02 09:00:00", start.encode())
    changed = changed.replace(b"2026-03-02 09:00:05", answer.encode())
    return changed.replace(b"2026-03-02 09:01:05", end.encode()).replace(b"1772442000.0", b"1772442000.98")


CONTENT: dict[str, tuple[bytes, tuple[int, int, int]]] = {
    # name: content, and how many facts, unreadable records and duplicates
    "as it should be": (GOOD, (30, 0, 0)),
    "a byte order mark": (b"\xef\xbb\xbf" + GOOD, (30, 0, 0)),
    "lines of Windows": (GOOD.replace(b"\n", b"\r\n"), (30, 0, 0)),
    "no end of the last line": (GOOD.rstrip(b"\n"), (30, 0, 0)),
    "NUL in a cell": (GOOD + FIRST.replace(b"default", b"de\0fault"), (30, 1, 0)),
    "a line of NUL": (GOOD + b"\0" * 4096 + b"\n", (30, 1, 0)),
    "a line of a megabyte": (GOOD + b'"' + b"x" * 1_000_000 + b'"\n', (30, 1, 0)),
    "a cell of a megabyte": (
        GOOD + FIRST.replace(b'"default"', b'"' + b"x" * 1_000_000 + b'"', 1),
        (30, 1, 0),
    ),
    "a quote that never closes": (GOOD + b'"acme,200\n' + GOOD[:0], (30, 1, 0)),
    "cells of two encodings": (
        GOOD.replace(b'"default"', "\u00e9t\u00e9".encode("latin-1"), 1).replace(
            b'"default"', "été".encode(), 1
        ),
        (30, 0, 0),
    ),
    "one row with another delimiter": (GOOD + FIRST.replace(b",", b";"), (30, 1, 0)),
    "the year 0": (GOOD + dated("0000-03-02"), (30, 1, 0)),
    "the year 1": (GOOD + dated("0001-03-02"), (30, 1, 0)),
    "the year 9999": (GOOD + dated("9999-12-31"), (30, 1, 0)),
    "a day that is none": (GOOD + dated("2026-02-30"), (30, 1, 0)),
    "negative durations": (
        GOOD + FIRST.replace(b'"65"', b'"-65"').replace(b"2000.0", b"2000.97"),
        (30, 1, 0),
    ),
    "an end before its start": (GOOD + at("2026-03-02 09:00:00", "2026-03-02 08:00:00"), (30, 1, 0)),
    "every record twice": (GOOD + GOOD, (60, 0, 30)),
    "in reverse": (b"".join(reversed(LINES)), (30, 0, 0)),
}


def audited(content: bytes, tmp_path: Path, *more: str, whole: bool) -> tuple[int, dict[str, Any]]:
    file, out = tmp_path / "Master.csv", tmp_path / "out.json"
    file.write_bytes(content)
    clauses = WHOLE if whole else CLAUSES
    arguments = ["audit", str(file), "--json", str(out), *more]
    done = CliRunner().invoke(build(Lang.EN, lambda: clauses), arguments)
    assert isinstance(done.exception, SystemExit | None), done.exception
    return done.exit_code, json.loads(out.read_bytes()) if out.exists() else {}


@pytest.mark.parametrize("name", CONTENT)
def test_what_can_be_read_is_used_and_the_rest_is_counted(name: str, tmp_path: Path) -> None:
    content, expected = CONTENT[name]
    status, said = audited(content, tmp_path, whole=False)
    (file,) = said["files"]
    assert (file["facts"], file["unreadable"], said["duplicates"]) == expected
    rules = {finding["rule"] for finding in said["findings"]}
    assert (status, rules) == (1, {"unanswered-share", "answered-in-an-hour"})


@pytest.mark.parametrize("name", CONTENT)
def test_the_whole_policy_takes_it_too(name: str, tmp_path: Path) -> None:
    """Windows of days and months around the first and the last year are where a calendar ends."""
    status, said = audited(
        CONTENT[name][0], tmp_path, "--zone", "America/New_York", "--region", "US", whole=True
    )
    assert status in (0, 1)
    assert said["files"][0]["facts"] >= 30


def test_all_with_another_delimiter_is_no_known_format(tmp_path: Path) -> None:
    assert audited(GOOD.replace(b",", b";"), tmp_path, whole=False) == (2, {})


def test_an_hour_that_the_clock_skipped_is_no_time(tmp_path: Path) -> None:
    """Paris went from 2:00 to 3:00 on 29 March 2026: nothing began at half past two there."""
    row = at("2026-03-29 02:30:00", "2026-03-29 02:31:05")
    _, said = audited(GOOD + row, tmp_path, "--zone", "Europe/Paris", whole=False)
    (file,) = said["files"]
    assert (file["facts"], file["unreadable"]) == (30, 1)
    assert file["examples"][0]["wanted"] == "a time that exists in Europe/Paris"
    assert audited(row, tmp_path, whole=False)[1]["files"][0]["facts"] == 1  # in UTC it is one


def test_an_hour_that_the_clock_had_twice_is_the_first_of_both(tmp_path: Path) -> None:
    """Paris went from 3:00 back to 2:00 on 25 October 2026."""
    row = at("2026-10-25 02:30:00", "2026-10-25 02:31:05")
    _, said = audited(row, tmp_path, "--zone", "Europe/Paris", whole=True)
    assert said["period"]["since"] == "2026-10-25T00:30:00Z"
