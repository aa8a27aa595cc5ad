"""The pages on which customers answer questions and appeal rulings."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from fairline.console import clock
from fairline.console.appeals.bringing import add, against, bring, last_day
from fairline.console.appeals.refused import NotTaken
from fairline.console.door import own
from fairline.console.door.answering import answer, belongs, is_late
from fairline.console.door.forms import Add, Answer, Appeal
from fairline.console.door.pages import own_ruling
from fairline.console.door.paging import page
from fairline.console.files.keeping import Refused
from fairline.console.files.keeping import of as files_of
from fairline.console.people.access import needs, person_of
from fairline.console.people.rights import Right
from fairline.console.rulings.models import RulingRow
from fairline.console.speech import said
from fairline.policy import Text

T = TypeVar("T")


@needs(Right.OWN_ACCOUNT)
def appeals(request: HttpRequest) -> HttpResponse:
    """The customer's appeals, and the rulings that may still be appealed."""
    account, now = person_of(request).account, clock.now()
    open_to = [row for row in own.rulings(account, now).filter(appeals=None)[:50] if not _reasons(row, now)]
    return render(
        request,
        "door/appeals.html",
        {
            "page": page(own.appeals(account), request.GET.get("page", "")),
            "open_to": [(row, last_day(row)) for row in open_to],
        },
    )


@needs(Right.OWN_ACCOUNT)
def new_appeal(request: HttpRequest, pk: str) -> HttpResponse:
    """Appeal a ruling."""
    person, now = person_of(request), clock.now()
    row = own_ruling(person.account, pk, now)
    form = Appeal(request.POST) if request.method == "POST" else Appeal()
    if form.is_valid():
        text, key, files = (
            form.cleaned_data["text"],
            form.cleaned_data["key"],
            request.FILES.getlist("attached"),
        )
        made = _tried(form, lambda: bring(row, person, text, files, key, now))
        if made is not None:
            return redirect("own-appeal", made.pk)
    shown = {"row": row, "form": form, "until": last_day(row)}
    shown["against"] = _reasons(row, now) if not form.is_bound else ()
    return render(request, "door/new_appeal.html", shown, status=422 if form.is_bound else 200)


@needs(Right.OWN_ACCOUNT)
def appeal(request: HttpRequest, pk: str) -> HttpResponse:
    """One appeal of the customer, and what is added to it."""
    person, now = person_of(request), clock.now()
    one = get_object_or_404(own.appeals(person.account), pk=pk)
    form = Add(request.POST) if request.method == "POST" else Add()
    if form.is_valid():
        text, key, files = (
            form.cleaned_data["text"],
            form.cleaned_data["key"],
            request.FILES.getlist("attached"),
        )
        if _tried(form, lambda: add(one, person, text, files, key, now)) is not None:
            return redirect("own-appeal", one.pk)
    return render(
        request,
        "door/appeal.html",
        {
            "appeal": one,
            "decision": getattr(one, "decision", None),
            "additions": one.additions.all(),
            "files": files_of(one.files_of),
            "form": form,
        },
        status=422 if form.is_bound else 200,
    )


@needs(Right.OWN_ACCOUNT)
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """One question to the customer, and the answer."""
    person, now = person_of(request), clock.now()
    one = get_object_or_404(own.questions(person.account), pk=pk)
    form = Answer(request.POST) if request.method == "POST" else Answer()
    if form.is_valid():
        text, files = form.cleaned_data["text"], request.FILES.getlist("attached")
        if _tried(form, lambda: answer(one, person, text, files, now)) is not None:
            return redirect("own-question", one.pk)
    return render(
        request,
        "door/question.html",
        {"question": one, "late": is_late(one), "files": files_of(belongs(one)), "form": form, "now": now},
        status=422 if form.is_bound else 200,
    )


def _tried(form: forms.Form, act: Callable[[], T]) -> T | None:
    """Do something; say in the form why it was refused, and return ``None`` then."""
    try:
        return act()
    except (NotTaken, Refused) as error:
        for reason in error.reasons:
            form.add_error(None, said(reason))
    return None


def _reasons(row: RulingRow, now: datetime) -> tuple[Text, ...]:
    """Return why a ruling cannot be appealed; none if it can."""
    try:
        against(row, now)
    except NotTaken as error:
        return error.reasons
    return ()
