"""What every page knows: who looks, where they may go, and what the provider is called."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from fairline.console.people.models import Person
from fairline.console.people.rights import Right


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Somewhere in the menu."""

    url: str
    title: Any
    here: bool


MENU = (
    ("overview", _("Overview"), Right.OVERVIEW),
    ("cases", _("Cases"), Right.SEE_CASES),
    ("rulings", _("Rulings"), Right.SEE_CASES),
    ("appeals", _("Appeals"), Right.SEE_CASES),
    ("complaints", _("Complaints"), Right.SEE_CASES),
    ("tracebacks", _("Tracebacks"), Right.TRACE),
    ("interpretations", _("Interpretations"), Right.SEE_CASES),
    ("quality", _("Quality"), Right.SEE_QUALITY),
    ("transparency", _("Transparency"), Right.SEE_REPORTS),
    ("records", _("Audit log"), Right.SEE_RECORDS),
    ("people", _("People"), Right.MANAGE_PEOPLE),
    ("own", _("Standing"), Right.OWN_ACCOUNT),
    ("own-notices", _("Notices"), Right.OWN_ACCOUNT),
    ("own-appeals", _("Appeals"), Right.OWN_ACCOUNT),
    ("own-data", _("Your data"), Right.OWN_ACCOUNT),
)
"""By the names of their pages, in the order in which they are shown."""


def console(request: HttpRequest) -> dict[str, Any]:
    """Return what every template may use."""
    return {
        "provider": settings.CONSOLE.sender.name,
        "menu": tuple(_menu(request)),
        "demo": settings.CONSOLE.demo,
    }


def _menu(request: HttpRequest) -> Iterator[Place]:
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return
    found = []
    for name, title, right in MENU:
        if person.may(right):
            with suppress(NoReverseMatch):
                found.append((reverse(name), title))
    # One place may lie within another, as a customer's pages lie within the first of them.
    here = max((url for url, _title in found if request.path.startswith(url)), key=len, default=None)
    yield from (Place(url=url, title=title, here=url == here) for url, title in found)
