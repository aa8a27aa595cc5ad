"""Cases over the API."""

from datetime import datetime
from typing import Any, Literal

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import Field

from fairline.console import clock
from fairline.console.api.access import allowed
from fairline.console.api.problems import Problem, Unfit
from fairline.console.cases import work
from fairline.console.cases.models import Case, Finding
from fairline.console.cases.queue import Filter, asked
from fairline.console.paging import page
from fairline.console.people.access import person_of
from fairline.console.people.models import Person
from fairline.console.people.rights import Right, Role
from fairline.console.records.log import record
from fairline.policy import Harm

router = Router(tags=["cases"])
PAGE_MAX = 200  # ours: findings of one answer


class CaseOut(Schema):
    """A case. ``clauses``: letters; ``evidence``: the strongest class; ``harm``: 1 to 4, S1 to S4."""

    id: int
    account: str
    state: str
    severity: int
    harm: int
    evidence: str
    clauses: str
    rules: list[str] = Field(alias="rule_names")
    findings: int = Field(alias="findings_count")
    opened_at: datetime
    due_at: datetime
    closed_at: datetime | None
    outcome: str
    holder: str | None
    version: int

    @staticmethod
    def resolve_holder(of: Case) -> str | None:
        """Return who has it."""
        return None if of.holder is None else of.holder.username


class CasesOut(Schema):
    """Some cases, and what to send as ``after`` for the next ones; empty: there are none."""

    cases: list[CaseOut]
    after: str


class Asked(Schema):
    """What is looked for; an empty field asks for nothing."""

    state: str = ""
    account: str = ""
    clause: str = ""
    harm: str = ""
    evidence: str = ""
    holder: str = ""
    late: bool = False
    after: str = ""


class FindingOut(Schema):
    """A finding, and its place in the journal."""

    id: str
    account: str
    rule: str
    letter: str
    severity: int
    evidence: str
    since: datetime
    until: datetime
    open: bool
    observed: bool
    case: int | None = Field(alias="case_id")
    sequence: int


class Act(Schema):
    """Something to do with a case that is as it was at ``version``."""

    version: int
    why: str = Field(default="", max_length=2000)


class HandOver(Act):
    """To whom."""

    to: str = Field(max_length=150)


class Escalate(Act):
    """To which role."""

    to: Literal["senior", "legal"]


class Hold(Act):
    """Until when."""

    until: datetime


class Assess(Act):
    """How grave: 1 to 4."""

    harm: int = Field(ge=1, le=4)


@router.get("", response={200: CasesOut, 422: Problem})
@allowed(Right.SEE_CASES)
def cases(request: HttpRequest, wanted: Query[Asked]) -> Any:
    """Return the queue, or what is asked for: the weightiest first."""
    filter = Filter(wanted.dict(exclude={"after"}))
    if not filter.is_valid():
        raise Unfit(filter.errors)
    found = page(asked(filter, person_of(request), clock.now()), wanted.after)
    return {"cases": found.rows, "after": found.after}


@router.get("/{int:id}", response={200: CaseOut, 404: Problem})
@allowed(Right.SEE_CASES)
def case(request: HttpRequest, id: int) -> Any:
    """Return one case. That it was looked at is recorded."""
    one = get_object_or_404(Case.objects.select_related("holder"), pk=id)
    record(person_of(request).username, "case.viewed", f"case:{one.pk}")
    return one


@router.get("/{int:id}/findings", response={200: list[FindingOut], 404: Problem})
@allowed(Right.SEE_EVIDENCE)
def findings(request: HttpRequest, id: int, before: str = "") -> Any:
    """Return a case's findings, the latest first; ``before`` is the id of the last one that is known."""
    one = get_object_or_404(Case, pk=id)
    record(person_of(request).username, "evidence.viewed", f"case:{one.pk}", purpose="review")
    found = Finding.objects.filter(case=one).order_by("-until", "-id")
    last = Finding.objects.filter(case=one, pk=before).first() if before and before.isprintable() else None
    if last is not None:
        found = found.filter(Q(until__lt=last.until) | Q(until=last.until, id__lt=last.pk))
    return list(found[:PAGE_MAX])


Done = {200: CaseOut, 404: Problem, 409: Problem, 422: Problem}


def _as_seen(id: int, version: int) -> Case:
    one = get_object_or_404(Case.objects.select_related("holder"), pk=id)
    one.version = version
    return one


@router.post("/{int:id}/claim", response=Done)
@allowed(Right.WORK_CASES)
def claim(request: HttpRequest, id: int, act: Act) -> Any:
    """Take a case."""
    return work.claim(_as_seen(id, act.version), person_of(request), clock.now())


@router.post("/{int:id}/release", response=Done)
@allowed(Right.WORK_CASES)
def release(request: HttpRequest, id: int, act: Act) -> Any:
    """Let a case go."""
    return work.release(_as_seen(id, act.version), person_of(request), clock.now())


@router.post("/{int:id}/note", response=Done)
@allowed(Right.WORK_CASES)
def note(request: HttpRequest, id: int, act: Act) -> Any:
    """Write something down in a case."""
    one = _as_seen(id, act.version)
    work.write(one, person_of(request), clock.now(), act.why)
    return one


@router.post("/{int:id}/hand-over", response=Done)
@allowed(Right.WORK_CASES)
def hand_over(request: HttpRequest, id: int, act: HandOver) -> Any:
    """Give a case to somebody else."""
    if not act.to.isprintable():
        raise Http404
    to = get_object_or_404(Person, username=act.to)
    one = _as_seen(id, act.version)
    return work.hand_over(one, to, person_of(request), clock.now(), act.why)


@router.post("/{int:id}/escalate", response=Done)
@allowed(Right.WORK_CASES)
def escalate(request: HttpRequest, id: int, act: Escalate) -> Any:
    """Put a case before seniors or legal."""
    one = _as_seen(id, act.version)
    return work.escalate(one, Role(act.to), person_of(request), clock.now(), act.why)


@router.post("/{int:id}/hold", response=Done)
@allowed(Right.WORK_CASES)
def hold(request: HttpRequest, id: int, act: Hold) -> Any:
    """Let a case rest."""
    if act.until.tzinfo is None:
        raise Unfit({"until": ["wanted an instant with its zone"]})
    return work.hold(_as_seen(id, act.version), act.until, person_of(request), clock.now(), act.why)


@router.post("/{int:id}/assess", response=Done)
@allowed(Right.WORK_CASES)
def assess(request: HttpRequest, id: int, act: Assess) -> Any:
    """Say how grave the harm is."""
    one = _as_seen(id, act.version)
    return work.assess(one, Harm(act.harm), person_of(request), clock.now(), act.why)
