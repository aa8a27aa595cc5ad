"""The pages of the register: for whoever works with it, and for everybody."""

from datetime import date
from typing import Any

from django.forms import BaseFormSet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from fairline.console import clock
from fairline.console.people.access import needs, person_of
from fairline.console.people.rights import Right
from fairline.console.policy import days, register, review
from fairline.console.registers import drafting, reading
from fairline.console.registers.forms import BoundForm, Bounds, WordingForm, initial, initial_bounds
from fairline.console.registers.models import Draft, Version
from fairline.console.registers.publishing import PublishForm
from fairline.console.registers.wording import Wording, wording_of
from fairline.console.speech import lang, said


def _today() -> date:
    return days().day(clock.now())


def _meaning(number: int) -> reading.Meaning:
    found = (each for each in reading.meanings(register(), _today()) if each.number == number)
    one = next(found, None)
    if one is None:
        raise Http404
    return one


@needs(Right.SEE_CASES)
def interpretations(request: HttpRequest) -> HttpResponse:
    """Every word that has a meaning, and what is being written."""
    drafts = Draft.objects.order_by("-changed_at").prefetch_related("authors")[:200]
    return render(
        request,
        "registers/list.html",
        {
            "meanings": reading.meanings(register(), _today()),
            "drafts": [{"row": each, "wording": each.wording} for each in drafts],
            "writes": person_of(request).may(Right.INTERPRET),
        },
    )


@needs(Right.SEE_CASES)
def interpretation(request: HttpRequest, number: int) -> HttpResponse:
    """One word: what it means, what it meant, what changed, and which rulings cite it."""
    one = _meaning(number)
    here = Version.objects.filter(number=number).select_related("published_by")
    return render(
        request,
        "registers/one.html",
        {
            "of": one,
            "changes": reading.changes(one, lang()),
            "citing": reading.citing(one),
            "citing_max": reading.CITING_MAX,
            "published": list(here),
            "drafts": Draft.objects.filter(number=number),
            "writes": person_of(request).may(Right.INTERPRET),
        },
    )


@needs(Right.OPEN)
def public(request: HttpRequest) -> HttpResponse:
    """The register as everybody may read it, each version under its own name."""
    return render(
        request,
        "registers/public.html",
        {"meanings": reading.meanings(register(), _today()), "notice": review().periods["interpretation"]},
    )


@needs(Right.INTERPRET)
def new(request: HttpRequest) -> HttpResponse:
    """Write a first draft: of a new word, or of the next version of one."""
    given = request.GET.get("of", "")
    number = int(given) if given.isascii() and given.isdecimal() and len(given) < 9 else None
    last = None if number is None else _meaning(number).latest
    begun = None if last is None else wording_of(last)
    notice = drafting.earliest(number, True, _today())
    form, bounds = _forms(request, begun, notice, fixed=last is not None)
    if request.method == "POST" and form.is_valid() and bounds.is_valid():
        try:
            made = drafting.draft(
                _wording(form, bounds),
                number,
                form.cleaned_data["in_force_from"],
                person_of(request),
                clock.now(),
            )
        except drafting.Refused as error:
            form.add_error(None, said(error.reason))
        else:
            return redirect("interpretation-draft", made.pk)
    return render(request, "registers/draft.html", {"form": form, "bounds": bounds, "last": last})


@needs(Right.SEE_CASES)
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft: what it would change, and for whoever may write, its form."""
    held = get_object_or_404(Draft.objects.prefetch_related("authors"), pk=pk)
    person, last = person_of(request), drafting.before(held.number)
    writes = person.may(Right.INTERPRET)
    form, bounds = _forms(request, held.wording, held.in_force_from, fixed=last is not None)
    if request.method == "POST" and writes and form.is_valid() and bounds.is_valid():
        day, version = form.cleaned_data["in_force_from"], _version(request)
        try:
            drafting.change(pk, version, _wording(form, bounds), day, person, clock.now())
        except drafting.Refused as error:
            form.add_error(None, said(error.reason))
        else:
            return redirect("interpretation-draft", pk)
    return render(request, "registers/draft.html", _told(held, last, request, form, bounds))


@needs(Right.INTERPRET)
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a draft that others wrote."""
    held = get_object_or_404(Draft.objects.prefetch_related("authors"), pk=pk)
    publishing = PublishForm(request.POST)
    if publishing.is_valid():
        day = publishing.cleaned_data["in_force_from"]
        try:
            made = drafting.publish(pk, _version(request), day, person_of(request), clock.now())
        except drafting.Refused as error:
            publishing.add_error(None, said(error.reason))
        else:
            return redirect("interpretation", made.number)
    last = drafting.before(held.number)
    form, bounds = _forms(None, held.wording, held.in_force_from, fixed=last is not None)
    told = _told(held, last, request, form, bounds) | {"publishing": publishing}
    return render(request, "registers/draft.html", told, status=409)


@needs(Right.INTERPRET)
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a draft up."""
    try:
        drafting.drop(pk, _version(request), person_of(request))
    except drafting.Refused:
        return redirect("interpretation-draft", pk)
    return redirect("interpretations")


def _told(
    held: Draft, last: Any, request: HttpRequest, form: WordingForm, bounds: "BaseFormSet[BoundForm]"
) -> dict[str, Any]:
    """Return what the page of a draft shows."""
    person, today = person_of(request), _today()
    wording = held.wording
    first = drafting.earliest(held.number, wording.stricter, today)
    would = wording.made(held.number or 0, 0 if last is None else last.version + 1, today, held.in_force_from)
    writes = person.may(Right.INTERPRET)
    return {
        "held": held,
        "last": last,
        "would": would,
        "change": None if last is None else reading.change(last, would, lang()),
        "form": form if writes else None,
        "bounds": bounds,
        "authors": list(held.authors.all()),
        "publishing": PublishForm(initial={"in_force_from": max(first, held.in_force_from)}),
        "publishes": writes and person not in held.authors.all(),
        "writes": writes,
    }


def _forms(
    request: HttpRequest | None, begun: Wording | None, day: date, *, fixed: bool
) -> "tuple[WordingForm, BaseFormSet[BoundForm]]":
    """Return the form and its rows of numbers, with what was sent or what is known."""
    sent = request.POST if request is not None and request.method == "POST" else None
    known = {"in_force_from": day} if begun is None else initial(begun, day)
    form = WordingForm(sent, initial=known)
    if fixed:
        # A field that is off takes what is known, whatever is sent: the word stays what it is.
        form.fields["term"].disabled = True
    rows = [] if begun is None else initial_bounds(begun)
    return form, Bounds(sent, prefix="bounds", initial=rows)


def _wording(form: WordingForm, bounds: "BaseFormSet[BoundForm]") -> Wording:
    return form.wording(each.bound for each in bounds.forms if each.bound is not None)


def _version(request: HttpRequest) -> int:
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 9 else -1
