"""A statement of reasons as headings with paragraphs, in one language, from its record alone. Plain text."""

from collections.abc import Iterator
from typing import NamedTuple

from fairline.cases import statement_words as say
from fairline.cases.ruling import DelayReason, Reach
from fairline.cases.saying import Said, filled, listed, said
from fairline.cases.statement import RuleHit, StatementOfReasons
from fairline.cases.words import DELAYS, OUTCOMES, REACHES, SCOPES, TRIGGERS
from fairline.policy import Lang, Review, ScopeKind, Share, Text

EVIDENCE_SHOWN = 12  # of the 64 digits: enough to find the item


class Section(NamedTuple):
    """A heading and what stands under it."""

    heading: str
    paragraphs: tuple[str, ...]


def sections(of: StatementOfReasons, lang: Lang, review: Review) -> tuple[Section, ...]:
    """Return the statement to be read. ``review`` gives the words for what keeps working."""
    parts: tuple[tuple[Text, Iterator[Text]], ...] = (
        (say.DECISION, _decision(of)),
        (say.FACTS, _facts(of)),
        (say.MEASURES, (text for hit in of.rule_hits for text in _hit(hit))),
        (say.GROUNDS, _grounds(of)),
        (say.HOW, _how(of)),
        (say.PROPORTION, _proportion(of)),
        (say.CURE, _cure(of)),
        (say.REDRESS, _redress(of)),
        (say.LASTING, iter([filled(say.KEEPS, what=listed(tuple(review.lasting[e] for e in of.keeps)))])),
        (say.REVERSAL, _reversal(of)),
    )
    made = ((heading, tuple(said(text, lang) for text in texts)) for heading, texts in parts)
    return tuple(Section(said(heading, lang), texts) for heading, texts in made if texts)


def _decision(of: StatementOfReasons) -> Iterator[Text]:
    yield filled(say.OUTCOME, id=of.id, object=scope_text(of), outcome=OUTCOMES[of.outcome])
    yield filled(say.DECIDED, decided=of.decided_at, effective=of.effective_at)
    territory = of.scope.territory
    yield filled(say.WHERE, territory=", ".join(territory)) if territory else say.EVERYWHERE
    yield say.FOR_GOOD if of.expires_at is None else filled(say.UNTIL, until=of.expires_at)
    if of.no_notice_because:
        yield filled(say.NO_NOTICE, why=_written(of, of.no_notice_because))
    if of.delayed_reason and of.delayed_until is not None:
        yield filled(say.DELAYED, until=of.delayed_until, reason=DELAYS[DelayReason(of.delayed_reason)])


def scope_text(of: StatementOfReasons) -> Text:
    """Return what the ruling is about, in words."""
    scope = of.scope
    if scope.kind is ScopeKind.ACCOUNT:
        return filled(say.OF_ACCOUNT, account=scope.account)
    return filled(say.OBJECT, kind=SCOPES[scope.kind], name=scope.id, account=scope.account)


def _facts(of: StatementOfReasons) -> Iterator[Text]:
    yield from of.facts
    if of.reasons:
        yield _written(of, of.reasons)


def _hit(hit: RuleHit) -> Iterator[Text]:
    values: dict[str, Said] = {
        "id": hit.id,
        "name": hit.name,
        "since": hit.since,
        "until": hit.until,
        "measured": hit.measured,
        "limit": hit.limit,
        "source": hit.source,
    }
    yield filled(say.HIT, **values)
    if hit.lower is not None and hit.upper is not None:
        yield filled(say.COUNTED, k=hit.k, n=hit.n, unknown=hit.unknown)
        yield filled(say.BOUNDS, lower=Share(hit.lower), upper=Share(hit.upper))


def _grounds(of: StatementOfReasons) -> Iterator[Text]:
    yield from of.contract_ground
    for law in of.legal_ground:
        yield filled(
            say.LEGAL,
            place=law.jurisdiction,
            citation=law.citation,
            since=law.in_force_from,
            confidence=say.CONFIDENCE[law.confidence],
        )
    if not of.legal_ground:
        yield say.NO_LAW
    if of.interpretations:
        yield filled(say.CITED, ids=", ".join(of.interpretations))


def _how(of: StatementOfReasons) -> Iterator[Text]:
    yield filled(say.ORIGIN, origin=TRIGGERS[of.origin])
    yield say.DETECTION[of.automated.detection]
    by = say.BY[of.automated.decision]
    yield by if of.automated.decision else filled(by, persons=len(of.reviewer_ids))
    if of.evidence_ids:
        yield filled(say.EVIDENCE, ids=", ".join(each[:EVIDENCE_SHOWN] for each in of.evidence_ids))


def _proportion(of: StatementOfReasons) -> Iterator[Text]:
    for reach, why in of.alternatives_considered:
        yield filled(say.CONSIDERED, reach=REACHES[Reach(reach)], why=_written(of, why))
    if not of.alternatives_considered:
        yield say.NOTHING_CONSIDERED
    if of.proportionality_note:
        yield _written(of, of.proportionality_note)


def _cure(of: StatementOfReasons) -> Iterator[Text]:
    yield from (_written(of, each) for each in of.cure_steps)
    if not of.cure_steps:
        yield say.NO_CURE


def _redress(of: StatementOfReasons) -> Iterator[Text]:
    yield filled(say.COMPLAIN, until=of.redress.until, url=of.redress.complaint_url)
    if of.redress.out_of_court:
        yield filled(say.OUT_OF_COURT, body=of.redress.out_of_court)
    yield filled(say.COURT, court=of.redress.court or say.SEAT)


def _reversal(of: StatementOfReasons) -> Iterator[Text]:
    if of.reversal is not None:
        text = say.OVERTURNED if of.reversal.overturned else say.UPHELD
        yield filled(text, day=of.reversal.decided_at)


def _written(of: StatementOfReasons, words: str) -> Text:
    """Say in which language a person wrote these words: they are not translated."""
    return filled(say.WRITTEN if of.language is Lang.EN else say.WRITTEN_FR, words=words)
