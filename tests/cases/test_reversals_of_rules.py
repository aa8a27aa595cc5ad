"""Reversals and precision per rule, and the demotion past ten percent, counted by hand."""

from datetime import timedelta

import msgspec
import pytest
from made_rulings import DAY, NOW, at_once

from fairline.cases import AppealDecision, Demotion, Outcome, Ruling, demotions, rule_records
from fairline.clauses import REVIEW
from fairline.policy import Mode


def rulings(against: int, dismissed: int = 0, *, rule: str = "x", days: int = 10) -> list[Ruling]:
    """So many rulings that rest on ``rule``, numbered, the dismissed ones last."""
    made = [at_once(id=f"{rule}-{n}", rules=(rule,), decided_at=NOW - days * DAY) for n in range(against)]
    for n in range(dismissed):
        name = f"{rule}-no-{n}"
        made.append(at_once(id=name, rules=(rule,), decided_at=NOW - DAY, outcome=Outcome.DISMISS))
    return made


def overturned(count: int, *, rule: str = "x", days: int = 1) -> list[AppealDecision]:
    return [
        AppealDecision(
            id=f"d-{n}",
            appeal=f"a-{n}",
            ruling=f"{rule}-{n}",
            decided_at=NOW - days * DAY,
            decided_by="cleo",
            overturned=True,
            reasons="wrong",
        )
        for n in range(count)
    ]


CASES = {
    "two of twenty are ten percent": (rulings(20), overturned(2), None),
    "three of twenty": (rulings(20), overturned(3), (3, 20)),
    "three of nineteen are too few to tell": (rulings(19), overturned(3), None),
    "all of twenty": (rulings(20), overturned(20), (20, 20)),
    "three of thirty": (rulings(30), overturned(3), None),
    "four of thirty": (rulings(30), overturned(4), (4, 30)),
    "dismissed cases do not dilute": (rulings(20, 100), overturned(3), (3, 20)),
    "nor fill the base": (rulings(19, 100), overturned(3), None),
    "a year ago counts": (rulings(20, days=365), overturned(3), (3, 20)),
    "a day more does not": (rulings(20, days=366), overturned(3), None),
    "overturned tomorrow": (rulings(20), overturned(3, days=-1), None),
    "twice told counts once": (rulings(20) * 2, overturned(3) * 2, (3, 20)),
    "another rule's do not": (rulings(20) + rulings(20, rule="y"), overturned(3), (3, 20)),
}


@pytest.mark.parametrize("name", CASES)
def test_demotion(name: str) -> None:
    made, decisions, wanted = CASES[name]
    found = demotions(made, decisions, NOW, REVIEW)
    assert [(each.rule, *each.reversal[:2]) for each in found] == ([("x", *wanted)] if wanted else [])


def test_a_demotion_says_its_numbers_and_whose_they_are() -> None:
    (found,) = demotions(rulings(20), overturned(3), NOW, REVIEW)
    assert isinstance(found, Demotion)
    assert (found.to, found.at) == (Mode.OBSERVE, NOW)
    assert (found.limit.value, found.base_min.value) == (0.10, 20)
    assert "R.6" in found.limit.source


def test_a_reinstated_rule_counts_anew() -> None:
    since = {"x": NOW - 9 * DAY}
    assert demotions(rulings(20), overturned(3), NOW, REVIEW, since) == ()
    later = {"x": NOW - 10 * DAY}
    assert len(demotions(rulings(20), overturned(3), NOW, REVIEW, later)) == 1


def test_precision_counts_what_held_among_all() -> None:
    (record,) = rule_records(rulings(6, 2), overturned(1), NOW, REVIEW)
    assert (record.rule, record.precision[:2], record.reversal[:2]) == ("x", (5, 8), (1, 6))


def test_a_dismissal_cannot_be_overturned_and_a_restoration_counts_nowhere() -> None:
    dismissed = msgspec.structs.replace(rulings(1)[0], outcome=Outcome.DISMISS)
    restored = msgspec.structs.replace(rulings(1, rule="y")[0], outcome=Outcome.RESTORE)
    (record,) = rule_records([dismissed, restored], overturned(1), NOW + timedelta(0), REVIEW)
    assert (record.precision[:2], record.reversal[:2]) == ((0, 1), (0, 0))


def test_a_ruling_on_two_rules_counts_for_both() -> None:
    both = [at_once(rules=("x", "y", "x"))]
    assert [each.precision[:2] for each in rule_records(both, [], NOW, REVIEW)] == [(1, 1), (1, 1)]
