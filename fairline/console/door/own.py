"""What a customer may know of itself: its rulings, how it stands, what it was told and asked.

Every function takes the account, and nothing of another is ever among what it returns.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import msgspec
from django.db.models import QuerySet

from fairline.cases import AppealDecision, Ruling
from fairline.cases.words import SCOPES
from fairline.console.appeals.bringing import told
from fairline.console.appeals.models import AppealRow
from fairline.console.appeals.reading import decisions
from fairline.console.rulings.models import Challenge, Notice, RulingRow, Stage
from fairline.policy import ScopeKind, Text
from fairline.standing import MOVE_OF, STANDING, Effective, Standing, Standings, Subject

LATEST = 1 << 62
"""Where a ruling stands in the journal that has not been read there yet: after all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """How the account or a part of it stands, and why. No ``ruling`` while its reasons are held back.

    ``until``: when that ends by itself, ``None`` if it does not.
    """

    subject: Subject
    standing: Standing
    ruling: RulingRow | None
    until: datetime | None
    territory: tuple[str, ...]

    @property
    def kind(self) -> Text:
        """What it is, in words."""
        return SCOPES[self.subject.kind]

    @property
    def stands(self) -> Text:
        """How it stands, in words."""
        return STANDING[self.standing]


def standings(account: str, now: datetime) -> tuple[Standing, tuple[Part, ...]]:
    """Return how an account stands as a whole, and each part of it that is not active."""
    made = _in_journal(account)
    held = counted(made.values(), decisions(account), now)
    behind = [held.of(subject).ruling for subject in held.all()]
    known = {row.pk: row for row in told(account, now).select_related("statement").filter(pk__in=behind)}
    parts = tuple(_part(subject, held.of(subject), made, known) for subject in held.all())
    whole = held.of(Subject(ScopeKind.ACCOUNT, account, account)).standing
    return whole, tuple(sorted(parts, key=lambda each: (-each.standing, each.subject)))


def counted(
    rulings: Iterable[tuple[Ruling, int]], decided: Iterable[AppealDecision], now: datetime
) -> Standings:
    """Return the standings that rulings, with their places in the journal, and decisions lead to."""
    held = Standings(now)
    for ruling, sequence in rulings:
        held.apply(ruling, sequence)
    for decision in decided:
        held.decide(decision)
    return held


def rulings(account: str, now: datetime) -> QuerySet[RulingRow]:
    """Return the rulings that a customer may read, the latest first."""
    return told(account, now).select_related("statement").order_by("-decided_at", "-pk")


def notices(account: str) -> QuerySet[Notice]:
    """Return what a customer was told, the latest first."""
    return Notice.objects.filter(account=account).order_by("-at", "-pk")


def questions(account: str) -> QuerySet[Challenge]:
    """Return what a customer was asked: what waits for an answer first, and of that what is due first."""
    return Challenge.objects.filter(account=account).order_by("answered_at", "due_at", "pk")


def appeals(account: str) -> QuerySet[AppealRow]:
    """Return a customer's appeals, the latest first. What others say of its calls is not among them."""
    rows = AppealRow.objects.filter(account=account, ruling__isnull=False)
    return rows.select_related("ruling", "decision").order_by("-received_at", "-pk")


def _in_journal(account: str) -> dict[str, tuple[Ruling, int]]:
    """Return the rulings that the guard has and that move a standing, with their places."""
    rows = RulingRow.objects.filter(
        account=account,
        stage__in=(Stage.IN_JOURNAL, Stage.OVERTURNED),
        outcome__in=[str(each) for each in MOVE_OF],
    )
    return {
        row.pk: (msgspec.json.decode(row.body, type=Ruling), LATEST if row.sequence is None else row.sequence)
        for row in rows
    }


def _part(
    subject: Subject, stands: Effective, made: dict[str, tuple[Ruling, int]], known: dict[str, RulingRow]
) -> Part:
    assert stands.ruling is not None, "only a ruling moves a standing"
    ruling, _ = made[stands.ruling]
    row = known.get(stands.ruling)
    return Part(
        subject=subject,
        standing=stands.standing,
        ruling=row,
        until=ruling.expires_at if row is not None else None,
        territory=ruling.scope.territory,
    )
