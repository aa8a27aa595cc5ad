"""The list of rulings: filters that live in the address, pages by position, and what is due above it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from fairline.console.rulings.forms import Filter
from fairline.console.rulings.holding import HOLDS
from fairline.console.rulings.models import Duty, RulingRow, Stage

PAGE = 50  # ours
SOON = timedelta(hours=24)  # ours: ends that are shown before they come
SHOWN_MAX = 20  # ours: of what is due


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some rulings, and where the next ones begin. ``after`` is empty on the last page."""

    rows: list[RulingRow]
    after: str


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


def page(found: QuerySet[RulingRow], after: str) -> Page:
    """Return the page after a position, such as ``2026-11-24T10:00:00+00:00,r-1``; else the first page."""
    moment, _, id = after.partition(",")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        at = None
    if at is not None and at.tzinfo is not None and id.isprintable():
        found = found.filter(Q(proposed_at__lt=at) | Q(proposed_at=at, id__lt=id))
    rows = list(found[: PAGE + 1])
    if len(rows) <= PAGE:
        return Page(rows=rows, after="")
    last = rows[PAGE - 1]
    return Page(rows=rows[:PAGE], after=f"{last.proposed_at.isoformat()},{last.pk}")


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
