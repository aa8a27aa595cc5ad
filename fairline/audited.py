"""What an audit gives: what was read, what was found, and what could not be measured. Values only.

``fairline.audit`` makes it; the exports, the terminal and the report show it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from fairline.facts import Unreadable
from fairline.findings import Finding
from fairline.policy import Clause, Rule
from fairline.policy.tightened import Tightening
from fairline.readers.format import Format


class Unusable(Enum):
    """Why nothing of a file could be used."""

    NOT_OPENED = "not opened"
    EMPTY = "empty"
    EMPTY_FOLDER = "empty folder"
    """There is no file below it."""
    NO_KNOWN_FORMAT = "no known format"
    NO_RECORD = "no record"
    """It is of the format, and every single record of it is unreadable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """One input and what became of it.

    ``format`` is ``None`` if it was never known. ``facts`` are those read, duplicates included;
    ``examples`` are the first unreadable records. ``damage`` says why not all of it could be read;
    what could is used. ``lacks`` are the fields (``call.talk``) that it has no column for and other files
    with such facts have, from ``lacks_since`` on, its first fact. ``zone_assumed``: its times name no zone
    and were read in ``Audit.zone``.
    ``unusable`` is set if nothing of it is in the audit; ``detail`` is then the system's own word, or the
    names of the formats that were tried.
    """

    name: str
    format: Format | None
    facts: int = 0
    unreadable: int = 0
    examples: tuple[Unreadable, ...] = ()
    damage: str | None = None
    lacks: tuple[str, ...] = ()
    lacks_since: datetime | None = None
    zone_assumed: bool = False
    unusable: Unusable | None = None
    detail: str = ""


class Why(Enum):
    """Why a rule measured nothing."""

    FORMAT = "format"
    """No format among the inputs can say what the rule needs."""
    RECORDS = "records"
    """The format could, but no record of this input did."""
    VALUES = "values"
    """The formats tell it, and never in the one way that the rule looks for: no call is ever canceled."""
    NO_FACTS = "no facts"
    """The input has no such facts at all: no messages, say."""
    PLAN = "plan"
    """The rule is for other calling plans than those of the accounts."""
    OFF = "off"
    """The policy has the rule switched off, or it is a draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotMeasurable:
    """A rule that was not measured. That is not the same as kept to.

    ``missing`` is what it needed and never got, as ``kind.field`` such as ``call.agent_joined``: of each
    inner tuple one would have done. ``formats`` are the names of those that are silent on it. For
    ``NO_FACTS`` it is the kind alone, ``message``; for ``VALUES`` a value may follow,
    ``call.end_reason=canceled``.
    """

    clause: Clause
    rule: Rule
    why: Why
    missing: tuple[tuple[str, ...], ...] = ()
    formats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCount:
    """How many findings a rule had. Past a cap they are counted and not kept; the gravest are kept."""

    clause: Clause
    rule: Rule
    found: int
    kept: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """What was filled in where the source did not say. ``owner`` is the account of facts that name none."""

    zone: str
    region: str | None
    owner: str
    campaign: str | None
    purpose: str | None
    direction: str | None
    plan: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """One audit. ``since`` and ``until`` are the first and last fact, ``None`` if there was none.

    ``facts`` are counted by kind (``call``, ``message``, ``account`` ...), without duplicates.
    ``findings`` are by clause, then gravest first. ``rules`` are those measured, by clause.
    ``undirected`` are the calls of which neither the source nor the operator says which way they went.
    ``late`` are facts that could not be counted because they came after later ones (none, once sorted).
    ``keys`` is how many counters the engine held at the end, ``None`` where a database counted.
    ``clauses`` is the policy as it was applied. ``left_out`` are the paths in folders that were not read,
    because they are hidden, somebody's markers, or no files.
    """

    files: tuple[FileRead, ...]
    left_out: tuple[str, ...] = ()
    assumed: Assumptions
    since: datetime | None
    until: datetime | None
    facts: Mapping[str, int]
    duplicates: int
    undirected: int
    late: int
    keys: int | None
    findings: tuple[Finding, ...]
    rules: tuple[RuleCount, ...]
    not_measurable: tuple[NotMeasurable, ...]
    clauses: tuple[Clause, ...]
    tightened: tuple[Tightening, ...]

    @property
    def unreadable(self) -> int:
        """How many records were no facts, over all files."""
        return sum(file.unreadable for file in self.files)

    @property
    def found(self) -> int:
        """How many findings there were, those not kept included."""
        return sum(rule.found for rule in self.rules)

    @property
    def unusable(self) -> tuple[FileRead, ...]:
        """The files of which nothing could be used."""
        return tuple(file for file in self.files if file.unusable is not None)
