"""What the two processes of a guard tell each other: values in frames, over pipes that nobody else has."""

import io
import pickle
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from struct import Struct
from typing import Any

from fairline.findings import Finding
from fairline.law import LawBook
from fairline.policy import Clause

LENGTH = Struct(">I")
STOP = b"."


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What the watching process is to do. ``until``: findings that follow from entries up to this one may be
    in the journal already, up to this one too."""

    folder: Path
    clauses: tuple[Clause, ...]
    law: LawBook
    plan: str
    lateness: timedelta
    snapshot_every: int
    until: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How far it is, when time matters to it next, how many entries it failed at, what it found."""

    sequence: int
    due: int
    faults: int = 0
    findings: list[Finding] = field(default_factory=list)


class Reports:
    """Reports to bytes and back. Both sides have the same clauses: of a finding's only the place is told."""

    def __init__(self, clauses: Iterable[Clause]) -> None:
        """Know the clauses, their rules, and the signals that these test."""
        self._known: list[object] = []
        for clause in clauses:
            self._known.append(clause)
            for rule in clause.rules:
                self._known += [rule, *(test.signal for test in rule.when)]
        self._places = {id(each): place for place, each in enumerate(self._known)}

    def packed(self, report: Report) -> bytes:
        """Return a report as bytes."""
        out = io.BytesIO()
        _Packing(out, self._places).dump(report)
        return out.getvalue()

    def unpacked(self, told: bytes) -> Report:
        """Return the report again."""
        report = _Unpacking(io.BytesIO(told), self._known).load()
        assert isinstance(report, Report)
        return report


class _Packing(pickle.Pickler):
    def __init__(self, out: io.BytesIO, places: dict[int, int]) -> None:
        super().__init__(out, pickle.HIGHEST_PROTOCOL)
        self._places = places

    def persistent_id(self, obj: Any) -> int | None:
        return self._places.get(id(obj))


class _Unpacking(pickle.Unpickler):
    def __init__(self, told: io.BytesIO, known: list[object]) -> None:
        super().__init__(told)
        self._known = known

    def persistent_load(self, pid: Any) -> object:
        return self._known[pid]


def framed(told: bytes) -> bytes:
    """Return bytes with their length before them."""
    return LENGTH.pack(len(told)) + told
