"""The pages of a customer's own data: what there is, and all of it to take away."""

from datetime import timedelta
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from fairline.console import clock
from fairline.console.door.export import exported
from fairline.console.files.models import Upload
from fairline.console.files.serving import saved_as
from fairline.console.people.access import needs, person_of
from fairline.console.people.rights import Right
from fairline.console.records.log import record
from fairline.console.records.models import AuditEntry

EXPORTS, WITHIN = 20, timedelta(hours=1)  # ours: how often one person may have it all made
ACTION = "data.exported"


@needs(Right.OWN_ACCOUNT)
def data(request: HttpRequest) -> HttpResponse:
    """Say what the export holds, and list what the customer sent."""
    account = person_of(request).account
    sent = Upload.objects.filter(account=account).order_by("-at", "-id")[:100]
    return render(request, "door/data.html", {"files": sent})


@needs(Right.OWN_ACCOUNT)
@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """All of the account's data as a ZIP file."""
    person, now = person_of(request), clock.now()
    since = int((now - WITHIN).timestamp() * 1e6)
    if AuditEntry.objects.filter(who=person.username, action=ACTION, at__gt=since).count() >= EXPORTS:
        messages.error(request, gettext("You have had it many times within the hour. Try again in an hour."))
        return redirect("own-data")
    record(person.username, ACTION, f"account:{person.account}")
    response = StreamingHttpResponse(exported(person.account, now), content_type="application/zip")
    # What stands before a page takes both for one.
    return cast(HttpResponse, saved_as(response, f"fairline-{now:%Y-%m-%d}.zip"))
