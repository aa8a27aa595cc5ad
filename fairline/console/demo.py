"""Makes the sample provider's people. They come only into a folder that was made for them."""

from django.conf import settings

from fairline.console.cases.models import Case
from fairline.console.people.models import Person
from fairline.console.people.rights import Role
from fairline.console.samples import MARK, PASSWORD, PEOPLE
from fairline.facts import FairlineError

CUSTOMERS_MAX = 12  # ours: a password is slow to hash, and these are enough to look around


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


def customers(cases: list[Case]) -> None:
    """Make somebody for each customer that has a case, up to some."""
    for case in cases:
        name = f"customer-{case.account}"
        if Person.objects.filter(role=Role.CUSTOMER).count() >= CUSTOMERS_MAX:
            return
        if not Person.objects.filter(username=name).exists():
            Person.objects.create_user(
                name, f"{case.account}@customer.example", PASSWORD, role=Role.CUSTOMER, account=case.account
            )
