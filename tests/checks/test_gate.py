"""The gate: CLAUSES section 0. What a ground does not open cannot be seen, and no check goes round it."""

import ast
import inspect
import pickle
import re
from pathlib import Path

import pytest

from fairline.checks.gate import OPENS, Feature, Ground, Look, Shut, enter, leave
from fairline.facts import Basis

PACKAGE = Path(__file__).resolve().parents[2] / "fairline"
CONTENT = {"text", "files", "links"}
"""Packages of the checks whose entries look at content."""
INSIDE = {"mail", "caller", "personal_data"}
"""Those that look at envelopes, or take out what may not be kept."""


@pytest.mark.parametrize("basis", list(Basis))
def test_what_each_basis_opens(basis: Basis) -> None:
    look = enter("m-1", Ground(basis=basis, reference="c-1"), "héllo".encode())
    assert look.size == 6
    if basis in OPENS:
        assert look.data == "héllo".encode()
        assert look.text == "héllo"
    else:
        with pytest.raises(Shut, match=f"{basis.value} opens no content"):
            _ = look.data
        with pytest.raises(Shut):
            _ = look.text
    if basis is Basis.METADATA:
        with pytest.raises(Shut):
            _ = look.hashes
    else:
        md5, sha256 = look.hashes
        assert (len(md5), len(sha256)) == (32, 64)


def test_nobody_else_makes_a_look() -> None:
    with pytest.raises(Shut):
        Look(object(), "m-1", Ground(basis=Basis.ORDER), b"x")


def test_a_look_shows_nothing_of_its_content() -> None:
    look = enter("m-1", Ground(basis=Basis.CUSTOMER), b"secret")
    assert "secret" not in repr(look)
    with pytest.raises(TypeError):
        pickle.dumps(look, protocol=1)


ON = frozenset({"messages", "files"})
CASES = {
    "the customer switched it on": (Basis.CUSTOMER, None, Feature.MESSAGES, ON, False, False, None),
    "for something else": (Basis.CUSTOMER, None, Feature.CALLS, ON, False, False, "basis"),
    "nobody said": (Basis.CUSTOMER, None, Feature.MESSAGES, None, False, False, "basis"),
    "a complaint is named": (Basis.COMPLAINT, "c-1", Feature.MESSAGES, None, False, False, None),
    "a complaint is not": (Basis.COMPLAINT, None, Feature.MESSAGES, ON, False, False, "reference"),
    "nor by nothing": (Basis.COMPLAINT, "", Feature.MESSAGES, ON, False, False, "reference"),
    "a hosted file against a list": (Basis.HASH_MATCH, "list", Feature.FILES, None, True, False, None),
    "against no list": (Basis.HASH_MATCH, None, Feature.FILES, None, True, False, "reference"),
    "what is on its way": (Basis.HASH_MATCH, "list", Feature.FILES, None, False, False, "basis"),
    "a message has no hash": (Basis.HASH_MATCH, "list", Feature.MESSAGES, None, True, False, "basis"),
    "an order by the legal desk": (Basis.ORDER, "2026/7", Feature.CALLS, None, False, True, None),
    "an order by anybody": (Basis.ORDER, "2026/7", Feature.CALLS, ON, False, False, "basis"),
    "an order without a number": (Basis.ORDER, None, Feature.CALLS, ON, False, True, "reference"),
    "no content at all": (Basis.METADATA, None, Feature.CALLS, None, False, False, None),
    "200 characters": (Basis.COMPLAINT, "c" * 200, Feature.FILES, None, False, False, None),
    "201 characters": (Basis.COMPLAINT, "c" * 201, Feature.FILES, None, False, False, "reference"),
}


@pytest.mark.parametrize("name", CASES)
def test_which_grounds_hold(name: str) -> None:
    basis, reference, of, on, hosted, by_legal, field = CASES[name]
    shut = leave(
        Ground(basis=basis, reference=reference), of=of, switched_on=on, hosted=hosted, by_legal=by_legal
    )
    assert (None if shut is None else shut.field) == field
    if shut is not None:
        assert shut.why.en.endswith(".")
        assert shut.why.fr.endswith(".")


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
    return found


def test_only_the_gate_opens_content_to_the_checks() -> None:
    """``enter`` is called in one place of the program, which is reached through the gate's ``leave``."""
    calling = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom)
        and node.module == "fairline.checks.gate"
        and "enter" in {each.name for each in node.names}
    }
    assert calling == {"checks/inspecting.py"}


def test_nothing_outside_reaches_a_check_of_content() -> None:
    """Whoever is not a check imports none: all goes by the process of the checks, and so by the gate."""
    for path in PACKAGE.rglob("*.py"):
        where = path.relative_to(PACKAGE).parts
        if where[0] == "checks":
            continue
        reached = {
            name.split(".")[2] for name in _imports(path) if name.startswith("fairline.checks.")
        } & CONTENT
        assert not reached, f"{path} reaches {reached}"


def test_the_guard_looks_only_after_asking_and_writing() -> None:
    """The one way to the process of the checks: ``Looking.look`` asks the gate, then the journal, then it."""
    from fairline.app.looking import Looking

    source = inspect.getsource(Looking.look)
    assert source.index("leave(") < source.index("self._observe([_inspection(") < source.index(".ask(")
    asking = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if "fairline.checks.asking" in _imports(path) and re.search(r"\bAsk\b", path.read_text())
    }
    assert asking == {"app/checking.py", "app/looking.py", "checks/inspecting.py"}
