"""Traps, dead numbers, numbers in a row and other people's contacts, list by list."""

from datetime import datetime

import pytest

from fairline.clauses.g_harvesting_spam.contact_lists import CLAUSE
from fairline.facts import ListUpload
from fairline.facts.shares import per_thousand
from fairline.policy import Act, Answer, Lang, Mode, Severity
from tests.clauses.b.rows import check, found
from tests.clauses.g.messages import DAY, SECOND, decided
from tests.clauses.traffic import MONDAY

TRAPS = "list-with-traps"
SHARES = {
    "list-unallocated": ("unallocated", 50),
    "list-disconnected": ("disconnected", 20),
    "list-in-sequence": ("in_sequence", 300),
    "list-of-others": ("of_others", 200),
}


def upload(at: datetime = MONDAY, **fields: object) -> ListUpload:
    whole: dict[str, object] = {"account": "acme", "contact_list": "spring", "size": 10_000}
    return ListUpload(id=f"{at}{fields}", at=at, **(whole | fields))  # type: ignore[arg-type]


@pytest.mark.parametrize("rule", SHARES)
def test_shares(rule: str) -> None:
    field, limit = SHARES[rule]
    at_limit = {field: 10 * limit}
    over = {field: 10 * limit + 1}
    check(CLAUSE, rule, ([upload(**at_limit)], None))
    check(CLAUSE, rule, ([upload(**over)], (limit + 1, 1)))
    check(CLAUSE, rule, ([upload(size=99, **{field: 99})], None))
    check(CLAUSE, rule, ([upload(size=100, **{field: 100})], (1000, 1)))
    check(CLAUSE, rule, ([upload(size=None, **over)], None))
    check(CLAUSE, rule, ([upload(**{field: None})], None))
    check(CLAUSE, rule, ([upload(contact_list=None, **over)], None))
    check(CLAUSE, rule, ([upload(account=None, **over)], None))
    within = found(CLAUSE, rule, [upload(**over), upload(MONDAY + DAY - SECOND, **at_limit)])
    assert [each.until for each in within] == [MONDAY + DAY - SECOND]
    later = found(CLAUSE, rule, [upload(**over), upload(MONDAY + DAY, **at_limit)])
    assert [each.until for each in later] == [MONDAY]
    two = found(CLAUSE, rule, [upload(**over), upload(contact_list="autumn", **over)])
    assert len(two) == 2


def test_traps() -> None:
    check(CLAUSE, TRAPS, ([upload(traps=0)], None))
    check(CLAUSE, TRAPS, ([upload(traps=1)], (1, 1)))
    check(CLAUSE, TRAPS, ([upload(traps=1, size=3)], (1, 1)))
    check(CLAUSE, TRAPS, ([upload(traps=1, size=None)], (1, 1)))
    check(CLAUSE, TRAPS, ([upload(traps=None)], None))
    check(CLAUSE, TRAPS, ([upload(traps=1, contact_list=None)], None))
    assert len(found(CLAUSE, TRAPS, [upload(traps=1), upload(traps=2, contact_list="autumn")])) == 2
    again = found(CLAUSE, TRAPS, [upload(traps=1), upload(MONDAY + DAY, traps=0)])
    assert [each.until for each in again] == [MONDAY]
    within = found(CLAUSE, TRAPS, [upload(traps=1), upload(MONDAY + DAY - SECOND, traps=0)])
    assert [each.until for each in within] == [MONDAY + DAY - SECOND]


def test_what_is_asked_once_the_limits_are_calibrated() -> None:
    decision = decided(CLAUSE, [], upload(traps=1, unallocated=9_000))
    assert decision.act is Act.ALLOW
    assert sorted(each.rule.name for each in decision.reasons) == ["list-unallocated", TRAPS]
    assert {(rule.act, rule.answer, rule.severity, rule.mode) for rule in CLAUSE.rules} == {
        (Act.HOLD, Answer.HOLD, Severity.MAJOR, Mode.OBSERVE)
    }


def test_shares_are_rounded_up() -> None:
    cases = [(0, 10), (1, 3), (1, 1000), (1, 1001), (1000, 1000), (1, 0)]
    assert [per_thousand(*each) for each in cases] == [0, 334, 1, 1, 1000, None]


def test_the_reasons_in_both_languages() -> None:
    (dead,) = found(CLAUSE, "list-unallocated", [upload(unallocated=600)])
    assert (
        dead.reason(Lang.EN) == "Of a thousand contacts of the list spring, 60 do not exist; the limit is 50."
    )
    assert dead.reason(Lang.FR) == (
        "Sur mille contacts de la liste spring, 60 n'existent pas\u00a0; limite\u00a0: 50."
    )
    (traps,) = found(CLAUSE, TRAPS, [upload(traps=2)])
    assert traps.reason(Lang.EN) == "The list spring has 2 addresses that nobody ever gave out."
    assert traps.reason(Lang.FR) == "La liste spring contient 2 adresses que personne n'a jamais données."
