"""Which class a rule is of, and how doubts are told."""

from dataclasses import replace

import pytest

from fairline.clauses import CLAUSES
from fairline.policy import Cause, Doubt, Evidence, RuleClass, Severity, WayOut, WhenInDoubt, class_of
from fairline.policy.doubt import said
from tests.guard.guarding import POLICY

COUNTED = POLICY[0].rules[0]  # major, by the contract, counted from records
LAWFUL = next(rule for clause in CLAUSES for rule in clause.rules if rule.name == "called-after-refusal")
CLASSES = {
    "critical goes before all": (replace(LAWFUL, severity=Severity.CRITICAL), RuleClass.CRITICAL),
    "a limit of the law": (LAWFUL, RuleClass.LAW),
    "a limit of the law, though counted": (replace(LAWFUL, evidence=Evidence.B), RuleClass.LAW),
    "counted": (COUNTED, RuleClass.ANALYTICS),
    "scored": (replace(COUNTED, evidence=Evidence.D), RuleClass.ANALYTICS),
    "a certain record": (replace(COUNTED, evidence=Evidence.A), RuleClass.TERMS),
    "a complaint": (replace(COUNTED, evidence=Evidence.C), RuleClass.TERMS),
}


@pytest.mark.parametrize("name", CLASSES)
def test_class(name: str) -> None:
    rule, expected = CLASSES[name]
    assert class_of(rule) is expected


def test_the_default_closes_standing_alone_and_comes_back_from_its_names() -> None:
    assert WhenInDoubt().closed == ("standing",)
    table = WhenInDoubt(standing=WayOut.OPEN, law=WayOut.CLOSED, terms=WayOut.CLOSED)
    assert table.closed == ("law", "terms")
    assert WhenInDoubt.that_closes(table.closed) == table


def test_said() -> None:
    doubts = (
        Doubt(RuleClass.CRITICAL, WayOut.CLOSED, Cause.SLOW),
        Doubt(RuleClass.LAW, WayOut.OPEN, Cause.SLOW),
        Doubt(RuleClass.TERMS, WayOut.OPEN, Cause.SLOW),
    )
    assert said(doubts) == "open: law, terms; closed: critical (too slow)"
    assert said(()) == ""
