"""Standings over HTTP: who stands how, by which rulings, and rulings that move them."""

import inspect
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec

from fairline.cases import Outcome, Ruling, Scope
from fairline.policy import ScopeKind
from fairline.ports import http_problems as problems
from fairline.ports.http_admission import EPOCH
from fairline.ports.http_asked import Asked
from fairline.ports.http_deciding import STANDINGS, subject_of
from fairline.ports.http_keys import ApiKey
from fairline.ports.http_problems import Refusal
from fairline.standing import STANDING, Effective, Standings, Subject, may
from fairline.wire import AllStandings, History, Move, Moved, MoveName, RulingMade, Stands

PAGE, PAGE_MAX = 1_000, 10_000  # ours: standings of one answer
TEXT_MAX = 4_096  # ours: characters of a reason, as of any text of a fact
PERSONS_TO_TERMINATE = 2  # CLAUSES R.4: a termination takes two persons
DURATION_MAX = timedelta(days=3660)  # ours: what is longer has no end

OUTCOMES: dict[MoveName, Outcome] = {
    "restrict": Outcome.THROTTLE,
    "suspend": Outcome.SUSPEND,
    "terminate": Outcome.TERMINATE,
    "restore": Outcome.RESTORE,
}
MOVES: dict[Outcome, str] = {
    Outcome.HOLD: "restrict",
    **{outcome: move for move, outcome in OUTCOMES.items()},
}
_MOVE = msgspec.json.Decoder(Move, strict=False)


def page(standings: Standings, key: ApiKey, account: str | None, after: str, limit: int) -> AllStandings:
    """Return what is not active and ``key`` may see, from after ``after`` on."""
    found = (
        subject
        for subject in standings.all()
        if key.speaks_for(subject.account) and account in (None, subject.account) and _cursor(subject) > after
    )
    kept: list[Subject] = []
    for subject in sorted(found, key=_cursor):
        if len(kept) == limit:
            return AllStandings(standings=_all(standings, kept), after=_cursor(kept[-1]))
        kept.append(subject)
    return AllStandings(standings=_all(standings, kept))


def history(standings: Standings, subject: Subject, territory: str | None) -> History:
    """Return how a subject stands, in one country or anywhere, and all rulings on it."""
    made = tuple(
        RulingMade(
            id=ruling.id,
            move=MOVES.get(ruling.outcome, ruling.outcome.value),
            territory=ruling.scope.territory,
            reasons=ruling.reasons,
            decided_by=ruling.decided_by,
            decided_at=ruling.decided_at,
            effective_at=ruling.effective_at,
            expires_at=ruling.expires_at,
        )
        for ruling in standings.rulings(subject)
    )
    return History(stands=_stands(standings, subject, standings.of(subject, territory)), rulings=made)


def subject_in(parts: list[str]) -> Subject:
    """Return the subject that a path names: kind, account, id. ``Refusal`` if the kind is none."""
    kind, account, known_as = parts
    if kind not in set(ScopeKind):
        raise unfit("kind", kind, f"one of {', '.join(ScopeKind)}")
    return Subject(ScopeKind(kind), account, known_as)


def read_move(body: bytes) -> Move:
    """Return what is asked for. ``Refusal`` says which field does not fit."""
    try:
        move = _MOVE.decode(body)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        wanted, _, path = str(error).partition(" - at `$.")
        raise unfit(path.rstrip("`") or "body", body[:80].decode("utf-8", "replace"), wanted) from None
    for name, found, wanted in _wrong(move):
        raise unfit(name, found, wanted)
    return move


async def moved(move: Move, asked: Asked, who: str) -> Moved:
    """Make a ruling of it and let it take effect. ``Refusal`` if no such move can follow."""
    standings = asked.standings()
    subject = Subject(move.scope.kind, move.scope.account, move.scope.id)
    before = _standing(standings, subject, move.scope)
    outcome = OUTCOMES[move.move]
    known = move.id is not None and any(each.id == move.id for each in standings.rulings(subject))
    if not known and not may(before.standing, outcome):
        raise Refusal(
            kind=problems.NOT_ALLOWED_MOVE,
            who=who,
            reason="move not allowed",
            values={"standing": STANDING[before.standing], "move": move.move},
        )
    at = EPOCH + timedelta(microseconds=asked.now())
    ruling = _ruling(move, outcome, at)
    if not known:
        done = asked.rule(ruling)
        if inspect.isawaitable(done):
            await done
    after = _standing(standings, subject, move.scope)
    return Moved(
        ruling=ruling.id,
        subject=subject_of(subject.kind, subject.account, subject.id),
        before=STANDINGS[before.standing],
        after=STANDINGS[after.standing],
        changed=before.standing is not after.standing,
    )


def unfit(field: str, found: str, wanted: str) -> Refusal:
    """Return the refusal of a field that does not fit."""
    return Refusal(
        kind=problems.UNREADABLE,
        reason="unreadable",
        values={"field": field, "wanted": wanted},
        field=field,
        found=found[:80],
        wanted=wanted,
    )


def _wrong(move: Move) -> Iterator[tuple[str, str, str]]:
    scope, persons = move.scope, {each.strip() for each in move.decided_by} - {""}
    if not scope.account or not scope.id:
        yield "scope.id", scope.id, "an account and an id"
    if scope.kind is ScopeKind.ACCOUNT and scope.id != scope.account:
        yield "scope.id", scope.id, f"the account itself, {scope.account}"
    if scope.kind is ScopeKind.NUMBER and not scope.id.removeprefix("+").isalnum():
        yield "scope.id", scope.id, "a number such as +12025550123, or a sender's name"
    if not move.reasons.strip():
        yield "reasons", move.reasons, "at least one reason"
    if not persons:
        yield "decided_by", "", "who decided"
    if move.move == "terminate" and len(persons) < PERSONS_TO_TERMINATE:
        yield "decided_by", ", ".join(sorted(persons)), f"{PERSONS_TO_TERMINATE} persons for a termination"
    if scope.duration is not None and not timedelta(0) < scope.duration <= DURATION_MAX:
        yield "scope.duration", str(scope.duration), f"more than nothing, at most {DURATION_MAX.days} days"
    if any(len(each) != 2 or not each.isascii() or not each.isupper() for each in scope.territory):
        yield "scope.territory", ", ".join(scope.territory), "ISO 3166-1 alpha-2 codes"
    texts = (move.reasons, scope.account, scope.id, move.id or "", move.case or "")
    lists = (move.decided_by, move.findings, move.rules, scope.territory)
    if any(len(each) > TEXT_MAX for each in (*texts, *map("".join, lists))):
        yield "body", "", f"at most {TEXT_MAX} characters a field"


def _ruling(move: Move, outcome: Outcome, at: datetime) -> Ruling:
    return Ruling(
        id=move.id or f"http-{secrets.token_hex(12)}",
        outcome=outcome,
        scope=move.scope,
        decided_at=at,
        effective_at=at,
        decided_by=tuple(dict.fromkeys(each.strip() for each in move.decided_by if each.strip())),
        reasons=move.reasons,
        case=move.case,
        language=move.language,
        findings=move.findings,
        rules=move.rules,
    )


def _standing(standings: Standings, subject: Subject, scope: Scope) -> Effective:
    """Return how a subject stands where a ruling would hold: the worst of its countries, or anywhere."""
    where: tuple[str | None, ...] = scope.territory or (None,)
    return max((standings.of(subject, each) for each in where), key=lambda each: each.standing)


def _all(standings: Standings, subjects: list[Subject]) -> tuple[Stands, ...]:
    return tuple(_stands(standings, each, standings.of(each)) for each in subjects)


def _stands(standings: Standings, subject: Subject, found: Effective) -> Stands:
    made = next((each for each in standings.rulings(subject) if each.id == found.ruling), None)
    named = subject_of(subject.kind, subject.account, subject.id)
    if made is None:
        return Stands(subject=named, standing=STANDINGS[found.standing], ruling=found.ruling)
    return Stands(
        subject=named,
        standing=STANDINGS[found.standing],
        ruling=made.id,
        territory=made.scope.territory,
        reasons=made.reasons,
        decided_by=made.decided_by,
        effective_at=made.effective_at,
        expires_at=made.expires_at,
    )


def _cursor(subject: Subject) -> str:
    return "\x1f".join((subject.kind, subject.account, subject.id))
