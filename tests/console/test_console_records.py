"""The audit log: what is asked of it is found and taken away, and what was altered behind it is seen."""

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import timezone

from fairline.console.people.models import Person
from fairline.console.people.rights import Role
from fairline.console.records import purpose
from fairline.console.records.chain import broken_at, entries
from fairline.console.records.log import record
from fairline.console.records.models import AuditEntry
from fairline.console.records.search import Page, asked, batches, page
from fairline.console.records.words import Purpose
from fairline.console.tables import cell
from fairline.stores.audit_log import verify_log

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
SCRIPT = "<script>alert(1)</script>"


def behind_the_triggers(statement: str, *values: object) -> None:
    """Change the table as somebody would who owns the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE records_auditentry DISABLE TRIGGER audit_stays")
        else:
            cursor.execute("DROP TRIGGER audit_update")
            cursor.execute("DROP TRIGGER audit_delete")
        cursor.execute(statement, values)


def some(count: int = 5) -> None:
    for number in range(count):
        record("rosa", "case.viewed", f"case:{number + 1}")


@pytest.mark.parametrize(
    "change", ["UPDATE records_auditentry SET who = 'x'", "DELETE FROM records_auditentry"]
)
def test_the_database_refuses_to_change_or_delete_an_entry(change: str) -> None:
    some()
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():  # noqa: SIM117
        with connection.cursor() as cursor:
            cursor.execute(change)
    assert broken_at(entries()) is None


ALTERED = {
    "a purpose is rewritten": (
        "UPDATE records_auditentry SET body = %s WHERE sequence = 3",
        ['{"who":"x"}'],
        3,
    ),
    "somebody else is named, but for the body": ("UPDATE records_auditentry SET who = 'x'", [], 1),
    "another purpose is named, but for the body": (
        "UPDATE records_auditentry SET purpose = 'legal' WHERE sequence = 5",
        [],
        5,
    ),
    "the body is no JSON": ("UPDATE records_auditentry SET body = '{' WHERE sequence = 2", [], 2),
    "a time is moved": ("UPDATE records_auditentry SET at = at + 1 WHERE sequence = 2", [], 2),
    "an entry is taken out": ("DELETE FROM records_auditentry WHERE sequence = 4", [], 4),
    "the first entry is taken out": ("DELETE FROM records_auditentry WHERE sequence = 1", [], 1),
    "something stands before the first": (
        "UPDATE records_auditentry SET sequence = -7 WHERE sequence = 5",
        [],
        1,
    ),
}


@pytest.mark.parametrize("name", ALTERED)
def test_what_is_altered_behind_the_triggers_is_found(name: str) -> None:
    statement, values, at = ALTERED[name]
    some()
    behind_the_triggers(statement, *values)
    assert broken_at(entries()) == at


def test_an_end_that_was_cut_off_is_found_by_a_head_that_was_noted() -> None:
    some()
    head = AuditEntry.objects.order_by("-sequence").first()
    assert head is not None
    noted = (head.sequence, head.hash_hex[:16])
    assert verify_log(entries(), noted).broken_at is None
    behind_the_triggers("DELETE FROM records_auditentry WHERE sequence = 5")
    assert broken_at(entries()) is None
    assert verify_log(entries(), noted).broken_at == 5
    assert verify_log(entries(), (3, "00000000")).broken_at == 3


def sequences(found: Page) -> list[int]:
    return [each.sequence for each in found.entries]


def test_the_log_is_searched_by_who_what_and_object() -> None:
    some(3)
    record("sami", "case.viewed", "case:2")
    record("sami", "ruling.made", "ruling:r-1")
    assert sequences(page(asked({"who": "sami"}))) == [5, 4]
    assert sequences(page(asked({"object": "case:2"}))) == [4, 2]
    assert sequences(page(asked({"object": "case:*", "who": "rosa"}))) == [3, 2, 1]
    assert sequences(page(asked({"action": "ruling.*"}))) == [5]
    assert sequences(page(asked({"action": "ruling."}))) == []


def test_the_log_is_searched_by_time_with_an_open_end(monkeypatch: pytest.MonkeyPatch) -> None:
    for at in (1_000_000, 2_000_000, 3_000_000):
        monkeypatch.setattr("time.time_ns", lambda at=at: at * 1000)
        record("rosa", "case.viewed", "case:1")
    monkeypatch.undo()
    times = {each.sequence: each.time for each in AuditEntry.objects.all()}
    assert sequences(page(asked({"since": times[2]}))) == [3, 2]
    assert sequences(page(asked({"until": times[2]}))) == [1]
    assert sequences(page(asked({"since": times[3] + timedelta(seconds=1)}))) == []


def test_pages_go_by_number_and_leave_nothing_out() -> None:
    some(101)
    first = page(asked({}))
    second = page(asked({}), first.before)
    third = page(asked({}), second.before)
    assert sequences(first) + sequences(second) + sequences(third) == list(range(101, 0, -1))
    assert third.before == 0


def test_few_entries_are_in_memory_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fairline.console.records.search.BATCH", 3)
    some(8)
    assert [len(rows) for rows in batches(AuditEntry.objects.all())] == [3, 3, 2]


def test_the_page_asks_the_database_a_bounded_number_of_times(
    signed_in: Browser, django_assert_max_num_queries: Callable[..., Iterator[None]]
) -> None:
    some(60)
    browser = signed_in(Role.AUDITOR)
    browser.get("/records/")
    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]
        answer = browser.get("/records/?who=rosa&since=2020-01-01T00:00&until=2099-01-01T00:00")
    assert answer.content.decode().count("<tr>") == 51


def test_script_that_somebody_wrote_is_only_text(signed_in: Browser) -> None:
    record(SCRIPT, SCRIPT, SCRIPT, note=SCRIPT)
    shown = signed_in(Role.LEGAL).get(f"/records/?who={SCRIPT}").content.decode()
    assert SCRIPT not in shown
    assert "&lt;script&gt;" in shown


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.SENIOR, Role.ENGINEER, Role.CUSTOMER])
def test_others_may_not_see_the_log(role: Role, signed_in: Browser) -> None:
    browser = signed_in(role, account="acme" if role is Role.CUSTOMER else "")
    assert browser.get("/records/").status_code == 403
    assert browser.get("/records/export.csv").status_code == 403


def test_the_page_is_in_french(signed_in: Browser) -> None:
    shown = signed_in(Role.LEGAL, language="fr").get("/records/").content.decode()
    assert "Journal d'audit" in shown
    assert "Notez-la ailleurs\u00a0:" in shown


def test_an_export_holds_what_was_asked_for_and_is_itself_written_down(signed_in: Browser) -> None:
    some(4)
    answer = signed_in(Role.AUDITOR).get("/records/export.ndjson?object=case:2")
    lines = [json.loads(line) for line in b"".join(answer).splitlines()]  # type: ignore[arg-type]
    assert [each["id"] for each in lines] == ["case:2"]
    kept = AuditEntry.objects.get(sequence=2)
    assert lines[0]["hash"] == kept.hash_hex
    last = AuditEntry.objects.order_by("-sequence")[0]
    assert (last.action, last.who) == ("records.exported", "auditor")
    assert dict(last.details)["search_object"] == "case:2"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_no_cell_of_an_export_is_a_formula(signed_in: Browser) -> None:
    record("=cmd|' /C calc'!A0", "@SUM(1)", "+1-2", note="-1")
    answer = signed_in(Role.AUDITOR).get("/records/export.csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode())))  # type: ignore[arg-type]
    assert rows[1][2:5] == ["'=cmd|' /C calc'!A0", "'@SUM(1)", "'+1-2"]
    assert rows[1][0] == "1"


CELLS = {
    "=1": "'=1",
    "+1": "'+1",
    "-1": "'-1",
    "@a": "'@a",
    "\ta": "'\ta",
    "\ra": "'\ra",
    "a=1": "a=1",
    "": "",
}


@pytest.mark.parametrize("words", CELLS)
def test_a_cell_begins_no_formula(words: str) -> None:
    assert cell(words) == CELLS[words]


def test_numbers_stay_numbers_and_nothing_stays_empty() -> None:
    assert (cell(-3), cell(0.5), cell(None)) == ("-3", "0.5", "")


def test_a_search_that_is_wrong_exports_nothing(signed_in: Browser) -> None:
    assert signed_in(Role.AUDITOR).get("/records/export.csv?since=yesterday").status_code == 400
    assert signed_in(Role.AUDITOR).get("/records/export.xlsx").status_code == 404


# Evidence with a purpose


@pytest.fixture
def request_of(person: Callable[..., Person]) -> Callable[[Role], HttpRequest]:
    def made(role: Role) -> HttpRequest:
        request = RequestFactory().get("/")
        request.user, request.session = person(role), {}  # type: ignore[assignment]
        return request

    return made


def test_a_purpose_holds_for_its_object_and_an_hour(request_of: Callable[[Role], HttpRequest]) -> None:
    request, now = request_of(Role.REVIEWER), timezone.now()
    assert purpose.purpose_of(request, "case:1") is None
    purpose.state(request, "case:1", Purpose.REVIEW, now)
    assert purpose.purpose_of(request, "case:1", now) is Purpose.REVIEW
    assert purpose.purpose_of(request, "case:2", now) is None
    assert purpose.purpose_of(request, "case:1", now + purpose.HOLDS - timedelta(seconds=1)) is Purpose.REVIEW
    assert purpose.purpose_of(request, "case:1", now + purpose.HOLDS) is None
    assert purpose.purpose_of(request, "case:1", now - timedelta(seconds=1)) is None


def test_who_may_see_no_evidence_has_no_purpose(request_of: Callable[[Role], HttpRequest]) -> None:
    request = request_of(Role.ENGINEER)
    purpose.state(request, "case:1", Purpose.REVIEW)
    assert purpose.purpose_of(request, "case:1") is None
    assert purpose.ask(request, "case:1").may is False


def test_each_view_keeps_the_purpose_that_holds(request_of: Callable[[Role], HttpRequest]) -> None:
    request = request_of(Role.REVIEWER)
    assert purpose.viewed(request, "case:1", "evidence.viewed") is None
    purpose.state(request, "case:1", Purpose.QUALITY)
    assert purpose.viewed(request, "case:1", "evidence.viewed") is Purpose.QUALITY
    told = [(each.action, each.purpose, dict(each.details).get("masked")) for each in
            AuditEntry.objects.order_by("sequence")]  # fmt: skip
    assert told == [
        ("evidence.viewed", "", "true"),
        ("purpose.stated", "quality", None),
        ("evidence.viewed", "quality", "false"),
    ]


def test_without_a_purpose_numbers_are_masked() -> None:
    assert purpose.shown("to +12025550123", None) == "to +120••••••23"
    assert purpose.shown("to +12025550123", Purpose.REVIEW) == "to +12025550123"


def test_only_the_newest_purposes_are_kept(request_of: Callable[[Role], HttpRequest]) -> None:
    request = request_of(Role.REVIEWER)
    for number in range(purpose.OBJECTS_MAX + 5):
        purpose.state(request, f"case:{number}", Purpose.REVIEW)
    assert len(request.session[purpose.KEY]) == purpose.OBJECTS_MAX
    assert purpose.purpose_of(request, "case:0") is None


def test_the_form_takes_a_purpose_and_leads_back_but_nowhere_else(signed_in: Browser) -> None:
    browser = signed_in(Role.REVIEWER)
    told = {"object": "case:1", "purpose": "review", "next": "/cases/1/"}
    assert browser.post("/records/purpose/", told)["Location"] == "/cases/1/"
    assert browser.session[purpose.KEY]["case:1"][0] == "review"
    away = {**told, "next": "https://elsewhere.example/"}
    assert browser.post("/records/purpose/", away)["Location"] == "/"
    assert browser.post("/records/purpose/", {**told, "purpose": "curiosity"}).status_code == 400
    assert browser.get("/records/purpose/").status_code == 405
    assert signed_in(Role.ENGINEER).post("/records/purpose/", told).status_code == 403


def test_a_log_in_a_file_reads_the_same_without_the_console(tmp_path: Path) -> None:
    from fairline.stores.audit_log import in_sqlite

    some(7)
    file = tmp_path / "console.sqlite"
    with closing(sqlite3.connect(file)) as opened, opened:
        opened.execute(
            "CREATE TABLE records_auditentry (sequence INTEGER PRIMARY KEY, at INTEGER, action TEXT,"
            " object TEXT, who TEXT, purpose TEXT, body TEXT, hash BLOB)"
        )
        rows = [(e.sequence, e.at, e.kind, e.id, "rosa", "", e.body.decode(), e.hash) for e in entries()]
        opened.executemany("INSERT INTO records_auditentry VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    assert list(in_sqlite(file)) == list(entries())
    assert verify_log(in_sqlite(file)).entries == 7
