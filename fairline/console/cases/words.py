"""How long things may take, and how findings weigh. All numbers are ours."""

from datetime import timedelta

from fairline.policy import Harm, Severity

DUE_IN = {
    Harm.DANGER: timedelta(hours=1),
    Harm.CONSUMERS: timedelta(hours=4),
    Harm.BREACH: timedelta(days=2),
    Harm.NUISANCE: timedelta(days=10),
}
"""Within what a case wants its ruling. The law asks for promptness and gives no number."""
COOL_DOWN = {
    Severity.NOTICE: timedelta(days=30),
    Severity.MINOR: timedelta(days=14),
    Severity.MAJOR: timedelta(days=7),
    Severity.CRITICAL: timedelta(days=1),
}
"""For how long after a case was closed the same rule makes no new one, unless it has become graver."""
EVIDENCE_WEIGHT = {"A": 3, "B": 2, "C": 1, "D": 0}


def weight(harm: int, evidence: str, severity: int) -> int:
    """Return by what the queue is sorted: harm, then evidence, then severity."""
    return harm * 100 + EVIDENCE_WEIGHT[evidence] * 10 + severity


HOLD_MAX = timedelta(days=14)
SNOOZE_MAX = timedelta(days=90)
"""Ours: what is laid aside comes back while somebody still remembers why."""
