"""R.6 of the catalogue: below 5 % is the target, past 10 % a rule only observes; the base is ours."""

from fairline.clauses.r_review.reversals import REPEATS, REVERSALS
from fairline.signals import Origin


def test_the_shares_are_the_catalogues_and_the_base_is_ours() -> None:
    found = {each.name: (each.limit.value, each.limit.origin) for each in REVERSALS}
    assert found == {
        "reversal-target": (0.05, Origin.DESIGN),
        "reversal-max": (0.10, Origin.DESIGN),
        "reversal-base": (20, Origin.DESIGN),
        "reversal-window": (365, Origin.DESIGN),
    }


def test_two_breaches_in_six_months_are_a_peers() -> None:
    assert [(each.limit.value, each.unit) for each in REPEATS] == [(2, "breaches"), (6, "months")]
    assert {each.limit.origin for each in REPEATS} == {Origin.PEER}
