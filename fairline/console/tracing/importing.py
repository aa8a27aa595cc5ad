"""Files of complaints: CSV with a heading, or JSON with one object a line. What cannot be read is counted.

Columns: ``received_at``, ``source``, ``number``, and if known ``about``, ``complainant``, ``at``, ``places``,
``text``, ``item``. Times are ISO 8601; without a zone they are of the zone that is told with the file.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from django.utils.translation import gettext_lazy as _

from fairline.console.tracing.complaints import Told
from fairline.console.tracing.numbers import read_number
from fairline.console.tracing.words import ABOUT, SOURCES

ROWS_MAX = 1_000  # ours: of one file; each is searched for, which takes some hundredths of a second
SHOWN = 50  # ours: refusals that are told with their line
TEXT_MAX = 4000
OLDEST = timedelta(days=10 * 366)  # ours: what is older is a wrong year
COLUMNS = ("received_at", "source", "number", "about", "complainant", "at", "places", "text", "item")
NEEDED = COLUMNS[:3]
PLACE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
KNOWN_SOURCES, KNOWN_ABOUT = ({name for name, _label in known} for known in (SOURCES, ABOUT))
WHY: dict[str, Any] = {
    "encoding": _("The file is not UTF-8."),
    "columns": _("The heading lacks received_at, source or number, or has a column that is not known."),
    "object": _("The line is no JSON object of texts."),
    "rows": _("A file has 1,000 lines at most; the rest was not read."),
    "received_at": _("The time of receipt is none, or is not over yet."),
    "at": _("The time of the call is none, or is after the receipt."),
    "source": _("The source is none of those that are known."),
    "about": _("What it is about is none of what is known."),
    "number": _("The number complained about is none."),
    "complainant": _("Who complains is neither a number nor an e-mail address."),
    "places": _("A place is none such as US-NY or FR."),
    "text": _("A text is too long, or holds what is no text."),
}
"""Why a line is refused, by which field."""


@dataclass(slots=True, kw_only=True)
class Read:
    """What was read of a file: complaints, refusals by reason, and the first of them with their lines."""

    told: list[Told] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    first: list[tuple[int, str]] = field(default_factory=list)

    def refuse(self, line: int, why: str) -> None:
        """Count a line that is not taken."""
        self.refused[why] += 1
        if len(self.first) < SHOWN:
            self.first.append((line, why))


def read(content: bytes, zone: ZoneInfo, now: datetime) -> Read:
    """Read a file. Never raises on content."""
    done = Read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        done.refuse(1, "encoding")
        return done
    is_json = text.lstrip()[:1] == "{"
    for line, values in _objects(text, done) if is_json else _rows(text, done):
        if len(done.told) + done.refused.total() >= ROWS_MAX:
            done.refuse(line, "rows")
            break
        found = told(values, zone, now)
        if isinstance(found, str):
            done.refuse(line, found)
        else:
            done.told.append(found)
    return done


def told(values: dict[str, str], zone: ZoneInfo, now: datetime) -> Told | str:
    """Return a complaint, or the field that makes it none."""
    received_at, number = _moment(values, "received_at", zone), read_number(values.get("number", ""))
    at, item = _moment(values, "at", zone), values.get("item", "").strip()
    places = tuple(values.get("places", "").upper().replace(",", " ").split())
    complainant, words = values.get("complainant", "").strip(), values.get("text", "").strip()
    late = timedelta(minutes=5)
    latest = min(received_at or now, now) + late
    checks = (
        ("received_at", received_at is not None and now - OLDEST <= received_at <= now + late),
        ("source", values.get("source", "") in KNOWN_SOURCES),
        ("number", number is not None and not number.ends),
        ("about", values.get("about", "") in KNOWN_ABOUT | {""}),
        ("complainant", not complainant or "@" in complainant or read_number(complainant) is not None),
        ("at", not values.get("at") or (at is not None and now - OLDEST <= at <= latest)),
        ("places", all(map(PLACE.fullmatch, places)) and len(places) <= 10),
        (
            "text",
            "\0" not in "".join(values.values())
            and len(words) <= TEXT_MAX
            and max(len(item), len(complainant)) <= 200,
        ),
    )
    wrong = next((name for name, good in checks if not good), None)
    if wrong is not None:
        return wrong
    assert received_at is not None
    assert number is not None
    return Told(
        received_at=received_at,
        source=values["source"],
        number=number,
        about=values.get("about", ""),
        complainant=complainant,
        at=at,
        places=places,
        text=words,
        item=item,
    )


def _rows(text: str, done: Read) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the lines of a CSV file by the names of its heading."""
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    heading: list[str] | None = None
    while True:
        try:
            row = next(lines)
        except StopIteration:
            break
        except csv.Error:  # such as a quote that never ends
            done.refuse(lines.line_num, "columns")
            break
        if heading is None:
            heading = [each.strip().lower() for each in row]
            if not set(NEEDED) <= set(heading) <= set(COLUMNS):
                done.refuse(1, "columns")
                return
        elif any(each.strip() for each in row):
            if len(row) != len(heading):
                done.refuse(lines.line_num, "columns")
            else:
                yield lines.line_num, dict(zip(heading, row, strict=True))
    if heading is None:
        done.refuse(1, "columns")


def _objects(text: str, done: Read) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the objects of a file of JSON lines."""
    for line, each in enumerate(_filled(text.splitlines()), start=1):
        try:
            found = msgspec.json.decode(each, type=dict[str, str | None])
        except (msgspec.DecodeError, RecursionError):
            done.refuse(line, "object")
            continue
        if set(found) <= set(COLUMNS):
            yield line, {name: value or "" for name, value in found.items()}
        else:
            done.refuse(line, "columns")


def _filled(lines: Iterable[str]) -> Iterator[str]:
    return (each for each in lines if each.strip())


def _moment(values: dict[str, str], name: str, zone: ZoneInfo) -> datetime | None:
    try:
        at = datetime.fromisoformat(values.get(name, "").strip())
    except ValueError:
        return None
    try:
        return (at if at.tzinfo is not None else at.replace(tzinfo=zone)).astimezone(ZoneInfo("UTC"))
    except OverflowError:
        return None
