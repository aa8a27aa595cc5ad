"""The shapes that an audit is exported in. Times are in UTC; what people read is in both languages."""

from datetime import date, datetime

from msgspec import Struct

from fairline.facts import Unreadable


class Words(Struct, frozen=True):
    """The same thing in both languages."""

    en: str
    fr: str


class LimitRecord(Struct, frozen=True, kw_only=True):
    """A limit, on which side of it a rule is broken (above, at least, below), and whose it is."""

    comparison: str
    value: float
    unit: str
    origin: str
    source: str
    source_fr: str
    base_min: int


class MeasureRecord(Struct, frozen=True, kw_only=True):
    """What was counted."""

    counting: str
    hits: int
    base: int
    unknown: int
    saturated: bool
    unit: str
    ratio: float | None
    lower: float | None
    upper: float | None


class FurtherTest(Struct, frozen=True, kw_only=True):
    """A measure and its limit."""

    measure: MeasureRecord
    limit: LimitRecord


class CitationRecord(Struct, frozen=True, kw_only=True):
    """Where a rule stands."""

    law: str
    url: str
    in_force: date
    checked_on: date


class LawRecord(Struct, frozen=True, kw_only=True):
    """A law of a place that the finding is about."""

    place: str
    topic: str
    citation: str
    confidence: str
    source: str
    binding: bool


class SampleRecord(Struct, frozen=True, kw_only=True):
    """A record that counts toward the finding. For a message, its sender and recipient."""

    kind: str
    id: str
    line: int | None
    at: datetime
    caller: str | None
    called: str | None


class FindingRecord(Struct, frozen=True, kw_only=True):
    """One finding. ``id`` is the same in every run over the same facts."""

    id: str
    letter: str
    letter_title: Words
    clause: str
    clause_title: Words
    rule_id: str
    rule: str
    rule_title: Words
    account: str
    who: dict[str, str]
    since: datetime
    until: datetime
    window: str
    window_title: Words
    measure: MeasureRecord
    limit: LimitRecord
    others: tuple[FurtherTest, ...]
    citation: CitationRecord
    laws: tuple[LawRecord, ...]
    mode: str
    severity: str
    answer: str
    evidence: str
    reason: Words
    samples: tuple[SampleRecord, ...]


class ClauseRecord(Struct, frozen=True, kw_only=True):
    """What to know before ruling on a finding of a clause."""

    title: Words
    innocent: tuple[Words, ...]
    runbook: Words


class FileRecord(Struct, frozen=True, kw_only=True):
    """One input."""

    name: str
    format: str | None
    facts: int
    unreadable: int
    examples: tuple[Unreadable, ...]
    damage: str | None
    lacks: tuple[str, ...]
    lacks_since: datetime | None
    zone_assumed: bool
    unusable: str | None
    detail: str


class RuleRecord(Struct, frozen=True, kw_only=True):
    """How many findings a measured rule had, and how many of them are in the document."""

    rule: str
    found: int
    kept: int


class NotMeasurableRecord(Struct, frozen=True, kw_only=True):
    """A rule that was not measured: of each inner list of ``missing`` columns one would have done."""

    rule: str
    why: str
    missing: tuple[tuple[str, ...], ...]
    formats: tuple[str, ...]
    reason: Words


class AssumedRecord(Struct, frozen=True, kw_only=True):
    """What was filled in where the source did not say."""

    zone: str
    region: str | None
    owner: str
    campaign: str | None
    purpose: str | None
    direction: str | None
    plan: str


class PeriodRecord(Struct, frozen=True, kw_only=True):
    """The first and last fact."""

    since: datetime | None
    until: datetime | None


class Document(Struct, frozen=True, kw_only=True):
    """The whole of an audit."""

    fairline: str
    schema: int
    period: PeriodRecord
    assumed: AssumedRecord
    facts: dict[str, int]
    duplicates: int
    undirected: int
    late: int
    unreadable: int
    files: tuple[FileRecord, ...]
    left_out: tuple[str, ...]
    findings: tuple[FindingRecord, ...]
    clauses: dict[str, ClauseRecord]
    rules: tuple[RuleRecord, ...]
    not_measurable: tuple[NotMeasurableRecord, ...]
    tightened: tuple[str, ...]


class Row(Struct, frozen=True, kw_only=True):
    """One finding, flat. ``who`` is the key after the account; samples are ids and lines, with blanks."""

    id: str
    letter: str
    clause: str
    rule_id: str
    rule: str
    account: str
    who: str
    since: datetime
    until: datetime
    window: str
    hits: int
    base: int
    unknown: int
    saturated: bool
    unit: str
    ratio: float | None
    lower: float | None
    upper: float | None
    comparison: str
    limit: float
    limit_origin: str
    limit_source: str
    limit_source_fr: str
    law: str
    law_url: str
    laws: str
    mode: str
    severity: str
    answer: str
    evidence: str
    reason_en: str
    reason_fr: str
    sample_ids: str
    sample_lines: str
