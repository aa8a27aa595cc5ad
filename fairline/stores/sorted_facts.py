"""Facts of any order out in order of time, with bounded memory, each once.

Facts are gathered into runs; a full run is sorted and its earlier half spilled, packed, to one unnamed
temporary file, which the system removes with the process at the latest. A source that is nearly in order
thus makes one long run that is read back from front to end; others are merged.
"""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from heapq import merge
from itertools import islice
from operator import itemgetter
from typing import IO, get_type_hints

import msgspec
from msgspec.structs import force_setattr

from fairline.facts import KINDS, Account, Fact

RUN = 200_000  # ours: about 200 MB of calls
BLOCK = 128  # ours: facts that are unpacked at once, for each run that is merged

RANKS: dict[type, int] = {kind: rank for rank, kind in enumerate(KINDS)}
"""Registry facts first: what is known about an account holds for the calls of the same instant."""
TIMES: dict[type, tuple[str, ...]] = {
    kind: tuple(name for name, hint in get_type_hints(kind).items() if hint in (datetime, datetime | None))
    for kind in KINDS
}

Key = tuple[int, int, str, str, int]
"""Instant, rank of the kind, id, account, revision. The account, because ids are each source's own."""
Keyed = tuple[Key, Fact]
KEY = itemgetter(0)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def in_order(
    facts: Iterable[Fact],
    *,
    run: int = RUN,
    folder: str | None = None,
    on_duplicate: Callable[[Fact], None] | None = None,
) -> Iterator[Fact]:
    """Yield ``facts`` in order of time, then registry facts first, then by id, account and revision.

    Of facts with the same kind, id, account and time only that with the highest revision comes out; of
    several with that too, the same one whatever the order they came in. ``on_duplicate`` is told each of
    the others. At most ``run`` facts are held in memory, and the rest in a temporary file in ``folder``.
    Raises ``OSError`` if that file cannot be written.
    """
    held: Keyed | None = None
    for keyed in _sorted(facts, run, folder):
        if held is not None:
            if held[0][:4] == keyed[0][:4]:
                held, less = _later(held, keyed)
                if on_duplicate is not None:
                    on_duplicate(less[1])
                continue
            yield held[1]
        held = keyed
    if held is not None:
        yield held[1]


def _later(one: Keyed, other: Keyed) -> tuple[Keyed, Keyed]:
    """Return the one that counts and the one that does not. ``other`` has the same revision or a later."""
    if one[0] == other[0] and _content(other[1]) <= _content(one[1]):
        return one, other
    return other, one


def _content(fact: Fact) -> str:
    return repr(msgspec.structs.replace(fact, line=None))


def _keyed(fact: Fact) -> Keyed:
    account = "" if type(fact) is Account else fact.account or ""  # type: ignore[union-attr]
    revision = getattr(fact, "revision", 0)
    at = (fact.at - EPOCH) // MICROSECOND
    return (at, RANKS[type(fact)], fact.id, account, revision), fact


def _sorted(facts: Iterable[Fact], run: int, folder: str | None) -> Iterator[Keyed]:
    """Yield the facts with their keys, in order of these, duplicates and all."""
    assert run >= 2, "a run has two halves"
    keyed = map(_keyed, facts)
    held = list(islice(keyed, run))
    held.sort(key=KEY)
    more = list(islice(keyed, run // 2))
    if not more:
        yield from held
        return
    with tempfile.TemporaryFile(prefix="fairline-", dir=folder) as file:
        spill = _Spill(file)
        while more:
            spill.put(held[: run // 2])
            held = held[run // 2 :] + more
            held.sort(key=KEY)
            more = list(islice(keyed, run // 2))
        yield from merge(*spill.runs(), held, key=KEY)


class _Run:
    """Where the blocks of one run stand in the file, and the last key in it."""

    __slots__ = ("blocks", "last")

    def __init__(self) -> None:
        self.blocks: list[tuple[int, int]] = []
        self.last: Key = (-(1 << 63), 0, "", "", 0)


class _Spill:
    """Sorted facts in a file, as runs of blocks."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._end = 0
        self._runs: list[_Run] = []
        self._encoder = msgspec.msgpack.Encoder()
        self._decoder = msgspec.msgpack.Decoder(list[tuple[int, Fact]])
        self._zones = _Zones()

    def put(self, facts: list[Keyed]) -> None:
        """Append sorted facts to the run that ends nearest before them, or start one."""
        first = facts[0][0]
        fitting = [run for run in self._runs if run.last <= first]
        if not fitting:
            fitting = [_Run()]
            self._runs += fitting
        run = max(fitting, key=lambda each: each.last)
        for start in range(0, len(facts), BLOCK):
            block = [(self._zones.put(fact), fact) for _, fact in facts[start : start + BLOCK]]
            packed = self._encoder.encode(block)
            self._file.write(packed)
            run.blocks.append((self._end, len(packed)))
            self._end += len(packed)
        run.last = facts[-1][0]

    def runs(self) -> list[Iterator[Keyed]]:
        """Return each run from its start. Nothing may be put afterwards."""
        self._file.flush()
        return [self._read(run) for run in self._runs]

    def _read(self, run: _Run) -> Iterator[Keyed]:
        for offset, length in run.blocks:
            for zones, fact in self._decoder.decode(os.pread(self._file.fileno(), length, offset)):
                self._zones.restore(zones, fact)
                yield _keyed(fact)


class _Zones:
    """The zones of the times of facts. Times are packed as instants, and the hour there must not be lost."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[tuple[str, tzinfo | None], ...], int] = {(): 0}
        self._zones: list[tuple[tuple[str, tzinfo | None], ...]] = [()]

    def put(self, fact: Fact) -> int:
        """Return the number of the fact's zones. 0: all is in UTC, as nearly every reader has it."""
        found = tuple(
            (name, moment.tzinfo)
            for name in TIMES[type(fact)]
            if (moment := getattr(fact, name)) is not None and moment.tzinfo is not UTC
        )
        number = self._numbers.get(found)
        if number is None:
            number = self._numbers[found] = len(self._zones)
            self._zones.append(found)
        return number

    def restore(self, number: int, fact: Fact) -> None:
        """Put a fact that was just unpacked, and that nobody else holds, back into its zones."""
        for name, zone in self._zones[number]:
            force_setattr(fact, name, getattr(fact, name).astimezone(zone))
