"""R.3 of the catalogue, row by row."""

from fairline.clauses import REVIEW
from fairline.clauses.r_review.ladder import HARMS, LADDER
from fairline.policy import Answer, Harm, Occasion

OBS, CHL, THR, HLD, SNU, SSV, TRM = Answer
WANTED = {
    Harm.NUISANCE: ((OBS, CHL), (THR,), (SSV, TRM)),
    Harm.BREACH: ((CHL, HLD), (THR, HLD), (SSV, TRM)),
    Harm.CONSUMERS: ((HLD, SNU), (SSV,), (TRM,)),
    Harm.DANGER: ((SNU, SSV), (SNU, SSV), (TRM,)),
}


def test_each_rung_has_the_catalogues_answers() -> None:
    for harm, rungs in WANTED.items():
        assert tuple(REVIEW.step(harm, occasion).answers for occasion in Occasion) == rungs


def test_only_grave_harm_is_stopped_at_once() -> None:
    assert {step.harm for step in LADDER if step.immediate} == {Harm.CONSUMERS, Harm.DANGER}


def test_a_nuisance_has_thirty_days_to_mend_the_rest_ten() -> None:
    cures = {step.harm: step.cure.value for step in LADDER if step.cure is not None}
    assert cures == {Harm.NUISANCE: 30, Harm.BREACH: 10, Harm.CONSUMERS: 10, Harm.DANGER: 10}


def test_where_termination_is_open_its_notice_is_named() -> None:
    assert all((TRM in step.answers) is (step.notice is not None) for step in LADDER)
    assert all(step.notice is None or step.notice.value == 30 for step in LADDER)


def test_every_harm_has_its_words() -> None:
    assert set(HARMS) == set(Harm)
    assert all(text.en != text.fr for text in (*HARMS.values(), *(step.does for step in LADDER)))
