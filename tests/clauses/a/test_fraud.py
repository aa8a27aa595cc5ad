"""18 U.S.C. 1343; C. pénal art. 313-1: scripts of known scams; numbers of our own."""

from decimal import Decimal

import pytest

from fairline.clauses.a_illegal.fraud import CLAUSE
from fairline.facts import About, Basis, ComplaintSource, Topic
from fairline.policy import Answer, Lang, Mode, Severity
from tests.clauses.attempts import DAY, Breach, Row, check, check_weight, found, measures, rows_of
from tests.clauses.checks import checked, complaints, scored
from tests.clauses.traffic import MONDAY

APART: dict[str, dict[str, object]] = {"another account is another finding": {"account": "beta"}}
EXCUSED: dict[str, dict[str, object]] = {
    "the account's own brand": {"allowed": True},
    "another topic": {"topic": Topic.MARKETING},
    "a topic that nobody knows": {"topic": None},
    "without a lawful basis": {"basis": Basis.METADATA},
    "or with none that is known": {"basis": None},
}
BREACHES = [
    Breach(
        clause=CLAUSE, rule="scam-confirmed", bad=checked(topic=Topic.SCAM), apart=APART, window=7 * DAY,
        excused=EXCUSED | {"nobody looked": {"confirmed": None}, "a person saw none": {"confirmed": False}},
        severity=Severity.CRITICAL, answer=Answer.SUSPEND_NUMBER, mode=Mode.OBSERVE,
    ),
    Breach(
        clause=CLAUSE, rule="scam-suspected", bad=scored("0.9", topic=Topic.SCAM), apart=APART,
        excused=EXCUSED | {
            "a lower score": {"score": Decimal("0.89")},
            "no score": {"score": None},
            "what a person confirmed is the other rule's": {"confirmed": True}},
        severity=Severity.MAJOR, answer=Answer.CHALLENGE, mode=Mode.OBSERVE,
    ),
]  # fmt: skip
SCAM: dict[str, object] = {"about": About.SCAM}
REPORTS: dict[str, Row] = {
    "one person is one": (complaints(1, **SCAM), []),
    "two are enough": (complaints(2, **SCAM), [(2, 2)]),
    "one twice is one": (complaints(2, complainant="x", **SCAM), []),
    "impersonation is one, too": (complaints(2, about=About.IMPERSONATION), [(2, 2)]),
    "a trusted flagger counts": (complaints(2, source=ComplaintSource.TRUSTED_FLAGGER, **SCAM), [(2, 2)]),
    "a label does not": (complaints(2, source=ComplaintSource.LABEL, **SCAM), []),
    "nor what is about something else": (complaints(9, about=About.UNWANTED), []),
    "nor about what nobody knows": (complaints(9), []),
    "two numbers": (
        complaints(1, **SCAM) + complaints(1, number="+12125550102", complainant="y", **SCAM),
        [],
    ),
    "two accounts": (complaints(1, **SCAM) + complaints(1, account="beta", complainant="y", **SCAM), []),
    "the seventh day": (complaints(1, **SCAM) + complaints(1, MONDAY + 6.9 * DAY, **SCAM), [(2, 2)]),
    "the first moment after seven days": (
        complaints(1, **SCAM) + complaints(1, MONDAY + 7 * DAY, **SCAM),
        [],
    ),
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
    assert measures(CLAUSE, "scam-reported", facts) == wanted


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: each.rule)
def test_what_is_a_scam_and_on_which_basis(breach: Breach) -> None:
    for fields in ({"topic": Topic.IMPERSONATION}, {"basis": Basis.CUSTOMER}, {"basis": Basis.ORDER}):
        assert measures(CLAUSE, breach.rule, breach.acts(**fields)) == [(1, 1)]


def test_the_reasons_in_both_languages() -> None:
    sure, unsure = (each.told() for each in BREACHES)
    (reported,) = found(CLAUSE, "scam-reported", complaints(2, **SCAM))
    assert (reported.severity, reported.answer) == (Severity.CRITICAL, Answer.HOLD)
    assert reported.rule.mode is Mode.OBSERVE
    assert sure.reason(Lang.EN) == "Scams of the week that a person looked at and confirmed: 1."
    assert sure.reason(Lang.FR) == (
        "Escroqueries de la semaine examinées et confirmées par une personne\u00a0: 1."
    )
    assert unsure.reason(Lang.EN) == "Texts or scripts that look like a known scam, by score alone: 1."
    assert unsure.reason(Lang.FR) == (
        "Textes ou scripts qui rappellent une escroquerie connue, d'après le seul score\u00a0: 1."
    )
    assert reported.reason(Lang.EN) == "2 persons reported +12125550101 for a scam in a week."
    assert reported.reason(Lang.FR) == (
        "2 personnes ont signalé +12125550101 pour escroquerie en une semaine."
    )
