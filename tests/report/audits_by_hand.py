"""Audits made by hand, for the tests of the report."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from fairline.audited import Assumptions, Audit, FileRead, NotMeasurable, RuleCount, Why
from fairline.facts import Call, Direction, EndReason, Unreadable
from fairline.findings import Finding
from fairline.law import load
from fairline.policy import (
    Answer,
    Citation,
    Clause,
    Evidence,
    Letter,
    Mode,
    Rule,
    Rung,
    Severity,
    Text,
)
from fairline.readers import asterisk
from fairline.signals import (
    Measure,
    columns,
    count,
    equal,
    law,
    ours,
    share,
    sliding,
    successive,
)

call = columns(Call)
START = datetime(2026, 10, 5, 7, 0, tzinfo=UTC)  # 09:00 in Paris
CITATION = Citation(
    law="16 CFR 310.4(b)(4)(i)",
    url="https://www.ecfr.gov/current/title-16/section-310.4",
    in_force=date(2008, 10, 1),
    checked_on=date(2026, 8, 1),
)
ABANDONED = Rule(
    id="A-ABN-US",
    name="abandoned-share-us",
    title=Text(en="Share of abandoned calls", fr="Part d'appels abandonnés"),
    when=(
        share(
            call.abandoned,
            of=call.answered_live,
            by=(call.account, call.campaign),
            over=successive(days=30, since=call.campaign_started_at),
        ).above(law(0.03, "16 CFR 310.4(b)(4)(i)"), base_min=200, wilson=True),
    ),
    severity=Severity.MAJOR,
    answer=Answer.THROTTLE,
    mode=Mode.ENFORCE,
    ladder=(Rung(law(0.1, "16 CFR 310.4(b)(4)(i)"), Severity.CRITICAL, Answer.HOLD),),
    reason=Text(
        en="{hits} of {base} answered calls of “{campaign}” were abandoned ({value}); the limit is {limit}.",
        fr="{hits} des {base} appels décrochés de « {campaign} » ont été abandonnés ({value}) ; la limite est"
        " de {limit}.",
    ),
)
MANY = Rule(
    id="B-SDC",
    name="many-calls",
    title=Text(en="Many calls", fr="Beaucoup d'appels"),
    when=(
        count(
            where=equal(call.direction, Direction.OUTBOUND),
            by=(call.account, call.caller),
            over=sliding(days=1),
        ).above(ours(50, en="a reason of ours", fr="une raison à nous")),
    ),
    severity=Severity.MINOR,
    answer=Answer.OBSERVE,
    mode=Mode.OBSERVE,
    evidence=Evidence.D,
    reason=Text(
        en="{hits} calls in a day; the limit is {limit}.",
        fr="{hits} appels par jour ; la limite est de {limit}.",
    ),
)
CLAUSE_A = Clause(
    id="abandonment-us",
    letter=Letter.A,
    title=Text(en="Abandoned calls, United States", fr="Appels abandonnés, États-Unis"),
    citation=CITATION,
    rules=(ABANDONED,),
    innocent=(
        Text(
            en="A switch lost its agents for an hour.", fr="Un autocommutateur a perdu ses agents une heure."
        ),
    ),
    runbook=Text(en="Ask for the dialer's log.", fr="Demander le journal du composeur."),
)
CLAUSE_B = replace(
    CLAUSE_A,
    id="many",
    letter=Letter.B,
    title=Text(en="Many", fr="Beaucoup"),
    rules=(MANY,),
    citation=CITATION,
)
LAWS = tuple(load().in_force("US-FL", "calling_hours", date(2026, 10, 5)))


def sample(number: int, **fields: object) -> Call:
    """Return one record."""
    said: dict[str, object] = {
        "id": f"call-{number}", "caller": "+14155550100", "called": "+14045550123",
        "talk": timedelta(seconds=3.5), "end_reason": EndReason.COMPLETED, "line": number + 1,
    } | fields  # fmt: skip
    return Call(started_at=START + timedelta(minutes=number), **said)  # type: ignore[arg-type]


def abandoned(account: str = "acme", campaign: str = "leads", **fields: object) -> Finding:
    """Return a finding that a twentieth of calls were abandoned."""
    said: dict[str, object] = {
        "clause": CLAUSE_A, "rule": ABANDONED, "key": (account, campaign), "since": START,
        "until": START + timedelta(days=30), "measure": Measure(50, 1000, 12),
        "limit": law(0.03, "16 CFR 310.4(b)(4)(i)"), "severity": Severity.MAJOR,
        "answer": Answer.THROTTLE, "samples": tuple(sample(each) for each in range(5)),
    }  # fmt: skip
    return Finding(**(said | fields))  # type: ignore[arg-type]


def many(account: str = "acme", caller: str = "+14155550100", **fields: object) -> Finding:
    """Return a finding of too many calls."""
    said: dict[str, object] = {
        "clause": CLAUSE_B, "rule": MANY, "key": (account, caller), "since": START, "until": START,
        "measure": Measure(1234, 1234),
        "limit": ours(50, en="a reason of ours", fr="une raison à nous"),
        "severity": Severity.MINOR, "answer": Answer.OBSERVE,
        "samples": (sample(0), sample(1, talk=None, called=None)),
    }  # fmt: skip
    return Finding(**(said | fields))  # type: ignore[arg-type]


def audited(findings: Iterable[Finding] = (), **fields: object) -> Audit:
    """Return an audit of one file with these findings."""
    found = tuple(findings)
    counts = [sum(each.rule == rule for each in found) for rule in (ABANDONED, MANY)]
    said: dict[str, object] = {
        "files": (
            FileRead(
                name="Master.csv", format=asterisk.FORMAT, facts=1000, unreadable=2, zone_assumed=True,
                examples=(Unreadable(line=7, field="start", found="soon", wanted="a time"),),
            ),
        ),
        "assumed": Assumptions(
            zone="Europe/Paris", region=None, owner="acme", campaign=None, purpose=None, direction=None,
            plan="contact-center",
        ),
        "since": START, "until": START + timedelta(days=6), "facts": {"call": 1000},
        "duplicates": 3, "undirected": 0, "late": 0,
        "keys": 10, "findings": found, "clauses": (CLAUSE_A, CLAUSE_B), "tightened": (), "not_measurable": (),
        "rules": tuple(
            RuleCount(clause=clause, rule=rule, found=number, kept=number)
            for clause, rule, number in zip((CLAUSE_A, CLAUSE_B), (ABANDONED, MANY), counts, strict=True)
        ),
    }  # fmt: skip
    return Audit(**(said | fields))  # type: ignore[arg-type]


def gap() -> NotMeasurable:
    """Return a rule that could not be measured because the format is silent."""
    missing = (("call.agent_joined", "call.abandoned"),)
    return NotMeasurable(
        clause=CLAUSE_A, rule=ABANDONED, why=Why.FORMAT, missing=missing, formats=("asterisk-csv",)
    )
