"""Complaints: written down, imported, linked to calls, kept without who complained, told, and evidence."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fairline.cases import permits
from fairline.console.cases.evidence import items_of_case
from fairline.console.people.rights import Role
from fairline.console.policy import review
from fairline.console.rulings.models import RulingRow
from fairline.console.rulings.weighing import proposal_of
from fairline.console.tables import cell
from fairline.console.tracing import complaints
from fairline.console.tracing.complaints import complaint_items, hashed, take
from fairline.console.tracing.importing import ROWS_MAX, read
from fairline.console.tracing.models import Complaint, Linked
from fairline.guard import Guard
from tests.console.conftest import Made
from tests.console.ruling_forms import NUMBER, sent
from tests.console.test_console_tracing import AN_HOUR_AGO, CALLED, CALLER, call, facts_of, journalled

pytestmark = pytest.mark.django_db
WHEN = f"{AN_HOUR_AGO:%Y-%m-%dT%H:%M:%S}"
UTC_ZONE = ZoneInfo("UTC")
NOW = AN_HOUR_AGO + timedelta(hours=1)


def line(**fields: str) -> dict[str, str]:
    told = {"received_at": WHEN, "source": "person", "number": CALLER, "complainant": CALLED, "at": WHEN}
    return told | fields


def as_csv(*lines: dict[str, str]) -> bytes:
    made = io.StringIO()
    writer = csv.DictWriter(made, list(dict.fromkeys(name for each in lines for name in each)))
    writer.writeheader()
    writer.writerows(lines)
    return made.getvalue().encode()


def taken(*lines: dict[str, str]) -> list[Complaint]:
    done = read(as_csv(*lines), UTC_ZONE, NOW)
    assert not done.refused, done.refused
    return take(done.told, None, "file.csv")[0]


@pytest.fixture
def browser(signed_in: Callable[..., Client]) -> Client:
    return signed_in(Role.REVIEWER, "rosa")


def form(**fields: object) -> dict[str, Any]:
    told = {
        "received_at": WHEN, "source": "person", "about": "scam", "number": CALLER, "complainant": CALLED,
        "at": WHEN, "zone": "UTC", "places": "us-ny", "text": "<script>alert(1)</script>",
    }  # fmt: skip
    return told | fields


def test_a_complaint_is_linked_to_its_call(browser: Client, tmp_path: Path) -> None:
    journalled(tmp_path, call(), call(40, account="beta"))
    answer = browser.post("/complaints/new/", form())
    row = Complaint.objects.get()
    assert answer["Location"] == f"/complaints/{row.pk}/"
    assert (row.account, row.item, row.linked) == ("acme", "c0", Linked.SURE)
    page = browser.get(f"/complaints/{row.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "acme" in page


def test_who_complains_is_not_kept(browser: Client, tmp_path: Path) -> None:
    journalled(tmp_path, call())
    browser.post("/complaints/new/", form(text=""))
    row = Complaint.objects.values().get()
    assert CALLED not in str(row)
    assert CALLED.removeprefix("+") not in str(row)
    assert row["complainant"] == hashed("(415) 555-0100"), "however the number is written"
    assert row["masked"].endswith("00")
    assert (tmp_path / "complaints.key").stat().st_mode & 0o077 == 0


LINKS: dict[str, tuple[dict[str, str], Linked, str]] = {
    "one call": ({}, Linked.SURE, "acme"),
    "nobody knows who complains": ({"complainant": ""}, Linked.LIKELY, "acme"),
    "by mail": ({"complainant": "ann@example.com"}, Linked.LIKELY, "acme"),
    "no time": ({"at": ""}, Linked.NONE, ""),
    "another day": ({"at": f"{AN_HOUR_AGO - timedelta(days=1):%Y-%m-%dT%H:%M:%S}"}, Linked.NONE, ""),
    "two accounts": ({"complainant": "+14155550177"}, Linked.UNCLEAR, ""),
    "two calls of one account": ({"complainant": "+14155550188"}, Linked.LIKELY, "acme"),
    "two accounts, and which call": ({"complainant": "+14155550177", "item": "b"}, Linked.SURE, "beta"),
}


@pytest.mark.parametrize("name", LINKS)
def test_how_sure_a_link_is(tmp_path: Path, name: str) -> None:
    fields, linked, account = LINKS[name]
    journalled(
        tmp_path,
        call(),
        call(20, id="a", called="+14155550177"),
        call(20, id="b", called="+14155550177", account="beta"),
        call(20, id="d", called="+14155550188"),
        call(21, id="e", called="+14155550188"),
    )
    (row,) = taken(line(**fields))
    assert (row.linked, row.account) == (linked, account)
    assert row.item == ("" if linked is not Linked.SURE else fields.get("item", "c0"))


def test_a_person_says_which_call_it_is(browser: Client, tmp_path: Path) -> None:
    journalled(tmp_path, call(), call(1, id="b", account="beta"))
    (row,) = taken(line())
    assert row.linked == Linked.UNCLEAR
    assert complaint_items("beta") == ()
    url = f"/complaints/{row.pk}/link/"
    for sequence, version in (("99", "0"), ("2", "5"), ("x", "0")):
        browser.post(url, {"sequence": sequence, "version": version})
    row.refresh_from_db()
    assert row.linked == Linked.UNCLEAR
    browser.post(url, {"sequence": "2", "version": "0"})
    row.refresh_from_db()
    assert (row.linked, row.account, row.item) == (Linked.CONFIRMED, "beta", "b")
    assert [each.subject for each in complaint_items("beta")] == ["beta"]


def test_complaints_weigh_once_for_each_who_complains(tmp_path: Path, made_case: Made) -> None:
    journalled(tmp_path, call(), call(1, id="b"), call(2, id="x", called="+14155550122"))
    later = f"{AN_HOUR_AGO + timedelta(seconds=1):%Y-%m-%dT%H:%M:%S}"
    taken(line(item="c0"), line(item="c0", received_at=later), line(complainant="+14155550122"))
    case = made_case("complaints-india")
    found = items_of_case(case, NOW)
    of_class_c = [each for each in found if each.evidence == "C" and each.rule is None]
    assert len(of_class_c) == 3
    assert len({each.source for each in of_class_c}) == 2
    assert any(each.allowed for each in permits(found, review()))
    assert [each for each in items_of_case(case, NOW + timedelta(days=91)) if each.rule is None] == []


def test_a_ruling_rests_on_complaints_too(
    tmp_path: Path, made_case: Made, signed_in: Callable[..., Client]
) -> None:
    journalled(tmp_path, call(), call(2, id="x", called="+14155550122"))
    case = made_case("number-never-calls", who={"caller": NUMBER})
    taken(line(), line(complainant="+14155550122"))
    answer = sent(signed_in(Role.REVIEWER, "rosa"), case)
    row = RulingRow.objects.get()
    assert answer.status_code == 302
    kept = set(Complaint.objects.values_list("digest", flat=True))
    assert kept < set(row.ruling.evidence)
    weighed = proposal_of(row.ruling)
    assert {each.evidence for each in weighed.cited} == {"A", "C"}
    Complaint.objects.update(linked=Linked.UNCLEAR)
    assert {each.evidence for each in proposal_of(row.ruling).cited} == {"A"}


def test_the_same_complaint_is_kept_once(tmp_path: Path) -> None:
    assert len(taken(line())) == 1
    assert taken(line()) == []
    assert len(taken(line(), line(text="other"))) == 1
    assert Complaint.objects.count() == 2


REFUSED: dict[str, tuple[dict[str, str], str]] = {
    "no time": ({"received_at": ""}, "received_at"),
    "a time to come": ({"received_at": "2099-01-01T00:00"}, "received_at"),
    "a time before the calendar": ({"received_at": "0001-01-01T00:00:00+14:00"}, "received_at"),
    "a wrong year": ({"received_at": "0001-01-01T00:00:00"}, "received_at"),
    "a call in a wrong year": ({"at": "0001-01-01T00:00:00"}, "at"),
    "a call after the complaint": ({"at": f"{NOW:%Y-%m-%dT%H:%M:%S}"}, "at"),
    "a time of the call that is none": ({"at": "noon"}, "at"),
    "a source that is none": ({"source": "traceback"}, "source"),
    "a number that is none": ({"number": "=HYPERLINK(1)"}, "number"),
    "last digits": ({"number": "*0100"}, "number"),
    "about nothing known": ({"about": "weather"}, "about"),
    "somebody who is nobody": ({"complainant": "the neighbor, as always"}, "complainant"),
    "a place that is none": ({"places": "Atlantis"}, "places"),
    "what no database keeps": ({"item": "a\0b"}, "text"),
    "a long story": ({"text": "x" * 4001}, "text"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_line_is_refused_and_the_next_one_taken(name: str) -> None:
    fields, why = REFUSED[name]
    done = read(as_csv(line(text="") | fields, line(text="good")), UTC_ZONE, NOW)
    assert dict(done.refused) == {why: 1}
    assert [each.text for each in done.told] == ["good"]
    assert done.first == [(2, why)]


FILES: dict[str, tuple[bytes, dict[str, int], int]] = {
    "nothing": (b"", {"columns": 1}, 0),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\xff", {"encoding": 1}, 0),
    "no heading": (b"2026-01-01,person,+14155550100\n", {"columns": 1}, 0),
    "another column": (b"received_at,source,number,colour\n", {"columns": 1}, 0),
    "a quote that never ends": (as_csv(line()) + b'"', {"columns": 1}, 1),
    "a line that is short": (as_csv(line()) + b"a,b\n", {"columns": 1}, 1),
    "a mark of its encoding, and empty lines": (b"\xef\xbb\xbf" + as_csv(line()) + b"\n\n", {}, 1),
    "JSON": (b'{"received_at":"2026-01-01","source":"person","number":"+14155550100"}\n', {}, 1),
    "JSON with a list": (b'{"received_at":["2026"],"source":"person"}\n{', {"object": 2}, 0),
    "JSON that is deep": (b'{"text":' + b"[" * 100_000, {"object": 1}, 0),
    "JSON with another name": (b'{"received":"2026-01-01"}', {"columns": 1}, 0),
}


@pytest.mark.parametrize("name", FILES)
def test_files_of_all_kinds(name: str) -> None:
    content, refused, number = FILES[name]
    done = read(content, UTC_ZONE, NOW)
    assert (dict(done.refused), len(done.told)) == (refused, number)


def test_a_long_file_ends_where_it_must() -> None:
    content = as_csv(line()) + as_csv(line()).splitlines(keepends=True)[1] * (ROWS_MAX + 10)
    done = read(content, UTC_ZONE, NOW)
    assert (len(done.told), dict(done.refused)) == (ROWS_MAX, {"rows": 1})


def test_a_file_is_imported_and_its_refusals_are_told(browser: Client, tmp_path: Path) -> None:
    journalled(tmp_path, call())
    content = as_csv(line(), line(number="=1+1"), line())
    file = SimpleUploadedFile("=cmd.csv", content, "text/csv")
    page = browser.post("/complaints/import/", {"file": file, "zone": "UTC"}).content.decode()
    assert "1 complaint taken." in page
    assert "1 line refused." in page
    assert "The number complained about is none." in page
    assert Complaint.objects.get().account == "acme"
    bad = SimpleUploadedFile("x.csv", content, "text/csv")
    assert (
        "There is no such time zone"
        in browser.post("/complaints/import/", {"file": bad, "zone": "Mars"}).content.decode()
    )


def test_bad_forms_are_told(browser: Client) -> None:
    for bad in (
        {"number": "nobody at all"},
        {"zone": "Mars"},
        {"source": "x"},
        {"received_at": "2099-01-01T00:00"},
    ):
        answer = browser.post("/complaints/new/", form(**bad))
        assert answer.status_code == 200
        assert "errorlist" in answer.content.decode()
    assert not Complaint.objects.exists()


def test_the_guard_is_told_without_who_complained(guard: Guard, tmp_path: Path) -> None:
    rows = taken(line(places="IN", received_at=f"{NOW:%Y-%m-%dT%H:%M:%S}"))
    assert [each.told for each in rows] == ["counted"]
    (fact,) = facts_of(tmp_path)
    assert (fact.number, fact.places) == (CALLER, ("IN",))
    assert fact.complainant == rows[0].complainant
    assert CALLED.encode() not in b"".join(
        path.read_bytes() for path in (tmp_path / "journal").glob("*") if path.is_file()
    )


def test_who_may_do_what(signed_in: Callable[..., Client], tmp_path: Path) -> None:
    (row,) = taken(line(text="secret words"))
    auditor = signed_in(Role.AUDITOR)
    assert auditor.get("/complaints/").status_code == 200
    assert "secret words" in auditor.get(f"/complaints/{row.pk}/").content.decode()
    for where in ("new/", "import/", f"{row.pk}/link/"):
        assert auditor.post(f"/complaints/{where}").status_code == 403


def test_the_list_is_paged_and_asks_a_bounded_number_of_queries(
    browser: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    take(read(as_csv(*(line(text=str(n), at="") for n in range(60))), UTC_ZONE, NOW).told, None, "f")
    with django_assert_max_num_queries(12):
        page = browser.get("/complaints/").content.decode()
    following = page.split('rel="next"')[0].rsplit('href="?', 1)[1].split('"')[0].replace("&amp;", "&")
    rest = browser.get(f"/complaints/?{following}").content.decode()
    assert rest.count("data-row>") == 10
    assert browser.get("/complaints/?after=x&number=%01").status_code == 200


CELLS = {
    "=1+1": "'=1+1",
    "+1": "'+1",
    "-1": "'-1",
    "@x": "'@x",
    "\tx": "'\tx",
    "\rx": "'\rx",
    "a=1": "a=1",
    "": "",
}


@pytest.mark.parametrize("text", CELLS)
def test_cells_that_a_spreadsheet_would_compute(text: str) -> None:
    assert cell(text) == CELLS[text]
    assert cell(None) == ""
    assert complaints.HASH_BYTES >= 16
