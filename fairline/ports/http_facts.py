"""Facts in the body of a request, and what became of each."""

import asyncio
import inspect
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Literal

from fairline.facts import Fact, Unreadable
from fairline.ports.http_admission import Forbidden, owned, timely
from fairline.ports.http_asked import Asked
from fairline.ports.http_keys import ApiKey
from fairline.readers.edge import TEXT_MAX, fits, refused
from fairline.readers.fairline_ndjson import fact_of
from fairline.signals.book import Taken
from fairline.wire import FactsTaken, Line

SLICE = 200  # ours: facts counted at a time, so that attempts of others are answered in between

Outcome = Literal["counted", "corrected", "repeated", "late", "refused"]
OUTCOMES: dict[Taken, Outcome] = {
    Taken.COUNTED: "counted",
    Taken.CORRECTED: "corrected",
    Taken.DUPLICATE: "repeated",
    Taken.LATE: "late",
    Taken.PASSED: "counted",
}
Read = Fact | Unreadable | Forbidden


def read_line(line: int, text: bytes) -> Fact | Unreadable:
    """Return the fact on a line, or why it is none."""
    fact = fact_of(line, text, None)
    short = len(text) <= TEXT_MAX
    return fact if isinstance(fact, Unreadable) or fits(fact, short=short) else refused(fact)


def lines_of(body: bytes) -> Iterator[Fact | Unreadable]:
    """Yield the facts of NDJSON in order. Empty lines are none; a byte order mark is passed over."""
    for line, text in enumerate(body.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if text.strip():
            yield read_line(line, text)


def admitted(found: Read, key: ApiKey, now: int, ahead_s: float) -> Read:
    """Return a fact as it may be counted for ``key``, or why it may not."""
    if isinstance(found, Unreadable | Forbidden):
        return found
    own = owned(found, key)
    return own if isinstance(own, Forbidden) else timely(own, now, ahead_s=ahead_s) or own


async def taken(found: Iterator[Read], asked: Asked, counts: Counter[str]) -> FactsTaken:
    """Count the facts in order, some at a time, and tell what became of each. Raises what ``observe`` does:
    those of earlier slices are then counted, and all may be sent again."""
    lines: list[Line] = []
    while part := list(islice(found, SLICE)):
        facts = [each for each in part if not isinstance(each, Unreadable | Forbidden)]
        outcomes = iter(await _observed(facts, asked)) if facts else iter(())
        lines += [_line(each, outcomes) for each in part]
        await asyncio.sleep(0)
    told = Counter(line.taken for line in lines)
    counts.update(told)
    return FactsTaken(
        counted=told["counted"],
        corrected=told["corrected"],
        repeated=told["repeated"],
        late=told["late"],
        refused=told["refused"],
        lines=tuple(lines),
    )


async def _observed(facts: Sequence[Fact], asked: Asked) -> list[Taken]:
    outcomes = asked.observe(facts)
    found = await outcomes if inspect.isawaitable(outcomes) else outcomes
    assert len(found) == len(facts), "one outcome for each fact"
    return found


def _line(read: Read, outcomes: Iterator[Taken]) -> Line:
    if isinstance(read, Unreadable | Forbidden):
        why = read.why if isinstance(read, Forbidden) else read
        return Line(
            line=why.line,
            taken="refused",
            field=why.field,
            found=why.found,
            wanted=why.wanted,
            status=403 if isinstance(read, Forbidden) else None,
        )
    return Line(line=read.line or 0, taken=OUTCOMES[next(outcomes)], id=read.id)
