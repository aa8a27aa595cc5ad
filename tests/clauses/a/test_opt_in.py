"""C. conso. art. L. 223-1 since 2026-08-11, UWG § 7, Conn. P.A. 23-98: no call without consent beforehand."""

from datetime import UTC, datetime

import pytest

from fairline.clauses.a_illegal.opt_in import CLAUSE
from fairline.engine import Engine
from fairline.facts import Account, Call, Campaign, Channel, Consent, Direction, Fact, Purpose
from fairline.law import LawBook
from fairline.law.reading import parse
from fairline.policy import DEFAULT_PLAN, Act, Answer, Lang, Severity
from tests.clauses.attempts import DAY, TICK, Breach, check, check_weight, decided, measures, rows_of

AT = datetime(2026, 9, 7, 9, tzinfo=UTC)
CALLED = "+33142680101"
CALL = Call(
    id="1", started_at=AT, account="acme", campaign="spring", direction=Direction.OUTBOUND,
    purpose=Purpose.MARKETING, called=CALLED, called_places=("FR",), seller="Lumen",
)  # fmt: skip


def all_known(account: str = "acme") -> Account:
    return Account(id=account, at=AT - 90 * DAY, consents_complete=True)


def consent(**fields: object) -> Consent:
    given: dict[str, object] = {
        "id": "k", "at": AT - 80 * DAY, "account": "acme", "contact": CALLED, "seller": "Lumen",
        "channels": (Channel.CALL,), "purposes": (Purpose.MARKETING,), "proven": True, "written": False,
        "customer_until": AT - DAY,
    }  # fmt: skip
    return Consent(**given | fields)  # type: ignore[arg-type]


APART: dict[str, dict[str, object]] = {
    "another campaign is another finding": {"campaign": "autumn"},
    "a campaign that nobody knows is one too": {"campaign": None},
    "so is another account": {"account": "beta"},
    "and another place": {"called_places": ("FR", "US-NY")},
}
EXCUSED: dict[str, dict[str, object]] = {
    "a survey is no marketing": {"purpose": Purpose.SURVEY},
    "nor is a purpose that nobody knows": {"purpose": None},
    "a call that came in": {"direction": Direction.INBOUND},
    "an artificial voice has a clause of its own": {"artificial_voice": True},
    "places that nobody knows": {"called_places": None},
    "a place that asks for none": {"called_places": ("US-NY",)},
}
BREACHES = [
    Breach(
        clause=CLAUSE, rule="called-without-consent", bad=CALL, known=[all_known(), all_known("beta")],
        apart=APART, excused=EXCUSED,
        unless={
            "a consent": [all_known(), consent()],
            "a customer": [all_known(), consent(channels=(), customer_until=AT + 9 * DAY)],
            "it is not sure where not all is known": [
                Account(id="acme", at=AT - DAY, consents_complete=False)
            ],
        },
        severity=Severity.MAJOR, answer=Answer.HOLD, act=Act.REFUSE,
    ),
    Breach(
        clause=CLAUSE, rule="consent-not-known", bad=CALL,
        known=[consent(proven=None), consent(proven=None, account="beta")],
        apart=APART, excused=EXCUSED,
        unless={
            "a consent": [consent()],
            "nothing sent is nothing to ask about": [],
            "none for sure is the other rule's": [all_known()],
            "and one without proof": [consent(proven=False)],
        },
        severity=Severity.MINOR, answer=Answer.CHALLENGE, act=Act.CHALLENGE,
    ),
]  # fmt: skip
SURE, UNSURE = (each.rule for each in BREACHES)
JULY = datetime(2026, 8, 10, 9, tzinfo=UTC)
ENDS: dict[str, tuple[list[Fact], str | None, dict[str, object]]] = {
    "nothing is known": ([], None, {}),
    "some are sent and some are not": (
        [Account(id="acme", at=AT - DAY, consents_complete=False)], UNSURE, {}),
    "before its day France asked for none": ([all_known()], None, {"started_at": JULY}),
    "on its day it does": ([all_known()], SURE, {"started_at": JULY + DAY}),
    "for another channel": ([consent(channels=(Channel.SMS,))], SURE, {}),
    "for another purpose": ([consent(purposes=(Purpose.SURVEY,))], SURE, {}),
    "for another seller": ([consent(seller="Other")], SURE, {}),
    "for a seller that nobody knows": ([consent(seller=None)], UNSURE, {}),
    "without proof": ([consent(proven=False)], SURE, {}),
    "expired": ([consent(expires_at=AT)], SURE, {}),
    "expiring a moment later": ([consent(expires_at=AT + TICK)], None, {}),
    "a customer until now": ([consent(proven=False, customer_until=AT)], SURE, {}),
    "a customer a moment longer": ([consent(proven=False, customer_until=AT + TICK)], None, {}),
    "a customer or not, nobody knows": ([consent(proven=False, customer_until=None)], UNSURE, {}),
    "Germany spares no customer": (
        [consent(proven=False, customer_until=AT + DAY)], SURE, {"called_places": ("DE",)}),
    "Connecticut wants it in writing": ([consent()], SURE, {"called_places": ("US-CT",)}),
    "and has it": ([consent(written=True)], None, {"called_places": ("US-CT",)}),
    "or nobody knows": ([consent(written=None)], UNSURE, {"called_places": ("US-CT",)}),
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


def test_the_campaign_says_its_purpose_and_seller() -> None:
    campaign = Campaign(id="spring", at=AT - DAY, account="acme", purpose=Purpose.MARKETING, seller="Lumen")
    calls = BREACHES[0].acts(2, purpose=None, seller=None)
    assert measures(CLAUSE, SURE, [campaign, all_known(), *calls]) == [(2, 2)]
    assert measures(CLAUSE, SURE, [campaign, all_known(), consent(), *calls]) == []


CODE = """
checked_on: 2026-11-23
sources: {S1: "https://example.org/code (secondary)"}
places:
  FR:
    name: France
    facts:
      opt_in_calls:
        - value: {needed: true, consent: express, of: consumers}
          citation: "a code of practice"
          effective_from: 2014-06-14
          confidence: CONFIDENCE
          source: S1
"""


@pytest.mark.parametrize(
    ("confidence", "given", "broken"),
    [
        ("low", [], "consent-recommended"),
        ("low", [all_known()], "consent-recommended"),
        ("low", [consent(proven=None)], "consent-recommended"),
        ("low", [consent()], None),
        ("high", [all_known()], SURE),
    ],
)
def test_an_unsure_law_only_observes(confidence: str, given: list[Fact], broken: str | None) -> None:
    law = LawBook(parse(CODE.replace("CONFIDENCE", confidence), "code.yaml"))
    engine = Engine([CLAUSE], law=law, plan=DEFAULT_PLAN)
    for fact in given:
        engine.observe(fact)
    decision, _ = engine.decide(CALL)
    assert [each.rule.name for each in decision.reasons] == ([] if broken is None else [broken])
    assert decision.act is (Act.REFUSE if broken == SURE else Act.ALLOW)
    assert decision.answer is (Answer.HOLD if broken == SURE else Answer.OBSERVE)


def test_the_reasons_in_both_languages() -> None:
    sure, unsure = (each.told() for each in BREACHES)
    law = "C. conso. art. L. 223-1 as amended by loi 2025-594 art. 13)."
    assert sure.reason(Lang.EN) == (
        f"Calls to persons who did not consent, where the law asks for it: 1 (FR: {law}"
    )
    assert sure.reason(Lang.FR) == (
        f"Appels à des personnes sans leur accord, que la loi exige\u00a0: 1 (FR\u00a0: {law}"
    )
    assert unsure.reason(Lang.EN) == (
        f"Calls where the law asks for consent and we know of none: 1 (FR: {law}"
    )
    assert unsure.reason(Lang.FR) == (
        f"Appels là où la loi exige un accord, sans que nous en connaissions\u00a0: 1 (FR\u00a0: {law}"
    )
