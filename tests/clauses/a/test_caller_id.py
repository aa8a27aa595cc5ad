"""47 CFR 64.1601(e): a number is shown; Arcep 2018-0881, Spain: no mobile number for marketing."""

from datetime import date

import pytest

from fairline.clauses.a_illegal.caller_id import CLAUSE
from fairline.facts import Call, Campaign, Direction, Purpose
from fairline.policy import Act, Answer, Lang, Mend, Severity
from tests.clauses.attempts import DAY, Breach, check, check_weight, decided, measures, rows_of
from tests.clauses.traffic import MONDAY, law_book
from tests.clauses.unsure import book_unsure_of

MOBILE = "+33612345678"
HIDDEN = Call(
    id="1", started_at=MONDAY, account="acme", campaign="spring", direction=Direction.OUTBOUND,
    purpose=Purpose.MARKETING, called="+33142680101", called_places=("FR",), caller_withheld=True,
)  # fmt: skip
SHOWN = Call(
    id="1", started_at=MONDAY, account="acme", campaign="spring", direction=Direction.OUTBOUND,
    purpose=Purpose.MARKETING, called="+33142680101", called_places=("FR",), caller=MOBILE,
)  # fmt: skip
BRAZIL = Call(
    id="1", started_at=MONDAY, account="acme", campaign="spring", direction=Direction.OUTBOUND,
    purpose=Purpose.MARKETING, called="+551123456789", called_places=("BR",), caller="+551130000000",
)  # fmt: skip


@pytest.fixture(autouse=True)
def book(monkeypatch: pytest.MonkeyPatch) -> None:
    """The law, with Brazil's 0303 as it was until August 2025, of low confidence since."""
    rules = law_book().resolve("BR", "number_rules", date(2025, 8, 6))
    assert rules is not None
    unsure = book_unsure_of(rules, "BR")
    monkeypatch.setattr("tests.clauses.traffic.law_book", lambda: unsure)
    monkeypatch.setattr("tests.clauses.attempts.book", lambda: unsure)


APART: dict[str, dict[str, object]] = {
    "another campaign is another finding": {"campaign": "autumn"},
    "a campaign that nobody knows is one too": {"campaign": None},
    "so is another account": {"account": "beta"},
    "and another place": {"called_places": ("FR", "US-NY")},
}
EXCUSED: dict[str, dict[str, object]] = {
    "a purpose that nobody knows": {"purpose": None},
    "a call that came in": {"direction": Direction.INBOUND},
    "places that nobody knows": {"called_places": None},
    "a place without such a law": {"called_places": ("JP",)},
}
BREACHES = [
    Breach(
        clause=CLAUSE, rule="number-withheld", bad=HIDDEN, apart=APART,
        excused=EXCUSED | {
            "a number shown": {"caller_withheld": False},
            "one of which nobody knows": {"caller_withheld": None},
            "a call about an order": {"purpose": Purpose.TRANSACTIONAL}},
        severity=Severity.MINOR, answer=Answer.CHALLENGE, act=Act.CHANGE, mend=Mend.SHOW_OWN_NUMBER,
    ),
    Breach(
        clause=CLAUSE, rule="number-of-wrong-range", bad=SHOWN,
        apart=APART | {"another number is another finding": {"caller": "+33712345678"}},
        excused=EXCUSED | {
            "a number of the range kept for it": {"caller": "+33162000000"},
            "a number of another country": {"caller": "+4930123456"},
            "no number": {"caller": None},
            "a purpose without a rule": {"purpose": Purpose.DEBT}},
        severity=Severity.MAJOR, answer=Answer.CHALLENGE, act=Act.REFUSE,
    ),
    Breach(
        clause=CLAUSE, rule="number-range-unsure", bad=BRAZIL,
        apart={"another number is another finding": {"caller": "+551130000001"},
               "another campaign is another finding": {"campaign": None},
               "and another place": {"called_places": ("BR", "US-NY")}},
        excused=EXCUSED | {"a number of the range kept for it": {"caller": "+55303123456"}},
        severity=Severity.NOTICE, answer=Answer.OBSERVE,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("breach", "name"), rows_of(BREACHES))
def test_rows(breach: Breach, name: str) -> None:
    check(breach, name)


@pytest.mark.parametrize("breach", BREACHES, ids=lambda each: each.rule)
def test_how_grave_and_what_becomes_of_the_act(breach: Breach) -> None:
    check_weight(breach)


MACHINES: dict[str, tuple[dict[str, object], bool]] = {
    "a fixed number by a machine is of no range kept for machines": (
        {"caller": "+33142680102", "auto_dialed": True}, True),
    "by a person it may be shown": ({"caller": "+33142680102", "auto_dialed": False}, False),
    "nor is anything said where nobody knows who dials": ({"caller": "+33142680102"}, False),
    "Spain never shows mobiles": ({"caller": "+34612345678", "called_places": ("ES",)}, True),
    "India has a range for service calls, too": (
        {"caller": "+919812345678", "called_places": ("IN",), "purpose": Purpose.TRANSACTIONAL}, True),
}  # fmt: skip


@pytest.mark.parametrize("name", MACHINES)
def test_machines_and_countries(name: str) -> None:
    fields, refused = MACHINES[name]
    (decision,) = decided(CLAUSE, BREACHES[1].acts(1, **fields))
    assert decision.act is (Act.REFUSE if refused else Act.ALLOW)


def test_the_campaign_says_its_purpose() -> None:
    campaign = Campaign(id="spring", at=MONDAY - DAY, account="acme", purpose=Purpose.MARKETING)
    for breach in BREACHES:
        assert measures(CLAUSE, breach.rule, [campaign, *breach.acts(2, purpose=None)]) == [(2, 2)]


def test_the_reasons_in_both_languages() -> None:
    hidden, shown, unsure = (each.told() for each in BREACHES)
    assert hidden.reason(Lang.EN) == (
        "Telemarketing calls without their number, which the law wants shown: 1"
        " (FR: C. conso. art. L. 223-1, L. 221-17)."
    )
    assert hidden.reason(Lang.FR) == (
        "Appels de prospection au numéro masqué, que la loi veut affiché\u00a0: 1"
        " (FR\u00a0: C. conso. art. L. 223-1, L. 221-17)."
    )
    law = "Arcep decision 2018-0881 as amended by 2022-1583)."
    assert shown.reason(Lang.EN) == (f"Calls that show {MOBILE}, of a range not meant for them: 1 (FR: {law}")
    assert shown.reason(Lang.FR) == (
        f"Appels qui affichent {MOBILE}, d'une tranche qui n'est pas pour eux\u00a0: 1 (FR\u00a0: {law}"
    )
    assert unsure.reason(Lang.EN) == (
        "Calls that show +551130000000, of a range that may be closed to them: 1"
        " (BR: Anatel Ato 10.413/2021)."
    )
    assert unsure.reason(Lang.FR) == (
        "Appels qui affichent +551130000000, d'une tranche peut-être fermée\u00a0: 1"
        " (BR\u00a0: Anatel Ato 10.413/2021)."
    )
