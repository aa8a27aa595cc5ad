"""How often it has come to this, and how long there is to mend it."""

import pytest
from made_rulings import DAY, NOW, at_once

from fairline.cases import Outcome, Ruling, Scope, cure, occasion
from fairline.clauses import REVIEW
from fairline.policy import Occasion, ScopeKind

FIRST, SECOND, THIRD = Occasion


def before(days: int, name: str = "r-0", **changes: object) -> Ruling:
    return at_once(id=name, decided_at=NOW - days * DAY, **changes)


ELSEWHERE = Scope(kind=ScopeKind.NUMBER, id="+1", account="other", duration=DAY)
CASES = {
    "nothing before": ((), (), FIRST),
    "one 90 days ago": ((before(90),), (), SECOND),
    "one 91 days ago": ((before(91),), (), FIRST),
    "two": ((before(1), before(2, "r-9")), (), THIRD),
    "three are a third too": ((before(1), before(2, "r-9"), before(3, "r-8")), (), THIRD),
    "a dismissed one": ((before(1, outcome=Outcome.DISMISS),), (), FIRST),
    "a restoration": ((before(1, outcome=Outcome.RESTORE),), (), FIRST),
    "a warning counts": ((before(1, outcome=Outcome.WARN),), (), SECOND),
    "of another account": ((before(1, scope=ELSEWHERE),), (), FIRST),
    "itself": ((at_once(),), (), FIRST),
    "one that comes later": ((before(-1),), (), FIRST),
    "concealment": ((), ("concealment",), THIRD),
    "concealment, mended at once": ((), ("concealment", "prompt-fix"), FIRST),
    "mended at once": ((before(1),), ("prompt-fix",), SECOND),
}


@pytest.mark.parametrize("name", CASES)
def test_occasion(name: str) -> None:
    earlier, circumstances, wanted = CASES[name]
    assert occasion(at_once(circumstances=circumstances), earlier, REVIEW) is wanted


def test_a_renewal_is_no_second_time() -> None:
    assert occasion(at_once(renews="r-0"), (before(3),), REVIEW) is FIRST


CURES = {
    "clause b": (("b",), (), 10),
    "clause h": (("h",), (), 30),
    "clause k among others": (("b", "k"), (), 30),
    "short calls": (("b",), ("B-SDC",), 30),
    "one-ring calls": (("b",), ("B-WAN",), 10),
    "the rules say more than the clause": (("h",), ("B-WAN",), 10),
    "the longest of them": ((), ("B-WAN", "K-KYC"), 30),
}


@pytest.mark.parametrize("name", CURES)
def test_time_to_mend(name: str) -> None:
    clauses, rules, wanted = CURES[name]
    assert cure(clauses, rules, REVIEW).value == wanted
