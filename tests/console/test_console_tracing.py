"""Tracebacks: asked, found in the journal, chosen, answered, told to the guard, and all of it recorded."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from django.test import Client
from django.utils import timezone

from fairline.cases import BusinessDays
from fairline.console.people.rights import Role
from fairline.console.records.models import AuditEntry
from fairline.console.rulings.guard import tell
from fairline.console.tracing import telling
from fairline.console.tracing.clock import due
from fairline.console.tracing.models import Traceback
from fairline.console.tracing.numbers import read_number
from fairline.console.tracing.telling import send_waiting
from fairline.facts import Call, Complaint
from fairline.guard import Guard
from fairline.guard.records import ENCODE, FactBody
from fairline.ports.console import Report
from fairline.signals.book import Taken
from fairline.stores.entries import EPOCH
from fairline.stores.journal import Journal
from fairline.stores.journal_files import entries

pytestmark = pytest.mark.django_db
CALLED, CALLER = "+14155550100", "+12125550199"
AN_HOUR_AGO = timezone.now().replace(microsecond=0) - timedelta(hours=1)


def call(minutes: float = 0, **fields: object) -> Call:
    shared = {"id": f"c{minutes}", "account": "acme", "called": CALLED, "caller": CALLER} | fields
    return Call(started_at=AN_HOUR_AGO + timedelta(minutes=minutes), **shared)  # type: ignore[arg-type]


def journalled(folder: Path, *calls: Call) -> None:
    """Write records of calls into the journal of a folder that no guard has."""
    journal = Journal(folder, on_commit=lambda _: None, on_trouble=lambda why: pytest.fail(why))
    for each in calls:
        body = ENCODE(FactBody(fact=each, taken=Taken.COUNTED))
        journal.append((each.started_at - EPOCH) // timedelta(microseconds=1), "fact", each.id, body)
    journal.flush()
    assert journal.close()


def form(**fields: object) -> dict[str, Any]:
    told = {
        "key": "k1",
        "authority": "Industry Traceback Group",
        "reference": "ITG-77",
        "received_at": f"{AN_HOUR_AGO:%Y-%m-%dT%H:%M:%S}",
        "caller": "+1 212 555 0199",
        "called": "(415) 555-0100",
        "moment": f"{AN_HOUR_AGO:%Y-%m-%dT%H:%M:%S}",
        "margin_s": "1800",
        "zone": "UTC",
        "note": "",
    }
    return told | fields


@pytest.fixture
def browser(signed_in: Callable[..., Client]) -> Client:
    return signed_in(Role.REVIEWER, "rosa")


def asked(browser: Client, **fields: object) -> Traceback:
    answer = browser.post("/tracebacks/new/", form(**fields))
    assert answer.status_code == 302, answer.content.decode()
    return Traceback.objects.latest("pk")


def test_a_call_is_found_chosen_and_answered(browser: Client, tmp_path: Path) -> None:
    journalled(
        tmp_path,
        call(user="seat-7", campaign="spring", source_ip="192.0.2.7"),
        call(5, account="beta"),
        call(300, account="gamma"),
    )
    row = asked(browser)
    page = browser.get(f"/tracebacks/{row.pk}/").content.decode()
    assert "acme" in page
    assert "beta" in page
    assert "gamma" not in page, "five hours later"
    browser.post(f"/tracebacks/{row.pk}/choose/", {"sequence": "1", "version": "0"})
    page = browser.get(f"/tracebacks/{row.pk}/").content.decode()
    for known in ("seat-7", "spring", "192.0.2.7", "not recorded"):
        assert known in page
    browser.post(
        f"/tracebacks/{row.pk}/answer/",
        {"version": "1", "customer": "Acme Ltd", "remarks": "<script>x</script>"},
    )
    row.refresh_from_db()
    told = row.document
    assert told["outcome"] == "found"
    assert (told["call"]["account"], told["call"]["user"], told["customer"]) == ("acme", "seat-7", "Acme Ltd")
    (entry,) = told["custody"]
    kept = next(iter(entries(tmp_path)))
    assert (entry["sequence"], entry["hash"], entry["unaltered"]) == (1, kept.hash.hex(), True)
    page = browser.get(f"/tracebacks/{row.pk}/").content.decode()
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page
    assert entry["hash"] in page


def test_the_answer_is_handed_out_as_it_is_kept(browser: Client, tmp_path: Path) -> None:
    journalled(tmp_path, call())
    row = asked(browser)
    browser.post(f"/tracebacks/{row.pk}/choose/", {"sequence": "1", "version": "0"})
    assert browser.get(f"/tracebacks/{row.pk}/answer.pdf").status_code == 404, "not answered yet"
    browser.post(f"/tracebacks/{row.pk}/answer/", {"version": "1"})
    row.refresh_from_db()
    kept = browser.get(f"/tracebacks/{row.pk}/answer.json")
    assert kept.content.decode() == row.answer
    assert kept["Content-Disposition"] == f'attachment; filename="{row}.json"'
    assert kept["X-Content-Type-Options"] == "nosniff"
    made = browser.get(f"/tracebacks/{row.pk}/answer.pdf")
    assert made.content.startswith(b"%PDF-")
    assert made.content == browser.get(f"/tracebacks/{row.pk}/answer.pdf").content, "the same each time"
    assert browser.get(f"/tracebacks/{row.pk}/answer.exe").status_code == 404


def test_every_act_is_recorded_with_its_purpose(browser: Client, tmp_path: Path) -> None:
    journalled(tmp_path, call())
    row = asked(browser)
    browser.get(f"/tracebacks/{row.pk}/")
    browser.post(f"/tracebacks/{row.pk}/choose/", {"sequence": "1", "version": "0"})
    browser.post(f"/tracebacks/{row.pk}/answer/", {"version": "1"})
    browser.get(f"/tracebacks/{row.pk}/answer.json")
    found = AuditEntry.objects.filter(object=f"traceback:{row.pk}").values_list("action", "who", "purpose")
    acts = ("opened", "searched", "chosen", "answered", "exported")
    assert list(found) == [(f"traceback.{act}", "rosa", "traceback") for act in acts]


def test_an_answer_never_changes(browser: Client, tmp_path: Path) -> None:
    journalled(tmp_path, call())
    row = asked(browser)
    browser.post(f"/tracebacks/{row.pk}/answer/", {"version": "0", "outcome": "none", "remarks": "none"})
    row.refresh_from_db()
    first = row.answer
    assert row.document["outcome"] == "not-found"
    browser.post(f"/tracebacks/{row.pk}/choose/", {"sequence": "1", "version": str(row.version)})
    browser.post(f"/tracebacks/{row.pk}/answer/", {"version": str(row.version), "remarks": "other"})
    row.refresh_from_db()
    assert (row.answer, row.choices) == (first, 0)


def test_what_is_not_among_the_found_cannot_be_chosen(browser: Client, tmp_path: Path) -> None:
    journalled(tmp_path, call(), call(1, called="+14155550101"))
    row = asked(browser)
    for sequence, version in (("2", "0"), ("99", "0"), ("1", "7"), ("x", "0"), ("1", "")):
        browser.post(f"/tracebacks/{row.pk}/choose/", {"sequence": sequence, "version": version})
    browser.post(f"/tracebacks/{row.pk}/answer/", {"version": "0"})
    row.refresh_from_db()
    assert (row.choices, row.answered_at) == (0, None)


def test_a_form_sent_twice_is_one_request(browser: Client) -> None:
    first = asked(browser)
    assert asked(browser).pk == first.pk
    assert Traceback.objects.count() == 1


BAD: dict[str, dict[str, object]] = {
    "a number that is none": {"caller": "call me maybe"},
    "too few last digits": {"caller": "*019"},
    "no number at all": {"caller": "", "called": ""},
    "a zone that is none": {"zone": "Europe/Atlantis"},
    "a time in the future": {"moment": "2099-01-01T00:00"},
    "a time long ago": {"moment": "1999-01-01T00:00"},
    "the first moment of the calendar": {"moment": "0001-01-01T00:00", "zone": "Asia/Tokyo"},
    "the last one": {"moment": "9999-12-31T23:59", "zone": "America/New_York"},
    "a time that is none": {"moment": "yesterday"},
    "an hour that does not exist": {"zone": "Europe/Paris", "moment": "2026-03-29T02:30"},
    "an hour that is there twice": {"zone": "Europe/Paris", "moment": "2026-10-25T02:30"},
    "last digits over a year": {"caller": "", "called": "*0100", "margin_s": str(182 * 86_400)},
    "a margin that is not offered": {"margin_s": "99999999"},
    "nobody who asks": {"authority": ""},
    "a letter without an end": {"note": "x" * 4001},
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_request_is_told_and_kept_nowhere(browser: Client, name: str) -> None:
    answer = browser.post("/tracebacks/new/", form(**BAD[name]))
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert not Traceback.objects.exists()


def test_a_year_is_searched_for_a_whole_number(browser: Client, tmp_path: Path) -> None:
    journalled(tmp_path, call())
    row = asked(browser, called="", margin_s=str(182 * 86_400))
    assert "c0" in browser.get(f"/tracebacks/{row.pk}/").content.decode()


def test_times_are_read_in_the_zone_that_was_told(browser: Client) -> None:
    local = AN_HOUR_AGO.astimezone(ZoneInfo("America/New_York"))
    told = f"{local:%Y-%m-%dT%H:%M:%S}"
    row = asked(browser, zone="America/New_York", moment=told, received_at=told)
    assert row.moment == AN_HOUR_AGO


NUMBERS = {
    "+33 1 23 45 67 89": ("+33123456789", False),
    "(415) 555-0100": ("+14155550100", False),
    "*0100": ("0100", True),
    "... 555 0100": ("5550100", True),
    "ACME Bank": ("ACME Bank", False),
    "36180": ("36180", False),
    "*12": None,
    "12": None,
    "+": None,
    "=1+1": None,
    "<b>x</b>": None,
    "99999999999999999999": None,
}


@pytest.mark.parametrize("text", NUMBERS)
def test_numbers_as_people_write_them(text: str) -> None:
    assert read_number(text) == NUMBERS[text]


def holidays(place: str, year: int) -> frozenset[Any]:
    return frozenset({datetime(2026, 11, 26, tzinfo=UTC).date()})


DAYS = BusinessDays(place="US", zone=ZoneInfo("America/New_York"), public_holidays=holidays)
CLOCK = {
    "in the morning": ("2026-11-24T08:00", "2026-11-25T08:00"),
    "the last moment of business": ("2026-11-24T17:29", "2026-11-25T17:29"),
    "after business": ("2026-11-24T17:30", "2026-11-26T08:00"),
    "before business": ("2026-11-24T07:59", "2026-11-25T08:00"),
    "on a holiday": ("2026-11-26T12:00", "2026-11-28T08:00"),
    "on a Saturday": ("2026-11-28T12:00", "2026-12-01T08:00"),
    "on a Friday night": ("2026-11-27T22:00", "2026-12-01T08:00"),
    "over a change of clocks": ("2026-10-30T12:00", "2026-10-31T12:00"),
}


@pytest.mark.parametrize("name", CLOCK)
def test_the_clock_of_an_answer(name: str) -> None:
    received, wanted = (
        datetime.fromisoformat(each).replace(tzinfo=ZoneInfo("America/New_York")) for each in CLOCK[name]
    )
    assert due(received.astimezone(UTC), DAYS) == wanted


def facts_of(folder: Path) -> list[Complaint]:
    read = (msgspec.json.decode(e.body, type=FactBody).fact for e in entries(folder, kinds=("fact",)))
    return [each for each in read if isinstance(each, Complaint)]


def test_the_guard_is_told_of_request_call_and_answer(
    browser: Client, guard: Guard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    monkeypatch.setattr("tests.console.test_console_tracing.AN_HOUR_AGO", now - timedelta(minutes=2))
    tell(Report((call(),)))
    row = asked(browser, received_at=f"{now:%Y-%m-%dT%H:%M:%S}")
    browser.post(f"/tracebacks/{row.pk}/choose/", {"sequence": "2", "version": "0"})
    browser.post(f"/tracebacks/{row.pk}/answer/", {"version": "1"})
    row.refresh_from_db()
    assert (row.told_receipt, row.told_call, row.told_answer) == ("counted", "counted", "corrected")
    told = facts_of(tmp_path)
    assert [(each.account, each.answered_at is not None) for each in told] == [
        (None, False),
        ("acme", False),
        ("acme", True),
    ]
    assert told[-1].answered_at == row.answered_at
    assert told[-1].due_at == row.due_at
    found = [e.body for e in entries(tmp_path, kinds=("finding",))]
    assert any(b'"rule":"traceback"' in body for body in found), "rule A-TRB sees it"


def test_a_call_is_told_again_while_its_answer_can_still_reach_it(
    browser: Client, guard: Guard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    journalled_at = now - timedelta(minutes=2)
    monkeypatch.setattr("tests.console.test_console_tracing.AN_HOUR_AGO", journalled_at)
    tell(Report((call(),)))
    row = asked(browser, received_at=f"{now:%Y-%m-%dT%H:%M:%S}")
    browser.post(f"/tracebacks/{row.pk}/choose/", {"sequence": "2", "version": "0"})
    row.refresh_from_db()
    assert send_waiting() == 0, "nothing is old enough"
    lateness = telling.lateness()
    assert telling.is_ageing(row, now + lateness * 0.6)
    Traceback.objects.update(told_at=now - lateness * 0.6)
    assert send_waiting() == 1
    row.refresh_from_db()
    assert (row.told_call, row.told_revision) == ("corrected", 1)
    browser.post(f"/tracebacks/{row.pk}/answer/", {"version": "1"})
    row.refresh_from_db()
    assert (row.told_answer, row.told_revision) == ("corrected", 2)
    found = [e.body for e in entries(tmp_path, kinds=("finding",))]
    assert sum(b'"rule":"traceback"' in body for body in found) == 1, "it counts once"


def test_what_can_no_longer_be_corrected_never_counts_twice(
    browser: Client, guard: Guard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    monkeypatch.setattr("tests.console.test_console_tracing.AN_HOUR_AGO", now - timedelta(minutes=2))
    tell(Report((call(),)))
    row = asked(browser, received_at=f"{now:%Y-%m-%dT%H:%M:%S}")
    browser.post(f"/tracebacks/{row.pk}/choose/", {"sequence": "2", "version": "0"})
    Traceback.objects.update(told_at=now - telling.lateness() * 2)
    browser.post(f"/tracebacks/{row.pk}/answer/", {"version": "1"})
    row.refresh_from_db()
    assert row.told_answer == "late"
    assert "too late to count" in browser.get(f"/tracebacks/{row.pk}/").content.decode()
    assert send_waiting() == 0


def test_without_a_guard_it_is_told_later(browser: Client, tmp_path: Path) -> None:
    journalled(tmp_path, call())
    row = asked(browser)
    browser.post(f"/tracebacks/{row.pk}/choose/", {"sequence": "1", "version": "0"})
    row.refresh_from_db()
    assert row.told_receipt == ""
    assert "cannot be reached" in row.trouble
    assert send_waiting() == 0
    assert "cannot be reached" in browser.get(f"/tracebacks/{row.pk}/").content.decode()


def test_only_who_may_trace_sees_them(signed_in: Callable[..., Client]) -> None:
    for role in (Role.AUDITOR, Role.ENGINEER):
        assert signed_in(role).get("/tracebacks/").status_code == 403
    assert signed_in(Role.LEGAL).get("/tracebacks/").status_code == 200


def test_the_list_asks_a_bounded_number_of_queries(
    browser: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for number in range(12):
        asked(browser, key=f"k{number}")
    with django_assert_max_num_queries(12):
        browser.get("/tracebacks/")
