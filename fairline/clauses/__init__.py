"""The policy: every clause, in the order of its letters and then of its file's name."""

import importlib
import pkgutil

from fairline.policy import Clause


def _clauses() -> tuple[Clause, ...]:
    """Import every module of every letter's folder. A folder's own module has no clause."""
    found = sorted(
        module.name for module in pkgutil.walk_packages(__path__, f"{__name__}.") if not module.ispkg
    )
    return tuple(importlib.import_module(name).CLAUSE for name in found)


CLAUSES: tuple[Clause, ...] = _clauses()

_RULES = [rule.name for clause in CLAUSES for rule in clause.rules]
assert len(set(_RULES)) == len(_RULES), "every rule has a name of its own"
assert len({clause.id for clause in CLAUSES}) == len(CLAUSES), "every clause has an id of its own"
