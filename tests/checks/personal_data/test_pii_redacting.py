"""Personal data is found by form and check digit, and none of it is left; PCI DSS 3.3.1, ISO 13616, E.164."""

import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from stdnum import iban, luhn, verhoeff

from fairline.checks.personal_data.kinds import Kind
from fairline.checks.personal_data.redacting import found, has_card, redacted

ONE_EACH = {
    "card 4111 1111 1111 1111 please": "card [card] please",
    "4111-1111-1111-1111": "[card]",
    "378282246310005.": "[card].",
    "pay with ４１１１１１１１１１１１１１１１": "pay with [card]",
    "4111\u200b1111\u200b1111\u200b1111": "[card]",
    "IBAN FR76 3000 6000 0112 3456 7890 189 merci": "IBAN [iban] merci",
    "gb82west12345698765432": "[iban]",
    "to DE89370400440532013000 today": "to [iban] today",
    "mistyped: FR76 3000 6000 0112 3456 7890 188": "mistyped: [number]",
    "ring me on +44 7911 123456": "ring me on [phone]",
    "appelez le 06 12 34 56 78": "appelez le [phone]",
    "(555) 012-3456 x22": "[phone]",
    "call 5550123456": "call [phone]",
    "write to anna.berg+x@mail.example.org!": "write to [e-mail]!",
    "anna [at] example [dot] org": "[e-mail]",
    "at 192.0.2.17 and 2001:db8::1": "at [ip] and [ip]",
    "SSN 536-22-1234": "SSN [us-ssn]",
    "my social security number is 536221234": "my social security number is [us-ssn]",
    "NIR 2 55 08 14 168 025 38": "NIR [fr-nir]",
    "née en Corse : 1 85 05 2A 004 001 81": "née en Corse : [fr-nir]",
    "NI number AB 12 34 56 C": "NI number [uk-nino]",
    "SIN 130 692 544": "SIN [ca-sin]",
    "DNI 12345678Z": "DNI [es-dni]",
    "NIE X1234567L": "NIE [es-dni]",
    "cf RSSMRA85T10A562S": "cf [it-codice-fiscale]",
    "Steuer-ID 36 574 261 809": "Steuer-ID [de-tax-id]",
    "Aadhaar 2341 2341 2346": "Aadhaar [in-aadhaar]",
    "AHV 756.9217.0769.85": "AHV [ch-ahv]",
    "CPF 390.533.447-05": "CPF [br-cpf]",
    "order 12345678": "order [number]",
    "no 5356890925363056": "no [card]",
    "4111 1111 1111 1112": "[number]",
}
LEFT = (
    "see you on 2026-12-01 at 10:30, or 01/12/2026",
    "your code is 481516, valid 10 minutes",
    "room 12, floor 3, 24/7",
    "it costs 1 250 000 € or 1,250,000",
    "at 12 people came to us and all of them were late",
    "@home and a @ b",
    "10:52:36 and 1.2.3 and ::",
    "",
)


@pytest.mark.parametrize("text", ONE_EACH)
def test_each_kind(text: str) -> None:
    assert redacted(text).text == ONE_EACH[text]


@pytest.mark.parametrize("text", LEFT)
def test_what_is_none_is_left(text: str) -> None:
    assert redacted(text).text == text
    assert redacted(text).counts == {}


def test_what_was_found_is_counted() -> None:
    text = "4111111111111111, 5555555555554444, a@b.example"
    assert redacted(text).counts == {Kind.CARD: 2, Kind.E_MAIL: 1}


def test_a_card_in_a_transcript() -> None:
    assert has_card("it's 4111 1111 1111 1111, expires 12/27")
    assert not has_card("it's 4111 1111 1111 1112")
    assert not has_card("")


def test_two_numbers_side_by_side_are_two() -> None:
    assert redacted("4111111111111111 378282246310005").text == "[card] [card]"
    assert redacted("4111 1111 1111 1111 536-22-1234").text == "[card] [us-ssn]"
    assert redacted("4111111111111111 2, 3").text == "[card], 3"
    assert redacted("4111111111111111-234").text == "[card][number]"


def _card(digits: str) -> str:
    return digits + luhn.calc_check_digit(digits)


def _grouped(numbers: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Numbers as people write them: with a space, a hyphen or nothing before each group of three or four."""
    return st.builds(
        lambda number, size, gap: gap.join(number[at : at + size] for at in range(0, len(number), size)),
        numbers, st.sampled_from([3, 4, 5, 99]), st.sampled_from([" ", "-", "", "\u00a0", ". "]),
    )  # fmt: skip


DIGITS = st.text("0123456789", min_size=15, max_size=15)
CARDS = st.sampled_from(["4", "51", "2221", "6011", "62"]).flatmap(
    lambda first: DIGITS.map(lambda rest: _card((first + rest)[:15]))
)
IBANS = st.text("0123456789", min_size=18, max_size=18).map(
    lambda rest: "DE" + iban.calc_check_digits("DE00" + rest) + rest
)
AADHAARS = st.integers(2 * 10**10, 10**11 - 1).map(lambda n: f"{n}{verhoeff.calc_check_digit(str(n))}")
PHONES = st.integers(10**6, 10**14).map(lambda n: f"+{n}")
LONG = st.text("0123456789", min_size=7, max_size=60)
WORDS = st.sampled_from(["", "no ", "at ", "is: ", "ab", "DE ", "(", "€ ", "tel. ", "x", "@", "2/", "éa "])


@given(WORDS, _grouped(st.one_of(CARDS, IBANS, AADHAARS, PHONES, LONG)), WORDS)
@example("no ", "5356890925363056", "")
def test_not_half_a_number_is_left(before: str, number: str, after: str) -> None:
    left = redacted(before + number + after).text
    assert sum(map(str.isdigit, left)) <= sum(map(str.isdigit, before + after))


@given(CARDS, st.sampled_from(["", " ", "-"]))
def test_cards_by_the_thousand(number: str, gap: str) -> None:
    assert has_card(gap.join(number[at : at + 4] for at in range(0, 16, 4)))


MESSY = st.text("0123456789 -.()/+@aBx[]:\u200b\u00a0\u0663e,€\n", max_size=60)


@given(st.one_of(MESSY, st.text(max_size=60)))
@example("0:0:0::1234567@a.b")
def test_twice_is_once_and_spans_are_in_order(text: str) -> None:
    once = redacted(text)
    assert redacted(once.text).text == once.text
    spans = found(text)
    assert all(span.start < span.end for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert not any(len(run) >= 7 for run in "".join(c if c.isdecimal() else " " for c in once.text).split())


@pytest.mark.parametrize(
    "piece",
    ["1", "1 ", "12 ", "1-", "+", "(", "a@", "@", "a.", "@a.", "1.1.1.", "a:", "::", "DE12 ", "AB", "x", "1:",
     "4111 ", "2024-01-01 ", "[at]", " (at) a", "1 ABC", "1€", "\u200b", "1\u200b", "100 200 "],
)  # fmt: skip
def test_ten_megabytes_end_in_linear_time(piece: str) -> None:
    begun = time.process_time()
    redacted(piece * (1_000_000 // len(piece)))
    assert time.process_time() - begun < 4  # a tenth of ten megabytes; what is not linear takes minutes


def test_the_research_sets_numbers_are_gone(shared: Path) -> None:
    """Made-up sentences of others: all cards, IBANs, SSNs and addresses, and 97 in 100 phones."""
    kinds = {"CREDIT_CARD": 1.0, "IBAN_CODE": 1.0, "US_SSN": 1.0, "EMAIL_ADDRESS": 1.0, "IP_ADDRESS": 1.0,
             "PHONE_NUMBER": 0.97}  # fmt: skip
    there, gone = dict.fromkeys(kinds, 0), dict.fromkeys(kinds, 0)
    rows = json.loads((shared / "data/pii_presidio_research/generated_large.json").read_text())
    for row in rows:
        covered = {place for span in found(row["full_text"]) for place in range(span.start, span.end)}
        for span in (each for each in row["spans"] if each["entity_type"] in kinds):
            places = range(span["start_position"], span["end_position"])
            there[span["entity_type"]] += 1
            gone[span["entity_type"]] += all(
                place in covered for place in places if row["full_text"][place].isdigit()
            )
    assert all(gone[kind] >= kinds[kind] * there[kind] > 0 for kind in kinds), (there, gone)
