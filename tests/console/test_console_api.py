"""The API: the same rights as the pages, errors of one shape, and nothing that makes it fail."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings

from fairline.console.api.api import api
from fairline.console.cases.models import Finding
from fairline.console.people import tokens
from fairline.console.people.models import Person, Token
from fairline.console.people.rights import RIGHTS, Right, Role
from fairline.console.wsgi import application
from tests.console.conftest import Made

pytestmark = pytest.mark.django_db
OPERATIONS = [
    (method, path, operation)
    for path, view in (
        (f"/api/v1{prefix}{path}", view)
        for prefix, router in api._routers
        for path, view in router.path_operations.items()
    )
    for operation in view.operations
    for method in operation.methods
]


def test_every_operation_names_the_right_that_it_needs() -> None:
    assert len(OPERATIONS) > 10
    assert all(isinstance(operation.view_func.right, Right) for _, _, operation in OPERATIONS)


@pytest.mark.parametrize(
    ("method", "path", "operation"), OPERATIONS, ids=[f"{method} {path}" for method, path, _ in OPERATIONS]
)
def test_who_may_call_what(method: str, path: str, operation: object, person: Callable[..., Person]) -> None:
    where = path.replace("{int:id}", "999999").replace("{str:id}", "none")
    for role in Role:
        one = person(role, account="acme" if role is Role.CUSTOMER else "")
        key = tokens.made(one, "test", timezone.now())
        answer = Client(raise_request_exception=False).generic(
            method, where, "{}", "application/json", headers={"authorization": f"Bearer {key}"}
        )
        refused = answer.status_code == 403
        # A body that does not fit is told before anything else.
        assert answer.status_code == 422 or refused is (operation.view_func.right not in RIGHTS[role])  # type: ignore[attr-defined]
        assert answer.status_code < 500


def test_nobody_gets_in_without_a_key(client: Client) -> None:
    for headers in ({}, {"authorization": "Bearer flc_x_y"}, {"authorization": "Bearer none"}):
        answer = client.get("/api/v1/cases", headers=headers)
        assert answer.status_code == 401
        assert answer["Content-Type"] == "application/problem+json"


def test_a_key_ends_and_can_be_revoked(person: Callable[..., Person]) -> None:
    rosa, now = person(Role.REVIEWER, "rosa"), timezone.now()
    key = tokens.made(rosa, "mine", now)
    assert key is not None
    assert tokens.person_by(key, now) == rosa
    assert tokens.person_by(key, now + timedelta(days=366)) is None
    assert tokens.person_by(f"{key}x", now) is None
    assert tokens.revoke(person(Role.SENIOR), key.split("_")[1], now) is False
    assert tokens.revoke(rosa, key.split("_")[1], now) is True
    assert tokens.person_by(key, now) is None


def test_what_somebody_signed_in_changes_needs_the_token_of_a_form(
    person: Callable[..., Person], made_case: Made
) -> None:
    case = made_case("called-though-listed")
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person(Role.REVIEWER))
    sent = browser.post(f"/api/v1/cases/{case.pk}/claim", {"version": 0}, content_type="application/json")
    assert sent.status_code in (401, 403)


def test_two_who_take_one_case(signed_in: Callable[..., Client], made_case: Made) -> None:
    case = made_case("called-though-listed")
    first, second = signed_in(Role.REVIEWER, "rosa"), signed_in(Role.REVIEWER, "ben")
    body = {"version": 0}
    taken = first.post(f"/api/v1/cases/{case.pk}/claim", body, content_type="application/json")
    assert taken.json()["holder"] == "rosa"
    late = second.post(f"/api/v1/cases/{case.pk}/claim", body, content_type="application/json")
    assert late.status_code == 409


schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Leave the test's connection open when a request ends, as Django's own client for tests does."""
    for each in (request_started, request_finished):
        each.disconnect(close_old_connections)
    yield
    for each in (request_started, request_finished):
        each.connect(close_old_connections)


@schema.parametrize()
@pytest.mark.usefixtures("one_connection")
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_makes_it_fail(
    case: schemathesis.Case, person: Callable[..., Person], made_case: Made
) -> None:
    """Whatever is sent, by a senior reviewer or, of their own, by a customer, is answered or refused."""
    if not Finding.objects.exists():
        made_case("called-though-listed")
    role = Role.CUSTOMER if case.path.startswith("/api/v1/own") else Role.SENIOR
    account = "acme" if role is Role.CUSTOMER else ""
    key = tokens.made(person(role, account=account), "test", timezone.now()) or ""
    answer = case.call(headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code < 500
    Token.objects.all().delete()
