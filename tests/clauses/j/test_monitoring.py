"""CLAUSES J-MON: who may listen in, to whom, how often. J-LEG: never by order, through the product."""

import pytest

from fairline.clauses import CLAUSES
from fairline.clauses.j_interception.monitoring import CLAUSE
from fairline.facts import Access, Deed, Fact, Seat
from fairline.policy import Act, Answer, Evidence, Letter, Mend, Mode, Severity
from fairline.signals.expressions import Column, walk
from tests.clauses.i.rows import DAY, MIDNIGHT, Tried, cases, check, check_acts, said, weight

ROLE, TEAM, ALL_DAY = "listened-without-the-role", "listened-to-another-team", "listens-all-day"


def seat(supervisor: bool | None, user: str = "7") -> Fact:
    """What the account recorded of a user."""
    return Seat(id=user, at=MIDNIGHT - DAY, account="acme", supervisor=supervisor)


LISTENED: dict[str, object] = {"deed": Deed.LISTEN, "user": "7"}
NOT = {"something else": {"deed": Deed.LOGIN}, "a try that was turned away": {"succeeded": False}}
TRIED = {
    ROLE: Tried(kind=Access, bad=LISTENED, known=[seat(False), seat(False, "8")], keys=({"user": "8"},),
                excused=NOT, unsaid=("deed", "user"), act=Act.REFUSE),
    TEAM: Tried(kind=Access, bad=LISTENED | {"other_team": True}, keys=({"user": "8"},),
                excused={"the own team": {"other_team": False}, "a ticket": {"ticket": "QA-1"}} | NOT,
                unsaid=("deed", "user", "other_team"), act=Act.CHALLENGE),
    ALL_DAY: Tried(kind=Access, bad=LISTENED, least=31, known=[seat(True), seat(True, "8")],
                   keys=({"user": "8"},), excused=NOT, unsaid=("deed", "user"), act=Act.CHALLENGE),
}  # fmt: skip
CASES = cases(TRIED) | {
    (ROLE, "a supervisor may"): ([seat(True), *TRIED[ROLE].of(9)], []),
    (ROLE, "nobody says what the user is"): ([seat(None), *TRIED[ROLE].of(9)], []),
    (ROLE, "that it succeeded, said aloud"): ([seat(False), *TRIED[ROLE].of(succeeded=True)], [(1, 1)]),
    (ALL_DAY, "who is no supervisor is the first rule's"): ([seat(False), *TRIED[ALL_DAY].of(40)], []),
}
LOUD = {rule: [*TRIED[rule].known, *TRIED[rule].of(1200)] for rule in TRIED}
GRAVE = {
    ROLE: (Severity.CRITICAL, Answer.HOLD, Act.REFUSE, Evidence.A, Mode.OBSERVE),
    TEAM: (Severity.CRITICAL, Answer.CHALLENGE, Act.CHALLENGE, Evidence.A, Mode.OBSERVE),
    ALL_DAY: (Severity.MAJOR, Answer.CHALLENGE, Act.CHALLENGE, Evidence.B, Mode.OBSERVE),
}
SAID: dict[str, tuple[str, str]] = {
    ROLE: (
        "User 7 is no supervisor and listened in (1,200 in 24\u00a0h; limit 1).",
        "L'utilisateur 7, sans rôle d'encadrement, a écouté des appels (1\u202f200 en"
        " 24\u00a0h\u00a0; limite\u00a0: 1).",
    ),
    TEAM: (
        "User 7 listened to agents of another team (1,200 in 24\u00a0h; limit 1).",
        "L'utilisateur 7 a écouté une autre équipe (1\u202f200\u00a0; limite\u00a0: 1).",
    ),
    ALL_DAY: (
        "Supervisor 7 listened in 1,200 times in 24\u00a0h; the limit is 30.",
        "Le responsable 7 a écouté 1\u202f200 fois en 24\u00a0h\u00a0; la limite est de 30.",
    ),
}


@pytest.mark.parametrize("row", CASES, ids=": ".join)
def test_rows(row: tuple[str, str]) -> None:
    check(CLAUSE, row[0], CASES[row])


@pytest.mark.parametrize("rule", [rule for rule, each in TRIED.items() if each.act is not Act.ALLOW])
def test_what_the_act_meets(rule: str) -> None:
    check_acts(CLAUSE, rule, TRIED[rule])


@pytest.mark.parametrize("rule", GRAVE)
def test_how_grave_it_is_and_what_may_follow(rule: str) -> None:
    assert weight(CLAUSE, rule) == GRAVE[rule]


@pytest.mark.parametrize("rule", SAID)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, LOUD[rule]) == SAID[rule]


def test_every_rule_is_tried() -> None:
    assert {rule.name for rule in CLAUSE.rules} == set(GRAVE) == set(SAID) == {rule for rule, _ in CASES}


def test_no_answer_act_or_mend_intercepts_and_no_rule_of_the_clause_asks_for_an_order() -> None:
    """What the invariant says, held against the policy's own words."""
    assert [each.id for each in CLAUSE.invariants] == ["J-LEG"]
    done = {each.value.lower() for each in Mend} | {
        each.name.lower() for kind in (Act, Answer) for each in kind
    }
    assert done == {
        "allow", "change", "challenge", "hold", "refuse", "observe", "throttle", "suspend_number",
        "suspend_service", "terminate", "ring-longer", "do-not-record", "pause-recording", "show-own-number",
        "hand-to-agent",
    }  # fmt: skip
    read = {
        (each.kind, each.field)
        for clause in CLAUSES
        if clause.letter is Letter.J
        for rule in clause.rules
        for signal in rule.signals
        for top in signal.expressions
        for each in walk(top)
        if isinstance(each, Column)
    }
    assert (Access, "deed") in read
    assert not {field for _, field in read} & {"basis", "legal_hold", "source", "about"}
