"""What aggravates, what mitigates (R.3), and what keeps working under every standing (R.2 (7))."""

from fairline.clauses.r_review.circumstances import CIRCUMSTANCES, LASTING
from fairline.policy import Lasting


def test_circumstances_are_the_catalogues() -> None:
    weigh = {each.name: each.aggravating for each in CIRCUMSTANCES}
    assert weigh == {
        "vulnerable-victims": True,
        "many-consumers": True,
        "concealment": True,
        "prior-action": True,
        "compromised-credentials": False,
        "prompt-fix": False,
        "first-error": False,
        "legal-uncertainty": False,
    }
    numbers = {each.name: each.limit.value for each in CIRCUMSTANCES if each.limit is not None}
    assert numbers == {"many-consumers": 100, "prior-action": 12}


def test_five_things_keep_working() -> None:
    assert list(LASTING) == list(Lasting)
    assert len(LASTING) == 5
