"""Lists that links are asked against: what a line stands for, and files that are none."""

from datetime import date
from pathlib import Path

import pytest

from fairline.checks.links.lists import (
    SHORTENERS_DAY,
    Keys,
    Registrations,
    own_shorteners,
    read_domains,
    read_listed,
    read_registrations,
)
from fairline.checks.links.urls import read_url
from fairline.facts import FairlineError

DAY = date(2026, 11, 30)


def has(listed: object, url: str) -> bool:
    link = read_url(url)
    assert link is not None
    return listed.has_url(link) or listed.has_host(link.host)  # type: ignore[attr-defined]


def test_what_a_line_stands_for(tmp_path: Path) -> None:
    path = tmp_path / "l.txt"
    path.write_text(
        "# harmful\nevil.org\nhttp://host.bad.com/\n\nhttps://shop.com/x?a=1\nno link\nhxxp://a\n"
    )
    listed = read_listed(path, "ours", DAY)
    assert (listed.version, listed.broken) == ("ours 2026-11-30", 2)
    for url in ("evil.org", "http://a.b.evil.org/x", "http://host.bad.com/any", "http://shop.com/x?a=1#f"):
        assert has(listed, url), url
    for url in (
        "notevil.org",
        "http://bad.com/",
        "http://a.host.bad.com/",
        "http://shop.com/",
        "http://shop.com/x",
    ):
        assert not has(listed, url), url


def test_a_table(tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    path.write_text(
        'date,URL,description\n2026/11/28 10:00:00,http://a.com/x,"b, c"\n2026/11/29,http://d.com/,e\n'
    )
    listed = read_listed(path, "table")
    assert listed.version == "table 2026-11-29"
    assert has(listed, "https://a.com/x")
    assert has(listed, "https://d.com/y")
    assert read_listed(path, "table", DAY).version == "table 2026-11-30"


def test_files_that_are_no_list(tmp_path: Path) -> None:
    path = tmp_path / "l.txt"
    for text in ("", "# only remarks\n", "no link at all\n", "url\n"):
        path.write_text(text)
        with pytest.raises(FairlineError, match="found no link"):
            read_listed(path, "ours", DAY)
        with pytest.raises(FairlineError, match="found no domain"):
            read_domains(path, "ours", DAY)
        with pytest.raises(FairlineError, match="found no domain with a date"):
            read_registrations(path)
    path.write_text("evil.org\n")
    with pytest.raises(FairlineError, match="found no day"):
        read_listed(path, "ours")
    for read in (
        lambda at: read_listed(at, "x", DAY),
        lambda at: read_domains(at, "x", DAY),
        read_registrations,
    ):
        with pytest.raises(FairlineError, match="wanted a file of links"):
            read(tmp_path / "none.txt")
        with pytest.raises(FairlineError, match="wanted a file of links"):
            read(tmp_path)
    path.write_bytes(b"\x00\xff\xfe" * 1000 + b"\nevil.org\n" + b"x" * 100_000 + b'\n"unclosed\n')
    assert has(read_listed(path, "dirt", DAY), "evil.org")


def test_domains(tmp_path: Path) -> None:
    path = tmp_path / "d.txt"
    path.write_text("Throw.away\nmail.example.com\n")
    domains = read_domains(path, "disposable", DAY)
    assert domains.has("mail.example.com")
    assert domains.has("a.mail.example.com")
    assert not domains.has("example.com")
    assert len(domains.keys) == 1, "away is no top-level domain"


def test_our_shorteners() -> None:
    shorteners = own_shorteners()
    assert shorteners.version == f"shorteners {SHORTENERS_DAY.isoformat()}"
    assert len(shorteners.keys) >= 60
    for host in ("bit.ly", "tinyurl.com", "www.tinyurl.com", "t.co", "is.gd"):
        assert shorteners.has(host)
    for host in ("example.com", "google.com", "notbit.ly", "github.com", "youtu.be"):
        assert not shorteners.has(host)


def test_registrations(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(
        "domain,date\nnew.com,2026-11-29\nwww.old.co.uk,1999-01-31\nnew.com,2026-11-30\nbad.com,soon\n"
    )
    known = read_registrations(path)
    assert len(known) == 2
    assert known.day("new.com") == date(2026, 11, 29)
    assert known.day("old.co.uk") == date(1999, 1, 31)
    assert known.day("bad.com") is None
    assert Registrations([]).day("new.com") is None


def test_keys() -> None:
    keys = Keys(f"k{number}" for number in range(1000))
    assert len(keys) == 1000
    assert all(f"k{number}" in keys for number in range(1000))
    assert not any(f"x{number}" in keys for number in range(1000))
    assert "any" not in Keys([])
