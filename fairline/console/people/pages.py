"""The pages by which people are made and changed."""

import secrets

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from fairline.console.people.access import needs, person_of
from fairline.console.people.forms import PersonForm
from fairline.console.people.models import Person
from fairline.console.people.rights import Right
from fairline.console.records.log import record

SHOWN_MAX = 500  # ours: people of one page


@needs(Right.MANAGE_PEOPLE)
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, by name."""
    sought = request.GET.get("q", "").strip()
    found = Person.objects.order_by("username")
    if sought:
        found = found.filter(username__icontains=sought) | found.filter(account__icontains=sought)
    return render(request, "people/list.html", {"people": found[:SHOWN_MAX], "q": sought})


@needs(Right.MANAGE_PEOPLE)
def person(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Make somebody, or change what they are here for. Nobody changes their own role."""
    by = person_of(request)
    one = None if pk is None else get_object_or_404(Person, pk=pk)
    form = PersonForm(request.POST or None, instance=one)
    if request.method == "POST" and one is not None and one.pk == by.pk:
        messages.error(request, _("Nobody changes their own role. Ask another engineer."))
        return redirect("people")
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            made: Person = form.save(commit=False)
            if one is None:
                made.set_unusable_password()
            made.save()
            record(
                by.username,
                "person.made" if one is None else "person.changed",
                f"person:{made.username}",
                role=made.role,
                account=made.account,
                active=made.is_active,
            )
        messages.success(request, _("Done."))
        return redirect("people")
    return render(request, "people/person.html", {"form": form, "one": one})


@needs(Right.MANAGE_PEOPLE)
def password(request: HttpRequest, pk: int) -> HttpResponse:
    """Give somebody a password to begin with, shown this once; for where no mail is sent."""
    one = get_object_or_404(Person, pk=pk)
    if request.method != "POST":
        return redirect("person", pk)
    first = secrets.token_urlsafe(15)
    with transaction.atomic():
        one.set_password(first)
        one.save(update_fields=["password"])
        record(person_of(request).username, "person.password", f"person:{one.username}")
    return render(request, "people/password.html", {"one": one, "first": first})
