"""CLAUSES I-CIR-07: a token on many networks, at closed doors, revoked or in disguise."""

import pytest

from fairline.clauses.i_circumvention.interface_abuse import CLAUSE
from fairline.facts import Access
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.i.rows import MIDNIGHT, SECOND, Tried, cases, check, check_acts, said, weight

NETWORKS, CLOSED, SCOPE = "token-on-many-networks", "undocumented-endpoint", "scope-escalation"
REVOKED, DISGUISED = "revoked-token-replayed", "disguised-user-agent"
TEST = {"a security test has a ticket": {"ticket": "VDP-1"}}
OTHER = ({"token": "u"},)
TRIED = {
    NETWORKS: Tried(kind=Access, bad={"token": "t"}, least=6, vary="network", keys=OTHER,
                    excused=TEST, unsaid=("token", "network"), act=Act.REFUSE),
    CLOSED: Tried(kind=Access, bad={"token": "t", "documented": False}, keys=OTHER,
                  excused={"a documented one": {"documented": True}} | TEST,
                  unsaid=("token", "documented"), act=Act.REFUSE),
    SCOPE: Tried(kind=Access, bad={"token": "t", "scope_allowed": False}, least=3, keys=OTHER,
                 excused={"within the scope": {"scope_allowed": True}} | TEST,
                 unsaid=("token", "scope_allowed"), act=Act.REFUSE),
    REVOKED: Tried(kind=Access, bad={"token": "t", "revoked": True}, keys=OTHER,
                   excused={"a token in use": {"revoked": False}} | TEST,
                   unsaid=("token", "revoked"), act=Act.REFUSE),
    DISGUISED: Tried(kind=Access, bad={"token": "t", "user_agent_agrees": False}, least=3, keys=OTHER,
                     excused={"software that is what it says": {"user_agent_agrees": True}} | TEST,
                     unsaid=("token", "user_agent_agrees"), act=Act.CHALLENGE),
}  # fmt: skip
CASES = cases(TRIED) | {
    (NETWORKS, "many from one network are one more"): (
        TRIED[NETWORKS].of(5) + TRIED[NETWORKS].of(9, start=MIDNIGHT + SECOND, network="same"), [(6, 6)]),
    (NETWORKS, "five networks, however often"): (
        [each for name in "abcde" for each in TRIED[NETWORKS].of(9, network=name)], []),
    (CLOSED, "it counts though it was turned away"): (TRIED[CLOSED].of(succeeded=False), [(1, 1)]),
}  # fmt: skip
LOUD = {rule: TRIED[rule].of(1200) for rule in TRIED}
GRAVE = {
    rule: (
        Severity.MAJOR,
        Answer.HOLD,
        Act.REFUSE,
        Evidence.A if rule == REVOKED else Evidence.B,
        Mode.OBSERVE,
    )
    for rule in (NETWORKS, CLOSED, SCOPE, REVOKED)
} | {DISGUISED: (Severity.MINOR, Answer.CHALLENGE, Act.CHALLENGE, Evidence.B, Mode.OBSERVE)}
SAID: dict[str, tuple[str, str]] = {
    NETWORKS: (
        "Token t came from 1,200 networks in 24\u00a0h; the limit is 5.",
        "Le jeton t est venu de 1\u202f200 réseaux en 24\u00a0h\u00a0; limite\u00a0: 5.",
    ),
    CLOSED: (
        "Token t used undocumented endpoints (1,200 in 24\u00a0h; limit 1).",
        "Le jeton t a visé des accès non documentés (1\u202f200\u00a0; limite\u00a0: 1).",
    ),
    SCOPE: (
        "Token t asked 1,200 times for more than its scope; the limit is 3.",
        "Le jeton t a demandé 1\u202f200 fois plus que sa portée\u00a0; limite\u00a0: 3.",
    ),
    REVOKED: (
        "Revoked token t was used again (1,200 in 24\u00a0h; limit 1).",
        "Le jeton révoqué t a resservi (1\u202f200 en 24\u00a0h\u00a0; limite\u00a0: 1).",
    ),
    DISGUISED: (
        "Token t gave a false user agent 1,200 times; the limit is 3.",
        "Le jeton t a donné 1\u202f200 fois un faux logiciel\u00a0; limite\u00a0: 3.",
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
