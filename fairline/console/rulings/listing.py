"""The list of rulings: filters that live in the address, and what is due above it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from fairline.console.rulings.forms import Filter
from fairline.console.rulings.holding import HOLDS
from fairline.console.rulings.models import Duty, RulingRow, Stage

SOON = timedelta(hours=24)  # ours: ends that are shown before they come
SHOWN_MAX = 20  # ours: of what is due


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """What wants somebody: second signatures, troubles at the guard, what is due, what ends soon."""

    unsigned: list[RulingRow]
    troubled: list[RulingRow]
    duties: list[Duty]
    ending: list[RulingRow]


def asked(filter: Filter) -> QuerySet[RulingRow]:
    """Return the rulings that a filter asks for, the newest first."""
    wanted = filter.cleaned_data
    found = RulingRow.objects.select_related("proposed_by").order_by("-proposed_at", "-id")
    for name in ("stage", "outcome"):
        if wanted.get(name):
            found = found.filter(**{name: wanted[name]})
    return found.filter(account=wanted["account"].strip()) if wanted.get("account") else found


def pending(now: datetime) -> Pending:
    """Return what wants somebody now, the most pressing first."""
    rows = RulingRow.objects.select_related("proposed_by")
    unsigned = rows.filter(stage=Stage.PROPOSED).order_by("proposed_at")
    troubled = rows.filter(stage=Stage.MADE).exclude(trouble="").order_by("decided_at")
    ending = rows.filter(stage__in=HOLDS, expires_at__gt=now, expires_at__lte=now + SOON).order_by(
        "expires_at"
    )
    duties = Duty.objects.select_related("ruling").filter(done_at=None).order_by("due_at")
    return Pending(
        unsigned=list(unsigned[:SHOWN_MAX]),
        troubled=list(troubled[:SHOWN_MAX]),
        duties=list(duties[:SHOWN_MAX]),
        ending=list(ending[:SHOWN_MAX]),
    )
