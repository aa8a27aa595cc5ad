"""The page of a file for those who review: it is handed out for a purpose, which is written down."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from fairline.console.files.models import Upload
from fairline.console.files.serving import attachment
from fairline.console.people.access import needs, person_of
from fairline.console.people.rights import Right
from fairline.console.records.log import Purpose, record

PURPOSES = (
    ("", "–"),
    (Purpose.REVIEW, _("Review of a case")),
    (Purpose.APPEAL, _("Decision on an appeal")),
    (Purpose.COMPLAINT, _("Work on a complaint")),
    (Purpose.TRACEBACK, _("Traceback")),
    (Purpose.QUALITY, _("Check of quality")),
    (Purpose.LEGAL, _("Request of an authority or a court")),
)


class Wanted(forms.Form):
    """For what a file is looked at."""

    purpose = forms.ChoiceField(label=_("For what do you look at it?"), choices=PURPOSES)


@needs(Right.SEE_EVIDENCE)
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell of a file, and hand it out to whoever says for what."""
    row = get_object_or_404(Upload, pk=pk)
    wanted = Wanted(request.POST if request.method == "POST" else None)
    if wanted.is_valid():
        who, purpose = person_of(request).username, wanted.cleaned_data["purpose"]
        record(who, "file.viewed", f"file:{row.pk}", purpose=purpose, account=row.account)
        return attachment(row)
    return render(request, "files/file.html", {"file": row, "wanted": wanted})
