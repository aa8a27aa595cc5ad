"""The inputs of an audit: opened one after another, recognised, read, and every record accounted for."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from itertools import islice
from pathlib import Path

from fairline.audit.drift import Told, with_lacks
from fairline.audit.folders import shown
from fairline.audited import FileRead, Unusable
from fairline.facts import Direction, Fact, FairlineError, Purpose, Unreadable
from fairline.facts.errors import no_such
from fairline.readers.format import Format
from fairline.readers.mapped import with_mapping
from fairline.readers.mapping import load
from fairline.readers.partitions import Partition, said_by
from fairline.readers.recognition import NEVER_RECOGNISED, READERS, Reader, recognise
from fairline.readers.source import Source
from fairline.stores.sorted_facts import RUN

EXAMPLES_MAX = 100  # ours: unreadable records that are kept for each file; all are counted
STANDARD_INPUT = "-"
ZONE_RECORDS = 20  # ours: records in which it shows whether a format's times name their zone


class EngineName(StrEnum):
    """Who counts: a database, over a whole period at hand, or the engine, fact by fact. Both agree."""

    HISTORY = "history"
    ONLINE = "online"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What whoever asks for an audit says about the files. ``None``: nothing.

    ``owner`` is the account of facts that name none. ``zone`` is where times without a zone were written,
    ``region`` the country in which national numbers were, ``direction`` the way of calls and messages that do
    not say theirs.
    """

    owner: str
    format: str | None = None
    mapping: str | None = None
    zone: tzinfo = UTC
    region: str | None = None
    campaign: str | None = None
    purpose: Purpose | None = None
    direction: Direction | None = None
    plan: str
    run: int = RUN
    """How many facts are held in memory while they are put in order."""
    findings_max: int = 10_000
    """How many findings of one rule are kept; the gravest are."""
    engine: EngineName | None = None
    """Who counts. ``None``: the faster. A stream is always counted online."""


class Inputs:
    """Files to facts; a ``FileRead`` stands for what is known to give none.

    ``files`` tells what became of each, once ``facts`` has been read to its end, and ``told`` what those with
    columns say, by their places there.
    """

    def __init__(
        self, items: Iterable[str | FileRead], options: Options, on_bytes: Callable[[int], None] | None = None
    ) -> None:
        """Raises ``FairlineError`` for a format that is none, and for a mapping file that is wrong."""
        self.files: list[FileRead] = []
        self._items = tuple(items)
        self.told: dict[int, Told] = {}
        self._options = options
        self._on_bytes = on_bytes
        self._chosen = _chosen(options)

    def format(self, name: str) -> Format:
        """Return the format that files of these options are said to have by its name."""
        return READERS[name].FORMAT if self._chosen is None else self._chosen.FORMAT

    def facts(self) -> Iterator[Fact]:
        """Yield every fact of every file, in the order they stand there."""
        for item in self._items:
            if isinstance(item, FileRead):
                self.files.append(item)
            else:
                yield from self._file(item)
        self.files = with_lacks(self.files, self.told)

    def _file(self, path: str) -> Iterator[Fact]:
        self.files.append(FileRead(name=shown(path), format=None))
        try:
            source = Source.open(path, on_bytes=self._on_bytes)
        except (OSError, ValueError) as error:
            self._note(unusable=Unusable.NOT_OPENED, detail=getattr(error, "strerror", None) or str(error))
            return
        with closing(source):
            reader = self._reader(source)
            if reader is not None:
                self._note(format=reader.FORMAT, zone_assumed=_names_no_zone(reader, source, self._options))
                yield from self._read(reader, source, Partition(str(Path(path).absolute())) or None)

    def _reader(self, source: Source) -> Reader | None:
        """Return who reads this source, and note why if nobody can."""
        if not source.head().strip(b"\0 \t\r\n\xef\xbb\xbf"):
            self._note(unusable=Unusable.EMPTY, detail=source.damage or "", damage=source.damage)
            return None
        if self._chosen is not None:
            return self._chosen
        name = recognise(source)
        if name is None:
            tried = ", ".join(name for name in READERS if name not in NEVER_RECOGNISED)
            self._note(unusable=Unusable.NO_KNOWN_FORMAT, detail=tried, damage=source.damage)
            return None
        return READERS[name]

    def _read(self, reader: Reader, source: Source, partition: Partition | None) -> Iterator[Fact]:
        facts = unreadable = 0
        examples: list[Unreadable] = []
        told: Told | None = None
        for record in reader.read(source, zone=self._options.zone, region=self._options.region):
            if partition is not None and not isinstance(record, Unreadable):
                record = partition.filled(record)
            if isinstance(record, Unreadable):
                unreadable += 1
                if len(examples) < EXAMPLES_MAX:
                    examples.append(record)
                continue
            facts += 1
            if source.columns is not None:
                if told is None:
                    told = Told(source.columns | said_by(source.name).keys())
                    self.told[len(self.files) - 1] = told
                told.note(record)
            yield record
        nothing = Unusable.NO_RECORD if unreadable and not facts else None
        self._note(
            facts=facts,
            unreadable=unreadable,
            examples=tuple(examples),
            damage=source.damage,
            unusable=nothing,
        )

    def _note(self, **changes: object) -> None:
        self.files[-1] = replace(self.files[-1], **changes)  # type: ignore[arg-type]


def _chosen(options: Options) -> Reader | None:
    """Return the reader that the operator chose for all files, if one was."""
    if options.mapping is not None:
        if options.format not in (None, "mapped"):
            raise FairlineError(f"--format: found {options.format} with --map, wanted one of the two")
        return with_mapping(load(options.mapping))
    if options.format is None:
        return None
    if options.format not in READERS:
        raise no_such("--format", "format", options.format, READERS)
    if options.format in NEVER_RECOGNISED:
        raise FairlineError(f"--format: found {options.format}, wanted --map with a mapping file too")
    return READERS[options.format]


class _Watched(tzinfo):
    """A zone that remembers whether anybody asked it."""

    def __init__(self, zone: tzinfo) -> None:
        self.asked = False
        self._zone = zone

    def utcoffset(self, at: datetime | None, /) -> timedelta | None:
        self.asked = True
        return None if at is None else self._zone.utcoffset(at.replace(tzinfo=self._zone))

    def dst(self, at: datetime | None, /) -> timedelta | None:
        return None if at is None else self._zone.dst(at.replace(tzinfo=self._zone))

    def tzname(self, at: datetime | None, /) -> str | None:
        return None if at is None else self._zone.tzname(at.replace(tzinfo=self._zone))

    def fromutc(self, at: datetime, /) -> datetime:
        return self._zone.fromutc(at.replace(tzinfo=self._zone)).replace(tzinfo=self)


def _names_no_zone(reader: Reader, source: Source, options: Options) -> bool:
    """Whether the first records have times that are read in the zone we were told, for want of their own."""
    watched = _Watched(options.zone)
    with closing(source.glance()) as head:
        for _ in islice(reader.read(head, zone=watched, region=options.region), ZONE_RECORDS):
            pass
    return watched.asked
