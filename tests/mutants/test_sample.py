"""A sample of all small changes of clauses, the same in every run: the clauses' own tests notice each."""

import pytest

from mutants.__main__ import chosen, equivalent, every, noticed

SAMPLE = 24
"""``make mutants`` tries all of them; this many are tried with every run of the tests."""


def test_what_is_said_to_change_nothing_is_a_change() -> None:
    assert equivalent() <= {change.name for _, _, change in every()}


@pytest.mark.slow
@pytest.mark.parametrize("number", range(SAMPLE))
def test_a_change_is_noticed(number: int) -> None:
    name, file, change = chosen(SAMPLE, "")[number]
    assert noticed(name, file, change), change.name
