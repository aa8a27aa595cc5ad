"""What no page of ours sends: NUL, endless ids, bodies and headers too large, forms sent twice, odd clocks.

The forms are those that somebody finds who follows the links from the first page on.
"""

import re
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import resolve
from waitress.server import create_server

from fairline.console import clock
from fairline.console.cases import work
from fairline.console.cases.models import Case, CaseEvent
from fairline.console.people.rights import RIGHTS, Role
from fairline.console.records import log
from fairline.console.records.chain import broken_at, entries
from fairline.console.records.log import record
from fairline.console.records.models import AuditEntry
from fairline.console.rulings.making import NotPermitted, sign
from fairline.console.rulings.models import RulingRow
from fairline.console.serving import THREADS
from fairline.console.wsgi import application
from tests.console.conftest import NOW, Made
from tests.console.ruling_forms import NUMBER, RULE_OF_NUMBERS, sent
from tests.console.test_console_matrix import PAGES

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
PAGES_MAX = 120  # of one walk
LONG = "9" * 4_000
NO_COLUMN = "a number of no column"
ODD: dict[str, str] = {
    "very long": "x" * 50_000,
    NO_COLUMN: "9" * 30,
    "below zero": "-1",
    "no number": "NaN",
    "before all days": "0001-01-01",
    "after all days": "9999-12-31",
    "not text": "\ud7ff\ufffe\u202e",
    "a formula": '=HYPERLINK("http://x","y")',
    "a script": "<script>alert(1)</script>",
    "an end of a word": "'; DROP TABLE people_person; --",
    "digits of another script": "٣",
}
LEAVE = ("/accounts/logout", "/accounts/", "/i18n/")
"""Sign-in is allauth's, and who signs out sees no more forms."""


class Found(HTMLParser):
    """The links and the forms of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[tuple[str, dict[str, str]]] = []
        self._in = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.append(told.get("href", ""))
        elif tag == "form":
            self._in = told.get("method", "get").lower() == "post"
            if self._in:
                self.forms.append((told.get("action", ""), {}))
        elif self._in and tag in ("input", "select", "textarea", "button") and "name" in told:
            self.forms[-1][1].setdefault(told["name"], told.get("value", ""))
        elif self._in and tag == "option":
            fields = self.forms[-1][1]
            last = next(reversed(fields), None)
            if last is not None and not fields[last]:
                fields[last] = told.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self._in = self._in and tag != "form"


def forms(browser: Client) -> dict[tuple[str, tuple[str, ...]], tuple[str, dict[str, str]]]:
    """Return the forms that somebody can get to, each kind once."""
    todo, seen = ["/"], {"/"}
    found: dict[tuple[str, tuple[str, ...]], tuple[str, dict[str, str]]] = {}
    for _ in range(PAGES_MAX):
        if not todo:
            break
        here = todo.pop(0)
        answer = browser.get(here, follow=True)
        assert answer.status_code < 500, here
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        here = answer.redirect_chain[-1][0] if answer.redirect_chain else here
        page = Found(answer.content.decode())
        for action, fields in page.forms:
            where = urlsplit(action or here).path
            if not where.startswith(LEAVE):
                found.setdefault((resolve(where).route, tuple(sorted(fields))), (where, fields))
        for link in page.links:
            path = urlsplit(link)
            if path.scheme or path.netloc or not path.path.startswith("/") or path.path.startswith(LEAVE):
                continue
            route = resolve(path.path).route if path.path != "/" else "/"
            if path.path not in seen and sum(resolve(s).route == route for s in seen if s != "/") < 3:
                seen.add(path.path)
                todo.append(path.path)
    return found


@pytest.fixture
def something(made_case: Made, signed_in: Browser) -> Case:
    """A case that waits, and one with a ruling that waits for a second person."""
    sent(signed_in(Role.REVIEWER), made_case(RULE_OF_NUMBERS, account="globex", who={"caller": NUMBER}))
    return made_case(RULE_OF_NUMBERS, who={"caller": "+33612345678"}, sequence=9)


def test_the_walk_finds_forms(something: Case, signed_in: Browser) -> None:
    found = {route for route, _ in forms(signed_in(Role.SENIOR))}
    assert len(found) > 10
    assert {"cases/<int:pk>/claim/", "cases/<int:pk>/rule/", "cases/take/"} <= found


@pytest.mark.parametrize("role", Role)
def test_no_form_fails_whatever_is_in_its_fields(role: Role, something: Case, signed_in: Browser) -> None:
    account = "acme" if role is Role.CUSTOMER else ""
    browser, failed = signed_in(role, account=account), []
    for where, fields in forms(browser).values():
        sent_as = [(odd, dict.fromkeys(fields, told)) for odd, told in ODD.items()]
        sent_as += [(f"{name} is {NO_COLUMN}", fields | {name: ODD[NO_COLUMN]}) for name in fields]
        for odd, told in sent_as:
            if browser.post(where, told).status_code >= 500:
                failed.append(f"{where}: {odd}")
    assert not failed


@pytest.mark.parametrize("role", Role)
def test_a_nul_is_refused_by_every_form_and_changes_nothing(
    role: Role, something: Case, signed_in: Browser
) -> None:
    account = "acme" if role is Role.CUSTOMER else ""
    browser = signed_in(role, account=account)
    found = forms(browser)
    before = AuditEntry.objects.count()
    for where, fields in found.values():
        for name in fields:
            assert browser.post(where, fields | {name: "a\x00b"}).status_code == 400, f"{where}: {name}"
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("where", PAGES)
def test_a_nul_in_an_address_is_refused(where: str, signed_in: Browser) -> None:
    right = PAGES[where].callback.right
    role = next(each for each in Role if right in RIGHTS[each])
    browser = signed_in(role, account="acme" if role is Role.CUSTOMER else "")
    assert browser.get(f"/{where}?after=%00&account=a%00").status_code == 400
    for odd in ("%00", "a%00b"):
        path = re.sub("none|999999|00000000-0000-0000-0000-000000000000", odd, where)
        if path != where:
            assert browser.get(f"/{path}").status_code in (400, 404)


@pytest.mark.parametrize("where", [each for each in PAGES if "none" in each or "999999" in each])
def test_an_endless_id_is_none(where: str, signed_in: Browser) -> None:
    right = PAGES[where].callback.right
    role = next(each for each in Role if right in RIGHTS[each])
    browser = signed_in(role, account="acme" if role is Role.CUSTOMER else "")
    path = re.sub("none|999999", LONG, where)
    for ask in (browser.get, browser.post):
        assert ask(f"/{path}").status_code in (302, 400, 404, 405, 422), path


def test_a_nul_in_json_is_refused(something: Case, signed_in: Browser) -> None:
    browser = signed_in(Role.REVIEWER)
    where = f"/api/v1/cases/{something.pk}/note"
    for body, status in (('{"why": "a\\u0000b"}', 400), ('{"why": "a\\\\\\u0000b"}', 400)):
        answer = browser.post(where, body, content_type="application/json")
        assert answer.status_code == status
        assert answer["Content-Type"] == "application/problem+json"
    spelled = browser.post(where, '{"version": 0, "why": "a\\\\u0000b"}', content_type="application/json")
    assert spelled.status_code == 200  # six characters that only look like one


def test_a_refusal_is_said_in_both_languages(signed_in: Browser) -> None:
    browser = signed_in(Role.REVIEWER)
    assert "Not understood" in browser.get("/cases/?account=%00").content.decode()
    browser.cookies["django_language"] = "fr"
    french = browser.get("/cases/?account=%00").content.decode()
    assert "Demande non comprise" in french


def test_a_body_over_the_limit_is_refused(something: Case, signed_in: Browser, settings: Any) -> None:
    large = "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    answer = signed_in(Role.REVIEWER).post(f"/cases/{something.pk}/note/", {"version": 0, "why": large})
    assert answer.status_code == 400
    many = {f"f{number}": "1" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    assert signed_in(Role.REVIEWER).post("/cases/take/", many).status_code == 400


def test_a_form_that_is_sent_again_is_told_so(something: Case, signed_in: Browser) -> None:
    browser, other = signed_in(Role.REVIEWER, "rosa"), signed_in(Role.REVIEWER, "ben")
    for _ in range(3):
        browser.post(f"/cases/{something.pk}/claim/", {"version": 0})
    assert CaseEvent.objects.filter(case=something, what="claimed").count() == 1
    told = other.post(f"/cases/{something.pk}/claim/", {"version": 0}, follow=True).content.decode()
    assert str(work.TAKEN) in told
    held = {"version": 1, "why": "for the week", "to": "legal"}
    for _ in range(3):
        again = browser.post(f"/cases/{something.pk}/escalate/", held, follow=True).content.decode()
    assert CaseEvent.objects.filter(case=something, what="escalated").count() == 1
    assert str(work.CHANGED) in again


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_clock_an_hour_off(
    hours: int, something: Case, signed_in: Browser, person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written before stays before; a ruling is dated by whoever signs it."""
    record("rosa", "trial.done", "trial:1")
    before = AuditEntry.objects.latest("sequence")
    row, now = RulingRow.objects.get(), clock.now
    monkeypatch.setattr(clock, "now", lambda: now() + timedelta(hours=hours))
    real = log.time.time_ns
    monkeypatch.setattr(log.time, "time_ns", lambda: real() + hours * 3_600 * 10**9)
    record("rosa", "trial.done", "trial:2")
    after = AuditEntry.objects.latest("sequence")
    assert after.at >= before.at
    assert broken_at(entries()) is None
    for path in ("/", "/cases/", f"/cases/{something.pk}/", "/rulings/", f"/rulings/{row.pk}/"):
        assert signed_in(Role.SENIOR).get(path, follow=True).status_code == 200
    try:
        signed = sign(row, person(Role.SENIOR))
    except NotPermitted as error:
        assert error.reasons  # noqa: PT017
    else:
        assert signed.decided_at is not None
        assert signed.expires_at is None or signed.expires_at > signed.decided_at
    work.claim(Case.objects.get(pk=something.pk), person(Role.REVIEWER), NOW - timedelta(hours=1))


@pytest.fixture
def port(settings: Any) -> Iterator[int]:
    """The server as it is served, for requests that no client of ours would send."""
    server = create_server(
        application, listen="127.0.0.1:0", threads=THREADS, ident=None, clear_untrusted_proxy_headers=True,
        max_request_body_size=settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
    )  # fmt: skip
    stop = threading.Event()

    def run() -> None:
        while not stop.is_set():
            server.asyncore.loop(timeout=0.05, map=server._map, count=1)
        server.task_dispatcher.shutdown()
        server.asyncore.close_all(server._map)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    yield server.effective_port
    stop.set()
    thread.join(10)


def raw(port: int, request: bytes) -> int:
    """Send bytes; return the status of the answer, 0 if the line is just closed."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(request)
        first = line.makefile("rb").readline().split()
        return int(first[1]) if len(first) > 1 else 0


LOGIN = b"GET /accounts/login/%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n"
RAW = {
    "as it should be": (LOGIN % (b"", b""), {200}),
    "two thousand bytes of a header": (LOGIN % (b"", b"X-Odd: " + b"x" * 2_000 + b"\r\n"), {200}),
    "a header of a megabyte": (LOGIN % (b"", b"X-Odd: " + b"x" * (1 << 20) + b"\r\n"), {431}),
    "a header with a NUL": (LOGIN % (b"", b"X-Odd: a\x00b\r\n"), {200, 400}),
    "a cookie with a NUL": (LOGIN % (b"", b"Cookie: sessionid=a\x00b\r\n"), {200, 400}),
    "a NUL in the query": (LOGIN % (b"?next=%00", b""), {400}),
    "a body said to be too large": (
        b"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999999999\r\n\r\n", {413}
    ),
    "another host": (b"GET / HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n", {400}),
    "two lengths": (
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", {400}
    ),
    "no request at all": (b"\x16\x03\x01\x00\xff\x01\x00\r\n\r\n", {400}),
}  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("threads_see_it")
@pytest.mark.parametrize("name", RAW)
def test_bytes_on_the_line(name: str, port: int) -> None:
    request, statuses = RAW[name]
    assert raw(port, request) in statuses
