"""The tables of a customer's export: rows of plain values, read as they are written out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import msgspec

from fairline.cases.statement import fact, key
from fairline.console.cases.evidence import found
from fairline.console.cases.models import Finding, State
from fairline.console.door import own
from fairline.console.files.models import Upload
from fairline.console.policy import rules
from fairline.console.rulings.models import Statement

CHUNK = 500  # ours: rows that are held at once
Row = dict[str, object]
Read = Callable[[str, datetime], Iterator[Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table by its name, and how its rows are read. All rows have the same columns."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]


def tables(account: str, now: datetime) -> tuple[Table, ...]:
    """Return all tables of an account, as of ``now``."""
    readers: tuple[tuple[str, tuple[str, ...], Read], ...] = (
        ("findings", FINDINGS, _findings),
        ("rulings", RULINGS, _rulings),
        ("statements", STATEMENTS, _statements),
        ("notices", NOTICES, _notices),
        ("questions", QUESTIONS, _questions),
        ("appeals", APPEALS, _appeals),
        ("files", FILES, _files),
    )
    return tuple(
        Table(name=name, columns=columns, rows=partial(read, account, now)) for name, columns, read in readers
    )


def files(account: str) -> Iterator[Upload]:
    """Yield what the customer sent."""
    yield from Upload.objects.filter(account=account).order_by("id").iterator(CHUNK)


FINDINGS = (
    "id", "rule", "title_en", "title_fr", "clause", "since", "until", "about", "reason_en", "reason_fr",
)  # fmt: skip


def _findings(account: str, now: datetime) -> Iterator[Row]:
    """Yield the findings of closed cases in which something was ruled that the customer was told of, and
    nothing that it was not told of yet."""
    ruled = own.rulings(account, now).order_by().filter(case__isnull=False).values("case")
    silent = Statement.objects.filter(account=account, sent_at=None, ruling__case__isnull=False)
    told = Finding.objects.filter(account=account, case__state=State.CLOSED, case__in=ruled)
    told = told.exclude(case__in=silent.values("ruling__case"))
    for row in told.order_by("since", "id").iterator(CHUNK):
        made: Row = dict.fromkeys(FINDINGS)
        made |= {"id": row.id, "rule": row.rule, "clause": row.letter.lower()}
        made |= {"since": row.since, "until": row.until}
        if row.rule in rules():
            title = rules()[row.rule][1].title
            made |= {"title_en": title.en, "title_fr": title.fr}
        of = found(row)
        if of is not None:
            mine = frozenset({account})
            reason = fact(of, mine)
            made |= {"about": dict(key(of, mine)), "reason_en": reason.en, "reason_fr": reason.fr}
        yield made


RULINGS = (
    "id", "outcome", "scope", "scope_id", "territory", "clauses", "rules", "decided_at", "effective_at",
    "expires_at", "stage", "reasons", "proportionality", "cure_steps", "language",
)  # fmt: skip


def _rulings(account: str, now: datetime) -> Iterator[Row]:
    for row in own.rulings(account, now).iterator(CHUNK):
        ruling = row.ruling
        yield {
            "id": row.pk,
            "outcome": row.outcome,
            "scope": row.scope_kind,
            "scope_id": row.scope_id,
            "territory": list(ruling.scope.territory),
            "clauses": list(ruling.clauses),
            "rules": list(ruling.rules),
            "decided_at": row.decided_at,
            "effective_at": row.effective_at,
            "expires_at": row.expires_at,
            "stage": row.stage,
            "reasons": ruling.reasons,
            "proportionality": ruling.proportionality,
            "cure_steps": list(ruling.cure_steps),
            "language": ruling.language,
        }


STATEMENTS = ("ruling", "language", "made_at", "sent_at", "statement")


def _statements(account: str, now: datetime) -> Iterator[Row]:
    for each in Statement.objects.filter(ruling__in=own.rulings(account, now)).order_by("id").iterator(CHUNK):
        yield {
            "ruling": each.ruling_id,
            "language": each.language,
            "made_at": each.made_at,
            "sent_at": each.sent_at,
            "statement": msgspec.json.decode(each.body),
        }


NOTICES = ("at", "name", "language", "subject", "text", "ruling")


def _notices(account: str, now: datetime) -> Iterator[Row]:
    for each in own.notices(account).iterator(CHUNK):
        yield {
            "at": each.at,
            "name": each.name,
            "language": each.language,
            "subject": each.subject,
            "text": each.text,
            "ruling": each.ruling_id,
        }


QUESTIONS = ("asked_at", "due_at", "question", "answered_at", "answered_by", "answer")


def _questions(account: str, now: datetime) -> Iterator[Row]:
    for each in own.questions(account).iterator(CHUNK):
        yield {name: getattr(each, name) for name in QUESTIONS}


APPEALS = ("id", "ruling", "received_at", "by", "text", "added", "decided_at", "overturned", "reasons")


def _appeals(account: str, now: datetime) -> Iterator[Row]:
    for each in own.appeals(account).prefetch_related("additions").iterator(CHUNK):
        decision = getattr(each, "decision", None)
        yield {
            "id": each.pk,
            "ruling": each.ruling_id,
            "received_at": each.received_at,
            "by": each.by,
            "text": each.text,
            "added": [{"at": one.at, "by": one.by, "text": one.text} for one in each.additions.all()],
            "decided_at": each.decided_at,
            "overturned": decision.overturned if decision else None,
            "reasons": decision.reasons if decision else None,
        }


FILES = ("id", "name", "kind", "size", "sha256", "at", "by", "belongs", "path")


def _files(account: str, now: datetime) -> Iterator[Row]:
    for each in files(account):
        row: Row = {name: getattr(each, name) for name in FILES if name != "path"}
        yield {**row, "path": path_in(each)}


def path_in(row: Upload) -> str:
    """Return where a file is in the export."""
    return f"files/{row.pk}-{row.name}"
