"""Appeals: who may still bring one, who may decide it, and what an overturned ruling leaves."""

from collections.abc import Iterable
from datetime import date, datetime

from msgspec import Struct

from fairline.cases.days import BusinessDays, months_after
from fairline.cases.ruling import Ruling
from fairline.cases.saying import filled
from fairline.policy import Review, Text


class Appeal(Struct, frozen=True, kw_only=True, omit_defaults=True, tag="appeal", tag_field="kind"):
    """A customer's request to look at a ruling again. ``files`` are the SHA-256 of what came with it."""

    id: str
    ruling: str
    account: str
    received_at: datetime
    text: str
    files: tuple[str, ...] = ()


class AppealDecision(
    Struct, frozen=True, kw_only=True, omit_defaults=True, tag="appeal-decision", tag_field="kind"
):
    """What became of an appeal. ``by_machine``: a machine alone decided, which is refused."""

    id: str
    appeal: str
    ruling: str
    decided_at: datetime
    decided_by: str
    overturned: bool
    reasons: str
    by_machine: bool = False


TOO_LATE = Text(en="the appeal could come until {day}", fr="le recours pouvait venir jusqu'au {day}")
TOO_EARLY = Text(en="the appeal is older than the ruling", fr="le recours est antérieur à la décision")
OTHER_ACCOUNT = Text(en="the ruling is about another account", fr="la décision concerne un autre compte")
OTHER_RULING = Text(en="the appeal is against another ruling", fr="le recours vise une autre décision")
EARLIER = Text(en="the decision is older than the appeal", fr="la décision sur le recours lui est antérieure")
SAME_PERSON = Text(
    en="{person} took part in the ruling, so another person has to decide the appeal",
    fr="{person} a pris part à la décision\u00a0; une autre personne doit examiner le recours",
)
BY_MACHINE = Text(
    en="a machine alone may not decide an appeal", fr="une machine seule ne peut pas trancher un recours"
)
NO_REASONS = Text(en="no reasons are given", fr="aucun motif n'est donné")


def appeal_until(ruling: Ruling, days: BusinessDays, review: Review) -> date:
    """Return the last day of an appeal: six months after the customer could know of the ruling.

    That is when the statement of reasons was sent; while it is not, the term runs from its taking effect or
    from the end of its delay.
    """
    known = [ruling.effective_at]
    if ruling.statement_sent_at is not None:
        known.append(ruling.statement_sent_at)
    elif ruling.delay is not None:
        known.append(ruling.delay.until)
    return months_after(days.day(max(known)), review.periods["appeal"].number)


def appeal_refusals(appeal: Appeal, ruling: Ruling, days: BusinessDays, review: Review) -> tuple[Text, ...]:
    """Return why an appeal cannot be taken; none if it can."""
    last = appeal_until(ruling, days, review)
    reasons = []
    if appeal.ruling != ruling.id:
        reasons.append(OTHER_RULING)
    if appeal.account != ruling.scope.account:
        reasons.append(OTHER_ACCOUNT)
    if appeal.received_at < ruling.decided_at:
        reasons.append(TOO_EARLY)
    if days.day(appeal.received_at) > last:
        reasons.append(filled(TOO_LATE, day=last))
    return tuple(reasons)


def decision_refusals(decision: AppealDecision, appeal: Appeal, ruling: Ruling) -> tuple[Text, ...]:
    """Return why an appeal cannot be decided so; none if it can."""
    reasons = []
    if decision.ruling != ruling.id or decision.appeal != appeal.id or appeal.ruling != ruling.id:
        reasons.append(OTHER_RULING)
    if decision.decided_at < appeal.received_at:
        reasons.append(EARLIER)
    if decision.decided_by in ruling.persons:
        reasons.append(filled(SAME_PERSON, person=decision.decided_by))
    if decision.by_machine or not decision.decided_by.strip():
        reasons.append(BY_MACHINE)
    if not decision.reasons.strip():
        reasons.append(NO_REASONS)
    return tuple(reasons)


def standing_rulings(
    rulings: Iterable[Ruling], decisions: Iterable[AppealDecision], now: datetime
) -> tuple[Ruling, ...]:
    """Return the rulings that no appeal had overturned by ``now``."""
    overturned = {each.ruling for each in decisions if each.overturned and each.decided_at <= now}
    return tuple(each for each in rulings if each.id not in overturned)
