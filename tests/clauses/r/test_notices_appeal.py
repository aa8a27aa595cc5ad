"""The letters about an appeal: another person decides it, and an overturned ruling leaves nothing."""

from fairline.clauses.r_review.notices_appeal import FURTHER, NOTICES_APPEAL

NOTICES = {each.name: each for each in NOTICES_APPEAL}


def test_it_says_who_decides() -> None:
    assert "took no part in the ruling" in NOTICES["appeal-received"].paragraphs[0].en
    assert "n'a pas pris part" in NOTICES["appeal-received"].paragraphs[0].fr


def test_one_that_is_upheld_names_the_way_on_and_one_that_is_overturned_needs_none() -> None:
    assert FURTHER in NOTICES["appeal-upheld"].paragraphs
    assert FURTHER not in NOTICES["appeal-overturned"].paragraphs
