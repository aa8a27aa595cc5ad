"""Scenes put through the engine: as history, and act by act before each happens."""

from collections.abc import Iterator
from typing import cast, get_args

from fairline.checks.public_holidays import public_holidays
from fairline.clauses import CLAUSES
from fairline.engine import Engine
from fairline.facts import Event
from fairline.findings import Finding
from fairline.law import load
from fairline.policy import DEFAULT_PLAN, Act, Rule
from fairline.readers.places import located
from simulator.scenes.scene import Scene, attempt_of

EVENTS: tuple[type, ...] = get_args(Event)


def found(scene: Scene, seed: int, *, guilty: bool) -> list[Finding]:
    """Return what the whole policy finds in the history of one side."""
    engine = Engine(CLAUSES, law=load(public_holidays), plan=DEFAULT_PLAN)
    facts = map(located, scene.played(seed, guilty=guilty))
    findings = [each for fact in facts for each in engine.observe(fact)]
    return [each for each in findings + engine.conclude() if not each.open]


def acts(scene: Scene, seed: int, *, guilty: bool) -> Iterator[tuple[Rule, Act]]:
    """Yield each rule that acts of one side break before they happen, with what it asks once in force."""
    engine = Engine(CLAUSES, law=load(public_holidays), plan=DEFAULT_PLAN)
    for fact in scene.played(seed, guilty=guilty):
        placed = located(fact)
        if not isinstance(fact, EVENTS):
            engine.observe(placed)
            continue
        decision, _ = engine.decide(cast(Event, attempt_of(placed)))
        for each in decision.reasons:
            yield each.rule, each.rule.act
