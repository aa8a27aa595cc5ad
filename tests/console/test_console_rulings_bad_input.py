"""What a form may bring that no browser of ours sends: others' ids, odd times, too much, nothing."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from fairline.console.cases.models import Case, Finding
from fairline.console.people.rights import Role
from fairline.console.rulings.models import RulingRow
from tests.console.conftest import Made
from tests.console.ruling_forms import NUMBER, RULE_OF_NUMBERS, sent

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]


@pytest.fixture
def case(made_case: Made) -> Case:
    return made_case(RULE_OF_NUMBERS, who={"caller": NUMBER})


@pytest.fixture
def others(made_case: Made) -> Case:
    return made_case(RULE_OF_NUMBERS, account="globex", who={"caller": "+33612345678"}, sequence=40)


ODD = {
    "another account's number": {"scope": "number:+33612345678"},
    "another account": {"scope": "account:globex"},
    "no scope": {"scope": ""},
    "a scope of no kind": {"scope": "planet:earth"},
    "no outcome": {"outcome": ""},
    "an outcome that there is not": {"outcome": "banish"},
    "what nothing calls for": {"outcome": "restore"},
    "no reasons": {"reasons": "  "},
    "too many words": {"reasons": "x" * 5_001},
    "a harm that there is not": {"harm": "5"},
    "no harm": {"harm": ""},
    "a circumstance that there is not": {"circumstances": ["bad-mood"]},
    "an interpretation that nothing rests on": {"interpretations": ["I-99.1"]},
    "no end": {"hours": ""},
    "an end before the beginning": {"hours": "-5"},
    "an end in a lifetime": {"hours": "999999999"},
    "hours that are none": {"hours": "many"},
    "a country in full": {"territory": "France"},
    "a script for a country": {"territory": "<script>"},
    "a day that there is not": {"review_on": "2026-02-31"},
    "a review in a year": {"review_on": "2031-01-01"},
    "a version that is none": {"version": "x"},
    "a version of yesterday": {"version": "99"},
    "no key": {"key": ""},
    "a long key": {"key": "k" * 65},
    "a language that there is not": {"language": "de"},
    "a ruling that there is not renewed": {"renews": "r-none"},
    "a delay without an end": {"delay": "secrecy", "delay_why": "An inquiry."},
    "nothing to rest on": {"findings": []},
    "a finding that there is not": {"findings": ["none"]},
}


@pytest.mark.parametrize("name", ODD)
def test_what_cannot_be_is_refused_with_the_form(name: str, case: Case, signed_in: Browser) -> None:
    answer = sent(signed_in(Role.REVIEWER), case, **ODD[name])
    assert answer.status_code == 422
    assert "refused" in answer.content.decode() or "errorlist" in answer.content.decode()
    assert "<script>" not in answer.content.decode().replace("<script src=", "")
    assert not RulingRow.objects.exists()


def test_findings_of_another_account_are_no_ground(case: Case, others: Case, signed_in: Browser) -> None:
    theirs = Finding.objects.get(account="globex").pk
    mine = Finding.objects.get(account="acme").pk
    for findings in ([theirs], [mine, theirs]):
        assert sent(signed_in(Role.REVIEWER), case, findings=findings).status_code == 422
    assert "globex" not in signed_in(Role.REVIEWER).get(f"/cases/{case.pk}/rule/").content.decode()
    assert not RulingRow.objects.exists()


def test_rulings_of_another_account_are_not_renewed(case: Case, others: Case, signed_in: Browser) -> None:
    browser = signed_in(Role.REVIEWER)
    sent(browser, others, outcome="hold", scope="number:+33612345678")
    theirs = RulingRow.objects.get()
    shown = browser.get(f"/cases/{case.pk}/rule/?renews={theirs.pk}").content.decode()
    assert f'value="{theirs.pk}"' not in shown
    assert sent(browser, case, renews=theirs.pk).status_code == 422
    for odd in ("%01", "r-none", "x" * 3000):
        assert browser.get(f"/cases/{case.pk}/rule/?renews={odd}").status_code == 200


@pytest.mark.parametrize(
    ("gap", "why"),
    [
        (timedelta(hours=-1), "it takes effect before it is decided"),
        (timedelta(days=-400), "it takes effect before it is decided"),
        (timedelta(days=9), "notice was given for less than 10 days"),
    ],
)
def test_a_clock_that_is_off_is_refused(gap: timedelta, why: str, case: Case, signed_in: Browser) -> None:
    at = (timezone.now() + gap).strftime("%Y-%m-%dT%H:%M")
    how = "notice" if gap > timedelta(0) else "at-once"
    answer = sent(signed_in(Role.REVIEWER), case, effective_at=at, how=how)
    assert answer.status_code == 422
    assert why in unescape(answer.content.decode())
    assert not RulingRow.objects.exists()


def test_there_is_no_form_of_no_case(signed_in: Browser) -> None:
    assert signed_in(Role.REVIEWER).get("/cases/424242/rule/").status_code == 404
    assert signed_in(Role.REVIEWER).post("/rulings/deliveries/424242/again/").status_code == 404
    assert signed_in(Role.REVIEWER).post("/rulings/r-none/due/ratify/").status_code == 404


def test_a_form_of_another_case_makes_a_ruling_of_its_own(
    case: Case, others: Case, signed_in: Browser
) -> None:
    """One key on two cases is two rulings: a form cannot be bent to hide behind another case's ruling."""
    browser = signed_in(Role.REVIEWER)
    sent(browser, case, outcome="warn")
    sent(browser, others, outcome="warn", scope="account:globex")
    assert set(RulingRow.objects.values_list("account", flat=True)) == {"acme", "globex"}
