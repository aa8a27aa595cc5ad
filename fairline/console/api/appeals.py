"""Appeals over the API: what waits, and deciding."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from fairline.console import clock
from fairline.console.api.access import allowed
from fairline.console.api.problems import Problem, Unfit, held
from fairline.console.appeals import deciding
from fairline.console.appeals.forms import Filter
from fairline.console.appeals.models import AppealRow
from fairline.console.appeals.queue import asked
from fairline.console.paging import page
from fairline.console.people.access import person_of
from fairline.console.people.rights import Right
from fairline.console.records.log import record

router = Router(tags=["appeals"])


class AppealOut(Schema):
    """An appeal against a ruling, or a request to look at a blocked call again."""

    id: str
    kind: str
    ruling: str | None = Field(alias="ruling_id")
    account: str
    language: str
    text: str
    received_at: datetime
    due_at: datetime
    decided_at: datetime | None


class AppealsOut(Schema):
    """Some appeals, and what to send as ``after`` for the next ones; empty: there are none."""

    appeals: list[AppealOut]
    after: str


class Asked(Schema):
    """What is looked for; an empty field asks for nothing."""

    state: str = ""
    kind: str = ""
    account: str = ""
    after: str = ""


class Decide(Schema):
    """How it is decided, and why, in the language of the appeal."""

    overturned: bool
    reasons: str = Field(min_length=1, max_length=4000)
    language: Literal["en", "fr"]


class DecisionOut(Schema):
    """The decision, and whether the guard has it."""

    id: str
    appeal: str = Field(alias="appeal_id")
    decided_at: datetime
    decided_by: str
    overturned: bool
    reasons: str
    step: str


@router.get("", response={200: AppealsOut, 422: Problem})
@allowed(Right.SEE_CASES)
def appeals(request: HttpRequest, wanted: Query[Asked]) -> Any:
    """Return the appeals that are asked for: what is due first, first."""
    filter = Filter(wanted.dict(exclude={"after"}))
    if not filter.is_valid():
        raise Unfit(filter.errors)
    found = page(asked(filter), wanted.after)
    return {"appeals": found.rows, "after": found.after}


@router.get("/{str:id}", response={200: AppealOut, 404: Problem})
@allowed(Right.SEE_CASES)
def appeal(request: HttpRequest, id: str) -> Any:
    """Return one appeal. That it was looked at is recorded."""
    one = held(AppealRow, id)
    record(person_of(request).username, "appeal.viewed", f"appeal:{one.id}")
    return one


@router.post("/{str:id}/decide", response={200: DecisionOut, 404: Problem, 422: Problem})
@allowed(Right.DECIDE_APPEALS)
def decide(request: HttpRequest, id: str, said: Decide) -> Any:
    """Decide an appeal, as another person than those of the ruling."""
    return deciding.decide(
        held(AppealRow, id),
        person_of(request),
        overturned=said.overturned,
        reasons=said.reasons,
        language=said.language,
        now=clock.now(),
    )
