"""Our own facts, one JSON object a line, told apart by ``kind``. Durations may be ISO 8601 or seconds.

What is read is what ``msgspec.json.encode`` makes of a fact. Unknown fields are ignored, so that files of a
later version stay readable.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import get_args, get_type_hints

import msgspec

from fairline.facts import KINDS, Fact, Unreadable
from fairline.readers.edge import at_the_edge
from fairline.readers.format import Format, TriedOn
from fairline.readers.rows import DURATION_MAX, FOUND_MAX, YEAR_MAX, YEAR_MIN, unreadable
from fairline.readers.source import HEAD_BYTES, Source

KIND_NAMES = tuple(str(kind.__struct_config__.tag) for kind in KINDS)

FORMAT = Format(
    name="fairline-ndjson",
    title="fairline's own facts",
    title_fr="Faits de fairline",
    source="docs/reference/facts.md",
    silent_on=frozenset(),
    tried_on=TriedOn.SAMPLES,
    kinds=frozenset(KIND_NAMES),
)

_FACT = msgspec.json.Decoder(Fact, strict=False)
_KIND = re.compile(rb'"kind"\s*:\s*"(?:%s)"' % "|".join(KIND_NAMES).encode())


def recognise(head: bytes) -> bool:
    """Return whether the first line is an object that names one of our kinds."""
    lines = head.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)
    if len(lines) == 1 and len(head) >= HEAD_BYTES:
        return False
    return (
        lines[0].startswith(b"{") and lines[0].rstrip().endswith(b"}") and _KIND.search(lines[0]) is not None
    )


@at_the_edge
def read(source: Source, *, zone: tzinfo, region: str | None) -> Iterator[Fact | Unreadable]:
    """Yield one fact or one ``Unreadable`` per line. A time without a zone is in ``zone``."""
    for line, text in source.lines():
        if text.strip():
            yield fact_of(line, text, zone)


def fact_of(line: int, text: str | bytes, zone: tzinfo | None) -> Fact | Unreadable:
    """Return the fact that one line is, or why it is none; what no fact may hold is for the edge to say.

    Without a ``zone``, a time must name its own. Line 0 is none, and is not noted.
    """
    try:
        fact = _FACT.decode(text)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        wanted, _, path = str(error).partition(" - at `$.")
        shown = text if isinstance(text, str) else text[: 4 * FOUND_MAX].decode("utf-8", "replace")
        return unreadable(line, path.rstrip("`") or "line", shown, wanted)
    return settled(fact, line, zone)


def settled(fact: Fact, line: int, zone: tzinfo | None) -> Fact | Unreadable:
    """Return a fact of our own schema with its times placed, or which of them no fact may have."""
    changed: dict[str, object] = {"line": line} if line else {}
    for field in TIMES[type(fact)]:
        value = getattr(fact, field)
        if value is None:
            continue
        if (fit := _unfit(value)) is not None:
            return unreadable(line, field, value, fit)
        if isinstance(value, datetime) and value.tzinfo is None:
            if zone is None:
                return unreadable(line, field, value.isoformat(), "a time with its offset from UTC")
            changed[field] = value.replace(tzinfo=zone).astimezone(UTC)
    return msgspec.structs.replace(fact, **changed) if changed else fact


def _unfit(value: object) -> str | None:
    """Return what a value should have been, if it is a time or a duration that no fact may hold."""
    if isinstance(value, timedelta) and not timedelta(0) <= value <= DURATION_MAX:
        return "a duration from 0 to 366 days"
    if isinstance(value, datetime) and not YEAR_MIN <= value.year <= YEAR_MAX:
        return f"a year from {YEAR_MIN} to {YEAR_MAX}"
    return None


def _times(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """Return the fields of a kind that are times or durations."""
    hints = get_type_hints(kind)
    return tuple(
        name
        for name in kind.__struct_fields__
        if {datetime, timedelta} & {hints[name], *get_args(hints[name])}
    )


TIMES = {kind: _times(kind) for kind in KINDS}
"""The fields of each kind that need a look: of all others the type is enough."""
