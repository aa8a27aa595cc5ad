"""What tests of interpretations share: a published text is whole in both languages and its numbers hold."""

from fairline.clauses import CLAUSES
from fairline.policy import Interpretation
from fairline.signals import Origin

NOTICE_DAYS = 15  # days; P2B art. 3(2)
LIMITS = {
    (rule.id, limit.value, limit.origin)
    for clause in CLAUSES
    for rule in clause.rules
    for test in (*(test.limit for test in rule.when), *(rung.limit for rung in rule.ladder))
    for limit in test.variants()
}


def check(of: Interpretation, *, number: int, term: str) -> None:
    """Assert that an interpretation can be cited, was published in time, and has the numbers of its rules."""
    assert (of.number, of.version, of.term) == (number, 1, term)
    assert of.id == f"I-{number}.1"
    assert (of.in_force_from - of.published_on).days >= NOTICE_DAYS
    for text in (of.text, of.reasons):
        assert text.en != text.fr
        assert min(len(text.en), len(text.fr)) > 50
    assert len(of.text.en) > 150
    assert of.rules
    for threshold in of.thresholds:
        assert of.covers(threshold.rule)
        assert (threshold.rule, threshold.limit.value, threshold.limit.origin) in LIMITS, (
            f"{threshold.rule}: a changed limit needs a new version of {of.id}"
        )
        assert threshold.limit.origin in Origin
