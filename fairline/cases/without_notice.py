"""Whether a ruling may take effect at once, without notice: eight conditions, each true, false or unknown.

The conditions and their words are data (``clauses.r_review``); what each asks of a ruling stands here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from fairline.cases.evidence import is_volume
from fairline.cases.proposal import Proposal
from fairline.cases.ruling import Outcome, Reach, Ruling, Trigger
from fairline.cases.saying import Said, filled, listed
from fairline.cases.words import REACHES
from fairline.policy import Answer, Condition, Harm, Lasting, Text

BESIDE = (Reach.DEVICE, Reach.USER)
"""Ours: these lie beside the catalogue's order (call, destination, number, campaign, channel, account), so
nobody has to say why they would not do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionOutcome:
    """Whether one condition holds (``None``: not known), and why."""

    condition: Condition
    holds: bool | None
    why: Text


Found = tuple[bool | None, dict[str, Said]]
"""Whether it holds, and what its sentence names."""


def without_notice(proposal: Proposal, now: datetime) -> tuple[ConditionOutcome, ...]:
    """Return each condition in order. Only when all hold may the ruling take effect without notice."""
    outcomes = []
    for condition in proposal.review.conditions:
        holds, values = CHECKS[condition.name](proposal, now)
        text = {True: condition.holds, False: condition.fails, None: condition.unknown}[holds]
        why = filled(text, **values)
        outcomes.append(ConditionOutcome(condition=condition, holds=holds, why=why))
    return tuple(outcomes)


def _grave(proposal: Proposal, now: datetime) -> Found:
    ruling = proposal.ruling
    if ruling.trigger is Trigger.ORDER or ruling.network_at_risk is True:
        return True, {"harm": 0 if ruling.harm is None else int(ruling.harm)}
    if ruling.harm is None:
        return None, {}
    if ruling.harm >= Harm.CONSUMERS:
        return True, {"harm": int(ruling.harm)}
    return False, {"harm": int(ruling.harm)}


def _certain(proposal: Proposal, now: datetime) -> Found:
    items = proposal.cited
    certain = [item for item in items if item.evidence == "A" and not is_volume(item, proposal.review)]
    return (None if not items else bool(certain)), {"items": len(certain)}


def _smallest(proposal: Proposal, now: datetime) -> Found:
    ruling = proposal.ruling
    considered = {each.reach: each for each in ruling.alternatives}
    reaches = list(Reach)
    smaller = reaches[: reaches.index(Reach(ruling.scope.kind.value))]
    enough = tuple(REACHES[r] for r in smaller if r in considered and considered[r].suffices is True)
    if enough:
        return False, {"scope": listed(enough)}
    open_ = tuple(
        REACHES[reach]
        for reach in smaller
        if reach not in BESIDE
        and not (
            reach in considered and considered[reach].suffices is False and considered[reach].why.strip()
        )
    )
    return (None if open_ else True), {"scope": listed(open_)}


def _persons(proposal: Proposal, now: datetime) -> Found:
    ruling, wanted = proposal.ruling, 2
    within = timedelta(hours=proposal.review.periods["ratification"].number)
    by = ruling.decided_at + within
    ratified = ruling.ratified_at is not None and ruling.ratified_at <= by
    persons = ruling.persons if ratified else frozenset(ruling.decided_by)
    if not persons:
        return None, {}
    alone = ruling.answer <= Answer.SUSPEND_NUMBER and ruling.harm is Harm.DANGER
    if alone and now <= by:
        wanted = 1
    counted = len(persons) if alone else len(frozenset(ruling.decided_by))
    return counted >= wanted, {"persons": counted, "wanted": wanted}


def _statement(proposal: Proposal, now: datetime) -> Found:
    ruling, days = proposal.ruling, proposal.review.periods["delayed-statement"].number
    return statement_in_time(ruling, days), {"days": days}


def statement_in_time(ruling: Ruling, days_max: int) -> bool | None:
    """Whether the statement of reasons leaves when it must; ``None`` if nobody has said when it does.

    With a recorded reason it may leave up to ``days_max`` days after the decision.
    """
    sent, delay = ruling.statement_sent_at, ruling.delay
    if delay is not None:
        latest = min(delay.until, ruling.decided_at + timedelta(days=days_max))
        kept = sent is None or sent <= latest
        return (
            bool(delay.why.strip()) and delay.until <= ruling.decided_at + timedelta(days=days_max) and kept
        )
    return None if sent is None else sent <= ruling.effective_at


def _expiry(proposal: Proposal, now: datetime) -> Found:
    ruling, periods = proposal.ruling, proposal.review.periods
    small = ruling.answer <= Answer.SUSPEND_NUMBER
    hours = periods["expiry-number" if small else "expiry-service"].number
    if ruling.outcome is Outcome.TERMINATE:
        return True, {"hours": hours}
    if ruling.scope.duration is None:
        return None, {}
    in_time = ruling.scope.duration <= timedelta(hours=hours)
    return in_time and renewed_by_another(proposal) is not False, {"hours": hours}


def renewed_by_another(proposal: Proposal) -> bool | None:
    """Whether another person renews than the one who ruled; ``None`` if it is no renewal.

    A renewal of a ruling that nobody knows is none by another person.
    """
    if proposal.ruling.renews is None:
        return None
    before = proposal.renewed
    if before is None:
        return False
    return bool(frozenset(proposal.ruling.decided_by) - frozenset(before.decided_by))


def _lasting(proposal: Proposal, now: datetime) -> Found:
    ruling = proposal.ruling
    words = proposal.review.lasting
    stops = tuple(words[each] for each in Lasting if each in ruling.stops)
    if stops:
        return False, {"what": listed(stops)}
    unsaid = tuple(words[each] for each in Lasting if each not in ruling.keeps)
    return (None if unsaid else True), {"what": listed(unsaid)}


def _review(proposal: Proposal, now: datetime) -> Found:
    ruling, days = proposal.ruling, proposal.days
    last = days.after(days.day(ruling.effective_at), proposal.review.periods["review"].number)
    values: dict[str, Said] = {"day": last}
    if ruling.reviewed_at is not None:
        return days.day(ruling.reviewed_at) <= last, values
    if ruling.review_on is None:
        return None, values
    return ruling.review_on <= last and days.day(now) <= last, values


CHECKS: dict[str, Callable[[Proposal, datetime], Found]] = {
    "grave": _grave,
    "certain": _certain,
    "smallest": _smallest,
    "persons": _persons,
    "statement": _statement,
    "expiry": _expiry,
    "lasting": _lasting,
    "review": _review,
}
