"""R.4 of the catalogue as a table: SNU needs A or 2xB; SSV A, or B+C with a human; TRM A and two persons."""

from fairline.clauses.r_review.evidence_needs import MORE_THAN_VOLUME, NEEDS, VOLUME_CLAUSE
from fairline.policy import Answer, Way

WANTED = {
    Answer.OBSERVE: (Way(),),
    Answer.CHALLENGE: (Way(any_class=1),),
    Answer.THROTTLE: (Way(a=1), Way(b=1)),
    Answer.HOLD: (Way(a=1), Way(b=1)),
    Answer.SUSPEND_NUMBER: (Way(a=1), Way(b=2)),
    Answer.SUSPEND_SERVICE: (Way(a=1), Way(b=1, c=1, persons=1)),
    Answer.TERMINATE: (Way(a=1, persons=2),),
}


def test_the_needs_are_the_catalogues() -> None:
    assert {need.answer: need.ways for need in NEEDS} == WANTED


def test_what_is_ours_says_so() -> None:
    ours = {need.answer for need in NEEDS if need.source.en.startswith("ours")}
    assert ours == {Answer.THROTTLE, Answer.HOLD}


def test_volume_is_clause_h_without_who_uses_it_and_how() -> None:
    assert VOLUME_CLAUSE == "h"
    assert set(MORE_THAN_VOLUME) == {"H-SEAT", "H-SHARE", "H-PLAN", "H-PAT"}
