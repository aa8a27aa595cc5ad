"""What each role may do. Every page and every call of the API names the right that it needs."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is here for."""

    REVIEWER = "reviewer"
    SENIOR = "senior"
    LEGAL = "legal"
    ENGINEER = "engineer"
    AUDITOR = "auditor"
    CUSTOMER = "customer"


class Right(StrEnum):
    """Something that a role may do."""

    OPEN = "open"
    """Whatever anybody may see without signing in."""
    SIGNED_IN = "signed-in"
    OVERVIEW = "overview"
    SEE_CASES = "see-cases"
    WORK_CASES = "work-cases"
    ASSIGN_CASES = "assign-cases"
    RULE = "rule"
    SEE_EVIDENCE = "see-evidence"
    DECIDE_APPEALS = "decide-appeals"
    INTERPRET = "interpret"
    TRACE = "trace"
    SEE_REPORTS = "see-reports"
    CHECK_QUALITY = "check-quality"
    SEE_QUALITY = "see-quality"
    LEAD_QUALITY = "lead-quality"
    """Plant known answers, see how each person does, and put a rule back into force with a second one."""
    SEE_RECORDS = "see-records"
    MANAGE_PEOPLE = "manage-people"
    OWN_ACCOUNT = "own-account"
    """A customer's own standing, notices and appeals, and nobody else's."""


_READ = frozenset({Right.OVERVIEW, Right.SEE_CASES, Right.SEE_REPORTS, Right.SEE_QUALITY})
_WORK = _READ | {Right.WORK_CASES, Right.RULE, Right.SEE_EVIDENCE, Right.TRACE, Right.CHECK_QUALITY}
_ALWAYS = frozenset({Right.OPEN, Right.SIGNED_IN})
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.REVIEWER: _ALWAYS | _WORK,
    Role.SENIOR: _ALWAYS
    | _WORK
    | {Right.ASSIGN_CASES, Right.DECIDE_APPEALS, Right.INTERPRET, Right.LEAD_QUALITY},
    Role.LEGAL: _ALWAYS
    | _READ
    | {Right.SEE_EVIDENCE, Right.DECIDE_APPEALS, Right.INTERPRET, Right.TRACE, Right.SEE_RECORDS},
    Role.ENGINEER: _ALWAYS | {Right.OVERVIEW, Right.SEE_QUALITY, Right.MANAGE_PEOPLE},
    Role.AUDITOR: _ALWAYS | _READ | {Right.SEE_EVIDENCE, Right.SEE_RECORDS},
    Role.CUSTOMER: _ALWAYS | {Right.OWN_ACCOUNT},
}
"""Ours. An auditor changes nothing; an engineer sees no customer's traffic; a customer only its own."""
