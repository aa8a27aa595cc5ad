"""An audit to the records it is exported as."""

from collections.abc import Iterable

from fairline import __version__, telling
from fairline.audited import Audit, FileRead, NotMeasurable
from fairline.exports.records import (
    AssumedRecord,
    CitationRecord,
    ClauseRecord,
    Document,
    FileRecord,
    FindingRecord,
    FurtherTest,
    LawRecord,
    LimitRecord,
    MeasureRecord,
    NotMeasurableRecord,
    PeriodRecord,
    Row,
    RuleRecord,
    SampleRecord,
    Words,
)
from fairline.facts import Event
from fairline.findings import Finding
from fairline.policy import Citation, Clause, Lang, Text
from fairline.signals import Limit, Measure, Test
from fairline.signals.limits import in_unit

SCHEMA = 3


def document(audit: Audit) -> Document:
    """Return the whole of an audit."""
    assumed = audit.assumed
    clauses = {finding.clause.id: finding.clause for finding in audit.findings}
    return Document(
        fairline=__version__,
        schema=SCHEMA,
        period=PeriodRecord(since=audit.since, until=audit.until),
        assumed=AssumedRecord(
            zone=assumed.zone,
            region=assumed.region,
            owner=assumed.owner,
            campaign=assumed.campaign,
            purpose=assumed.purpose,
            direction=assumed.direction,
            plan=assumed.plan,
        ),
        facts=dict(audit.facts),
        duplicates=audit.duplicates,
        undirected=audit.undirected,
        late=audit.late,
        unreadable=audit.unreadable,
        files=tuple(map(_file, audit.files)),
        left_out=audit.left_out,
        findings=tuple(map(finding_record, audit.findings)),
        clauses={name: _clause(clause) for name, clause in clauses.items()},
        rules=tuple(
            RuleRecord(rule=each.rule.name, found=each.found, kept=each.kept) for each in audit.rules
        ),
        not_measurable=tuple(_not_measurable(each, assumed.plan) for each in audit.not_measurable),
        tightened=tuple(each.after.name for each in audit.tightened),
    )


def finding_record(finding: Finding) -> FindingRecord:
    """Return one finding with all that stands behind it."""
    clause, rule, test = finding.clause, finding.rule, finding.rule.when[0]
    return FindingRecord(
        id=finding.id,
        letter=clause.letter.name.lower(),
        letter_title=_words(clause.letter.value),
        clause=clause.id,
        clause_title=_words(clause.title),
        rule_id=rule.id,
        rule=rule.name,
        rule_title=_words(rule.title),
        account=finding.subject,
        who=finding.who,
        since=finding.since,
        until=finding.until,
        window=telling.window_kind(rule.signal.over),
        window_title=Words(
            en=telling.window(rule.signal.over, Lang.EN), fr=telling.window(rule.signal.over, Lang.FR)
        ),
        measure=_measure(test, finding.measure),
        limit=_limit(test, finding.limit),
        others=_others(finding),
        citation=_citation(rule.citation or clause.citation),
        laws=tuple(
            LawRecord(
                place=law.place,
                topic=law.topic,
                citation=law.citation,
                confidence=law.confidence,
                source=law.source,
                binding=law.binding,
            )
            for law in finding.laws
        ),
        mode=rule.mode,
        severity=finding.severity.name.lower(),
        answer=finding.answer.name.lower().replace("_", "-"),
        evidence=rule.evidence.name,
        reason=Words(en=finding.reason(Lang.EN), fr=finding.reason(Lang.FR)),
        samples=tuple(map(_sample, finding.samples)),
    )


def row(of: FindingRecord) -> Row:
    """Return a finding without its further tests and parties, in one row."""
    return Row(
        id=of.id,
        letter=of.letter,
        clause=of.clause,
        rule_id=of.rule_id,
        rule=of.rule,
        account=of.account,
        who=_joined((f"{name}={value}" for name, value in of.who.items() if name != "account"), "; "),
        since=of.since,
        until=of.until,
        window=of.window,
        hits=of.measure.hits,
        base=of.measure.base,
        unknown=of.measure.unknown,
        saturated=of.measure.saturated,
        unit=of.measure.unit,
        ratio=of.measure.ratio,
        lower=of.measure.lower,
        upper=of.measure.upper,
        comparison=of.limit.comparison,
        limit=of.limit.value,
        limit_origin=of.limit.origin,
        limit_source=of.limit.source,
        limit_source_fr=of.limit.source_fr,
        law=of.citation.law,
        law_url=of.citation.url,
        laws=_joined((f"{law.place}: {law.citation}" for law in of.laws), "; "),
        mode=of.mode,
        severity=of.severity,
        answer=of.answer,
        evidence=of.evidence,
        reason_en=of.reason.en,
        reason_fr=of.reason.fr,
        sample_ids=_joined((sample.id for sample in of.samples), " "),
        sample_lines=_joined((str(sample.line) for sample in of.samples if sample.line is not None), " "),
    )


def _joined(parts: Iterable[str], by: str) -> str:
    return by.join(parts)


def _words(text: Text) -> Words:
    return Words(en=text.en, fr=text.fr)


def _others(finding: Finding) -> tuple[FurtherTest, ...]:
    further = zip(finding.rule.when[1:], finding.others, strict=True)
    return tuple(
        FurtherTest(measure=_measure(test, measure), limit=_limit(test, limit))
        for test, (_, measure, limit) in further
    )


def _measure(test: Test, of: Measure) -> MeasureRecord:
    bounds = of.bounds if telling.has_bounds(test, of) else None
    return MeasureRecord(
        counting=test.signal.counting.value,
        hits=of.hits,
        base=of.base,
        unknown=of.unknown,
        saturated=of.saturated,
        unit=telling.unit_of(test.signal),
        ratio=of.ratio,
        lower=None if bounds is None else bounds.lower,
        upper=None if bounds is None else bounds.upper,
    )


def _limit(test: Test, of: Limit) -> LimitRecord:
    return LimitRecord(
        comparison=test.comparison.value,
        value=in_unit(of.value, test.signal.unit),
        unit=telling.unit_of(test.signal),
        origin=of.origin,
        source=of.source,
        source_fr=of.source_fr,
        base_min=test.base_min,
    )


def _citation(of: Citation) -> CitationRecord:
    return CitationRecord(law=of.law, url=of.url, in_force=of.in_force, checked_on=of.checked_on)


def _sample(of: Event) -> SampleRecord:
    caller, called = telling.parties(of)
    kind = str(of.__struct_config__.tag)
    return SampleRecord(kind=kind, id=of.id, line=of.line, at=of.at, caller=caller, called=called)


def _clause(of: Clause) -> ClauseRecord:
    return ClauseRecord(
        title=_words(of.title), innocent=tuple(map(_words, of.innocent)), runbook=_words(of.runbook)
    )


def _file(of: FileRead) -> FileRecord:
    return FileRecord(
        name=of.name,
        format=None if of.format is None else of.format.name,
        facts=of.facts,
        unreadable=of.unreadable,
        examples=of.examples,
        damage=of.damage,
        lacks=of.lacks,
        lacks_since=of.lacks_since,
        zone_assumed=of.zone_assumed,
        unusable=None if of.unusable is None else of.unusable.value,
        detail=of.detail,
    )


def _not_measurable(of: NotMeasurable, plan: str) -> NotMeasurableRecord:
    return NotMeasurableRecord(
        rule=of.rule.name,
        why=of.why.value,
        missing=of.missing,
        formats=of.formats,
        reason=_words(telling.why_not(of, plan)),
    )
