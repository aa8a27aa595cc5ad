"""Judging one file to its bottom: its kind, what that kind can carry, and the same for all that is inside.

Works on bytes in memory, within ``Bounds``, and ends in a ``Report`` whatever the bytes are.
"""

import time
from collections.abc import Callable

from msgspec import Struct

from fairline.checks.files import mail, names, ole, ooxml, pdf, rtf, sealed, streams, tars, texts, zips
from fairline.checks.files.bounds import Bounds, Count, Stop
from fairline.checks.files.inside import Broken, Inside
from fairline.checks.files.kinds import KINDS, Family, Kind, kind_of
from fairline.checks.files.signs import Mark, Sign

Scan = Callable[[bytes, float], list[tuple[str, bool]]]
"""Rules over bytes, in so many seconds: the names of those that are true, and whether one only holds a file.
Raises ``TimeoutError``."""


class Report(Struct, frozen=True, array_like=True):
    """What was found in one file. ``expansion`` is of what was unpacked, ``depth`` of archives."""

    kind: str | None
    marks: list[Mark]
    depth: int
    expansion: int
    scanned: bool


def judged(
    data: bytes, name: str | None, declared: str | None, bounds: Bounds, within_s: float, scan: Scan | None
) -> Report:
    """Judge a file. Takes at most ``within_s`` but for the step that is under way then."""
    walk = Walk(bounds, len(data), time.monotonic() + within_s, scan)
    if declared:
        walk.declared = declared
    count = walk.count
    try:
        walk.judge(data, name, Inside(count=count, judge=walk.judge))
        count.packed = len(data)
    except Stop:
        pass  # its mark is kept, and the ratio is that of what was read
    except (MemoryError, RecursionError):
        count.mark(Sign.JUDGE_DIED, 0)
    if count.expansion > bounds.expansion_max:
        count.mark(Sign.BOMB, 0, count.expansion)
    kind = walk.kind.name if walk.kind is not None else None
    return Report(kind, count.marks, count.depth, count.expansion, scan is not None and not walk.late)


class Walk:
    """The judging of one file."""

    def __init__(self, bounds: Bounds, size: int, until: float, scan: Scan | None) -> None:
        """Get ready."""
        self.count = Count(bounds=bounds, size=size, until=until)
        self.scan = scan
        self.kind: Kind | None = None
        """Of the file itself."""
        self.declared: str | None = None
        self.late = False
        """Whether the rules took too long."""

    def judge(self, data: bytes, name: str | None, inside: Inside) -> None:
        """Judge one file at its place, and all in it. Raises ``Stop`` past a bound."""
        count = self.count
        count.look_at_the_clock(inside.level)
        count.depth = max(count.depth, inside.archives)
        if inside.archives > count.bounds.depth_max:
            raise count.stop(Sign.NESTED, inside.level, inside.archives)
        if inside.level > count.bounds.levels_max:
            raise count.stop(Sign.NESTED, inside.level, inside.level)
        self._scan(data, inside)
        kind = kind_of(data)
        if inside.level == 0:
            self.kind = kind
        broken = False
        try:
            kind, broken = self._open(kind, data, name, inside)
        except Broken:
            broken = True
        if inside.level == 0:
            self.kind = kind
        self._tell(kind, data, name, inside)
        if broken:
            inside.mark(Sign.BROKEN)

    def _scan(self, data: bytes, inside: Inside) -> None:
        if self.scan is None or not data:
            return
        try:
            found = self.scan(data, max(0.0, self.count.until - time.monotonic()))
        except TimeoutError as problem:
            self.late = True
            raise self.count.stop(Sign.TOO_LATE, inside.level) from problem
        for rule, holds in found:
            inside.mark(Sign.SUSPECT if holds else Sign.RULE, rule)

    def _open(
        self, kind: Kind | None, data: bytes, name: str | None, inside: Inside
    ) -> tuple[Kind | None, bool]:
        """Open what can be opened; return the kind, which that may refine, and whether it is broken."""
        match kind.family if kind is not None else None:
            case Family.ARCHIVE if kind is KINDS["zip"]:
                return _open_zip(data, inside)
            case Family.ARCHIVE:
                tars.opened(data, inside)
            case Family.PACKED if kind is not None:
                streams.opened(kind, data, name, inside)
            case Family.OLE:
                return ole.opened(data, inside)
            case Family.RTF:
                rtf.opened(data, inside)
            case Family.PDF:
                pdf.opened(data, inside)
            case Family.TEXT if kind is not None:
                texts.opened(kind, data, name, inside)
            case Family.MAIL:
                mail.opened(data, inside)
            case Family.SEALED if kind is not None:
                sealed.opened(kind, data, inside)
        return kind, False

    def _tell(self, kind: Kind | None, data: bytes, name: str | None, inside: Inside) -> None:
        """Mark what the kind and the name say of the file."""
        if not inside.part:
            for mark in names.of_name(name, inside.level):
                self.count.mark(mark.sign, mark.depth, mark.value)
        if kind is None:
            if not inside.part:
                inside.mark(Sign.UNKNOWN)
            return
        if not inside.part:
            declared = self.declared if inside.level == 0 else None
            for mark in names.against(kind, name, declared, inside.level):
                self.count.mark(mark.sign, mark.depth, mark.value)
        if (sign := BY_FAMILY.get(kind.family)) is not None:
            inside.mark(sign, kind.name)
        if kind.name == "empty" and inside.level == 0:
            inside.mark(Sign.EMPTY)
        self._tail(kind, data, inside)

    def _tail(self, kind: Kind, data: bytes, inside: Inside) -> None:
        """A zip that ends with the file is opened whatever the file begins as."""
        if kind.name in ZIPPED or zips.end_of(data) is None:
            return
        if kind.family is not Family.PROGRAM:
            inside.mark(Sign.TWO_KINDS)
        try:
            _, broken = _open_zip(data, inside)
        except Broken:
            broken = True
        if broken:
            inside.mark(Sign.BROKEN)


BY_FAMILY = {
    Family.PROGRAM: Sign.PROGRAM,
    Family.SCRIPT: Sign.SCRIPT,
    Family.SHORTCUT: Sign.SHORTCUT,
    Family.DISK: Sign.IMAGE_OF_DISK,
}
ZIPPED = frozenset(
    {
        "zip",
        "jar",
        "apk",
        "msix",
        "word-ooxml",
        "excel-ooxml",
        "powerpoint-ooxml",
        "ooxml",
        "opendocument",
        "epub",
    }
)


def _open_zip(data: bytes, inside: Inside) -> tuple[Kind, bool]:
    """Open a zip as what it is by the names in it; a program is not looked into any further."""
    table = zips.table_of(data, inside)
    kind = ooxml.kind_of(frozenset(entry.name for entry in table.entries))
    try:
        if kind.family is Family.OFFICE:
            ooxml.opened(kind, data, table, inside)
        elif kind.family is Family.ARCHIVE:
            zips.opened(data, table, inside)
    except Broken:
        return kind, True
    return kind, False
