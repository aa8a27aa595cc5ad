"""47 CFR 64.1200(a)(6): 15 seconds or four rings; Ofcom's 15 s are good practice."""

from datetime import timedelta

import pytest

from fairline.clauses.a_illegal.ring_setting import CLAUSE
from fairline.facts import Call, Campaign, Direction, Purpose
from fairline.policy import Act, Answer, Lang, Mend, Severity
from tests.clauses.attempts import DAY, Breach, check, check_weight, measures, rows_of
from tests.clauses.traffic import MONDAY

LAW, USUAL = ("US-NY",), ("GB",)
SHORT = timedelta(seconds=15) - timedelta(milliseconds=1)


def campaign(ring: timedelta | None = SHORT, name: str = "spring", account: str = "acme") -> Campaign:
    return Campaign(id=name, at=MONDAY - DAY, account=account, purpose=Purpose.MARKETING, ring_max=ring)


def call(places: tuple[str, ...]) -> Call:
    return Call(
        id="1", started_at=MONDAY, account="acme", campaign="spring", direction=Direction.OUTBOUND,
        called_places=places,
    )  # fmt: skip


KNOWN = [campaign(), campaign(name="autumn"), campaign(account="beta")]
UNLESS = {
    "long enough": [campaign(timedelta(seconds=15))],
    "not known how long": [campaign(None)],
}
APART: dict[str, dict[str, object]] = {
    "another campaign is another finding": {"campaign": "autumn"},
    "so is another account": {"account": "beta"},
}
EXCUSED: dict[str, dict[str, object]] = {
    "a survey is no marketing": {"purpose": Purpose.SURVEY},
    "a call that came in": {"direction": Direction.INBOUND},
    "no campaign, no setting": {"campaign": None},
    "places that nobody knows": {"called_places": None},
    "a place without such a rule": {"called_places": ("CN",)},
}
BREACHES = [
    Breach(
        clause=CLAUSE, rule="ring-set-too-short", bad=call(LAW), known=KNOWN, apart=APART,
        excused=EXCUSED | {"good practice is the other rule's": {"called_places": USUAL}},
        unless=UNLESS, severity=Severity.MINOR, answer=Answer.CHALLENGE, act=Act.CHANGE,
        mend=Mend.RING_LONGER,
    ),
    Breach(
        clause=CLAUSE, rule="ring-set-short-practice", bad=call(USUAL), known=KNOWN, apart=APART,
        excused=EXCUSED | {
            "the law's is the other rule's": {"called_places": LAW},
            "even where both may be": {"called_places": LAW + USUAL}},
        unless=UNLESS, severity=Severity.NOTICE, answer=Answer.OBSERVE, act=Act.CHANGE,
        mend=Mend.RING_LONGER,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("breach", "name"), rows_of(BREACHES))
def test_rows(breach: Breach, name: str) -> None:
    check(breach, name)


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: each.rule)
def test_how_grave_and_what_becomes_of_the_act(breach: Breach) -> None:
    check_weight(breach)


def test_the_call_may_say_its_own_purpose() -> None:
    unsaid = Campaign(id="spring", at=MONDAY - DAY, account="acme", ring_max=SHORT)
    for breach in BREACHES:
        assert measures(CLAUSE, breach.rule, [unsaid, *breach.acts()]) == []
        assert measures(CLAUSE, breach.rule, [unsaid, *breach.acts(purpose=Purpose.MARKETING)]) == [(1, 1)]


def test_the_reasons_in_both_languages() -> None:
    law, usual = (each.told() for each in BREACHES)
    assert law.reason(Lang.EN) == "Calls of a campaign set to give up before the law's time to answer: 1."
    assert law.reason(Lang.FR) == (
        "Appels d'une campagne réglée pour renoncer avant le délai légal de réponse\u00a0: 1."
    )
    assert usual.reason(Lang.EN) == ("Calls of a campaign set to give up sooner than good practice does: 1.")
    assert usual.reason(Lang.FR) == (
        "Appels d'une campagne réglée pour renoncer plus tôt que l'usage\u00a0: 1."
    )
