"""Any table of records, by a mapping file: separated values, JSON records or Parquet.

What the mapping leaves out is silent, except what follows from the rest without a guess: a talk time says
that the call was answered, a duration says when it ended, and so on as ``FOLLOWS`` has it. A call or message
without an id gets one made from all its columns, so that the same row twice is the same record.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta, tzinfo
from enum import Enum
from typing import Any, cast

from fairline.facts import EVENTS, Call, Direction, EndReason, Fact, Side, Unreadable
from fairline.readers.causes import end_reason_of_q850, end_reason_of_sip
from fairline.readers.cells import Convert, constants, converters
from fairline.readers.edge import at_the_edge
from fairline.readers.format import Format, TriedOn
from fairline.readers.mapping import NAMED, REQUIRED, Mapping
from fairline.readers.reading import Reading
from fairline.readers.rows import digest, unreadable
from fairline.readers.source import Source
from fairline.readers.tables import Column, Row, table

ALWAYS_TOLD = frozenset({"id", "line", "revision"})
FOLLOWS = {  # what else is told, by what is mapped
    frozenset({"called"}): frozenset({"dialed"}),
    frozenset({"duration"}): frozenset({"ended_at"}),
    frozenset({"talk"}): frozenset({"answered"}),
    frozenset({"answered_at"}): frozenset({"answered", "ring"}),
    frozenset({"duration", "talk"}): frozenset({"ring", "answered_at"}),
    frozenset({"ended_at", "talk"}): frozenset({"answered_at", "ring"}),
    frozenset({"answered_at", "ended_at"}): frozenset({"talk"}),
    frozenset({"answered_at", "duration"}): frozenset({"talk"}),
    frozenset({"q850"}): frozenset({"end_reason"}),
    frozenset({"sip_status"}): frozenset({"end_reason"}),
}

FORMAT = Format(
    name="mapped",
    title="Any table, by a mapping file",
    title_fr="Tout tableau, par un fichier de correspondance",
    source="fairline/readers/mapping.py",
    silent_on=frozenset(),
    tried_on=TriedOn.REAL,
    kinds=frozenset(NAMED),
)
"""What a mapping can tell at most; each mapping's own is that of its ``MappedReader``."""

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    their: str
    places: tuple[int, ...]
    """Where its cells stand among the columns that are asked for."""
    convert: Convert


class MappedReader:
    """A reader like the modules are: ``FORMAT``, ``recognise`` and ``read``."""

    def __init__(self, mapping: Mapping) -> None:
        """Raises ``FairlineError`` if the mapping gives a field values that it cannot take."""
        by_name = converters(mapping)
        self._mapping = mapping
        self._columns: list[Column] = list(
            dict.fromkeys(c for place in mapping.columns.values() for c in place)
        )
        self._fields = [
            _Field(name, " ".join(map(str, place)), tuple(map(self._columns.index, place)), by_name[name])
            for name, place in mapping.columns.items()
        ]
        self.FORMAT = Format(
            name="mapped",
            title=FORMAT.title,
            title_fr=FORMAT.title_fr,
            source=FORMAT.source,
            silent_on=_silent_on(mapping),
            tried_on=FORMAT.tried_on,
            kinds=frozenset({mapping.kind}),
            never=_never(mapping),
        )

    def recognise(self, head: bytes) -> bool:
        """Return whether there is anything to read: whoever gives a mapping says that it fits."""
        return bool(head.strip())

    @at_the_edge
    def read(self, source: Source, *, zone: tzinfo, region: str | None) -> Iterator[Fact | Unreadable]:
        """Yield one fact or one ``Unreadable`` per record, in file order; never raises on content.

        A column that the file has not is one ``Unreadable`` more. The mapping's zone goes before ``zone``.
        """
        mapping = self._mapping
        there = mapping.zone or zone
        fixed = constants(mapping, Reading(0, there, region))
        for row in table(source, self._columns, delimiter=mapping.delimiter, header=mapping.header):
            yield row if isinstance(row, Unreadable) else self._fact(row, fixed, there, region)

    def _fact(self, row: Row, fixed: Values, zone: tzinfo, region: str | None) -> Fact | Unreadable:
        reading = Reading(row.line, zone, region)
        values = dict(fixed)
        raw = {}
        for field in self._fields:
            cells = [row.cells[place] for place in field.places]
            cell = cells[0] if len(cells) == 1 else " ".join(str(part) for part in cells).strip()
            value = field.convert(reading, field.their, cell)
            raw[field.name] = cell
            if value is not None:
                values[field.name] = value
        if NAMED[self._mapping.kind] in EVENTS:
            values.setdefault("id", digest(row.text))
        for name in REQUIRED[self._mapping.kind]:
            if name not in values:
                their = next((field.their for field in self._fields if field.name == name), name)
                reading.refuse(their, raw.get(name, ""), "a value")
        if reading.wrong is None and self._mapping.kind == "call":
            _complete(values, raw, reading)
        if reading.wrong is not None:
            return reading.wrong
        return cast(Fact, NAMED[self._mapping.kind](**values, line=row.line))


def recognise(head: bytes) -> bool:
    """Return ``False``: any table could be meant, and only the operator knows how."""
    return False


@at_the_edge
def read(source: Source, *, zone: tzinfo, region: str | None) -> Iterator[Fact | Unreadable]:
    """Yield the one thing that can be said without a mapping: that it is missing. See ``with_mapping``."""
    yield unreadable(1, "mapping", "", "a mapping file: the columns command proposes one")


def with_mapping(mapping: Mapping) -> MappedReader:
    """Return the reader for files of this mapping. Raises ``FairlineError`` if it contradicts itself."""
    return MappedReader(mapping)


def _silent_on(mapping: Mapping) -> frozenset[str]:
    if mapping.kind != "call":
        return frozenset(Call.__struct_fields__)
    mapped = frozenset(mapping.columns) | frozenset(mapping.constants)
    follows = [told for given, told in FOLLOWS.items() if given <= mapped]
    return frozenset(Call.__struct_fields__) - mapped - ALWAYS_TOLD - frozenset().union(*follows)


def _never(mapping: Mapping) -> dict[str, frozenset[Enum | bool]]:
    """Return which values no record can have: known where the mapping says what becomes of every word."""
    causes = {"sip_status", "q850"} & set(mapping.columns)  # the reason follows from them where none is said
    found: dict[str, frozenset[Enum | bool]] = {}
    for name, kind in (("direction", Direction), ("end_reason", EndReason), ("released_by", Side)):
        words = mapping.values.get(name, {})
        if mapping.kind != "call" or (name in mapping.columns and "*" not in words):
            continue
        if name == "end_reason" and causes:
            continue
        given = {str(word).casefold() for word in (*words.values(), mapping.constants.get(name, ""))}
        never = frozenset[Enum | bool](each for each in kind if each.value not in given)
        if 0 < len(never) < len(kind):
            found[name] = never
    return found


def _complete(values: Values, raw: Values, reading: Reading) -> None:
    """Fill in what follows from the rest, and refuse a record whose times contradict each other."""
    if values.get("called") is None and str(raw.get("called", "")).strip():
        values.setdefault("dialed", str(raw["called"]).strip())
    duration, talk = values.pop("duration", None), values.get("talk")
    if duration is not None and talk is not None and talk > duration:
        reading.refuse("talk", talk, f"at most the duration, {duration}")
        return
    _complete_times(values, duration, reading)
    if "ring" not in values and duration is not None and values.get("talk") is not None:
        values["ring"] = duration - values["talk"]
    until = values.get("answered_at") if values.get("answered") is True else values.get("ended_at")
    if "ring" not in values and values.get("answered") is not None and until is not None:
        values["ring"] = max(until - values["started_at"], timedelta(0))
    for cause, reason_of in (("sip_status", end_reason_of_sip), ("q850", end_reason_of_q850)):
        reason = reason_of(values[cause], values.get("answered")) if cause in values else None
        if "end_reason" not in values and reason is not None:
            values["end_reason"] = reason


def _complete_times(values: Values, duration: timedelta | None, reading: Reading) -> None:
    started, talk = values["started_at"], values.get("talk")
    if duration is not None:
        values.setdefault("ended_at", started + duration)
    ended, answered_at = values.get("ended_at"), values.get("answered_at")
    if answered_at is not None or (talk is not None and talk > timedelta(0)):
        values.setdefault("answered", True)
    if values.get("answered") is True:
        if answered_at is None and ended is not None and talk is not None:
            answered_at = values["answered_at"] = max(ended - talk, started)
        if talk is None and answered_at is not None and ended is not None:
            values["talk"] = max(ended - answered_at, timedelta(0))
    elif values.get("answered") is False:
        values.setdefault("talk", timedelta(0))
    reading.span("answered_at", started, answered_at)
    reading.span("ended_at", answered_at or started, ended)
