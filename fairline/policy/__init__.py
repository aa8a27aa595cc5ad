"""The words of a clause: who may not do what, how grave it is, whose number, which law, in both languages."""

from fairline.policy.agreements import agreed
from fairline.policy.clause import Clause, Draft, Invariant, Letter, Rule, Rung
from fairline.policy.doubt import Cause, Doubt, RuleClass, WayOut, WhenInDoubt, class_of
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
from fairline.policy.words import (
    ACT,
    ANSWER,
    MEND,
    MODE,
    SEVERITY,
    Act,
    Answer,
    Citation,
    Evidence,
    Mend,
    Mode,
    Severity,
)

__all__ = [
    "ACT", "ANSWER", "DEFAULT_PLAN", "LEAST_HARM", "MEND", "MODE", "PLANS", "SEVERITY", "Act", "Answer",
    "Cause", "Circumstance", "Citation", "Clause", "Condition", "Doubt", "Draft", "Duration", "Evidence",
    "Harm", "Interpretation", "Invariant", "Lang", "Lasting", "Letter", "Mend", "Mode", "Money", "Need",
    "Notice", "Occasion", "Period", "Review", "Rule", "RuleClass", "Rung", "ScopeKind", "Severity",
    "Share", "Slot", "Step", "Text", "Threshold", "Way", "WayOut", "WhenInDoubt", "agreed",
    "class_of", "written",
]  # fmt: skip
