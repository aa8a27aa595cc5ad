"""JSON records out of a source, whatever they are wrapped in: lines, arrays, pages, catalogues.

One record a line is read line by line in bounded memory. Anything else is one whole document, or several
one after the other, and is loaded up to ``DOCUMENT_BYTES_MAX``. A broken document costs one ``Unreadable``;
records before, beside and after the break are still read.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from fairline.facts import Unreadable
from fairline.readers.source import HEAD_BYTES, Source

DOCUMENT_BYTES_MAX = 256 * 1024 * 1024  # ours: a page of an interface has a thousandth of it
FOUND_CHARS_MAX = 80  # the contract of Unreadable
LINES_TRIED = 16  # ours: enough to tell lines from one document written over several lines
DEPTH_MAX = 6  # ours: pages in arrays in catalogues; deeper than that nobody wraps a record

T = TypeVar("T")
Keyed = dict[str, msgspec.Raw]

# A string that never ends runs to the end of the text, so that the search stays linear on any input.
TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[{}\[\]]', re.DOTALL)
KEY = re.compile(r'"([A-Za-z_][\w.-]*)"\s*:')
OPENS = {ord("}"): ord("{"), ord("]"): ord("[")}
KEYED = msgspec.json.Decoder(Keyed)
LISTED = msgspec.json.Decoder(list[msgspec.Raw])
ANYTHING = msgspec.json.Decoder(msgspec.Raw)


@dataclass(frozen=True, slots=True)
class Record:
    """One JSON value with its place: its line, or its number in the document, from 1."""

    line: int
    raw: bytes
    keys: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How a format wraps its records.

    ``marks``: keys of which a record has at least one. ``lists``: keys under which pages hold records. In a
    catalogue, an object whose values are other objects and pages, what bears no mark is passed over: it is
    an example of something else.
    """

    marks: frozenset[str]
    lists: frozenset[str]


def records(source: Source, shape: Shape) -> Iterator[Record | Unreadable]:
    """Yield the records of ``source`` in file order, and one ``Unreadable`` per broken document or line."""
    if _one_a_line(source.head()):
        for number, line in source.lines():
            if line.strip():
                yield from _expanded(line.encode("utf-8", "replace"), number, shape)
        return
    content = _content(source)
    if content is None:
        yield broken(1, b"", f"at most {DOCUMENT_BYTES_MAX} bytes, or one record a line")
        return
    for number, found in enumerate(_whole(content, shape), start=1):
        if isinstance(found, Unreadable):
            yield msgspec.structs.replace(found, line=number)
        else:
            yield Record(number, found.raw, found.keys)


def keys_in(head: bytes) -> frozenset[str]:
    """Return the names of the keys in the start of a JSON file, at any depth; none if it is no JSON."""
    text = as_text(head)
    return frozenset(KEY.findall(text)) if text.lstrip()[:1] in ("{", "[") else frozenset()


def as_text(content: bytes) -> str:
    """Return text: UTF-16 by its mark, else UTF-8, in which bytes that are none are read as Windows-1252.

    Bytes are judged one by one, not by the line as in ``Source.lines``: a document cut inside a letter, or
    with one wrong letter, often is a single line, and the rest of it must stay what it is.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    return content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", WINDOWS)


def _windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


WINDOWS = "fairline-windows-1252"
codecs.register_error(WINDOWS, _windows)


def decoded(decoder: msgspec.json.Decoder[T], record: Record) -> T | Unreadable:
    """Return the record as ``decoder`` types it, or an ``Unreadable`` naming the field of the wrong type."""
    try:
        return decoder.decode(record.raw)
    except (msgspec.DecodeError, RecursionError) as error:
        message, _, path = str(error).partition(" - at `$")
    steps = re.findall(r"[^.\[\]`]+", path)
    field = ".".join(step for step in steps if not step.isdigit() and step != "...") or "record"
    wanted = message.removeprefix("Expected ").partition(", got")[0].replace("`", "")
    return Unreadable(line=record.line, field=field, found=_found(record.raw, steps), wanted=wanted)


def broken(line: int, raw: bytes, wanted: str) -> Unreadable:
    """Return the ``Unreadable`` for a document that is no JSON, or not the kind that was wanted."""
    found = raw[: 4 * FOUND_CHARS_MAX].decode("utf-8", "replace").strip()
    return Unreadable(line=line, field="record", found=found[:FOUND_CHARS_MAX], wanted=wanted)


def _one_a_line(head: bytes) -> bool:
    """Tell lines of records from one document: the first line is whole, or most of the first lines are."""
    lines = as_text(head).splitlines()
    if len(head) >= HEAD_BYTES:
        lines = lines[:-1]
    lines = [line for line in lines if line.strip()][:LINES_TRIED]
    if len(lines) < 2 or not lines[0].lstrip().startswith(("{", "[")):
        return False
    whole = [_is_json(line.encode("utf-8", "replace")) for line in lines]
    return whole[0] or (lines[0].startswith("{") and sum(whole) * 2 > len(whole))


def _is_json(raw: bytes) -> bool:
    try:
        ANYTHING.decode(raw)
    except (msgspec.DecodeError, RecursionError):
        return False
    return True


def _content(source: Source) -> bytes | None:
    """Return the whole content as UTF-8, or ``None`` if there is too much of it."""
    blocks: list[bytes] = []
    size = 0
    while block := source.read(1 << 20):
        blocks.append(block)
        size += len(block)
        if size > DOCUMENT_BYTES_MAX:
            return None
    return as_text(b"".join(blocks)).encode("utf-8", "replace")


def _whole(content: bytes, shape: Shape) -> Iterator[Record | Unreadable]:
    """Yield the records of one document, of several written one after the other, or of a broken one."""
    if not content.strip():
        return
    if _is_json(content):
        yield from _expanded(content, 0, shape)
        return
    last = 0
    for start, end in _spans(content, depth=0):
        if content[last:start].strip():
            yield broken(0, content[last:start].strip(), "JSON")
        last = end
        if _is_json(content[start:end]):
            yield from _expanded(content[start:end], 0, shape)
        else:
            yield from _salvaged(content[start:end], shape)
    if content[last:].strip():
        yield from _salvaged(content[last:].strip(), shape)


def _salvaged(content: bytes, shape: Shape) -> Iterator[Record | Unreadable]:
    """Yield what is whole inside a broken document, the objects of its first array, and what is not."""
    depth = _depth_of_elements(content)
    last, said = 0, False
    for start, end in [] if depth is None else _spans(content, depth=depth):
        last = end
        if _is_json(content[start:end]):
            yield from _expanded(content[start:end], 0, shape)
        else:
            said = True
            yield broken(0, content[start:end], "JSON")
    rest = content[last:].strip(b",]} \r\n\t")
    if rest or not said:
        yield broken(0, rest or content, "a whole JSON document")


def _depth_of_elements(content: bytes) -> int | None:
    stack: list[int] = []
    for token in TOKEN.finditer(content):
        sign = content[token.start()]
        if sign == ord("{") and stack and stack[-1] == ord("["):
            return len(stack)
        _follow(stack, sign)
    return None


def _spans(content: bytes, depth: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each bracketed value opened ``depth`` brackets deep and closed again."""
    stack: list[int] = []
    start = 0
    for token in TOKEN.finditer(content):
        sign = content[token.start()]
        if len(stack) == depth and sign in b"{[":
            start = token.start()
        before = len(stack)
        _follow(stack, sign)
        if len(stack) == depth < before:
            yield start, token.end()


def _follow(stack: list[int], sign: int) -> None:
    """Open or close a bracket. A closing one closes all left open inside its pair; a stray one nothing."""
    if sign in b"{[":
        stack.append(sign)
    elif sign in OPENS and OPENS[sign] in stack:
        while stack.pop() != OPENS[sign]:
            pass


def _expanded(
    raw: bytes, line: int, shape: Shape, depth: int = 0, catalogue: bool = False
) -> Iterator[Record | Unreadable]:
    """Yield the records inside one JSON value: itself, or those of its array, page or catalogue."""
    start = raw.lstrip()[:1]
    try:
        members = KEYED.decode(raw) if start == b"{" else None
        elements = LISTED.decode(raw) if start == b"[" else []
    except (msgspec.DecodeError, RecursionError):
        yield broken(line, raw, "JSON")
        return
    if members is not None:
        yield from _of_object(raw, members, line, shape, depth, catalogue)
        return
    if start != b"[" or depth > DEPTH_MAX:
        if not catalogue:
            yield broken(line, raw, "a JSON object")
        return
    for element in elements:
        yield from _expanded(bytes(element), line, shape, depth + 1, catalogue)


def _of_object(
    raw: bytes, members: Keyed, line: int, shape: Shape, depth: int, catalogue: bool
) -> Iterator[Record | Unreadable]:
    names = frozenset(members)
    if names & shape.marks:
        yield Record(line, raw, names)
        return
    pages = [bytes(members[name]) for name in members if name in shape.lists and _is_array(members[name])]
    inner = [bytes(value) for value in members.values() if bytes(value).lstrip()[:1] == b"{"]
    if pages:
        for page in pages:
            yield from _expanded(page, line, shape, depth + 1, catalogue)
    elif depth <= DEPTH_MAX and inner and (catalogue or len(inner) == len(members)):
        for value in inner:
            yield from _expanded(value, line, shape, depth + 1, catalogue=True)
    elif not catalogue:
        yield Record(line, raw, names)


def _is_array(raw: msgspec.Raw) -> bool:
    return bytes(raw).lstrip()[:1] == b"["


def _found(raw: bytes, steps: list[str]) -> str:
    """Return what stands at ``steps`` of the record, as far as it can be followed."""
    try:
        value: object = msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError):
        return raw[:FOUND_CHARS_MAX].decode("utf-8", "replace")[:FOUND_CHARS_MAX]
    for step in steps:
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            break
    return (value if isinstance(value, str) else repr(value))[:FOUND_CHARS_MAX]
