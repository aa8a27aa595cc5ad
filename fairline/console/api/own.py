"""A customer's own account over the API: how it stands, what it was told, and appealing."""

from datetime import datetime
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from fairline.console import clock
from fairline.console.api.access import allowed
from fairline.console.api.appeals import AppealOut
from fairline.console.api.problems import Problem
from fairline.console.appeals.bringing import TEXT_CHARS_MAX, bring
from fairline.console.door import own
from fairline.console.door.pages import own_ruling
from fairline.console.people.access import person_of
from fairline.console.people.rights import Right
from fairline.console.records.log import record
from fairline.console.rulings.models import Statement

router = Router(tags=["own"])
PAGE = 50  # ours: rows of one answer


class PartOut(Schema):
    """A part of the account that is not active. ``until``: when that ends by itself."""

    kind: str
    id: str
    standing: str
    ruling: str | None
    until: datetime | None


class StandingOut(Schema):
    """How the account stands as a whole, and each part of it that is not active."""

    account: str
    standing: str
    parts: list[PartOut]


class NoticeOut(Schema):
    """A letter, as it was sent."""

    id: int
    at: datetime
    subject: str
    text: str


class OwnRulingOut(Schema):
    """A ruling on the account whose reasons have been given."""

    id: str
    outcome: str
    scope_kind: str
    scope_id: str
    decided_at: datetime | None
    effective_at: datetime | None
    expires_at: datetime | None
    stage: str


class Brought(Schema):
    """An appeal. ``key``: the same again is the same appeal."""

    key: str = Field(min_length=8, max_length=64)
    text: str = Field(min_length=1, max_length=TEXT_CHARS_MAX)


@router.get("/standing", response=StandingOut)
@allowed(Right.OWN_ACCOUNT)
def standing(request: HttpRequest) -> Any:
    """Return how the account stands."""
    account = person_of(request).account
    whole, parts = own.standings(account, clock.now())
    return {
        "account": account,
        "standing": whole.name.lower(),
        "parts": [
            {
                "kind": part.subject.kind,
                "id": part.subject.id,
                "standing": part.standing.name.lower(),
                "ruling": None if part.ruling is None else part.ruling.pk,
                "until": part.until,
            }
            for part in parts
        ],
    }


@router.get("/notices", response=list[NoticeOut])
@allowed(Right.OWN_ACCOUNT)
def notices(request: HttpRequest) -> Any:
    """Return the latest letters."""
    return list(own.notices(person_of(request).account)[:PAGE])


@router.get("/rulings", response=list[OwnRulingOut])
@allowed(Right.OWN_ACCOUNT)
def rulings(request: HttpRequest) -> Any:
    """Return the latest rulings that may be read."""
    return list(own.rulings(person_of(request).account, clock.now())[:PAGE])


@router.get("/rulings/{str:id}/statement", response={404: Problem})
@allowed(Right.OWN_ACCOUNT)
def statement(request: HttpRequest, id: str) -> HttpResponse:
    """Return the statement of reasons of a ruling."""
    person = person_of(request)
    held = get_object_or_404(Statement, ruling=own_ruling(person.account, id, clock.now()))
    record(person.username, "statement.viewed", f"ruling:{id}")
    return HttpResponse(msgspec.json.encode(held.statement), content_type="application/json")


@router.post("/rulings/{str:id}/appeal", response={200: AppealOut, 404: Problem, 422: Problem})
@allowed(Right.OWN_ACCOUNT)
def appeal(request: HttpRequest, id: str, brought: Brought) -> Any:
    """Appeal a ruling. Files are sent at the page of the appeal."""
    person, now = person_of(request), clock.now()
    return bring(own_ruling(person.account, id, now), person, brought.text, [], brought.key, now)
