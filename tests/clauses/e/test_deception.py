"""47 CFR 64.1200(b)(1), 16 CFR 310.3(a), Regulation (EU) 2024/1689 art. 50; the brand's number is ours."""

from decimal import Decimal

import pytest

from fairline.clauses.e_deception.deception import CLAUSE
from fairline.facts import Basis, Call, Campaign, Direction, Topic
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.attempts import DAY, TICK, Breach, Row, check, check_weight, found, measures, rows_of
from tests.clauses.checks import checked, scored
from tests.clauses.traffic import MONDAY, calls

APART: dict[str, dict[str, object]] = {
    "another account is another finding": {"account": "beta"},
    "so is another campaign": {"campaign": "autumn"},
}
EXCUSED: dict[str, dict[str, object]] = {
    "one that the person allowed": {"allowed": True},
    "another topic": {"topic": Topic.MARKETING},
    "a topic that nobody knows": {"topic": None},
    "without a lawful basis": {"basis": Basis.HASH_MATCH},
    "or with none that is known": {"basis": None},
}
BREACHES = [
    Breach(
        clause=CLAUSE, rule="deceit-confirmed", bad=checked(topic=Topic.NO_IDENTITY), apart=APART,
        window=7 * DAY,
        excused=EXCUSED | {"nobody looked": {"confirmed": None}, "a person saw none": {"confirmed": False}},
        severity=Severity.MAJOR, answer=Answer.HOLD,
    ),
    Breach(
        clause=CLAUSE, rule="deceit-suspected", bad=scored("0.9", topic=Topic.NO_IDENTITY), apart=APART,
        excused=EXCUSED | {
            "a lower score": {"score": Decimal("0.89")}, "no score": {"score": None},
            "what a person confirmed is the other rule's": {"confirmed": True}},
        severity=Severity.MINOR, answer=Answer.CHALLENGE, mode=Mode.OBSERVE,
    ),
]  # fmt: skip
RULE = "brand-not-sellers"


def shown(number: int, **fields: object) -> list[Call]:
    shared: dict[str, object] = {"campaign": "spring", "brand": "City Bank", "seller": "Lumen"}
    return calls(number, **shared | fields)


BRANDS: dict[str, Row] = {
    "fifty are the limit": (shown(50), []),
    "fifty-one are past it": (shown(51), [(51, 51)]),
    "the seller's own name": (shown(90, brand="Lumen"), []),
    "a brand that nobody knows": (shown(90, brand=None), []),
    "a seller that nobody knows": (shown(90, seller=None), []),
    "calls that came in": (shown(50) + shown(50, direction=Direction.INBOUND), []),
    "two brands": (shown(50) + shown(50, brand="Town Bank"), []),
    "two campaigns": (shown(50) + shown(50, campaign="autumn"), []),
    "two accounts": (shown(50) + shown(50, account="beta"), []),
    "no campaign": (shown(90, campaign=None), []),
    "the last moment of the day": (shown(50) + shown(1, start=MONDAY + DAY - TICK), [(51, 51)]),
    "the first after it": (shown(50) + shown(1, start=MONDAY + DAY), []),
}


@pytest.mark.parametrize(("breach", "name"), rows_of(BREACHES))
def test_rows(breach: Breach, name: str) -> None:
    check(breach, name)


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: each.rule)
def test_how_grave_and_what_becomes_of_the_act(breach: Breach) -> None:
    check_weight(breach)


@pytest.mark.parametrize("name", BRANDS)
def test_brands(name: str) -> None:
    facts, wanted = BRANDS[name]
    assert measures(CLAUSE, RULE, facts) == wanted


def test_the_campaign_names_the_seller() -> None:
    known = Campaign(id="spring", at=MONDAY - DAY, account="acme", seller="Lumen")
    assert measures(CLAUSE, RULE, [known, *shown(51, seller=None)]) == [(51, 51)]


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: each.rule)
def test_what_is_deceit_and_on_which_basis(breach: Breach) -> None:
    topics = [{"topic": each} for each in (Topic.VOICE_CLONE, Topic.SECTOR_MISMATCH)]
    bases = [{"basis": each} for each in (Basis.CUSTOMER, Basis.ORDER, Basis.METADATA)]
    for fields in [*topics, *bases]:
        assert measures(CLAUSE, breach.rule, breach.acts(**fields)) == [(1, 1)]


def test_the_reasons_in_both_languages() -> None:
    sure, unsure = (each.told() for each in BREACHES)
    (brand,) = found(CLAUSE, RULE, shown(51))
    assert (brand.severity, brand.answer) == (Severity.MINOR, Answer.CHALLENGE)
    assert brand.rule.mode is Mode.OBSERVE
    assert sure.reason(Lang.EN) == (
        "Findings of the week that nobody is named, another is, or a voice is copied: 1."
    )
    assert sure.reason(Lang.FR) == (
        "Constats de la semaine\u00a0: nul n'est nommé, un autre l'est, ou une voix est copiée\u00a0; 1."
    )
    assert unsure.reason(Lang.EN) == (
        "Signs of a missing or wrong name, or of a copied voice, by score alone: 1."
    )
    assert unsure.reason(Lang.FR) == (
        "Signes d'un nom absent ou faux, ou d'une voix copiée, d'après le seul score\u00a0: 1."
    )
    assert brand.reason(Lang.EN) == (
        "Calls that show City Bank, another name than their seller's: 51; the limit is 50."
    )
    assert brand.reason(Lang.FR) == (
        "Appels qui affichent City Bank, autre nom que le vendeur\u00a0: 51\u00a0; la limite est de 50."
    )
