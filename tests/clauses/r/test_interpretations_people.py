"""The first interpretations about what people are told and spared: which rules rest on them."""

import pytest
from published import check

from fairline.clauses.r_review.interpretations_people import DECEPTIVE, FOR_MINORS, OBJECTIONABLE
from fairline.policy import Interpretation

CASES = [
    (OBJECTIONABLE, 6, "objectionable", ("E-HAR", "E-ABU"), ("E-CLI-I",)),
    (DECEPTIVE, 7, "deceptive", ("E-IDT",), ("E-DNO",)),
    (FOR_MINORS, 8, "inappropriate for minors", ("C-ADU",), ("C-CSAM",)),
]


@pytest.mark.parametrize(
    ("of", "number", "term", "meant", "not_meant"), CASES, ids=lambda each: str(each)[:20]
)
def test_it_can_be_cited_and_covers_its_rules(
    of: Interpretation, number: int, term: str, meant: tuple[str, ...], not_meant: tuple[str, ...]
) -> None:
    check(of, number=number, term=term)
    assert all(map(of.covers, meant))
    assert not any(map(of.covers, not_meant))
