"""A traceback from its receipt to its answer. Pages and the API call these; each act is recorded."""

import time
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from fairline.console.people.models import Person
from fairline.console.policy import days
from fairline.console.records.log import Purpose, record
from fairline.console.tracing import answers, telling
from fairline.console.tracing.clock import due
from fairline.console.tracing.forms import wanted
from fairline.console.tracing.models import Traceback
from fairline.console.tracing.numbers import Number
from fairline.facts import FairlineError
from fairline.stores.call_index_open import ENTRIES, Progress, catch_up
from fairline.stores.call_index_search import Candidate, Found, search

ANSWERED = _("It is answered already.")
CHANGED = _("Somebody else changed it in the meantime. Look at it again.")
NOT_THERE = _("That call is none of those that were found.")
NOTHING_CHOSEN = _("Choose a call first, or say that none was found.")
_ENCODE = msgspec.json.Encoder(order="sorted").encode


class NotDone(Exception):
    """Why something was not done, in the words of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What a search found, how far the open day was read, and how long it took. ``trouble``: why nothing."""

    found: Found
    progress: Progress
    took_s: float
    trouble: str = ""


def opened(told: dict[str, Any], by: Person, now: datetime) -> Traceback:
    """Keep a request, as its form read it. The same form again is the same request."""
    caller, called = told["caller"], told["called"]
    with transaction.atomic():
        row, is_new = Traceback.objects.get_or_create(
            key=told["key"],
            defaults={
                "authority": told["authority"],
                "reference": told["reference"],
                "received_at": told["received_at"],
                "due_at": due(told["received_at"], days()),
                "caller": caller.text if caller else "",
                "caller_ends": bool(caller and caller.ends),
                "called": called.text if called else "",
                "called_ends": bool(called and called.ends),
                "moment": told["moment"],
                "zone": told["zone"],
                "margin_s": told["margin_s"],
                "note": told["note"],
                "asked_by": by,
                "asked_at": now,
            },
        )
        if is_new:
            record(
                by.username,
                "traceback.opened",
                f"traceback:{row.pk}",
                purpose=Purpose.TRACEBACK,
                authority=row.authority,
                reference=row.reference,
            )
    if is_new:
        telling.send_traceback(row, now)
    return row


def looked_for(row: Traceback) -> Looked:
    """Search the journal for the call. Of the open day what is not read yet is read first, up to a bound."""
    began = time.perf_counter()
    nothing = Found((), (), False)
    try:
        progress = catch_up(settings.FOLDER, ENTRIES)
        asked = wanted(
            Number(row.caller, row.caller_ends) if row.caller else None,
            Number(row.called, row.called_ends) if row.called else None,
            row.moment,
            row.margin_s,
        )
        found = search(settings.FOLDER, asked)
    except (FairlineError, OSError) as error:
        return Looked(found=nothing, progress=Progress(0, 0), took_s=0.0, trouble=str(error))
    return Looked(found=found, progress=progress, took_s=time.perf_counter() - began)


def choose(pk: int, sequence: int, by: Person, now: datetime, version: int) -> Traceback:
    """Say which call it is, by one of its entries. ``NotDone`` says why not."""
    found = looked_for(Traceback.objects.get(pk=pk)).found  # before others wait for the database
    with transaction.atomic():
        row = _locked(pk, version)
        of = _candidate(found, sequence)
        if of is None:
            raise NotDone(NOT_THERE)
        row.entries = msgspec.json.encode(sorted(each.sequence for each in of.rows)).decode()
        row.call_id, row.account = of.row.id, next((e.account for e in reversed(of.rows) if e.account), "")
        row.chosen_at = row.chosen_at or now
        row.choices, row.version, row.told_call = row.choices + 1, row.version + 1, ""
        row.save()
        record(
            by.username,
            "traceback.chosen",
            f"traceback:{row.pk}",
            purpose=Purpose.TRACEBACK,
            call=row.call_id,
            account=row.account,
        )
    telling.send_traceback(row, now)
    return row


def answer(
    pk: int, added: dict[str, str], by: Person, now: datetime, version: int, *, found: bool
) -> Traceback:
    """Give the answer, which then never changes. ``NotDone`` says why not."""
    with transaction.atomic():
        row = _locked(pk, version)
        if found and not row.choices:
            raise NotDone(NOTHING_CHOSEN)
        if not found:
            row.entries, row.choices, row.account, row.call_id = "[]", 0, "", ""
        row.answered_at, row.answered_by = now, by.username
        entries = answers.proven(row)
        body = _ENCODE(answers.document(row, entries, added, now))
        row.answer, row.answer_sha256 = body.decode(), sha256(body).hexdigest()
        row.version += 1
        row.save()
        record(
            by.username,
            "traceback.answered",
            f"traceback:{row.pk}",
            purpose=Purpose.TRACEBACK,
            sha256=row.answer_sha256,
            found=found,
        )
    telling.send_traceback(row, now)
    return row


def _locked(pk: int, version: int) -> Traceback:
    row = Traceback.objects.select_for_update().get(pk=pk)
    if row.answered_at is not None:
        raise NotDone(ANSWERED)
    if row.version != version:
        raise NotDone(CHANGED)
    return row


def _candidate(found: Found, sequence: int) -> Candidate | None:
    holds = (each for each in found.candidates if any(row.sequence == sequence for row in each.rows))
    return next(holds, None)
