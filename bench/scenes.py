"""Every clause's scene put through the engine: as history, and act by act before each happens.

``python -m bench.scenes`` plays both sides of each for ten seeds and puts the confusion table by clause into
``docs/explanation/accuracy.md`` and ``accuracy.fr.md``; with ``--print`` it only shows it. It ends with 1 if
abuser got away or a twin was accused.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from fairline.checks.public_holidays import public_holidays
from fairline.clauses import CLAUSES
from fairline.engine import Engine
from fairline.facts import Event
from fairline.findings import Finding
from fairline.law import load
from fairline.policy import DEFAULT_PLAN, Act, Clause, Rule
from fairline.readers.places import located
from simulator.scenes import SCENES, Scene, attempt_of

EVENTS: tuple[type, ...] = get_args(Event)


def clauses_of(scene: Scene) -> list[Clause]:
    """Return the clauses of the scene's letter, and those of other rows that its abuser breaks."""
    return [
        clause
        for clause in CLAUSES
        if clause.letter.name == scene.letter or scene.breaks & {rule.id for rule in clause.rules}
    ]


def found(scene: Scene, seed: int, *, guilty: bool) -> list[Finding]:
    """Return what the policy finds in the history of one side."""
    engine = Engine(clauses_of(scene), law=load(public_holidays), plan=DEFAULT_PLAN)
    facts = map(located, scene.played(seed, guilty=guilty))
    findings = [each for fact in facts for each in engine.observe(fact)]
    return [each for each in findings + engine.conclude() if not each.open]


def acts(scene: Scene, seed: int, *, guilty: bool) -> Iterator[tuple[Rule, Act]]:
    """Yield each rule that acts of one side break before they happen, with what it asks once in force."""
    engine = Engine(clauses_of(scene), law=load(public_holidays), plan=DEFAULT_PLAN)
    for fact in scene.played(seed, guilty=guilty):
        placed = located(fact)
        if not isinstance(fact, EVENTS):
            engine.observe(placed)
            continue
        decision, _ = engine.decide(cast(Event, attempt_of(placed)))
        for each in decision.reasons:
            yield each.rule, each.rule.act


DOCS = Path(__file__).resolve().parents[1] / "docs" / "explanation"
BEGIN, END = "<!-- tables: python -m bench.scenes -->", "<!-- end of scenes -->"
SEEDS = 10
HEADINGS = {
    "accuracy.md": (
        "clause", "scene", "rows", "found in history", "twin accused", "answered before", "twin answered",
    ),
    "accuracy.fr.md": (
        "clause", "scène", "lignes", "trouvé après coup", "sosie accusé",
        "répondu avant", "sosie gêné",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """One scene: in how many seeds each of its sides was found, and answered before its acts."""

    scene: Scene
    found: int = 0
    accused: int = 0
    answered: int = 0
    hindered: int = 0

    @property
    def right(self) -> bool:
        """Whether no abuser got away and no twin was accused."""
        answered = self.answered == SEEDS or not self.scene.inline
        return self.found == SEEDS and answered and not self.accused and not self.hindered


def played(scene: Scene) -> Played:
    """Play both sides of a scene for every seed."""
    found_, accused, answered, hindered = 0, 0, 0, 0
    for seed in range(SEEDS):
        ids = {each.rule.id for each in found(scene, seed, guilty=True)}
        found_ += scene.breaks <= ids
        accused += any(each.clause.letter.name == scene.letter for each in found(scene, seed, guilty=False))
        if scene.inline:
            asked = {rule.id for rule, act in acts(scene, seed, guilty=True) if act > Act.ALLOW}
            answered += scene.inline <= asked
            hindered += any(rule.id in scene.inline for rule, _ in acts(scene, seed, guilty=False))
    return Played(scene=scene, found=found_, accused=accused, answered=answered, hindered=hindered)


def table(plays: list[Played], headings: tuple[str, ...]) -> str:
    """Return the table in Markdown."""
    lines = ["| " + " | ".join(headings) + " |", "| --- " * len(headings) + "|"]
    for each in plays:
        scene, of = each.scene, f"/{SEEDS}"
        inline = (f"{each.answered}{of}", f"{each.hindered}{of}") if scene.inline else ("–", "–")
        cells = (
            scene.letter.lower(), scene.name, ", ".join(sorted(scene.breaks)),
            f"{each.found}{of}", f"{each.accused}{of}", *inline,
        )  # fmt: skip
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Play every scene, and show or write the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.scenes", description=__doc__)
    parser.add_argument("--print", action="store_true", help="show the table and leave the pages alone")
    asked = parser.parse_args(arguments)
    plays = [played(scene) for scene in SCENES]
    for name, headings in HEADINGS.items():
        made = table(plays, headings)
        if asked.print:
            print(made)
            break
        page = (DOCS / name).read_text(encoding="utf-8")
        before, _, rest = page.partition(BEGIN)
        _, _, after = rest.partition(END)
        (DOCS / name).write_text(f"{before}{BEGIN}\n\n{made}\n\n{END}{after}", encoding="utf-8")
    return 0 if all(each.right for each in plays) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
