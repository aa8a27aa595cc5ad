"""Agreement beyond chance, against numbers that can be counted by hand."""

import pytest

from fairline.console.quality.agreement import agreement

YES, NO = "yes", "no"
PAIRS = {
    # 0.7 observed; 0.5 x 0.6 + 0.5 x 0.4 = 0.5 expected.
    "by hand: 0.2 of 0.5": ([(YES, YES)] * 20 + [(YES, NO)] * 5 + [(NO, YES)] * 10 + [(NO, NO)] * 15,
                            (50, 35, 0.4)),
    "all alike, of two kinds": ([("a", "a")] * 3 + [("b", "b")], (4, 4, 1.0)),
    "all alike and of one kind says nothing": ([("a", "a")] * 9, (9, 9, None)),
    "one side says one thing only: no more than chance": ([("a", "a"), ("a", "b")], (2, 1, 0.0)),
    "always the contrary": ([("a", "b"), ("b", "a")], (2, 0, -1.0)),
    "nothing judged twice": ([], (0, 0, None)),
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_agreement(name: str) -> None:
    pairs, (count, same, kappa) = PAIRS[name]
    found = agreement(pairs)
    assert (found.pairs, found.same) == (count, same)
    assert found.kappa == (None if kappa is None else pytest.approx(kappa))
    assert found.raw == (None if not count else same / count)
