"""What an audit on Spark says on the terminal, in both languages."""

import pytest

from fairline.clauses import CLAUSES
from fairline.cli.on_spark import balanced, line
from fairline.facts import Call
from fairline.policy import Lang
from fairline.shards import families
from fairline.shards.balance import Sizes, planned
from fairline.spark.progress import Progress

HEAVY = {Call: {"acme": 900_000, "beta": 50_000, "gamma": 50_000}}
PLAN = planned([families(CLAUSES)[0]], HEAVY, Sizes(slots=2))
HERE = Progress(stage="count", done=3, total=8, failed=1, executors=2, lost=1)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (Lang.EN, "counting: 3 of 8 tasks, failed and run again: 1, executors lost: 1"),
        (
            Lang.FR,
            "comptage\u00a0: 3 tâches sur 8, échouées et reprises\u00a0: 1, exécuteurs perdus\u00a0: 1",
        ),
    ],
)
def test_a_stage(lang: Lang, said: str) -> None:
    assert line(HERE, lang) == said


def test_how_facts_are_spread() -> None:
    assert balanced(PLAN, HEAVY[Call], Lang.EN) == (
        f"1,000,000 facts in {len(PLAN.bins)} bins; the heaviest counts 900,000; the heaviest account is"
        " acme with 90% of all; cut further: acme (campaign, called, caller, user)"
    )
    assert "acme, avec 90\u00a0% du tout\u202f; découpés" in balanced(PLAN, HEAVY[Call], Lang.FR)
