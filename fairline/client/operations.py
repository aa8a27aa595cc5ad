"""What can be asked, without sockets: an operation yields requests, is sent answers, and returns a value."""

import secrets
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar
from urllib.parse import quote

import httpx
import msgspec
from msgspec.structs import replace

from fairline.cases import Scope
from fairline.exports.records import FindingRecord
from fairline.facts import Event, Fact
from fairline.policy import Lang, ScopeKind
from fairline.wire import (
    AllStandings,
    Answer,
    Answers,
    Decided,
    FactsTaken,
    Findings,
    History,
    Inspect,
    Inspected,
    Line,
    Move,
    Moved,
    MoveName,
    PastFindings,
    Stands,
)

T = TypeVar("T")
JSON, NDJSON = "application/json", "application/x-ndjson"
LINES, BYTES = 1_000, 512 * 1024  # ours: of one request; the server takes more
ATTEMPTS = 500  # ours: of one request
PAGE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One request."""

    method: str
    path: str
    content: bytes = b""
    content_type: str = JSON
    query: dict[str, str] = field(default_factory=dict)


Operation = Generator[Ask, httpx.Response, T]


def decide(attempt: Event) -> Operation[Decided]:
    """Ask about one attempt."""
    answer = yield Ask(method="POST", path="/v1/decide", content=msgspec.json.encode(attempt))
    return msgspec.json.decode(answer.content, type=Decided)


def decide_all(attempts: Iterable[Event]) -> Operation[list[Answer]]:
    """Ask about several; the answers are in their order, numbered from 1."""
    made: list[Answer] = []
    for part in _parts(map(msgspec.json.encode, attempts), ATTEMPTS):
        content = b"[" + b",".join(part) + b"]"
        answer = yield Ask(method="POST", path="/v1/decide", content=content)
        before = len(made)
        answers = msgspec.json.decode(answer.content, type=Answers).answers
        made += [replace(each, line=each.line + before) for each in answers]
    return made


def inspect(asked: Inspect) -> Operation[Inspected]:
    """Have one item looked at, and ask about it."""
    answer = yield Ask(method="POST", path="/v1/inspect", content=msgspec.json.encode(asked))
    return msgspec.json.decode(answer.content, type=Inspected)


def facts(sent: Iterable[Fact]) -> Operation[FactsTaken]:
    """Send facts, in as many requests as they need; lines are numbered through."""
    before, totals = 0, dict.fromkeys(("counted", "corrected", "repeated", "late", "refused"), 0)
    lines: list[Line] = []
    for part in _parts(map(msgspec.json.encode, sent), LINES):
        content = b"\n".join(part)
        answer = yield Ask(method="POST", path="/v1/facts", content=content, content_type=NDJSON)
        told = msgspec.json.decode(answer.content, type=FactsTaken)
        for name in totals:
            totals[name] += getattr(told, name)
        lines += [replace(each, line=each.line + before) for each in told.lines]
        before += len(part)
    return FactsTaken(**totals, lines=tuple(lines))


def findings(account: str | None, rule: str | None, limit: int) -> Operation[tuple[FindingRecord, ...]]:
    """Read the latest findings."""
    query = {"limit": str(limit)} | _given(account=account, rule=rule)
    answer = yield Ask(method="GET", path="/v1/findings", query=query)
    return msgspec.json.decode(answer.content, type=Findings).findings


def past_findings(
    account: str | None, rule: str | None, before: int | None, limit: int
) -> Operation[PastFindings]:
    """Read a page of what the journal says of findings."""
    query = {"limit": str(limit)} | _given(account=account, rule=rule)
    query |= {} if before is None else {"before": str(before)}
    answer = yield Ask(method="GET", path="/v1/findings/journal", query=query)
    return msgspec.json.decode(answer.content, type=PastFindings)


def all_standings(account: str | None) -> Operation[list[Stands]]:
    """Read all that is not active, page by page."""
    made: list[Stands] = []
    query = {"limit": str(PAGE)} | _given(account=account)
    while True:
        answer = yield Ask(method="GET", path="/v1/standing", query=query)
        page = msgspec.json.decode(answer.content, type=AllStandings)
        made += page.standings
        if page.after is None:
            return made
        query = query | {"after": page.after}


def standing(kind: ScopeKind, account: str, id: str, territory: str | None) -> Operation[History]:
    """Read how one subject stands."""
    path = "/".join(quote(part, safe="") for part in (kind, account, id))
    answer = yield Ask(method="GET", path=f"/v1/standing/{path}", query=_given(territory=territory))
    return msgspec.json.decode(answer.content, type=History)


def move(
    name: MoveName,
    kind: ScopeKind,
    account: str,
    id: str,
    *,
    reasons: str,
    decided_by: Sequence[str],
    territory: Sequence[str] = (),
    duration: timedelta | None = None,
    language: Lang = Lang.EN,
    ruling: str | None = None,
) -> Operation[Moved]:
    """Make a ruling. Its id is made here, so that it counts once however often it is sent."""
    scope = Scope(kind=kind, account=account, id=id, territory=tuple(territory), duration=duration)
    made = Move(
        move=name,
        scope=scope,
        reasons=reasons,
        decided_by=tuple(decided_by),
        id=ruling or f"ruling-{secrets.token_hex(12)}",
        language=language,
    )
    answer = yield Ask(method="POST", path="/v1/standing", content=msgspec.json.encode(made))
    return msgspec.json.decode(answer.content, type=Moved)


def _parts(encoded: Iterator[bytes], most: int) -> Iterator[list[bytes]]:
    """Yield the records in parts of at most ``most``, and of ``BYTES`` if more than one."""
    part: list[bytes] = []
    size = 0
    for each in encoded:
        if part and (len(part) == most or size + len(each) > BYTES):
            yield part
            part, size = [], 0
        part.append(each)
        size += len(each) + 1
    if part:
        yield part


def _given(**values: str | None) -> dict[str, str]:
    return {name: value for name, value in values.items() if value is not None}
