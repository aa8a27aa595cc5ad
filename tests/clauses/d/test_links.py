"""Links that a check found: what a list decides is held, what a model thinks is asked."""

from decimal import Decimal

import pytest

from fairline.clauses.d_interference.links import CLAUSE
from fairline.facts import Basis, Inspection, Topic
from fairline.policy import Act, Answer, Evidence, Mode, Severity
from tests.clauses.happened import (
    DAY,
    MONDAY,
    Case,
    check,
    decisions,
    happened,
    names,
    one_is_enough,
    said,
    stance,
)

LISTED, SCORED = "listed-link", "doubtful-link"
BAD = {"campaign": "c1", "topic": Topic.BAD_LINK, "basis": Basis.CUSTOMER, "score": Decimal(1)}
DOUBTFUL = BAD | {"score": Decimal("0.9")}
KEYS = {
    "another campaign is found apart": {"campaign": "c2"},
    "without a campaign it is found all the same": {"campaign": None},
}
EXCUSED: dict[str, dict[str, object]] = {
    "another topic": {"topic": Topic.SCAM},
    "nobody was allowed to look": {"basis": Basis.METADATA},
    "nobody said why it was looked at": {"basis": None},
    "no score": {"score": None},
    "a person refuted it": {"confirmed": False},
    "the link is the account's own": {"allowed": True},
}
ROWS: dict[str, dict[str, Case]] = {
    LISTED: one_is_enough(
        Inspection, BAD, keys=KEYS,
        excused=EXCUSED | {"a model is less than sure": {"score": Decimal("0.999")}},
    )
    | {
        f"{basis} allows to look": (happened(Inspection, **BAD | {"basis": basis}), [(1, 1)])
        for basis in (Basis.COMPLAINT, Basis.HASH_MATCH, Basis.ORDER)
    },
    SCORED: one_is_enough(
        Inspection, DOUBTFUL, keys=KEYS,
        excused=EXCUSED | {
            "just below the score is too unsure": {"score": Decimal("0.899")},
            "what a list decides is no doubt": {"score": Decimal(1)},
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "name"), [(rule, name) for rule in ROWS for name in ROWS[rule]])
def test_links(rule: str, name: str) -> None:
    check(CLAUSE, rule, ROWS[rule][name])


def test_what_is_found_before_it_passes() -> None:
    unsure = happened(Inspection, start=MONDAY + DAY / 4, **DOUBTFUL)
    fine = happened(Inspection, start=MONDAY + DAY / 2, **BAD | {"score": Decimal(0)})
    answers = decisions(CLAUSE, [*happened(Inspection, **BAD), *unsure, *fine])
    assert [names(each) for each in answers] == [{LISTED}, {SCORED}, set()]


def test_how_grave_it_is_and_what_may_follow() -> None:
    assert stance(CLAUSE) == {
        LISTED: (Severity.MAJOR, Answer.HOLD, Act.HOLD, Evidence.B, Mode.OBSERVE),
        SCORED: (Severity.MINOR, Answer.CHALLENGE, Act.CHALLENGE, Evidence.D, Mode.OBSERVE),
    }


REASONS = {LISTED: BAD, SCORED: DOUBTFUL}


WORDS: dict[str, tuple[str, str, object]] = {
    LISTED: (
        "Links in 24\u00a0h that are on a list of harmful ones or imitate a brand: 1.",
        "Liens en 24\u00a0h figurant sur une liste de nuisibles ou imitant une marque\u00a0: 1.",
        1,
    ),
    SCORED: (
        "Links in 24\u00a0h that look harmful to a model, which may be wrong: 1.",
        "Liens en 24\u00a0h jugés nuisibles par un modèle, qui peut se tromper\u00a0: 1.",
        1,
    ),
}


@pytest.mark.parametrize("rule", WORDS)
def test_the_reason_in_both_languages(rule: str) -> None:
    assert said(CLAUSE, rule, happened(Inspection, **REASONS[rule])) == WORDS[rule]
