"""Findings as they travel: what was measured, with rules, limits and laws by where the policy has them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa
from msgspec import Struct

from fairline.facts import Event
from fairline.findings import Finding
from fairline.history.schema import batch, fact_of
from fairline.law import LawBook, laws_for
from fairline.policy import Answer, Clause, Rule, Severity
from fairline.signals import Limit, Measure
from fairline.signals.sql.preparing import word_of
from fairline.signals.sql.types import decoder, encoded, type_of
from fairline.signals.windows import instant, moment
from fairline.spark.rows import KIND_OF, one_table, packed

Said = tuple[Any, ...]
"""Rule, key, since, until, measures, limits' places, severity, answer, number of samples."""


def packed_findings(found: Iterable[Finding]) -> dict[str, Any]:
    """Return findings as values: what each says, and by kind of fact the samples of all in one table."""
    told: list[Said] = []
    samples: dict[str, list[Event]] = {}
    for each in found:
        pairs = [(each.measure, each.limit), *((measure, limit) for _, measure, limit in each.others)]
        told.append(
            (
                each.rule.name,
                tuple(map(encoded, each.key)),
                instant(each.since),
                instant(each.until),
                tuple((m.hits, m.base, m.unknown, m.saturated) for m, _ in pairs),
                tuple(limits_of(each.rule).index(limit) for _, limit in pairs),
                int(each.severity),
                each.answer.value,
                len(each.samples),
            )
        )
        if each.samples:
            samples.setdefault(word_of(each.rule.signal.kind), []).extend(each.samples)
    bodies = {word: packed(batch(KIND_OF[word], facts, 0)) for word, facts in samples.items()}
    return {"told": told, "samples": bodies}


def unpacked_findings(sent: dict[str, Any], clauses: Sequence[Clause], law: LawBook) -> Iterator[Finding]:
    """Yield the findings again, by the rules of ``clauses``, which are those that made them."""
    rules = {rule.name: (clause, rule) for clause in clauses for rule in clause.rules}
    samples = {word: facts_of(KIND_OF[word], [body]) for word, body in sent["samples"].items()}
    for name, raw, since, until, measures, places, severity, answer, count in sent["told"]:
        clause, rule = rules[name]
        key = tuple(decoder(type_of(part))(value) for part, value in zip(rule.signal.by, raw, strict=True))
        made = [Measure(*each) for each in measures]
        limits = [limits_of(rule)[place] for place in places]
        facts = samples.get(word_of(rule.signal.kind), iter(()))
        day = moment(since).date()
        named = next((part for part in key if isinstance(part, tuple)), ())
        yield Finding(
            clause=clause,
            rule=rule,
            key=key,
            since=moment(since),
            until=moment(until),
            measure=made[0],
            limit=limits[0],
            severity=Severity(severity),
            answer=Answer(answer),
            others=tuple(
                (test.signal, measure, limit)
                for test, measure, limit in zip(rule.when[1:], made[1:], limits[1:], strict=True)
            ),
            laws=() if rule.law is None else laws_for(law, rule.law, named, day),
            samples=tuple(next(facts) for _ in range(count)),
        )


def limits_of(rule: Rule) -> list[Limit]:
    """Return every limit that a finding of ``rule`` may name, each in its place."""
    limits = [*(test.limit for test in rule.when), *(rung.limit for rung in rule.ladder)]
    return [each for limit in limits for each in limit.variants()]


def facts_of(kind: type[Struct], bodies: Sequence[bytes]) -> Iterator[Any]:
    """Yield the facts of rows that were packed, in their order."""
    if bodies:
        table: pa.Table = one_table(kind, bodies)
        for row in table.to_pylist():
            yield fact_of(kind, row)
