"""The form in which somebody else publishes a draft, and the feed that tells of what was published."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from fairline.console.people.access import needs
from fairline.console.people.rights import Right
from fairline.console.policy import register
from fairline.console.registers.models import Version
from fairline.console.speech import lang, said

FEED_MAX = 50  # ours: entries, the newest first


class PublishForm(forms.Form):
    """From when on it holds: the draft's day, or a later one."""

    in_force_from = forms.DateField(
        label=_("In force from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


@needs(Right.OPEN)
def feed(request: HttpRequest) -> HttpResponse:
    """What was published here, as an Atom feed (RFC 4287)."""
    page = request.build_absolute_uri(reverse("interpretations-public"))
    made = Atom1Feed(
        title=gettext("Interpretations"),
        link=page,
        description="",
        language=lang().value,
        feed_url=request.build_absolute_uri(),
    )
    names = {each.id: each for each in register().all}
    for row in Version.objects.order_by("-pk")[:FEED_MAX]:
        of = names[f"I-{row.number}.{row.version}"]
        made.add_item(
            title=f"{of.id} {said(of.title)}",
            link=f"{page}#{of.id}",
            description=said(of.text),
            unique_id=f"{page}#{of.id}",
            pubdate=row.published_at,
            updateddate=row.published_at,
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
