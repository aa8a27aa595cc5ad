"""CLAUSES I-CIR-02: a new account with two kinds of link to one that was sanctioned within 30 days before."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from fairline.clauses.i_circumvention.returns import CLAUSE
from fairline.facts import Account, Fact, Link, LinkedBy
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.i.rows import (
    DAY,
    HOUR,
    MIDNIGHT,
    SECOND,
    TICK,
    Case,
    acts,
    check,
    happened,
    said,
    weight,
)

SAME, ALIKE = "returned-after-sanction", "may-have-returned"
MONTH = timedelta(days=30)
CARD, DEVICE, NAME, ADDRESS = LinkedBy.PAYMENT_INSTRUMENT, LinkedBy.DEVICE, LinkedBy.NAME, LinkedBy.ADDRESS
CALLED = LinkedBy.DESTINATIONS


def links(*attributes: LinkedBy | None, start: datetime = MIDNIGHT, **fields: object) -> list[Fact]:
    """Return a link to the account "old", suspended ten days before, for each of what they share."""
    shared: dict[str, object] = {
        "other": "old", "overlap": Decimal(1), "other_sanctioned_at": MIDNIGHT - 10 * DAY
    }  # fmt: skip
    return [
        link
        for place, attribute in enumerate(attributes)
        for link in happened(Link, start=start + place * SECOND, attribute=attribute, **(shared | fields))
    ]


def opened(at: datetime | None, account: str = "acme") -> Account:
    """The new account, opened then."""
    return Account(id=account, at=MIDNIGHT - 60 * DAY, opened_at=at)


TWO = (CARD, DEVICE)
LATE = MIDNIGHT - 45 * DAY  # a sanction too old for a link of today, not for an account opened 20 days ago
CASES: dict[tuple[str, str], Case] = {
    (SAME, "two kinds of link"): (links(*TWO), [(2, 2)]),
    (SAME, "three are the same finding"): (links(*TWO, LinkedBy.SCRIPT), [(3, 3)]),
    (SAME, "an owner and a script are kinds, too"): (
        links(LinkedBy.BENEFICIAL_OWNER, LinkedBy.SCRIPT), [(2, 2)]),
    (SAME, "one kind, seen three times, is one"): (
        links(CARD) + links(CARD, start=MIDNIGHT + HOUR) + links(CARD, start=MIDNIGHT + 2 * HOUR), []),
    (SAME, "half of the numbers called is a link"): (links(CARD, CALLED, overlap=Decimal("0.5")), [(2, 2)]),
    (SAME, "less than half is none"): (links(CARD, CALLED, overlap=Decimal("0.49")), []),
    (SAME, "nor is an overlap that nobody says"): (links(CARD, CALLED, overlap=None), []),
    (SAME, "an address on the network is none"): (links(CARD, LinkedBy.IP), []),
    (SAME, "a name is none"): (links(CARD, NAME), []),
    (SAME, "nor what nobody names"): (links(CARD, None), []),
    (SAME, "thirty days after the sanction are soon"): (
        links(*TWO, other_sanctioned_at=MIDNIGHT - MONTH + SECOND), [(2, 2)]),
    (SAME, "more are not"): (links(*TWO, other_sanctioned_at=MIDNIGHT - MONTH - SECOND), []),
    (SAME, "the other was never sanctioned"): (links(*TWO, other_sanctioned_at=None), []),
    (SAME, "or only later"): (links(*TWO, other_sanctioned_at=MIDNIGHT + HOUR), []),
    (SAME, "the moment of the sanction is after it"): (
        links(CARD, other_sanctioned_at=MIDNIGHT) + links(DEVICE, other_sanctioned_at=MIDNIGHT + SECOND,
        start=MIDNIGHT + SECOND), [(2, 2)]),
    (SAME, "what counts is when the account was opened"): (
        [opened(MIDNIGHT - 20 * DAY), *links(*TWO, other_sanctioned_at=LATE)], [(2, 2)]),
    (SAME, "if nobody says, when the link was seen"): (
        [opened(None), *links(*TWO, other_sanctioned_at=LATE)], []),
    (SAME, "an account that was there before is no return"): (
        [opened(MIDNIGHT - 11 * DAY), *links(*TWO)], []),
    (SAME, "the last moment of the window counts"): (
        [opened(MIDNIGHT), *links(CARD), *links(DEVICE, start=MIDNIGHT + MONTH - TICK)], [(2, 2)]),
    (SAME, "the first after it does not"): (
        [opened(MIDNIGHT), *links(CARD), *links(DEVICE, start=MIDNIGHT + MONTH)], []),
    (SAME, "another account that it is linked to does not add up"): (
        links(CARD) + links(DEVICE, other="older"), []),
    (SAME, "each pair is found apart"): (links(*TWO) + links(*TWO, other="older"), [(2, 2), (2, 2)]),
    (SAME, "nor do two new accounts"): (links(CARD) + links(DEVICE, account="beta"), []),
    (SAME, "no other, no measure"): (links(*TWO, other=None), []),
    (SAME, "no account, no measure"): (links(*TWO, account=None), []),
    (ALIKE, "a card and a name"): (links(CARD, NAME, overlap=Decimal("0.9")), [(2, 2)]),
    (ALIKE, "a card and an address"): (links(CARD, ADDRESS), [(2, 2)]),
    (ALIKE, "two kinds of link without a name"): (links(*TWO), [(2, 2)]),
    (ALIKE, "name and address are one kind"): (links(NAME, ADDRESS), []),
    (ALIKE, "with a card they are two"): (links(NAME, ADDRESS, CARD), [(2, 3)]),
    (ALIKE, "a name that is not as good as the same"): (links(CARD, NAME, overlap=Decimal("0.89")), []),
    (ALIKE, "nor one of which nobody says how alike"): (links(CARD, NAME, overlap=None), []),
    (ALIKE, "half of the numbers called, and a card"): (
        links(CARD, CALLED, overlap=Decimal("0.5")), [(2, 2)]),
    (ALIKE, "thirty-one days after the sanction"): (
        links(CARD, NAME, other_sanctioned_at=MIDNIGHT - MONTH - SECOND), []),
    (ALIKE, "the last moment of the window counts"): (
        [opened(MIDNIGHT), *links(CARD), *links(NAME, start=MIDNIGHT + MONTH - TICK)], [(2, 2)]),
    (ALIKE, "the first after it does not"): (
        [opened(MIDNIGHT), *links(CARD), *links(NAME, start=MIDNIGHT + MONTH)], []),
    (ALIKE, "another account does not add up"): (links(CARD) + links(NAME, other="older"), []),
    (ALIKE, "no account, no measure"): (links(CARD, NAME, account=None), []),
}  # fmt: skip
MANY = [each for place in range(1200) for each in links(*TWO, start=MIDNIGHT + place * SECOND)]
LOUD = {SAME: MANY, ALIKE: MANY}
GRAVE = {
    SAME: (Severity.CRITICAL, Answer.HOLD, Act.HOLD, Evidence.B, Mode.OBSERVE),
    ALIKE: (Severity.MINOR, Answer.CHALLENGE, Act.CHALLENGE, Evidence.D, Mode.OBSERVE),
}


def test_onboarding_is_held_at_the_second_link() -> None:
    seen = [*links(CARD, LinkedBy.IP), *links(DEVICE, start=MIDNIGHT + HOUR)]
    assert acts(CLAUSE, SAME, seen) == [Act.ALLOW, Act.ALLOW, Act.HOLD]
    assert acts(CLAUSE, ALIKE, links(CARD, NAME)) == [Act.ALLOW, Act.CHALLENGE]
    elsewhere = links(*TWO, account="beta", start=MIDNIGHT + 2 * HOUR, other_sanctioned_at=LATE)
    assert acts(CLAUSE, SAME, [*seen, *elsewhere])[3:] == [Act.ALLOW, Act.ALLOW]


SAID: dict[str, tuple[str, str]] = {
    SAME: (
        "2 kinds of link to account old, suspended shortly before; the limit is 2.",
        "2 types de lien avec le compte old, suspendu peu auparavant\u00a0; limite\u00a0: 2.",
    ),
    ALIKE: (
        "2 kinds of link or likeness to account old, suspended shortly before; the limit is 2.",
        "2 types de lien ou de ressemblance avec le compte old, suspendu peu auparavant\u00a0;"
        " limite\u00a0: 2.",
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
