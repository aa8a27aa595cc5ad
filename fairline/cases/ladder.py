"""Where on the ladder a breach stands: how often it has come to this, and how long there is to mend it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from fairline.cases.ruling import Outcome, Ruling
from fairline.policy import Harm, Occasion, Review, Step
from fairline.signals.limits import Limit

NO_BREACH = (Outcome.DISMISS, Outcome.RESTORE)


def occasion(ruling: Ruling, earlier: Iterable[Ruling], review: Review) -> Occasion:
    """Return whether it is the first, second or third time for this account.

    ``earlier`` are rulings that stand. Those of the last 90 days count as breaches, as in ``breaches``. An
    aggravating circumstance makes it the third, unless a mitigating one stands against it.
    """
    since = ruling.decided_at - timedelta(days=review.periods["occasion"].number)
    counted = breaches(ruling, earlier, since)
    weighs = {each.aggravating for each in review.circumstances if each.name in ruling.circumstances}
    if weighs == {True}:
        return Occasion.THIRD
    return (Occasion.FIRST, Occasion.SECOND, Occasion.THIRD)[min(len(counted), 2)]


def breaches(ruling: Ruling, earlier: Iterable[Ruling], since: datetime) -> tuple[Ruling, ...]:
    """Return the rulings on this account from ``since`` to this one that held something against it.

    Those that dismissed or restored do not, and what this one renews is the same breach.
    """
    return tuple(
        each
        for each in earlier
        if each.scope.account == ruling.scope.account
        and each.id not in (ruling.id, ruling.renews)
        and each.outcome not in NO_BREACH
        and since <= each.decided_at <= ruling.decided_at
    )


def step(ruling: Ruling, harm: Harm, earlier: Iterable[Ruling], review: Review) -> Step:
    """Return the rung of the ladder that a ruling stands on."""
    return review.step(harm, occasion(ruling, earlier, review))


def cure(clauses: Iterable[str], rule_ids: Iterable[str], review: Review) -> Limit:
    """Return the time to mend, in days: the longer one if any of the clauses or rules is slow to mend.

    ``clauses`` are letters, ``rule_ids`` rows of the catalogue; where there are rules, they say more.
    """
    ids = tuple(rule_ids) or tuple(f"{letter.upper()}-" for letter in clauses)
    slow = any(
        each == wanted or (wanted.endswith("-") and each.startswith(wanted))
        for each in ids
        for wanted in review.slow_to_mend
    )
    return review.periods["cure-slow" if slow else "cure"].limit
