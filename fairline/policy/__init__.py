"""The words of a clause: who may not do what, how grave it is, whose number, which law, in both languages."""

from fairline.policy.clause import Clause, Letter, Rule, Rung
from fairline.policy.plans import DEFAULT_PLAN, PLANS
from fairline.policy.text import Duration, Lang, Money, Share, Slot, Text, written
from fairline.policy.words import ANSWER, MODE, SEVERITY, Answer, Citation, Evidence, Mode, Severity

__all__ = [
    "ANSWER", "DEFAULT_PLAN", "MODE", "PLANS", "SEVERITY", "Answer", "Citation", "Clause", "Duration",
    "Evidence", "Lang", "Letter", "Mode", "Money", "Rule", "Rung", "Severity", "Share", "Slot", "Text",
    "written",
]  # fmt: skip
