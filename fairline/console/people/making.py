"""Making somebody from outside the pages: the first engineer has nobody to be made by."""

import secrets

from django.core.exceptions import ValidationError
from django.db import transaction

from fairline.console.people.forms import PersonForm
from fairline.console.people.models import Person
from fairline.console.records.log import SYSTEM, record
from fairline.facts import FairlineError


def first_password(name: str, *, role: str, email: str, account: str, language: str) -> str:
    """Make somebody by the rules of the form; return their password. ``FairlineError`` says why not."""
    given = {"username": name, "role": role, "email": email, "account": account, "language": language}
    form = PersonForm({**given, "is_active": "on"})
    if not form.is_valid():
        field, errors = next(iter(form.errors.items()))
        raise FairlineError(f"people.{field}: {errors[0]}")
    password = secrets.token_urlsafe(15)
    with transaction.atomic():
        made: Person = form.save(commit=False)
        made.set_password(password)
        try:
            made.full_clean()
        except ValidationError as error:
            raise FairlineError(f"people: {'; '.join(error.messages)}") from error
        made.save()
        record(SYSTEM, "person.made", f"person:{made.username}", role=made.role, account=made.account)
    return password
