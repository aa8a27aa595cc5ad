"""Hosts that imitate a brand, those that do not, and how often each is said of real ones."""

import csv
import gzip
import json
from datetime import date
from decimal import Decimal
from hashlib import md5
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairline.checks.links.brands import (
    SCORES,
    Brand,
    Brands,
    Kind,
    distance,
    has_ending_inside,
    parents,
    read_brands,
)
from fairline.checks.links.extraction import links_in_text
from fairline.checks.links.letters import latin, mixes_scripts, skeleton, spelled
from fairline.checks.links.urls import read_url
from fairline.facts import FairlineError

DAY = date(2026, 11, 30)
BRANDS = Brands(
    [
        Brand(name="Northpost", domains=("northpost.com", "northpost.co.uk")),
        Brand(
            name="Meridian Bank",
            domains=("meridianbank.fr",),
            words=("meridianbank", "meridian-bank", "merid"),
        ),
        Brand(name="Ace", domains=("ace.com",)),
        Brand(name="Kappa", domains=("kappa.com",)),
    ],
    "brands 2026-11-30",
)

CASES: dict[str, tuple[str, tuple[str, Kind] | None]] = {
    "its own": ("northpost.com", None),
    "its own, below": ("track.northpost.co.uk", None),
    "another": ("southpost.com", None),
    "Cyrillic letters": ("nоrthpоst.com", ("Northpost", Kind.SAME_LETTERS)),
    "Greek letters": ("κappa.com", ("Kappa", Kind.SAME_LETTERS)),
    "marks on letters": ("northpöst.com", ("Northpost", Kind.SAME_LETTERS)),
    "a short name in other letters": ("асе.com", ("Ace", Kind.SAME_LETTERS)),
    "the same below another": ("nоrthpоst.evil.org", ("Northpost", Kind.SAME_LETTERS)),
    "its whole domain in another": ("northpost.com.evil.org", ("Northpost", Kind.DOMAIN_INSIDE)),
    "and below": ("www.northpost.co.uk.a.evil.org", ("Northpost", Kind.DOMAIN_INSIDE)),
    "and at a free site": ("northpost.com.duckdns.org", ("Northpost", Kind.DOMAIN_INSIDE)),
    "a digit for a letter": ("n0rthpost.com", ("Northpost", Kind.PRINTS_ALIKE)),
    "rn for m": ("rneridianbank.com", ("Meridian Bank", Kind.PRINTS_ALIKE)),
    "doubled letters": ("northpposst.com", ("Northpost", Kind.PRINTS_ALIKE)),
    "a letter left out": ("nortpost.com", ("Northpost", Kind.NEAR_SPELLING)),
    "two letters swapped": ("northpots.com", ("Northpost", Kind.NEAR_SPELLING)),
    "two wrong letters of nine are too many": ("nortpots.com", None),
    "two wrong letters of twelve": ("meridlambank.com", ("Meridian Bank", Kind.NEAR_SPELLING)),
    "three are too many": ("meredlambank.com", None),
    "its name and a lure": ("northpost-login.com", ("Northpost", Kind.NAME_AND_LURE)),
    "its name and a lure in one word": ("northpostlogin.com", ("Northpost", Kind.NAME_AND_LURE)),
    "a lure before": ("securenorthpost.com", ("Northpost", Kind.NAME_AND_LURE)),
    "a lure in another label": ("northpost.verify.evil.org", ("Northpost", Kind.NAME_AND_LURE)),
    "its name, and an ending inside": ("northpost.co.jp.evil.org", ("Northpost", Kind.NAME_AND_LURE)),
    "its name of two words": ("meridian-bank.evil.org", ("Meridian Bank", Kind.NAME_AND_LURE)),
    "only its name": ("northpost.evil.org", ("Northpost", Kind.NAME)),
    "its name and another word": ("northpost-fans.org", ("Northpost", Kind.NAME)),
    "another ending": ("northpost.de", ("Northpost", Kind.OTHER_ENDING)),
    "a short word that was given": ("merid-login.com", ("Meridian Bank", Kind.NAME_AND_LURE)),
    "a short name that was not": ("ace-login.com", None),
    "a longer word with it inside": ("northposters.com", None),
    "one letter off a short name": ("kapa.com", ("Kappa", Kind.PRINTS_ALIKE)),
    "an address": ("192.0.2.1", None),
}


@pytest.mark.parametrize("name", CASES)
def test_hosts(name: str) -> None:
    shown, expected = CASES[name]
    link = read_url(f"http://{shown}/")
    assert link is not None
    found = BRANDS.imitates(link.host, link.shown)
    assert (None if found is None else (found.brand, found.kind)) == expected
    punycode = read_url(f"http://{link.host}/")
    assert punycode is not None
    assert BRANDS.imitates(punycode.host, punycode.shown) == found


def test_only_what_no_one_can_doubt_is_sure() -> None:
    sure = {kind for kind, score in SCORES.items() if score == 1}
    assert sure == {Kind.SAME_LETTERS, Kind.DOMAIN_INSIDE}
    assert {kind for kind, score in SCORES.items() if score < Decimal("0.9")} == {
        Kind.OTHER_ENDING,
        Kind.NAME,
    }


def test_letters() -> None:
    assert latin("раураl") == "paypal"
    assert latin("é０𝐚ł") == "e0al"
    assert latin("日本") == "日本"
    assert skeleton("paypa1") == skeleton("раураl") == skeleton("paypal")
    assert skeleton("modern") != skeleton("modem") or skeleton("modern") == "modem"
    assert spelled("4mm4z0n") == spelled("amazon")


def test_scripts() -> None:
    for label in ("pаypal", "αpple", "аpple1"):
        assert mixes_scripts(label), label
    for label in ("paypal", "пример", "日本shop", "ショップshop", "café", "123", "a-1", ""):
        assert not mixes_scripts(label), label


def test_parents() -> None:
    assert list(parents("a.b.shop.co.uk")) == ["a.b.shop.co.uk", "b.shop.co.uk", "shop.co.uk"]
    assert list(parents("co.uk")) == ["co.uk"]
    assert next(parents("192.0.2.1")) == "192.0.2.1"


def test_an_ending_inside() -> None:
    def inside(host: str) -> bool:
        return has_ending_inside(tuple(host.split(".")), host)

    for host in (
        "bank.co.jp.evil.cn",
        "a.bank.com.evil.org",
        "bank-co-jp.evil.cn",
        "bank.co.uk.a.b.evil.org",
    ):
        assert inside(host), host
    for host in (
        "bank.co.jp",
        "www.bank.co.jp",
        "com.evil.org",
        "a.b.c.evil.org",
        "mail.net.evil.org",
        "evil.org",
    ):
        assert not inside(host), host


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("abc", "abc", 0),
        ("abc", "abd", 1),
        ("abc", "acb", 1),
        ("abc", "ab", 1),
        ("abcd", "badc", 2),
        ("abc", "xyz", 3),
    ],
)
def test_distance(one: str, other: str, expected: int) -> None:
    assert distance(one, other, 3) == expected
    assert distance(other, one, 3) == expected
    assert distance(one, other, 1) == min(expected, 2)


@settings(deadline=None)
@given(st.text(alphabet="ab-.1оn", min_size=1, max_size=70))
def test_any_host_ends(shown: str) -> None:
    BRANDS.imitates(shown, shown)


def test_files_of_brands(tmp_path: Path) -> None:
    path = tmp_path / "b.csv"
    path.write_text(
        "name,domains,words\nNorthpost,northpost.com northpost.de,\nAce {x},ace.com,ace acecard\n"
    )
    read = read_brands(path, DAY)
    assert read.version == "brands b.csv 2026-11-30"
    assert read.own == {"northpost.com", "northpost.de", "ace.com"}
    for text, wanted in {
        "": "found no brand",
        "name,domains\n": "found no brand",
        "name,domains\nx,\n": "line 2",
        "name,domains\n,a.com\n": "line 2",
        "a,b\n1,2\n": "line 2",
    }.items():
        path.write_text(text)
        with pytest.raises(FairlineError, match=wanted):
            read_brands(path, DAY)
    path.write_bytes(b"name,domains\n\xff,a.com\n")
    with pytest.raises(FairlineError, match="wanted a file of CSV"):
        read_brands(path, DAY)
    with pytest.raises(FairlineError, match="wanted a file of CSV"):
        read_brands(tmp_path / "none.csv", DAY)
    with pytest.raises(FairlineError, match="found no domain of x"):
        Brands([Brand(name="x", domains=())], "v")


PHISHED = Path(__file__).with_name("phished_brands.csv")
FOUND_MIN, NAMED_MIN, SURE_MIN, INSIDE_MIN = 0.085, 0.075, 0.02, 0.075
"""Ours: what is reached on the half that nothing was set on, less a little."""


def of_half(host: str) -> bool:
    """Whether a host is of the half of addresses that the scores were not set on."""
    return md5(host.encode(), usedforsecurity=False).digest()[0] % 2 == 1


def test_how_much_phishing_imitates_a_name(shared: Path) -> None:
    """Most of it does not: nine of ten addresses are of hosts that name nobody."""
    brands = read_brands(PHISHED, DAY)
    with PHISHED.open(encoding="utf-8") as file:
        said = {row["described"]: row["name"] for row in csv.DictReader(file) if row["described"]}
    count = found = named = sure = inside = 0
    path = shared / "data/lists/phish_urls_jpcert_2019-2024_sample.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            link = read_url(row["URL"]) if row["description"] in said else None
            if link is None or not of_half(link.host):
                continue
            count += 1
            inside += has_ending_inside(tuple(link.shown.split(".")), link.host)
            imitation = brands.imitates(link.host, link.shown)
            if imitation is not None and imitation.score >= Decimal("0.9"):
                found += 1
                named += imitation.brand == said[row["description"]]
                sure += imitation.score == 1
    assert count > 15_000
    print(f"{found / count:.4f} {named / count:.4f} {sure / count:.4f} {inside / count:.4f} of {count}")
    assert found / count >= FOUND_MIN
    assert named / count >= NAMED_MIN
    assert sure / count >= SURE_MIN
    assert inside / count >= INSIDE_MIN


def test_no_honest_link_is_accused(shared: Path) -> None:
    """Links of honest mail, among them those of the brands' own sites in other countries."""
    brands = read_brands(PHISHED, DAY)
    links = accused = 0
    with gzip.open(shared / "data/email_spamassassin/mails.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            mail = json.loads(line)
            if mail["label"] != 0:
                continue
            for link in links_in_text(f"{mail['text'] or ''} {' '.join(mail['urls'] or [])}").links:
                links += 1
                imitation = brands.imitates(link.host, link.shown)
                accused += imitation is not None and imitation.score >= Decimal("0.9")
    assert links > 9_000
    assert accused == 0
