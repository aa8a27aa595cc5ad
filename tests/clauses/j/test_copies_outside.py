"""CLAUSES J-FORK: a copy outside needs two approvals, notice, and a domain of some age."""

from datetime import timedelta

import pytest

from fairline.clauses.j_interception.copies_outside import CLAUSE
from fairline.facts import Change, Fact, Setting
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.i.rows import TICK, Tried, cases, check, check_acts, happened, said, weight

COPIED, UNSAID, YOUNG = "copied-outside", "copy-to-explain", "copied-to-a-new-domain"
MONTH = timedelta(days=30)
FORK: dict[str, object] = {
    "setting": Setting.MEDIA_FORK, "outside": True, "target": "qa.example", "approvals": 2,
    "parties_told": True, "target_age": MONTH,
}  # fmt: skip
NO_COPY: dict[str, dict[str, object]] = {
    "within the account and its hosts": {"outside": False},
    "a redirect copies nothing": {"setting": Setting.REDIRECT},
    "it is switched off": {"enabled": False},
}
SAID_NOT = ("outside", "setting", "target")
TRIED = {
    COPIED: Tried(kind=Change, bad=FORK | {"approvals": 1}, keys=({"target": "qb.example"},),
                  excused=NO_COPY | {"two approved it and notice was given": {"approvals": 2}},
                  unsaid=(*SAID_NOT, "approvals"), act=Act.HOLD),
    UNSAID: Tried(kind=Change, bad=FORK | {"approvals": None}, keys=({"target": "qb.example"},),
                  excused=NO_COPY | {"somebody says so": {"approvals": 0}},
                  unsaid=SAID_NOT, act=Act.CHALLENGE),
    YOUNG: Tried(kind=Change, bad=FORK | {"target_age": MONTH - TICK}, keys=({"target": "qb.example"},),
                 excused=NO_COPY | {"thirty days are no longer young": {"target_age": MONTH}},
                 unsaid=(*SAID_NOT, "target_age"), act=Act.REFUSE),
}  # fmt: skip


def fork(**fields: object) -> list[Fact]:
    """Return one fork to a host outside, as it should be but for ``fields``."""
    return happened(Change, **(FORK | fields))


CASES = cases(TRIED) | {
    (COPIED, "two approvals, and nobody was told"): (fork(parties_told=False), [(1, 1)]),
    (COPIED, "nobody approved"): (fork(approvals=0), [(1, 1)]),
    (COPIED, "a webhook is a copy"): (fork(approvals=1, setting=Setting.WEBHOOK), [(1, 1)]),
    (COPIED, "mail that is sent on is one"): (fork(approvals=1, setting=Setting.MAIL_FORWARDING), [(1, 1)]),
    (COPIED, "a ticket excuses nothing"): (fork(approvals=1, ticket="COURT-1"), [(1, 1)]),
    (COPIED, "nobody says whether there was notice: unknown"): (fork(parties_told=None), []),
    (UNSAID, "nobody says whether there was notice"): (fork(parties_told=None), [(1, 1)]),
    (UNSAID, "all is said and well"): (fork(), []),
    (YOUNG, "approved or not"): (fork(target_age=MONTH - TICK, approvals=0), [(1, 1)]),
}
LOUD = {rule: TRIED[rule].of(1200) for rule in TRIED}
GRAVE = {
    COPIED: (Severity.CRITICAL, Answer.HOLD, Act.HOLD, Evidence.A, Mode.OBSERVE),
    UNSAID: (Severity.MAJOR, Answer.CHALLENGE, Act.CHALLENGE, Evidence.B, Mode.OBSERVE),
    YOUNG: (Severity.CRITICAL, Answer.HOLD, Act.REFUSE, Evidence.B, Mode.OBSERVE),
}
SAID: dict[str, tuple[str, str]] = {
    COPIED: (
        "Conversations would be copied to qa.example without two approvals and notice (1,200; limit 1).",
        "Des conversations seraient copiées vers qa.example sans double approbation ni avis"
        " (1\u202f200\u00a0; limite\u00a0: 1).",
    ),
    UNSAID: (
        "Nobody says who approved the copy to qa.example or who was told (1,200; limit 1).",
        "Nul ne dit qui a approuvé la copie vers qa.example, ni qui a été averti (1\u202f200\u00a0;"
        " limite\u00a0: 1).",
    ),
    YOUNG: (
        "qa.example has existed for less than 30\u00a0days (1,200 copies; limit 1).",
        "qa.example existe depuis moins de 30\u00a0jours (copies\u00a0: 1\u202f200\u00a0; limite\u00a0: 1).",
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
