"""HTML: what is seen and where it leads, whatever the tags do."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairline.checks.links.markup import TAGS_MAX, Target, attributes, read_markup

CASES: dict[str, tuple[str, str, list[Target]]] = {
    "a link": (
        '<a href="http://a.com/">Shop</a> now', "Shop now", [Target(url="http://a.com/", shown="Shop")]),
    "tags within its text": (
        "<a href=http://a.com>www.<b>bank</b>.com</a>", "www.bank.com",
        [Target(url="http://a.com", shown="www.bank.com")]),
    "an entity in its address": (
        "<a href='http://a.com/?a=1&amp;b=2'>x</a>", "x", [Target(url="http://a.com/?a=1&b=2", shown="x")]),
    "a line break in its address": (
        '<a href="ht\ntp://a.\tcom">x</a>', "x", [Target(url="http://a.com", shown="x")]),
    "in capitals": ('<A HREF="http://a.com">x</A>', "x", [Target(url="http://a.com", shown="x")]),
    "a bracket in quotes": (
        '<a title="a>b" href="http://a.com">x</a>', "x", [Target(url="http://a.com", shown="x")]),
    "two addresses: the first counts": (
        '<a href="http://a.com" href="http://b.com">x</a>', "x", [Target(url="http://a.com", shown="x")]),
    "a link that never closes": (
        '<a href="http://a.com">x <p>y', "x \ny", [Target(url="http://a.com", shown="x \ny")]),
    "a link within a link": (
        '<a href="http://a.com">x<a href="http://b.com">y</a>', "xy",
        [Target(url="http://a.com", shown="x"), Target(url="http://b.com", shown="y")]),
    "a form": ('<form action="http://a.com/in"><input></form>', "", [Target(url="http://a.com/in")]),
    "a picture": ('<img src="http://a.com/p.gif">', "", [Target(url="http://a.com/p.gif", loaded=True)]),
    "a page that goes on by itself": (
        '<meta http-equiv=refresh content="0; URL=\'http://a.com/\'">', "", [Target(url="http://a.com/")]),
    "a remark": ("a<!-- <a href='http://a.com'>x</a> -->b", "ab", []),
    "a script": ("a<script>var x = '<a href=http://a.com>';</script>b", "ab", []),
    "a style": ("a<STYLE>p{}</STYLE>b", "ab", []),
    "entities": ("a &lt;b&gt; &eacute; &#233; &#xe9;", "a <b> é é é", []),
    "a sign that is no tag": ("1 < 2 > 0 <3", "1 < 2 > 0 <3", []),
    "paragraphs": ("a<p>b<br>c", "a\nb\nc", []),
    "nothing": ("", "", []),
    "an address of nothing": ('<a href="">x</a><a>y</a>', "xy", []),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_pages(name: str) -> None:
    page, text, targets = CASES[name]
    found = read_markup(page)
    assert found.text == text
    assert list(found.targets) == targets


def test_attributes() -> None:
    assert attributes('<a B = "c d" e=\'f\' g=h i j="">') == {"b": "c d", "e": "f", "g": "h", "j": ""}


def test_a_letter_that_grows_when_made_small() -> None:
    assert read_markup("İ<script>x</script>y").text == "İy"


SIZE = 10_000_000
LARGE = {
    "brackets": "<" * SIZE,
    "tags that never close": "<a" * (SIZE // 2),
    "quotes that never close": '<a "' * (SIZE // 4),
    "remarks that never close": "<!--" * (SIZE // 4),
    "links": "<a href=x>" * (SIZE // 10),
    "links with odd quotes": '<a href="x>' * (SIZE // 11),
    "scripts": "<script>" * (SIZE // 8),
    "a number of ten million digits": "&#" + "9" * SIZE,
    "one tag": "<a " + "x=" * (SIZE // 2) + ">",
    "blanks in a tag": "<a " + " " * SIZE + ">",
    "refreshes": '<meta content="' + "url=" * (SIZE // 4) + '">',
    "letters that grow": "İ<script>" * (SIZE // 10),
}


@pytest.mark.parametrize("name", LARGE)
def test_ten_megabytes_end_in_time(name: str) -> None:
    began = time.process_time()
    read_markup(LARGE[name])
    assert time.process_time() - began < 6


def test_more_tags_than_are_read() -> None:
    assert read_markup("<b>" * (TAGS_MAX - 1)).cut is False
    assert read_markup("<b>" * TAGS_MAX).cut is True


@settings(deadline=None)
@given(st.text(alphabet="<>/a=\"' href!-&;#script", max_size=120))
def test_any_tags_end(page: str) -> None:
    read_markup(page)
