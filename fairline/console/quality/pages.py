"""The pages of quality: figures for all, samples for whoever judges, known answers and scores for seniors."""

from datetime import date

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from fairline.console import clock
from fairline.console.cases.models import Cursor
from fairline.console.journal import JOURNAL
from fairline.console.people.access import needs, person_of
from fairline.console.people.rights import Right
from fairline.console.policy import review
from fairline.console.quality import drawing, figures, judging, reversals, weekly
from fairline.console.quality.models import Demoted, Draw, Kind, Said, Sample
from fairline.console.quality.showing import view
from fairline.console.records.purpose import ask, viewed
from fairline.console.records.words import Purpose
from fairline.console.speech import said

DRAWS_SHOWN = 13  # ours: a quarter of weeks
GOLDEN_SHOWN = 200  # ours


class PlantForm(forms.Form):
    """A known answer: of which entry or finding, what is right, and how one knows."""

    kind = forms.ChoiceField(label=_("What"), choices=[each for each in Kind.choices if each[0] != Kind.CASE])
    source = forms.CharField(
        label=_("Number of the entry, or id of the finding"),
        max_length=64,
        help_text=_("Of a week that was drawn: else its age would give it away."),
    )
    answer = forms.ChoiceField(label=_("Known answer"), choices=Said.choices)
    why = forms.CharField(label=_("How it is known"), max_length=2_000, widget=forms.Textarea)


class DrawForm(forms.Form):
    """More samples of a week."""

    week = forms.DateField(label=_("A day of the week"), widget=forms.DateInput(attrs={"type": "date"}))
    size = forms.IntegerField(
        label=_("How many"), min_value=1, max_value=weekly.SIZE_MAX, initial=weekly.WEEKLY
    )

    def clean_week(self) -> date:
        """Return the week's Monday. One that is not over cannot be drawn again the same."""
        monday = drawing.monday(self.cleaned_data["week"])
        if drawing.begins(monday) > clock.now() - drawing.WEEK:
            raise forms.ValidationError(_("This week is not over yet."))
        return monday


@needs(Right.SEE_QUALITY)
def quality(request: HttpRequest) -> HttpResponse:
    """What is measured: samples, agreement, reversals, and the rules that only observe for it."""
    now, person = clock.now(), person_of(request)
    judges = person.may(Right.CHECK_QUALITY)
    demoted = Demoted.objects.select_related("asked_by", "lifted_by").order_by("-at")[:100]
    return render(
        request,
        "quality/overview.html",
        {
            "judges": judges,
            "leads": person.may(Right.LEAD_QUALITY),
            "waiting": judging.waiting(person, now).count() if judges else 0,
            "quarter": figures.in_quarter(now),
            "quarter_min": figures.QUARTER_MIN,
            "rows": figures.rows(now),
            "records": reversals.records(now),
            "limit": review().periods["reversal-max"].limit.value,
            "base_min": review().periods["reversal-base"].number,
            "demoted": demoted,
            "policy": Cursor.objects.filter(name=JOURNAL).values_list("policy", flat=True).first(),
            "draws": Draw.objects.order_by("-week", "-number")[:DRAWS_SHOWN],
            "drawing": DrawForm(),
        },
    )


@needs(Right.CHECK_QUALITY)
def following(request: HttpRequest) -> HttpResponse:
    """Go to the next sample that waits for this person."""
    sample = judging.next_for(person_of(request), clock.now())
    if sample is None:
        messages.info(request, gettext("Nothing waits for you. The next samples come when the week is over."))
        return redirect("quality")
    return redirect("sample", sample.pk)


@needs(Right.CHECK_QUALITY)
def sample(request: HttpRequest, pk: str) -> HttpResponse:
    """One sample, to be judged. Whatever was said of it, and by whom, is not shown."""
    one = get_object_or_404(Sample.objects.select_related("case"), pk=pk)
    person, now = person_of(request), clock.now()
    mine = judging.waiting(person, now).filter(pk=pk).exists() and not judging.took_part(person, one)
    if not mine:
        messages.info(request, said(judging.NOT_YOURS))
        return redirect("quality")
    error = ""
    if request.method == "POST":
        told, reason = request.POST.get("said", ""), request.POST.get("reason", "")[:5_000]
        if told not in Said.values:
            error = gettext("Choose one of the three.")
        else:
            try:
                judging.judge(pk, person, Said(told), reason, now)
            except judging.Refused as refused:
                error = said(refused.reason)
            else:
                return redirect("sample-next")
    purpose = viewed(request, f"sample:{pk}", "sample.viewed")
    return render(
        request,
        "quality/sample.html",
        {
            "sample": one,
            "view": view(one, purpose),
            "asked": ask(request, f"sample:{pk}", Purpose.QUALITY),
            "choices": Said.choices,
            "error": error,
            "sent": request.POST,
        },
    )


@needs(Right.LEAD_QUALITY)
def golden(request: HttpRequest) -> HttpResponse:
    """Known answers: plant one, and see how each person does."""
    form = PlantForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            judging.plant(
                Kind(told["kind"]),
                told["source"].strip(),
                Said(told["answer"]),
                told["why"],
                person_of(request),
            )
        except judging.Refused as refused:
            form.add_error(None, said(refused.reason))
        else:
            messages.success(request, gettext("Planted. Nobody can tell it from the others."))
            return redirect("golden")
    # What another senior planted is told only to whom it can teach nothing any more.
    known = Q(planted_by=person_of(request)) | Q(judgments__by=person_of(request))
    planted = Sample.objects.exclude(golden="").filter(known).distinct().select_related("planted_by")
    return render(
        request,
        "quality/golden.html",
        {"form": form, "scores": figures.scores(), "planted": planted.order_by("-at")[:GOLDEN_SHOWN]},
    )


@needs(Right.LEAD_QUALITY)
@require_POST
def draw(request: HttpRequest) -> HttpResponse:
    """Draw more samples of a week."""
    form = DrawForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(each) for errors in form.errors.values() for each in errors))
        return redirect("quality")
    told, by = form.cleaned_data, person_of(request).username
    try:
        made = weekly.draw(settings.FOLDER, told["week"], told["size"], weekly.new_seed(), by, clock.now())
    except IntegrityError:
        messages.error(request, gettext("Somebody else draws from this week just now: try again."))
    else:
        count = made.samples.count()
        messages.success(request, gettext("Samples drawn: %(count)s") % {"count": count})
    return redirect("quality")


@needs(Right.LEAD_QUALITY)
@require_POST
def lift(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Propose to put a rule back into force, agree to it, or leave it."""
    person, now = person_of(request), clock.now()
    try:
        if act == "ask":
            reversals.ask_lift(pk, person, request.POST.get("reason", "")[:5_000], now)
        elif act == "agree":
            reversals.lift(pk, person, now)
        else:
            reversals.decline(pk, person)
    except judging.Refused as refused:
        messages.error(request, said(refused.reason))
    return redirect("quality")
