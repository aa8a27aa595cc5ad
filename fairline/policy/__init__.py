"""The words of a clause: who may not do what, how grave it is, whose number, which law, in both languages."""

from fairline.policy.clause import Clause, Letter, Rule, Rung
from fairline.policy.plans import DEFAULT_PLAN, PLANS
from fairline.policy.review import (
    LEAST_HARM,
    Circumstance,
    Condition,
    Harm,
    Interpretation,
    Lasting,
    Need,
    Notice,
    Occasion,
    Period,
    Review,
    ScopeKind,
    Step,
    Threshold,
    Way,
)
from fairline.policy.text import Duration, Lang, Money, Share, Slot, Text, written
from fairline.policy.words import ANSWER, MODE, SEVERITY, Answer, Citation, Evidence, Mode, Severity

__all__ = [
    "ANSWER", "DEFAULT_PLAN", "LEAST_HARM", "MODE", "PLANS", "SEVERITY", "Answer", "Circumstance", "Citation",
    "Clause", "Condition", "Duration", "Evidence", "Harm", "Interpretation", "Lang", "Lasting", "Letter",
    "Mode", "Money", "Need", "Notice", "Occasion", "Period", "Review", "Rule", "Rung", "ScopeKind",
    "Severity", "Share", "Slot", "Step", "Text", "Threshold", "Way", "written",
]  # fmt: skip
