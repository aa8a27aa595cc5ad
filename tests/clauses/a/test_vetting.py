"""31 CFR ch. V; Regulation (EU) 269/2014; what must be known of a customer is ours."""

import pytest

from fairline.clauses.a_illegal.vetting import CLAUSE
from fairline.facts import Vetting
from fairline.policy import Act, Answer, Lang, Mode, Severity
from tests.clauses.attempts import Breach, check, check_weight, rows_of
from tests.clauses.traffic import MONDAY

OTHER: dict[str, dict[str, object]] = {"another account is another finding": {"account": "beta"}}
BREACHES = [
    Breach(
        clause=CLAUSE, rule="sanctions-match",
        bad=Vetting(id="1", at=MONDAY, account="acme", sanctioned=True),
        apart=OTHER,
        excused={
            "no match": {"sanctioned": False},
            "nobody checked": {"sanctioned": None},
            "what is not complete is the other rule's": {"sanctioned": None, "complete": False},
        },
        severity=Severity.CRITICAL, answer=Answer.HOLD, act=Act.HOLD,
    ),
    Breach(
        clause=CLAUSE, rule="customer-not-known",
        bad=Vetting(id="1", at=MONDAY, account="acme", complete=False),
        apart=OTHER,
        excused={
            "all is known": {"complete": True},
            "nobody asked": {"complete": None},
            "a match is the other rule's": {"complete": True, "sanctioned": True},
        },
        severity=Severity.MINOR, answer=Answer.HOLD, act=Act.HOLD, mode=Mode.OBSERVE,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("breach", "name"), rows_of(BREACHES))
def test_rows(breach: Breach, name: str) -> None:
    check(breach, name)


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: each.rule)
def test_how_grave_and_what_becomes_of_the_act(breach: Breach) -> None:
    check_weight(breach)


def test_the_reasons_in_both_languages() -> None:
    match, gap = (each.told() for each in BREACHES)
    assert match.reason(Lang.EN) == "The customer or an owner matches a list of sanctions (checks: 1)."
    assert match.reason(Lang.FR) == (
        "Le client ou un propriétaire concorde avec une liste de sanctions (vérifications\u00a0: 1)."
    )
    assert gap.reason(Lang.EN) == "What must be known of the customer is not complete (checks: 1)."
    assert gap.reason(Lang.FR) == (
        "Ce qu'il faut savoir du client n'est pas complet (vérifications\u00a0: 1)."
    )
