"""The policy: every clause in the order of its letters and of its file, and the right to review."""

import importlib
import pkgutil

from fairline.clauses.r_review import REVIEW as REVIEW
from fairline.policy import Clause

REVIEW_FOLDER = "r_review"  # data of another shape: what may follow when a clause is broken


def _clauses() -> tuple[Clause, ...]:
    """Import every module of every letter's folder. A folder's own module has no clause."""
    names = (module.name for module in pkgutil.walk_packages(__path__, f"{__name__}.") if not module.ispkg)
    found = sorted(name for name in names if name.split(".")[-2] != REVIEW_FOLDER)
    return tuple(importlib.import_module(name).CLAUSE for name in found)


CLAUSES: tuple[Clause, ...] = _clauses()

_RULES = [rule.name for clause in CLAUSES for rule in clause.rules]
assert len(set(_RULES)) == len(_RULES), "every rule has a name of its own"
assert len({clause.id for clause in CLAUSES}) == len(CLAUSES), "every clause has an id of its own"
