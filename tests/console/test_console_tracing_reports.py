"""Transparency reports: every figure against rows that were made by hand; numbered, and never changed."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec
import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from fairline.cases import NoticeGiven, Outcome, Ruling, Scope, Trigger
from fairline.console.appeals.models import AppealRow, DecisionRow, Kind
from fairline.console.cases.models import State
from fairline.console.people.models import Person
from fairline.console.people.rights import Role
from fairline.console.quality.models import Draw, Judgment, Said, Sample
from fairline.console.quality.models import Kind as Looked
from fairline.console.records.models import AuditEntry
from fairline.console.rulings.models import RulingRow, Stage
from fairline.console.rulings.reading import columns
from fairline.console.tracing.figures import figures, summary
from fairline.console.tracing.models import Complaint, Linked, Traceback, TransparencyReport
from fairline.console.tracing.reports import make, sections
from fairline.console.tracing.sections import Section, lines
from fairline.policy import ScopeKind
from tests.console.conftest import NOW, Made

pytestmark = pytest.mark.django_db
SINCE, UNTIL = date(2026, 11, 1), date(2026, 11, 30)


def ruled(
    id: str, outcome: Outcome, at: datetime = NOW, stage: Stage = Stage.IN_JOURNAL, **more: Any
) -> RulingRow:
    case = more.pop("case", None)
    scope = Scope(kind=more.pop("kind", ScopeKind.NUMBER), id="n", account="acme")
    ruling = Ruling(
        id=id,
        outcome=outcome,
        scope=scope,
        decided_at=at,
        effective_at=at,
        decided_by=("rosa",),
        reasons="x",
        **({"clauses": ("a",)} | more),
    )
    return RulingRow.objects.create(id=id, case=case, stage=stage, proposed_at=at, **columns(ruling))


@pytest.fixture
def rows(made_case: Made, person: Callable[..., Person]) -> None:
    """A month with some of everything, and the like of it just outside."""
    case = made_case("called-though-listed")
    case.state, case.closed_at, case.outcome = State.CLOSED, NOW + timedelta(hours=4), "suspend"
    case.save()
    ruled("r1", Outcome.SUSPEND, NOW + timedelta(hours=4), case=case, clauses=("a", "b"))
    ruled("r2", Outcome.SUSPEND, stage=Stage.OVERTURNED, detected_by_machine=False, trigger=Trigger.NOTICE)
    ruled("r3", Outcome.TERMINATE, kind=ScopeKind.ACCOUNT, notice=NoticeGiven(given_at=NOW))
    ruled("r4", Outcome.WARN, trigger=Trigger.ORDER)
    ruled("r5", Outcome.SUSPEND, stage=Stage.PROPOSED)
    ruled("r6", Outcome.SUSPEND, datetime(2026, 12, 1, tzinfo=UTC))
    ruled("r7", Outcome.SUSPEND, datetime(2026, 11, 1, tzinfo=UTC) - timedelta(microseconds=1))
    by = person(Role.REVIEWER)
    for number, (answered, choices) in enumerate([(1, 1), (30, 0), (None, 0)]):
        Traceback.objects.create(
            key=f"k{number}", authority="ITG", reference="1", caller="+12125550199",
            received_at=NOW, due_at=NOW + timedelta(hours=24), moment=NOW, zone="UTC", margin_s=60,
            asked_by=by, asked_at=NOW, choices=choices,
            answered_at=None if answered is None else NOW + timedelta(hours=answered),
        )  # fmt: skip
    for number, linked in enumerate((Linked.SURE, Linked.NONE)):
        Complaint.objects.create(
            digest=str(number), received_at=NOW, source="person", about="scam" if number else "",
            origin="form", by="rosa", linked=linked,
        )  # fmt: skip


def test_every_figure(rows: None) -> None:
    told = figures(SINCE, UNTIL)
    assert told["orders"] == {"tracebacks": 3, "answered": 2, "in_time": 1, "found": 1, "rulings": 1}
    assert told["notices"] == {
        "total": 2,
        "linked": 1,
        "by_source": {"person": 2},
        "by_about": {"": 1, "scam": 1},
        "rulings": 1,
    }
    assert told["measures"] == {
        "total": 3,
        "by_clause": {"a": 3, "b": 1},
        "by_kind": {"suspend number": 2, "terminate account": 1},
        "detected_by_machine": 2,
        "decided_by_machine": 0,
        "own_initiative": 2,
        "without_notice": 2,
        "overturned": 1,
    }
    assert told["mild"] == {"warn": 1}
    assert told["cases"] == {"opened": 1, "closed": 1, "by_outcome": {"suspend": 1}}
    assert told["times"]["case_to_ruling"] == {"n": 1, "median_s": 4 * 3600.0, "p90_s": 4 * 3600.0}
    assert told["times"]["finding_to_case"]["n"] == 1
    assert told["times"]["finding_to_case"]["median_s"] == 2 * 3600.0
    assert told["times"]["traceback_to_answer"] == {"n": 2, "median_s": 3600.0, "p90_s": 30 * 3600.0}
    assert told["staff"] == {"reviewer": 1}


def test_appeals_and_what_people_said_of_samples(rows: None, person: Callable[..., Person]) -> None:
    by = person(Role.SENIOR)
    for number, (days, overturned) in enumerate([(1, True), (3, False), (60, True), (None, False)]):
        kind = Kind.RULING if number else Kind.REDRESS
        appeal = AppealRow.objects.create(
            id=f"a{number}", kind=kind, ruling_id=f"r{number}" if number else None, account="acme", by="x",
            language="en", text="x", received_at=NOW, due_at=NOW, key=f"a{number}",
            blocked="" if number else "{}",
        )  # fmt: skip
        if days is not None:
            DecisionRow.objects.create(
                id=f"d{number}", appeal=appeal, decided_at=NOW + timedelta(days=days), decided_by="sami",
                overturned=overturned, reasons="x",
            )  # fmt: skip
    draw = Draw.objects.create(
        week=SINCE, number=1, seed="s", size=9, first=1, last=9, read=9, found=9, made_at=NOW, made_by="x"
    )
    golden = ("right", "", "", "", "")
    for number, (said, known) in enumerate(zip((Said.WRONG, *Said, Said.WRONG), golden, strict=True)):
        sample = Sample.objects.create(
            id=str(number), draw=draw, kind=Looked.ANSWER, source=str(number), account="a", rules="", at=NOW,
            wanted=2, golden=known,
        )  # fmt: skip
        Judgment.objects.create(sample=sample, by=by, at=NOW, said=said, reason="x", place=1)
    second = person(Role.REVIEWER)
    Judgment.objects.create(sample=sample, by=second, at=NOW, said=Said.RIGHT, reason="x", place=2)
    told = figures(SINCE, UNTIL)
    assert told["appeals"] == {"received": 3, "redress": 1, "decided": 2, "overturned": 1}
    day = 86_400.0
    assert told["times"]["appeal_to_decision"] == {"n": 2, "median_s": day, "p90_s": 3 * day}
    assert told["quality"] == {"right": 1, "wrong": 2, "unknown": 1}
    (shown,) = [each for each in sections(told) if "15(1)(e)" in each.title]
    assert ("Error rate in samples", "66.7%") in shown.facts


def test_a_period_without_anything() -> None:
    told = figures(date(2020, 1, 1), date(2020, 12, 31))
    assert told["measures"]["total"] == 0
    assert told["times"]["case_to_ruling"] == {"n": 0, "median_s": None, "p90_s": None}
    assert sections(told)


SUMMARIES: dict[str, tuple[list[int], float, float]] = {
    "one": ([5], 5, 5),
    "two: the lower one is the median": ([1, 9], 1, 9),
    "ten": (list(range(1, 11)), 5, 9),
    "eleven": (list(range(1, 12)), 6, 10),
    "in any order": ([3, 1, 2], 2, 3),
}


@pytest.mark.parametrize("name", SUMMARIES)
def test_medians_and_ninetieths_did_occur(name: str) -> None:
    values, median, most = SUMMARIES[name]
    told = summary([timedelta(seconds=each) for each in values])
    assert (told["n"], told["median_s"], told["p90_s"]) == (len(values), median, most)


def test_counted_again_they_are_the_same_and_a_report_stays(
    rows: None, person: Callable[..., Person]
) -> None:
    by = person(Role.LEGAL)
    first, second = make(SINCE, UNTIL, by, NOW), make(SINCE, UNTIL, by, NOW)
    assert first.body == second.body
    assert second.pk == first.pk + 1, "numbered one after the other"
    kept = first.body
    ruled("late", Outcome.SUSPEND)
    assert make(SINCE, UNTIL, by, NOW).body != kept
    for change in (
        lambda: TransparencyReport.objects.filter(pk=first.pk).update(body="{}"),
        lambda: TransparencyReport.objects.filter(pk=first.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="a report stays as it was made"), transaction.atomic():
            change()
    assert TransparencyReport.objects.get(pk=first.pk).body == kept
    assert AuditEntry.objects.filter(action="report.made").count() == 3


@pytest.fixture
def legal(signed_in: Callable[..., Client]) -> Client:
    return signed_in(Role.LEGAL, "lea")


def made(browser: Client) -> TransparencyReport:
    answer = browser.post("/transparency/new/", {"since": "2026-11-01", "until": "2026-11-29"})
    assert answer.status_code == 302, answer.content.decode()
    return TransparencyReport.objects.latest("pk")


def test_a_report_is_read_as_page_csv_pdf_and_json(rows: None, legal: Client) -> None:
    row = made(legal)
    page = legal.get(f"/transparency/{row.pk}/").content.decode()
    assert "DSA art. 15(1)(c)" in page
    assert "suspended (the number)" in page
    assert "66.7%" in page
    kept = legal.get(f"/transparency/{row.pk}/report.json")
    assert kept.content.decode() == row.body
    text = legal.get(f"/transparency/{row.pk}/report.csv").content.decode("utf-8-sig")
    table = list(csv.reader(io.StringIO(text)))
    assert ["Measures by kind of restriction", "suspended (the number)", "2"] in table
    set_ = legal.get(f"/transparency/{row.pk}/report.pdf")
    assert set_.content.startswith(b"%PDF-")
    assert legal.get(f"/transparency/{row.pk}/report.xls").status_code == 404
    for name in ("clauses", "kinds"):
        drawn = legal.get(f"/transparency/{row.pk}/{name}.svg")
        assert drawn["Content-Type"] == "image/svg+xml"
        assert b"<svg" in drawn.content
    assert legal.get(f"/transparency/{row.pk}/other.svg").status_code == 404
    exported = AuditEntry.objects.filter(action="report.exported", who="lea")
    assert [msgspec.json.decode(each.body)["kind"] for each in exported.order_by("sequence")] == [
        "json", "csv", "pdf",
    ]  # fmt: skip


def test_in_french(rows: None, legal: Client) -> None:
    row = made(legal)
    legal.cookies["django_language"] = "fr"
    page = legal.get(f"/transparency/{row.pk}/").content.decode()
    assert "66,7\u00a0%" in page
    assert "suspension (le numéro)" in page
    assert legal.get(f"/transparency/{row.pk}/report.pdf").content.startswith(b"%PDF-")


PERIODS = {
    "not over yet": ("2026-11-01", "2099-01-01"),
    "the other way round": ("2026-11-30", "2026-11-01"),
    "ten years": ("2015-01-01", "2025-01-01"),
    "none": ("", ""),
    "no day": ("2026-02-30", "2026-03-01"),
}


@pytest.mark.parametrize("name", PERIODS)
def test_a_period_that_is_none_is_refused(legal: Client, name: str) -> None:
    since, until = PERIODS[name]
    answer = legal.post("/transparency/new/", {"since": since, "until": until})
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert not TransparencyReport.objects.exists()


def test_who_may_make_and_who_may_read(rows: None, legal: Client, signed_in: Callable[..., Client]) -> None:
    row = made(legal)
    auditor = signed_in(Role.AUDITOR)
    assert auditor.get(f"/transparency/{row.pk}/").status_code == 200
    assert auditor.post("/transparency/new/").status_code == 403
    assert signed_in(Role.CUSTOMER, account="acme").get(f"/transparency/{row.pk}/").status_code == 403


def test_cells_of_a_csv_file_are_no_formulas() -> None:
    section = Section(title="=1", facts=(("+a", "-b"),), headings=("@c",), rows=(("\td",),))
    assert lines([section]) == [["'=1", "'+a", "'-b"], ["'=1", "'@c"], ["'=1", "'\td"]]


def test_the_list_and_a_report_ask_a_bounded_number_of_queries(
    rows: None, legal: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for _ in range(5):
        row = made(legal)
    for where in ("/transparency/", f"/transparency/{row.pk}/"):
        with django_assert_max_num_queries(8):
            legal.get(where)
