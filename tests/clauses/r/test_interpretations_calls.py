"""The first interpretations of “abusive dialing”, “line with several calls”: which rules rest on them."""

import pytest
from published import check

from fairline.clauses.r_review.interpretations_calls import ABUSIVE_DIALING, SEVERAL_CALLS
from fairline.policy import Interpretation

CASES = [
    (ABUSIVE_DIALING, 1, "abusive dialing", ("B-SDC", "B-CPS"), ("B-ACC", "B-WAN")),
    (SEVERAL_CALLS, 2, "line with several calls", ("B-FWD-C", "B-LOOP"), ("B-SDC",)),
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
