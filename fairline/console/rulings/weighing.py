"""A ruling as it is put forward, held against section R: what is refused, and whether notice is due."""

from dataclasses import dataclass
from dataclasses import replace as with_ruling
from datetime import datetime

from msgspec.structs import replace

from fairline.cases import (
    ConditionOutcome,
    Proposal,
    Ruling,
    notice_days,
    refusals,
    step,
    without_notice,
)
from fairline.cases.ruling import RESTRICTS, SANCTIONS
from fairline.cases.saying import filled, plain
from fairline.console.cases.evidence import items
from fairline.console.cases.models import Finding
from fairline.console.policy import days, register, review
from fairline.console.rulings import words
from fairline.console.rulings.holding import HOLDS, standings_of
from fairline.console.rulings.models import RulingRow
from fairline.console.tracing.complaints import cited_items
from fairline.policy import Step, Text
from fairline.standing import STANDING, Subject, may

SOMEBODY = "second person"
"""Stands for whoever signs second, while it is asked whether anything else is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """``refusals``: all that is against it, but for a second person if ``two`` says that it waits for one.

    ``conditions``: the eight for no notice, where it is a sanction. ``notice_days``: what notice it needs.
    ``rung``: where it stands on the ladder, where it restricts.
    """

    refusals: tuple[Text, ...]
    two: bool
    conditions: tuple[ConditionOutcome, ...] = ()
    notice_days: int | None = None
    rung: Step | None = None


def proposal_of(ruling: Ruling) -> Proposal:
    """Return a ruling with all that it is held against: its findings, and the rulings on its account."""
    found = Finding.objects.filter(id__in=ruling.findings, account=ruling.scope.account)
    made = RulingRow.objects.filter(account=ruling.scope.account, stage__in=HOLDS).exclude(id=ruling.id)
    return Proposal(
        ruling=ruling,
        items=(*items(found), *cited_items(ruling.scope.account, ruling.evidence)),
        earlier=tuple(each.ruling for each in made),
        register=register(),
        days=days(),
        review=review(),
    )


def weigh(ruling: Ruling, now: datetime) -> Weighed:
    """Return what section R says of a ruling at ``now``."""
    proposal = proposal_of(ruling)
    against, two = refusals(proposal, now), False
    if against:
        both = replace(ruling, decided_by=(*ruling.decided_by, SOMEBODY))
        with_second = with_ruling(proposal, ruling=both)
        rest = refusals(with_second, now)
        if rest != against:
            proposal, against, two = with_second, rest, True
    rung = None
    if ruling.outcome in RESTRICTS and ruling.harm is not None:
        rung = step(ruling, ruling.harm, proposal.earlier, proposal.review)
    sanction = ruling.outcome in SANCTIONS
    return Weighed(
        refusals=(*against, *_from_here(ruling, now)),
        two=two,
        conditions=without_notice(proposal, now) if sanction else (),
        notice_days=notice_days(proposal) if sanction else None,
        rung=rung,
    )


def _from_here(ruling: Ruling, now: datetime) -> tuple[Text, ...]:
    """Return why the guard would not take it: what is terminated can only be restored."""
    scope = ruling.scope
    held = standings_of(scope.account, now).of(Subject(scope.kind, scope.account, scope.id)).standing
    if may(held, ruling.outcome):
        return ()
    return (filled(words.NOT_FROM_HERE, object=plain(scope.id), standing=STANDING[held]),)
