"""Third parties' numbers and addresses are masked; days, amounts and the customer's own are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairline.cases.masking import DOT, masked, masked_number

OWN = ("+33123456789", "info@acme.example")
CASES = {
    "call +12125550142 now": "call +121••••••42 now",
    "(212) 555-0100": "212•••••00",
    "01 23 45 67 89.": "012•••••89.",
    "+33 1 23 45 67 89 is ours": "+33 1 23 45 67 89 is ours",
    "on 2026-03-02 14:02:07 it began": "on 2026-03-02 14:02:07 it began",
    "on 2026-03-02 0123456789": "on 2026-03-02 012•••••89",
    "le 02/03/2026 à 12 h": "le 02/03/2026 à 12 h",
    "258,720,000 calls": "258,720,000 calls",
    "258\u202f720\u202f000 appels": "258\u202f720\u202f000 appels",
    "31 of 1,000": "31 of 1,000",
    "bob.lee@mail.example wrote": "b•••@••• wrote",
    "INFO@acme.example wrote": "INFO@acme.example wrote",
    "six digits 123456": "six digits 123456",
}


@pytest.mark.parametrize("words", CASES)
def test_words(words: str) -> None:
    assert masked(words, OWN) == CASES[words]


def test_a_key_is_masked_even_if_it_is_no_number() -> None:
    assert masked_number("+12125550142") == "+121••••••42"
    assert masked_number("Jane Roe") == "Jan•••oe"
    assert masked_number("911") == "•••"
    assert masked_number("12345") == "•••••"
    assert masked_number("+33123456789", OWN) == "+33123456789"


@given(
    st.text(alphabet="0123456789", min_size=7, max_size=15),
    st.sampled_from(["", "+"]),
    st.text(alphabet="abc .,;-", max_size=5),
    st.text(alphabet="abc .,;", max_size=5),
)
def test_no_number_gets_through(digits: str, plus: str, before: str, after: str) -> None:
    found = masked(f"{before} {plus}{digits}{after}")
    assert digits not in found
    assert DOT in found
