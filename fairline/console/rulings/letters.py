"""Letters to the customer: the policy's own words for each outcome, with all that they name."""

from datetime import date, datetime, timedelta

from fairline.cases import Outcome, Ruling, WrittenNotice, cure, occasion, step, written_notice
from fairline.cases.rendering import scope_text
from fairline.cases.saying import Said
from fairline.console.policy import days, review
from fairline.console.rulings.models import Notice, Statement
from fairline.console.rulings.weighing import proposal_of
from fairline.policy import Harm, Lang, Occasion

EXPORT_DAYS = 30  # the law's: Regulation (EU) 2023/2854, art. 25(2)(g): at least 30 calendar days
NAMES = {
    Outcome.ASK: "warning",
    Outcome.WARN: "warning",
    Outcome.THROTTLE: "throttle",
    Outcome.HOLD: "throttle",
    Outcome.SUSPEND: "suspension",
    Outcome.TERMINATE: "termination",
    Outcome.RESTORE: "restoration",
}
"""Which letter goes with which outcome."""


def cure_days(ruling: Ruling) -> int:
    """Return how many days there are to mend: the longest of its clauses, its rules and its rung."""
    proposal = proposal_of(ruling)
    ids = tuple(item.rule_id for item in proposal.cited if item.rule_id is not None)
    limits = [cure(ruling.clauses, ids, proposal.review)]
    if ruling.harm is not None:
        rung = step(ruling, ruling.harm, proposal.earlier, proposal.review)
        limits += [] if rung.cure is None else [rung.cure]
    return max(int(limit.value) for limit in limits if isinstance(limit.value, int))


def cure_until(ruling: Ruling) -> date:
    """Return the last day to mend or to answer."""
    return days().day(ruling.decided_at + timedelta(days=cure_days(ruling)))


def written(of: Statement, now: datetime) -> Notice:
    """Return the letter that goes with a statement, not kept yet."""
    ruling = of.ruling.ruling
    letter = letter_of(of, ruling)
    return Notice(
        account=of.account,
        ruling=of.ruling,
        case=of.ruling.case,
        name=NAMES[ruling.outcome],
        at=now,
        language=ruling.language.value,
        subject=letter.subject,
        text="\n\n".join(letter.paragraphs),
    )


def letter_of(of: Statement, ruling: Ruling) -> WrittenNotice:
    """Return a letter with its slots filled, in the language of the ruling."""
    record = of.statement
    notice_days = (ruling.effective_at - ruling.decided_at).days
    values: dict[str, Said] = {
        "object": scope_text(record),
        "statement": record.id,
        "effective": ruling.effective_at,
        "expires": ruling.expires_at or ruling.effective_at,
        "appeal_until": record.redress.until,
        "notice_days": notice_days,
        "export_days": EXPORT_DAYS,
        "cure_days": cure_days(ruling),
        "cure_until": cure_until(ruling),
        "clause": ", ".join(ruling.clauses),
        "next": _next(ruling),
    }
    return written_notice(NAMES[ruling.outcome], Lang(ruling.language), review(), **values)


def _next(ruling: Ruling) -> Said:
    """Return what may follow if it goes on: the next rung of the ladder."""
    proposal = proposal_of(ruling)
    harm = ruling.harm or Harm.NUISANCE
    now = occasion(ruling, proposal.earlier, proposal.review)
    return proposal.review.step(harm, Occasion(min(now + 1, Occasion.THIRD))).does
