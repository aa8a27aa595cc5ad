"""The words of a clause: who may not do what, how grave it is, whose number, which law, in both languages."""

from fairline.policy.clause import Clause, Draft, Invariant, Letter, Rule, Rung
from fairline.policy.plans import DEFAULT_PLAN, PLANS
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
    "ACT", "ANSWER", "DEFAULT_PLAN", "MEND", "MODE", "PLANS", "SEVERITY", "Act", "Answer", "Citation",
    "Clause", "Draft", "Duration", "Evidence", "Invariant", "Lang", "Letter", "Mend", "Mode", "Money", "Rule",
    "Rung", "Severity", "Share", "Slot", "Text", "written",
]  # fmt: skip
