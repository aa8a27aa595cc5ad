"""Takes a mail apart in linear time: boundaries by search, header fields by the standard library.

The standard library's own splitting of bodies is recursive and looks at every line once per enclosing part;
a few kilobytes of nested parts stop it. Which part is text and which is a file follows RFC 8621, 4.1.4.
"""

import binascii
import quopri
import re
from dataclasses import dataclass, field
from email.message import Message
from email.utils import collapse_rfc2231_value

from fairline.checks.mail.bounds import DEPTH_MAX, MAIL_BYTES_MAX, PARTS_MAX
from fairline.checks.mail.heads import (
    drop_long_parameters,
    fields_of,
    read_head,
    split_head,
    text_of,
    words_undone,
)
from fairline.checks.mail.parts import Attachment, Mail, NotRead, Problem, Refusal

NO_BASE64, BASE64_END = re.compile(rb"[^A-Za-z0-9+/=]+"), re.compile(rb"=+")
PLAIN = frozenset({"", "7bit", "8bit", "binary"})
MESSAGES = frozenset({"message/rfc822", "message/global", "message/news"})
TEXTS = ("text/plain", "text/html")
MEDIA = ("image/", "audio/", "video/")


class Stopped(Exception):
    """A bound was passed."""

    def __init__(self, refusal: Refusal) -> None:
        """Keep which one."""
        super().__init__(refusal)
        self.refusal = refusal


@dataclass(slots=True)
class _Part:
    """A leaf: its type, what it is called, and its bytes, not yet decoded as text."""

    declared: str
    name: str | None
    attached: bool
    data: bytes
    charset: str | None = None
    content_id: bool = False


@dataclass(slots=True)
class _Multipart:
    subtype: str
    parts: "list[_Part | _Multipart]"


@dataclass(slots=True)
class _Work:
    """What one mail may still cost, over all mails within it."""

    parts: int = PARTS_MAX
    problems: list[Problem] = field(default_factory=list)
    enclosed: list[Mail] = field(default_factory=list)


def take_apart(data: bytes) -> Mail | NotRead:
    """Return the mail that ``data`` is, or why it is not read. Never raises."""
    if len(data) > MAIL_BYTES_MAX:
        return NotRead(refusal=Refusal.TOO_LARGE)
    if not data.strip():
        return NotRead(refusal=Refusal.EMPTY)
    work = _Work()
    try:
        return _mail(data, work, depth=0)
    except Stopped as stopped:
        return NotRead(refusal=stopped.refusal)


def _mail(data: bytes, work: _Work, depth: int) -> Mail:
    mine = _Work(parts=work.parts)
    raw, body, has_fields = split_head(data)
    if not has_fields:
        mine.problems.append(Problem.NO_HEADERS)
    head = _head(raw, mine)
    tree = _part(head, body, mine, depth, digest=False)
    work.parts = mine.parts
    found = _Sorted()
    found.sort([tree], "mixed", False, found.htmls, found.texts)
    return Mail(
        head=raw,
        fields=fields_of(head),
        texts=tuple(_text(each, mine) for each in found.texts or () if each.declared == "text/plain"),
        htmls=tuple(_text(each, mine) for each in found.htmls or () if each.declared == "text/html"),
        attachments=tuple(_attachments(tree, found)),
        enclosed=tuple(mine.enclosed),
        problems=tuple(dict.fromkeys(mine.problems)),
    )


def _head(raw: bytes, work: _Work) -> "Message[str, str]":
    head = read_head(raw)
    if isinstance(head, Refusal):
        raise Stopped(head)
    work.problems += drop_long_parameters(head)
    return head


def _part(
    head: "Message[str, str]", body: bytes, work: _Work, depth: int, *, digest: bool
) -> _Part | _Multipart:
    if depth > DEPTH_MAX:
        raise Stopped(Refusal.TOO_DEEP)
    work.parts -= 1
    if work.parts < 0:
        raise Stopped(Refusal.TOO_MANY_PARTS)
    declared = head.get_content_type()
    if digest and "content-type" not in head:
        declared = "message/rfc822"
    if declared.startswith("multipart/"):
        slices = _slices(body, head.get_boundary(), work)
        if slices is not None:
            return _multipart(declared, slices, work, depth)
        declared = "text/plain"
    data = _decoded(head, body, work)
    if declared in MESSAGES:
        enclosed = _mail(data, work, depth + 1)
        work.enclosed.append(enclosed)
    return _Part(
        declared=declared,
        name=_name(head),
        attached=head.get_content_disposition() == "attachment",
        data=data,
        charset=head.get_content_charset(),
    )


def _multipart(declared: str, slices: list[bytes], work: _Work, depth: int) -> _Multipart:
    parts = []
    for each in slices:
        raw, body, _ = split_head(each)
        head = _head(raw, work)
        parts.append(_part(head, body, work, depth + 1, digest=declared == "multipart/digest"))
    return _Multipart(declared.partition("/")[2], parts)


def _slices(body: bytes, boundary: str | None, work: _Work) -> list[bytes] | None:
    """Return what stands between the boundaries; ``None`` if there is none."""
    if not boundary:
        work.problems.append(Problem.NO_PARTS)
        return None
    line = b"--" + boundary.encode("utf-8", "surrogateescape")
    found: list[bytes] = []
    start, at = None, _next(body, line, 0)
    while at is not None:
        end_of_line = body.find(b"\n", at)
        rest = body[at + len(line) : end_of_line if end_of_line >= 0 else len(body)].strip()
        if rest in (b"", b"--"):
            if start is not None:
                found.append(_without_last_break(body[start:at]))
            start = end_of_line + 1 if end_of_line >= 0 else len(body)
            if len(found) > PARTS_MAX:
                raise Stopped(Refusal.TOO_MANY_PARTS)
            if rest == b"--":
                return found
        at = _next(body, line, at + len(line))
    if start is None:
        work.problems.append(Problem.NO_PARTS)
        return None
    work.problems.append(Problem.NO_END)
    return [*found, body[start:]]


def _next(body: bytes, line: bytes, at: int) -> int | None:
    """Return where ``line`` next begins a line."""
    if at == 0 and body.startswith(line):
        return 0
    found = body.find(b"\n" + line, max(at - 1, 0))
    return None if found < 0 else found + 1


def _without_last_break(part: bytes) -> bytes:
    """A boundary owns the line break before it (RFC 2046, 5.1.1)."""
    if part.endswith(b"\r\n"):
        return part[:-2]
    return part.removesuffix(b"\n")


def _decoded(head: "Message[str, str]", body: bytes, work: _Work) -> bytes:
    encoding = str(head.get("content-transfer-encoding", "")).strip().lower()
    if encoding == "base64":
        return _base64(body, work)
    if encoding == "quoted-printable":
        return quopri.decodestring(body)
    if encoding not in PLAIN:
        work.problems.append(Problem.ENCODING)
    return body


def _base64(body: bytes, work: _Work) -> bytes:
    """Return what base64 stands for. After an end of it the next piece is read as well: programs differ."""
    pieces = [piece for piece in BASE64_END.split(NO_BASE64.sub(b"", body)) if piece]
    cut = [piece[:-1] if len(piece) % 4 == 1 else piece for piece in pieces]
    if len(pieces) > 1 or cut != pieces:
        work.problems.append(Problem.ENCODING)
    return b"".join(binascii.a2b_base64(piece + b"=" * (-len(piece) % 4)) for piece in cut)


def _name(head: "Message[str, str]") -> str | None:
    for field_name, parameter in (("content-disposition", "filename"), ("content-type", "name")):
        given = head.get_param(parameter, header=field_name)
        if given is None:
            continue
        try:
            plain = collapse_rfc2231_value(given)
        except (LookupError, ValueError):
            continue
        return words_undone(plain).strip() or None
    return None


def _text(part: _Part, work: _Work) -> str:
    text, as_said = text_of(part.data, part.charset)
    if not as_said:
        work.problems.append(Problem.CHARSET)
    return text


def _attachments(tree: _Part | _Multipart, found: "_Sorted") -> list[Attachment]:
    """Return every leaf that is no text of the body, in the mail's order."""
    bodies = {id(part) for part in (*(found.texts or ()), *(found.htmls or ()))}
    files = {id(part) for part in found.files}
    leaves: list[_Part] = []
    waiting: list[_Part | _Multipart] = [tree]
    while waiting:
        each = waiting.pop()
        if isinstance(each, _Part):
            leaves.append(each)
        else:
            waiting.extend(reversed(each.parts))
    return [
        Attachment(name=part.name, declared=part.declared, data=part.data, shown=id(part) not in files)
        for part in leaves
        if part.declared not in TEXTS or id(part) not in bodies
    ]


class _Sorted:
    """Leaves by what a reader does with them: RFC 8621, 4.1.4, step for step."""

    def __init__(self) -> None:
        self.texts: list[_Part] = []
        self.htmls: list[_Part] = []
        self.files: list[_Part] = []

    def sort(
        self,
        parts: "list[_Part | _Multipart]",
        kind: str,
        in_alternative: bool,
        htmls: list[_Part] | None,
        texts: list[_Part] | None,
    ) -> None:
        """Put ``parts`` of a ``kind`` of multipart where they belong. ``None``: not into that body."""
        texts_before = len(texts) if texts is not None else -1
        htmls_before = len(htmls) if htmls is not None else -1
        for place, part in enumerate(parts):
            if isinstance(part, _Multipart):
                alternative = in_alternative or part.subtype == "alternative"
                self.sort(part.parts, part.subtype, alternative, htmls, texts)
            elif not _is_inline(part, place, kind):
                self.files.append(part)
            elif kind == "alternative":
                self._alternative(part, htmls, texts)
            else:
                if in_alternative and part.declared == "text/plain":
                    htmls = None
                if in_alternative and part.declared == "text/html":
                    texts = None
                if texts is not None:
                    texts.append(part)
                if htmls is not None:
                    htmls.append(part)
                if (texts is None or htmls is None) and part.declared.startswith(MEDIA):
                    self.files.append(part)
        if kind == "alternative" and texts is not None and htmls is not None:
            if texts_before == len(texts) and htmls_before != len(htmls):
                texts.extend(htmls[htmls_before:])
            if htmls_before == len(htmls) and texts_before != len(texts):
                htmls.extend(texts[texts_before:])

    def _alternative(self, part: _Part, htmls: list[_Part] | None, texts: list[_Part] | None) -> None:
        into = {"text/plain": texts, "text/html": htmls}.get(part.declared)
        (self.files if into is None else into).append(part)


def _is_inline(part: _Part, place: int, kind: str) -> bool:
    media = part.declared.startswith(MEDIA)
    if part.attached or not (part.declared in TEXTS or media):
        return False
    return place == 0 or (kind != "related" and (media or not part.name))
