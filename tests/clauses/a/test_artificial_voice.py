"""47 CFR 64.1200(a)(2)-(3), FCC 24-17: an artificial voice sells only to who agreed in writing."""

import pytest

from fairline.clauses.a_illegal.artificial_voice import CLAUSE
from fairline.facts import Account, Call, Campaign, Channel, Consent, Direction, Fact, Purpose
from fairline.policy import Act, Answer, Lang, Severity
from tests.clauses.attempts import DAY, TICK, Breach, check, check_weight, decided, measures, rows_of
from tests.clauses.traffic import MONDAY

CALLED = "+12125550101"
CALL = Call(
    id="1", started_at=MONDAY, account="acme", campaign="spring", direction=Direction.OUTBOUND,
    purpose=Purpose.MARKETING, called=CALLED, called_places=("US-NY",), artificial_voice=True,
)  # fmt: skip


def all_known(account: str = "acme") -> Account:
    return Account(id=account, at=MONDAY - 90 * DAY, consents_complete=True)


def consent(**fields: object) -> Consent:
    given: dict[str, object] = {
        "id": "k", "at": MONDAY - 80 * DAY, "account": "acme", "contact": CALLED,
        "channels": (Channel.CALL,), "purposes": (Purpose.MARKETING,), "written": True,
    }  # fmt: skip
    return Consent(**given | fields)  # type: ignore[arg-type]


APART: dict[str, dict[str, object]] = {
    "another campaign is another finding": {"campaign": "autumn"},
    "a campaign that nobody knows is one too": {"campaign": None},
    "so is another account": {"account": "beta"},
    "and another place": {"called_places": ("US-NJ",)},
}
EXCUSED: dict[str, dict[str, object]] = {
    "a person's voice": {"artificial_voice": False},
    "a voice of which nobody knows": {"artificial_voice": None},
    "a reminder sells nothing": {"purpose": Purpose.APPOINTMENT},
    "a purpose that nobody knows": {"purpose": None},
    "a call that came in": {"direction": Direction.INBOUND},
    "places that nobody knows": {"called_places": None},
    "a place of which no such law is known": {"called_places": ("CN",)},
}
BREACHES = [
    Breach(
        clause=CLAUSE, rule="artificial-voice-without-consent", bad=CALL,
        known=[all_known(), all_known("beta")], apart=APART, excused=EXCUSED,
        unless={
            "a consent in writing": [all_known(), consent()],
            "one of which nobody knows whether it is": [all_known(), consent(written=None)],
            "it is not sure where not all is known": [],
        },
        severity=Severity.MAJOR, answer=Answer.HOLD, act=Act.REFUSE,
    ),
    Breach(
        clause=CLAUSE, rule="artificial-voice-unsure", bad=CALL, apart=APART, excused=EXCUSED,
        known=[consent(written=None), consent(written=None, account="beta")],
        unless={
            "a consent in writing": [consent()],
            "none for sure is the other rule's": [all_known()],
            "nothing sent is nothing to ask about": [],
        },
        severity=Severity.MINOR, answer=Answer.CHALLENGE, act=Act.CHALLENGE,
    ),
]  # fmt: skip
SURE, UNSURE = (each.rule for each in BREACHES)
ENDS: dict[str, tuple[list[Fact], str | None, dict[str, object]]] = {
    "spoken consent is not enough": ([consent(written=False)], SURE, {}),
    "in France it is": ([consent(written=False)], None, {"called_places": ("FR",)}),
    "writing that nobody knows of": ([consent(written=None)], UNSURE, {}),
    "for another channel": ([consent(channels=(Channel.SMS,))], SURE, {}),
    "for another purpose": ([consent(purposes=(Purpose.SURVEY,))], SURE, {}),
    "expired": ([consent(expires_at=MONDAY)], SURE, {}),
    "expiring a moment later": ([consent(expires_at=MONDAY + TICK)], None, {}),
}  # fmt: skip


@pytest.mark.parametrize(("breach", "name"), rows_of(BREACHES))
def test_rows(breach: Breach, name: str) -> None:
    check(breach, name)


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: each.rule)
def test_how_grave_and_what_becomes_of_the_act(breach: Breach) -> None:
    check_weight(breach)


@pytest.mark.parametrize("name", ENDS)
def test_ends(name: str) -> None:
    known, rule, fields = ENDS[name]
    (decision,) = decided(CLAUSE, [*known, *BREACHES[0].acts(1, **fields)])
    assert [each.rule.name for each in decision.reasons] == ([] if rule is None else [rule])


def test_the_campaign_says_its_purpose() -> None:
    campaign = Campaign(id="spring", at=MONDAY - DAY, account="acme", purpose=Purpose.MARKETING)
    assert measures(CLAUSE, SURE, [campaign, all_known(), *BREACHES[0].acts(2, purpose=None)]) == [(2, 2)]


def test_the_reasons_in_both_languages() -> None:
    sure, unsure = (each.told() for each in BREACHES)
    law = "47 CFR 64.1200(a)(2),(a)(3),(f)(9))."
    assert sure.reason(Lang.EN) == (
        f"Selling by an artificial voice to persons who did not consent: 1 calls (US: {law}"
    )
    assert sure.reason(Lang.FR) == (
        f"Prospection par voix artificielle sans l'accord des personnes\u00a0: 1 appels (US\u00a0: {law}"
    )
    assert unsure.reason(Lang.EN) == (
        f"Selling by an artificial voice, and we know of no consent: 1 calls (US: {law}"
    )
    assert unsure.reason(Lang.FR) == (
        f"Prospection par voix artificielle sans accord connu\u00a0: 1 appels (US\u00a0: {law}"
    )
