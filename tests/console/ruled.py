"""Rulings for tests of what customers see and contest."""

import secrets
from datetime import UTC, datetime, timedelta

from fairline.cases import Delay, DelayReason, NoticeGiven, Outcome, Ruling, Scope
from fairline.console.cases.evidence import items, worst
from fairline.console.cases.models import Case
from fairline.console.people.models import Person
from fairline.console.rulings.making import propose
from fairline.console.rulings.models import RulingRow
from fairline.policy import Harm, Lang, ScopeKind

NUMBER = "+12025550123"


def a_ruling(case: Case, by: Person, outcome: Outcome = Outcome.SUSPEND, **more: object) -> Ruling:
    """A ruling that section R permits: a suspension of one number, with notice that was given long ago."""
    now = datetime.now(UTC)
    found = worst(case)
    lasts = timedelta(days=3) if outcome in (Outcome.SUSPEND, Outcome.THROTTLE, Outcome.HOLD) else None
    values: dict[str, object] = {
        "id": f"r-{secrets.token_hex(8)}",
        "outcome": outcome,
        "scope": Scope(kind=ScopeKind.NUMBER, id=NUMBER, account=case.account, duration=lasts),
        "decided_at": now,
        "effective_at": now,
        "decided_by": (by.username,),
        "reasons": "Calls to people on the register <script>alert(1)</script>, from +12025550199 too.",
        "case": str(case.pk),
        "language": Lang.EN,
        "harm": Harm.CONSUMERS,
        "clauses": tuple(case.clauses),
        "rules": tuple(case.rule_names),
        "findings": tuple(each.id for each in found),
        "evidence": tuple(each.sha256 for each in items(found)),
        "facts_since": min(each.since for each in found),
        "notice": NoticeGiven(given_at=now - timedelta(days=60)),
        "statement_sent_at": now,
        "no_life_depends": True,
    }
    return Ruling(**(values | more))  # type: ignore[arg-type]


def suspended(case: Case, by: Person, **more: object) -> RulingRow:
    """Suspend a number for a case, and tell the guard, if there is one."""
    return propose(a_ruling(case, by, **more), case, by)  # type: ignore[arg-type]


def held_back(days: int = 10) -> dict[str, object]:
    """What makes a ruling's statement come later."""
    until = datetime.now(UTC) + timedelta(days=days)
    delay = Delay(reason=DelayReason.SECRECY, why="it would warn others", until=until)
    return {"delay": delay, "statement_sent_at": None}
