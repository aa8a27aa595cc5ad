"""Bringing an appeal: by the customer whose ruling it is, in time, once, with texts and files."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q, QuerySet

from fairline.cases import Outcome, appeal_refusals, appeal_until
from fairline.cases.saying import filled
from fairline.console.appeals.letters import letter
from fairline.console.appeals.models import Addition, AppealRow, Kind
from fairline.console.appeals.refused import NotTaken
from fairline.console.appeals.words import (
    ALREADY,
    DECIDE_WITHIN,
    DECIDED,
    NO_SANCTION,
    NO_TEXT,
    NOT_IN_FORCE,
    NOTHING_ADDED,
    TOO_LONG,
)
from fairline.console.cases.models import CaseEvent
from fairline.console.files.keeping import keep, looked_at
from fairline.console.people.models import Person
from fairline.console.policy import days, review
from fairline.console.records.log import record
from fairline.console.rulings.after import SILENT
from fairline.console.rulings.models import RulingRow, Stage
from fairline.policy import Text

TEXT_CHARS_MAX = 20_000  # ours
NONE_HELD = (Outcome.DISMISS, Outcome.ASK, Outcome.RESTORE)
"""What holds nothing against anybody, so that there is nothing to appeal."""


def told(account: str, now: datetime) -> QuerySet[RulingRow]:
    """Return the rulings that a customer may know of: made, and with a statement that has been sent.

    One that was made elsewhere has no statement here. Of what was dismissed nobody is told.
    """
    sent = Q(statement__isnull=True) | Q(statement__sent_at__lte=now)
    stages = (Stage.MADE, Stage.IN_JOURNAL, Stage.OVERTURNED)
    rows = RulingRow.objects.filter(sent, account=account, stage__in=stages)
    return rows.exclude(outcome__in=[str(each) for each in SILENT])


def new_key() -> str:
    """Return what tells one form from another, also where both say the same."""
    return secrets.token_urlsafe(24)


def own_key(by: Person, key: str) -> str:
    """Return a form's key as one that nobody else can have sent."""
    return sha256(f"{by.pk} {key}".encode()).hexdigest()


def against(row: RulingRow, now: datetime) -> None:
    """Raise ``NotTaken`` if a ruling cannot be appealed now, with every reason that is known before."""
    reasons = []
    if row.stage not in (Stage.MADE, Stage.IN_JOURNAL):
        reasons.append(NOT_IN_FORCE)
    if Outcome(row.outcome) in NONE_HELD:
        reasons.append(NO_SANCTION)
    probe = AppealRow(id="", kind=Kind.RULING, ruling=row, account=row.account, received_at=now, text="")
    reasons += appeal_refusals(probe.appeal(), row.ruling, days(), review())
    if AppealRow.objects.filter(ruling=row).exists():
        reasons.append(ALREADY)
    if reasons:
        raise NotTaken(*reasons)


def bring(
    row: RulingRow, by: Person, text: str, files: Sequence["UploadedFile[Any]"], key: str, now: datetime
) -> AppealRow:
    """Appeal a ruling, and have a receipt written. The same form again returns the same appeal.

    ``NotTaken`` and ``files.keeping.Refused`` say why not. The ruling has to be one that ``told`` returns.
    """
    key = own_key(by, key)
    known = AppealRow.objects.filter(key=key).first()
    if known is not None:
        return known
    _long_enough(text, NO_TEXT)
    against(row, now)
    sent = looked_at(files, by.account, now)
    with transaction.atomic():
        row = RulingRow.objects.select_for_update().get(pk=row.pk)
        known = AppealRow.objects.filter(key=key).first()
        if known is not None:  # the same form, sent twice at once
            return known
        against(row, now)
        appeal = AppealRow(
            id=f"a-{secrets.token_hex(8)}",
            kind=Kind.RULING,
            ruling=row,
            account=by.account,
            by=by.username,
            language=by.language,
            text=text.strip(),
            received_at=now,
            due_at=due(now),
            key=key,
        )
        reasons = appeal_refusals(appeal.appeal(), row.ruling, days(), review())
        if reasons:
            raise NotTaken(*reasons)
        appeal.save(force_insert=True)
        keep(sent, by, by.account, appeal.files_of, now)
        record(by.username, "appeal.brought", f"appeal:{appeal.id}", ruling=row.id, files=len(sent))
        noted(row, "appealed", by.username, appeal.id, now)
        letter("appeal-received", appeal, now, received=now)
    return appeal


def add(
    appeal: AppealRow, by: Person, text: str, files: Sequence["UploadedFile[Any]"], key: str, now: datetime
) -> AppealRow:
    """Add a text or files to an appeal until it is decided. The same form again adds nothing."""
    key = own_key(by, key)
    if Addition.objects.filter(key=key).exists():
        return appeal
    if not files:
        _long_enough(text, NOTHING_ADDED)
    if len(text) > TEXT_CHARS_MAX:
        raise NotTaken(filled(TOO_LONG, limit=TEXT_CHARS_MAX))
    sent = looked_at(files, by.account, now)
    with transaction.atomic():
        appeal = AppealRow.objects.select_for_update().get(pk=appeal.pk)
        if appeal.decided_at is not None:
            raise NotTaken(DECIDED)
        if Addition.objects.filter(key=key).exists():  # the same form, sent twice at once
            return appeal
        Addition.objects.create(appeal=appeal, at=now, by=by.username, text=text.strip(), key=key)
        keep(sent, by, by.account, appeal.files_of, now)
        record(by.username, "appeal.added", f"appeal:{appeal.id}", files=len(sent))
    return appeal


def noted(row: RulingRow, what: str, who: str, text: str, now: datetime) -> None:
    """Note in the case of a ruling, if it has one, what becomes of the ruling."""
    if row.case_id is not None:
        CaseEvent.objects.create(case_id=row.case_id, at=now, who=who, what=what, text=text)


def due(now: datetime) -> datetime:
    """Return until when an appeal wants its decision: the end of a business day."""
    day = days().after(days().day(now), DECIDE_WITHIN)
    return datetime.combine(day + timedelta(days=1), time.min, days().zone).astimezone(UTC)


def last_day(row: RulingRow) -> datetime:
    """Return the last day on which a ruling may be appealed, as midnight in the provider's zone."""
    return datetime.combine(appeal_until(row.ruling, days(), review()), time.min, days().zone)


def _long_enough(text: str, why: Text) -> None:
    if not text.strip():
        raise NotTaken(why)
    if len(text) > TEXT_CHARS_MAX:
        raise NotTaken(filled(TOO_LONG, limit=TEXT_CHARS_MAX))
