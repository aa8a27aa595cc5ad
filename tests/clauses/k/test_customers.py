"""Clause k: no resale without an agreement. A sector or a website says whom to ask; all limits are ours."""

from datetime import timedelta

import pytest

from fairline.clauses.k_resale.customers import CLAUSE
from fairline.facts import Account, Permit, Vetting
from fairline.policy import Act, Answer, Lang, Mode, Severity
from tests.clauses.acts import DAY, acts, broken_by, decided, excused, keys_of, once
from tests.clauses.b.rows import Case, check, found
from tests.clauses.traffic import MONDAY

TELECOM, SHOP, OTHERS = (
    "telecom-sector-without-agreement", "sells-lines-without-agreement",
    "calls-for-others-without-agreement")  # fmt: skip
BAD: dict[str, dict[str, object]] = {
    TELECOM: {"sectors": ("naics:517121",)},
    SHOP: {"sells_lines": True},
    OTHERS: {"sectors": ("82.20",)},
}
INNOCENT: dict[str, dict[str, dict[str, object]]] = {
    TELECOM: {
        "the sector is another": {"sectors": ("naics:441110",)},
        "there is no sector": {"sectors": ()},
        "nobody asked for the sector": {"sectors": None},
    },
    SHOP: {"it sells something else": {"sells_lines": False}, "nobody looked": {"sells_lines": None}},
    OTHERS: {"the sector is another": {"sectors": ("61.20",)}, "nobody asked": {"sectors": None}},
}


def reseller(flag: bool | None, account: str = "acme") -> Account:
    return Account(id=account, at=MONDAY - DAY, reseller=flag)


def rows(rule: str) -> dict[str, Case]:
    bad = acts(Vetting, **BAD[rule])
    rest = Permit.OWN_TRUNK if rule == OTHERS else Permit.CLIENTS
    return {
        **once(Vetting, BAD[rule], innocent=INNOCENT[rule]),
        **excused(Permit.RESALE, rest, bad, (1, 1)),
        "on file as a reseller": ([reseller(True), *bad], None),
        "on file as none": ([reseller(False), *bad], (1, 1)),
        "on file without a word of it": ([reseller(None), *bad], (1, 1)),
        "another account is on file": ([reseller(True, "beta"), *bad], (1, 1)),
    }


CASES = {rule: rows(rule) for rule in BAD}
CASES[OTHERS] |= excused(Permit.CLIENTS, Permit.OWN_TRUNK, acts(Vetting, **BAD[OTHERS]), (1, 1))


@pytest.mark.parametrize(("rule", "name"), [(rule, name) for rule, named in CASES.items() for name in named])
def test_what_a_customer_says(rule: str, name: str) -> None:
    check(CLAUSE, rule, CASES[rule][name])


@pytest.mark.parametrize("rule", BAD)
def test_accounts_are_found_apart(rule: str) -> None:
    facts = acts(Vetting, **BAD[rule]) + acts(Vetting, account="beta", **BAD[rule])
    assert keys_of(CLAUSE, rule, facts) == [("acme",), ("beta",)]


def test_before_the_customer_is_taken_on() -> None:
    """All limits are ours: the question is put once they are calibrated."""
    looks = [acts(Vetting, start=MONDAY + place * timedelta(minutes=1), **bad)[0]
             for place, bad in enumerate(BAD.values())]  # fmt: skip
    answers = decided(CLAUSE, [*looks, *acts(Vetting, start=MONDAY + DAY, sectors=())])
    assert [broken_by(each) for each in answers] == [[TELECOM], [SHOP], [OTHERS], []]
    assert {each.act for each in answers} == {Act.ALLOW}
    assert [(rule.act, rule.answer, rule.mode) for rule in CLAUSE.rules] == [
        (Act.CHALLENGE, Answer.CHALLENGE, Mode.OBSERVE)
    ] * 3


REASONS = {
    TELECOM: (
        Severity.MINOR,
        "The customer's sector is telecommunications and no agreement on resale is on file (answers in"
        " 24\u00a0h: 1; limit: 1).",
        "Le client est du secteur des télécommunications, sans accord de revente au dossier (réponses en"
        " 24\u00a0h\u00a0: 1\u00a0; limite\u00a0: 1).",
    ),
    SHOP: (
        Severity.MINOR,
        "The customer's website sells lines or minutes and no agreement on resale is on file (answers in"
        " 24\u00a0h: 1; limit: 1).",
        "Le site du client vend des lignes ou des minutes, sans accord de revente au dossier (réponses en"
        " 24\u00a0h\u00a0: 1\u00a0; limite\u00a0: 1).",
    ),
    OTHERS: (
        Severity.NOTICE,
        "The customer is a call center and no agreement on its clients is on file (answers in 24\u00a0h: 1;"
        " limit: 1).",
        "Le client est un centre d'appels, sans accord sur ses propres clients au dossier (réponses en"
        " 24\u00a0h\u00a0: 1\u00a0; limite\u00a0: 1).",
    ),
}


@pytest.mark.parametrize("rule", REASONS)
def test_the_reason_in_both_languages(rule: str) -> None:
    (finding,) = found(CLAUSE, rule, acts(Vetting, **BAD[rule]))
    assert (finding.severity, finding.reason(Lang.EN), finding.reason(Lang.FR)) == REASONS[rule]
