"""Clause k: no resale. An offer that a person saw, one that a list suspects, and one under our name."""

from decimal import Decimal

import pytest

from fairline.clauses.k_resale.offers import CLAUSE
from fairline.facts import Inspection, Permit, Topic, Vetting
from fairline.policy import Act, Answer, Evidence, Lang, Mode, Severity
from tests.clauses.acts import DAY, acts, broken_by, decided, excused, keys_of, once
from tests.clauses.b.rows import check, found
from tests.clauses.traffic import MONDAY

NAMED, SEEN, SUSPECTED = "sells-under-our-name", "offer-of-resale-seen", "offer-of-resale-suspected"
KIND: dict[str, type[Vetting] | type[Inspection]] = {NAMED: Vetting, SEEN: Inspection, SUSPECTED: Inspection}
BAD: dict[str, dict[str, object]] = {
    NAMED: {"sells_lines": True, "names_us": True},
    SEEN: {"topic": Topic.RESALE_OFFER, "confirmed": True},
    SUSPECTED: {"topic": Topic.RESALE_OFFER, "score": Decimal("0.8")},
}
OFFER = {
    "it is about something else": {"topic": Topic.SCAM},
    "nobody knows what it is about": {"topic": None},
    "the account may do so": {"allowed": True},
}
INNOCENT: dict[str, dict[str, dict[str, object]]] = {
    NAMED: {
        "it sells nothing of the kind": {"sells_lines": False},
        "nobody looked what it sells": {"sells_lines": None},
        "it names nobody": {"names_us": False},
        "nobody looked whom it names": {"names_us": None},
    },
    SEEN: {
        **OFFER,
        "a person did not agree": {"confirmed": False},
        "no person looked": {"confirmed": None},
    },
    SUSPECTED: {
        **OFFER,
        "the score is lower": {"score": Decimal("0.79")},
        "there is no score": {"score": None},
        "a person did not agree": {"confirmed": False},
        "a person agreed, which is more": {"confirmed": True},
    },
}
CASES = {
    rule: {
        **once(KIND[rule], BAD[rule], innocent=INNOCENT[rule]),
        **excused(Permit.RESALE, Permit.CLIENTS, acts(KIND[rule], **BAD[rule]), (1, 1)),
    }
    for rule in BAD
}


@pytest.mark.parametrize(("rule", "name"), [(rule, name) for rule, named in CASES.items() for name in named])
def test_offers(rule: str, name: str) -> None:
    check(CLAUSE, rule, CASES[rule][name])


@pytest.mark.parametrize("rule", BAD)
def test_accounts_are_found_apart(rule: str) -> None:
    facts = [*acts(KIND[rule], **BAD[rule]), *acts(KIND[rule], account="beta", **BAD[rule])]
    assert keys_of(CLAUSE, rule, facts) == [("acme",), ("beta",)]


def test_how_grave_and_how_sure() -> None:
    """What a score says alone asks at most."""
    assert {
        rule.name: (rule.severity, rule.answer, rule.act, rule.evidence, rule.mode) for rule in CLAUSE.rules
    } == {
        NAMED: (Severity.MAJOR, Answer.HOLD, Act.HOLD, Evidence.B, Mode.OBSERVE),
        SEEN: (Severity.MAJOR, Answer.HOLD, Act.ALLOW, Evidence.A, Mode.OBSERVE),
        SUSPECTED: (Severity.NOTICE, Answer.CHALLENGE, Act.ALLOW, Evidence.D, Mode.OBSERVE),
    }


def test_before_the_customer_is_taken_on() -> None:
    held, passed = decided(
        CLAUSE, acts(Vetting, **BAD[NAMED]) + acts(Vetting, start=MONDAY + DAY, sells_lines=True)
    )
    assert (held.act, broken_by(held)) == (Act.ALLOW, [NAMED])
    assert (passed.act, broken_by(passed)) == (Act.ALLOW, [])


REASONS = {
    NAMED: (
        "The customer sells lines or minutes and names the provider (answers in 24\u00a0h: 1; limit: 1).",
        "Le client vend des lignes ou des minutes en citant l'opérateur (réponses en 24\u00a0h\u00a0:"
        " 1\u00a0; limite\u00a0: 1).",
    ),
    SEEN: (
        "A person saw an offer to resell the service (in 24\u00a0h: 1; limit: 1).",
        "Une personne a constaté une offre de revente du service (en 24\u00a0h\u00a0: 1\u00a0; limite\u00a0:"
        " 1).",
    ),
    SUSPECTED: (
        "A check took a page or invoice for an offer of resale (in 24\u00a0h: 1; limit: 1).",
        "Un contrôle a pris une page ou une facture pour une offre de revente (en 24\u00a0h\u00a0: 1\u00a0;"
        " limite\u00a0: 1).",
    ),
}


@pytest.mark.parametrize("rule", REASONS)
def test_the_reason_in_both_languages(rule: str) -> None:
    (finding,) = found(CLAUSE, rule, acts(KIND[rule], **BAD[rule]))
    assert (finding.reason(Lang.EN), finding.reason(Lang.FR)) == REASONS[rule]
