"""Links found in text: what is clicked on, what only looks like one; and no text keeps the reader busy."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairline.checks.links.extraction import CANDIDATES_MAX, LINKS_MAX, links_in_text
from fairline.checks.links.urls import Trick

T = Trick
CASES: dict[str, tuple[str, list[tuple[str, set[Trick]]]]] = {
    "a link": ("see https://shop.example.com/a?b=1 now", [("shop.example.com/a?b=1", set())]),
    "in capitals, with its scheme's port and a fragment": (
        "HTTPS://Shop.COM:443/A/?q=1#f", [("shop.com/A/?q=1", set())]),
    "another port": ("http://shop.com:8080/a", [("shop.com:8080/a", {T.PORT})]),
    "no scheme": ("go to www.shop.co.uk.", [("www.shop.co.uk", {T.BARE})]),
    "a path without a scheme": ("bit.ly/3xYz win", [("bit.ly/3xYz", {T.BARE})]),
    "several, one after the other": (
        "a.com,b.org;c.net", [("a.com", {T.BARE}), ("b.org", {T.BARE}), ("c.net", {T.BARE})]),
    "the same twice": ("http://a.com http://a.com/", [("a.com", set())]),
    "in brackets": ("(see http://a.com/x)", [("a.com/x", set())]),
    "with brackets of its own": ("http://a.com/x_(y)", [("a.com/x_(y)", set())]),
    "before a mark": ("really? http://a.com/x!!!", [("a.com/x", set())]),
    "in angle brackets": ("<http://a.com/x>", [("a.com/x", set())]),
    "in French quotes": ("« http://a.com/x »", [("a.com/x", set())]),
    "no space after it in Japanese": (
        "https://a.com/xへ。http://b.comはこちら", [("a.com/xへ", set()), ("b.com", set())]),
    "no space before it in Japanese": ("はこちらa.comをご覧", [("a.com", {T.BARE})]),
    "a dot of another script": ("a。com", [("a.com", {T.BARE})]),
    "wide letters": ("ａｂ．com", [("ab.com", {T.BARE, T.HIDDEN})]),
    "a sign without width within": ("http://sh\u200bop.com/a", [("shop.com/a", {T.HIDDEN})]),
    "a turn of direction within": ("http://sh\u202eop.com/a", [("shop.com/a", {T.HIDDEN})]),
    "a soft hyphen within": ("sh\u00adop.com", [("shop.com", {T.BARE, T.HIDDEN})]),
    "a turn of direction before it": ("\u202ehttp://shop.com/a", [("shop.com/a", set())]),
    "letters outside ASCII": ("bücher.de/x", [("xn--bcher-kva.de/x", {T.BARE, T.PUNYCODE})]),
    "the same as punycode": ("http://xn--bcher-kva.de/x", [("xn--bcher-kva.de/x", {T.PUNYCODE})]),
    "a whole name outside ASCII": ("http://пример.рф/", [("xn--e1afmkfd.xn--p1ai", {T.PUNYCODE})]),
    "a user before the sign": ("http://bank.com@evil.org/x", [("evil.org/x", {T.USER})]),
    "two signs": ("http://bank.com@x@evil.org/", [("evil.org", {T.USER})]),
    "a sign in the path is none": ("http://shop.com/@user", [("shop.com/@user", set())]),
    "backslashes are slashes": ("http:\\\\evil.org\\@bank.com", [("evil.org/@bank.com", set())]),
    "one slash": ("http:/evil.org/x", [("evil.org/x", set())]),
    "an address": ("http://192.0.2.1/x", [("192.0.2.1/x", {T.ADDRESS})]),
    "an address as one number": ("http://3221225985/", [("192.0.2.1", {T.ADDRESS, T.ODD_ADDRESS})]),
    "octal": ("http://0300.0.02.1/", [("192.0.2.1", {T.ADDRESS, T.ODD_ADDRESS})]),
    "hexadecimal": ("http://0xC0.0x0.0x2.0x1/", [("192.0.2.1", {T.ADDRESS, T.ODD_ADDRESS})]),
    "an address of three parts": ("http://192.0.513/", [("192.0.2.1", {T.ADDRESS, T.ODD_ADDRESS})]),
    "IPv6": ("http://[2001:db8::1]:8080/x", [("2001:db8::1:8080/x", {T.ADDRESS, T.PORT})]),
    "made unclickable": ("hxxps://evil[.]org/x", [("evil.org/x", {T.DEFANGED})]),
    "made unclickable in words": ("evil[dot]org and evil (.) net", [("evil.org", {T.BARE, T.DEFANGED}),
                                                                    ("evil.net", {T.BARE, T.DEFANGED})]),
    "a percent in a host": ("http://sh%6fp.com/", [("shop.com", set())]),
    "two words": ("I am done.It is late", [("done.it", {T.BARE, T.DOUBTFUL})]),
    "a sentence's start": ("the end.Info follows", [("end.info", {T.BARE, T.DOUBTFUL})]),
    "a file": ("see readme.md", [("readme.md", {T.BARE, T.DOUBTFUL})]),
    "a file's place": ("see github.com/a/readme.md", [("github.com/a/readme.md", {T.BARE})]),
    "in capitals without a scheme": ("VISIT SHOP.COM", [("shop.com", {T.BARE})]),
    "an underscore": ("http://a_b.shop.com", [("a_b.shop.com", set())]),
    "two glued together": ("http://a.com/x,http://b.com/y;https://c.com", [
        ("a.com/x", set()), ("b.com/y", set()), ("c.com", set())]),
    "one within the other": ("http://a.com/go?to=http://b.com/x&c=d", [
        ("a.com/go?to=http://b.com/x&c=d", set()), ("b.com/x", {T.WITHIN})]),
    "one within, in percents": ("http://a.com/?u=https%3A%2F%2Fb.com%2Fx", [
        ("a.com/?u=https%3A%2F%2Fb.com%2Fx", set()), ("b.com/x", {T.WITHIN})]),
    "a picture in a name": ("http://i❤.ws/", [("xn--i-7iq.ws", {T.PUNYCODE})]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_links(name: str) -> None:
    text, expected = CASES[name]
    found = links_in_text(text)
    assert [(link.key, set(link.tricks)) for link in found.links] == expected
    assert not found.cut


NONE = (
    "", "hello", "a.b", "e.g. this, i.e. that", "U.S.A.", "3.14", "1.2.3.4", "ann@shop.com",
    "a.lee@b.shop.com", "http://", "http:///", "https://.", "http://a", "http://localhost/x", "a..com",
    "-", "...", "x.nosuchending", "http://a..com/", "http://256.1.1.1.1/", "http://[::1",
    "http://[zz]/", "http://a b", "#a.b", "10.30pm", "v1.2.3",
)  # fmt: skip


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_link(text: str) -> None:
    assert links_in_text(text).links == ()


def test_what_counts() -> None:
    counts = {
        text: sum(link.clickable for link in links_in_text(text).links)
        for text in (
            "a.com",
            "http://a.com/x",
            "done.it",
            "hxxp://a.com",
            "a[.]com",
            "http://done.it",
            "done.it/x",
            "www.done.it",
        )
    }
    assert list(counts.values()) == [1, 1, 0, 0, 0, 1, 1, 1]  # fmt: skip


def test_the_domain_that_somebody_registered() -> None:
    wanted = {
        "http://a.b.shop.co.uk/": "shop.co.uk",
        "http://ann.github.io": "ann.github.io",
        "http://192.0.2.1/": "192.0.2.1",
        "http://co.uk/": "co.uk",
    }
    assert {url: links_in_text(url).links[0].domain for url in wanted} == wanted


SIZE = 10_000_000
LARGE = {
    "one letter": "x" * SIZE,
    "dots": "." * SIZE,
    "labels": "a." * (SIZE // 2),
    "schemes": "http:" * (SIZE // 5),
    "one link": "http://a.com/" + "x" * SIZE,
    "one host": "http://" + "a" * SIZE,
    "brackets": "http://a.com/" + ")" * SIZE,
    "the same link": "http://a.com/x " * (SIZE // 15),
    "other links": " ".join(f"http://a{number}.com" for number in range(SIZE // 17)),
    "addresses of mail": "a@b.co." * (SIZE // 7),
    "names outside ASCII": "é.com " * (SIZE // 6),
    "hidden signs": "\u200ba.com " * (SIZE // 7),
    "made unclickable": "hxxp[.]" * (SIZE // 7),
    "labels too long": ("a" * 300 + ".com ") * (SIZE // 305),
    "percents": "http://" + "%41" * (SIZE // 3),
    "signs": "http://" + "@" * SIZE,
    "addresses within one another": "http://a.com/?" * (SIZE // 14),
    "glued addresses": "http://a.com," * (SIZE // 13),
    "punycode": "http://xn--" + "a" * 50 + "-" + "9" * SIZE,
}


@pytest.mark.parametrize("name", LARGE)
def test_ten_megabytes_end_in_time(name: str) -> None:
    began = time.process_time()
    links_in_text(LARGE[name])
    assert time.process_time() - began < 15


def test_what_is_not_read_is_said() -> None:
    many = links_in_text(" ".join(f"http://a{number}.com" for number in range(LINKS_MAX + 1)))
    assert (len(many.links), many.cut) == (LINKS_MAX, True)
    exact = links_in_text(" ".join(f"http://a{number}.com" for number in range(LINKS_MAX)))
    assert (len(exact.links), exact.cut) == (LINKS_MAX, False)
    assert links_in_text("a.b " * (CANDIDATES_MAX + 1) + "x" * 100).cut is False
    assert links_in_text("a.bb " * (CANDIDATES_MAX + 1)).cut is True


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_ends(text: str) -> None:
    for link in links_in_text(text).links:
        assert link.key.startswith(link.host)
        assert link.host == link.host.lower()


@settings(deadline=None)
@given(st.text(alphabet="htp:/.@%[]()xn-a1éа\u200b\u202e。#?\\ \t", max_size=80))
def test_any_signs_of_links_end(text: str) -> None:
    links_in_text("http://" + text)
    links_in_text(text + ".com/" + text)
