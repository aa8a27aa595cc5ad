"""Ruling on a case: what is offered, what is refused, and how a ruling comes to be made by one or two."""

from collections.abc import Callable

import pytest
from django.test import Client

from fairline.console.cases.models import Case, State
from fairline.console.people.rights import Role
from fairline.console.rulings.models import Duty, RulingRow, Stage, Statement
from fairline.guard import Guard
from tests.console.conftest import Made
from tests.console.ruling_forms import NUMBER, RULE_OF_NUMBERS, sent

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]


@pytest.fixture
def case(made_case: Made) -> Case:
    return made_case(RULE_OF_NUMBERS, who={"caller": NUMBER})


def test_the_form_offers_what_evidence_permits(case: Case, signed_in: Browser) -> None:
    shown = signed_in(Role.REVIEWER).get(f"/cases/{case.pk}/rule/")
    assert shown.status_code == 200
    html = shown.content.decode()
    assert 'value="suspend"' in html
    assert 'value="restore"' not in html
    assert "nothing of this account is restricted" in html
    assert html.index(f"number:{NUMBER}") < html.index("service:call") < html.index("account:acme")


def test_two_persons(case: Case, signed_in: Browser, guard: Guard) -> None:
    answer = sent(signed_in(Role.REVIEWER), case)
    assert answer.status_code == 302, answer.content.decode()
    row = RulingRow.objects.get()
    assert row.stage == Stage.PROPOSED
    assert answer["Location"] == f"/rulings/{row.pk}/"
    answer = signed_in(Role.SENIOR).post(f"/rulings/{row.pk}/sign/", follow=True)
    assert answer.status_code == 200
    row.refresh_from_db()
    assert row.stage == Stage.IN_JOURNAL
    assert Statement.objects.get().sent_at is not None
    assert Duty.objects.get().kind == "review"
    case.refresh_from_db()
    assert case.state == State.CLOSED
    for path in (
        "/rulings/",
        f"/rulings/{row.pk}/",
        f"/rulings/{row.pk}/statement/",
        f"/rulings/{row.pk}/statement.json",
        f"/rulings/{row.pk}/statement.pdf",
        "/rulings/deliveries/",
    ):
        got = signed_in(Role.AUDITOR).get(path)
        assert got.status_code == 200, path
