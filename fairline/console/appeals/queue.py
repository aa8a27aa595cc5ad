"""The queue of appeals: filters that live in the address, pages by position."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from fairline.console.appeals.forms import Filter
from fairline.console.appeals.models import AppealRow

PAGE = 50  # ours: rows of one page
ID = re.compile(r"[ab]-[0-9a-f]{16}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some appeals, and where the next ones begin. ``after`` is empty on the last page."""

    appeals: list[AppealRow]
    after: str


def asked(filter: Filter) -> QuerySet[AppealRow]:
    """Return the appeals that a filter asks for: what is due first, first."""
    wanted = filter.cleaned_data
    found = AppealRow.objects.select_related("ruling", "decision").order_by("due_at", "id")
    if not wanted.get("state"):
        found = found.filter(decided_at=None)
    elif wanted["state"] == "decided":
        found = found.exclude(decided_at=None)
    if wanted.get("kind"):
        found = found.filter(kind=wanted["kind"])
    if wanted.get("account"):
        found = found.filter(account=wanted["account"].strip())
    return found


def page(found: QuerySet[AppealRow], after: str) -> Page:
    """Return the page after a position, such as ``2026-11-24T10:00:00+00:00,a-17``; else the first."""
    due, _, id = after.partition(",")
    try:
        at = datetime.fromisoformat(due)
    except ValueError:
        at = None
    if at is not None and at.tzinfo is not None and ID.fullmatch(id):
        found = found.filter(Q(due_at__gt=at) | Q(due_at=at, id__gt=id))
    rows = list(found[: PAGE + 1])
    if len(rows) <= PAGE:
        return Page(appeals=rows, after="")
    last = rows[PAGE - 1]
    return Page(appeals=rows[:PAGE], after=f"{last.due_at.isoformat()},{last.pk}")
