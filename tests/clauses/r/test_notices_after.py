"""The letters of suspension and termination tell what keeps working and how to appeal."""

import pytest

from fairline.clauses.r_review.notices_after import LASTING, NOTICES_AFTER
from fairline.clauses.r_review.notices_before import APPEAL, REASONS

NOTICES = {each.name: each for each in NOTICES_AFTER}


@pytest.mark.parametrize("name", ["suspension", "termination"])
def test_what_keeps_working_reasons_and_appeal_are_in_it(name: str) -> None:
    assert NOTICES[name].paragraphs[-3:] == (LASTING, REASONS, APPEAL)


def test_a_suspension_has_an_end_and_a_termination_its_notice() -> None:
    assert "{expires}" in NOTICES["suspension"].paragraphs[0].en
    assert "{notice_days}" in NOTICES["termination"].paragraphs[0].fr


def test_a_restoration_asks_nothing_of_the_customer() -> None:
    assert "need not do anything" in NOTICES["restoration"].paragraphs[0].en
