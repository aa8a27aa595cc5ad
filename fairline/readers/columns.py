"""Propose a mapping for a table nobody has described: by its column names and by what stands in the columns.

Only a proposal: each column has a confidence from 0 to 1, and what nobody claimed is listed. The text is a
ready mapping file. Nothing is proposed that the first rows contradict.
"""

import io
import json
from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice

from fairline.facts import FairlineError, Unreadable
from fairline.readers import rows, synonyms
from fairline.readers.documents import as_text
from fairline.readers.looks import Look, look_at
from fairline.readers.mapping import Mapping, mapping_of
from fairline.readers.source import HEAD_BYTES, Source
from fairline.readers.synonyms import folded
from fairline.readers.tables import PARQUET_MAGIC, delimiter_of, names_in_json, names_in_parquet, table

ROWS_LOOKED_AT = 300  # ours: some hundred rows tell how a column is written
NAME_WEIGHT = 0.6  # ours: what a well-known name is worth; what stands in the column is worth the rest
NAME_STEP = 0.01  # ours: what each place further down the list of names takes off
SURE_OF_NOTHING = 0.3  # ours: a time or a direction by its values only
SAMPLES, SAMPLE_CHARS = 2, 40  # ours: what is shown of a column that nobody claimed
SECOND_USE = 0.1  # ours: what is taken off where a field follows from another field's column

Columns = dict[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """One of our fields and the column, or columns, it was given."""

    field: str
    columns: tuple[str, ...]
    confidence: float
    why: str
    look: Look
    values: tuple[tuple[str, str | bool], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A mapping with its reasons. ``text`` is the mapping file; ``unclaimed`` are the columns not in it."""

    kind: str
    columns: tuple[Proposed, ...]
    unclaimed: tuple[str, ...]
    mapping: Mapping
    text: str


def propose(source: Source) -> Proposal:
    """Look at the head of ``source`` (of Parquet, at the whole file) and propose a mapping for it.

    Raises ``FairlineError`` if there is no table with a column that tells when a record was made.
    """
    columns, delimiter = _columns(source)
    if not columns:
        raise FairlineError(f"{source.name}: found no header, wanted names of columns")
    is_messages = bool({folded(name) for name in columns} & synonyms.ONLY_MESSAGES)
    kind = "message" if is_messages else "call"
    claimed = _claimed(columns, synonyms.MESSAGE if is_messages else synonyms.CALL, kind)
    anchor = "sent_at" if is_messages else "started_at"
    if not any(proposed.field == anchor for proposed in claimed):
        raise FairlineError(f"{source.name}: found no column of times, wanted one for {anchor}")
    taken = {name for proposed in claimed for name in proposed.columns}
    unclaimed = tuple(name for name in columns if name not in taken)
    text = _rendered(kind, claimed, columns, unclaimed, delimiter)
    return Proposal(
        kind=kind, columns=tuple(claimed), unclaimed=unclaimed, mapping=mapping_of(text), text=text
    )


def _columns(source: Source) -> tuple[Columns, str | None]:
    """Return the values of each column in the first rows, and the delimiter if that is not a comma."""
    head = source.head()
    if head.startswith(PARQUET_MAGIC):
        local = str(source.path())
        with closing(Source.open(local)) as of_names, closing(Source.open(local)) as of_rows:
            return _first_rows(of_rows, names_in_parquet(of_names)), None
    if head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        start = _whole_lines(head)
        return _first_rows(_start(start), names_in_json(_start(start))), None
    delimiter = delimiter_of(head)
    names = _header(_start(_whole_lines(head)), delimiter)
    if any(look_at([name]).time is not None for name in names):
        raise FairlineError(
            f"{source.name}: found a record in the first line, wanted names of columns; write a mapping with"
            " header = false and columns by number"
        )
    return _first_rows(_start(_whole_lines(head)), names, delimiter), delimiter


def _whole_lines(head: bytes) -> bytes:
    if len(head) < HEAD_BYTES:
        return head
    return as_text(head).rpartition("\n")[0].encode() or head


def _start(content: bytes) -> Source:
    return Source("head", io.BytesIO(content))


def _header(source: Source, delimiter: str) -> list[str]:
    first = next(rows.records(source, delimiter=delimiter), None)
    if first is None or isinstance(first, Unreadable):
        return []
    names = list(dict.fromkeys(name.strip() for name in first[1] if name.strip()))
    return names if len(names) > 1 else []


def _first_rows(source: Source, names: Sequence[str], delimiter: str | None = None) -> Columns:
    found: Columns = {name: [] for name in names}
    for row in islice(table(source, names, delimiter=delimiter), ROWS_LOOKED_AT):
        if not isinstance(row, Unreadable):
            for name, cell in zip(names, row.cells, strict=True):
                found[name].append(str(cell).strip())
    return found


def _claimed(columns: Columns, known: synonyms.Names, kind: str) -> list[Proposed]:
    """Give each field the column that fits it best, each column to one field, the surest first."""
    looks = {name: look_at(values) for name, values in columns.items()}
    offers = [
        offer
        for field, names in known.items()
        for name in columns
        if (offer := _offer(field, name, names, columns[name], looks[name])) is not None
    ]
    taken: dict[str, Proposed] = {}
    used: set[str] = set()
    for offer in sorted(offers, key=lambda offer: -offer.confidence):
        if offer.field not in taken and offer.columns[0] not in used:
            taken[offer.field] = offer
            used.add(offer.columns[0])
    _add_time(taken, columns, looks, used, "sent_at" if kind == "message" else "started_at")
    _add_direction(taken, columns, looks, used)
    if kind == "call":
        _add_answered(taken, columns)
    return [taken[field] for field in known if field in taken]


def _offer(field: str, name: str, names: tuple[str, ...], values: list[str], look: Look) -> Proposed | None:
    bare = folded(name.rpartition(".")[2])
    if bare not in names or look.empty:
        return None
    fit = look.fit(field)
    if fit == 0:
        return None
    words = _words(field, values)
    if words == ():
        return None
    confidence = NAME_WEIGHT - NAME_STEP * names.index(bare) + (1 - NAME_WEIGHT) * fit
    why = "name and values" if fit == 1 else f"name; {look.doubt(field)}"
    return Proposed(
        field=field, columns=(name,), confidence=round(confidence, 2), why=why, look=look, values=words or ()
    )


def _words(field: str, values: list[str]) -> tuple[tuple[str, str | bool], ...] | None:
    """Return the translation of a column of words; empty if none is known, ``None`` if the field has none."""
    tables: dict[str, MappingOf[str, str] | MappingOf[str, bool]] = {
        "direction": synonyms.DIRECTIONS,
        "end_reason": synonyms.OUTCOMES,
        "delivered": synonyms.DELIVERIES,
    }
    if field not in tables:
        return None
    known = tables[field]
    seen = dict.fromkeys(value for value in values if value)
    found: list[tuple[str, str | bool]] = [
        (word, known[folded(word)]) for word in seen if folded(word) in known
    ]
    return (*found, ("*", "")) if found else ()


def _add_time(
    taken: dict[str, Proposed], columns: Columns, looks: dict[str, Look], used: set[str], field: str
) -> None:
    """Without a named column of whole times, take a date and an hour, or the first column of times."""
    if field in taken:
        return
    dates = [name for name in columns if folded(name) in synonyms.DATES and name not in used]
    hours = [name for name in columns if folded(name) in synonyms.HOURS and name not in used]
    for date, hour in ((date, hour) for date in dates for hour in hours if date != hour):
        look = look_at([f"{d} {h}" for d, h in zip(columns[date], columns[hour], strict=True)])
        if look.fit(field) > 0:
            why = "date and hour in two columns"
            taken[field] = Proposed(
                field=field, columns=(date, hour), confidence=NAME_WEIGHT, why=why, look=look
            )
            return
    for name, look in looks.items():
        if name not in used and look.time is not None and look.fit(field) == 1:
            why = "values only"
            taken[field] = Proposed(
                field=field, columns=(name,), confidence=SURE_OF_NOTHING, why=why, look=look
            )
            return


def _add_direction(
    taken: dict[str, Proposed], columns: Columns, looks: dict[str, Look], used: set[str]
) -> None:
    """Without a column of that name, take one with nothing but words for two directions or more in it."""
    if "direction" in taken:
        return
    for name in columns:
        seen = {value for value in columns[name] if value}
        words = _words("direction", columns[name]) or ()
        whole = [(word, meaning) for word, meaning in words if len(word) > 1]
        if name not in used and len(whole) == len(seen) and len({meaning for _, meaning in whole}) > 1:
            taken["direction"] = Proposed(
                field="direction", columns=(name,), confidence=SURE_OF_NOTHING, why="values only",
                look=looks[name], values=words,
            )  # fmt: skip
            return


def _add_answered(taken: dict[str, Proposed], columns: Columns) -> None:
    """Whether a call was answered follows from its outcome in words, or else from its talk time."""
    if "answered" in taken:
        return
    outcome, talk = taken.get("end_reason"), taken.get("talk")
    if outcome is not None:
        words = tuple((word, reason == "completed") for word, reason in outcome.values if word != "*")
        _derive(taken, outcome, (*words, ("*", "")), "from the outcome")
    elif talk is not None:
        zeros = sorted(
            {value for value in columns[talk.columns[0]] if value and not value.strip("0:.,")} | {"0"}
        )
        words = (*((zero, False) for zero in zeros), ("*", True))
        _derive(taken, talk, words, "no talk time is taken as no answer")


def _derive(
    taken: dict[str, Proposed], by: Proposed, values: tuple[tuple[str, str | bool], ...], why: str
) -> None:
    taken["answered"] = Proposed(
        field="answered",
        columns=by.columns,
        confidence=round(by.confidence - SECOND_USE, 2),
        why=why,
        look=by.look,
        values=values,
    )


def _rendered(
    kind: str,
    claimed: list[Proposed],
    columns: Columns,
    unclaimed: tuple[str, ...],
    delimiter: str | None,
) -> str:
    """Return the mapping file. Strings are written as JSON has them, which TOML reads alike."""
    lines = [
        "# A proposal by the names and the first rows of the file: read it before you use it.",
        f'kind = "{kind}"',
    ]
    if delimiter not in (None, ","):
        lines.append(f"delimiter = {_quoted(delimiter or '')}")
    if any(proposed.look.naive for proposed in claimed if proposed.look.is_time(proposed.field)):
        lines.append('# zone = "Europe/Paris"  # the times name no zone: say whose wall clock they are')
    lines += ["", "[columns]"]
    for proposed in claimed:
        place = [_quoted(name) for name in proposed.columns]
        written = place[0] if len(place) == 1 else f"[{', '.join(place)}]"
        lines.append(f"{proposed.field} = {written}  # {proposed.confidence:.2f}: {proposed.why}")
    for name in unclaimed:
        samples = [value for value in dict.fromkeys(columns[name]) if value][:SAMPLES]
        shown = (
            f"such as {', '.join(_quoted(value[:SAMPLE_CHARS]) for value in samples)}" if samples else "empty"
        )
        lines.append(f"# nobody claimed {_quoted(name)}: {shown}")
    for key in ("time", "duration"):
        table = [(p.field, w) for p in claimed if (w := p.look.written(p.field, key)) is not None]
        if table:
            lines += ["", f"[{key}]", *(f"{field} = {_quoted(written)}" for field, written in table)]
    for proposed in claimed:
        if proposed.values:
            lines += ["", f"[values.{proposed.field}]"]
            lines += [f"{_quoted(word)} = {_quoted(value)}" for word, value in proposed.values]
    return "\n".join(lines) + "\n"


def _quoted(value: str | bool) -> str:
    """Return a TOML value on one line; JSON's escapes are TOML's but for DEL, which TOML wants escaped."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
