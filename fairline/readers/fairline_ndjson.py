"""Our own facts, one JSON object a line, told apart by ``kind``. Durations may be ISO 8601 or seconds.

What is read is what ``msgspec.json.encode`` makes of a fact. Unknown fields are ignored, so that files of a
later version stay readable.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import cast

import msgspec

from fairline.facts import KINDS, Fact, Unreadable
from fairline.readers.edge import at_the_edge
from fairline.readers.format import Format, TriedOn
from fairline.readers.rows import DURATION_MAX, YEAR_MAX, YEAR_MIN, unreadable
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
            yield _fact(line, text, zone)


def _fact(line: int, text: str, zone: tzinfo) -> Fact | Unreadable:
    try:
        fact = _FACT.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError) as error:
        wanted, _, path = str(error).partition(" - at `$.")
        return unreadable(line, path.rstrip("`") or "line", text, wanted)
    changed: dict[str, object] = {"line": line}
    for field in fact.__struct_fields__:
        value: object = getattr(fact, field)
        if (fit := _unfit(value)) is not None:
            return unreadable(line, field, value, fit)
        if isinstance(value, datetime) and value.tzinfo is None:
            changed[field] = value.replace(tzinfo=zone).astimezone(UTC)
    return cast(Fact, msgspec.structs.replace(fact, **changed))


def _unfit(value: object) -> str | None:
    """Return what a value should have been, if it is a time or a duration that no fact may hold."""
    if isinstance(value, timedelta) and not timedelta(0) <= value <= DURATION_MAX:
        return "a duration from 0 to 366 days"
    if isinstance(value, datetime) and not YEAR_MIN <= value.year <= YEAR_MAX:
        return f"a year from {YEAR_MIN} to {YEAR_MAX}"
    return None
