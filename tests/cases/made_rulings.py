"""What tests of cases share: a ruling that may stand, its evidence, and the means to spoil one thing."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from fairline.cases import (
    Alternative,
    BusinessDays,
    EvidenceItem,
    InterpretationRegister,
    NoticeGiven,
    Outcome,
    Proposal,
    Reach,
    Ruling,
    Scope,
)
from fairline.checks.public_holidays import public_holidays
from fairline.clauses import REVIEW
from fairline.policy import Harm, Lasting, ScopeKind

NOW = datetime(2027, 3, 1, 10, 0, tzinfo=UTC)  # a Monday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DAYS = BusinessDays(place="FR", zone=ZoneInfo("Europe/Paris"), public_holidays=public_holidays)
REGISTER = InterpretationRegister(REVIEW.interpretations, REVIEW)


def item(
    evidence: str = "A",
    *,
    name: str = "1",
    rule: str | None = None,
    rule_id: str | None = None,
    clause: str = "b",
    source: str = "journal",
    subject: str = "acme",
) -> EvidenceItem:
    """One item of evidence; ``name`` tells it from others."""
    made = {
        "sha256": name.rjust(64, "0"),
        "evidence": evidence,
        "subject": subject,
        "source": source,
        "collected_at": NOW - DAY,
        "clause": clause,
        "rule": rule,
        "rule_id": rule_id,
    }
    return msgspec.convert(made, EvidenceItem)


def at_once(**changes: object) -> Ruling:
    """A suspension of a number without notice that keeps to all conditions, but for ``changes``."""
    ruling = Ruling(
        id="r-1",
        outcome=Outcome.SUSPEND,
        scope=Scope(kind=ScopeKind.NUMBER, id="+12025550123", account="acme", duration=72 * HOUR),
        decided_at=NOW,
        effective_at=NOW,
        decided_by=("ada", "ben"),
        reasons="Rings that stop so as to be called back, at 200 an hour.",
        harm=Harm.CONSUMERS,
        clauses=("b",),
        rules=("one-ring",),
        evidence=("1".rjust(64, "0"),),
        facts_since=NOW - DAY,
        alternatives=(
            Alternative(reach=Reach.CALL, suffices=False, why="each call is over at once"),
            Alternative(reach=Reach.DESTINATION, suffices=False, why="each call goes elsewhere"),
        ),
        no_notice_because="Every hour costs those called.",
        statement_sent_at=NOW,
        review_on=date(2027, 3, 5),
        keeps=tuple(Lasting),
    )
    return msgspec.structs.replace(ruling, **changes)


def with_notice(**changes: object) -> Ruling:
    """The same after notice of 30 days, with nothing said about the conditions."""
    noticed = {
        "notice": NoticeGiven(given_at=NOW - 30 * DAY),
        "alternatives": (),
        "keeps": (),
        "review_on": None,
        "no_notice_because": "",
    }
    return at_once(**{**noticed, **changes})


def proposal(ruling: Ruling, *items: EvidenceItem, earlier: tuple[Ruling, ...] = ()) -> Proposal:
    """Put a ruling forward with its evidence: one certain item, if none is given."""
    return Proposal(
        ruling=ruling,
        items=items or (item(),),
        earlier=earlier,
        register=REGISTER,
        days=DAYS,
        review=REVIEW,
    )
