"""YARA rules: the operator's folder and a small set of our own, compiled once, scanned within a time limit.

A rule that holds refuses a file, as malware. One with the metadata ``fairline = "hold"`` only holds it. The
name of a rule is shown to people.
"""

from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import yara_x
from msgspec import Struct

from fairline.facts import FairlineError

SUFFIXES = (".yar", ".yara")
HOLDS = ("fairline", "hold")
SOURCE_MAX = 64 << 20  # ours: of all rules together; public collections have some 10 MiB
LEAST_S = 1  # yara-x counts whole seconds


class Compiled(Struct, frozen=True, kw_only=True):
    """Rules as they are handed to the process that scans. ``version``: how many, and which."""

    rules: bytes
    number: int
    version: str


def compiled(folder: Path | None, *, own: bool) -> Compiled | None:
    """Compile the rules of ``folder`` and our own; ``None`` if neither is wanted.

    Raises ``FairlineError`` for a folder that is not there, one without rules, and a rule that does not
    compile.
    """
    sources = [("fairline", _own())] if own else []
    if folder is not None:
        sources += _sources(folder)
    if not sources:
        return None
    compiler = yara_x.Compiler()
    for name, source in sources:
        compiler.new_namespace(name)
        try:
            compiler.add_source(source, origin=name)
        except yara_x.CompileError as problem:
            raise FairlineError(f"{name}: {str(problem).splitlines()[0]}") from problem
    built = compiler.build()
    out = BytesIO()
    built.serialize_into(out)
    digest = sha256("\0".join(source for _, source in sources).encode()).hexdigest()[:12]
    number = sum(1 for _ in built)
    return Compiled(rules=out.getvalue(), number=number, version=f"yara: {number} rules, sha256 {digest}")


def _own() -> str:
    return (files("fairline.checks.files") / "own.yar").read_text(encoding="utf-8")


def _sources(folder: Path) -> list[tuple[str, str]]:
    if not folder.is_dir():
        raise FairlineError(f"{folder}: found no such folder, wanted one with rules ({', '.join(SUFFIXES)})")
    paths = sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES and path.is_file())
    if not paths:
        raise FairlineError(f"{folder}: found no rules, wanted files that end in {' or '.join(SUFFIXES)}")
    if sum(path.stat().st_size for path in paths) > SOURCE_MAX:
        raise FairlineError(f"{folder}: found more than {SOURCE_MAX} bytes of rules")
    return [(str(path.relative_to(folder)), _read(path)) for path in paths]


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as problem:
        raise FairlineError(f"{path}: found bytes that are no UTF-8, wanted the text of rules") from problem


class Scanner:
    """Compiled rules, ready to scan in this process."""

    def __init__(self, rules: bytes) -> None:
        """Load them."""
        self._scanner = yara_x.Scanner(yara_x.Rules.deserialize_from(BytesIO(rules)))
        self._scanner.max_matches_per_pattern(16)  # ours: that a pattern is there is all that is asked
        self._seconds = 0

    def scan(self, data: bytes, within_s: float) -> list[tuple[str, bool]]:
        """Return the names of the rules that hold for ``data``, and whether each only holds a file.

        Raises ``TimeoutError`` where it takes longer than ``within_s``, rounded up to whole seconds.
        """
        seconds = max(LEAST_S, int(within_s))
        if seconds != self._seconds:
            self._scanner.set_timeout(seconds)
            self._seconds = seconds
        try:
            found = self._scanner.scan(data)
        except yara_x.TimeoutError as problem:
            raise TimeoutError("rules") from problem
        return [(rule.identifier, HOLDS in rule.metadata) for rule in found.matching_rules]
