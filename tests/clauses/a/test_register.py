"""47 CFR 64.1200(c)(2)(i)(D): 31 days; PECR reg. 21: 28; DPR 26/2022 art. 8: 15; India: each call."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.clauses.a_illegal.register import CLAUSE
from fairline.facts import Account, Call, Campaign, Channel, Consent, Direction, Fact, ListCheck, Purpose
from fairline.policy import Act, Answer, Lang, Severity
from tests.clauses.attempts import DAY, TICK, Breach, check, check_weight, decided, found, measures, rows_of
from tests.clauses.traffic import MONDAY

CALLED = "+12125550101"
COMPLETE = Account(id="acme", at=MONDAY - 90 * DAY, consents_complete=True)
CALL = Call(
    id="1", started_at=MONDAY, account="acme", campaign="spring", direction=Direction.OUTBOUND,
    purpose=Purpose.MARKETING, called=CALLED, called_places=("US-NY",),
)  # fmt: skip


def looked_up(
    age: timedelta = 31 * DAY + TICK, listed: bool | None = False, account: str = "acme"
) -> ListCheck:
    return ListCheck(id="c", at=MONDAY - age, account=account, contact=CALLED, listed=listed)


def consent(**fields: object) -> Consent:
    given: dict[str, object] = {
        "id": "k", "at": MONDAY - 80 * DAY, "account": "acme", "contact": CALLED,
        "channels": (Channel.SMS, Channel.CALL), "purposes": (Purpose.MARKETING,),
        "expires_at": MONDAY + 9 * DAY,
    }  # fmt: skip
    return Consent(**given | fields)  # type: ignore[arg-type]


NO_CALLS = consent(channels=(Channel.SMS,), customer_until=MONDAY)
BETAS = [
    Account(id="beta", at=MONDAY - 90 * DAY, consents_complete=True),
    looked_up(40 * DAY, listed=True, account="beta"),
]
APART: dict[str, dict[str, object]] = {
    "another campaign is another finding": {"campaign": "autumn"},
    "a campaign that nobody knows is one too": {"campaign": None},
    "so is another account": {"account": "beta"},
    "and another place": {"called_places": ("US-NJ",)},
}
EXCUSED: dict[str, dict[str, object]] = {
    "a survey is no marketing": {"purpose": Purpose.SURVEY},
    "nor is a purpose that nobody knows": {"purpose": None},
    "a call that came in": {"direction": Direction.INBOUND},
    "places that nobody knows": {"called_places": None},
    "a place without a register": {"called_places": ("DE",)},
}
UNLESS: dict[str, list[Fact]] = {
    "a consent to be called": [COMPLETE, consent()],
    "a customer": [COMPLETE, consent(channels=(), customer_until=MONDAY + 9 * DAY)],
}
BREACHES = [
    Breach(
        clause=CLAUSE, rule="register-check-too-old", bad=CALL, known=[*BETAS, COMPLETE, looked_up()],
        apart=APART, excused=EXCUSED,
        unless={
            **{name: [*facts, looked_up(60 * DAY)] for name, facts in UNLESS.items()},
            "a check in time": [COMPLETE, looked_up(DAY)],
            "no check is for the rule that asks": [COMPLETE],
            "nor is it sure without all consents": [looked_up(60 * DAY)],
            "or with a consent of which nobody knows the channels": [
                COMPLETE, looked_up(60 * DAY), consent(channels=None)],
        },
        severity=Severity.MAJOR, answer=Answer.CHALLENGE, act=Act.REFUSE,
    ),
    Breach(
        clause=CLAUSE, rule="called-though-listed", bad=CALL,
        known=[*BETAS, COMPLETE, looked_up(DAY, listed=True)], apart=APART, excused=EXCUSED,
        unless={
            **{name: [*facts, looked_up(DAY, listed=True)] for name, facts in UNLESS.items()},
            "not listed": [COMPLETE, looked_up(DAY)],
            "not known whether listed": [COMPLETE, looked_up(DAY, listed=None)],
            "not sure without all consents": [looked_up(DAY, listed=True)],
        },
        severity=Severity.MAJOR, answer=Answer.HOLD, act=Act.REFUSE,
    ),
    Breach(
        clause=CLAUSE, rule="register-check-unsure", bad=CALL,
        known=[looked_up(60 * DAY), looked_up(60 * DAY, account="beta")],
        apart=APART, excused=EXCUSED,
        unless={
            **{name: [*facts, looked_up(60 * DAY)] for name, facts in UNLESS.items()},
            "a check in time": [looked_up(DAY)],
            "sure without consent is the other rule's": [COMPLETE, looked_up(60 * DAY)],
            "and with a consent that does not cover it": [NO_CALLS, looked_up(60 * DAY)],
        },
        severity=Severity.NOTICE, answer=Answer.CHALLENGE, act=Act.CHALLENGE,
    ),
    Breach(
        clause=CLAUSE, rule="register-check-old-practice",
        bad=Call(**{name: getattr(CALL, name) for name in CALL.__struct_fields__}
                 | {"called_places": ("NZ",)}),
        known=[*BETAS, COMPLETE, looked_up(31 * DAY)],
        apart={"another campaign is another finding": {"campaign": None}},
        excused=EXCUSED | {"a law that binds is the other rule's": {"called_places": ("US-NY",)}},
        unless={
            **{name: [*facts, looked_up(60 * DAY)] for name, facts in UNLESS.items()},
            "a check in time": [COMPLETE, looked_up(29 * DAY)],
        },
        severity=Severity.NOTICE, answer=Answer.OBSERVE,
    ),
]  # fmt: skip
OLD, LISTED, UNSURE, PRACTICE = (each.rule for each in BREACHES)
ENDS: dict[str, tuple[list[Fact], str, dict[str, object], bool]] = {
    "31 days are in time": ([COMPLETE, looked_up(31 * DAY)], OLD, {}, False),
    "28 days in the United Kingdom": (
        [COMPLETE, looked_up(28 * DAY + TICK)], OLD, {"called_places": ("GB",)}, True),
    "and not a moment sooner": ([COMPLETE, looked_up(28 * DAY)], OLD, {"called_places": ("GB",)}, False),
    "of two places the shorter": (
        [COMPLETE, looked_up(29 * DAY)], OLD, {"called_places": ("US-NY", "GB")}, True),
    "India checks each call": (
        [COMPLETE, looked_up(timedelta(minutes=5) + TICK)], OLD, {"called_places": ("IN",)}, True),
    "just before it": ([COMPLETE, looked_up(timedelta(minutes=5))], OLD, {"called_places": ("IN",)}, False),
    "a consent that expired": (
        [consent(expires_at=MONDAY), looked_up()], OLD, {}, True),
    "one that expires a moment later": ([consent(expires_at=MONDAY + TICK), looked_up()], OLD, {}, False),
    "one without an end": ([consent(expires_at=None), looked_up()], OLD, {}, False),
    "one that does not cover it": ([NO_CALLS, looked_up()], OLD, {}, True),
    "one for surveys only": ([consent(purposes=(Purpose.SURVEY,)), looked_up()], OLD, {}, True),
    "no check at all, and nothing else sent": ([], UNSURE, {}, False),
    "no check, and no consent for sure": ([COMPLETE], UNSURE, {}, True),
    "no check, but a consent": ([consent()], UNSURE, {}, False),
    "no check where there is no register": ([COMPLETE], UNSURE, {"called_places": ("DE",)}, False),
    "a listed one of unknown consent": ([looked_up(DAY, listed=True)], UNSURE, {}, True),
}  # fmt: skip


@pytest.mark.parametrize(("breach", "name"), rows_of(BREACHES))
def test_rows(breach: Breach, name: str) -> None:
    check(breach, name)


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: each.rule)
def test_how_grave_and_what_becomes_of_the_act(breach: Breach) -> None:
    check_weight(breach)


@pytest.mark.parametrize("name", ENDS)
def test_ends(name: str) -> None:
    known, rule, fields, breaks = ENDS[name]
    (decision,) = decided(CLAUSE, [*known, *BREACHES[0].acts(1, **fields)])
    assert (rule in {each.rule.name for each in decision.reasons}) is breaks


def test_calls_of_the_day_before_a_law_are_none_of_the_rules() -> None:
    on_its_day = datetime(2022, 7, 27, 9, tzinfo=UTC)
    italy: dict[str, object] = {"called_places": ("IT",)}
    first, then = (
        BREACHES[0].acts(2, later=on_its_day - MONDAY - DAY / 2, **italy),
        BREACHES[0].acts(1, later=on_its_day - MONDAY, **italy),
    )
    known = [
        Account(id="acme", at=on_its_day - 90 * DAY, consents_complete=True),
        ListCheck(id="c", at=on_its_day - 60 * DAY, account="acme", contact=CALLED, listed=False),
    ]
    (finding,) = found(CLAUSE, OLD, [*known, *first, *then])
    assert (finding.measure.hits, finding.measure.base, finding.measure.unknown) == (1, 1, 0)


def test_the_campaign_says_its_purpose() -> None:
    campaign = Campaign(id="spring", at=MONDAY - DAY, account="acme", purpose=Purpose.MARKETING)
    first = BREACHES[0]
    assert measures(CLAUSE, OLD, [campaign, *first.known, *first.acts(2, purpose=None)]) == [(2, 2)]


def test_the_reasons_in_both_languages() -> None:
    told = [each.told() for each in BREACHES]
    law = "(US: 47 CFR 64.1200(c)(2)(i)(D); 16 CFR 310.4(b)(3)(iv))."
    assert [each.reason(Lang.EN) for each in told[:3]] == [
        f"Calls to numbers whose register check was too old: 1 {law}",
        f"Calls to numbers that the check found on the register: 1 {law}",
        f"Calls of which we know neither a check in time nor a consent: 1 {law}",
    ]
    assert (
        told[3]
        .reason(Lang.EN)
        .startswith("Calls to numbers checked longer ago than is practice there: 1 (NZ: ")
    )
    french = law.replace("US:", "US\u00a0:")
    assert [each.reason(Lang.FR) for each in told[:3]] == [
        f"Appels vers des numéros dont la vérification au registre datait trop\u00a0: 1 {french}",
        f"Appels vers des numéros que la vérification a trouvés inscrits\u00a0: 1 {french}",
        f"Appels dont nous ne connaissons ni vérification à temps ni accord\u00a0: 1 {french}",
    ]
    assert (
        told[3]
        .reason(Lang.FR)
        .startswith("Appels vers des numéros vérifiés il y a plus longtemps que l'usage\u00a0: 1 (NZ\u00a0: ")
    )
