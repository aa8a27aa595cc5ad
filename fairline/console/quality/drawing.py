"""Drawing samples of a week: reproducible from its seed, and bounded however long the journal is.

The entries of the week are cut into blocks of equal length. As many blocks as may be read are drawn, and of
all automated answers in them some are drawn again: every answer of the week has the same chance, and where
all blocks are read, the draw is over all of them. Chance is a hash of the seed: anybody can draw again.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b
from heapq import nsmallest
from pathlib import Path

import msgspec

from fairline.console.cases.models import Case, Finding, State
from fairline.console.quality.models import Kind, Said
from fairline.guard.course import ATTEMPT
from fairline.guard.records import DecisionRecord
from fairline.policy import Mode
from fairline.stores.entries import Entry, Span
from fairline.stores.journal_files import days, of_day, span

BLOCK = 5_000  # ours: entries of one block
BLOCKS_MAX = 80  # ours: blocks of one draw, 400,000 entries, some ten seconds of reading
CASES = 5  # ours: closed cases of a week that another person looks at
SECOND_OF = 4  # ours: of so many samples one is given to a second person
PASSED = b'"decision":{"act":"allow"'
"""How a decision begins that let an attempt pass. In a text of somebody's, the quotes would be escaped."""
WEEK = timedelta(days=7)


class Attempt(msgspec.Struct, frozen=True):
    """What of an attempt is looked at when it is drawn."""

    account: str
    started_at: datetime | None = None
    at: datetime | None = None


class Answered(msgspec.Struct, frozen=True):
    """An attempt and the decision on it, as the journal has them."""

    attempt: Attempt
    decision: DecisionRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Something that was drawn. ``first``: what a closed case's own outcome says of its findings."""

    kind: Kind
    source: str
    account: str
    rules: tuple[str, ...]
    at: datetime
    body: str = ""
    first: Said | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers that were drawn, of how many, in how many entries that were read."""

    drawn: tuple[Drawn, ...]
    found: int
    read: int


def monday(day: date) -> date:
    """Return the Monday of a day's week. Weeks and days are those of UTC, as the journal's are."""
    return day - timedelta(days=day.weekday())


def begins(week: date) -> datetime:
    """Return the instant at which a week begins."""
    return datetime.combine(week, time.min, UTC)


def spans(folder: Path, week: date) -> tuple[tuple[str, Span], ...]:
    """Return the days of a week that the journal has, with what each holds."""
    wanted = {(week + timedelta(days=number)).isoformat() for number in range(7)}
    return tuple((day, span(folder, day)) for day in days(folder) if day in wanted)


def chance(seed: str, of: object) -> bytes:
    """Return where something stands in the order of chance."""
    return blake2b(f"{seed}\x1f{of}".encode(), digest_size=16).digest()


def answers(folder: Path, held: tuple[tuple[str, Span], ...], seed: str, size: int) -> Answers:
    """Draw automated answers: what rules in force refused, held, changed or asked about by themselves."""
    read = found = 0

    def all_found() -> Iterator[Drawn]:
        nonlocal read, found
        for entry in _entries(folder, held, seed):
            read += 1
            one = answered(entry)
            if one is not None:
                found += 1
                yield one

    drawn = nsmallest(size, all_found(), key=lambda one: chance(seed, one.source))
    return Answers(drawn=tuple(drawn), found=found, read=read)


def answered(entry: Entry) -> Drawn | None:
    """Return an entry as an automated answer; ``None``: it passed, or only standing refused it."""
    if entry.kind != ATTEMPT or PASSED in entry.body:
        return None
    told = msgspec.json.decode(entry.body, type=Answered)
    rules = tuple(
        each.rule
        for each in told.decision.reasons
        if each.mode == Mode.ENFORCE and each.act != "allow" and not each.warming
    )
    if not rules or told.decision.act == "allow":
        return None
    return Drawn(
        kind=Kind.ANSWER,
        source=str(entry.sequence),
        account=told.attempt.account,
        rules=tuple(dict.fromkeys(rules)),
        at=datetime.fromtimestamp(entry.at / 1e6, UTC),
        body=entry.body.decode(),
    )


def findings(week: date, seed: str, size: int) -> tuple[Drawn, ...]:
    """Draw findings of a week that were not only observed."""
    rows = Finding.objects.filter(
        seen_at__gte=begins(week), seen_at__lt=begins(week) + WEEK, observed=False
    ).values_list("pk", flat=True)
    ids = nsmallest(size, rows.iterator(10_000), key=lambda id: chance(seed, id))
    held = Finding.objects.in_bulk(ids)
    return tuple(finding(held[id]) for id in ids)


def finding(row: Finding) -> Drawn:
    """Return a finding as it is drawn."""
    return Drawn(
        kind=Kind.FINDING,
        source=row.pk,
        account=row.account,
        rules=(row.rule,),
        at=row.seen_at,
        body=row.body,
    )


def cases(week: date, seed: str) -> tuple[Drawn, ...]:
    """Draw cases of a week that were dismissed or ruled on."""
    rows = (
        Case.objects.filter(
            state=State.CLOSED, closed_at__gte=begins(week), closed_at__lt=begins(week) + WEEK
        )
        .exclude(outcome__in=("", "restore", "ask"))
        .values_list("pk", flat=True)
    )
    ids = nsmallest(CASES, rows.iterator(10_000), key=lambda id: chance(seed, f"case {id}"))
    held = Case.objects.in_bulk(ids)
    return tuple(
        Drawn(
            kind=Kind.CASE,
            source=str(id),
            account=held[id].account,
            rules=tuple(held[id].rule_names),
            at=held[id].closed_at or begins(week),
            first=Said.WRONG if held[id].outcome == "dismiss" else Said.RIGHT,
        )
        for id in ids
    )


def both(one: Iterable[Drawn], other: Iterable[Drawn], size: int) -> list[Drawn]:
    """Return half of each, and more of one where the other has too few."""
    first, second = list(one), list(other)
    half = max(size // 2, size - len(second))
    kept = first[:half]
    return kept + second[: size - len(kept)]


def _entries(folder: Path, held: tuple[tuple[str, Span], ...], seed: str) -> Iterator[Entry]:
    """Yield the entries of the blocks that were drawn, in the journal's order."""
    if not held:
        return
    first, last = held[0][1].first, held[-1][1].last
    blocks = range(first, last + 1, BLOCK)
    drawn = nsmallest(BLOCKS_MAX, range(len(blocks)), key=lambda number: chance(seed, f"block {number}"))
    for number in sorted(drawn):
        yield from _block(folder, held, blocks[number], min(blocks[number] + BLOCK - 1, last))


def _block(folder: Path, held: tuple[tuple[str, Span], ...], first: int, last: int) -> Iterator[Entry]:
    for day, told in held:
        if told.last < first or told.first > last:
            continue
        with closing(of_day(folder, day, after=first - 1)) as rows:  # type: ignore[type-var]
            for entry in rows:
                if entry.sequence > last:
                    break
                yield entry
