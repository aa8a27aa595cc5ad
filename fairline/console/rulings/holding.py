"""What stands restricted for an account now, by the rulings that the pages know of."""

import sqlite3
from contextlib import closing
from datetime import datetime

from django.conf import settings

from fairline.console.rulings.models import RulingRow, Stage
from fairline.policy import ScopeKind
from fairline.standing import Standing, Standings, Subject

ENFORCEMENT = "enforcement.sqlite"
HOLDS = (Stage.MADE, Stage.IN_JOURNAL)


def standings_of(account: str, now: datetime) -> Standings:
    """Return the standings of an account and its parts. What was overturned or not made moves nothing."""
    made = Standings(now)
    rows = RulingRow.objects.filter(account=account, stage__in=HOLDS).order_by("decided_at", "sequence")
    for number, row in enumerate(rows):
        made.apply(row.ruling, row.sequence or number)
    return made


def restricted(account: str, now: datetime) -> dict[Subject, Standing]:
    """Return everything of an account that is not active, for some country at least."""
    return standings_of(account, now).all()


def acknowledged(subject: Subject) -> dict[str, Standing]:
    """Return what each switch has said of a subject: nothing where no switch is told of it.

    It is the guard's own file, which is only read here; one that is busy or not there says nothing.
    """
    path = settings.FOLDER / ENFORCEMENT
    if not path.exists():
        return {}
    query = "SELECT actuator, standing FROM acknowledged WHERE kind = ? AND account = ? AND id = ?"
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=1)) as database:
            rows = database.execute(query, (subject.kind.value, subject.account, subject.id)).fetchall()
    except sqlite3.Error:
        return {}
    return {name: Standing(standing) for name, standing in rows}


def subject_of(row: RulingRow) -> Subject:
    """Return what a ruling is about."""
    return Subject(ScopeKind(row.scope_kind), row.account, row.scope_id)
