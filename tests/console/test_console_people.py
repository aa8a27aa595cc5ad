"""People: made by engineers, held to their roles, and asked for a second factor."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from fairline.console.people.models import Person
from fairline.console.people.rights import Role
from fairline.console.records.models import AuditEntry

pytestmark = pytest.mark.django_db
NEW = {
    "username": "nia", "first_name": "Nia", "last_name": "Obi", "email": "nia@example.com",
    "role": "reviewer",
    "account": "", "language": "fr", "is_active": "on",
}  # fmt: skip


def test_an_engineer_makes_somebody_and_it_is_recorded(signed_in: Callable[..., Client]) -> None:
    assert signed_in(Role.ENGINEER).post("/people/new/", NEW).status_code == 302
    made = Person.objects.get(username="nia")
    assert (made.role, made.language, made.has_usable_password()) == ("reviewer", "fr", False)
    assert AuditEntry.objects.get(action="person.made").object == "person:nia"


@pytest.mark.parametrize(
    "changes", [{"role": "customer"}, {"account": "acme"}, {"email": ""}, {"role": "king"}, {"username": ""}]
)
def test_what_does_not_fit_is_not_made(changes: dict[str, str], signed_in: Callable[..., Client]) -> None:
    shown = signed_in(Role.ENGINEER).post("/people/new/", {**NEW, **changes})
    assert shown.status_code == 200
    assert "errorlist" in shown.content.decode()
    assert not Person.objects.filter(username="nia").exists()


def test_the_database_itself_keeps_customers_and_accounts_together() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(username="x", role=Role.CUSTOMER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(username="y", role=Role.REVIEWER, account="acme")


def test_nobody_changes_their_own_role(signed_in: Callable[..., Client]) -> None:
    browser = signed_in(Role.ENGINEER, "eve")
    browser.post(
        f"/people/{Person.objects.get(username='eve').pk}/", {**NEW, "username": "eve", "role": "senior"}
    )
    assert Person.objects.get(username="eve").role == Role.ENGINEER


def test_nobody_signs_up(client: Client) -> None:
    shown = client.post(
        "/accounts/signup/",
        {
            "username": "me",
            "email": "me@example.com",
            "password1": "long enough 1!",
            "password2": "long enough 1!",
        },
    )
    assert not Person.objects.filter(username="me").exists()
    assert shown.status_code in (200, 302)


def test_the_password_signs_in_and_the_language_is_the_persons(person: Callable[..., Person]) -> None:
    person(Role.REVIEWER, "rosa", language="fr")
    browser = Client()
    browser.post("/accounts/login/", {"login": "rosa", "password": "correct horse battery"})
    assert 'lang="fr"' in browser.get("/you/").content.decode()


def test_the_providers_people_need_a_second_factor(
    settings: object, signed_in: Callable[..., Client]
) -> None:
    settings.CONSOLE = replace(settings.CONSOLE, second_factor=True)  # type: ignore[attr-defined]
    assert signed_in(Role.REVIEWER).get("/cases/")["Location"] == "/accounts/2fa/"
    assert signed_in(Role.CUSTOMER, account="acme").get("/you/").status_code == 200


def test_pages_say_what_browsers_may_load(client: Client) -> None:
    said = client.get("/accounts/login/")["Content-Security-Policy"]
    assert "default-src 'none'" in said
    assert "unsafe" not in said
    assert "http" not in said
