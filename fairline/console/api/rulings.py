"""Rulings over the API: what a case's evidence permits, putting one forward, signing, its statement."""

from datetime import datetime
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from fairline.console import clock
from fairline.console.api.access import allowed
from fairline.console.api.problems import Problem, Unfit, held
from fairline.console.cases.models import Case
from fairline.console.paging import page
from fairline.console.people.access import person_of
from fairline.console.people.rights import Right
from fairline.console.rulings import making
from fairline.console.rulings.drafting import drafted
from fairline.console.rulings.forms import Filter, RulingForm
from fairline.console.rulings.listing import asked
from fairline.console.rulings.models import RulingRow, Statement
from fairline.console.rulings.offer import offer

router = Router(tags=["rulings"])


class RulingOut(Schema):
    """A ruling, and how far it is. ``trouble``: why the guard has not taken it."""

    id: str
    case: int | None = Field(alias="case_id")
    account: str
    scope_kind: str
    scope_id: str
    outcome: str
    stage: str
    proposed_at: datetime
    decided_at: datetime | None
    effective_at: datetime | None
    expires_at: datetime | None
    sequence: int | None
    trouble: str


class RulingsOut(Schema):
    """Some rulings, and what to send as ``after`` for the next ones; empty: there are none."""

    rulings: list[RulingOut]
    after: str


class Asked(Schema):
    """What is looked for; an empty field asks for nothing."""

    stage: str = ""
    account: str = ""
    outcome: str = ""
    after: str = ""


class Put(Schema):
    """A ruling as the form of the pages has it; ``key`` makes it one however often it is sent."""

    key: str = Field(min_length=8, max_length=64)
    version: int
    fields: dict[str, str | int | bool | list[str] | None]


@router.get("", response={200: RulingsOut, 422: Problem})
@allowed(Right.SEE_CASES)
def rulings(request: HttpRequest, wanted: Query[Asked]) -> Any:
    """Return the rulings that are asked for, the newest first."""
    filter = Filter(wanted.dict(exclude={"after"}))
    if not filter.is_valid():
        raise Unfit(filter.errors)
    found = page(asked(filter), wanted.after)
    return {"rulings": found.rows, "after": found.after}


@router.get("/{str:id}", response={200: RulingOut, 404: Problem})
@allowed(Right.SEE_CASES)
def ruling(request: HttpRequest, id: str) -> Any:
    """Return one ruling."""
    return held(RulingRow, id)


@router.get("/{str:id}/statement", response={404: Problem})
@allowed(Right.SEE_CASES)
def statement(request: HttpRequest, id: str) -> HttpResponse:
    """Return the statement of reasons: the record that the page and the PDF are made of."""
    found = get_object_or_404(Statement, ruling=held(RulingRow, id))
    return HttpResponse(msgspec.json.encode(found.statement), content_type="application/json")


@router.post("/of-case/{int:id}", response={200: RulingOut, 404: Problem, 422: Problem})
@allowed(Right.RULE)
def put_forward(request: HttpRequest, id: int, put: Put) -> Any:
    """Put a ruling on a case forward; it is made at once if one person is enough."""
    case, person, now = get_object_or_404(Case, pk=id), person_of(request), clock.now()
    known = making.id_of(case, put.key)
    before = RulingRow.objects.filter(pk=known, case=case).first()
    if before is not None:
        return before
    offered = offer(case, now)
    given = {name: value for name, value in put.fields.items() if value not in (None, False)}
    form = RulingForm(offered, {**given, "key": put.key, "version": put.version})
    if not form.is_valid():
        raise Unfit(form.errors)
    made = drafted(form.cleaned_data, offered, id=known, by=person.username, now=now)
    return making.propose(made, case, person, version=put.version)


@router.post("/{str:id}/sign", response={200: RulingOut, 404: Problem, 422: Problem})
@allowed(Right.RULE)
def sign(request: HttpRequest, id: str) -> Any:
    """Decide as the second person."""
    return making.sign(held(RulingRow, id), person_of(request))


@router.post("/{str:id}/withdraw", response={200: RulingOut, 404: Problem, 422: Problem})
@allowed(Right.RULE)
def withdraw(request: HttpRequest, id: str) -> Any:
    """Take back what waits for a second person."""
    making.withdraw(held(RulingRow, id), person_of(request))
    return RulingRow.objects.get(pk=id)
