"""What vague words mean, the audit log, and how good the review is, over the API."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from fairline.console import clock
from fairline.console.api.access import allowed
from fairline.console.api.problems import Problem, Unfit
from fairline.console.people.rights import Right
from fairline.console.policy import register
from fairline.console.quality import figures
from fairline.console.records.search import Search, asked, page

router = Router(tags=["registers"])


class Said(Schema):
    """The same in both languages."""

    en: str
    fr: str


class InterpretationOut(Schema):
    """A version of what a word means, and for what happened from which day on."""

    id: str
    number: int
    version: int
    term: str
    title: Said
    text: Said
    reasons: Said
    rules: list[str]
    published_on: date
    in_force_from: date
    stricter: bool


class EntryOut(Schema):
    """An entry of the audit log. ``body``: JSON; ``hash``: hexadecimal, over it and all before it."""

    sequence: int
    time: datetime
    who: str
    action: str
    object: str
    purpose: str
    body: str
    hash: str

    @staticmethod
    def resolve_hash(of: Any) -> str:
        """Return the hash in digits."""
        return bytes(of.hash).hex()


class EntriesOut(Schema):
    """Some entries, the newest first, and what to send as ``before`` for the next ones; 0: there are none."""

    entries: list[EntryOut]
    before: int


class Looked(Schema):
    """What is looked for; an empty field asks for nothing, a star at the end stands for any rest."""

    who: str = ""
    action: str = ""
    object: str = ""
    since: str = ""
    until: str = ""
    before: int = Field(default=0, ge=0, le=2**62)


@router.get("/interpretations", response=list[InterpretationOut])
@allowed(Right.SEE_CASES)
def interpretations(request: HttpRequest) -> Any:
    """Return every version of every interpretation, by number."""
    return register().all


@router.get("/records", response={200: EntriesOut, 422: Problem})
@allowed(Right.SEE_RECORDS)
def records(request: HttpRequest, wanted: Query[Looked]) -> Any:
    """Return entries of the audit log, the newest first."""
    search = Search(wanted.dict(exclude={"before"}))
    if not search.is_valid():
        raise Unfit(search.errors)
    found = page(asked(search.cleaned_data), wanted.before)
    return {"entries": found.entries, "before": found.before}


@router.get("/quality")
@allowed(Right.SEE_QUALITY)
def quality(request: HttpRequest) -> dict[str, Any]:
    """Return what people said of samples in the last year: all rules first, under an empty name."""
    now = clock.now()
    return {
        "judged_this_quarter": figures.in_quarter(now),
        "rules": [
            {
                "rule": row.rule,
                "right": row.judged.right,
                "wrong": row.judged.wrong,
                "unknown": row.judged.unknown,
                "pairs": row.agreed.pairs,
                "same": row.agreed.same,
                "kappa": row.agreed.kappa,
            }
            for row in figures.rows(now)
        ],
    }
