"""47 CFR 64.6301, ATIS-1000074: A for who has the right to the number; calls from abroad by country."""

from datetime import UTC, datetime, timedelta

import pytest

from fairline.clauses.e_deception.caller_number import CLAUSE
from fairline.facts import Account, Attestation, Call, Direction, Fact, Number
from fairline.policy import Act, Answer, Lang, Mend, Severity
from tests.clauses.attempts import DAY, TICK, Breach, check, check_weight, decided, measures, rows_of
from tests.clauses.traffic import MONDAY

CALLER = "+12125550101"
OTHER = "+12125550102"


def call(**fields: object) -> Call:
    shared: dict[str, object] = {
        "id": "1", "started_at": MONDAY, "account": "acme", "direction": Direction.OUTBOUND,
        "caller": CALLER,
    }  # fmt: skip
    return Call(**shared | fields)  # type: ignore[arg-type]


def number(account: str | None = "acme", caller: str = CALLER, until: datetime | None = None) -> Number:
    return Number(id=caller, at=MONDAY - DAY, account=account, right_until=until)


GAMMA = [number("gamma"), number("gamma", OTHER)]
GONE = [number(until=MONDAY), number(caller=OTHER, until=MONDAY)]
APART: dict[str, dict[str, object]] = {"another number is another finding": {"caller": OTHER}}
BETA: dict[str, dict[str, object]] = {"so is another account": {"account": "beta"}}
EXCUSED: dict[str, dict[str, object]] = {
    "a call that came in": {"direction": Direction.INBOUND},
    "a direction that nobody knows": {"direction": None},
    "no number": {"caller": None},
}
BREACHES = [
    Breach(
        clause=CLAUSE, rule="number-of-another", bad=call(), known=GAMMA, apart=APART | BETA, excused=EXCUSED,
        unless={"its own": [number()], "its own, for a while": [number(until=MONDAY + 9 * DAY)],
                "its own, once": [number(until=MONDAY - TICK)], "nobody's": [number(None)]},
        severity=Severity.MAJOR, answer=Answer.CHALLENGE, act=Act.REFUSE,
    ),
    Breach(
        clause=CLAUSE, rule="number-right-expired", bad=call(), known=GONE, apart=APART, excused=EXCUSED,
        unless={"its own": [number()], "for a while longer": [number(until=MONDAY + 9 * DAY)],
                "another's is the other rule's": [number("gamma", until=MONDAY)]},
        severity=Severity.MINOR, answer=Answer.CHALLENGE, act=Act.CHANGE, mend=Mend.SHOW_OWN_NUMBER,
    ),
    Breach(
        clause=CLAUSE, rule="number-not-known", bad=call(), apart=APART | BETA, excused=EXCUSED,
        known=[number(None), number(None, OTHER)],
        unless={
            "nothing sent is nothing to ask about": [], "its own": [number()],
            "another's": [number("gamma")],
        },
        severity=Severity.NOTICE, answer=Answer.CHALLENGE, act=Act.CHALLENGE,
    ),
    Breach(
        clause=CLAUSE, rule="number-vouched-for-wrongly", bad=call(signed_as=Attestation.FULL), known=GAMMA,
        apart=APART | BETA,
        excused=EXCUSED | {"signed B": {"signed_as": Attestation.PARTIAL},
                           "signed as nobody knows": {"signed_as": None}},
        unless={"its own": [number()]},
        severity=Severity.CRITICAL, answer=Answer.CHALLENGE, act=Act.HOLD,
    ),
    Breach(
        clause=CLAUSE, rule="number-from-abroad", bad=call(caller="+33612345678", origin_country="US"),
        apart={"another number is another finding": {"caller": "+33712345678"}} | BETA,
        excused=EXCUSED | {"from its own country": {"origin_country": "FR"},
                           "from nobody knows where": {"origin_country": None},
                           "a number of another kind": {"caller": "+33142680101"},
                           "a number of a country without such a law": {"caller": "+12125550101"}},
        severity=Severity.MAJOR, answer=Answer.CHALLENGE, act=Act.REFUSE,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("breach", "name"), rows_of(BREACHES))
def test_rows(breach: Breach, name: str) -> None:
    check(breach, name)


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: each.rule)
def test_how_grave_and_what_becomes_of_the_act(breach: Breach) -> None:
    check_weight(breach)


ENDS: dict[str, tuple[list[Fact], Act, set[str]]] = {
    "a proof that ends now": ([number(until=MONDAY)], Act.CHANGE, {"number-right-expired"}),
    "one that ends a moment later": ([number(until=MONDAY + TICK)], Act.ALLOW, set()),
    "all were sent, and this was not": (
        [Account(id="acme", at=MONDAY - DAY, numbers_complete=True)],
        Act.CHALLENGE,
        {"number-not-known"},
    ),
    "of nobody the account is asked": ([number(None)], Act.CHALLENGE, {"number-not-known"}),
}


@pytest.mark.parametrize("name", ENDS)
def test_ends(name: str) -> None:
    known, act, rules = ENDS[name]
    (decision,) = decided(CLAUSE, [*known, call()])
    assert (decision.act, {each.rule.name for each in decision.reasons}) == (act, rules)


def test_an_expired_proof_vouched_for_is_held_and_replaced() -> None:
    (decision,) = decided(CLAUSE, [*GONE, call(signed_as=Attestation.FULL)])
    assert decision.act is Act.HOLD
    assert decision.mends == (Mend.SHOW_OWN_NUMBER,)


def test_before_its_day_france_let_mobiles_come_from_abroad() -> None:
    before = datetime(2025, 12, 31, 12, tzinfo=UTC)
    late = BREACHES[4].acts(started_at=before), BREACHES[4].acts(started_at=before + timedelta(days=1))
    assert [measures(CLAUSE, "number-from-abroad", each) for each in late] == [[], [(1, 1)]]


REASONS = {
    "number-of-another": (
        f"Calls that show {CALLER}, which is another account's: 1.",
        f"Appels qui affichent {CALLER}, numéro d'un autre compte\u00a0: 1."),
    "number-right-expired": (
        f"Calls that show {CALLER}, for which the proof ran out: 1.",
        f"Appels qui affichent {CALLER}, dont la preuve est échue\u00a0: 1."),
    "number-not-known": (
        f"Calls that show {CALLER}, of which we do not know whose it is: 1.",
        f"Appels qui affichent {CALLER}, dont nous ignorons le titulaire\u00a0: 1."),
    "number-vouched-for-wrongly": (
        f"Calls signed A that show {CALLER}, to which the account has no right: 1.",
        f"Appels signés A qui affichent {CALLER}, sans droit du compte\u00a0: 1."),
    "number-from-abroad": (
        "Calls from abroad that show +33612345678, which its country forbids: 1.",
        "Appels de l'étranger qui affichent +33612345678, que son pays interdit\u00a0: 1."),
}  # fmt: skip


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: each.rule)
def test_the_reasons_in_both_languages(breach: Breach) -> None:
    told = breach.told()
    assert (told.reason(Lang.EN), told.reason(Lang.FR)) == REASONS[breach.rule]
