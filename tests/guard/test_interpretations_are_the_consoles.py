"""What vague words mean is asked where people rule, and nowhere where a machine decides.

So guards need not share it; consoles share it with their database (decision 21).
"""

import ast
from pathlib import Path

import pytest

import fairline

PACKAGE = Path(fairline.__file__).parent
DECIDES = (
    "engine.py",
    "guard",
    "standing",
    "decision.py",
    "findings",
    "signals",
    "ports",
    "actuators",
    "app",
    "history",
)


def names_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    return {
        each.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for each in node.names
    } | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def modules(room: str) -> list[Path]:
    at = PACKAGE / room
    return [at] if at.is_file() else sorted(at.rglob("*.py"))


@pytest.mark.parametrize("room", DECIDES)
def test_no_machine_asks_what_a_word_means(room: str) -> None:
    assert modules(room)
    asked = {"Interpretation", "InterpretationRegister", "interpretations", "REVIEW"}
    assert {str(path): found for path in modules(room) if (found := names_in(path) & asked)} == {}


def test_the_console_does() -> None:
    assert "InterpretationRegister" in names_in(PACKAGE / "console" / "policy.py")
