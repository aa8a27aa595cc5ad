"""47 U.S.C. 223(a), C. pénal art. 222-17: threats; the score of 0.95, the one and the two are ours."""

from decimal import Decimal

import pytest

from fairline.clauses.e_deception.abuse import CLAUSE
from fairline.facts import About, Basis, Topic
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.attempts import DAY, Breach, Row, check, check_weight, found, measures, rows_of
from tests.clauses.checks import checked, complaints, scored
from tests.clauses.traffic import MONDAY

APART: dict[str, dict[str, object]] = {
    "another account is another finding": {"account": "beta"},
    "so is another seat": {"user": "200"},
}
EXCUSED: dict[str, dict[str, object]] = {
    "another topic": {"topic": Topic.MARKETING},
    "a topic that nobody knows": {"topic": None},
    "without a lawful basis": {"basis": Basis.METADATA},
    "or with none that is known": {"basis": None},
}
BREACHES = [
    Breach(
        clause=CLAUSE, rule="abuse-confirmed", bad=checked(topic=Topic.THREAT), apart=APART, window=7 * DAY,
        excused=EXCUSED | {"nobody looked": {"confirmed": None}, "a person saw none": {"confirmed": False}},
        severity=Severity.CRITICAL, answer=Answer.HOLD, mode=Mode.OBSERVE,
    ),
    Breach(
        clause=CLAUSE, rule="abuse-complained-of", bad=scored("0.95", topic=Topic.THREAT, complained=True),
        apart=APART, window=7 * DAY,
        excused=EXCUSED | {
            "a lower score": {"score": Decimal("0.94")}, "no score": {"score": None},
            "without a complaint": {"complained": False}, "or with none that is known": {"complained": None},
            "what a person confirmed is the other rule's": {"confirmed": True}},
        severity=Severity.MAJOR, answer=Answer.HOLD, mode=Mode.OBSERVE,
    ),
]  # fmt: skip
THREAT: dict[str, object] = {"about": About.THREAT}
REPORTS: dict[str, Row] = {
    "one person is one": (complaints(1, **THREAT), []),
    "two are enough": (complaints(2, **THREAT), [(2, 2)]),
    "one twice is one": (complaints(2, complainant="x", **THREAT), []),
    "about something else": (complaints(9, about=About.UNWANTED), []),
    "two numbers": (
        complaints(1, **THREAT) + complaints(1, number="+12125550102", complainant="y", **THREAT), []),
    "two accounts": (complaints(1, **THREAT) + complaints(1, account="beta", complainant="y", **THREAT), []),
    "the seventh day": (complaints(1, **THREAT) + complaints(1, MONDAY + 6.9 * DAY, **THREAT), [(2, 2)]),
    "the first moment after it": (complaints(1, **THREAT) + complaints(1, MONDAY + 7 * DAY, **THREAT), []),
}  # fmt: skip


@pytest.mark.parametrize(("breach", "name"), rows_of(BREACHES))
def test_rows(breach: Breach, name: str) -> None:
    check(breach, name)


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: each.rule)
def test_how_grave_and_what_becomes_of_the_act(breach: Breach) -> None:
    check_weight(breach)


@pytest.mark.parametrize("name", REPORTS)
def test_reports(name: str) -> None:
    facts, wanted = REPORTS[name]
    assert measures(CLAUSE, "threats-reported", facts) == wanted


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: each.rule)
def test_what_is_abuse_and_on_which_basis(breach: Breach) -> None:
    for fields in ({"topic": Topic.HARASSMENT}, {"basis": Basis.CUSTOMER}, {"basis": Basis.ORDER}):
        assert measures(CLAUSE, breach.rule, breach.acts(**fields)) == [(1, 1)]


def test_the_reasons_in_both_languages() -> None:
    sure, unsure = (each.told() for each in BREACHES)
    (reported,) = found(CLAUSE, "threats-reported", complaints(2, **THREAT))
    assert (reported.severity, reported.answer) == (Severity.CRITICAL, Answer.HOLD)
    assert reported.rule.mode is Mode.OBSERVE
    assert sure.reason(Lang.EN) == "Threats or abuse of the week that a person looked at and confirmed: 1."
    assert sure.reason(Lang.FR) == (
        "Menaces ou injures de la semaine, examinées et confirmées par une personne\u00a0: 1."
    )
    assert unsure.reason(Lang.EN) == (
        "Items of the week that a person complained of and a check finds abusive: 1."
    )
    assert unsure.reason(Lang.FR) == (
        "Éléments de la semaine visés par une plainte et jugés injurieux par un contrôle\u00a0: 1."
    )
    assert reported.reason(Lang.EN) == "2 persons complained in a week of threats from +12125550101."
    assert reported.reason(Lang.FR) == (
        "2 personnes se sont plaintes en une semaine de menaces de +12125550101."
    )
