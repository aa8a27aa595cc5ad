"""Emergency numbers of any country, and nothing that only looks like one."""

import pytest

from fairline.checks.public_holidays import public_holidays
from fairline.law import load
from fairline.law.emergency import calls_for_help

BOOK = load(public_holidays)


@pytest.mark.parametrize("number", ["112", "911", "999", "000", "15", "17", "18"])
def test_emergency_numbers(number: str) -> None:
    assert calls_for_help(BOOK, number) is True


@pytest.mark.parametrize("number", ["", "1120", "+33123456789", "sip:112@pbx.example", "411"])
def test_other_numbers(number: str) -> None:
    assert calls_for_help(BOOK, number) is False
