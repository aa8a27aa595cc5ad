"""Every clause's scene, ten seeds: the abuser is found by all that it breaks, its twin by nothing of it."""

import pytest

from bench.scenes import acts, found
from fairline.clauses import CLAUSES
from fairline.policy import Act
from simulator.scenes import SCENES, Scene

SEEDS = range(10)
IDS = {rule.id for clause in CLAUSES for rule in clause.rules}


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_the_scene_is_of_the_catalogue(scene: Scene) -> None:
    assert scene.breaks
    assert scene.breaks <= IDS
    assert scene.inline <= scene.breaks


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_found_in_an_audit(scene: Scene) -> None:
    for seed in SEEDS:
        assert scene.breaks <= {each.rule.id for each in found(scene, seed, guilty=True)}, seed
        of_letter = [
            each for each in found(scene, seed, guilty=False) if each.clause.letter.name == scene.letter
        ]
        assert [(each.rule.name, each.key) for each in of_letter] == [], seed


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_answered_before_it_happens(scene: Scene) -> None:
    for seed in SEEDS:
        assert scene.inline <= {rule.id for rule, act in acts(scene, seed, guilty=True) if act > Act.ALLOW}, (
            seed
        )
        assert {rule.id for rule, _ in acts(scene, seed, guilty=False)} & scene.inline == set(), seed
