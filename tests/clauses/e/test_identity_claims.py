"""16 CFR 461: nobody speaks as an office or a business that he is not; the score and the two are ours."""

from decimal import Decimal

import pytest

from fairline.clauses.e_deception.identity_claims import CLAUSE
from fairline.facts import About, Basis, Topic
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.attempts import DAY, Breach, Row, check, check_weight, found, measures, rows_of
from tests.clauses.checks import checked, complaints, scored
from tests.clauses.traffic import MONDAY

CLAIM: dict[str, object] = {"topic": Topic.BRAND_CLAIM, "allowed": False}
APART: dict[str, dict[str, object]] = {"another account is another finding": {"account": "beta"}}
EXCUSED: dict[str, dict[str, object]] = {
    "its own brand": {"allowed": True},
    "a right that nobody knows of": {"allowed": None},
    "another topic": {"topic": Topic.MARKETING},
    "a topic that nobody knows": {"topic": None},
    "without a lawful basis": {"basis": Basis.HASH_MATCH},
    "or with none that is known": {"basis": None},
}
BREACHES = [
    Breach(
        clause=CLAUSE, rule="name-of-another-confirmed", bad=checked(**CLAIM), apart=APART, window=7 * DAY,
        excused=EXCUSED | {"nobody looked": {"confirmed": None}, "a person saw none": {"confirmed": False}},
        severity=Severity.CRITICAL, answer=Answer.HOLD,
    ),
    Breach(
        clause=CLAUSE, rule="name-of-another", bad=scored("0.9", **CLAIM), apart=APART,
        excused=EXCUSED | {
            "a lower score": {"score": Decimal("0.89")}, "no score": {"score": None},
            "what a person confirmed is the other rule's": {"confirmed": True}},
        severity=Severity.MINOR, answer=Answer.CHALLENGE, mode=Mode.OBSERVE,
    ),
]  # fmt: skip
AS: dict[str, object] = {"about": About.IMPERSONATION}
REPORTS: dict[str, Row] = {
    "one person is one": (complaints(1, **AS), []),
    "two are enough": (complaints(2, **AS), [(2, 2)]),
    "one twice is one": (complaints(2, complainant="x", **AS), []),
    "about something else": (complaints(9, about=About.UNWANTED), []),
    "about what nobody knows": (complaints(9), []),
    "two numbers": (complaints(1, **AS) + complaints(1, number="+12125550102", complainant="y", **AS), []),
    "two accounts": (complaints(1, **AS) + complaints(1, account="beta", complainant="y", **AS), []),
    "the seventh day": (complaints(1, **AS) + complaints(1, MONDAY + 6.9 * DAY, **AS), [(2, 2)]),
    "the first moment after seven days": (complaints(1, **AS) + complaints(1, MONDAY + 7 * DAY, **AS), []),
}


@pytest.mark.parametrize(("breach", "name"), rows_of(BREACHES))
def test_rows(breach: Breach, name: str) -> None:
    check(breach, name)


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: each.rule)
def test_how_grave_and_what_becomes_of_the_act(breach: Breach) -> None:
    check_weight(breach)


@pytest.mark.parametrize("name", REPORTS)
def test_reports(name: str) -> None:
    facts, wanted = REPORTS[name]
    assert measures(CLAUSE, "name-of-another-reported", facts) == wanted


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: each.rule)
def test_every_lawful_basis(breach: Breach) -> None:
    for basis in (Basis.CUSTOMER, Basis.ORDER, Basis.METADATA):
        assert measures(CLAUSE, breach.rule, breach.acts(basis=basis)) == [(1, 1)]


def test_the_reasons_in_both_languages() -> None:
    sure, unsure = (each.told() for each in BREACHES)
    (reported,) = found(CLAUSE, "name-of-another-reported", complaints(2, **AS))
    assert (reported.severity, reported.answer) == (Severity.CRITICAL, Answer.HOLD)
    assert reported.rule.mode is Mode.OBSERVE
    assert sure.reason(Lang.EN) == "Claims to speak for another that a person confirmed, in a week: 1."
    assert sure.reason(Lang.FR) == (
        "Prétentions à parler pour autrui, confirmées par une personne en une semaine\u00a0: 1."
    )
    assert unsure.reason(Lang.EN) == "Names or scripts that seem to be another's, by score alone: 1."
    assert unsure.reason(Lang.FR) == (
        "Noms ou scripts qui paraissent ceux d'autrui, d'après le seul score\u00a0: 1."
    )
    assert reported.reason(Lang.EN) == (
        "2 persons complained in a week that +12125550101 speaks in another's name."
    )
    assert reported.reason(Lang.FR) == (
        "2 personnes se sont plaintes en une semaine que +12125550101 parle au nom d'autrui."
    )
