"""R.2 of the catalogue: eight numbered conditions, each with the words for true, false and unknown."""

from fairline.cases.without_notice import CHECKS
from fairline.clauses import REVIEW
from fairline.clauses.r_review.conditions import CONDITIONS


def test_there_are_eight_in_order_and_each_is_checked() -> None:
    assert [each.number for each in CONDITIONS] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [each.name for each in CONDITIONS] == list(CHECKS)


def test_each_has_words_of_its_own_for_every_outcome() -> None:
    for each in CONDITIONS:
        for text in (each.title, each.holds, each.fails, each.unknown):
            assert text.en != text.fr
        assert each.unknown not in (each.holds, each.fails)


def test_numbers_in_their_titles_are_those_of_the_periods() -> None:
    by_name = {each.name: each for each in CONDITIONS}
    hours, days = REVIEW.periods["ratification"].number, REVIEW.periods["review"].number
    assert f"within {hours} h" in by_name["persons"].title.en
    assert f"sous {hours}\u00a0h" in by_name["persons"].title.fr
    assert f"within {days} business days" in by_name["review"].title.en
    assert f"sous {days}\u00a0jours ouvrés" in by_name["review"].title.fr
