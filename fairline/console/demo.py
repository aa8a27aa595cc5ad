"""Made-up people for the sample provider. They come only into a folder that was made for them."""

from django.conf import settings

from fairline.console.people.models import Person
from fairline.console.people.rights import Role
from fairline.facts import FairlineError

MARK = "sample-provider"
"""A file of this name in the data folder says that nothing in it is real. Only the demo writes it."""
PASSWORD = "fair-use-is-shown"
PEOPLE = (
    ("rosa", "Rosa", "Martin", Role.REVIEWER, "en"),
    ("sami", "Sami", "Okafor", Role.SENIOR, "en"),
    ("lea", "Léa", "Fontaine", Role.LEGAL, "fr"),
    ("noor", "Noor", "Haddad", Role.ENGINEER, "en"),
    ("ada", "Ada", "Lind", Role.AUDITOR, "en"),
)


def prepare() -> None:
    """Make the people, unless they are there. ``FairlineError`` where the folder may hold real data."""
    if not (settings.FOLDER / MARK).exists():
        raise FairlineError(
            f"console.demo: found {settings.FOLDER} without the file {MARK}, wanted a folder that was made"
            " for the demo: made-up people may not sign in to real data"
        )
    for name, given, family, role, language in PEOPLE:
        if not Person.objects.filter(username=name).exists():
            Person.objects.create_user(
                name,
                f"{name}@provider.example",
                PASSWORD,
                first_name=given,
                last_name=family,
                role=role,
                language=language,
            )


def customer(account: str) -> Person:
    """Return somebody of a customer, made if not there."""
    name = f"customer-{account}"
    known = Person.objects.filter(username=name).first()
    return known or Person.objects.create_user(
        name, f"{account}@customer.example", PASSWORD, role=Role.CUSTOMER, account=account
    )
