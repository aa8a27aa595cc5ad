"""How often a rule's rulings are overturned, how often it is right, and which rules then only observe."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from fairline.cases.appeals import AppealDecision
from fairline.cases.ruling import Outcome, Ruling
from fairline.policy import Mode, Review
from fairline.signals import Measure
from fairline.signals.limits import Limit

NEVER: Mapping[str, datetime] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRecord:
    """What became of the rulings that rest on a rule, in one span.

    ``reversal``: overturned among those that held something against the customer. ``precision``: those that
    held something and were not overturned, among all, dismissed ones included. Restorations count nowhere.
    """

    rule: str
    reversal: Measure
    precision: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Demotion:
    """A rule that from ``at`` on may only observe, with the numbers why and whose limits they are."""

    rule: str
    to: Mode
    at: datetime
    reversal: Measure
    limit: Limit
    base_min: Limit


def rule_records(
    rulings: Iterable[Ruling],
    decisions: Iterable[AppealDecision],
    now: datetime,
    review: Review,
    reinstated: Mapping[str, datetime] = NEVER,
) -> tuple[RuleRecord, ...]:
    """Return each rule's record over the last year, by name. ``reinstated``: since when it counts anew."""
    since = now - timedelta(days=review.periods["reversal-window"].number)
    overturned = {each.ruling for each in decisions if each.overturned and each.decided_at <= now}
    counts: dict[str, tuple[int, int, int]] = {}
    for ruling in {each.id: each for each in rulings}.values():
        if ruling.outcome is Outcome.RESTORE or not since <= ruling.decided_at <= now:
            continue
        held = ruling.outcome is not Outcome.DISMISS
        back = held and ruling.id in overturned
        for rule in dict.fromkeys(ruling.rules):
            if rule in reinstated and ruling.decided_at < reinstated[rule]:
                continue
            every, against, lost = counts.get(rule, (0, 0, 0))
            counts[rule] = (every + 1, against + held, lost + back)
    return tuple(
        RuleRecord(rule=rule, reversal=Measure(lost, against), precision=Measure(against - lost, every))
        for rule, (every, against, lost) in sorted(counts.items())
    )


def demotions(
    rulings: Iterable[Ruling],
    decisions: Iterable[AppealDecision],
    now: datetime,
    review: Review,
    reinstated: Mapping[str, datetime] = NEVER,
) -> tuple[Demotion, ...]:
    """Return the rules whose reversals pass the limit, on enough rulings to tell."""
    limit, base_min = review.periods["reversal-max"].limit, review.periods["reversal-base"]
    assert isinstance(limit.value, float), "a share"
    return tuple(
        Demotion(
            rule=record.rule,
            to=Mode.OBSERVE,
            at=now,
            reversal=record.reversal,
            limit=limit,
            base_min=base_min.limit,
        )
        for record in rule_records(rulings, decisions, now, review, reinstated)
        if record.reversal.base >= base_min.number and (record.reversal.ratio or 0.0) > limit.value
    )
