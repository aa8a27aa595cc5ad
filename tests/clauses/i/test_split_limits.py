"""CLAUSES I-CIR-01: three accounts, linked, each just below a limit that together they pass twice."""

from datetime import datetime
from decimal import Decimal

import pytest

from fairline.clauses.i_circumvention.split_limits import CLAUSE
from fairline.facts import Fact, Link, LinkedBy
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.i.rows import DAY, HOUR, MIDNIGHT, SECOND, TICK, Case, check, happened, said, weight

RULE = "split-limit"
CARD, OWNER = LinkedBy.PAYMENT_INSTRUMENT, LinkedBy.BENEFICIAL_OWNER
NEAR: dict[str, object] = {
    "limit_share": Decimal("0.9"),
    "other_limit_share": Decimal("0.9"),
    "cluster_share": Decimal("2.7"),
}


def links(*pairs: tuple[str, LinkedBy], start: datetime = MIDNIGHT, **fields: object) -> list[Fact]:
    """Return a link for each other account and what it shares with it."""
    return [
        link
        for place, (other, attribute) in enumerate(pairs)
        for link in happened(
            Link, start=start + place * SECOND, other=other, attribute=attribute, **{**NEAR, **fields}
        )
    ]


TWO = (("b", CARD), ("c", OWNER))
CASES: dict[tuple[str, str], Case] = {
    (RULE, "two others and two kinds of link"): (links(*TWO), [(2, 2)]),
    (RULE, "three others"): (links(*TWO, ("d", CARD)), [(3, 3)]),
    (RULE, "one other, however linked, is a pair"): (links(("b", CARD), ("b", OWNER)), []),
    (RULE, "one kind of link never joins accounts"): (links(("b", CARD), ("c", CARD), ("d", CARD)), []),
    (RULE, "a device and an address are kinds, too"): (
        links(("b", LinkedBy.DEVICE), ("c", LinkedBy.IP)), [(2, 2)]),
    (RULE, "a name is none here"): (links(("b", CARD), ("c", LinkedBy.NAME)), []),
    (RULE, "nor are script and destinations"): (
        links(("b", LinkedBy.SCRIPT), ("c", LinkedBy.DESTINATIONS)), []),
    (RULE, "exactly 70 % is near"): (
        links(*TWO, limit_share=Decimal("0.7"), other_limit_share=Decimal("0.7")), [(2, 2)]),
    (RULE, "69 % is not"): (links(*TWO, limit_share=Decimal("0.69")), []),
    (RULE, "nor of the other"): (links(*TWO, other_limit_share=Decimal("0.69")), []),
    (RULE, "who reaches the limit is told by its own rule"): (links(*TWO, limit_share=Decimal(1)), []),
    (RULE, "so is the other"): (links(*TWO, other_limit_share=Decimal(1)), []),
    (RULE, "99.9 % is below it"): (
        links(*TWO, limit_share=Decimal("0.999"), other_limit_share=Decimal("0.999")), [(2, 2)]),
    (RULE, "together exactly twice is not more than twice"): (links(*TWO, cluster_share=Decimal(2)), []),
    (RULE, "a little more is"): (links(*TWO, cluster_share=Decimal("2.01")), [(2, 2)]),
    (RULE, "links that do not count do not dilute"): (
        links(*TWO) + links(("d", LinkedBy.NAME), start=MIDNIGHT + DAY / 2), [(2, 2)]),
    (RULE, "nobody says how near it was"): (links(*TWO, limit_share=None), []),
    (RULE, "nor the other"): (links(*TWO, other_limit_share=None), []),
    (RULE, "nor all together"): (links(*TWO, cluster_share=None), []),
    (RULE, "the last moment of the day counts"): (
        links(TWO[0]) + links(TWO[1], start=MIDNIGHT + DAY - TICK), [(2, 2)]),
    (RULE, "the first after it does not"): (links(TWO[0]) + links(TWO[1], start=MIDNIGHT + DAY), []),
    (RULE, "two accounts do not add up"): (links(TWO[0]) + links(TWO[1], account="beta"), []),
    (RULE, "no account, no measure"): (links(*TWO, account=None), []),
}  # fmt: skip
NO_SPLIT: dict[str, dict[str, object]] = {
    "a name": {"attribute": LinkedBy.NAME},
    "far below the limit": {"limit_share": Decimal("0.1")},
    "past the limit": {"limit_share": Decimal("1.2")},
    "the other far below it": {"other_limit_share": Decimal("0.1")},
    "the other past it": {"other_limit_share": Decimal("1.2")},
    "together not twice": {"cluster_share": Decimal("1.9")},
}
for sentence, odd in NO_SPLIT.items():
    third = happened(
        Link, start=MIDNIGHT + HOUR, **{**NEAR, "other": "c", "attribute": LinkedBy.DEVICE, **odd}
    )
    CASES |= {
        (RULE, f"{sentence}: no second account"): ([*links(("b", CARD), ("b", OWNER)), *third], []),
        (RULE, f"{sentence}: no second kind"): ([*links(("b", CARD), ("d", CARD)), *third], []),
    }
LOUD = {RULE: links(*((f"b{place}", (CARD, OWNER)[place % 2]) for place in range(1200)))}
GRAVE = {RULE: (Severity.MAJOR, Answer.HOLD, Act.ALLOW, Evidence.B, Mode.OBSERVE)}
SAID: dict[str, tuple[str, str]] = {
    RULE: (
        "With 1,200 linked accounts (2 kinds of link) this one stays just below a limit that"
        " together they pass more than twice; the limit is 2 such accounts.",
        "Ce compte et 1\u202f200 autres qui lui sont liés (2 types de lien) restent chacun juste"
        " sous une limite qu'ensemble ils dépassent plus de deux fois\u00a0; limite\u00a0: 2 comptes"
        " liés.",
    ),
}


@pytest.mark.parametrize("row", CASES, ids=": ".join)
def test_rows(row: tuple[str, str]) -> None:
    check(CLAUSE, row[0], CASES[row])


@pytest.mark.parametrize("rule", GRAVE)
def test_how_grave_it_is_and_what_may_follow(rule: str) -> None:
    assert weight(CLAUSE, rule) == GRAVE[rule]


@pytest.mark.parametrize("rule", SAID)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, LOUD[rule]) == SAID[rule]


def test_every_rule_is_tried() -> None:
    assert {rule.name for rule in CLAUSE.rules} == set(GRAVE) == set(SAID) == {rule for rule, _ in CASES}
