"""The statement of reasons: every field of R.5, made from a ruling, its findings, the law and the policy.

Numbers and addresses of third parties are masked when it is made, so nothing made from it has them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from msgspec import Struct

from fairline.cases.appeals import AppealDecision, appeal_until
from fairline.cases.days import BusinessDays
from fairline.cases.masking import masked, masked_number
from fairline.cases.ruling import Outcome, Ruling, Scope, Trigger
from fairline.cases.saying import escaped, filled
from fairline.findings import Finding, bound, told
from fairline.law import LawFact
from fairline.policy import Lang, Lasting, Review, Slot, Text, written
from fairline.signals import Origin, Reading
from fairline.signals.limits import Unit, in_unit

OUR_OWN_PARTS = ("account", "user", "campaign")
"""Parts of a key that name the customer or those who work for it; every other may be a third party."""
GROUND = Text(
    en="Clause {letter} of the fair-use policy ({clause}), rule {rule}: {title}.",
    fr="Clause {letter} de la politique d'usage équitable ({clause}), règle {rule}\u00a0: {title}.",
)


class LegalGround(Struct, frozen=True, kw_only=True):
    """A fact of law that the ruling rests on, as it was in force, and how sure our data of it is."""

    jurisdiction: str
    citation: str
    fact_id: str
    in_force_from: date
    confidence: str


class RuleHit(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A rule that was broken and by which measure: ``k`` of ``n``, ``lower`` to ``upper`` if it is a share.

    ``threshold`` is in the unit that measures are in (milliseconds, millionths or the number); ``measured``
    and ``limit`` are the same as people read them. ``version`` tells the policy by which it was judged.
    """

    id: str
    name: str
    version: str
    finding: str
    key: tuple[tuple[str, str], ...]
    since: datetime
    until: datetime
    k: int
    n: int
    unknown: int
    threshold: float
    origin: Origin
    source: Text
    measured: Text
    limit: Text
    estimate: float | None = None
    lower: float | None = None
    upper: float | None = None


class Automated(Struct, frozen=True, kw_only=True):
    """Where machines took part (DSA 17(3)(c))."""

    detection: bool
    decision: bool


class Redress(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How the ruling can be contested. ``out_of_court`` is a certified body, where there is one.

    An empty ``court`` stands for those of the provider's seat.
    """

    complaint_url: str
    until: date
    court: str
    out_of_court: str = ""


class StatementOfReasons(
    Struct, frozen=True, kw_only=True, omit_defaults=True, tag="statement-of-reasons", tag_field="kind"
):
    """Why a ruling was made: what is sent to the customer, kept, counted and published.

    ``facts`` are in both languages; ``reasons``, ``alternatives_considered``, ``proportionality_note`` and
    ``cure_steps`` stand as people wrote them, in ``language``.
    """

    id: str
    ruling: str
    decided_at: datetime
    effective_at: datetime
    outcome: Outcome
    scope: Scope
    clauses: tuple[str, ...]
    legal_ground: tuple[LegalGround, ...]
    contract_ground: tuple[Text, ...]
    interpretations: tuple[str, ...]
    facts: tuple[Text, ...]
    reasons: str
    rule_hits: tuple[RuleHit, ...]
    evidence_ids: tuple[str, ...]
    origin: Trigger
    automated: Automated
    alternatives_considered: tuple[tuple[str, str], ...]
    proportionality_note: str
    cure_steps: tuple[str, ...]
    redress: Redress
    language: Lang
    reviewer_ids: tuple[str, ...]
    notified_via: tuple[str, ...]
    no_notice_because: str = ""
    delayed_reason: str = ""
    delayed_until: datetime | None = None
    expires_at: datetime | None = None
    keeps: tuple[Lasting, ...] = tuple(Lasting)
    reversal: AppealDecision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """What the provider puts under every statement. ``via``: how the customer is told."""

    complaint_url: str
    court: str
    out_of_court: str = ""
    via: tuple[str, ...] = ("console",)


def statement(
    ruling: Ruling,
    findings: Iterable[Finding],
    *,
    policy: str,
    sender: Sender,
    days: BusinessDays,
    review: Review,
    own: frozenset[str] = frozenset(),
    reversal: AppealDecision | None = None,
) -> StatementOfReasons:
    """Return the statement of a ruling, with the law of its findings, as of their day.

    ``policy`` tells the policy's version; ``own`` are the customer's numbers and addresses, which it may read
    in full.
    """
    found = tuple(findings)
    own |= {ruling.scope.id, ruling.scope.account}

    def mask(words: str) -> str:
        return masked(words, own)

    laws = dict.fromkeys(law for each in found for law in each.laws)
    grounds = tuple(dict.fromkeys(map(contract_ground, found)))
    return StatementOfReasons(
        id=f"sor-{ruling.id}",
        ruling=ruling.id,
        decided_at=ruling.decided_at,
        effective_at=ruling.effective_at,
        outcome=ruling.outcome,
        scope=ruling.scope,
        clauses=ruling.clauses,
        legal_ground=tuple(map(legal_ground, laws)),
        contract_ground=grounds,
        interpretations=ruling.interpretations,
        facts=tuple(fact(each, own) for each in found),
        reasons=mask(ruling.reasons),
        rule_hits=tuple(rule_hit(each, policy, own) for each in found),
        evidence_ids=ruling.evidence,
        origin=ruling.trigger,
        automated=Automated(detection=ruling.detected_by_machine, decision=ruling.decided_by_machine),
        alternatives_considered=tuple((each.reach.value, mask(each.why)) for each in ruling.alternatives),
        proportionality_note=mask(ruling.proportionality),
        cure_steps=tuple(map(mask, ruling.cure_steps)),
        redress=Redress(
            complaint_url=sender.complaint_url,
            until=appeal_until(ruling, days, review),
            court=sender.court,
            out_of_court=sender.out_of_court,
        ),
        language=ruling.language,
        reviewer_ids=tuple(sorted(ruling.persons)),
        notified_via=sender.via,
        no_notice_because=mask(ruling.no_notice_because),
        delayed_reason="" if ruling.delay is None else ruling.delay.reason.value,
        delayed_until=None if ruling.delay is None else ruling.delay.until,
        expires_at=ruling.expires_at,
        reversal=reversal,
    )


def legal_ground(law: LawFact) -> LegalGround:
    """Return the law as a ground. Its id is its place and topic; with its first day it is one fact."""
    return LegalGround(
        jurisdiction=law.place,
        citation=law.citation,
        fact_id=f"{law.place}/{law.topic}",
        in_force_from=law.in_force_from,
        confidence=law.confidence.value,
    )


def contract_ground(finding: Finding) -> Text:
    """Return the clause of the policy and its rule, which the contract makes binding."""
    clause, rule = finding.clause, finding.rule
    return filled(
        GROUND,
        letter=clause.letter.name.lower(),
        clause=clause.title,
        rule=rule.id,
        title=rule.title,
    )


def fact(finding: Finding, own: frozenset[str]) -> Text:
    """Return the rule's reason with the numbers of the finding, third parties masked."""
    return Text(en=_fact(finding, Lang.EN, own), fr=_fact(finding, Lang.FR, own))


def _fact(finding: Finding, lang: Lang, own: frozenset[str]) -> str:
    values: dict[str, Slot] = {**finding.slots(lang), **dict(key(finding, own))}
    return escaped(finding.rule.reason.say(lang, **values))


def key(finding: Finding, own: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Return the key's parts by name. Who is not the customer is masked."""
    return tuple(
        (name, value if name in OUR_OWN_PARTS or _is_place(name) else masked_number(value, own))
        for name, value in finding.who.items()
    )


def _is_place(name: str) -> bool:
    return name in ("called_country", "called_places")


def rule_hit(finding: Finding, policy: str, own: frozenset[str]) -> RuleHit:
    """Return the measure of a finding against its limit."""
    signal, measure, limit = finding.rule.signal, finding.measure, finding.limit
    share = signal.reading is Reading.SHARE and measure.base > 0
    value = told(signal, measure)
    against = bound(signal, limit.value)
    unit = Unit.NUMBER if signal.reading in (Reading.SHARE, Reading.RATIO) else signal.unit
    return RuleHit(
        id=finding.rule.id,
        name=finding.rule.name,
        version=policy,
        finding=finding.id,
        key=key(finding, own),
        since=finding.since,
        until=finding.until,
        k=measure.hits,
        n=measure.base,
        unknown=measure.unknown,
        threshold=float(in_unit(limit.value, unit)),
        origin=limit.origin,
        source=Text(en=escaped(limit.source), fr=escaped(limit.source_fr)),
        measured=_both(value),
        limit=_both(against),
        estimate=measure.ratio,
        lower=measure.bounds.lower if share else None,
        upper=measure.bounds.upper if share else None,
    )


def _both(value: Slot) -> Text:
    return Text(en=escaped(written(value, Lang.EN)), fr=escaped(written(value, Lang.FR)))
