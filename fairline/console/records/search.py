"""Looking something up in the audit log: who, what was seen or done, to what, and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from fairline.console.records.models import AuditEntry

PAGE = 50  # ours: rows of one page
BATCH = 2_000  # ours: rows that are in memory at a time


class Search(forms.Form):
    """What is looked for. An empty field asks for nothing; a star at the end stands for any rest."""

    who = forms.CharField(label=_("Who"), max_length=150, required=False)
    action = forms.CharField(label=_("Action"), max_length=64, required=False)
    object = forms.CharField(label=_("Object"), max_length=200, required=False)
    since = forms.DateTimeField(
        label=_("Not before"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    until = forms.DateTimeField(
        label=_("Earlier than"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some entries, the newest first, and the number before which the next ones are; 0: there are none."""

    entries: list[AuditEntry]
    before: int


def asked(wanted: dict[str, Any]) -> QuerySet[AuditEntry]:
    """Return the entries that a search asks for, in no order."""
    found = AuditEntry.objects.all()
    for name in ("who", "action", "object"):
        given = (wanted.get(name) or "").strip()
        if given.endswith("*"):
            found = found.filter(**{f"{name}__startswith": given[:-1]})
        elif given:
            found = found.filter(**{name: given})
    # Time never goes back along the log, so a time is as good as a number, and numbers have the index.
    if wanted.get("since"):
        first = _first_from(wanted["since"])
        found = found.none() if first is None else found.filter(sequence__gte=first)
    if wanted.get("until"):
        first = _first_from(wanted["until"])
        found = found if first is None else found.filter(sequence__lt=first)
    return found


def page(found: QuerySet[AuditEntry], before: int = 0) -> Page:
    """Return the entries before a number, or the newest."""
    if before:
        found = found.filter(sequence__lt=before)
    rows = list(found.order_by("-sequence")[: PAGE + 1])
    return Page(entries=rows[:PAGE], before=rows[PAGE - 1].sequence if len(rows) > PAGE else 0)


def batches(found: QuerySet[AuditEntry]) -> Iterator[list[AuditEntry]]:
    """Yield all entries in order, some at a time: however many there are, few are in memory."""
    last = -(1 << 63)
    while rows := list(found.filter(sequence__gt=last).order_by("sequence")[:BATCH]):
        yield rows
        last = rows[-1].sequence


def _first_from(instant: datetime) -> int | None:
    at = int(instant.timestamp() * 1e6)
    return (
        AuditEntry.objects.filter(at__gte=at)
        .order_by("at", "sequence")
        .values_list("sequence", flat=True)
        .first()
    )
