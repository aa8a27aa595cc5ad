"""Cases: findings gather by account, and what was snoozed, dismissed or only observed opens none."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from fairline.console.cases import intake
from fairline.console.cases.models import Case, Finding, Snooze, State
from fairline.console.people.models import Person
from fairline.console.people.rights import Role
from fairline.console.records.models import AuditEntry
from fairline.console.rulings.guard import tell
from fairline.facts import Call
from fairline.guard import Guard
from fairline.ports.console import Report
from tests.console.conftest import NOW, POLICY, Made, finding

pytestmark = pytest.mark.django_db


def test_findings_of_one_account_make_one_case(made_case: Made) -> None:
    case = made_case("abandoned-share-us", "called-though-listed")
    assert case.rule_names == ["abandoned-share-us", "called-though-listed"]
    assert case.findings_count == 2


def test_the_same_entries_again_change_nothing() -> None:
    entries = [finding("called-though-listed", sequence=7)]
    assert len(intake.take(entries, POLICY)) == 1
    before = Case.objects.values().get()
    assert intake.take(entries, POLICY) == []
    assert Case.objects.values().get() == before


def test_what_only_observes_opens_no_case() -> None:
    assert intake.take([finding("called-though-listed", mode="observe")], POLICY) == []
    assert Finding.objects.get().case is None


def test_what_is_snoozed_opens_no_case(person: Callable[..., Person]) -> None:
    Snooze.objects.create(
        account="acme",
        rule="called-though-listed",
        until=NOW + timedelta(days=1),
        by=person(Role.REVIEWER),
        at=NOW,
        reason="x",
    )
    assert intake.take([finding("called-though-listed")], POLICY) == []
    assert len(intake.take([finding("abandoned-share-us", sequence=2)], POLICY)) == 1


def test_what_was_just_dismissed_opens_no_new_case(made_case: Made) -> None:
    case = made_case("called-though-listed")
    case.state, case.closed_at = State.CLOSED, NOW - timedelta(hours=1)
    case.save()
    assert intake.take([finding("called-though-listed", sequence=9)], POLICY) == []
    assert Case.objects.get().findings_count == 2
    assert len(intake.take([finding("abandoned-share-us", sequence=10)], POLICY)) == 1


def test_the_queue_and_a_case_are_shown(made_case: Made, signed_in: Callable[..., Client]) -> None:
    case = made_case("called-though-listed", "abandoned-share-us")
    browser = signed_in(Role.REVIEWER)
    assert "acme" in browser.get("/cases/").content.decode()
    shown = browser.get(f"/cases/{case.pk}/").content.decode()
    assert "1,000" in shown
    assert signed_in(Role.CUSTOMER, account="acme").get("/cases/").status_code == 403


def test_evidence_is_shown_only_for_a_purpose_and_each_view_keeps_it(
    made_case: Made, signed_in: Callable[..., Client], guard: Guard, tmp_path: Path
) -> None:
    """The records themselves come from the journal, as the guard wrote them."""
    call = Call(
        id="c-1", started_at=datetime.now(UTC), account="acme", caller="+12025550123", called="+13035550100"
    )
    assert tell(Report((call,))).taken == ("counted",)
    case = made_case(
        "called-though-listed", since=call.started_at, until=call.started_at, samples=("c-1", "gone")
    )
    finding = case.findings.get()
    browser, where = signed_in(Role.REVIEWER), f"/cases/{case.pk}/"
    before = browser.get(f"{where}records/{finding.pk}/").content.decode()
    assert "+12025550123" not in before
    browser.post("/records/purpose/", {"object": f"case:{case.pk}", "purpose": "review", "next": where})
    shown = browser.get(f"{where}records/{finding.pk}/").content.decode()
    assert "+12025550123" in shown
    assert AuditEntry.objects.filter(action="samples.viewed", purpose="review").count() == 1
    assert signed_in(Role.ENGINEER).get(f"{where}records/{finding.pk}/").status_code == 403
