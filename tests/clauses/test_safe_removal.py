"""The rule of safe removal: what may be safety-critical is asked, held, migrated, and never cut by a rule."""

import pytest

from fairline.clauses import CLAUSES
from fairline.policy import Act, Answer, Letter, Rule

RULES = [rule for clause in CLAUSES if clause.letter in (Letter.F, Letter.L) for rule in clause.rules]


def test_both_letters_have_rules() -> None:
    assert {rule.id[0] for rule in RULES} == {"F", "L"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_no_rule_of_f_or_l_cuts(rule: Rule) -> None:
    answers = [rule.answer, *(rung.answer for rung in rule.ladder)]
    assert max(answers) <= Answer.HOLD < Answer.SUSPEND_NUMBER
    assert Answer.THROTTLE not in answers
    assert rule.act <= Act.HOLD < Act.REFUSE


@pytest.mark.parametrize(
    "clause", [each for each in CLAUSES if each.letter in (Letter.F, Letter.L)], ids=lambda each: each.id
)
def test_the_runbooks_say_that_nothing_is_cut(clause) -> None:  # type: ignore[no-untyped-def]
    english, french = clause.runbook.en.casefold(), clause.runbook.fr.casefold()
    assert any(
        word in english for word in ("cut", "leave everything on", "not stopped", "never switched off")
    )
    assert any(word in french for word in ("coup", "laissez tout en service", "n'est pas arrêté"))
