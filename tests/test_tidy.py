"""What a machine can check of how the code is kept: who imports whom, sizes, purity, clauses as data."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "fairline"
FUNCTION_LINES_MAX, MODULE_LINES_MAX, CLAUSE_LINES_MAX = 60, 400, 90

MAY_IMPORT: dict[str, set[str]] = {
    "facts": set(),
    "law": {"facts"},
    "signals": {"facts"},
    "policy": {"facts", "law", "signals"},
    "clauses": {"facts", "law", "signals", "policy"},
    "findings": {"facts", "law", "signals", "policy"},
    "cases": {"facts", "law", "signals", "policy", "findings"},
    "standing": {"policy", "cases"},
    "decision": {"signals", "policy", "findings", "standing"},
    "engine.py": {"facts", "law", "signals", "policy", "findings", "standing", "decision"},
    # Which facts must be counted together, read off the declarations.
    "shards": {"facts", "signals", "policy"},
    "protocols": set(),
    # A check says what it found in words of both languages; which place has which numbers, the law knows.
    "checks": {"facts", "law", "policy", "protocols"},
    # Which words of a message are an opt-out stands in the law, with its source; readers ask it there, as the
    # words go no further.
    "readers": {"facts", "law", "protocols"},
    "stores": {"facts"},
    # A port makes facts of what it hears, by the readers' rules for numbers, and tells decisions on the wire.
    # The HTTP port also takes rulings, and shows findings as an audit exports them.
    "ports": {
        "facts",
        "signals",
        "protocols",
        "readers",
        "policy",
        "findings",
        "cases",
        "standing",
        "decision",
        "exports",
        "wire",
    },
    "wire": {"facts", "policy", "cases", "exports"},
    "client": {"facts", "policy", "cases", "exports", "wire"},
    # An actuator tells switches of standing; which numbers call for help it knows as the readers do.
    "actuators": {"facts", "policy", "standing", "protocols", "readers"},
    "config": {"facts", "policy", "checks", "guard", "ports", "actuators"},
    # It wires; it alone may import nearly everything.
    "app": {
        "facts",
        "law",
        "signals",
        "policy",
        "findings",
        "cases",
        "standing",
        "decision",
        "engine.py",
        "checks",
        "readers",
        "stores",
        "audit",
        "guard",
        "protocols",
        "ports",
        "actuators",
        "config",
        "wire",
    },
    # Pages, and what people do there. It follows the guard's journal, and speaks to it through its own port.
    "console": {
        "facts",
        "law",
        "signals",
        "policy",
        "clauses",
        "findings",
        "cases",
        "standing",
        "checks",
        "stores",
        "guard",
        "ports",
        "actuators",
        "audit",
        "config",
        "app",
        "exports",
        "words",
        # A number that a person wrote is read as one in a file is.
        "readers",
        # The same small pictures of a measure as in an audit's report.
        "report",
    },
    "history": {"facts", "law", "signals", "policy", "findings", "stores"},
    # One engine for each shard, from batch to batch; what moves the batches it does not know.
    "stream": {
        "facts",
        "law",
        "signals",
        "policy",
        "findings",
        "engine.py",
        "shards",
        "stores",
        # A finding is told as a guard's journal tells it, and a policy file is read as an audit reads it.
        "guard",
        "audit",
    },
    # An audit on many machines, whose tasks are the same readers and databases; and a stream over shards.
    "spark": {
        "stream",
        "stores",
        "guard",
        "facts",
        "law",
        "signals",
        "policy",
        "clauses",
        "findings",
        "engine.py",
        "shards",
        "checks",
        "readers",
        "history",
        "audited",
        "audit",
    },
    "audited": {"facts", "policy", "findings", "readers"},
    "audit": {
        "facts",
        "law",
        "signals",
        "policy",
        "findings",
        "engine.py",
        "checks",
        "readers",
        "stores",
        "history",
        "audited",
    },
    "convert": {"facts", "readers", "audit", "audited"},
    "guard": {
        "facts",
        "law",
        "signals",
        "policy",
        "findings",
        "cases",
        "standing",
        "decision",
        "engine.py",
        "stores",
    },
    "words": {"policy", "signals"},
    "wanted": {"policy"},
    "telling": {"facts", "signals", "policy", "findings", "readers", "audited", "words", "wanted"},
    "exports": {"facts", "signals", "policy", "findings", "audited", "telling"},
    "report": {
        "facts",
        "law",
        "signals",
        "policy",
        "findings",
        "readers",
        "audited",
        "words",
        "telling",
        "wanted",
    },
    "cli": {
        "shards",
        "spark",
        "facts",
        "law",
        "signals",
        "policy",
        "findings",
        "engine.py",
        "checks",
        "readers",
        "audit",
        "audited",
        "words",
        "telling",
        "exports",
        "report",
        "clauses",
        "stores",
        "guard",
        # Keys are made in the port's own file; all else is asked of a running server by the client.
        "ports",
        "standing",
        "client",
        "wire",
        # A guard is started, and its status read; the console gets its first person.
        "app",
        "console",
        "config",
        "convert",
    },
    "reference": {
        "facts",
        "law",
        "signals",
        "policy",
        "clauses",
        "readers",
        "audit",
        "words",
        "telling",
        "cli",
    },
}
CORE = (
    "facts",
    "law",
    "signals",
    "policy",
    "clauses",
    "findings",
    "cases",
    "standing",
    "decision",
    "engine.py",
    "shards",
)
PURE = {
    "abc", "bisect", "calendar", "collections", "dataclasses", "datetime", "decimal", "difflib", "enum",
    "functools", "hashlib", "heapq", "importlib", "itertools", "linecache", "math", "msgspec", "operator",
    "pkgutil", "re", "sqlglot", "string", "types", "typing", "unicodedata", "zoneinfo", "yaml",
}  # fmt: skip
IMPURE_CALLS = re.compile(
    r"\b(now|utcnow|today|random|uuid4|sleep|urandom)\(|(?<![\w.])(open|print|input)\(|\benviron\b"
)


def modules(folder: Path = PACKAGE) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*.py"))


def room(path: Path) -> str:
    """The part of the house that a module stands in: a folder of the package, or a module of its own."""
    top = path.relative_to(PACKAGE).parts[0]
    return top if top == "engine.py" else top.removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module is not None and node.level == 0:
            yield node.module
            if node.module == "fairline":
                yield from (f"fairline.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def rooms_imported(path: Path) -> set[str]:
    found = set()
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "fairline" and len(parts) > 1 and parts[1] != "__version__":
            found.add("engine.py" if parts[1] == "engine" else parts[1])
    return found


@pytest.mark.parametrize("path", [each for each in modules() if each != PACKAGE / "__init__.py"], ids=str)
def test_imports_follow_the_flow(path: Path) -> None:
    here = room(path)
    assert here in MAY_IMPORT, f"{here} is not on the map: give it a place in MAY_IMPORT"
    assert rooms_imported(path) <= MAY_IMPORT[here] | {here}


def test_the_map_names_only_rooms_that_exist() -> None:
    assert {room(path) for path in modules() if path != PACKAGE / "__init__.py"} == set(MAY_IMPORT)


@pytest.mark.parametrize("path", [each for each in modules() if room(each) in CORE], ids=str)
def test_the_core_is_pure(path: Path) -> None:
    """No clock, no chance, no I/O: nothing is imported that could have them, and no such call is made."""
    outside = {name.split(".")[0] for name in imported(path)} - {"fairline"}
    assert outside <= PURE
    assert IMPURE_CALLS.search(path.read_text()) is None


@pytest.mark.parametrize("path", [*modules(), *modules(ROOT / "simulator")], ids=str)
def test_sizes(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= MODULE_LINES_MAX
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            length = node.end_lineno - node.lineno + 1
            assert length <= FUNCTION_LINES_MAX, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", [*modules(), *modules(ROOT / "simulator")], ids=str)
def test_public_things_have_docstrings(path: Path) -> None:
    if path.parent.name == "migrations":
        pytest.skip("generated")
    tree = ast.parse(path.read_text())
    if path.read_text().strip():
        assert ast.get_docstring(tree), "a module says what it is"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


CLAUSE_FILES = [path for path in modules(PACKAGE / "clauses") if path.name != "__init__.py"]


@pytest.mark.parametrize("path", CLAUSE_FILES, ids=lambda path: path.stem)
def test_a_clause_is_data(path: Path) -> None:
    text = path.read_text()
    assert len(text.splitlines()) <= CLAUSE_LINES_MAX
    steps = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda | ast.If | ast.For | ast.While
    assert not [node for node in ast.walk(ast.parse(text)) if isinstance(node, steps)]


@pytest.mark.parametrize("path", CLAUSE_FILES, ids=lambda path: path.stem)
def test_a_clause_has_its_test(path: Path) -> None:
    letter = path.parent.name
    wanted = [
        ROOT / "tests/clauses" / folder / f"test_{path.stem}.py" for folder in (letter, letter.split("_")[0])
    ]
    assert any(each.exists() for each in wanted)


@pytest.mark.parametrize("path", list(modules(ROOT / "simulator")), ids=str)
def test_the_simulator_knows_only_facts(path: Path) -> None:
    assert rooms_imported(path) <= {"facts"}


def test_no_vague_rooms() -> None:
    folders = {path.name for path in PACKAGE.rglob("*") if path.is_dir()}
    assert not folders & {"utils", "common", "helpers", "managers"}


def test_nothing_is_left_to_do() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX)\b")
    here = Path(__file__)
    found = [
        path for path in [*modules(), *modules(ROOT / "tests"), *modules(ROOT / "simulator")] if path != here
    ]
    assert not [path for path in found if marks.search(path.read_text())]


def test_what_is_declared_is_what_is_imported() -> None:
    """Every run-time dependency is used, and every import from outside is declared."""
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    names = {re.split(r"[<>=\[]", each)[0] for each in declared}
    modules_of = {
        "pyyaml": "yaml",
        "google-re2": "re2",
        "ahocorasick-rs": "ahocorasick_rs",
        "python-stdnum": "stdnum",
        "confusable-homoglyphs": "confusable_homoglyphs",
        "dkimpy": "dkim",
        "dnspython": "dns",
        "pyspf": "spf",
        "yara-x": "yara_x",
        "vl-convert-python": "vl_convert",
        "prometheus-client": "prometheus_client",
        "tzdata": None,
        "django-allauth": "allauth",
        "django-csp": "csp",
        "django-ninja": "ninja",
        "django-htmx": None,  # these three are named in Django's settings
        "whitenoise": None,
        "psycopg": None,
        "httptools": None,  # uvicorn imports it, when its protocol is asked for
        "uvloop": None,  # whoever runs the loop takes it if it is there
    }
    wanted = {modules_of.get(name, name) for name in names} - {None}
    used = {name.split(".")[0] for path in modules() for name in imported(path)}
    assert wanted <= used
