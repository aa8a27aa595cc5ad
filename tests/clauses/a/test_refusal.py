"""47 CFR 64.1200(d)(3): ten business days since 2025-04-11; C. conso. art. L. 221-16."""

from datetime import timedelta

import pytest

from fairline.clauses.a_illegal.refusal import CLAUSE
from fairline.facts import Call, Campaign, Channel, Consent, Direction, Message, OptOut, Purpose
from fairline.policy import Act, Answer, Lang, Severity
from tests.clauses.attempts import DAY, TICK, Breach, check, check_weight, decided, measures, rows_of
from tests.clauses.traffic import MONDAY

CALLED = "+12125550101"
CALL = Call(
    id="1", started_at=MONDAY, account="acme", campaign="spring", direction=Direction.OUTBOUND,
    purpose=Purpose.MARKETING, called=CALLED, called_places=("US-NY",),
)  # fmt: skip


def refusal(ago: timedelta = 30 * DAY, account: str = "acme") -> OptOut:
    return OptOut(id="o", at=MONDAY - ago, account=account, contact=CALLED)


def consent(ago: timedelta) -> Consent:
    return Consent(id="k", at=MONDAY - ago, account="acme", contact=CALLED, channels=(Channel.CALL,))


APART: dict[str, dict[str, object]] = {
    "another campaign is another finding": {"campaign": "autumn"},
    "a campaign that nobody knows is one too": {"campaign": None},
    "so is another account": {"account": "beta"},
}
EXCUSED: dict[str, dict[str, object]] = {
    "a call about an order": {"purpose": Purpose.TRANSACTIONAL},
    "a purpose that nobody knows": {"purpose": None},
    "a call that came in": {"direction": Direction.INBOUND},
    "another person": {"called": "+12125550102"},
}
BOTH = [refusal(), refusal(account="beta")]
UNLESS = {"a consent after the refusal": [refusal(), consent(29 * DAY)]}
BREACHES = [
    Breach(
        clause=CLAUSE, rule="called-after-refusal", bad=CALL, known=BOTH, apart=APART, excused=EXCUSED,
        unless=UNLESS, severity=Severity.MINOR, answer=Answer.CHALLENGE, act=Act.REFUSE,
    ),
    Breach(
        clause=CLAUSE, rule="called-past-time-to-honor", bad=CALL, known=BOTH,
        apart=APART | {"and another place": {"called_places": ("US-NJ",)}},
        excused=EXCUSED | {"places that nobody knows": {"called_places": None}},
        unless=UNLESS | {"within the law's days": [refusal(DAY)]},
        severity=Severity.MAJOR, answer=Answer.HOLD, act=Act.REFUSE,
    ),
]  # fmt: skip
REFUSED, LATE = (each.rule for each in BREACHES)


@pytest.mark.parametrize(("breach", "name"), rows_of(BREACHES))
def test_rows(breach: Breach, name: str) -> None:
    check(breach, name)


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: each.rule)
def test_how_grave_and_what_becomes_of_the_act(breach: Breach) -> None:
    check_weight(breach)


def test_a_consent_before_the_refusal_or_with_it_is_over() -> None:
    for ago in (31 * DAY, 30 * DAY):
        assert measures(CLAUSE, REFUSED, [consent(ago), refusal(), *BREACHES[0].acts()]) == [(1, 1)]


def test_gifts_are_asked_for_no_more_either() -> None:
    assert measures(CLAUSE, REFUSED, [*BOTH, *BREACHES[0].acts(purpose=Purpose.CHARITY)]) == [(1, 1)]


def test_the_campaign_says_its_purpose() -> None:
    campaign = Campaign(id="spring", at=MONDAY - DAY, account="acme", purpose=Purpose.MARKETING)
    for breach in BREACHES:
        assert measures(CLAUSE, breach.rule, [campaign, *BOTH, *breach.acts(2, purpose=None)]) == [(2, 2)]


def test_ten_business_days_from_a_friday() -> None:
    friday = [
        refusal(17 * DAY)
    ]  # 13 February; the tenth business day after it, past Presidents' Day, is 2 March
    (soon,) = decided(CLAUSE, [*friday, *BREACHES[0].acts()])
    assert LATE not in {each.rule.name for each in soon.reasons}
    (later,) = decided(CLAUSE, [*friday, *BREACHES[0].acts(later=TICK)])
    assert LATE in {each.rule.name for each in later.reasons}


def test_a_message_that_says_stop_is_a_refusal_at_once() -> None:
    stop = Message(
        id="m",
        sent_at=MONDAY - TICK,
        account="acme",
        sender=CALLED,
        direction=Direction.INBOUND,
        opts_out=True,
    )
    before = BREACHES[0].acts(later=-DAY)
    first, _, after = decided(CLAUSE, [*before, stop, *BREACHES[0].acts()])
    assert (first.act, after.act) == (Act.ALLOW, Act.REFUSE)


def test_the_reasons_in_both_languages() -> None:
    soon, late = (each.told() for each in BREACHES)
    assert soon.reason(Lang.EN) == ("Calls within 24 hours to persons who had told the account to stop: 1.")
    assert soon.reason(Lang.FR) == (
        "Appels en 24\u00a0heures à des personnes qui avaient dit au compte d'arrêter\u00a0: 1."
    )
    law = "47 CFR 64.1200(d)(3) as amended by FCC 24-24)."
    assert late.reason(Lang.EN) == (
        f"Calls to persons whose refusal the law wanted honored by then: 1 (US: {law}"
    )
    assert late.reason(Lang.FR) == (
        f"Appels à des personnes dont la loi voulait le refus déjà respecté\u00a0: 1 (US\u00a0: {law}"
    )
