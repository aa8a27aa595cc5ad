"""What a history finds in a scene is what the engine finds: registries' times, consents, laws and all."""

import pytest

from fairline.clauses import CLAUSES
from fairline.readers.places import located
from simulator.scenes import SCENES, Scene
from tests.history.test_history_equals_engine import by_history, online

NAMES = ("telemarketer", "robocalls", "collector", "recorder", "spoofer", "harasser")
CHOSEN = [scene for scene in SCENES if scene.name in NAMES]


@pytest.mark.parametrize("scene", CHOSEN, ids=lambda scene: scene.name)
def test_a_scene_finds_the_same_in_history(scene: Scene) -> None:
    clauses = [clause for clause in CLAUSES if clause.letter.name == scene.letter]
    facts = [located(fact) for fact in scene.played(1, guilty=True)]
    expected = online(facts, clauses)
    assert scene.breaks <= {each.rule.id for each in expected}
    assert by_history(facts, clauses) == expected
