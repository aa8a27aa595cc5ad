"""Lines that came to a file, as facts: by any reader, and of accounting that says a call in several lines,
once all of it is there."""

import io
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from fairline.facts import Call, Fact, FairlineError, Message, Unreadable
from fairline.facts.errors import no_such
from fairline.readers import kamailio_json
from fairline.readers.mapped import with_mapping
from fairline.readers.mapping import load
from fairline.readers.recognition import NEVER_RECOGNISED, READERS, Reader
from fairline.readers.source import Source

DATABASES = frozenset({"kamailio-sqlite", "sip-capture"})
"""Formats that are no text and do not grow line by line."""
RECORD = 1  # the revision of what became of an attempt, which itself has revision 0
CALLS_MAX = 50_000  # ours: calls whose lines are kept together at once
CALL_LINES_MAX = 64  # ours: more of one call is a loop
OPEN_S_MAX = 6 * 3600.0  # ours: as long as a dialog without a word is followed elsewhere


@dataclass(frozen=True, slots=True, kw_only=True)
class TailSettings:
    """One table of ``[[ports.tail]]``. ``FairlineError`` says which part does not fit.

    ``path``: a file, which may not be there yet, or a folder. ``state``: the small file that keeps how far it
    was read. ``format``: a reader's name; ``map`` instead names a mapping file.
    """

    name: str
    path: str
    state: str
    format: str | None = None
    map: str | None = None
    pattern: str = "*"
    """Which files of a folder, as the shell has it."""
    whole: bool = False
    """Each file is one document, read once when it has been quiet for ``quiet_s``."""
    zone: str = "UTC"
    region: str | None = None
    account: str | None = None
    """Whose the records are that name nobody."""
    accounts: tuple[str, ...] = ()
    """Whose they may be; none: anybody's."""
    poll_s: float = 0.5
    settle_s: float = 3.0
    """How long after its last line a call of several lines is given."""
    quiet_s: float = 2.0

    def __post_init__(self) -> None:
        """Refuse what could not work as it is meant."""
        where = f"ports.tail.{self.name}"
        if (self.format is None) == (self.map is None):
            raise FairlineError(
                f"{where}: found format {self.format!r} and map {self.map!r}, wanted one of them"
            )
        if self.format is not None and self.format not in READERS:
            raise no_such(f"{where}.format", "format", self.format, READERS)
        if self.format in NEVER_RECOGNISED | DATABASES:
            raise FairlineError(f"{where}.format: found {self.format}, wanted one that grows line by line")
        if not 0.05 <= self.poll_s <= 60:
            raise FairlineError(f"{where}.poll_s: found {self.poll_s}, wanted 0.05 to 60")

    def reader(self) -> Reader:
        """Return the reader. ``FairlineError`` if the mapping file is none."""
        return with_mapping(load(self.map)) if self.map is not None else READERS[str(self.format)]


class Mark(NamedTuple):
    """Where a line began: in which file (inode and device), and at which byte."""

    file: tuple[int, int]
    offset: int


NOWHERE = Mark((-1, -1), 0)


class Lines(Protocol):
    """What makes facts of lines."""

    def take(self, lines: list[tuple[Mark, bytes]], header: bytes, now: float) -> list[Fact]:
        """Take whole lines in order; return the facts that are ready."""

    def due(self, now: float) -> list[Fact]:
        """Return the facts that are ready because nothing more came."""

    def held(self, file: tuple[int, int]) -> int | None:
        """Return where the first line of ``file`` begins of which no fact was made; ``None`` if none is."""

    def forget(self, file: tuple[int, int]) -> None:
        """Hold no place in ``file`` any more: what stood there is gone."""


class Records:
    """Makes facts of bytes, as the settings want them. ``counts``: unreadable lines, refused accounts."""

    def __init__(self, settings: TailSettings, counts: Counter[str]) -> None:
        self.counts = counts
        self._settings = settings
        self._reader = settings.reader()
        self._zone = ZoneInfo(settings.zone)

    def of(self, data: bytes) -> list[Fact]:
        """Return the facts in ``data``."""
        return list(self.read(Source(self._settings.name, io.BytesIO(data))))

    def read(self, source: Source) -> Iterator[Fact]:
        """Yield the facts of a whole document."""
        for record in self._reader.read(source, zone=self._zone, region=self._settings.region):
            if isinstance(record, Unreadable):
                self.counts["unreadable"] += 1
            elif (fact := self._ours(record)) is not None:
                yield fact

    def is_header(self, line: bytes) -> bool:
        """Whether a first line alone says nothing: it names the columns of what follows."""
        source = Source(self._settings.name, io.BytesIO(line))
        return not list(self._reader.read(source, zone=self._zone, region=self._settings.region))

    def _ours(self, fact: Fact) -> Fact | None:
        """Return the fact with its account, and its line number gone: it would be one of a part of a file."""
        changes: dict[str, object] = {"line": None}
        if isinstance(fact, Call | Message):
            account = fact.account if fact.account is not None else self._settings.account
            if self._settings.accounts and account is not None and account not in self._settings.accounts:
                self.counts["another account"] += 1
                return None
            changes |= {"account": account, "revision": max(RECORD, fact.revision)}
        return replace(fact, **changes)


class EachLine:
    """One record a line: facts come at once, and nothing is held."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def take(self, lines: list[tuple[Mark, bytes]], header: bytes, now: float) -> list[Fact]:
        """Return the facts of the lines; ``header`` names the columns."""
        return self._records.of(header + b"\n".join(line for _, line in lines) + b"\n")

    def due(self, now: float) -> list[Fact]:
        """Return none."""
        return []

    def held(self, file: tuple[int, int]) -> int | None:
        """Return ``None``."""
        return None

    def forget(self, file: tuple[int, int]) -> None:
        """Do nothing."""


@dataclass(slots=True)
class _Open:
    lines: list[tuple[Mark, bytes]] = field(default_factory=list)
    heard_at: float = 0.0
    ended: bool = False


class ByCall:
    """Several lines a call, as Kamailio's acc_json writes them: kept together by Call-ID until it is over.

    A call is over some seconds after a line that ends it, or when it has been quiet too long; then what there
    is of it is read. Lines after that make a record of their own, which may be unreadable.
    """

    def __init__(self, records: Records, settle_s: float) -> None:
        self._records, self._settle_s = records, settle_s
        self._open: OrderedDict[str, _Open] = OrderedDict()
        """By when it was last heard of."""

    def take(self, lines: list[tuple[Mark, bytes]], header: bytes, now: float) -> list[Fact]:
        """Keep the lines of calls; return the facts of those that are over."""
        facts: list[Fact] = []
        for mark, line in lines:
            call = kamailio_json.call_of(line)
            if call is None:
                facts += self._records.of(line)
                continue
            name, ends = call
            found = self._open.setdefault(name, _Open())
            found.lines.append((mark, line))
            found.heard_at, found.ended = now, found.ended or ends
            self._open.move_to_end(name)
            if len(found.lines) >= CALL_LINES_MAX:
                facts += self._given([name])
            elif len(self._open) > CALLS_MAX:
                self._records.counts["calls let go"] += 1
                facts += self._given([next(iter(self._open))])
        return facts + self.due(now)

    def due(self, now: float) -> list[Fact]:
        """Return the facts of the calls that are over."""
        return self._given(
            [
                name
                for name, each in self._open.items()
                if now - each.heard_at >= (self._settle_s if each.ended else OPEN_S_MAX)
            ]
        )

    def held(self, file: tuple[int, int]) -> int | None:
        """Return where the first kept line of ``file`` begins."""
        marks = (mark for each in self._open.values() for mark, _ in each.lines)
        return min((mark.offset for mark in marks if mark.file == file), default=None)

    def forget(self, file: tuple[int, int]) -> None:
        """Keep the lines without their place."""
        for each in self._open.values():
            each.lines = [(NOWHERE if mark.file == file else mark, line) for mark, line in each.lines]

    def _given(self, names: Iterable[str]) -> list[Fact]:
        lines = [line for name in names for _, line in self._open.pop(name).lines]
        return self._records.of(b"\n".join(lines) + b"\n") if lines else []


def lines_of(settings: TailSettings, records: Records) -> Lines:
    """Return what makes facts of the lines of this format."""
    if settings.format == kamailio_json.FORMAT.name:
        return ByCall(records, settings.settle_s)
    return EachLine(records)
