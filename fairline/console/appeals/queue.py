"""The queue of appeals: filters that live in the address."""

from django.db.models import QuerySet

from fairline.console.appeals.forms import Filter
from fairline.console.appeals.models import AppealRow


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
