"""What people decide: evidence and what it permits, rulings and what refuses them, appeals, reasons.

Nothing here knows the time or keeps anything: ``now`` is an argument, and records are values.
"""

from fairline.cases.appeals import (
    Appeal,
    AppealDecision,
    appeal_refusals,
    appeal_until,
    decision_refusals,
    standing_rulings,
)
from fairline.cases.days import BusinessDays
from fairline.cases.evidence import EvidenceItem, LawReference, Permission, permits
from fairline.cases.interpretations import InterpretationRegister
from fairline.cases.ladder import cure, occasion, step
from fairline.cases.notices import WrittenNotice, written_notice
from fairline.cases.proposal import Proposal
from fairline.cases.refusals import notice_days, refusals
from fairline.cases.rendering import Section, sections
from fairline.cases.reversals import Demotion, RuleRecord, demotions, rule_records
from fairline.cases.ruling import (
    Alternative,
    Delay,
    DelayReason,
    NoticeGiven,
    Outcome,
    Reach,
    Ruling,
    Scope,
    ShortNotice,
    Trigger,
)
from fairline.cases.statement import Sender, StatementOfReasons, statement
from fairline.cases.without_notice import ConditionOutcome, without_notice

__all__ = [
    "Alternative", "Appeal", "AppealDecision", "BusinessDays", "ConditionOutcome", "Delay", "DelayReason",
    "Demotion", "EvidenceItem", "InterpretationRegister", "LawReference", "NoticeGiven", "Outcome",
    "Permission", "Proposal", "Reach", "RuleRecord", "Ruling", "Scope", "Section", "Sender", "ShortNotice",
    "StatementOfReasons", "Trigger", "WrittenNotice", "appeal_refusals", "appeal_until", "cure",
    "decision_refusals", "demotions", "notice_days", "occasion", "permits", "refusals", "rule_records",
    "sections", "standing_rulings", "statement", "step", "without_notice", "written_notice",
]  # fmt: skip
