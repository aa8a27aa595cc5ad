"""What is said of a message's links: the fields of the fact, and what is wrong with them."""

import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairline.checks.gate import Ground, enter
from fairline.checks.judgment import SURE
from fairline.checks.links import (
    Brand,
    Brands,
    Form,
    Knowledge,
    LinksChecked,
    Registrations,
    check_links,
    read_listed,
)
from fairline.checks.links.lists import Domains, Keys
from fairline.facts import Basis, Topic

AT = datetime(2026, 11, 30, 12, tzinfo=UTC)
BRANDS = Brands([Brand(name="North {post}", domains=("northpost.com",))], "brands 2026-11-01")
REGISTRATIONS = Registrations(
    [("new.com", date(2026, 11, 28)), ("old.com", date(2001, 1, 1)), ("month.com", date(2026, 10, 30)),
     ("thirty.com", date(2026, 10, 31)),
     ("future.com", date(2026, 12, 2))]
)  # fmt: skip
DISPOSABLE = Domains(name="disposable", day=date(2026, 1, 1), keys=Keys(["throwaway.com"]))


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    path = tmp_path_factory.mktemp("lists") / "l.txt"
    path.write_text("evil.org\nhttp://old.com/harmful\n")
    return Knowledge(
        brands=BRANDS,
        listed=(read_listed(path, "harmful", date(2026, 11, 29)),),
        unshared=frozenset({"t.ly"}),
        disposable=DISPOSABLE,
        registrations=REGISTRATIONS,
    )


def check(text: str, knowledge: Knowledge, form: Form = Form.TEXT) -> LinksChecked:
    return check_links(enter("m1", Ground(basis=Basis.CUSTOMER), text.encode()), knowledge, form=form, at=AT)


DAYS = timedelta(days=1)
FIELDS: dict[str, tuple[str, int | None, timedelta | None, bool | None]] = {
    "no link": ("hello", 0, None, False),
    "one of known age": ("http://new.com/x", 1, 2 * DAYS, False),
    "the youngest of two": ("http://old.com http://new.com", 2, 2 * DAYS, False),
    "a young one beside one of unknown age": ("http://new.com http://unknown.com", 2, 2 * DAYS, False),
    "an old one beside one of unknown age": ("http://old.com http://unknown.com", 2, None, False),
    "30 days are young": ("http://thirty.com http://unknown.com", 2, 30 * DAYS, False),
    "31 days are old": ("http://month.com http://unknown.com", 2, None, False),
    "and known where all are": ("http://month.com http://old.com", 2, 31 * DAYS, False),
    "unknown age": ("http://unknown.com", 1, None, False),
    "registered after it was sent": ("http://future.com", 1, 0 * DAYS, False),
    "an address has no age": ("http://192.0.2.1/ http://new.com", 2, 2 * DAYS, False),
    "below a known domain": ("http://a.b.new.com", 1, 2 * DAYS, False),
    "a shared shortener": ("bit.ly/x", 1, None, True),
    "one that the operator does not share": ("http://t.ly/x", 1, None, False),
    "two words do not count": ("all done.it is late", 0, None, False),
    "what is made unclickable does not count": ("hxxp://bit.ly/x", 0, None, False),
    "the same link twice": ("http://old.com/x http://old.com/x", 1, None, False),
}


@pytest.mark.parametrize("name", FIELDS)
def test_fields_of_the_fact(name: str, knowledge: Knowledge) -> None:
    text, links, age, shared = FIELDS[name]
    found = check(text, knowledge)
    expected_age = age if "old.com/x" not in text else found.link_age
    assert (found.links, found.link_age, found.shared_shortener) == (links, expected_age, shared)


WRONG: dict[str, tuple[str, list[tuple[Decimal, str]]]] = {
    "nothing": ("http://old.com/", []),
    "a domain on a list": ("http://a.evil.org/x", [(SURE, "harmful 2026-11-29")]),
    "an address on a list": ("http://old.com/harmful", [(SURE, "harmful 2026-11-29")]),
    "made unclickable and on a list": ("hxxp://evil[.]org", [(SURE, "harmful 2026-11-29")]),
    "two links on one list are one word": (
        "http://evil.org/a http://evil.org/b", [(SURE, "harmful 2026-11-29")]),
    "the same letters": ("http://nоrthpоst.com/", [(SURE, "brands 2026-11-01"),
                                                   (Decimal("0.9"), "confusable-homoglyphs")]),
    "a name and a lure": ("http://northpost-login.com", [(Decimal("0.92"), "brands 2026-11-01")]),
    "a lure in the path": ("http://northpost.evil.net/verify.php", [(Decimal("0.92"), "brands 2026-11-01")]),
    "a surer likeness with a lure in the path": (
        "http://n0rthpost.com/verify", [(Decimal("0.95"), "brands 2026-11-01")]),
    "only a name": ("http://northpost.evil.net/", [(Decimal("0.7"), "brands 2026-11-01")]),
    "a brand before the sign": ("http://northpost.com@evil.net/", [(SURE, "brands 2026-11-01")]),
    "a brand as the user's name": ("http://northpost.com:x@evil.net/", [(SURE, "brands 2026-11-01")]),
    "somebody before the sign": ("http://ann@evil.net/", []),
    "the brand before its own": ("http://northpost.com@www.northpost.com/", []),
    "two scripts": ("http://exаmple.com/", [(Decimal("0.9"), "confusable-homoglyphs")]),
    "a hidden address": ("http://3221225985/", [(Decimal("0.9"), "links")]),
    "an open address": ("http://192.0.2.1/", []),
    "an ending inside": ("http://bank.co.jp.evil.net/", [(Decimal("0.8"), "publicsuffixlist")]),
    "throw-away mail": ("http://throwaway.com", [(Decimal("0.5"), "disposable 2026-01-01")]),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong(name: str, knowledge: Knowledge) -> None:
    text, expected = WRONG[name]
    judgments = check(text, knowledge).judgments
    assert [each.score for each in judgments] == [score for score, _ in expected]
    assert all(
        each.version.startswith(version) for each, (_, version) in zip(judgments, expected, strict=True)
    )
    assert all(each.topic is Topic.BAD_LINK and each.found is True for each in judgments)


def test_a_reason_quotes_no_content_and_says_the_brand_as_it_is(knowledge: Knowledge) -> None:
    (judgment,) = check("http://northpost-login.com", knowledge).judgments
    assert judgment.why.en.format() == "A link's name imitates the brand North {post}."
    assert judgment.why.fr.format() == "Le nom d'un lien imite la marque «\u00a0North {post}\u00a0»."


PAGES: dict[str, tuple[str, int, list[Decimal]]] = {
    "a link": ('<a href="http://old.com">shop</a>', 1, []),
    "a picture does not count": ('<a href="http://old.com"><img src="http://cdn.com/x.gif"></a>', 1, []),
    "but is looked at": ('<img src="http://evil.org/x.gif">', 0, [SURE]),
    "a text that names another": ('<a href="http://track.com/x">www.shop.com</a>', 1, [Decimal("0.5")]),
    "a text that names a brand": ('<a href="http://track.com/x">www.northpost.com</a>', 1, [Decimal("0.8")]),
    "a brand that leads to itself": ('<a href="http://a.northpost.com/x">www.northpost.com</a>', 1, []),
    "a link in the text": ("<p>go to www.shop.com now", 1, []),
    "the same clicked and written": ('<a href="http://shop.com/">shop.com</a>', 1, []),
    "an address within the page": ('<a href="#top">top</a><a href="/x">x</a><a href="x.html">y</a>', 0, []),
    "without a scheme": ('<a href="//old.com/x">shop</a>', 1, []),
    "a call": ('<a href="tel:+3312345">call</a><a href="mailto:a@b.com">mail</a>', 0, []),
    "one that leads on to a harmful one": (
        '<a href="http://go.com/?u=http%3A%2F%2Fevil.org">x</a>',
        1,
        [SURE],
    ),
    "a script": ('<a href="javascript:alert(1)">x</a>', 0, []),
    "a form": ('<form action="http://evil.org/in">', 1, [SURE]),
}


@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str, knowledge: Knowledge) -> None:
    page, links, scores = PAGES[name]
    found = check(page, knowledge, Form.HTML)
    assert found.links == links
    assert [each.score for each in found.judgments] == scores


def test_mail(knowledge: Knowledge) -> None:
    inner = "Content-Type: text/plain\r\n\r\nhttp://evil.org/"
    mail = (
        "From: a@b.com\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n"
        'Content-Transfer-Encoding: quoted-printable\r\n\r\n<a href=3D"http://old.c=\r\nom/x">x</a>\r\n'
        f"--b\r\nContent-Type: message/rfc822\r\n\r\n{inner}\r\n--b--\r\n"
    )
    found = check(mail, knowledge, Form.MAIL)
    assert found.links == 2
    assert [each.score for each in found.judgments] == [SURE]
    bomb = check("Content-Type: message/rfc822\n\n" * 100, knowledge, Form.MAIL)
    assert (bomb.links, bomb.shared_shortener, [each.found for each in bomb.judgments]) == (
        None,
        None,
        [None],
    )


def test_without_a_ground_nothing_is_looked_at(knowledge: Knowledge) -> None:
    for form in Form:
        for basis in (Basis.METADATA, Basis.HASH_MATCH):
            shut = check_links(
                enter("m1", Ground(basis=basis), b"http://evil.org"), knowledge, form=form, at=AT
            )
            assert (shut.found, shut.links, shut.shared_shortener) == ((), None, None)
            assert [each.found for each in shut.judgments] == [None]


def test_more_than_is_read_is_unknown(knowledge: Knowledge) -> None:
    many = " ".join(f"http://a{number}.com" for number in range(2001))
    cut = check(many, knowledge)
    assert (cut.links, cut.link_age, cut.shared_shortener) == (None, None, None)
    assert [each.found for each in cut.judgments] == [None]
    assert check("bit.ly/x http://evil.org " + many, knowledge).shared_shortener is True
    assert [each.score for each in check("http://evil.org " + many, knowledge).judgments] == [SURE]


def test_knowing_nothing() -> None:
    found = check("http://bit.ly/x http://northpost-login.com", Knowledge())
    assert (found.links, found.link_age, found.shared_shortener, found.judgments) == (2, None, True, ())


def test_hosts_are_remembered_and_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    knowledge = Knowledge(brands=BRANDS)
    monkeypatch.setattr("fairline.checks.links.knowledge.HOSTS_KEPT", 3)
    for number in range(10):
        assert check(f"http://a{number}.com http://northpost-login.com", knowledge).judgments
        assert 0 < len(knowledge._known) <= 3


MESSAGE_US_MAX = 500  # ours: ten times what is reached on an idle core, for one that is not


def test_a_message_takes_microseconds(knowledge: Knowledge) -> None:
    text = (
        "Your parcel is held. Pay the fee at https://northpost-redelivery.example.com/pay?id=1 within 24 h."
    )
    look = enter("m1", Ground(basis=Basis.CUSTOMER), text.encode())
    check_links(look, knowledge, form=Form.TEXT, at=AT)
    began = time.process_time()
    for _ in range(500):
        check_links(look, knowledge, form=Form.TEXT, at=AT)
    assert (time.process_time() - began) / 500 * 1e6 < MESSAGE_US_MAX


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_end(data: bytes) -> None:
    for form in Form:
        for start in (b"", b"http://", b"<a href='http://", b"Content-Type: text/html\n\n"):
            look = enter("m1", Ground(basis=Basis.ORDER), start + data)
            assert isinstance(check_links(look, Knowledge(brands=BRANDS), form=form, at=AT), LinksChecked)


def test_what_others_reported_is_found(shared: Path, tmp_path: Path) -> None:
    """Each address of a list is found on it again, from within a text."""
    import csv
    import gzip

    source = shared / "data/lists/phish_urls_jpcert_2019-2024_sample.csv.gz"
    path = tmp_path / "list.csv"
    path.write_bytes(gzip.decompress(source.read_bytes()))
    listed = read_listed(path, "reported")
    assert listed.day == date(2024, 12, 27)
    assert listed.broken < 30
    knowledge = Knowledge(listed=(listed,))
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))[::20]
    hits = [
        any(each.score == SURE for each in check(f"x {row['URL']} y", knowledge).judgments) for row in rows
    ]
    assert sum(hits) / len(hits) > 0.995
