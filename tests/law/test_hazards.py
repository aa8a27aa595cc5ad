"""Sector codes of clauses f and l, as CLAUSES names them, and those that only sound like them."""

import pytest

from fairline.law.hazards import HARM, LIFE, can_do_great_harm, needs_fail_safe
from fairline.law.sectors import sectors

FAIL_SAFE = (
    "221113", "488111", "334511", "332992", "334510", "622110", "561621", "922160", "922120",
    "24.46", "52.23", "25.40", "84.22", "26.60", "80.20", "84.25",
)  # fmt: skip
GREAT_HARM = ("562211", "325110", "38.12", "38.22", "486110", "482111", "35.13", "49.50")
NEITHER = ("51.10", "561422", "82.20", "541511", "61.20", "no code", "")


@pytest.mark.parametrize("code", FAIL_SAFE)
def test_codes_of_clause_f(code: str) -> None:
    assert (needs_fail_safe((code,)), can_do_great_harm((code,))) == (True, False)


@pytest.mark.parametrize("code", GREAT_HARM)
def test_codes_that_clause_l_adds(code: str) -> None:
    assert (needs_fail_safe((code,)), can_do_great_harm((code,))) == (False, True)


@pytest.mark.parametrize("code", NEITHER)
def test_other_codes(code: str) -> None:
    assert (needs_fail_safe((code,)), can_do_great_harm((code,))) == (False, False)


def test_one_code_of_several_is_enough_and_none_is_none() -> None:
    assert needs_fail_safe(("82.20", "86.10"))
    assert not needs_fail_safe(())
    assert not can_do_great_harm(())


def test_the_classes_are_those_of_the_table() -> None:
    assert set(sectors().names) >= LIFE | HARM
    assert not LIFE & HARM
